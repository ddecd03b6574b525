// The one scoring engine: scoring.json (closed verbs) and answers in, scores, flags and warnings out. It never guesses:
// a score is right or absent.
#pragma once

#include "forms/questionnaire.h"
#include "forms/read_questionnaire.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace anteroom::forms {

class Json;  // forms/json.h

// Facts about the visit that some rules need ("sex", "policy", "months"), as staff entered them.
using Context = std::map<std::string, std::string, std::less<>>;

// monostate = no value (null in JSON).
struct Number {
  double value = 0;  // rounded as the rule says; only an estimate (verb prorate) keeps more
  int decimals = 0;  // how many to show
  bool operator==(const Number&) const = default;
};
using ScoreValue = std::variant<std::monostate, bool, Number, std::string, std::vector<std::string>>;

enum class Direction { lower_is_better, higher_is_better, none };

struct Score {
  std::string id;     // "total" unless clinical contract names another
  std::string label;  // for the summary: "PHQ-9 total"
  ScoreValue value;
  std::optional<std::string> band;
  std::string band_source;  // printed beside the band; empty without a band
  std::optional<double> minimum;
  std::optional<double> maximum;
  Direction direction = Direction::none;
  bool complete = false;
  int answered = 0;
  int of = 0;
  std::optional<double>
      partial_sum;  // a lower bound: only of sums and means, where incomplete and something was answered
  // What the score is at the least once everything is answered, on its own scale (a mean is not its sum).
  std::optional<double> at_least;
  std::vector<double> band_starts;  // rising; where each published band begins, for a drawn scale
  bool printed = true;              // false: never on the summary (for example diagnosticAlgorithm)
  std::string note;                 // what a reader must know beside it: "sex not recorded: cut 3"; mostly empty
  std::string loinc = {};           // what LOINC calls the score, for machines; empty where no code was verified
};

enum class FlagLevel { safety, attention };

struct Flag {
  std::string id;  // "suicide-item9-positive"
  FlagLevel level = FlagLevel::attention;
  LinkId link_id;                // empty when a score raised it
  std::optional<double> answer;  // the ordinal or score that raised it; empty when a missing answer raised it
  std::string title;             // "SAFETY – item 9 positive"
  std::string action;            // "Assess today, before the visit ends"
  std::string source;
};

struct Warning {
  std::string id;  // "least>worst"
  std::vector<LinkId> link_ids;
  std::string message;  // for staff
  // What the patient is asked, once; {linkId} stands for the answer to it. Empty: the patient is not asked.
  std::string patient_message = {};
};

struct ScoreReport {
  FormId form;
  std::string version;          // of the Questionnaire
  std::string scoring_version;  // of the rules
  std::vector<Score> scores;    // the first is the main one
  std::vector<Flag> flags;
  std::vector<Warning> warnings;
};

enum class Verdict { better, worse, no_clear_change, no_threshold };

struct Change {
  double delta = 0;                      // current − baseline, in points
  std::optional<double> percent_change;  // one decimal; empty at baseline 0
  Verdict verdict = Verdict::no_threshold;
  std::string rule;  // in words
  std::string source;
  std::string note;                                 // for example "outside measurement error (>= 7)"; may be empty
  std::vector<std::pair<std::string, bool>> marks;  // further named limits, and whether the change reaches them
};

// The rules of one form, parsed and checked against its Questionnaire. Copyable value; no behaviour of its own.
class ScoringRules {
 public:
  // Errors name the file and the place; on any error `rules` stays as it was.
  static std::vector<Finding> read(std::string_view json, std::string_view file, const Questionnaire& form,
                                   ScoringRules& rules);
  // The same of a scoring.json that is taken apart already.
  static std::vector<Finding> read(Json root, std::string_view file, const Questionnaire& form, ScoringRules& rules);

  // Scores of a form as it stands, complete or not. Answers of disabled items do not count.
  [[nodiscard]] ScoreReport score(const Questionnaire& form, const Answers& answers, const Context& context = {}) const;

  // Flags that this single answer raises by itself, before and independent of completeness.
  [[nodiscard]] std::vector<Flag> flags_of_answer(const Questionnaire& form, std::string_view link_id,
                                                  const Answer& answer) const;

  // True when one of the rules can raise a flag of level safety: such a form needs a working safety channel.
  [[nodiscard]] bool raises_safety_flags() const;

  // Change of score `score_id` (empty: the main one) between two visits, reckoned in exact decimals. Refuses an unknown
  // score (not_found) and values outside the score's range (invalid_input). Without a published threshold the verdict
  // is no_threshold and `rule` says so.
  [[nodiscard]] Result<Change> change(double baseline, double current, std::string_view score_id = {}) const;

  // The same for two reports of this form. Refuses to compare different versions of the form or of its rules
  // (unsupported: "not comparable: …") and scores that are not there (not_found).
  [[nodiscard]] Result<Change> change(const ScoreReport& baseline, const ScoreReport& current,
                                      std::string_view score_id = {}) const;

  struct Rules;  // defined in forms/scoring_rules.h
 private:
  std::shared_ptr<const Rules> m_rules;  // never changes once read, so copies share it; null = not scored
};

}  // namespace anteroom::forms
