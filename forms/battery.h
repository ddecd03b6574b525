// Which forms are asked together, and when each of them is: data with a closed set of conditions that look back only.
// No script; a form whose condition cannot be decided is not asked.
#pragma once

#include "forms/questionnaire.h"
#include "forms/scoring.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace anteroom::forms {

struct Form;

// A number from `at_least` to `at_most`, each where it is stated; both ends count.
struct NumberRange {
  std::optional<double> at_least;
  std::optional<double> at_most;

  [[nodiscard]] bool is_open() const { return !at_least && !at_most; }
  [[nodiscard]] bool holds(double number) const;
};

// What a condition may be compared with by equality: a code or a text, a number, yes or no.
using Wanted = std::variant<bool, double, std::string>;

// An answer to a question of an earlier form: the option's code or the value itself, or the number that it scores.
struct AnswerCondition {
  FormId form;
  LinkId link_id;
  std::optional<Wanted> equals;
  NumberRange number;
};

// A score of an earlier form, which must be there: an incomplete score opens nothing.
struct ScoreCondition {
  FormId form;
  std::string score;  // empty: the main one
  std::optional<Wanted> equals;
  NumberRange number;
};

// A fact of the visit: "visit" (1, 2, …), "age" (years), "sex" (female, male, unknown).
struct FactCondition {
  std::string fact;
  std::optional<std::string> equals;
  NumberRange number;
};

using FormCondition = std::variant<AnswerCondition, ScoreCondition, FactCondition>;

// When a form is asked; without conditions always.
struct AskedWhen {
  EnableBehavior behavior = EnableBehavior::all;
  std::vector<FormCondition> conditions;

  [[nodiscard]] bool always() const { return conditions.empty(); }
};

struct BatteryForm {
  FormId form;
  AskedWhen when;
  std::string rule;  // the conditions as they were written, "" when always: kept with a visit, read by read_rule
};

// An anonymous battery names no patient and no visit; its answers go to a store of their own.
enum class BatteryKind { identified, anonymous };

struct Battery {
  std::string id;     // "intake"
  std::string title;  // "Intake", for staff
  std::vector<BatteryForm> forms;
  int minutes = 0;  // expected, at the median
  BatteryKind kind = BatteryKind::identified;
};

// The form of this id in the library, null when there is none.
using FindForm = std::function<const Form*(std::string_view id)>;

// Findings with severity error mean that the battery cannot run.
[[nodiscard]] std::vector<Finding> read_battery(std::string_view json, std::string_view file, const FindForm& find,
                                                Battery& battery);

// A rule as BatteryForm keeps it. Fault::corrupt for what read_battery would not have kept.
[[nodiscard]] Result<AskedWhen> read_rule(std::string_view rule);

// What an open form of the visit says to a condition: null for a form that is not open.
struct Standpoint {
  const Form* form = nullptr;
  const Answers* answers = nullptr;
  const Context* context = nullptr;  // that its scores are reckoned with
};
using FindStandpoint = std::function<Standpoint(std::string_view form)>;

[[nodiscard]] bool holds(const AskedWhen& when, const FindStandpoint& find, const Context& context);

}  // namespace anteroom::forms
