// Runs one FHIRPath expression over trees that stand still. Three-valued logic, singleton rules and a budget of steps;
// it never loops for ever, never reads a clock and never says an answer in a message.
#pragma once

#include "forms/fhirpath/functions.h"
#include "forms/fhirpath/syntax.h"
#include "forms/fhirpath/things.h"

#include <cstddef>
#include <expected>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace anteroom::forms::fhirpath {

using Variables = std::map<std::string, Collection, std::less<>>;

// What an expression is asked about.
struct Setting {
  Collection context;           // $this at the start, and %context
  Variables variables;          // %resource, %questionnaire, … by name
  std::optional<Moment> today;  // absent: an expression with today() fails and says so
  std::optional<Moment> now;
};

// How much work is left. One step is about a name looked up or a thing compared; several expressions may share it.
struct Budget {
  std::size_t steps = 1'000'000;
};

// The longest text that an expression may put together.
inline constexpr std::size_t longest_made_text = 20'000;

// Everything that can go wrong while it runs: two things where one is needed, types that do not fit, no steps left.
[[nodiscard]] std::expected<Collection, Fault> evaluate(const Expression& expression, const Setting& setting,
                                                        Budget& budget);

// True where the collection says so: FHIRPath's singleton evaluation. Empty is empty; several things are a fault.
[[nodiscard]] std::expected<std::optional<bool>, Fault> truth_of(const Collection& collection);

// The state of a running expression, for the functions. Its member functions stop the run with a Fault as an exception,
// which evaluate() turns into a value: it never leaves this folder.
class Evaluation {
 public:
  Evaluation(const Setting& setting, Budget& budget) : m_setting(setting), m_budget(budget), m_this(setting.context) {}

  [[nodiscard]] Collection evaluate(const Syntax& syntax);
  // The argument with `thing` as $this and its place as $index.
  [[nodiscard]] Collection evaluate_for(const Syntax& argument, const Thing& thing, std::size_t index);
  // As above, for functions that hand on a whole collection as $this.
  [[nodiscard]] Collection evaluate_with(const Syntax& argument, Collection as_this);

  [[nodiscard]] static std::optional<bool> truth(const Collection& collection, std::size_t position);
  // The only thing, plain; none when empty, a fault when there are several.
  [[nodiscard]] static std::optional<Thing> single(const Collection& collection, std::size_t position);

  // Arguments as values; a fault for another type, none when empty.
  [[nodiscard]] std::optional<std::int64_t> integer_argument(const Call& call, std::size_t index);
  [[nodiscard]] std::optional<std::string> text_argument(const Call& call, std::size_t index);
  [[nodiscard]] std::optional<double> number_argument(const Call& call, std::size_t index);

  void spend(std::size_t steps, std::size_t position);
  [[noreturn]] static void stop(std::size_t position, std::string message);

  [[nodiscard]] const Setting& setting() const { return m_setting; }
  void set_total(Collection total) { m_total = std::move(total); }
  [[nodiscard]] const Collection& total() const { return m_total; }

 private:
  [[nodiscard]] Collection member(const Collection& input, const Syntax& syntax);
  [[nodiscard]] Collection external(const Syntax& syntax) const;
  [[nodiscard]] Collection indexed(const Syntax& syntax);
  [[nodiscard]] Collection signed_value(const Syntax& syntax);
  [[nodiscard]] Collection operation(const Syntax& syntax);
  [[nodiscard]] Collection logic(const Syntax& syntax);
  [[nodiscard]] Collection typed(const Syntax& syntax);

  const Setting& m_setting;
  Budget& m_budget;
  Collection m_this;
  Collection m_total;
  std::size_t m_index = 0;
};

// The operators between two collections that are no logic, forms/fhirpath/operators.cpp.
[[nodiscard]] Collection operate(Evaluation& evaluation, const Syntax& syntax, const Collection& left,
                                 const Collection& right);
// Whether the thing is among the others by "=".
[[nodiscard]] bool is_among(Evaluation& evaluation, const Thing& thing, const Collection& others, std::size_t position);
// Each thing once, the first of equals.
[[nodiscard]] Collection distinct(Evaluation& evaluation, const Collection& things, std::size_t position);
// left + right of two plain values; the heart of sum() too.
[[nodiscard]] Collection add(const Thing& left, const Thing& right, std::size_t position);

}  // namespace anteroom::forms::fhirpath
