#include "forms/library.h"

#include "forms/bare_form.h"
#include "forms/reading.h"

#include <algorithm>
#include <array>
#include <format>
#include <utility>

namespace anteroom::forms {
namespace {

constexpr std::array<std::pair<std::string_view, Domain>, 11> domains{{
    {"pain", Domain::pain},
    {"function", Domain::function},
    {"mood", Domain::mood},
    {"anxiety", Domain::anxiety},
    {"stress", Domain::stress},
    {"fear-of-movement", Domain::fear_of_movement},
    {"sleep", Domain::sleep},
    {"self-efficacy", Domain::self_efficacy},
    {"quality-of-life", Domain::quality_of_life},
    {"substances", Domain::substances},
    {"other", Domain::other},
}};

void read_not_asked_with(Json list, Form& form, Findings& findings) {
  for (const Json entry : list.elements()) {
    NotAskedWith rule{entry["item"].text_or(""), entry["form"].text_or(""), entry["say"].text_or("")};
    const Item* const item = form.questionnaire.find(rule.item);
    if (item == nullptr || !item->is_question())
      findings.error(rule.item, "not_asked_with: the Questionnaire has no question of this linkId");
    if (!is_form_id(rule.form) || rule.form == form.questionnaire.id)
      findings.error(rule.item, "not_asked_with: form must be the id of another form");
    if (rule.say.empty()) findings.error(rule.item, "not_asked_with: say must be the words for staff");
    form.not_asked_with.push_back(std::move(rule));
  }
  if (list.exists() && form.not_asked_with.empty())
    findings.error({}, "not_asked_with must be a list of {\"item\", \"form\", \"say\"}");
}

// "patient_words": {"es": {"patient_title": …, "approval": …}}: a language has all the words that the form's own has.
void read_translated_words(Json languages, Form& form, Findings& findings) {
  if (languages.exists() && !languages.is_object()) findings.error({}, "patient_words must be an object: tag to words");
  for (const auto& [language, json] : languages.members()) {
    const auto word = [&](std::string_view key, bool needed) {
      const std::string text = json[key].text_or("");
      if (text.empty() == needed) {
        findings.error({}, std::format("patient_words {}: {} {}", in_quotes(language), key,
                                       needed ? "is missing" : "has no counterpart in the form's own language"));
      }
      return text;
    };
    form.translated[std::string(language)] = {word("patient_title", true),
                                              word("patient_notice", !form.patient_notice.empty()),
                                              word("patient_after", !form.patient_after.empty())};
    word("approval", true);
  }
}

// The words about a form that stand in its scoring.json beside the rules.
void read_words(Json root, const std::string& file, Form& form, Findings& findings) {
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
  if (const std::string domain = word("domain", false); !domain.empty()) {
    const auto* const known = std::ranges::find(domains, domain, &std::pair<std::string_view, Domain>::first);
    if (known == domains.end()) {
      findings.error({}, std::format("domain {} is none of those in the README", in_quotes(domain)));
    } else {
      form.domain = known->second;
    }
  }
  read_translated_words(root["patient_words"], form, findings);
  read_not_asked_with(root["not_asked_with"], form, findings);
}

void append(std::vector<Finding>& to, std::vector<Finding> more) {
  to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

bool has_error(const std::vector<Finding>& findings) {
  return std::ranges::contains(findings, Severity::error, &Finding::severity);
}

// Rules that say which answers they are for are only right for a Questionnaire that has them.
std::vector<Finding> compare_with_rules(const FormFiles& files, const Questionnaire& form) {
  const ReadOutcome bare = read_bare_form(files.scoring_json, files.folder + "/scoring.json");
  if (!bare.questionnaire) return bare.findings;
  return compare_with_bare_form(form, *bare.questionnaire, files.folder + "/questionnaire.json");
}

// What stands in scoring.json: words about the form, and its rules.
void read_scoring(const FormFiles& files, const std::string& scoring_file, Form& form, std::vector<Finding>& findings) {
  Findings words(scoring_file);
  const auto scoring = JsonDocument::parse(files.scoring_json);
  if (!scoring) {
    words.error(scoring.error().link_id, scoring.error().message);
    return append(findings, words.take());
  }
  read_words(scoring->root(), scoring_file, form, words);
  append(findings, words.take());
  if (brings_its_items(scoring->root())) {
    auto differences = compare_with_rules(files, form.questionnaire);
    const bool differs = has_error(differences);
    append(findings, std::move(differences));
    if (differs) return;  // whatever the rules then miss is in the Questionnaire, not in their own file
  }
  append(findings, ScoringRules::read(scoring->root(), scoring_file, form.questionnaire, form.rules));
}

}  // namespace

PatientWords Form::words_in(std::string_view language) const {
  const auto found = translated.find(language);
  return found != translated.end() ? found->second : PatientWords{patient_title, patient_notice, patient_after};
}

bool Form::speaks(std::string_view language) const {
  const auto primary = [](std::string_view tag) { return tag.substr(0, tag.find('-')); };
  return questionnaire.speaks(language) &&
         (translated.contains(language) || primary(questionnaire.language) == primary(language));
}

bool is_form_id(std::string_view id) {
  return !id.empty() && id.size() <= 64 && std::ranges::all_of(id, [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-';
  });
}

std::vector<Finding> Library::add_form(const FormFiles& files) {
  const std::string questionnaire_file = files.folder + "/questionnaire.json";
  const std::string scoring_file = files.folder + "/scoring.json";
  auto [questionnaire, findings, flattened] = read_questionnaire(files.questionnaire_json, questionnaire_file);
  if (!questionnaire) return findings;

  Findings own(questionnaire_file);
  if (!is_form_id(files.folder)) {
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
    read_scoring(files, scoring_file, form, findings);
  }
  if (!has_error(findings)) m_forms.emplace(files.folder, std::move(form));
  return findings;
}

std::vector<Finding> Library::add_battery(std::string_view json, std::string_view file) {
  Battery battery;
  auto findings = read_battery(json, file, [this](std::string_view id) { return form(id); }, battery);
  if (has_error(findings)) return findings;
  if (m_batteries.contains(battery.id)) {
    Findings twice(file);
    twice.error({}, "a battery with this id is already in the library");
    append(findings, twice.take());
    return findings;
  }
  m_batteries.emplace(battery.id, std::move(battery));
  return findings;
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
