#include "forms/read_response.h"

#include "forms/copies.h"
#include "forms/json.h"
#include "forms/reading.h"

#include <algorithm>
#include <format>

namespace anteroom::forms {
namespace {

constexpr std::string_view absent_url = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

using Read = std::expected<GivenAnswers, Refusal>;

std::unexpected<Refusal> refusal(std::string_view code, std::string_view link_id, std::string message) {
  return std::unexpected(Refusal{std::string(code), LinkId(link_id), std::move(message)});
}

std::expected<JsonDocument, Refusal> parse(std::string_view json) {
  auto document = JsonDocument::parse(json);
  if (!document) return refusal("bad-json", document.error().link_id, document.error().message);
  if (!document->root().is_object()) return refusal("bad-json", {}, "the file must hold one object in braces");
  return std::move(*document);
}

const AnswerOption* option_with_code(const Item& item, std::string_view code, std::optional<std::string_view> system) {
  const auto is_it = [&](const AnswerOption& option) {
    const auto* coding = std::get_if<Coding>(&option.value);
    return coding != nullptr && coding->code == code && (!system || coding->system == *system);
  };
  if (std::ranges::count_if(item.options, is_it) != 1) return nullptr;
  return &*std::ranges::find_if(item.options, is_it);
}

bool is_coded(const Item& item) {
  return std::ranges::any_of(item.options,
                             [](const AnswerOption& option) { return std::holds_alternative<Coding>(option.value); });
}

std::unexpected<Refusal> not_an_option(const Item& item) {
  return refusal("not-an-option", item.link_id, "the answer is none of the options of this question");
}

// A quantity that names its unit by words, or not at all where there is only one, has that unit's code.
void complete_unit(const Item& item, Quantity& quantity) {
  if (!quantity.code.empty() || item.unit_options.empty()) return;
  const auto is_meant = [&](const UnitOption& unit) {
    return quantity.unit.empty() ? item.unit_options.size() == 1
                                 : unit.label == quantity.unit || unit.coding.code == quantity.unit;
  };
  const auto unit = std::ranges::find_if(item.unit_options, is_meant);
  if (unit == item.unit_options.end()) return;
  quantity.unit = unit->label;
  quantity.system = unit->coding.system;
  quantity.code = unit->coding.code;
}

using Copies = std::vector<std::uint32_t>;

// Reads a QuestionnaireResponse into answers, item by item.
class ResponseReader {
 public:
  explicit ResponseReader(const Questionnaire& form) : m_form(form) {}

  // `copies`: of the repeating groups around these items, outermost first.
  std::optional<Refusal> read_items(Json items, std::string_view parent, const Copies& copies) {
    if (items.exists() && !items.is_array()) return Refusal{"bad-json", LinkId(parent), "item must be a list"};
    std::map<std::string_view, std::uint32_t> times;
    for (const Json item : items.elements()) {
      const std::string_view link_id = item["linkId"].text().value_or("");
      if (auto refused = read_item(item, link_id, ++times[link_id], copies)) return refused;
    }
    return std::nullopt;
  }

  Answers answers;

 private:
  std::optional<Refusal> read_item(Json json, std::string_view base, std::uint32_t time, const Copies& around) {
    const Item* item = base.contains(copy_mark) ? nullptr : m_form.find(copied_link_id(base, around));
    if (item == nullptr) return Refusal{"unknown-link-id", LinkId(base), "the form has no item with this linkId"};
    Copies copies = around;
    if (item->copy > 0) {
      copies.push_back(time);
      item = m_form.find(copied_link_id(base, copies));
      if (item == nullptr)
        return Refusal{"too-many-answers", LinkId(base), "the group stands here more often than the form asks it"};
      const LinkId more = more_link_id(base, copies);
      if (m_form.find(more) != nullptr) answers.emplace(more, Value(true));
    }
    if (json["modifierExtension"].exists()) {
      return Refusal{"unsupported", item->link_id, "a modifierExtension may change what the answer means; remove it"};
    }
    if (json["answer"].exists() && !json["answer"].is_array())
      return Refusal{"bad-json", item->link_id, "answer must be a list"};
    const auto given = json["answer"].elements();
    if (auto refused = take(json, given, *item)) return refused;
    for (const Json one : given) {
      if (auto refused = read_items(one["item"], base, copies)) return refused;
    }
    return read_items(json["item"], base, copies);
  }

