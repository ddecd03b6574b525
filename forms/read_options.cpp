// Reads what an item may be answered with: answerOption, or a value set that the form contains.
#include "forms/reading.h"

#include <algorithm>
#include <array>
#include <format>
#include <set>
#include <tuple>

namespace anteroom::forms {
namespace {

// FHIR R4's ordinalValue, the one for value sets, the older one for Questionnaires and R5's itemWeight: all say what an
// option counts in a score.
constexpr std::array ordinal_urls{
    "http://hl7.org/fhir/StructureDefinition/ordinalValue",
    "http://hl7.org/fhir/StructureDefinition/valueset-ordinalValue",
    "http://hl7.org/fhir/StructureDefinition/questionnaire-ordinalValue",
    "http://hl7.org/fhir/StructureDefinition/itemWeight",
};
constexpr std::string_view prefix_url = "http://hl7.org/fhir/StructureDefinition/questionnaire-optionPrefix";

void read_ordinal(Json element, std::string_view link_id, std::optional<double>& ordinal, Findings& findings) {
  for (const std::string_view url : ordinal_urls) {
    for (const Json extension : extensions(element, url)) {
      const Json written = extension["valueDecimal"].exists() ? extension["valueDecimal"] : extension["valueInteger"];
      const auto value = written.number();
      if (!value) {
        findings.error(link_id, "the ordinal value of an option must be a number in valueDecimal");
      } else if (ordinal && *ordinal != *value) {
        findings.error(link_id, "an option has two different ordinal values; keep the right one");
      } else {
        ordinal = value;
      }
    }
  }
}

// Options of a contained ValueSet, in its order.
class ValueSetReader {
 public:
  ValueSetReader(std::string_view link_id, Findings& findings) : m_link_id(link_id), m_findings(findings) {}

  std::vector<AnswerOption> read(Json value_set) {
    if (value_set["expansion"].exists()) {
      read_expansion(value_set["expansion"]);
    } else {
      read_compose(value_set["compose"]);
    }
    return std::move(m_options);
  }

 private:
  void read_expansion(Json expansion) {
    read_contains(expansion["contains"]);
    const auto total = expansion["total"].integer();
    if (total && *total > m_concepts) {
      m_findings.error(m_link_id, std::format("the expansion of its value set holds {} of {} options; expand it whole",
                                              m_concepts, *total));
    }
  }

  void read_contains(Json contains) {
    for (const Json concept_of_set : contains.elements()) {
      ++m_concepts;
      if (concept_of_set["abstract"].boolean() != true) {
        add(concept_of_set, concept_of_set["system"].text_or(""));
      }
      read_contains(concept_of_set["contains"]);
    }
  }

  void read_compose(Json compose) {
    if (!compose["exclude"].elements().empty()) {
      m_findings.error(m_link_id,
                       "its value set excludes concepts, which is not supported; list the options under include");
    }
    for (const Json include : compose["include"].elements()) {
      if (!include["filter"].elements().empty() || !include["valueSet"].elements().empty() ||
          include["concept"].elements().empty()) {
        m_findings.error(m_link_id,
                         "its value set needs a terminology server; list every option under include.concept");
        return;
      }
      for (const Json concept_of_set : include["concept"].elements())
        add(concept_of_set, include["system"].text_or(""));
    }
  }

  void add(Json concept_of_set, std::string system) {
    AnswerOption option;
    const std::string code = concept_of_set["code"].text_or("");
    if (code.empty()) {
      m_findings.error(m_link_id, "an option of its value set has no code");
      return;
    }
    option.value = Coding{std::move(system), code};
    option.label = read_text(concept_of_set, "display", m_link_id, m_findings);
    for (const Json designation : concept_of_set["designation"].elements()) {
      const auto language = designation["language"].text();
      const auto value = designation["value"].text();
      // A designation with a use is another name (a synonym, a short form), not what the patient is to read.
      if (language && value && !designation["use"].exists()) {
        option.label.translations.emplace(std::string(*language), std::string(*value));
      }
    }
    read_ordinal(concept_of_set, m_link_id, option.ordinal, m_findings);
    m_options.push_back(std::move(option));
  }

