// Reads the extensions of an item: what they add to the question, what is asked in a plainer way, and what Anteroom
// cannot do. Extensions that it does not know change nothing, as FHIR has it; the others are modifierExtensions.
#include "forms/reading.h"

#include <algorithm>
#include <array>
#include <format>

namespace anteroom::forms {
namespace {

struct Meaning {
  std::string_view name;  // the last part of the url
  std::string_view what;
  std::string_view more;
};

// Without these the item would be another question: the feature, and what to do instead.
constexpr std::array unsupported{
    Meaning{"sdc-questionnaire-answerExpression", "computed options", "list the options under answerOption"},
    Meaning{"sdc-questionnaire-candidateExpression", "computed options", "list the options under answerOption"},
    Meaning{"sdc-questionnaire-answerOptionsToggleExpression", "options that come and go",
            "make two questions, each with enableWhen"},
    Meaning{"sdc-questionnaire-subQuestionnaire", "sub-form",
            "put the items of the other Questionnaire in its place (\"assemble\" it)"},
    Meaning{"cqf-expression", "computed element", "write the value itself"},
};

// They promise a check of the answer, which Anteroom does not make.
constexpr std::array<std::string_view, 5> unchecked{"regex", "sdc-questionnaire-targetConstraint", "targetConstraint",
                                                    "questionnaire-constraint", "questionnaire-sliderStepValue"};

// Ways to show a question that a kiosk shows in its own.
constexpr std::array flattened_controls{
    Meaning{"drop-down", "drop-down", "a list of its options"},
    Meaning{"autocomplete", "search field", "a list of its options"},
    Meaning{"lookup", "search field", "a list of its options"},
    Meaning{"slider", "slider", "a row of numbers or number keys"},
    Meaning{"spinner", "spinner", "a row of numbers or number keys"},
    Meaning{"gtable", "table", "one question after the other"},
    Meaning{"htable", "table", "one question after the other"},
    Meaning{"table", "table", "one question after the other"},
    Meaning{"atable", "table", "one question after the other"},
    Meaning{"grid", "table", "one question after the other"},
    Meaning{"tab-container", "tabs", "one question after the other"},
    Meaning{"page", "page of questions", "one question after the other"},
    Meaning{"header", "header", "text above the next question"},
    Meaning{"footer", "footer", "text above the next question"},
    Meaning{"flyover", "text in a bubble", "text below the question"},
    Meaning{"help", "help button", "text below the question"},
    Meaning{"legal", "legal notice", "text below the question"},
};

// What a person does not see or do here, though no answer changes.
constexpr std::array left_out{
    Meaning{"sdc-questionnaire-itemMedia", "the picture or sound of the item is not shown",
            "see that the words are enough"},
    Meaning{"itemMedia", "the picture or sound of the item is not shown", "see that the words are enough"},
    Meaning{"questionnaire-supportLink", "the link is not offered", "a kiosk opens no pages"},
    Meaning{"questionnaire-signatureRequired", "no signature is taken", "have it signed elsewhere"},
};

class ExtensionReader {
 public:
  ExtensionReader(Item& item, const Resources& resources, Findings& findings)
      : m_item(item), m_resources(resources), m_findings(findings) {}

  void read(Json json) {
    for_each_extension(json, [&](std::string_view name, Json extension) {
      if (!read_known(name, extension)) look_up(name, extension);
    });
  }

 private:
  [[nodiscard]] std::string_view link_id() const { return m_item.link_id; }

  bool read_known(std::string_view name, Json extension) {
    if (name == "questionnaire-hidden") {
      m_item.hidden = read_boolean(extension, "valueBoolean", link_id(), m_findings) || m_item.hidden;
    } else if (name == "questionnaire-itemControl") {
      extension["valueCodeableConcept"]["coding"].for_each_element([&](Json coding) { read_control(coding); });
    } else if (name == "questionnaire-usageMode" || name == "sdc-questionnaire-usageMode") {
      read_usage(extension["valueCode"].text().value_or(""));
    } else if (name == "questionnaire-minOccurs") {
      m_item.min_occurs = read_count(extension["valueInteger"], "minOccurs", link_id(), m_findings);
    } else if (name == "questionnaire-maxOccurs") {
      m_item.max_occurs = read_count(extension["valueInteger"], "maxOccurs", link_id(), m_findings);
    } else if (name == "entryFormat") {
      m_item.entry_format = read_text(extension, "valueString", link_id(), m_findings);
    } else if (name == "questionnaire-optionExclusive") {
      m_findings.warning(link_id(), "optionExclusive belongs to an option and is left out here");
    } else {
      return read_unit(name, extension) || read_an_expression(name, extension);
    }
    return true;
  }

