#include "forms/read_questionnaire.h"

#include "forms/expressions.h"
#include "forms/reading.h"

#include <algorithm>
#include <array>
#include <format>

namespace anteroom::forms {
namespace {

// What may stand anywhere in the file: a modifierExtension, which may turn the meaning of what it stands on around and
// of which Anteroom knows none, and members that say nothing.
class WholeFile {
 public:
  explicit WholeFile(Findings& findings) : m_findings(findings) {}

  void look_at(Json root) { look_at(root, {root, nullptr}); }

 private:
  // The objects around a place, innermost first: which item it belongs to is only asked where something is found.
  struct Around {
    Json object;
    const Around* outer;

    [[nodiscard]] std::string_view link_id() const {
      const auto own = object["linkId"].text();
      if (own || outer == nullptr) return own.value_or("");
      return outer->link_id();
    }
  };

  void look_at(Json value, const Around& around) {
    if (value.is_array()) {
      value.for_each_element([&](Json element) { look_at(element, around); });
    } else if (value.is_object()) {
      const Around here{value, &around};
      value.for_each_member([&](std::string_view key, Json member) { look_at(key, member, here); });
    }
  }

  void look_at(std::string_view key, Json member, const Around& here) {
    const bool holds_others = member.is_array() || member.is_object();
    // Few keys end in this letter, and it is looked at first: every member of the file passes here.
    const bool ends_in_n = !key.empty() && key.back() == 'n';
    if (ends_in_n && key.ends_with("Expression") && !key.ends_with("valueExpression")) refuse_shorthand(key, here);
    if (ends_in_n && key == "modifierExtension" && !(member.is_array() && member.size() == 0))
      refuse_modifiers(member, here);
    if (member.says_nothing() && m_empty++ == 0) {
      m_findings.warning(
          here.link_id(),
          std::format("{} is empty, which FHIR does not allow; empty members are left out", in_quotes(key)));
    }
    if (holds_others) look_at(member, here);
  }

  void refuse_modifiers(Json modifier, const Around& here) {
    if (!modifier.is_array()) return refuse_one("", here);
    modifier.for_each_element([&](Json one) {
      const auto url = one["url"].text().value_or("");
      if (!is_known_modifier(url)) refuse_one(url, here);
    });
  }

  // Some servers keep an expression as a member of the item; skipping it would ask what is not to be asked.
  void refuse_shorthand(std::string_view key, const Around& here) {
    m_findings.unsupported(
        here.link_id(), "expression that is no extension",
        std::format("{} is no member of anything in FHIR; write it as the extension of that name", in_quotes(key)));
  }

  void refuse_one(std::string_view url, const Around& here) {
    m_findings.unsupported(here.link_id(), "modifierExtension",
                           std::format("the modifierExtension {} may change what the form means; remove it, or use a "
                                       "form without it",
                                       in_quotes(url)));
  }

