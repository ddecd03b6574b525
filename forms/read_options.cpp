// Reads what an item may be answered with: answerOption, or a value set that comes with the form.
#include "forms/reading.h"

#include <algorithm>
#include <array>
#include <format>
#include <span>

namespace anteroom::forms {
namespace {

// FHIR R4's ordinalValue, the one for value sets, the older ones of Questionnaires and of ISO data types, and R5's
// itemWeight: all say what an option counts in a score. The url goes with the answer into the response.
constexpr std::array<std::string_view, 6> ordinal_urls{
    "http://hl7.org/fhir/StructureDefinition/ordinalValue",
    "http://hl7.org/fhir/StructureDefinition/itemWeight",
    "http://hl7.org/fhir/StructureDefinition/questionnaire-ordinalValue",
    "http://hl7.org/fhir/StructureDefinition/valueset-ordinalValue",
    "http://hl7.org/fhir/StructureDefinition/codesystem-ordinalValue",
    "http://hl7.org/fhir/StructureDefinition/iso21090-CO-value",
};

std::string words_of(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* date = std::get_if<Date>(&value)) return anteroom::to_string(*date);
  if (const auto* coding = std::get_if<Coding>(&value)) return coding->code;
  if (const auto* time = std::get_if<Time>(&value)) return time->text;
  return {};
}

bool kind_fits(const Value& value, ItemType type) {
  switch (type) {
    case ItemType::choice:
    case ItemType::open_choice:
      return std::holds_alternative<Coding>(value) || std::holds_alternative<std::int64_t>(value) ||
             std::holds_alternative<std::string>(value) || std::holds_alternative<Date>(value) ||
             std::holds_alternative<Time>(value);
    case ItemType::integer: return std::holds_alternative<std::int64_t>(value);
    case ItemType::date: return std::holds_alternative<Date>(value);
    case ItemType::time: return std::holds_alternative<Time>(value);
    case ItemType::string:
    case ItemType::text:
    case ItemType::url: return std::holds_alternative<std::string>(value);
    default: return false;
  }
}

// The extensions of an option: on itself and on its value.
void read_option_extensions(Json element, std::string_view link_id, AnswerOption& option, Findings& findings) {
  for_each_extension(element, [&](std::string_view name, Json extension) {
    read_ordinal(name, extension, link_id, option, findings);
    if (name == "questionnaire-optionPrefix") {
      option.prefix = extension["valueString"].text_or("");
    } else if (name == "questionnaire-optionExclusive") {
      option.exclusive = read_boolean(extension, "valueBoolean", link_id, findings);
    } else if (name == "itemAnswerMedia" || name == "sdc-questionnaire-itemAnswerMedia") {
      findings.warning(link_id, "the picture of an option is not shown; see that its words are enough");
    }
  });
}

std::optional<AnswerOption> read_option(Json json, const Item& item, Findings& findings) {
  const std::string_view link_id = item.link_id;
  ReadValue read = read_value(json, "value");
  if (read.kind.empty()) {
    findings.error(link_id,
                   "an answerOption has no value; give it a valueCoding, valueInteger, valueString, valueDate or "
                   "valueTime");
    return std::nullopt;
  }
  if (!read.value) {
    const bool is_reference = read.kind == "Reference";
    findings.unsupported(link_id, is_reference ? "answer that refers to another resource" : "",
                         std::format("an answerOption is wrong: {}", read.fault));
    return std::nullopt;
  }
  if (!read.tolerated.empty()) findings.warning(link_id, std::format("an answerOption: {}", read.tolerated));
  if (!kind_fits(*read.value, item.type)) {
    findings.error(link_id,
                   std::format("an answerOption has value{}, which an item of this type cannot hold", read.kind));
    return std::nullopt;
  }
  AnswerOption option;
  option.value = std::move(*read.value);
  option.without_code = read.without_code;
  option.initially_selected = read_boolean(json, "initialSelected", link_id, findings);
  const bool coded = std::holds_alternative<Coding>(option.value);
  Json value_element = read.written;
  if (coded) {
    if (read.kind == "CodeableConcept") value_element = read.written["coding"].elements().front();
    option.label = read_text(value_element, "display", link_id, findings);
    if (option.label.original.empty() && read.kind == "CodeableConcept")
      option.label = read_text(read.written, "text", link_id, findings);
  } else {
    const std::string member = std::format("value{}", read.kind);
    value_element = json["_" + member];
    if (read.kind == "String") {
      option.label = read_text(json, member, link_id, findings);
    } else {
      option.label.original = words_of(option.value);
    }
  }
  read_option_extensions(json, link_id, option, findings);
  option.ordinal_on_option = option.ordinal.has_value();
  read_option_extensions(value_element, link_id, option, findings);
  return option;
}

bool same_option(const AnswerOption& left, const AnswerOption& right) {
  return left.value == right.value && left.label.original == right.label.original && left.ordinal == right.ordinal;
}

// Takes away options that stand twice and say the same; refuses those that do not. A question has few options: each is
// compared with those before it.
void remove_twins(std::vector<AnswerOption>& options, std::string_view link_id, Findings& findings) {
  std::size_t kept = 0;
  for (std::size_t at = 0; at < options.size(); ++at) {
    const auto end = options.begin() + static_cast<std::ptrdiff_t>(kept);
    const auto first =
        std::find_if(options.begin(), end, [&](const AnswerOption& other) { return other.value == options[at].value; });
    if (first == end) {
      if (kept != at) options[kept] = std::move(options[at]);
      ++kept;
      continue;
    }
    const std::string message =
        std::format("the option {} stands twice; remove one", in_quotes(words_of(options[at].value)));
    same_option(*first, options[at]) ? findings.warning(link_id, message) : findings.error(link_id, message);
  }
  options.resize(kept);
}

// HL7's words for why there is no value ("not applicable"): such an option counts nothing on purpose.
bool says_why_no_value(const Value& value) {
  const auto* coding = std::get_if<Coding>(&value);
  return coding != nullptr && (coding->system == "http://terminology.hl7.org/CodeSystem/data-absent-reason" ||
                               coding->system == "http://terminology.hl7.org/CodeSystem/v3-NullFlavor");
}

void check_labels(std::vector<AnswerOption>& options, std::string_view link_id, Findings& findings) {
  std::size_t with_ordinal = 0;
  std::size_t meant_without = 0;
  for (std::size_t at = 0; at < options.size(); ++at) {
    AnswerOption& option = options[at];
    if (option.label.original.empty()) {
      option.label.original = words_of(option.value);
      findings.warning(link_id, std::format("the option {} has no display, so the patient reads its code",
                                            in_quotes(words_of(option.value))));
    }
    const auto before = std::span(options).first(at);
    if (std::ranges::contains(before, option.label.original,
                              [](const AnswerOption& other) -> const std::string& { return other.label.original; })) {
      findings.warning(link_id, std::format("two options read {}; the patient cannot tell them apart",
                                            in_quotes(option.label.original)));
    }
    if (option.ordinal) ++with_ordinal;
    if (!option.ordinal && says_why_no_value(option.value)) ++meant_without;
  }
  if (with_ordinal > 0 && with_ordinal + meant_without < options.size()) {
    findings.warning(link_id,
                     std::format("{} of {} options have an ordinal value; the others count as no answer in a score",
                                 with_ordinal, options.size()));
  }
}

// answerValueSet; a reference, as FHIR STU3 has it under options, says the same.
std::string value_set_of(Json json, std::string_view link_id, Findings& findings) {
  Json written = present(json, "answerValueSet");
  if (!written.exists()) {
    written = present(json, "options");
    if (written.exists()) findings.warning(link_id, "options is FHIR STU3; it is read as answerValueSet");
  }
  if (!written.exists()) written = present(json, "answerValueSetUri");
  return written.is_object() ? written["reference"].text_or("") : written.text_or("");
}

Json listed_options(Json json, std::string_view link_id, Findings& findings) {
  const Json listed = present(json, "answerOption");
  if (listed.exists()) return listed;
  const Json older = present(json, "option");
  if (older.exists()) findings.warning(link_id, "option is FHIR STU3; it is read as answerOption");
  return older;
}

}  // namespace

