// Lines that were written one after the other, each with the button that takes it away.
#include "kiosk/ui/state.h"

#include <algorithm>
#include <cmath>
#include <format>

namespace anteroom::ui {

LineTouch Ui::lines(const Lines& lines) {
  State& s = *m_state;
  question_hint(lines.hint, lines.hint_tone);
  const std::size_t rows_wanted = lines.lines.size() + (lines.add_label.empty() ? 0 : 1);
  const float gap = s.up(measure::gap);
  const float button = s.up(measure::target);
  const auto row_height = [&](float width) {
    float height = button;
    for (const std::string& line : lines.lines) {
      height = std::max(height, s.line_words(line, width).height + s.up(3));
    }
    return std::ceil(height);
  };
  const auto whole_height = [&] {
    return static_cast<float>(rows_wanted) * (row_height(s.line_room(lines, s.room.w)) + gap) - gap;
  };
  const auto fits = [&] {
    const float stem = s.question ? s.question_height(Role::heading, s.room.w) + s.up(measure::gap + 1) : 0;
    return stem + whole_height() <= s.room.bottom() - s.y - s.spacing;
  };
  const auto rows_in = [&](const Rect& area) {
    const float each = row_height(s.line_room(lines, area.w)) + gap;
    return static_cast<std::size_t>(std::max(1.0F, std::floor((area.h + gap + 0.5F) / each)));
  };
  // A line and the button for another stand together.
  s.choose_letters([&] { return fits() || rows_in(s.list_boxes(lines.words, rows_wanted, {}).area) > 1; });
  const bool paged = !fits();
  Rect area;
  Rect pager;
  if (paged) {
    const State::ListBoxes place = s.list_boxes(lines.words, rows_wanted, {});
    s.write_above_list(place, place.area.y);
    if (s.only_reads) return {};
    area = place.area;
    pager = place.pager;
  } else {
    area = s.stand_above(whole_height());
    if (s.only_reads) return {};
  }
  const float width = s.line_room(lines, area.w);
  const float height = row_height(width);
  const std::size_t a_page = rows_in(area);
  const std::size_t pages = paged ? (rows_wanted + a_page - 1) / a_page : 1;
  if (!s.list_page) s.list_page = pages - 1;  // the last one written
  s.list_page = std::min(*s.list_page, pages - 1);
  // The last page is as full as the others: what was written last stands above the button for another.
  const std::size_t first = paged ? std::min(*s.list_page * a_page, rows_wanted - std::min(rows_wanted, a_page)) : 0;
  const std::size_t last = paged ? std::min(first + a_page, rows_wanted) : rows_wanted;
  LineTouch touch;
  float top = area.y;
  for (std::size_t row = first; row < last; ++row, top += height + gap) {
    if (row == lines.lines.size()) {
      if (s.face("add", lines.add_label, {area.x, top, area.w, height}, {.kind = ButtonKind::secondary}))
        touch.add = true;
      continue;
    }
    const Rect box{area.x, top, width + s.up(8), height};
    s.pen.box(box, s.px(measure::radius), s.colours->surface);
    s.pen.outline(box, s.px(measure::radius), std::max(1.0F, s.px(measure::outline)), s.colours->line);
    s.write(s.line_words(lines.lines[row], width), {box.x + s.up(4), box.y, width, box.h}, Align::left,
            s.colours->text);
    const Rect remove{box.right() + gap, top, area.right() - box.right() - gap, height};
    if (s.face(std::format("remove:{}", row), lines.remove_label, remove, {.kind = ButtonKind::secondary})) {
      touch.remove = row;
    }
  }
  if (paged && pages > 1) {
    const std::string told = s.question ? s.question->hint : std::string(lines.hint);
    s.draw_list_pager(lines.words, pages, {told, lines.hint_tone != Tone::neutral}, false, pager);
  }
  s.question.reset();
  s.y = s.room.bottom();
  if (touch.add) s.list_page.reset();
  return touch;
}

float Ui::State::line_room(const Lines& lines, float width) {
  // The line has most of it, but no label is wedged in.
  const float label = lay(lines.remove_label, Role::body, 1e6F).width;
  const float remove = std::min({label + up(10), std::max(label + up(5), width * 0.4F), width * 0.45F});
  return std::floor(width - remove - up(measure::gap) - up(8));
}

const TextLayout& Ui::State::line_words(std::string_view line, float width) {
  constexpr std::size_t most_lines = 4;
  const TextLayout* words = nullptr;
  for (const Scale letters : label_scales) {
    if (letters < scale()) continue;
    words = &text->layout(line, Role::body, letters, width, Wrap::tight);
    if (!words->broken && words->lines.size() <= most_lines) break;
  }
  return *words;
}

}  // namespace anteroom::ui
