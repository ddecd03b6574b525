// Reads enableWhen and the limits of an answer, and checks that each condition can be met by the question it names.
#include "forms/reading.h"

#include <algorithm>
#include <array>
#include <format>
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

// FHIR STU3 has hasAnswer for the operator exists, and no operator where it means =.
bool read_stu3_condition(Json json, Condition& condition) {
  if (present(json, "operator").exists()) return false;
  if (const auto has_answer = json["hasAnswer"].boolean()) {
    condition.op = Operator::exists;
    condition.answer = *has_answer;
    return true;
  }
  condition.op = Operator::equal;
  return !read_value(json, "answer").kind.empty();
}

std::optional<Condition> read_condition(Json json, std::string_view link_id, bool& is_stu3, Findings& findings) {
  Condition condition;
  condition.question = json["question"].text_or("");
  if (condition.question.empty()) {
    findings.error(link_id, "an enableWhen names no question; add \"question\" with its linkId");
    return std::nullopt;
  }
  const std::string name = json["operator"].text_or("");
  const auto known = std::ranges::find(operator_names, name, &OperatorName::name);
  if (read_stu3_condition(json, condition)) {
    is_stu3 = true;
    findings.warning(link_id, "an enableWhen has no operator, as in FHIR STU3; it is read as = or exists");
    if (condition.op == Operator::exists) return condition;
  } else if (known == operator_names.end()) {
    findings.error(link_id, std::format("the enableWhen operator {} does not exist; use exists, =, !=, >, <, >= or <=",
                                        in_quotes(name)));
    return std::nullopt;
  } else {
    condition.op = known->op;
  }
  const ReadValue read = read_value(json, "answer");
  if (!read.tolerated.empty()) findings.warning(link_id, std::format("an enableWhen: {}", read.tolerated));
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

// Conditions that can only have been meant one way although enableBehavior is missing: several values of one question
// can never all hold, as long as it takes one answer, which is for check_conditions to see.
bool only_any_makes_sense(const std::vector<Condition>& conditions) {
  return std::ranges::all_of(conditions, [&](const Condition& condition) {
    return condition.op == Operator::equal && condition.question == conditions.front().question;
  });
}

// Compares conditions with the questions they name, in reading order.
class ConditionCheck {
 public:
  ConditionCheck(const std::set<LinkId, std::less<>>& assumed_any, Findings& findings)
      : m_assumed_any(assumed_any), m_findings(findings) {}

  [[nodiscard]] static bool any(const std::vector<Item>& items) {
    return std::ranges::any_of(items, [](const Item& item) { return !item.enable_when.empty() || any(item.items); });
  }

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

  // Over how many conditions that look ahead an answer can reach an item. Each needs the form to be walked once more,
  // so conditions that wait for each other, which no walk settles, are refused.
  [[nodiscard]] std::size_t reach(const std::vector<Item>& items) {
    constexpr std::size_t furthest = 30;
    if (!m_looks_ahead) return 0;
    m_reach.assign(m_places.size(), 0);
    while (!m_endless && spread_reach(items, 0, furthest)) {
    }
    return std::ranges::max(m_reach);
  }

 private:
  struct Place {
    const Item* item;
    std::size_t order;
  };

  // Whether any item turned out to be further away than it was known to be.
  bool spread_reach(const std::vector<Item>& items, std::size_t around, std::size_t furthest) {
    bool changed = false;
    for (const Item& item : items) {
      std::size_t& own = m_reach[m_places.at(item.link_id).order];
      const std::size_t known = own;
      own = std::max(own, around);
      for (const Condition& condition : item.enable_when) {
        own = std::max(own, m_reach[m_places.at(condition.question).order] + (condition.looks_ahead ? 1 : 0));
        if (own <= furthest || m_endless) continue;
        m_endless = true;
        m_findings.unsupported(item.link_id, "conditions in a circle",
                               std::format("enableWhen names {}, whose own conditions lead back to this item, or over "
                                           "more than {} questions that come later; move the question up",
                                           in_quotes(condition.question), furthest));
      }
      changed = own != known || changed;
      changed = spread_reach(item.items, own, furthest) || changed;
    }
    return changed;
  }

  void check(const Item& item, Condition& condition) {
    const auto question = m_places.find(condition.question);
    const std::string named = in_quotes(condition.question);
    if (question == m_places.end()) {
      m_findings.error(item.link_id, std::format("enableWhen names {}, which is no linkId of this form", named));
      return;
    }
    const Item& asked = *question->second.item;
    if (!asked.is_question()) {
      m_findings.error(item.link_id,
                       std::format("enableWhen names {}, which is a group or display and has no answer", named));
      return;
    }
    if (m_assumed_any.contains(item.link_id) && asked.repeats) {
      m_findings.error(item.link_id, "several enableWhen need \"enableBehavior\": \"all\" or \"any\"");
      return;
    }
    const bool given_by_form = !asked.initial.empty() || !asked.calculated.empty() || !asked.initial_expression.empty();
    if ((asked.hidden || asked.read_only) && !given_by_form) {
      m_findings.warning(item.link_id,
                         std::format("enableWhen names {}, which is hidden or readOnly, so nobody answers it", named));
    }
    condition.looks_ahead = question->second.order >= m_places.at(item.link_id).order;
    if (condition.looks_ahead) {
      m_looks_ahead = true;
      m_findings.warning(item.link_id, std::format("enableWhen names {}, which comes after it: until that is answered "
                                                   "the item stands as without an answer to it",
                                                   named));
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

  // HL7's tables of versions 2 and 3 have other names since R4, and a form of before may name one either way.
  static Value by_r4_name(Value answer) {
    auto* coding = std::get_if<Coding>(&answer);
    for (const std::string_view version : {"v2", "v3"}) {
      const std::string before = std::format("http://hl7.org/fhir/{}/", version);
      if (coding == nullptr || !coding->system.starts_with(before)) continue;
      coding->system =
          std::format("http://terminology.hl7.org/CodeSystem/{}-{}", version, coding->system.substr(before.size()));
    }
    return answer;
  }

  // A condition on an answer that cannot be given hides or shows the item for ever. It means what it says, but its
  // author will hardly have meant it.
  void find_option(const Item& item, const Item& asked, Condition& condition, const std::string& named) {
    if (asked.type == ItemType::open_choice && std::holds_alternative<std::string>(condition.answer)) return;
    const auto is_meant = [&](const AnswerOption* option, std::string_view how) {
      if (option == nullptr) return false;
      if (option->value != condition.answer) {
        condition.answer = option->value;
        m_findings.warning(item.link_id, std::format("the answerCoding on {} {} is meant", named, how));
      }
      return true;
    };
    if (is_meant(option_meant(asked.options, condition.answer), "has no system; the option with its code") ||
        is_meant(option_meant(asked.options, condition.answer, true), "has no code; the option with its display") ||
        is_meant(option_meant(asked.options, by_r4_name(condition.answer)),
                 "names its system as before R4; the option of today's name")) {
      return;
    }
    m_findings.warning(item.link_id,
                       std::format("the answer in enableWhen is none of the options of {}: the condition "
                                   "{}",
                                   named, condition.op == Operator::not_equal ? "always holds" : "never holds"));
  }

  const std::set<LinkId, std::less<>>& m_assumed_any;
  Findings& m_findings;
  std::map<std::string_view, Place, std::less<>> m_places;
  bool m_looks_ahead = false;
  std::vector<std::size_t> m_reach;  // by the order of the items
  bool m_endless = false;
};

}  // namespace

bool read_conditions(Json json, Item& item, Findings& findings) {
  const Json conditions = present(json, "enableWhen");
  if (conditions.exists() && !conditions.is_array()) findings.error(item.link_id, "enableWhen must be a list");
  bool is_stu3 = false;
  conditions.for_each_element([&](Json condition) {
    auto read = read_condition(condition, item.link_id, is_stu3, findings);
    if (!read) return;
    const auto is_twin = [&](const Condition& other) {
      return other.question == read->question && other.op == read->op && other.answer == read->answer;
    };
    if (std::ranges::any_of(item.enable_when, is_twin)) {
      findings.warning(item.link_id, "the same condition stands twice; it is read once");
    } else {
      item.enable_when.push_back(std::move(*read));
    }
  });
  bool assumed_any = false;
  const auto behavior = present(json, "enableBehavior").text();
  if (behavior == "any") {
    item.enable_behavior = EnableBehavior::any;
  } else if (behavior && behavior != "all") {
    findings.error(item.link_id, std::format("enableBehavior {} does not exist; use all or any", in_quotes(*behavior)));
  } else if (!behavior && item.enable_when.size() > 1) {
    if (is_stu3) {
      item.enable_behavior = EnableBehavior::any;
      findings.warning(item.link_id, "several enableWhen as FHIR STU3 has them: any of them is enough");
    } else if (only_any_makes_sense(item.enable_when)) {
      item.enable_behavior = EnableBehavior::any;
      assumed_any = true;
      findings.warning(item.link_id,
                       "enableBehavior is missing; the conditions name different answers to one question, so any of "
                       "them is enough");
    } else {
      findings.error(item.link_id, "several enableWhen need \"enableBehavior\": \"all\" or \"any\"");
    }
  }
  return assumed_any;
}

std::size_t check_conditions(std::vector<Item>& items, const std::set<LinkId, std::less<>>& assumed_any,
                             Findings& findings) {
  const std::size_t errors_before = findings.errors();
  ConditionCheck check(assumed_any, findings);
  if (!ConditionCheck::any(items)) return 0;
  check.index(items);
  check.check(items);
  return findings.errors() == errors_before ? check.reach(items) : 0;
}

}  // namespace anteroom::forms
