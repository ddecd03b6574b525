#include "kiosk/forms_json.h"

#include "forms/copies.h"

#include <charconv>
#include <cstdlib>
#include <format>
#include <memory>
#include <set>
#include <string_view>
#include <yyjson.h>

namespace anteroom::kiosk {
namespace {

// A JSON document under construction; it copies every text, so nothing has to outlive it.
class Writer {
 public:
  Writer() : m_document(yyjson_mut_doc_new(nullptr), &yyjson_mut_doc_free), m_root(object()) {
    yyjson_mut_doc_set_root(m_document.get(), m_root);
  }

  [[nodiscard]] yyjson_mut_val* root() const { return m_root; }
  [[nodiscard]] yyjson_mut_val* object() const { return yyjson_mut_obj(m_document.get()); }
  [[nodiscard]] yyjson_mut_val* array() const { return yyjson_mut_arr(m_document.get()); }
  [[nodiscard]] yyjson_mut_val* null() const { return yyjson_mut_null(m_document.get()); }
  [[nodiscard]] yyjson_mut_val* value(bool yes) const { return yyjson_mut_bool(m_document.get(), yes); }
  [[nodiscard]] yyjson_mut_val* value(int number) const { return yyjson_mut_int(m_document.get(), number); }
  [[nodiscard]] yyjson_mut_val* value(std::string_view text) const {
    return yyjson_mut_strncpy(m_document.get(), text.data(), text.size());
  }
  [[nodiscard]] yyjson_mut_val* value(double number, int decimals) const {
    const std::string text = number_text(number, decimals);
    return yyjson_mut_rawncpy(m_document.get(), text.data(), text.size());
  }
  [[nodiscard]] yyjson_mut_val* value(const std::optional<double>& number, int decimals) const {
    return number ? value(*number, decimals) : null();
  }
  [[nodiscard]] yyjson_mut_val* value(const auto& texts) const {
    yyjson_mut_val* list = array();
    for (const auto& text : texts) append(list, value(std::string_view(text)));
    return list;
  }
  [[nodiscard]] yyjson_mut_val* value(const forms::ScoreValue& score) const {
    if (const auto* yes = std::get_if<bool>(&score)) return value(*yes);
    if (const auto* number = std::get_if<forms::Number>(&score)) return value(number->value, number->decimals);
    if (const auto* text = std::get_if<std::string>(&score)) return value(std::string_view(*text));
    if (const auto* texts = std::get_if<std::vector<std::string>>(&score)) return value(*texts);
    return null();
  }

  // The document is this value and not an object.
  void be(yyjson_mut_val* value) const { yyjson_mut_doc_set_root(m_document.get(), value); }
  void add(yyjson_mut_val* object, std::string_view key, yyjson_mut_val* member) const {
    yyjson_mut_obj_add(object, value(key), member);
  }
  void append(yyjson_mut_val* list, yyjson_mut_val* element) const { yyjson_mut_arr_append(list, element); }

  [[nodiscard]] std::string text() const {
    std::size_t length = 0;
    const std::unique_ptr<char, decltype(&std::free)> written(
        yyjson_mut_write(m_document.get(), YYJSON_WRITE_NOFLAG, &length), &std::free);
    return written ? std::string(written.get(), length) : std::string();
  }

