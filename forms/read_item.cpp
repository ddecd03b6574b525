// Reads the items of a Questionnaire: what each is, and what about it Anteroom cannot do.
#include "forms/reading.h"

#include <algorithm>
#include <array>
#include <format>

namespace anteroom::forms {
namespace {

constexpr std::string_view hidden_url = "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden";
constexpr std::string_view control_url = "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl";

struct TypeName {
  std::string_view name;
  ItemType type;
};
constexpr std::array type_names{
    TypeName{"group", ItemType::group},     TypeName{"display", ItemType::display},
    TypeName{"boolean", ItemType::boolean}, TypeName{"decimal", ItemType::decimal},
    TypeName{"integer", ItemType::integer}, TypeName{"date", ItemType::date},
    TypeName{"string", ItemType::string},   TypeName{"text", ItemType::text},
    TypeName{"choice", ItemType::choice},
};

struct Remedy {
  std::string_view name;
  std::string_view what_to_do;
};
constexpr std::array unsupported_types{
    Remedy{"open-choice", "use a choice with the option \"Other\", and a string enabled by it"},
    Remedy{"quantity", "use a decimal and say the unit in the question"},
    Remedy{"time", "use a string and say in the question how to write the time"},
    Remedy{"dateTime", "use a date"},
    Remedy{"url", "use a string"},
    Remedy{"attachment", "remove the item"},
    Remedy{"reference", "remove the item"},
    Remedy{"question", "name the kind of answer, for example string"},
    Remedy{"coding", "that is FHIR R5; in R4 it is choice"},
};

// Extensions (the last part of their url) without which the item would be another question.
constexpr std::array meaning_changing{
    Remedy{"sdc-questionnaire-enableWhenExpression", "say it with enableWhen"},
    Remedy{"sdc-questionnaire-calculatedExpression", "remove the item; scores come from scoring.json"},
    Remedy{"sdc-questionnaire-initialExpression", "a kiosk never answers for the patient: remove it"},
    Remedy{"sdc-questionnaire-answerExpression", "list the options under answerOption"},
    Remedy{"sdc-questionnaire-candidateExpression", "list the options under answerOption"},
    Remedy{"sdc-questionnaire-answerOptionsToggleExpression", "make two questions, each with enableWhen"},
    Remedy{"sdc-questionnaire-subQuestionnaire", "put the items of the other Questionnaire in its place"},
    Remedy{"questionnaire-unit", "say the unit in the question and remove the extension"},
    Remedy{"questionnaire-unitOption", "say the unit in the question and remove the extension"},
    Remedy{"questionnaire-fhirType", "use one of the types of FHIR R4"},
    Remedy{"cqf-expression", "write the text itself"},
    Remedy{"cqf-calculatedValue", "write the value itself"},
};
// Extensions that promise a check of the answer, which Anteroom does not make.
constexpr std::array unchecked{"regex",
                               "maxDecimalPlaces",
                               "questionnaire-sliderStepValue",
                               "questionnaire-constraint",
                               "questionnaire-minOccurs",
                               "sdc-questionnaire-targetConstraint",
                               "targetConstraint"};

std::string_view last_part(std::string_view url) { return url.substr(url.rfind('/') + 1); }

void check_extensions(Json element, std::string_view link_id, Findings& findings) {
  for (const Json extension : element["extension"].elements()) {
    const std::string url = extension["url"].text_or("");
    const std::string_view name = last_part(url);
    if (const auto remedy = std::ranges::find(meaning_changing, name, &Remedy::name);
        remedy != meaning_changing.end()) {
      findings.error(link_id, std::format("{} is not supported; {}", name, remedy->what_to_do));
    } else if (std::ranges::contains(unchecked, name)) {
      findings.warning(link_id, std::format("{} is not checked: answers that break it are accepted", name));
    }
  }
}

std::optional<ItemType> read_type(Json json, std::string_view link_id, Findings& findings) {
  const std::string name = json["type"].text_or("");
  if (const auto known = std::ranges::find(type_names, name, &TypeName::name); known != type_names.end())
    return known->type;
  if (name.empty()) {
    findings.error(link_id, "type is missing; write for example \"type\": \"choice\"");
  } else if (const auto remedy = std::ranges::find(unsupported_types, name, &Remedy::name);
             remedy != unsupported_types.end()) {
    findings.error(link_id, std::format("type {} is not supported; {}", in_quotes(name), remedy->what_to_do));
  } else {
    findings.error(link_id,
                   std::format("type {} does not exist in FHIR R4; use group, display, boolean, decimal, integer, "
                               "date, string, text or choice",
                               in_quotes(name)));
  }
  return std::nullopt;
}

bool read_hidden(Json json, std::string_view link_id, Findings& findings) {
  bool hidden = false;
  for (const Json extension : extensions(json, hidden_url)) {
    hidden = hidden || read_boolean(extension, "valueBoolean", link_id, findings);
  }
  return hidden;
}

bool has_control(Json json, std::string_view code) {
  return std::ranges::any_of(extensions(json, control_url), [&](Json extension) {
    const auto codings = extension["valueCodeableConcept"]["coding"].elements();
    return std::ranges::any_of(codings, [&](Json coding) { return coding["code"].text() == code; });
  });
}

void refuse_what_would_mislead(Json json, const Item& item, Findings& findings) {
  const std::string_view link_id = item.link_id;
  check_extensions(json, link_id, findings);
  check_extensions(json["_text"], link_id, findings);
  if (read_boolean(json, "repeats", link_id, findings) && item.type != ItemType::display) {
    findings.error(link_id, "repeats is not supported; ask for one answer, or make one yes/no question of each option");
  }
  if (!json["initial"].elements().empty() || (json["initial"].exists() && !json["initial"].is_array())) {
    findings.error(link_id, "initial is not supported, for a kiosk never answers for the patient; remove it");
  }
  if (read_boolean(json, "readOnly", link_id, findings) && item.is_question() && !item.hidden) {
    findings.error(link_id, "readOnly: the patient could never answer it; remove readOnly, or hide the item");
  }
  if (json["answerConstraint"].exists() && json["answerConstraint"].text() != "optionsOnly") {
    findings.error(link_id,
                   "answerConstraint is FHIR R5 and allows other answers; use a choice and a string for the others");
  }
}

std::size_t size_of(const std::vector<AnswerOption>& options) {
  std::size_t bytes = 0;
  for (const AnswerOption& option : options) {
    bytes += sizeof(AnswerOption) + option.label.original.size() + option.prefix.size();
    if (const auto* coding = std::get_if<Coding>(&option.value)) bytes += coding->system.size() + coding->code.size();
    for (const auto& [language, text] : option.label.translations) bytes += 64 + language.size() + text.size();
  }
  return bytes;
}

}  // namespace

std::vector<Item> ItemReader::read(Json items, std::string_view parent, std::size_t depth) {
  std::vector<Item> read;
  if (items.exists() && !items.is_array()) m_findings.error(parent, "item must be a list");
  if (!items.elements().empty() && depth > m_limits.item_depth) {
    m_findings.error(parent, std::format("items nest deeper than {} levels; flatten the groups", m_limits.item_depth));
    return read;
  }
  for (const Json item : items.elements()) {
    if (m_findings.hopeless()) return read;
    if (++m_count > m_limits.items) {
      if (m_count == m_limits.items + 1) {
        m_findings.error(parent, std::format("the form has more than {} items; split it", m_limits.items));
      }
      return read;
    }
    if (auto one = read_item(item, parent, depth)) read.push_back(std::move(*one));
  }
  return read;
}

std::optional<Item> ItemReader::read_item(Json json, std::string_view parent, std::size_t depth) {
  if (!json.is_object()) {
    m_findings.error(parent, "an item must be an object in braces");
    return std::nullopt;
  }
  Item item;
  item.link_id = json["linkId"].text_or("");
  if (item.link_id.empty()) {
    m_findings.error(parent, std::format("an item {} has no linkId; give it one of its own",
                                         parent.empty() ? "at the top" : "below this one"));
  } else if (!m_link_ids.insert(item.link_id).second) {
    m_findings.error(item.link_id, "the linkId stands twice; give each item one of its own");
  }
  const auto type = read_type(json, item.link_id, m_findings);
  item.type = type.value_or(ItemType::display);
  item.prefix = json["prefix"].text_or("");
  item.text = read_text(json, "text", item.link_id, m_findings);
  item.hidden = read_hidden(json, item.link_id, m_findings);
  item.required = read_boolean(json, "required", item.link_id, m_findings);
  if (item.required && type == ItemType::display) {
    item.required = false;
    m_findings.warning(item.link_id, "a display cannot be required; that is left out");
  }
  for (const Json code : json["code"].elements()) item.codes.push_back(read_coding(code));
  refuse_what_would_mislead(json, item, m_findings);
  read_conditions(json, item, m_findings);
  if (item.is_question()) {
    if (item.text.original.empty() && !item.hidden) {
      m_findings.warning(item.link_id, "the question has no text; the patient reads only what stands above it");
    }
    read_answer_limits(json, item, m_findings);
  }
  if (type) read_options_of(json, item);
  read_children(json, item, depth);
  return item;
}

void ItemReader::read_options_of(Json json, Item& item) {
  if (m_option_bytes > m_limits.option_bytes) {
    m_findings.error(item.link_id,
                     std::format("the options of the form take more than {} bytes; split it", m_limits.option_bytes));
    return;
  }
  item.options = read_options(json, item.link_id, item.type, m_contained, m_limits, m_findings);
  m_option_bytes += size_of(item.options);
}

// The words at the two ends of a 0-10 row are display items below the question with the item controls lower and upper.
void ItemReader::read_children(Json json, Item& item, std::size_t depth) {
  const Json children = json["item"];
  item.items = read(children, item.link_id, depth + 1);
  if (!item.is_question()) {
    if (item.type == ItemType::display && !item.items.empty()) {
      m_findings.warning(item.link_id, "a display holds items; it is read as a group");
    }
    return;
  }
  for (const Json child : children.elements()) {
    const std::string link_id = child["linkId"].text_or("");
    const auto anchor = std::ranges::find(item.items, link_id, &Item::link_id);
    if (anchor == item.items.end() || anchor->type != ItemType::display) continue;
    Text* const place = has_control(child, "lower")   ? &item.low_anchor
                        : has_control(child, "upper") ? &item.high_anchor
                                                      : nullptr;
    if (place == nullptr) continue;
    if (!place->original.empty())
      m_findings.error(link_id, "the question has two texts for the same end of its row; keep one");
    *place = anchor->text;
    item.items.erase(anchor);
  }
}

}  // namespace anteroom::forms
