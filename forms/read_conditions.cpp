// Reads enableWhen and the limits of an answer, and checks that each condition can be met by the question it names.
#include "forms/reading.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <format>
#include <limits>
#include <map>

namespace anteroom::forms {
namespace {

struct OperatorName {
  std::string_view name;
  Operator op;
};
constexpr std::array operator_names{
    OperatorName{"exists", Operator::exists},    OperatorName{"=", Operator::equal},
    OperatorName{"!=", Operator::not_equal},     OperatorName{">", Operator::greater},
    OperatorName{"<", Operator::less},           OperatorName{">=", Operator::greater_or_equal},
    OperatorName{"<=", Operator::less_or_equal},
};

bool is_ordering(Operator op) { return op != Operator::exists && op != Operator::equal && op != Operator::not_equal; }

std::optional<Condition> read_condition(Json json, std::string_view link_id, Findings& findings) {
  Condition condition;
  condition.question = json["question"].text_or("");
  if (condition.question.empty()) {
    findings.error(link_id, "an enableWhen names no question; add \"question\" with its linkId");
    return std::nullopt;
  }
  const std::string name = json["operator"].text_or("");
  const auto known = std::ranges::find(operator_names, name, &OperatorName::name);
  if (known == operator_names.end()) {
    findings.error(link_id, std::format("the enableWhen operator {} does not exist; use exists, =, !=, >, <, >= or <=",
                                        in_quotes(name)));
    return std::nullopt;
  }
  condition.op = known->op;
  const ReadValue read = read_value(json, "answer");
  if (!read.value) {
    findings.error(
        link_id, read.kind.empty()
                     ? std::format("the enableWhen on {} has no answer to compare with", in_quotes(condition.question))
                     : std::format("the enableWhen on {} is wrong: {}", in_quotes(condition.question), read.fault));
    return std::nullopt;
  }
  condition.answer = *read.value;
  return condition;
}

// The value of the last of these extensions, whatever its kind; a limit that is computed is refused elsewhere.
std::optional<Value> read_limit(Json json, std::string_view name, std::string_view link_id, Findings& findings) {
  std::optional<Value> limit;
  for (const Json extension : extensions(json, std::format("http://hl7.org/fhir/StructureDefinition/{}", name))) {
    const ReadValue read = read_value(extension, "value");
    if (!read.value || limit) {
      findings.error(link_id,
                     limit ? std::format("{} stands twice; keep one", name)
                           : std::format("{} has no value that can be used: give it a valueInteger, valueDecimal or "
                                         "valueDate that fits the item",
                                         name));
      return limit;
    }
    limit = read.value;
  }
  return limit;
}

void read_range(Json json, Item& item, Findings& findings) {
  const auto take = [&](std::string_view name, std::optional<double>& number, std::optional<Date>& date) {
    const auto limit = read_limit(json, name, item.link_id, findings);
    if (!limit) return;
    const bool of_number = item.type == ItemType::integer || item.type == ItemType::decimal;
    if (const auto* whole = std::get_if<std::int64_t>(&*limit); whole != nullptr && of_number) {
      number = static_cast<double>(*whole);
    } else if (const auto* decimal = std::get_if<Decimal>(&*limit); decimal != nullptr && of_number) {
      number = decimal->value;
    } else if (const auto* day = std::get_if<Date>(&*limit); day != nullptr && item.type == ItemType::date) {
      date = *day;
    } else if (of_number || item.type == ItemType::date) {
      findings.error(item.link_id, std::format("{} does not fit the type of the item", name));
    } else {
      findings.warning(item.link_id, std::format("{} means nothing for an item of this type and is left out", name));
    }
  };
  take("minValue", item.minimum, item.earliest);
  take("maxValue", item.maximum, item.latest);
  if ((item.minimum && item.maximum && *item.minimum > *item.maximum) ||
      (item.earliest && item.latest && *item.earliest > *item.latest)) {
    findings.error(item.link_id, "minValue is above maxValue, so no answer is right; exchange them");
  }
}

std::optional<std::uint32_t> length_from(std::optional<std::int64_t> number, std::string_view name,
                                         std::string_view link_id, Findings& findings) {
  if (number && *number >= 0 && *number <= std::numeric_limits<std::int32_t>::max())
    return static_cast<std::uint32_t>(*number);
  findings.error(link_id, std::format("{} must be a whole number, 0 or more", name));
  return std::nullopt;
}

void read_lengths(Json json, Item& item, Findings& findings) {
  if (const auto limit = read_limit(json, "minLength", item.link_id, findings)) {
    const auto* number = std::get_if<std::int64_t>(&*limit);
    item.min_length =
        length_from(number != nullptr ? std::optional(*number) : std::nullopt, "minLength", item.link_id, findings);
  }
  if (json["maxLength"].exists()) {
    item.max_length = length_from(json["maxLength"].integer(), "maxLength", item.link_id, findings);
    if (item.max_length == 0U) findings.error(item.link_id, "maxLength is 0, so no answer is right; remove it");
  }
  if (item.type != ItemType::string && item.type != ItemType::text) {
    if (item.min_length || item.max_length) {
      findings.warning(item.link_id, "a length means nothing for an item of this type and is left out");
    }
    item.min_length.reset();
    item.max_length.reset();
  }
  if (item.min_length && item.max_length && *item.min_length > *item.max_length) {
    findings.error(item.link_id, "minLength is above maxLength, so no answer is right; exchange them");
  }
}

// Compares conditions with the questions they name, in reading order.
class ConditionCheck {
 public:
  explicit ConditionCheck(Findings& findings) : m_findings(findings) {}

