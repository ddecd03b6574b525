#include "forms/read_response.h"

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

// Reads a QuestionnaireResponse into answers, item by item.
class ResponseReader {
 public:
  explicit ResponseReader(const Questionnaire& form) : m_form(form) {}

  std::optional<Refusal> read_items(Json items, std::string_view parent) {
    if (items.exists() && !items.is_array()) return Refusal{"bad-json", LinkId(parent), "item must be a list"};
    for (const Json item : items.elements()) {
      if (auto refused = read_item(item)) return refused;
    }
    return std::nullopt;
  }

  Answers answers;

 private:
  std::optional<Refusal> read_item(Json json) {
    const std::string link_id = json["linkId"].text_or("");
    const Item* item = m_form.find(link_id);
    if (item == nullptr) return Refusal{"unknown-link-id", link_id, "the form has no item with this linkId"};
    if (json["modifierExtension"].exists()) {
      return Refusal{"unsupported", link_id, "a modifierExtension may change what the answer means; remove it"};
    }
    const auto given = json["answer"].elements();
    if (json["answer"].exists() && !json["answer"].is_array())
      return Refusal{"bad-json", link_id, "answer must be a list"};
    if (given.size() > 1) return Refusal{"too-many-answers", link_id, "the question takes one answer"};
    std::expected<std::optional<Answer>, Refusal> answer;
    if (is_declined(json)) answer = Declined{};
    if (!given.empty()) answer = read_answer(given.front(), *item);
    if (!answer) return answer.error();
    if (*answer) {
      if (auto refused = refuse(*item, **answer)) return refused;
      if (!answers.emplace(link_id, std::move(**answer)).second) {
        return Refusal{"too-many-answers", link_id, "the question is answered twice"};
      }
    }
    for (const Json one : given) {
      if (auto refused = read_items(one["item"], link_id)) return refused;
    }
    return read_items(json["item"], link_id);
  }

  static bool is_declined(Json element) {
    return std::ranges::any_of(extensions(element, absent_url),
                               [](Json extension) { return extension["valueCode"].text() == "asked-declined"; });
  }

  // No answer where the element says that it is absent.
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
    if (const auto* coding = std::get_if<Coding>(&*read.value); coding != nullptr && is_coded(item)) {
      const auto system = coding->system.empty() ? std::nullopt : std::optional<std::string_view>(coding->system);
      const AnswerOption* option = option_with_code(item, coding->code, system);
      if (option == nullptr) return not_an_option(item);
      return option->value;
    }
    if (const auto* whole = std::get_if<std::int64_t>(&*read.value);
        whole != nullptr && item.type == ItemType::decimal) {
      return Value(Decimal{std::to_string(*whole), static_cast<double>(*whole)});
    }
    return *read.value;
  }

  const Questionnaire& m_form;
};

std::expected<Answer, Refusal> read_short_choice(Json json, const Item& item) {
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
  if (is_coded(item)) {
    const AnswerOption* option = option_with_code(item, *text, std::nullopt);
    if (option == nullptr) return not_an_option(item);
    return option->value;
  }
  for (const AnswerOption& option : item.options) {
    const auto* words = std::get_if<std::string>(&option.value);
    const auto* date = std::get_if<Date>(&option.value);
    if ((words != nullptr && *words == *text) || (date != nullptr && *date == parse_date(*text))) return option.value;
  }
  return not_an_option(item);
}

std::expected<Answer, Refusal> read_short_value(Json json, const Item& item) {
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
    case ItemType::quantity: return wrong_type("a number");
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
  if (auto refused = reader.read_items(root["item"], {})) return std::unexpected(std::move(*refused));
  return GivenAnswers{enabled_answers(form, reader.answers), {}};
}

Read read_short_from(Json root, const Questionnaire& form) {
  const Json given = root["answers"];
  if (!given.is_object()) {
    return refusal("bad-json", {}, "expected a QuestionnaireResponse or {\"answers\": {linkId: value}}");
  }
  auto context = read_context(root["context"]);
  if (!context) return std::unexpected(std::move(context.error()));
  Answers answers;
  for (const auto& [link_id, value] : given.members()) {
    const Item* item = form.find(link_id);
    if (item == nullptr) return refusal("unknown-link-id", link_id, "the form has no item with this linkId");
    if (value.is_null()) continue;
    std::expected<Answer, Refusal> answer = value["declined"].boolean() == true && value.members().size() == 1
                                                ? std::expected<Answer, Refusal>(Declined{})
                                                : read_short_value(value, *item);
    if (!answer) return std::unexpected(std::move(answer.error()));
    if (auto refused = refuse(*item, *answer)) return std::unexpected(std::move(*refused));
    answers.emplace(link_id, std::move(*answer));
  }
  return GivenAnswers{enabled_answers(form, answers), std::move(*context)};
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