  std::optional<Refusal> take(Json json, const JsonElements& given, const Item& item) {
    if (given.size() > 1 && !item.repeats) {
      return Refusal{"too-many-answers", item.link_id, "the question takes one answer"};
    }
    bool declined = is_declined(json);
    Several values;
    for (const Json one : given) {
      auto answer = read_answer(one, item);
      if (!answer) return answer.error();
      if (!*answer) continue;
      if (auto* value = std::get_if<Value>(&**answer)) {
        values.push_back(std::move(*value));
      } else {
        declined = true;
      }
    }
    if (values.empty() && !declined) return std::nullopt;
    Answer answer = Declined{};
    if (!values.empty() && declined) {
      return Refusal{"wrong-type", item.link_id, "the question is both answered and declined"};
    }
    if (!values.empty()) answer = item.repeats ? Answer(std::move(values)) : Answer(std::move(values.front()));
    if (auto refused = refuse(item, answer)) return refused;
    if (!answers.emplace(item.link_id, std::move(answer)).second) {
      return Refusal{"too-many-answers", item.link_id, "the question is answered twice"};
    }
    return std::nullopt;
  }

  static bool is_declined(Json element) {
    return std::ranges::any_of(extensions(element, absent_url),
                               [](Json extension) { return extension["valueCode"].text() == "asked-declined"; });
  }

  // One Value or Declined; none where the element says that it is absent.
  static std::expected<std::optional<Answer>, Refusal> read_answer(Json json, const Item& item) {
    bool absent = !extensions(json, absent_url).empty();
    bool declined = is_declined(json);
    for (const auto& [key, member] : json.members()) {
      if (!key.starts_with("_value")) continue;
      absent = absent || !extensions(member, absent_url).empty();
      declined = declined || is_declined(member);
    }
    const ReadValue read = read_value(json, "value");
    if (absent && !read.kind.empty()) {
      return refusal("wrong-type", item.link_id, "the answer has both a value and a reason why it is absent");
    }
    if (declined) return Declined{};
    if (absent) return std::nullopt;
    if (!read.value)
      return refusal("wrong-type", item.link_id, read.kind.empty() ? "the answer has no value" : read.fault);
    if (!read.tolerated.empty() && !read.without_code) return refusal("wrong-type", item.link_id, read.tolerated);
    if (std::holds_alternative<Coding>(*read.value) && is_coded(item)) {
      const AnswerOption* option = option_meant(item.options, *read.value, read.without_code);
      if (option == nullptr) return not_an_option(item);
      return option->value;
    }
    Value value = as_answer_to(item.type, *read.value);
    if (auto* quantity = std::get_if<Quantity>(&value)) complete_unit(item, *quantity);
    return value;
  }

