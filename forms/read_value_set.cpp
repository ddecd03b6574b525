// Reads the concepts of a value set that comes with the form.
#include "forms/reading.h"

#include <algorithm>
#include <array>
#include <format>

namespace anteroom::forms {
namespace {

struct KnownConcept {
  std::string_view system;
  std::string_view code;
  std::string_view display;
};
struct KnownSet {
  std::string_view url;
  std::span<const KnownConcept> concepts;
};

// The few value sets of FHIR itself that forms name without bringing them: small, and the same for ever.
constexpr std::string_view yes_no_system = "http://terminology.hl7.org/CodeSystem/v2-0136";
constexpr std::array yes_no_unknown{
    KnownConcept{yes_no_system, "Y", "Yes"}, KnownConcept{yes_no_system, "N", "No"},
    KnownConcept{"http://terminology.hl7.org/CodeSystem/data-absent-reason", "asked-unknown", "Don't know"}};
constexpr std::string_view gender_system = "http://hl7.org/fhir/administrative-gender";
constexpr std::array genders{
    KnownConcept{gender_system, "male", "Male"}, KnownConcept{gender_system, "female", "Female"},
    KnownConcept{gender_system, "other", "Other"}, KnownConcept{gender_system, "unknown", "Unknown"}};
constexpr std::array known_sets{
    KnownSet{"http://hl7.org/fhir/ValueSet/yesnodontknow", yes_no_unknown},
    KnownSet{"http://terminology.hl7.org/ValueSet/v2-0136", std::span(yes_no_unknown).first(2)},
    KnownSet{"http://hl7.org/fhir/ValueSet/v2-0136", std::span(yes_no_unknown).first(2)},
    KnownSet{"http://hl7.org/fhir/ValueSet/administrative-gender", genders},
};

// Options of a ValueSet, in its order.
class ValueSetReader {
 public:
  ValueSetReader(std::string_view link_id, const Resources& resources, Findings& findings)
      : m_link_id(link_id), m_resources(resources), m_findings(findings) {}

  std::vector<AnswerOption> read(Json value_set) {
    if (present(value_set["expansion"], "contains").exists()) {
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
    contains.for_each_element([&](Json concept_of_set) {
      ++m_concepts;
      if (concept_of_set["abstract"].boolean() != true) {
        add(concept_of_set, concept_of_set["system"].text_or(""), {});
      }
      read_contains(concept_of_set["contains"]);
    });
  }

  void read_compose(Json compose) {
    if (present(compose, "exclude").exists()) {
      m_findings.unsupported(m_link_id, "value set that excludes concepts",
                             "its value set excludes concepts, which is not supported; list the options under include");
    }
    compose["include"].for_each_element([&](Json include) { read_include(include); });
  }

  void read_include(Json include) {
    const std::string system = include["system"].text_or("");
    const Json code_system = system.empty() ? Json() : m_resources.find("CodeSystem", system);
    const bool filtered = present(include, "filter").exists() || present(include, "valueSet").exists();
    if (!filtered && present(include, "concept").exists()) {
      include["concept"].for_each_element([&](Json concept_of_set) {
        add(concept_of_set, system, concept_in(code_system["concept"], concept_of_set["code"].text().value_or("")));
      });
    } else if (!filtered && present(code_system, "concept").exists()) {
      read_concepts(code_system["concept"], system);
    } else if (!m_refused) {
      m_refused = true;
      m_findings.unsupported(m_link_id, "value set that needs a terminology server",
                             "its value set needs a terminology server; list every option under include.concept");
    }
  }

  void read_concepts(Json concepts, const std::string& system) {
    concepts.for_each_element([&](Json concept_of_set) {
      add(concept_of_set, system, {});
      read_concepts(concept_of_set["concept"], system);
    });
  }

  static Json concept_in(Json concepts, std::string_view code) {
    Json found;
    concepts.for_each_element([&](Json concept_of_set) {
      if (found.exists()) return;
      found = concept_of_set["code"].text() == code ? concept_of_set : concept_in(concept_of_set["concept"], code);
    });
    return found;
  }

  // `definition` is the concept in the code system, where the file has it: it may know the display and the ordinal.
  void add(Json concept_of_set, std::string system, Json definition) {
    AnswerOption option;
    std::string code = concept_of_set["code"].text_or("");
    if (code.empty()) {
      m_findings.error(m_link_id, "an option of its value set has no code");
      return;
    }
    option.value = Coding{std::move(system), std::move(code)};
    option.label = read_text(concept_of_set, "display", m_link_id, m_findings);
    if (option.label.original.empty()) option.label = read_text(definition, "display", m_link_id, m_findings);
    concept_of_set["designation"].for_each_element([&](Json designation) {
      const auto language = designation["language"].text();
      const auto value = designation["value"].text();
      // A designation with a use is another name (a synonym, a short form), not what the patient is to read.
      if (language && value && !designation["use"].exists()) {
        option.label.translations.emplace(std::string(*language), std::string(*value));
      }
    });
    read_ordinals(concept_of_set, m_link_id, option, m_findings);
    read_ordinals(definition, m_link_id, option, m_findings);
    m_options.push_back(std::move(option));
  }

  std::string_view m_link_id;
  const Resources& m_resources;
  Findings& m_findings;
  std::vector<AnswerOption> m_options;
  std::int64_t m_concepts = 0;
  bool m_refused = false;
};

std::vector<AnswerOption> options_of(const KnownSet& set) {
  std::vector<AnswerOption> options;
  for (const KnownConcept& known : set.concepts) {
    AnswerOption option;
    option.value = Coding{std::string(known.system), std::string(known.code)};
    option.label.original = known.display;
    options.push_back(std::move(option));
  }
  return options;
}

}  // namespace

std::vector<AnswerOption> read_value_set(std::string_view reference, std::string_view link_id,
                                         const Resources& resources, Findings& findings) {
  if (const Json value_set = resources.find("ValueSet", reference); value_set.exists()) {
    return ValueSetReader(link_id, resources, findings).read(value_set);
  }
  const auto known = std::ranges::find(known_sets, reference.substr(0, reference.find('|')), &KnownSet::url);
  if (known != known_sets.end()) return options_of(*known);
  if (reference.starts_with('#')) {
    findings.error(link_id, std::format("answerValueSet {} is not among the value sets that the form contains",
                                        in_quotes(reference)));
  } else {
    findings.unsupported(
        link_id, "external value set",
        std::format("answerValueSet {} is outside the form, and a kiosk is offline; list the options under "
                    "answerOption, or contain the value set and refer to it as \"#id\"",
                    in_quotes(reference)));
  }
  return {};
}

}  // namespace anteroom::forms
