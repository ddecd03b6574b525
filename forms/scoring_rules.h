// The rules of one form after reading: plain values, checked, ready to be reckoned with. It is for the files of the
// engine only; others use forms/scoring.h.
#pragma once

#include "forms/questionnaire.h"
#include "forms/scoring.h"
#include "forms/scoring_exact.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace anteroom::forms {

// The closed set of verbs. A score that none of them says needs a new verb here, with tests; there is no script.
enum class Verb {
  value,    // one item as it was answered
  sum,      // of all items; absent unless all are answered
  mean,     // of the answered items, rounded half up; absent when more are missing than `allowed_missing`
  count,    // of items that reach their threshold
  prorate,  // sum with missing items taken as the mean of the answered ones: an estimate, never rounded
  pattern,  // the first outcome whose counts are all reached
};

struct Threshold {
  LinkId item;
  Exact at_least;
};

struct Count {
  std::string name;
  std::vector<Threshold> thresholds;
};

struct Outcome {
  std::string value;
  std::vector<std::pair<std::string, int>> where;  // name of a count, how many it must reach; empty: always
};

struct Band {
  Exact from;
  Exact to;
  std::string name;
  std::string source;
};

struct ScoreRule {
  std::string id;
  std::string label;
  Verb verb = Verb::value;
  std::vector<LinkId> items;
  std::vector<LinkId> reversed;  // scored as `reversed_from` minus the answer
  Exact reversed_from;
  std::vector<Count> counts;  // count: one; pattern: as many as it names
  std::vector<Outcome> outcomes;
  int decimals = 0;
  std::optional<Exact> minimum;
  std::optional<Exact> maximum;
  Direction direction = Direction::none;
  int allowed_missing = 0;
  std::vector<Band> bands;
  std::optional<std::pair<std::string, std::string>> only_with;  // context key and value
  bool printed = true;
};

struct Grade {
  Exact at_least;
  std::string title;
  std::string action;
};

struct FlagRule {
  std::string id;
  FlagLevel level = FlagLevel::attention;
  LinkId item;
  std::vector<Grade> grades;  // rising; empty: a missing answer raises it
  std::string title;          // of a missing answer
  std::string action;
  std::string source;
};

// Raised when the answer of `item` is above that of `other`, unless one of `unless` was raised before.
struct WarningRule {
  std::string id;
  LinkId item;
  LinkId other;
  std::vector<std::string> unless;
  std::string message;
};

struct ChangeNote {
  Exact points;
  std::string reached;
  std::string not_reached;
};

struct ChangeRule {
  std::vector<std::string> scores;
  Exact points;
  std::optional<Exact> percent;
  std::string source;
  std::optional<ChangeNote> note;
};

enum class MainScore { the_first, the_only_one_answered };

struct ScoringRules::Rules {
  std::string version;
  std::vector<ScoreRule> scores;
  std::vector<FlagRule> flags;
  std::vector<WarningRule> warnings;
  std::vector<ChangeRule> changes;
  MainScore main_when_missing = MainScore::the_first;
};

// The number that an answer scores: its option's ordinalValue, or the number itself, or 0 and 1 for no and yes. Empty
// when it is declined or has no number.
[[nodiscard]] std::optional<Exact> score_of(const Item& item, const Answer& answer);

// Lowest and highest number that an item can score; empty where it has none or they are not stated.
struct ScoreRange {
  Exact lowest;
  Exact highest;
};
[[nodiscard]] std::optional<ScoreRange> range_of(const Item& item);

}  // namespace anteroom::forms