 private:
  std::unique_ptr<yyjson_mut_doc, decltype(&yyjson_mut_doc_free)> m_document;
  yyjson_mut_val* m_root;
};

yyjson_mut_val* score_object(const Writer& json, const forms::Score& score) {
  yyjson_mut_val* object = json.object();
  json.add(object, "id", json.value(std::string_view(score.id)));
  json.add(object, "value", json.value(score.value));
  json.add(object, "band", score.band ? json.value(std::string_view(*score.band)) : json.null());
  json.add(object, "complete", json.value(score.complete));
  json.add(object, "answered", json.value(score.answered));
  json.add(object, "of", json.value(score.of));
  if (!score.complete) json.add(object, "partialSum", json.value(score.partial_sum, 0));
  if (!score.note.empty()) json.add(object, "note", json.value(std::string_view(score.note)));
  return object;
}

yyjson_mut_val* flag_object(const Writer& json, const forms::Flag& flag) {
  yyjson_mut_val* object = json.object();
  json.add(object, "id", json.value(std::string_view(flag.id)));
  json.add(object, "level",
           json.value(std::string_view(flag.level == forms::FlagLevel::safety ? "safety" : "attention")));
  json.add(object, "linkId", json.value(std::string_view(flag.link_id)));
  json.add(object, "answer", json.value(flag.answer, 0));
  return object;
}

yyjson_mut_val* score_list(const Writer& json, const forms::ScoreReport& report) {
  yyjson_mut_val* scores = json.array();
  for (const forms::Score& score : report.scores) json.append(scores, score_object(json, score));
  return scores;
}

yyjson_mut_val* flag_list(const Writer& json, const forms::ScoreReport& report) {
  yyjson_mut_val* flags = json.array();
  for (const forms::Flag& flag : report.flags) json.append(flags, flag_object(json, flag));
  return flags;
}

yyjson_mut_val* warning_object(const Writer& json, const forms::Warning& warning) {
  yyjson_mut_val* object = json.object();
  json.add(object, "id", json.value(std::string_view(warning.id)));
  json.add(object, "linkIds", json.value(warning.link_ids));
  json.add(object, "message", json.value(std::string_view(warning.message)));
  return object;
}

std::string_view word_of(forms::Verdict verdict) {
  switch (verdict) {
    case forms::Verdict::better: return "better";
    case forms::Verdict::worse: return "worse";
    case forms::Verdict::no_clear_change: return "no-clear-change";
    case forms::Verdict::no_threshold: return "no-threshold";
  }
  return "no-threshold";
}

// The languages that a patient can be asked in: every text is there.
std::vector<std::string> languages_of(const forms::Form& form) {
  std::vector<std::string> languages = {form.questionnaire.language};
  std::set<std::string, std::less<>> others;
  for (const forms::Item* item : form.questionnaire.questions()) {
    for (const auto& [language, text] : item->text.translations) others.insert(language);
  }
  for (const std::string& language : others) {
    if (language != form.questionnaire.language && form.speaks(language)) languages.push_back(language);
  }
  return languages;
}

yyjson_mut_val* form_object(const Writer& json, const forms::Form& form) {
  yyjson_mut_val* object = json.object();
  json.add(object, "id", json.value(std::string_view(form.questionnaire.id)));
  json.add(object, "title", json.value(std::string_view(form.questionnaire.title.original)));
  json.add(object, "version", json.value(std::string_view(form.questionnaire.version)));
  json.add(object, "licence", json.value(std::string_view(form.licence)));
  json.add(object, "shortName", json.value(std::string_view(form.short_name)));
  json.add(object, "longName", json.value(std::string_view(form.long_name)));
  json.add(object, "recallPeriod", json.value(std::string_view(form.recall_period)));
  json.add(object, "questions", json.value(static_cast<int>(form.questionnaire.questions().size())));
  json.add(object, "languages", json.value(languages_of(form)));
  json.add(object, "safety", json.value(form.rules.raises_safety_flags()));
  json.add(object, "text", json.value(std::string_view("shipped")));
  return object;
}

yyjson_mut_val* battery_object(const Writer& json, const forms::Battery& battery) {
  yyjson_mut_val* object = json.object();
  json.add(object, "id", json.value(std::string_view(battery.id)));
  json.add(object, "title", json.value(std::string_view(battery.title)));
  std::vector<std::string_view> ids;
  for (const forms::BatteryForm& form : battery.forms) ids.push_back(form.form);
  json.add(object, "forms", json.value(ids));
  json.add(object, "kind",
           json.value(std::string_view(battery.kind == forms::BatteryKind::anonymous ? "anonymous" : "identified")));
  json.add(object, "minutes", json.value(battery.minutes));
  return object;
}

}  // namespace

std::string number_text(double value, int decimals) {
  const std::string fixed = std::format("{:.{}f}", value, decimals);
  double read_back = 0;
  std::from_chars(fixed.data(), fixed.data() + fixed.size(), read_back);
  return read_back == value ? fixed : std::format("{}", value);
}

std::string scores_json(const forms::ScoreReport& report) {
  const Writer json;
  json.be(score_list(json, report));
  return json.text();
}

std::string flags_json(const forms::ScoreReport& report) {
  const Writer json;
  json.be(flag_list(json, report));
  return json.text();
}

std::string to_json(const forms::ScoreReport& report) {
  const Writer json;
  json.add(json.root(), "form", json.value(std::string_view(report.form)));
  json.add(json.root(), "version", json.value(std::string_view(report.version)));
  json.add(json.root(), "scores", score_list(json, report));
  json.add(json.root(), "flags", flag_list(json, report));
  yyjson_mut_val* warnings = json.array();
  for (const forms::Warning& warning : report.warnings) json.append(warnings, warning_object(json, warning));
  json.add(json.root(), "warnings", warnings);
  return json.text();
}

std::string to_json(const forms::Change& change) {
  const Writer json;
  json.add(json.root(), "delta", json.value(change.delta, 0));
  json.add(json.root(), "percentChange", json.value(change.percent_change, 1));
  json.add(json.root(), "verdict", json.value(word_of(change.verdict)));
  json.add(json.root(), "rule", json.value(std::string_view(change.rule)));
  json.add(json.root(), "source", json.value(std::string_view(change.source)));
  if (!change.note.empty()) json.add(json.root(), "note", json.value(std::string_view(change.note)));
  for (const auto& [id, reached] : change.marks) json.add(json.root(), id, json.value(reached));
  return json.text();
}

std::string to_json(const forms::Refusal& refusal) {
  const Writer json;
  json.add(json.root(), "error", json.value(std::string_view(refusal.code)));
  json.add(json.root(), "linkId", json.value(std::string_view(refusal.link_id)));
  return json.text();
}

std::string to_json(const forms::Library& library, std::span<const FormId> without_text) {
  const Writer json;
  yyjson_mut_val* forms = json.array();
  for (const forms::Form* form : library.forms()) json.append(forms, form_object(json, *form));
  for (const FormId& id : without_text) {
    yyjson_mut_val* object = json.object();
    json.add(object, "id", json.value(std::string_view(id)));
    json.add(object, "text", json.value(std::string_view("not shipped")));
    json.append(forms, object);
  }
  json.add(json.root(), "forms", forms);
  yyjson_mut_val* batteries = json.array();
  for (const forms::Battery* battery : library.batteries()) json.append(batteries, battery_object(json, *battery));
  json.add(json.root(), "batteries", batteries);
  return json.text();
}

std::string import_json(std::string_view file, const forms::ReadOutcome& outcome) {
  const Writer json;
  std::set<std::string_view> plainer;
  yyjson_mut_val* flattened = json.array();
  for (const forms::Flattened& one : outcome.flattened) {
    plainer.insert(one.link_id);
    yyjson_mut_val* object = json.object();
    json.add(object, "linkId", json.value(std::string_view(one.link_id)));
    json.add(object, "what", json.value(std::string_view(one.what)));
    json.append(flattened, object);
  }
  yyjson_mut_val* refused = json.array();
  yyjson_mut_val* warnings = json.array();
  for (const forms::Finding& finding : outcome.findings) {
    const bool is_error = finding.severity == forms::Severity::error;
    yyjson_mut_val* object = json.object();
    json.add(object, "linkId", json.value(std::string_view(finding.link_id)));
    if (is_error) {
      json.add(object, "feature",
               json.value(std::string_view(finding.feature.empty() ? "not valid" : finding.feature)));
    }
    json.add(object, "message", json.value(std::string_view(finding.message)));
    json.append(is_error ? refused : warnings, object);
  }
  yyjson_mut_val* kept = json.array();
  if (outcome.questionnaire) {
    for (const forms::Item* item : outcome.questionnaire->questions()) {
      const bool is_of_file = forms::base_link_id(item->link_id) == item->link_id;
      if (is_of_file && !plainer.contains(item->link_id))
        json.append(kept, json.value(std::string_view(item->link_id)));
    }
  }
  const std::string_view verdict = !outcome.questionnaire              ? "refused"
                                   : yyjson_mut_arr_size(warnings) > 0 ? "runs-with-warnings"
                                                                       : "runs";
  json.add(json.root(), "file", json.value(file));
  json.add(json.root(), "form",
           outcome.questionnaire ? json.value(std::string_view(outcome.questionnaire->id)) : json.null());
  json.add(json.root(), "verdict", json.value(verdict));
  json.add(json.root(), "kept", kept);
  json.add(json.root(), "flattened", flattened);
  json.add(json.root(), "refused", refused);
  json.add(json.root(), "warnings", warnings);
  return json.text();
}

}  // namespace anteroom::kiosk
