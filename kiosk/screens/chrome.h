// What stands on every screen beside its own content: the clinic's name, the staff light, and the five footer boxes
// with their words. It refuses to know which screen it is on.
#pragma once

#include "kiosk/flow/intent.h"
#include "kiosk/ui/ui.h"

#include <optional>
#include <string>

namespace anteroom::screens {

struct Chrome {
  std::string clinic;
  bool staff_light = false;  // an alert has not reached a person yet
};

using Touched = std::optional<flow::Intent>;

inline constexpr ui::PageLabels page_labels{"More", "Back up"};
// Room for two columns beside each other; below it (portrait, 7 inch) everything stands in one.
[[nodiscard]] inline bool is_wide(const ui::Ui& ui) {
  constexpr float least_mm = 180;
  return ui.metrics().mm(ui.metrics().window.w) >= least_mm;
}

inline constexpr std::string_view erase_label = "Erase";
inline constexpr std::string_view space_label = "Space";

inline constexpr ui::FooterButton ask_staff_button{"Ask staff"};
inline constexpr ui::FooterButton back_button{"Back"};
inline constexpr ui::FooterButton continue_button{"Continue"};
// Greyed out until there is something to continue with.
[[nodiscard]] inline ui::FooterButton continue_if(bool enabled) { return {"Continue", enabled}; }

// The footer's boxes as intents; the box of `continue` gives Continue, or Finish on the review.
[[nodiscard]] Touched footer(ui::Ui& ui, const ui::Footer& footer);

void header(ui::Ui& ui, const Chrome& chrome, std::string_view progress = {}, int step = 0, int of = 0);

[[nodiscard]] Touched intent_of(const std::optional<ui::Key>& key);

// The first of the two that was touched.
[[nodiscard]] inline Touched either(Touched first, Touched second) {
  return first ? std::move(first) : std::move(second);
}

}  // namespace anteroom::screens
