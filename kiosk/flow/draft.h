// What a patient has touched on one question and not yet continued with. It is in memory only and is no answer yet.
#pragma once

#include "forms/base/wipe.h"
#include "forms/questionnaire.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace anteroom::flow {

// How a question is answered on a touchscreen.
enum class AnswerKind {
  tiles,      // one of the options
  several,    // any of the options
  body_map,   // the same, on a drawing of the body that has them all
  ranked,     // any of the options, in an order
  row,        // at most eleven whole numbers
  yes_no,     //
  number,     // with a unit to choose where there are several
  date,       // DDMMYYYY
  time,       // HHMM and, where the hour leaves it open, the half of the day
  date_time,  // the date, then the time on a screen of its own
  text,       //
  lines       // several answers by keys, one after the other
};

[[nodiscard]] AnswerKind answer_kind(const forms::Item& item);

struct Draft {
  std::optional<int> chosen =
      {};  // tiles, row, yes_no: see intent::Choose; number: the unit; time: 0 before noon, 1 after
  std::vector<int> picked = {};  // several, body_map, ranked: options in the order in which they were touched
  std::vector<std::vector<int>> picked_before = {};  // each touch that changed them, for Undo; the last one last
  std::string typed = {};                            // what the keys wrote: number, DDMMYYYY, HHMM, DDMMYYYYHHMM, text
  std::vector<forms::Value> lines = {};              // lines: what has been written before
  // The keys are open over the options ("something else") or over the lines; of a date and time, the time.
  bool writing = false;
  bool is_stored = false;  // as it was answered before: the next digit begins a number anew
  bool half_days = true;   // the hour is one of twelve, and the half of the day is chosen; else it is one of 24

  [[nodiscard]] bool is_empty() const { return !chosen && picked.empty() && typed.empty() && lines.empty(); }
  void wipe();
};

// What the screen of this question shows now: never lines while one is being written, never date_time.
[[nodiscard]] AnswerKind shown_kind(const forms::Item& item, const Draft& draft);

// The free text of an open choice stands after the options.
[[nodiscard]] int other_option(const forms::Item& item);
// The draft has that text, and it counts.
[[nodiscard]] bool other_is_chosen(const forms::Item& item, const Draft& draft);

// Shows a stored answer again. Declined gives an empty draft.
[[nodiscard]] Draft draft_of(const forms::Item& item, const forms::Answer& answer);
// What the form proposes (initial); it becomes an answer when the patient continues with it, and not before.
[[nodiscard]] Draft proposal_of(const forms::Item& item);
// What it proposes stands there, and nothing else.
[[nodiscard]] bool is_proposal(const forms::Item& item, const Draft& draft);

// The answer that the draft stands for; nothing while it is empty or not yet whole (a date of five digits).
[[nodiscard]] std::optional<forms::Answer> answer_of(const forms::Item& item, const Draft& draft);

// False where one more would be too many. What stands alone ("none of these") and is touched again brings back what it
// drove out.
[[nodiscard]] bool choose(const forms::Item& item, Draft& draft, int option);
// Takes back the last touch that changed what is picked; nothing while there is none.
void undo(Draft& draft);
// What that touch took away, as it was picked before.
[[nodiscard]] std::vector<int> taken_away(const Draft& draft);
void type(const forms::Item& item, Draft& draft, char32_t letter);
void erase(const forms::Item& item, Draft& draft);
// One more line, and one less.
void open_line(const forms::Item& item, Draft& draft);
void remove_line(Draft& draft, int line);
[[nodiscard]] bool can_add_line(const forms::Item& item, const Draft& draft);

// There is something that Continue could take.
[[nodiscard]] bool can_continue(const forms::Item& item, const Draft& draft);

// What Continue means on this screen of the question.
enum class Advance {
  answer,  // the draft is the answer, if answer_of has one
  stay,    // the keys were closed or the time is next: the question stays, the draft has changed
  refuse,  // what was written is not whole
};
[[nodiscard]] Advance advance(const forms::Item& item, Draft& draft);
// Back closes the keys, or returns from the time to the date; false where it leaves the question.
[[nodiscard]] bool step_back(const forms::Item& item, Draft& draft);

// The half of the day: what the hour leaves no doubt about, else what was chosen. 0 before noon, 1 after. Of 24 hours
// each leaves none.
[[nodiscard]] std::optional<int> half_of_day(const forms::Item& item, const Draft& draft);
// The digits that the screen shows, of a date and time only its part.
[[nodiscard]] std::string_view shown_digits(const forms::Item& item, const Draft& draft);
// Letters that the text may have, and has.
[[nodiscard]] std::size_t text_limit(const forms::Item& item);
[[nodiscard]] std::size_t letters_in(std::string_view text);

// Also for codes, PINs and record numbers.
void erase_last(std::string& typed);
// After a day was refused: the next digit begins it anew.
void drop_refused_day(const forms::Item& item, Draft& draft);
// Eight digits, DDMMYYYY; nothing for a day that does not exist.
[[nodiscard]] std::optional<Date> date_of_digits(std::string_view digits);
// The next digit of a date, up to eight. A 0 that was left out is put before it: no day begins with a 5, no month with
// a 3, and none of both is 33.
void type_date_digit(std::string& typed, char digit);

}  // namespace anteroom::flow