  bool read_unit(std::string_view name, Json extension) {
    const Json coding = extension["valueCoding"];
    if (name == "questionnaire-unit") {
      std::string label = label_of(coding);
      if (label.empty()) return true;
      m_item.unit = label;
      add_unit({read_coding(coding), std::move(label)});
    } else if (name == "questionnaire-unitOption") {
      add_unit({read_coding(coding), label_of(coding)});
    } else if (name == "questionnaire-unitValueSet") {
      read_unit_set(extension["valueCanonical"].text_or(extension["valueUri"].text_or("")));
    } else {
      return false;
    }
    return true;
  }

  static std::string label_of(Json coding) {
    const auto display = coding["display"].text();
    return std::string(display && !display->empty() ? *display : coding["code"].text().value_or(""));
  }

  void add_unit(UnitOption unit) {
    if (m_item.type != ItemType::quantity || unit.label.empty()) return;
    const auto same = [&](const UnitOption& other) { return other.coding == unit.coding && other.label == unit.label; };
    if (std::ranges::none_of(m_item.unit_options, same)) m_item.unit_options.push_back(std::move(unit));
  }

  void read_unit_set(std::string_view reference) {
    if (m_item.type != ItemType::quantity) return;
    if (m_resources.find("ValueSet", reference).exists()) {
      for (const AnswerOption& option : read_value_set(reference, link_id(), m_resources, m_findings)) {
        add_unit({std::get<Coding>(option.value), option.label.original});
      }
    } else {
      m_findings.unsupported(
          link_id(), "external value set",
          std::format("its units are in {}, outside the form, and a kiosk is offline; list them with "
                      "questionnaire-unitOption",
                      in_quotes(reference)));
    }
  }

  bool read_an_expression(std::string_view name, Json extension) {
    if (name == "sdc-questionnaire-calculatedExpression" || name == "questionnaire-calculatedExpression") {
      m_item.calculated = needed_expression("calculatedExpression", extension);
    } else if (name == "sdc-questionnaire-enableWhenExpression" || name == "questionnaire-enableWhenExpression") {
      m_item.enable_when_expression = needed_expression("enableWhenExpression", extension);
    } else if (name == "sdc-questionnaire-initialExpression" || name == "questionnaire-initialExpression") {
      read_initial_expression(extension);
    } else if (name == "variable") {
      ReadExpression read = read_expression(extension, link_id(), m_findings);
      if (!read.text.empty()) m_item.variables.push_back({std::move(read.name), std::move(read.text)});
    } else {
      return false;
    }
    return true;
  }

  // An expression without which the form would be another one.
  std::string needed_expression(std::string_view which, Json extension) {
    ReadExpression read = read_expression(extension, link_id(), m_findings);
    if (read.language == "application/x-fhir-query") {
      m_findings.unsupported(link_id(), "server query",
                             std::format("its {} asks a server, and a kiosk is offline", which));
    }
    return std::move(read.text);
  }

  void read_initial_expression(Json extension) {
    const ReadExpression read = read_expression(extension, link_id(), m_findings);
    m_item.initial_expression = read.text;
    if (read.text.empty() && read.language == "application/x-fhir-query") {
      m_findings.warning(link_id(),
                         "its initialExpression asks a server, which a kiosk does not have: the question "
                         "starts empty");
    }
  }

  void read_usage(std::string_view mode) {
    if (mode != "display" && mode != "display-non-empty") return;
    m_item.hidden = true;
    m_findings.flattened(link_id(), "shown only with answers that are already there: not asked");
  }

  void read_control(Json coding) {
    const std::string_view code = coding["code"].text().value_or("");
    const auto control = std::ranges::find(flattened_controls, code, &Meaning::name);
    if (control == flattened_controls.end()) return;
    m_findings.flattened(link_id(), std::format("{}: the patient gets {}", control->what, control->more));
  }