  const Questionnaire& m_form;
};

std::expected<Value, Refusal> read_short_choice(Json json, const Item& item) {
  if (const auto number = json.number()) {
    const auto has_it = [&](const AnswerOption& option) {
      if (const auto* whole = std::get_if<std::int64_t>(&option.value)) return static_cast<double>(*whole) == *number;
      return option.ordinal == *number;
    };
    const auto matches = std::ranges::count_if(item.options, has_it);
    if (matches == 0) return refusal("value-out-of-range", item.link_id, "no option of this question has this number");
    if (matches > 1)
      return refusal("not-an-option", item.link_id, "several options have this number; name the option's code");
    return std::ranges::find_if(item.options, has_it)->value;
  }
  const auto text = json.text();
  if (!text) return refusal("wrong-type", item.link_id, "a choice is answered by an option's number or code");
  const bool open = item.type == ItemType::open_choice;
  if (const AnswerOption* coded = option_with_code(item, *text, std::nullopt)) return coded->value;
  for (const AnswerOption& option : item.options) {
    const auto* words = std::get_if<std::string>(&option.value);
    const auto* date = std::get_if<Date>(&option.value);
    const auto* time = std::get_if<Time>(&option.value);
    if ((words != nullptr && *words == *text) || (date != nullptr && *date == parse_date(*text)) ||
        (time != nullptr && *time == parse_time(*text)))
      return option.value;
  }
  if (open) return Value(std::string(*text));
  return not_an_option(item);
}

// A number, or {"value": 70, "unit": "kg"}, also with "code" or "system".
std::expected<Value, Refusal> read_short_quantity(Json json, const Item& item) {
  Quantity quantity;
  auto number = (json.is_object() ? json["value"] : json).number_text().and_then([](std::string_view text) {
    return parse_decimal(text);
  });
  if (!number) return refusal("wrong-type", item.link_id, "the answer must be a number, or a number with its unit");
  quantity.number = std::move(*number);
  quantity.unit = json["unit"].text_or(json["code"].text_or(""));
  if (item.unit_options.empty()) {
    if (quantity.unit.empty()) quantity.unit = item.unit.value_or("");
    quantity.system = json["system"].text_or("");
    quantity.code = json["code"].text_or("");
  }
  complete_unit(item, quantity);
  return quantity;
}

std::expected<Value, Refusal> read_short_value(Json json, const Item& item) {
  const auto wrong_type = [&](std::string_view wanted) {
    return refusal("wrong-type", item.link_id, std::format("the answer must be {}", wanted));
  };
  switch (item.type) {
    case ItemType::choice: return read_short_choice(json, item);
    case ItemType::boolean:
      if (const auto value = json.boolean()) return Value(*value);
      if (const auto number = json.integer(); number && (*number == 0 || *number == 1)) return Value(*number == 1);
      if (json.is_number())
        return refusal("value-out-of-range", item.link_id, "a yes/no question takes 1, 0, true or false");
      return wrong_type("true or false");
    case ItemType::integer:
      if (const auto value = json.integer()) return Value(*value);
      return wrong_type("a whole number");
    case ItemType::decimal:
      if (auto value = json.number_text().and_then([](std::string_view text) { return parse_decimal(text); })) {
        return Value(std::move(*value));
      }
      return wrong_type("a number");
    case ItemType::date:
      if (const auto value = json.text().and_then([](std::string_view text) { return parse_date(text); }))
        return Value(*value);
      return wrong_type("a date, written as \"2026-11-23\"");
    case ItemType::time:
      if (auto value = json.text().and_then([](std::string_view text) { return parse_time(text); }))
        return Value(std::move(*value));
      return wrong_type("a time of day, written as \"14:30\"");
    case ItemType::date_time:
      if (auto value = json.text().and_then([](std::string_view text) { return parse_date_time(text); }))
        return Value(std::move(*value));
      return wrong_type("a date and time, written as \"2026-11-23T14:30:00\"");
    case ItemType::open_choice: return read_short_choice(json, item);
    case ItemType::quantity: return read_short_quantity(json, item);
    case ItemType::string:
    case ItemType::text:
    case ItemType::url:
      if (const auto value = json.text()) return Value(std::string(*value));
      return wrong_type("a text in quotes");
    case ItemType::group:
    case ItemType::display: break;
  }
  return wrong_type("left out, for this is not a question");
}

// Reads the members of "answers", and of each copy of a repeating group.
class ShortReader {
 public:
  explicit ShortReader(const Questionnaire& form) : m_form(form) {}

  std::optional<Refusal> read(Json given, const Copies& copies) {
    for (const auto& [key, value] : given.members()) {
      const Item* item = m_form.find(key.contains(copy_mark) ? LinkId(key) : copied_link_id(key, copies));
      if (item == nullptr) return Refusal{"unknown-link-id", LinkId(key), "the form has no item with this linkId"};
      if (value.is_null()) {
        left_empty.push_back(item->link_id);
        continue;
      }
      auto refused = item->copy == 1 && value.is_array() ? read_copies(key, value, copies) : read_one(*item, value);
      if (refused) return refused;
    }
    return std::nullopt;
  }

  Answers answers;
  std::vector<LinkId> left_empty;

 private:
  // A repeating group: a list of objects like "answers" itself.
  std::optional<Refusal> read_copies(std::string_view group, Json list, const Copies& around) {
    Copies copies = around;
    copies.push_back(0);
    for (const Json one : list.elements()) {
      ++copies.back();
      if (m_form.find(copied_link_id(group, copies)) == nullptr)
        return Refusal{"too-many-answers", LinkId(group), "the group stands here more often than the form asks it"};
      const LinkId more = more_link_id(group, copies);
      if (m_form.find(more) != nullptr) answers.insert_or_assign(more, Value(true));
      if (!one.is_object()) return Refusal{"wrong-type", LinkId(group), "each copy of the group must be an object"};
      if (auto refused = read(one, copies)) return refused;
    }
    return std::nullopt;
  }

  std::optional<Refusal> read_one(const Item& item, Json value) {
    auto answer = read_answer(item, value);
    if (!answer) return std::move(answer.error());
    if (!*answer) return std::nullopt;
    if (auto refused = refuse(item, **answer)) return refused;
    answers.insert_or_assign(item.link_id, std::move(**answer));
    return std::nullopt;
  }

