#include "forms/read_questionnaire.h"

#include "forms/expressions.h"
#include "forms/reading.h"

#include <algorithm>
#include <array>
#include <format>

namespace anteroom::forms {
namespace {

// A modifierExtension may turn the meaning of what it stands on around, and Anteroom knows none. It may stand anywhere.
void refuse_modifiers(Json value, std::string_view link_id, Findings& findings) {
  for (const Json element : value.elements()) refuse_modifiers(element, link_id, findings);
  if (!value.is_object()) return;
  link_id = value["linkId"].text().value_or(link_id);
  for (const auto& [key, member] : value.members()) {
    if (key == "modifierExtension" && !(member.is_array() && member.elements().empty())) {
      findings.error(
          link_id,
          std::format("the modifierExtension {} may change what the form means; remove it, or use a "
                      "form without it",
                      in_quotes(member.elements().empty() ? "" : member.elements().front()["url"].text_or(""))));
    }
    refuse_modifiers(member, link_id, findings);
  }
}

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
    return {std::nullopt, findings.take()};
  }
  const Json root = document->root();
  const auto type = root["resourceType"].text();
  if (type != "Questionnaire") {
    findings.error({}, type ? std::format("resourceType is {}, not \"Questionnaire\"", in_quotes(*type))
                            : "not a FHIR resource: \"resourceType\": \"Questionnaire\" is missing");
    return {std::nullopt, findings.take()};
  }
  Questionnaire form = read_head(root, file, findings);
  refuse_modifiers(root, {}, findings);
  if (root["implicitRules"].exists()) {
    findings.error({}, "implicitRules may change what the form means; remove it, or use a form without it");
  }
  form.items = ItemReader(root["contained"], limits, findings).read(root["item"], {});
  check_conditions(form.items, findings);
  if (form.questions().empty()) findings.error({}, "there is no question in this form");
  warn_of_unread_displays(form.items, false, findings);
  for (Finding& finding : prepare_expressions(form, file)) {
    if (finding.severity == Severity::error) {
      findings.error(finding.link_id, std::move(finding.message));
    } else {
      findings.warning(finding.link_id, std::move(finding.message));
    }
  }
  if (findings.errors() > 0) return {std::nullopt, findings.take()};
  form.index = ItemIndex(form.items);
  return {std::move(form), findings.take()};
}

}  // namespace anteroom::forms
