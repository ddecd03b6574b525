// What stands on every screen beside its own content: the clinic's name, the staff light, the words of its language,
// and the five footer boxes. It refuses to know which screen it is on.
#pragma once

#include "kiosk/flow/intent.h"
#include "kiosk/ui/ui.h"
#include "kiosk/words/words.h"

#include <array>
#include <optional>
#include <string>

namespace anteroom::screens {

using words::Words;

struct Chrome {
  std::string clinic;
  bool staff_light;              // an alert has not reached a person yet
  const Words& words;            // of the language of the screen
  bool can_hide = false;         // something private is on the screen
  bool can_set_reading = false;  // text size and colours: on every screen that is not staff's
  bool can_read_aloud = false;   // likewise, where staff have tested the headphones
  bool is_read_aloud = false;    // it is being read
  bool has_asked_staff = false;  // whoever stands here, in this visit
};

using Touched = std::optional<flow::Intent>;

[[nodiscard]] ui::PageLabels page_labels(const Words& words);
// Room for two columns beside each other; below it (portrait, 7 inch) everything stands in one.
[[nodiscard]] inline bool is_wide(const ui::Ui& ui) {
  constexpr float least_mm = 180;
  return ui.metrics().mm(ui.metrics().window.w) >= least_mm;
}

// A 7 inch panel.
[[nodiscard]] inline bool is_small(const ui::Ui& ui) {
  constexpr float least_mm = 110;
  const ui::Metrics& metrics = ui.metrics();
  return metrics.mm(metrics.window.h) < least_mm || metrics.mm(metrics.window.w) < least_mm;
}

// One that hangs sideways.
[[nodiscard]] inline bool is_short(const ui::Ui& ui) {
  return is_small(ui) && ui.metrics().window.w > ui.metrics().window.h;
}

// Lies on its side and has no height for a heading above a list: a short panel, or a flat one (10 inches of 16:9).
[[nodiscard]] inline bool is_low(const ui::Ui& ui) {
  constexpr float least_mm = 130;
  const ui::Metrics& metrics = ui.metrics();
  return metrics.mm(metrics.window.h) < least_mm && metrics.window.w > metrics.window.h;
}

// A screen of words and then buttons: where height is short the buttons stand beside the words, so that nobody turns a
// page to find them.
void begin_words(ui::Ui& ui);
void begin_buttons(ui::Ui& ui);
void end_buttons(ui::Ui& ui);

[[nodiscard]] std::string_view erase_label(const Words& words);
[[nodiscard]] std::string_view space_label(const Words& words);
// Where the question and its keys have no room together.
[[nodiscard]] ui::WriteWords write_words(const Words& words);
// Below the boxes of a date, in the order in which they stand: day, month, year.
[[nodiscard]] std::array<std::string_view, 3> date_hints(const Words& words);

// With a tick once they were: nobody wonders whether it worked.
[[nodiscard]] ui::FooterButton ask_staff_button(const Chrome& chrome);
[[nodiscard]] ui::FooterButton help_button(const Words& words);  // outside a visit: whoever is at the desk
[[nodiscard]] ui::FooterButton back_button(const Words& words);
// Greyed out until there is something to continue with; touched before that it says why.
[[nodiscard]] ui::FooterButton continue_button(const Words& words, bool enabled = true, std::string_view why = {});
// The same, closed until the last page of the screen.
[[nodiscard]] ui::FooterButton continue_after_all(const Words& words);
// The name of a button in a sentence, which stands on one line to be found.
[[nodiscard]] std::string unbroken(std::string_view name);
// Says that the button leads to what has not been seen yet.
[[nodiscard]] ui::Why see_first(std::string_view button, const Words& words);

// The footer's boxes as intents; the box of `continue` gives Continue, or Finish on the review.
[[nodiscard]] Touched footer(ui::Ui& ui, const ui::Footer& footer);

// The strip at the top. It also tells the Ui the letters of the screen's language, and shares the footer out among the
// words of the patient's screens, or of the staff's.
void header(ui::Ui& ui, const Chrome& chrome, std::string_view progress = {}, int step = 0, int of = 0);
void staff_header(ui::Ui& ui, const Chrome& chrome, std::string_view title = {});

[[nodiscard]] Touched intent_of(const std::optional<ui::Key>& key);

// The first of the two that was touched.
[[nodiscard]] inline Touched either(Touched first, Touched second) {
  return first ? std::move(first) : std::move(second);
}

}  // namespace anteroom::screens