  void index(const std::vector<Item>& items) {
    for (const Item& item : items) {
      m_places.emplace(item.link_id, Place{&item, m_places.size()});
      index(item.items);
    }
  }

  void check(std::vector<Item>& items) {
    for (Item& item : items) {
      for (Condition& condition : item.enable_when) check(item, condition);
      check(item.items);
    }
  }

 private:
  struct Place {
    const Item* item;
    std::size_t order;
  };

  void check(const Item& item, Condition& condition) {
    const auto question = m_places.find(condition.question);
    const std::string named = in_quotes(condition.question);
    if (question == m_places.end()) {
      m_findings.error(item.link_id, std::format("enableWhen names {}, which is no linkId of this form", named));
      return;
    }
    if (question->second.order >= m_places.at(item.link_id).order) {
      m_findings.error(item.link_id,
                       std::format("enableWhen names {}, which is not asked before it; move the question up", named));
      return;
    }
    const Item& asked = *question->second.item;
    if (!asked.is_question()) {
      m_findings.error(item.link_id,
                       std::format("enableWhen names {}, which is a group or display and has no answer", named));
      return;
    }
    if (asked.hidden) {
      m_findings.warning(item.link_id,
                         std::format("enableWhen names {}, which is hidden, so nobody answers it", named));
    }
    check_answer(item, asked, condition, named);
  }

  void check_answer(const Item& item, const Item& asked, Condition& condition, const std::string& named) {
    if (condition.op == Operator::exists) {
      if (!std::holds_alternative<bool>(condition.answer)) {
        m_findings.error(item.link_id,
                         std::format("the operator exists on {} compares with answerBoolean only", named));
      }
      return;
    }
    if (is_ordering(condition.op) && !has_order(asked)) {
      m_findings.error(item.link_id, std::format("the answers to {} have no order; name the answers with = and "
                                                 "\"enableBehavior\": \"any\"",
                                                 named));
      return;
    }
    if (!fits(asked, condition.answer)) {
      m_findings.error(item.link_id,
                       std::format("the answer in enableWhen is not of the kind that {} is answered with", named));
      return;
    }
    if (!asked.options.empty() && !is_ordering(condition.op)) find_option(item, asked, condition, named);
  }

