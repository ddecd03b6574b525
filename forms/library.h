// Forms and batteries as loaded from the library: data only, each with its own proof. No I/O: the caller brings the
// files.
#pragma once

#include "forms/battery.h"
#include "forms/questionnaire.h"
#include "forms/scoring.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace anteroom::forms {

// What a form is about: the rows of the summary stand in this order.
enum class Domain {
  pain,
  function,
  mood,
  anxiety,
  stress,
  fear_of_movement,
  sleep,
  self_efficacy,
  quality_of_life,
  substances,
  other,
};

// A question that is not asked where another form of the visit asks about the same thing in other words: no answer is
// copied, and staff read `say` in its place.
struct NotAskedWith {
  LinkId item;
  FormId form;
  std::string say;  // "see AUDIT-C"
};

// What a patient reads around a form: our own words, not the instrument's.
struct PatientWords {
  std::string title;
  std::string notice;
  std::string after;
};

struct Form {
  Questionnaire questionnaire;
  ScoringRules rules;
  std::string licence;         // "free", "unconfirmed", …: scoring.json "licence"
  std::string short_name;      // "PHQ-9", for staff and the summary
  std::string long_name;       // "Patient Health Questionnaire-9"
  std::string patient_title;   // plain words for the patient's list: "Your mood"
  std::string recall_period;   // "last 2 weeks"
  std::string patient_notice;  // shown before the form; empty when none
  std::string patient_after;   // shown after it to anybody with a safety flag; empty when none
  std::map<std::string, PatientWords, std::less<>> translated;  // these three in other languages, by BCP 47 tag
  Domain domain = Domain::other;
  std::vector<NotAskedWith> not_asked_with;

  // The form's own words where there are none in `language`.
  [[nodiscard]] PatientWords words_in(std::string_view language) const;
  // True when the whole of it is in `language`: the Questionnaire and our words around it. No screen mixes two.
  [[nodiscard]] bool speaks(std::string_view language) const;
};

// One file of a form's folder, as text.
struct FormFiles {
  std::string folder;  // "phq-9", also names the place in findings
  std::string questionnaire_json;
  std::string scoring_json;  // empty: not scored
};

// A folder's and a battery's name: a-z, 0-9 and -, at most 64 of them.
[[nodiscard]] bool is_form_id(std::string_view id);

class Library {
 public:
  // Adds a form; findings with severity error mean it was not added.
  std::vector<Finding> add_form(const FormFiles& files);
  std::vector<Finding> add_battery(std::string_view json, std::string_view file);

  [[nodiscard]] const Form* form(std::string_view id) const;
  [[nodiscard]] const Battery* battery(std::string_view id) const;
  [[nodiscard]] std::vector<const Form*> forms() const;  // by id
  [[nodiscard]] std::vector<const Battery*> batteries() const;

 private:
  std::map<std::string, Form, std::less<>> m_forms;
  std::map<std::string, Battery, std::less<>> m_batteries;
};

}  // namespace anteroom::forms