  void look_up(std::string_view name, Json extension) {
    if (name == "cqf-expression" && extension["valueExpression"]["language"].text() == "text/cql") {
      m_findings.unsupported(link_id(), "CQL", "its answer is computed in CQL; write it in FHIRPath");
    } else if (const auto found = std::ranges::find(unsupported, name, &Meaning::name); found != unsupported.end()) {
      m_findings.unsupported(link_id(), found->what,
                             std::format("{} is not supported ({}); {}", name, found->what, found->more));
    } else if (std::ranges::contains(unchecked, name)) {
      m_findings.warning(link_id(), std::format("{} is not checked: answers that break it are accepted", name));
    } else if (const auto gone = std::ranges::find(left_out, name, &Meaning::name); gone != left_out.end()) {
      m_findings.warning(link_id(), std::format("{}; {}", gone->what, gone->more));
    }
  }

  Item& m_item;
  const Resources& m_resources;
  Findings& m_findings;
};

// A quantity of which only the unit is known names the unit to begin with, as R4 has it.
void read_unit_of_initial(Json initial, Item& item) {
  const Json quantity = initial["valueQuantity"];
  if (item.type != ItemType::quantity || quantity["value"].exists() || !item.unit_options.empty()) return;
  UnitOption unit{{quantity["system"].text_or(""), quantity["code"].text_or("")}, quantity["unit"].text_or("")};
  if (unit.label.empty()) unit.label = unit.coding.code;
  if (unit.label.empty()) return;
  item.unit = unit.label;
  item.unit_options = {std::move(unit)};
}

}  // namespace

void read_item_extensions(Json json, Item& item, const Resources& resources, Findings& findings) {
  ExtensionReader(item, resources, findings).read(json);
  present(json, "initial").for_each_element([&](Json initial) { read_unit_of_initial(initial, item); });
}

void read_initial(Json json, Item& item, Findings& findings) {
  const auto leave_out = [&](std::string_view why) {
    const std::string message = std::format("its initial value {}", why);
    if (item.hidden) {
      findings.error(item.link_id, message + "; nobody else gives this hidden question its answer");
    } else {
      findings.warning(item.link_id, message + "; the question starts empty");
    }
  };
  const auto take = [&](const ReadValue& read) {
    if (!read.value) return leave_out(std::format("cannot be used: {}", read.fault));
    if (!read.tolerated.empty()) findings.warning(item.link_id, std::format("initial: {}", read.tolerated));
    Value value = as_answer_to(item.type, *read.value);
    if (auto* quantity = std::get_if<Quantity>(&value);
        quantity != nullptr && item.unit_options.size() == 1 && quantity->code.empty() && quantity->unit.empty()) {
      const UnitOption& unit = item.unit_options.front();
      *quantity = {quantity->number, unit.label, unit.coding.system, unit.coding.code};
    }
    if (const AnswerOption* option = option_meant(item.options, value, read.without_code)) value = option->value;
    if (std::ranges::contains(item.initial, value)) return;
    const Answer answer = item.repeats ? Answer(Several{value}) : Answer(value);
    Item without_minimum;
    if (item.min_occurs.value_or(0) > 1) {
      without_minimum = item;
      without_minimum.min_occurs.reset();
    }
    const Item& asked = item.min_occurs.value_or(0) > 1 ? without_minimum : item;
    const bool no_options_known = item.hidden && item.options.empty() && std::holds_alternative<Coding>(value);
    if (const auto refused = refuse(asked, answer); refused && !no_options_known) return leave_out(refused->message);
    item.initial.push_back(std::move(value));
  };
  if (!item.is_question()) return;
  const Json initial = present(json, "initial");
  if (initial.exists() && !initial.is_array()) findings.error(item.link_id, "initial must be a list");
  initial.for_each_element([&](Json one) {
    const bool unit_only =
        item.type == ItemType::quantity && one["valueQuantity"].exists() && !one["valueQuantity"]["value"].exists();
    const ReadValue read = read_value(one, "value");
    if (!read.kind.empty() && !unit_only) take(read);
  });
  if (!initial.exists()) {
    const ReadValue older = read_value(json, "initial");
    if (!older.kind.empty() && older.kind != "Selected") {
      findings.warning(item.link_id, "initial as FHIR STU3 has it is read");
      take(older);
    }
  }
  for (const AnswerOption& option : item.options) {
    if (option.initially_selected && !std::ranges::contains(item.initial, option.value)) {
      item.initial.push_back(option.value);
    }
  }
  if (item.initial.size() > 1 && !item.repeats) {
    item.initial.clear();
    leave_out("is several, but the question takes one answer");
  }
}

}  // namespace anteroom::forms