void read_ordinal(std::string_view name, Json extension, std::string_view link_id, AnswerOption& option,
                  Findings& findings) {
  const auto url = std::ranges::find(ordinal_urls, name, last_part);
  if (url == ordinal_urls.end()) return;
  const Json written = extension["valueDecimal"].exists() ? extension["valueDecimal"] : extension["valueInteger"];
  auto value = written.number();
  if (const auto text = written.text()) {
    const auto number = parse_decimal(*text);
    if (number) {
      value = number->value;
      findings.warning(link_id, "the ordinal value of an option stands in quotes; write the number without them");
    }
  }
  if (!value) {
    findings.error(link_id, "the ordinal value of an option must be a number in valueDecimal");
  } else if (option.ordinal && *option.ordinal != *value) {
    findings.error(link_id, "an option has two different ordinal values; keep the right one");
  } else {
    option.ordinal = value;
    option.ordinal_url = *url;
  }
}

void read_ordinals(Json element, std::string_view link_id, AnswerOption& option, Findings& findings) {
  for_each_extension(element, [&](std::string_view name, Json extension) {
    read_ordinal(name, extension, link_id, option, findings);
  });
}

std::vector<AnswerOption> read_options(Json json, Item& item, const Resources& resources, const ReadLimits& limits,
                                       Findings& findings) {
  const std::string_view link_id = item.link_id;
  const Json listed = listed_options(json, link_id, findings);
  const std::string value_set = value_set_of(json, link_id, findings);
  const bool may_have_options = item.is_question() && item.type != ItemType::boolean &&
                                item.type != ItemType::decimal && item.type != ItemType::quantity &&
                                item.type != ItemType::date_time;
  if (!may_have_options) {
    if (listed.exists() || !value_set.empty()) {
      findings.warning(link_id, "an item of this type has no options; they are left out");
    }
    return {};
  }
  if (listed.exists() && !listed.is_array()) findings.error(link_id, "answerOption must be a list");
  const bool is_choice = item.type == ItemType::choice || item.type == ItemType::open_choice;
  const std::size_t errors_before = findings.errors();
  std::vector<AnswerOption> options;
  if (listed.size() > limits.options) {
    findings.error(link_id,
                   std::format("has more than {} options; no patient can choose among so many", limits.options));
    return {};
  }
  if (listed.exists()) {
    if (!value_set.empty()) {
      findings.error(link_id, "has both answerOption and answerValueSet; keep one");
      return {};
    }
    options.reserve(listed.size());
    listed.for_each_element([&](Json option) {
      if (auto read = read_option(option, item, findings)) options.push_back(std::move(*read));
    });
  } else if (!value_set.empty() && item.hidden) {
    findings.warning(link_id, "its value set is not read, for nobody chooses an answer to a hidden question");
  } else if (!value_set.empty() && is_choice) {
    options = read_value_set(value_set, link_id, resources, findings);
  } else if (!value_set.empty()) {
    findings.error(link_id, "answerValueSet belongs to items of type choice; use type choice or answerOption");
  }
  if (options.size() > limits.options) {
    findings.error(link_id,
                   std::format("has more than {} options; no patient can choose among so many", limits.options));
    return {};
  }
  if (is_choice && options.empty() && findings.errors() == errors_before && !item.hidden) {
    if (item.type == ItemType::open_choice) {
      findings.warning(link_id, "no options are listed; the patient answers in their own words");
    } else if (item.read_only || !item.calculated.empty()) {
      findings.warning(link_id, "no options are listed; nobody chooses one, for the answer is given by the form");
    } else {
      findings.unsupported(link_id, "choice without options", "a choice needs options; list them under answerOption");
    }
  }
  remove_twins(options, link_id, findings);
  check_labels(options, link_id, findings);
  return options;
}

}  // namespace anteroom::forms