  std::string_view m_link_id;
  Findings& m_findings;
  std::vector<AnswerOption> m_options;
  std::int64_t m_concepts = 0;
};

std::vector<AnswerOption> read_value_set(std::string_view reference, std::string_view link_id, Json contained,
                                         Findings& findings) {
  if (!reference.starts_with('#')) {
    findings.error(link_id,
                   std::format("answerValueSet {} is outside the form, and a kiosk is offline; list the options under "
                               "answerOption, or contain the value set and refer to it as \"#id\"",
                               in_quotes(reference)));
    return {};
  }
  for (const Json resource : contained.elements()) {
    if (resource["resourceType"].text() == "ValueSet" && resource["id"].text() == reference.substr(1)) {
      return ValueSetReader(link_id, findings).read(resource);
    }
  }
  findings.error(link_id, std::format("answerValueSet {} is not among the value sets that the form contains",
                                      in_quotes(reference)));
  return {};
}

std::string words_of(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* date = std::get_if<Date>(&value)) return anteroom::to_string(*date);
  if (const auto* coding = std::get_if<Coding>(&value)) return coding->code;
  return {};
}

bool kind_fits(std::string_view kind, ItemType type) {
  switch (type) {
    case ItemType::choice: return kind == "Coding" || kind == "Integer" || kind == "String" || kind == "Date";
    case ItemType::integer: return kind == "Integer";
    case ItemType::date: return kind == "Date";
    case ItemType::string:
    case ItemType::text: return kind == "String";
    default: return false;
  }
}

std::optional<AnswerOption> read_option(Json json, std::string_view link_id, ItemType type, Findings& findings) {
  const ReadValue read = read_value(json, "value");
  if (read.kind.empty()) {
    findings.error(link_id,
                   "an answerOption has no value; give it a valueCoding, valueInteger, valueString or valueDate");
    return std::nullopt;
  }
  if (!read.value) {
    findings.error(link_id, std::format("an answerOption is wrong: {}", read.fault));
    return std::nullopt;
  }
  if (!kind_fits(read.kind, type)) {
    findings.error(link_id,
                   std::format("an answerOption has value{}, which an item of this type cannot hold", read.kind));
    return std::nullopt;
  }
  if (read_boolean(json, "initialSelected", link_id, findings)) {
    findings.error(link_id, "an answerOption is initialSelected; a kiosk never answers for the patient: remove it");
  }
  AnswerOption option;
  option.value = *read.value;
  const Json value = json[std::format("value{}", read.kind)];
  const Json value_element = read.kind == "Coding" ? value : json[std::format("_value{}", read.kind)];
  if (read.kind == "Coding") {
    option.label = read_text(value, "display", link_id, findings);
  } else if (read.kind == "String") {
    option.label = read_text(json, "valueString", link_id, findings);
  } else {
    option.label.original = words_of(option.value);
  }
  read_ordinal(json, link_id, option.ordinal, findings);
  read_ordinal(value_element, link_id, option.ordinal, findings);
  for (const Json element : {json, value_element}) {
    for (const Json extension : extensions(element, prefix_url)) option.prefix = extension["valueString"].text_or("");
  }
  return option;
}

// HL7's words for why there is no value ("not applicable"): such an option counts nothing on purpose.
bool says_why_no_value(const Value& value) {
  const auto* coding = std::get_if<Coding>(&value);
  return coding != nullptr && (coding->system == "http://terminology.hl7.org/CodeSystem/data-absent-reason" ||
                               coding->system == "http://terminology.hl7.org/CodeSystem/v3-NullFlavor");
}

void check_options(std::vector<AnswerOption>& options, std::string_view link_id, Findings& findings) {
  std::set<std::tuple<std::size_t, std::string, std::string>> values;
  std::set<std::string_view> labels;
  std::size_t with_ordinal = 0;
  std::size_t meant_without = 0;
  for (AnswerOption& option : options) {
    const auto* coding = std::get_if<Coding>(&option.value);
    if (!values.emplace(option.value.index(), coding != nullptr ? coding->system : "", words_of(option.value)).second) {
      findings.error(link_id, std::format("the option {} stands twice; remove one", in_quotes(words_of(option.value))));
    }
    if (option.label.original.empty()) {
      option.label.original = words_of(option.value);
      findings.warning(link_id, std::format("the option {} has no display, so the patient reads its code",
                                            in_quotes(words_of(option.value))));
    }
    if (!labels.insert(option.label.original).second) {
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

}  // namespace

std::vector<AnswerOption> read_options(Json item, std::string_view link_id, ItemType type, Json contained,
                                       const ReadLimits& limits, Findings& findings) {
  const Json listed = item["answerOption"];
  const Json value_set = item["answerValueSet"];
  const bool may_have_options =
      type != ItemType::group && type != ItemType::display && type != ItemType::boolean && type != ItemType::decimal;
  if (!may_have_options) {
    if (!listed.elements().empty() || value_set.exists()) {
      findings.warning(link_id, "an item of this type has no options; they are left out");
    }
    return {};
  }
  if (listed.exists() && !listed.is_array()) findings.error(link_id, "answerOption must be a list");
  if (!listed.elements().empty() && value_set.exists()) {
    findings.error(link_id, "has both answerOption and answerValueSet; keep one");
    return {};
  }
  const std::size_t errors_before = findings.errors();
  std::vector<AnswerOption> options;
  if (value_set.exists()) {
    if (type == ItemType::choice) {
      options = read_value_set(value_set.text_or(""), link_id, contained, findings);
    } else {
      findings.error(link_id, "answerValueSet belongs to items of type choice; use type choice or answerOption");
    }
  } else {
    if (listed.elements().size() > limits.options) {
      findings.error(link_id,
                     std::format("has more than {} options; no patient can choose among so many", limits.options));
      return {};
    }
    for (const Json option : listed.elements()) {
      if (auto read = read_option(option, link_id, type, findings)) options.push_back(std::move(*read));
    }
  }
  if (options.size() > limits.options) {
    findings.error(link_id,
                   std::format("has more than {} options; no patient can choose among so many", limits.options));
    return {};
  }
  if (type == ItemType::choice && options.empty() && findings.errors() == errors_before) {
    findings.error(link_id, "a choice needs options; list them under answerOption");
  }
  check_options(options, link_id, findings);
  return options;
}

}  // namespace anteroom::forms
