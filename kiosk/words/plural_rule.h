// Which form of a message a number takes ("1 minute", "2 minutes"), as a catalogue's Plural-Forms header says it. It
// knows no language itself, and refuses a rule that does not give a form to every number.
#pragma once

#include "forms/base/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace anteroom::words {

class PluralRule {
 public:
  // The rule of the words in the source: one, and all other numbers.
  PluralRule() = default;
  // "nplurals=2; plural=n != 1;": C's operators ?: || && == != < > <= >= + - * / % and !, brackets, n and whole
  // numbers. Fault::invalid_input for anything else, and where a number up to 200 gets no form.
  [[nodiscard]] static Result<PluralRule> parse(std::string_view header);

  [[nodiscard]] std::size_t count() const { return m_count; }
  // From 0, always below count().
  [[nodiscard]] std::size_t form(unsigned long number) const;

 private:
  std::size_t m_count = 2;
  std::string m_expression = "n != 1";
};

}  // namespace anteroom::words