  static bool has_order(const Item& asked) {
    switch (asked.type) {
      case ItemType::integer:
      case ItemType::decimal:
      case ItemType::quantity:
      case ItemType::date:
      case ItemType::time:
      case ItemType::date_time: return true;
      case ItemType::choice:
      case ItemType::open_choice:
        return !asked.options.empty() && std::ranges::all_of(asked.options, [](const AnswerOption& option) {
          return !std::holds_alternative<std::string>(option.value) && !std::holds_alternative<Coding>(option.value);
        });
      default: return false;
    }
  }

  static bool fits(const Item& asked, const Value& answer) {
    const auto is_kind_of_option = [&] {
      return std::ranges::any_of(asked.options,
                                 [&](const AnswerOption& option) { return option.value.index() == answer.index(); });
    };
    switch (asked.type) {
      case ItemType::boolean: return std::holds_alternative<bool>(answer);
      case ItemType::integer:
      case ItemType::decimal:
        return std::holds_alternative<std::int64_t>(answer) || std::holds_alternative<Decimal>(answer);
      case ItemType::date: return std::holds_alternative<Date>(answer);
      case ItemType::time: return std::holds_alternative<Time>(answer);
      case ItemType::date_time: return std::holds_alternative<DateTime>(answer) || std::holds_alternative<Date>(answer);
      case ItemType::string:
      case ItemType::text:
      case ItemType::url: return std::holds_alternative<std::string>(answer);
      case ItemType::quantity: return std::holds_alternative<Quantity>(answer);
      case ItemType::choice: return is_kind_of_option();
      case ItemType::open_choice: return std::holds_alternative<std::string>(answer) || is_kind_of_option();
      case ItemType::group:
      case ItemType::display: break;
    }
    return false;
  }

  // A condition on an answer that cannot be given would hide or show the item for ever.
  void find_option(const Item& item, const Item& asked, Condition& condition, const std::string& named) {
    if (std::ranges::contains(asked.options, condition.answer, &AnswerOption::value)) return;
    if (auto* coding = std::get_if<Coding>(&condition.answer); coding != nullptr && coding->system.empty()) {
      const auto same_code = [&](const AnswerOption& option) {
        const auto* offered = std::get_if<Coding>(&option.value);
        return offered != nullptr && offered->code == coding->code;
      };
      if (std::ranges::count_if(asked.options, same_code) == 1) {
        condition.answer = std::ranges::find_if(asked.options, same_code)->value;
        m_findings.warning(
            item.link_id,
            std::format("the answerCoding on {} has no system; the option with its code is meant", named));
        return;
      }
    }
    m_findings.error(item.link_id, std::format("the answer in enableWhen is none of the options of {}", named));
  }

  Findings& m_findings;
  std::map<std::string_view, Place, std::less<>> m_places;
};

}  // namespace

void read_answer_limits(Json json, Item& item, Findings& findings) {
  read_range(json, item, findings);
  read_lengths(json, item, findings);
}

void read_conditions(Json json, Item& item, Findings& findings) {
  const Json conditions = json["enableWhen"];
  if (conditions.exists() && !conditions.is_array()) findings.error(item.link_id, "enableWhen must be a list");
  for (const Json condition : conditions.elements()) {
    if (auto read = read_condition(condition, item.link_id, findings)) item.enable_when.push_back(std::move(*read));
  }
  const auto behavior = json["enableBehavior"].text();
  if (behavior == "any") {
    item.enable_behavior = EnableBehavior::any;
  } else if (behavior && behavior != "all") {
    findings.error(item.link_id, std::format("enableBehavior {} does not exist; use all or any", in_quotes(*behavior)));
  } else if (!behavior && conditions.elements().size() > 1) {
    findings.error(item.link_id, "several enableWhen need \"enableBehavior\": \"all\" or \"any\"");
  }
}

void check_conditions(std::vector<Item>& items, Findings& findings) {
  ConditionCheck check(findings);
  check.index(items);
  check.check(items);
}

}  // namespace anteroom::forms
