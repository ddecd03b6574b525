// The rules of one form after reading: plain values, checked, ready to be reckoned with. It is for the files of the
// engine only; others use forms/scoring.h.
#pragma once

#include "forms/questionnaire.h"
#include "forms/scoring.h"
#include "forms/scoring_exact.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace anteroom::forms {

// The closed set of verbs. A score that none of them says needs a new verb here, with tests; there is no script.
enum class Verb {
  // made of answers
  value,    // one item as it was answered, or the fact of the context that stands in for it
  sum,      // of all items; absent unless all are answered
  mean,     // of the answered items, rounded half up; absent when more are missing than `allowed_missing`
  percent,  // the sum as a percentage of the highest that the answered items allow; missing as for the mean
  count,    // of items that reach their threshold
  prorate,  // sum with missing items taken as the mean of the answered ones: an estimate, never rounded
  pattern,  // the first outcome whose counts are all reached
  list,     // the names of the answered items that reach their threshold
  missing,  // how many items have no number
  choices,  // how many of the named options were chosen
  groups,   // in how many groups of options at least one was chosen
  // made of other scores
  add,        // of all of them; absent unless all are there
  table,      // the number that a published table gives for it; absent where the table has no row
  category,   // the name of the band that it lies in
  reaches,    // whether it is at least a number
  criteria,   // whether one of several sets of ranges is met
  not_asked,  // the linkIds that it leaves out
  direction,  // "higher is better" or "lower is better"
  // made of the context
  by_context,  // a number, or one of several scores, chosen by a fact of the context
};

struct Recoded {
  Exact from;
  Exact to;
  Exact value;
};

// One item of a score and what its number counts there. Items stand in Rules::slots.
struct Term {
  std::size_t slot = 0;
  std::int64_t weight = 1;
  std::optional<Exact> reversed_from;  // scored as this minus the answer
  std::vector<Recoded> recoded;        // scored as the value of the range that holds it
  Exact lowest;                        // of the term itself, where its item states a range
  Exact highest;
};

struct Threshold {
  std::size_t slot = 0;
  Exact at_least;
  std::string name;  // verb list only
};

struct Count {
  std::string name;
  std::vector<Threshold> thresholds;
};

struct Outcome {
  std::string value;
  std::vector<std::pair<std::size_t, int>> where;  // a count, how many it must reach; empty: always
};

// Options of one question that count together.
struct OptionGroup {
  std::string name;
  std::vector<Value> options;
};

// `to` is empty for a last band without an end.
struct Band {
  Exact from;
  std::optional<Exact> to;
  std::string name;
  std::string source;
};

// Two bands whose border is another score, which depends on the context.
struct Cut {
  std::size_t score = 0;
  std::string below;
  std::string reached;
  std::string source;
};

// Items that are not asked and count as 0: they are not missing.
struct LeftOut {
  std::optional<std::size_t> slot;  // where this item has this number,
  Exact number;
  std::pair<std::string, std::string> fact;  // or this fact of the context this value
  std::vector<std::size_t> slots;
  std::string note;
};

// Met by a score in this range; without `to` by all from `from` on.
struct Criterion {
  std::size_t score = 0;
  Exact from;
  std::optional<Exact> to;
};

struct ByContext {
  std::string fact;
  std::vector<std::pair<std::string, Exact>> numbers;  // numbers or scores, never both
  std::vector<std::pair<std::string, std::size_t>> scores;
  std::optional<Exact> otherwise;
  std::string note;  // shown where the fact has none of the values
};

struct ScoreRule {
  std::string id;
  std::string label;
  Verb verb = Verb::value;
  std::vector<std::size_t> slots;  // of its own items or of the scores it is made of: "answered of"
  std::vector<Term> terms;
  std::vector<Count> counts;  // count, list: one; pattern: as many as it names
  std::vector<Outcome> outcomes;
  std::vector<OptionGroup> option_groups;  // choices: one
  std::vector<std::size_t> of;             // scores
  std::vector<std::pair<Exact, Exact>> table;
  std::vector<std::vector<Criterion>> criteria;
  ByContext by_context;
  std::vector<LeftOut> left_out;
  std::int64_t times = 1;
  std::optional<Exact> cap;
  std::optional<Exact> at_least;  // reaches
  int decimals = 0;
  std::optional<Exact> minimum;
  std::optional<Exact> maximum;
  Direction direction = Direction::none;
  int allowed_missing = 0;
  bool top_band_is_certain = false;  // shown although items are missing, once the count is there
  std::vector<Band> bands;
  std::optional<Cut> cut;
  std::optional<std::pair<std::string, std::string>> only_with;  // context key and value
  std::string loinc;                                             // of the score, where one was verified
  bool printed = true;
  std::optional<std::size_t> printed_without;  // only where that score has no value
};

struct Grade {
  Exact at_least;
  std::string title;
  std::string action;
};

struct FlagRule {
  std::string id;
  FlagLevel level = FlagLevel::attention;
  std::optional<std::size_t> slot;  // of an answer, or of a missing one
  std::optional<std::size_t> score;
  std::vector<Grade> grades;       // rising; of an answer or a score
  std::vector<std::string> bands;  // of a score
  std::string title;               // without grades
  std::string action;
  std::string source;
};

// Raised when the answer of `item` is above that of `other`, unless one of `unless` was raised before.
struct WarningRule {
  std::string id;
  std::size_t item = 0;
  std::size_t other = 0;
  std::vector<std::string> unless;
  std::string message;
  std::string patient_message;
};

struct ChangeNote {
  Exact points;
  std::string reached;
  std::string not_reached;
};

struct ChangeMark {
  std::string id;
  Exact points;
};

// Without points: the marks are known, but no threshold is.
struct ChangeRule {
  std::vector<std::string> scores;
  Exact points;
  std::optional<Exact> percent;
  std::string source;
  std::optional<ChangeNote> note;
  std::vector<ChangeMark> marks;
};

enum class MainScore { the_first, the_only_one_answered };

// A question that some rule needs. Without an answer a fact of the context may stand in for it.
struct Slot {
  LinkId link_id;
  std::string or_context;
};

struct ScoringRules::Rules {
  std::string version;
  std::vector<Slot> slots;
  std::vector<ScoreRule> scores;
  std::vector<std::size_t> order;  // of reckoning: a score stands behind those it is made of
  std::vector<FlagRule> flags;
  std::vector<WarningRule> warnings;
  std::vector<ChangeRule> changes;
  MainScore main_when_missing = MainScore::the_first;
};

// The number that an answer scores: its option's ordinalValue, or the number itself, or 0 and 1 for no and yes. Empty
// when it is declined or has no number.
[[nodiscard]] std::optional<Exact> score_of(const Item& item, const Answer& answer);
[[nodiscard]] std::optional<Exact> score_of(const AnswerOption& option);

// Lowest and highest number that an item can score; empty where it has none or they are not stated. Options without a
// number, such as "Does not apply", are left aside.
struct ScoreRange {
  Exact lowest;
  Exact highest;
};
[[nodiscard]] std::optional<ScoreRange> range_of(const Item& item);

// What a visit brings to the rules, one entry a slot.
struct Given {
  std::vector<std::optional<Exact>> numbers;
  std::vector<const Answer*> answers;  // null where not answered
  const Context& context;
};

// The scores in the order of the rules; entry `n` is empty where rule `n` does not apply in this context.
[[nodiscard]] std::vector<std::optional<Score>> reckon(const ScoringRules::Rules& rules, const Given& given);

}  // namespace anteroom::forms