  Findings& m_findings;
  std::size_t m_empty = 0;
};

// "…/phq-9/questionnaire.json" → "phq-9"; "…/mood.json" → "mood".
std::string id_from_file(std::string_view file) {
  std::string_view name = file.substr(file.rfind('/') + 1);
  if (name == "questionnaire.json" && name.size() < file.size()) {
    file.remove_suffix(name.size() + 1);
    return std::string(file.substr(file.rfind('/') + 1));
  }
  return std::string(name.substr(0, name.rfind('.')));
}

void read_status(Json root, Findings& findings) {
  constexpr std::array known{"draft", "active", "retired", "unknown"};
  const auto status = root["status"].text();
  if (!status) {
    findings.warning({}, "status is missing, which FHIR R4 requires: write \"status\": \"active\"");
  } else if (!std::ranges::contains(known, *status)) {
    findings.warning({}, std::format("status {} is not one of draft, active, retired, unknown", in_quotes(*status)));
  } else if (status == "retired") {
    findings.warning({}, "status is retired: look for the version that replaced this form");
  }
}

// The Questionnaire of the file: the file itself, or the only one in a Bundle. Absent, with an error, where there is
// none.
Json questionnaire_of(Json root, Resources& resources, Findings& findings) {
  const auto type = root["resourceType"].text();
  if (type == "Questionnaire") return root;
  if (!type && root["item"].is_array()) {
    findings.warning({}, "\"resourceType\": \"Questionnaire\" is missing; the file is read as one");
    return root;
  }
  if (type != "Bundle") {
    findings.error({}, type ? std::format("resourceType is {}, not \"Questionnaire\"", in_quotes(*type))
                            : "not a FHIR resource: \"resourceType\": \"Questionnaire\" is missing");
    return {};
  }
  Json found;
  std::size_t count = 0;
  root["entry"].for_each_element([&](Json entry) {
    const Json resource = entry["resource"];
    if (resource["resourceType"].text() == "Questionnaire") {
      found = resource;
      ++count;
    } else {
      resources.add_one(resource);
    }
  });
  if (count != 1) {
    findings.error({}, std::format("the Bundle holds {} Questionnaires; a file holds one", count));
    return {};
  }
  findings.warning({}, "the file is a Bundle; its only Questionnaire is read, with the value sets beside it");
  return found;
}

// What about the form as a whole may make it another form.
void check_whole(Json root, Findings& findings) {
  if (root["implicitRules"].exists()) {
    findings.unsupported({}, "implicitRules",
                         "implicitRules may change what the form means; remove it, or use a form without it");
  }
  for_each_extension(root, [&](std::string_view name, Json extension) {
    if (name == "sdc-questionnaire-questionnaireAdaptive" && extension["valueBoolean"].boolean() != false) {
      findings.unsupported({}, "adaptive form", "a server gives the questions of this form one by one");
    }
    if (name == "sdc-questionnaire-targetConstraint" || name == "targetConstraint" ||
        name == "questionnaire-constraint") {
      findings.warning({}, std::format("{} is not checked: answers that break it are accepted", name));
    }
  });
}

bool holds_question(const Item& item) { return item.is_question() || std::ranges::any_of(item.items, holds_question); }

// A screen shows one question and what stands above it, so a display after the last question is never seen.
void warn_of_unread_displays(const std::vector<Item>& items, bool inside_question, Findings& findings) {
  bool question_follows = false;
  for (auto item = items.rbegin(); item != items.rend(); ++item) {
    if (item->type == ItemType::display && !item->hidden && !question_follows && !inside_question) {
      findings.warning(
          item->link_id,
          "no question follows this display, so nobody reads it; move it above the question it belongs to");
    }
    question_follows = question_follows || holds_question(*item);
    warn_of_unread_displays(item->items, item->is_question(), findings);
  }
}

// No screen is without words: a question that has none, and nothing above it either, reads its linkId.
void give_words(std::vector<Item>& items, bool words_above, Findings& findings) {
  bool words_before = words_above;
  for (Item& item : items) {
    const bool has_words = !item.text.original.empty();
    if (item.is_question() && !item.hidden && !has_words && !words_before) {
      const bool says_inside = std::ranges::any_of(item.items, [](const Item& below) {
        return below.type == ItemType::display && !below.hidden && !below.text.original.empty();
      });
      if (!says_inside) {
        item.text.original = item.prefix.empty() ? item.link_id : item.prefix;
        findings.warning(item.link_id,
                         "nothing stands above the question either, so the patient reads its linkId; give "
                         "it a text");
      }
    }
    if (item.type == ItemType::display) words_before = words_before || (has_words && !item.hidden);
    give_words(item.items, words_above || (has_words && !item.hidden), findings);
  }
}

Questionnaire read_head(Json root, std::string_view file, Findings& findings) {
  Questionnaire form;
  form.id = root["id"].text_or("");
  if (form.id.empty()) {
    form.id = id_from_file(file);
    findings.warning({}, std::format("id is missing; {} is taken from the file's name", in_quotes(form.id)));
  }
  form.url = root["url"].text_or("");
  form.version = root["version"].text_or("");
  if (form.version.empty())
    findings.warning({}, "version is missing, so scores cannot name the version they come from");
  form.title = read_text(root, "title", {}, findings);
  if (form.title.original.empty()) {
    form.title.original = root["name"].text_or("");
    findings.warning({}, "title is missing, which people know the form by");
  }
  root["code"].for_each_element([&](Json code) { form.codes.push_back(read_coding(code)); });
  form.copyright = root["copyright"].text_or("");
  if (const auto language = root["language"].text(); language && !language->empty()) {
    form.language = *language;
  } else {
    findings.warning({}, "language is missing; the form is taken to be in English (\"language\": \"en\")");
  }
  read_status(root, findings);
  return form;
}

}  // namespace

std::string to_string(const Finding& finding) {
  return std::format("{}:{}: {}{}", finding.file, finding.link_id,
                     finding.severity == Severity::warning ? "warning: " : "", finding.message);
}

ReadOutcome read_questionnaire(std::string_view json, std::string_view file, const ReadLimits& limits) {
  Findings findings(file);
  const auto document = JsonDocument::parse(json, {limits.bytes, limits.json_depth});
  if (!document) {
    findings.error(document.error().link_id, document.error().message);
    return {std::nullopt, findings.take(), {}};
  }
  Resources resources;
  const Json root = questionnaire_of(document->root(), resources, findings);
  if (!root.exists()) return {std::nullopt, findings.take(), {}};
  resources.add(root["contained"]);
  Questionnaire form = read_head(root, file, findings);
  WholeFile(findings).look_at(root);
  check_whole(root, findings);
  NotAsked not_asked(findings);
  ItemReader reader(resources, limits, not_asked, findings);
  form.items = reader.read(root["item"], {});
  if (findings.errors() == 0) {
    form.variables = read_form_variables(root, findings);
    not_asked.check(form);
  }
  if (findings.errors() == 0) {
    form.ahead = check_conditions(form.items, reader.assumed_any(), findings);
    if (form.questions().empty()) findings.error({}, "there is no question in this form");
    warn_of_unread_displays(form.items, false, findings);
    give_words(form.items, false, findings);
  }
  if (findings.errors() == 0) expand_copies(form.items, limits, findings);
  if (findings.errors() == 0) findings.add_all(prepare_expressions(form, file), "expression");
  auto flattened = findings.take_flattened();
  if (findings.errors() > 0) return {std::nullopt, findings.take(), std::move(flattened)};
  form.index = ItemIndex(form.items);
  return {std::move(form), findings.take(), std::move(flattened)};
}

}  // namespace anteroom::forms