  static std::expected<std::optional<Answer>, Refusal> read_answer(const Item& item, Json value) {
    if (value["declined"].boolean() == true && value.size() == 1) return Declined{};
    if (!item.repeats) {
      if (value.is_array()) return refusal("wrong-type", item.link_id, "the question takes one answer, not a list");
      auto one = read_short_value(value, item);
      if (!one) return std::unexpected(std::move(one.error()));
      return std::move(*one);
    }
    if (value.is_array() && value.size() == 0) return nothing_chosen(item);
    Several values;
    std::optional<Refusal> refused;
    const auto take = [&](Json element) {
      if (refused) return;
      auto one = read_short_value(element, item);
      if (one) {
        values.push_back(std::move(*one));
      } else {
        refused = std::move(one.error());
      }
    };
    if (value.is_array()) {
      value.for_each_element(take);
    } else {
      take(value);
    }
    if (refused) return std::unexpected(std::move(*refused));
    return Answer(std::move(values));
  }

  // An empty list is the option that stands alone ("none of these"), where there is one; else no answer.
  static std::optional<Answer> nothing_chosen(const Item& item) {
    if (std::ranges::count(item.options, true, &AnswerOption::exclusive) != 1) return std::nullopt;
    return Several{std::ranges::find(item.options, true, &AnswerOption::exclusive)->value};
  }

  const Questionnaire& m_form;
};

std::expected<Context, Refusal> read_context(Json json) {
  Context context;
  if (json.exists() && !json.is_null() && !json.is_object())
    return refusal("bad-json", {}, "context must be an object in braces");
  for (const auto& [key, value] : json.members()) {
    if (const auto text = value.text()) {
      context.emplace(key, *text);
    } else if (const auto number = value.number_text()) {
      context.emplace(key, *number);
    } else if (const auto flag = value.boolean()) {
      context.emplace(key, *flag ? "true" : "false");
    } else if (!value.is_null()) {
      return refusal("bad-json", {}, std::format("context {} must be a text, a number, true or false", in_quotes(key)));
    }
  }
  return context;
}

GivenAnswers given_answers(const Questionnaire& form, Answers answers, std::vector<LinkId> left_empty,
                           Context context) {
  Answers enabled = enabled_answers(form, answers);
  return {std::move(enabled), std::move(answers), std::move(left_empty), std::move(context)};
}

Read read_response_from(Json root, const Questionnaire& form) {
  const auto type = root["resourceType"].text();
  if (type != "QuestionnaireResponse") {
    return refusal("bad-json", {},
                   std::format("resourceType is {}, not \"QuestionnaireResponse\"", in_quotes(type.value_or(""))));
  }
  if (root["status"].text() == "entered-in-error") {
    return refusal("entered-in-error", {}, "the response is marked as entered in error and has no score");
  }
  if (root["modifierExtension"].exists() || root["implicitRules"].exists()) {
    return refusal("unsupported", {},
                   "a modifierExtension or implicitRules may change what the answers mean; remove it");
  }
  ResponseReader reader(form);
  if (auto refused = reader.read_items(root["item"], {}, {})) return std::unexpected(std::move(*refused));
  return given_answers(form, std::move(reader.answers), {}, {});
}

Read read_short_from(Json root, const Questionnaire& form) {
  const Json given = root["answers"];
  if (!given.is_object()) {
    return refusal("bad-json", {}, "expected a QuestionnaireResponse or {\"answers\": {linkId: value}}");
  }
  auto context = read_context(root["context"]);
  if (!context) return std::unexpected(std::move(context.error()));
  ShortReader reader(form);
  if (auto refused = reader.read(given, {})) return std::unexpected(std::move(*refused));
  return given_answers(form, std::move(reader.answers), std::move(reader.left_empty), std::move(*context));
}

}  // namespace

Read read_response(std::string_view json, const Questionnaire& form) {
  const auto document = parse(json);
  if (!document) return std::unexpected(document.error());
  return read_response_from(document->root(), form);
}

Read read_answers(std::string_view json, const Questionnaire& form) {
  const auto document = parse(json);
  if (!document) return std::unexpected(document.error());
  const Json root = document->root();
  return root["resourceType"].exists() ? read_response_from(root, form) : read_short_from(root, form);
}

}  // namespace anteroom::forms
