// Buttons beside one another in what flows down a column: as wide and as high as each other, in one size of letters.
#include "kiosk/ui/state.h"

#include <algorithm>
#include <cmath>

namespace anteroom::ui {
namespace {

constexpr float check_mm = 9;  // before the words of a chosen button

bool has_tick(std::span<const Ui::ButtonSpec> buttons) { return std::ranges::any_of(buttons, &Ui::ButtonSpec::chosen); }

// As its face writes it, or may after a touch.
Role role_of(const Ui::ButtonSpec& button, bool may_have_tick) {
  const bool loud =
      button.kind == ButtonKind::primary || button.kind == ButtonKind::danger || button.kind == ButtonKind::attention;
  return loud || may_have_tick ? Role::strong : Role::body;
}

}  // namespace

bool Ui::button(std::string_view id, std::string_view label, ButtonKind kind, bool enabled) {
  const ButtonSpec one{.id = id, .label = label, .kind = kind, .enabled = enabled};
  return button_row({&one, 1}).has_value();
}

// What a button's face leaves beside its words at the least.
float Ui::State::close_padding(std::span<const ButtonSpec> buttons) const {
  return 2 * button_padding() + px(boxes.small ? 2 : 0) + (has_tick(buttons) ? px(check_mm) : 0);
}

Ui::State::RowMeasure Ui::State::measure_row(std::span<const ButtonSpec> buttons, std::size_t of) const {
  // One of them has a tick, now or after the next touch: none moves for it.
  const bool ticks = has_tick(buttons);
  const float padding = up(8) + (ticks ? px(check_mm) : 0);
  const auto places = static_cast<float>(std::max(of, buttons.size()));
  const float most = std::floor((column.w - up(measure::gap) * (places - 1)) / places);
  float label = 0;
  for (const ButtonSpec& button : buttons) {
    const Role role = role_of(button, ticks);
    // In the letters that it will have: they give way before a word breaks, or a third line makes it tall.
    Scale letters = std::max(scale(), of > 0 ? grid_letters : Scale::patient);
    const auto words = [&]() -> const TextLayout& {
      return text->layout(button.label, role, letters, most - padding, Wrap::label);
    };
    while (letters != Scale::staff && (words().broken || words().lines.size() > 2)) letters = next_smaller(letters);
    // What needs a further line only for the sake of air is drawn without.
    const TextLayout& close = text->layout(button.label, role, letters, most - close_padding(buttons), Wrap::label);
    label = std::max(label, close.broken ? words().height : std::min(close.height, words().height));
  }
  const float least = up(staff || boxes.small || air_now != Air::full ? measure::target : measure::answer_height);
  const float by_itself = std::max(least, label + up(boxes.small ? 2 : 5));
  return {most, padding, of > 0 ? std::max(by_itself, grid_height) : by_itself, by_itself};
}

std::optional<std::size_t> Ui::button_row(std::span<const ButtonSpec> buttons, std::size_t of, RowWidth row_width) {
  State& s = *m_state;
  if (buttons.empty()) return std::nullopt;
  const float gap = s.up(measure::gap);
  const auto count = static_cast<float>(buttons.size());
  const auto [most, padding, height, by_itself] = s.measure_row(buttons, of);
  if (of > 0) s.grid_height_seen = std::max(s.grid_height_seen, by_itself);
  float width = s.up(s.staff ? 40 : 56);
  for (const ButtonSpec& button : buttons) {
    const TextLayout& close = s.lay(button.label, Role::strong, most - s.close_padding(buttons), Wrap::label);
    const TextLayout& words = s.lay(button.label, Role::strong, most - padding, Wrap::balanced);
    width = std::max(width, (close.lines.size() == 1 && !close.broken ? close : words).width + padding);
  }
  width = row_width == RowWidth::full ? most : std::min(std::ceil(width), most);
  // A little short of the edge that everything else ends at looks like a mistake.
  if (width > 0.9F * most) width = most;
  // Buttons of several rows are in the letters of the one that has the least room.
  Scale letters = std::max(s.scale(), of > 0 ? s.grid_letters : Scale::patient);
  const auto all_fit = [&] {
    return std::ranges::all_of(buttons, [&](const ButtonSpec& button) {
      const auto fits_in = [&](float room) {
        const Role role = role_of(button, has_tick(buttons));
        const TextLayout& words = s.text->layout(button.label, role, letters, room, Wrap::label);
        return !words.broken && words.height <= height - 2 * s.face_air(height) && words.lines.size() <= 2;
      };
      return fits_in(width - padding) || fits_in(width - s.close_padding(buttons));
    });
  };
  while (letters != Scale::staff && !all_fit()) letters = next_smaller(letters);
  // Two ways stand below one another where a narrow column would break them into several lines, or a row would need
  // smaller letters than what stands above it.
  if (s.layout == Layout::centered && buttons.size() == 2 && of == 0) {
    const bool is_narrow = s.columns || s.boxes.portrait;
    const bool is_broken = std::ranges::any_of(buttons, [&](const ButtonSpec& button) {
      return s.lay(button.label, Role::strong, most - s.up(8), Wrap::balanced).lines.size() > 1;
    });
    if (letters > s.scale() || (is_narrow && is_broken)) {
      std::optional<std::size_t> tapped;
      for (std::size_t index = 0; index < buttons.size(); ++index) {
        if (button_row(buttons.subspan(index, 1), 1, RowWidth::full)) tapped = index;
      }
      return tapped;
    }
  }
  const auto claimed = s.claim(height, gap);
  if (!claimed) return std::nullopt;
  const Rect around = *claimed;
  const float all = width * count + gap * (count - 1);
  float x = around.x + (s.align() == Align::center ? std::floor((around.w - all) / 2) : 0);
  if (of > 0 && letters > s.grid_letters) {
    s.grid_letters = letters;
    s.relayout = true;
  }
  std::optional<std::size_t> tapped;
  for (std::size_t index = 0; index < buttons.size(); ++index) {
    const ButtonSpec& button = buttons[index];
    const Rect box{x, around.y, width, height};
    if (s.face(button.id, button.label, box,
               {.kind = button.kind, .enabled = button.enabled, .chosen = button.chosen, .scale = letters}))
      tapped = index;
    x += width + gap;
  }
  return tapped;
}

}  // namespace anteroom::ui
