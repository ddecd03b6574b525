// What a patient has touched on one question and not yet continued with. It is in memory only and is no answer yet.
#pragma once

#include "forms/questionnaire.h"

#include <optional>
#include <string>

namespace anteroom::flow {

// How a question is answered on a touchscreen.
enum class AnswerKind { tiles, row, yes_no, number, date, text };

[[nodiscard]] AnswerKind answer_kind(const forms::Item& item);

struct Draft {
  std::optional<int> chosen;  // tiles, row, yes_no: see intent::Choose
  std::string typed;          // number, date (DDMMYYYY), text

  [[nodiscard]] bool is_empty() const { return !chosen && typed.empty(); }
};

// Shows a stored answer again. Declined gives an empty draft.
[[nodiscard]] Draft draft_of(const forms::Item& item, const forms::Answer& answer);

// The answer that the draft stands for; nothing while it is empty or not yet whole (a date of five digits).
[[nodiscard]] std::optional<forms::Answer> answer_of(const forms::Item& item, const Draft& draft);

void choose(const forms::Item& item, Draft& draft, int option);
void type(const forms::Item& item, Draft& draft, char key);

// Also for codes, PINs and record numbers.
void erase_last(std::string& typed);
// Eight digits, DDMMYYYY; nothing for a day that does not exist.
[[nodiscard]] std::optional<Date> date_of_digits(std::string_view digits);
// Overwrites the characters before it empties the string.
void wipe(std::string& text);

}  // namespace anteroom::flow
