#include "forms/library.h"

#include "forms/reading.h"

#include <algorithm>
#include <format>

namespace anteroom::forms {
namespace {

constexpr std::int64_t longest_battery = 240;  // minutes; more is a slip of the keyboard

bool is_id(std::string_view id) {
  return !id.empty() && id.size() <= 64 && std::ranges::all_of(id, [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-';
  });
}

// The words about a form that stand in its scoring.json beside the rules.
void read_words(std::string_view json, const std::string& file, Form& form, Findings& findings) {
  const auto document = JsonDocument::parse(json);
  if (!document) {
    findings.error(document.error().link_id, document.error().message);
    return;
  }
  const Json root = document->root();
  const auto word = [&](std::string_view key, bool needed) {
    const auto text = root[key].text();
    if (needed && (!text || text->empty())) findings.error({}, std::format("{} is missing in {}", key, file));
    return std::string(text.value_or(""));
  };
  if (root["form"].exists() && root["form"].text() != form.questionnaire.id) {
    findings.error({}, std::format("\"form\" names another form than the folder {}", in_quotes(form.questionnaire.id)));
  }
  form.licence = word("licence", true);
  form.short_name = word("short_name", true);
  form.long_name = word("long_name", true);
  form.patient_title = word("patient_title", true);
  form.recall_period = word("recall_period", false);
  form.patient_notice = word("patient_notice", false);
  form.patient_after = word("patient_after", false);
}

void append(std::vector<Finding>& to, std::vector<Finding> more) {
  to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

bool has_error(const std::vector<Finding>& findings) {
  return std::ranges::contains(findings, Severity::error, &Finding::severity);
}

}  // namespace

std::vector<Finding> Library::add_form(const FormFiles& files) {
  const std::string questionnaire_file = files.folder + "/questionnaire.json";
  const std::string scoring_file = files.folder + "/scoring.json";
  auto [questionnaire, findings] = read_questionnaire(files.questionnaire_json, questionnaire_file);
  if (!questionnaire) return findings;

  Findings own(questionnaire_file);
  if (!is_id(files.folder)) {
    own.error({}, std::format("the folder {} must be named with a-z, 0-9 and - only", in_quotes(files.folder)));
  }
  if (questionnaire->id != files.folder) {
    own.error({}, std::format("id is {}; it must be the folder's name {}", in_quotes(questionnaire->id),
                              in_quotes(files.folder)));
  }
  if (m_forms.contains(files.folder)) own.error({}, "a form with this id is already in the library");
  append(findings, own.take());

  Form form;
  form.questionnaire = std::move(*questionnaire);
  if (files.scoring_json.empty()) {
    form.short_name = form.long_name = form.patient_title = form.questionnaire.title.original;
  } else {
    Findings words(scoring_file);
    read_words(files.scoring_json, scoring_file, form, words);
    append(findings, words.take());
    append(findings, ScoringRules::read(files.scoring_json, scoring_file, form.questionnaire, form.rules));
  }
  if (!has_error(findings)) m_forms.emplace(files.folder, std::move(form));
  return findings;
}

std::vector<Finding> Library::add_battery(std::string_view json, std::string_view file) {
  Findings findings(file);
  const auto document = JsonDocument::parse(json);
  if (!document) {
    findings.error({}, document.error().message);
    return findings.take();
  }
  const Json root = document->root();
  Battery battery;
  battery.id = root["id"].text_or("");
  battery.title = root["title"].text_or("");
  if (!is_id(battery.id)) findings.error({}, "id must be a word of a-z, 0-9 and -");
  if (m_batteries.contains(battery.id)) findings.error({}, "a battery with this id is already in the library");
  if (battery.title.empty()) findings.error({}, "title is missing: staff choose the battery by it");
  const auto minutes = root["minutes"].integer();
  if (!minutes || *minutes < 1 || *minutes > longest_battery) {
    findings.error({},
                   std::format("minutes must be a whole number from 1 to {}: patients are told it", longest_battery));
  } else {
    battery.minutes = static_cast<int>(*minutes);
  }
  for (const Json id : root["forms"].elements()) {
    const std::string name = id.text_or("");
    if (!m_forms.contains(name)) {
      findings.error({}, std::format("forms names {}, which is not in the library", in_quotes(name)));
    } else if (std::ranges::contains(battery.forms, name)) {
      findings.error({}, std::format("forms names {} twice", in_quotes(name)));
    }
    battery.forms.push_back(name);
  }
  if (battery.forms.empty()) findings.error({}, "forms must list at least one form");
  if (findings.errors() == 0) m_batteries.emplace(battery.id, std::move(battery));
  return findings.take();
}

const Form* Library::form(std::string_view id) const {
  const auto found = m_forms.find(id);
  return found == m_forms.end() ? nullptr : &found->second;
}

const Battery* Library::battery(std::string_view id) const {
  const auto found = m_batteries.find(id);
  return found == m_batteries.end() ? nullptr : &found->second;
}

std::vector<const Form*> Library::forms() const {
  std::vector<const Form*> all;
  for (const auto& [id, form] : m_forms) all.push_back(&form);
  return all;
}

std::vector<const Battery*> Library::batteries() const {
  std::vector<const Battery*> all;
  for (const auto& [id, battery] : m_batteries) all.push_back(&battery);
  return all;
}

}  // namespace anteroom::forms
