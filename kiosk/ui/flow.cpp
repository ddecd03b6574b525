// What flows down a column: words, notices, pills, cards and columns. Its buttons are in button_rows.cpp.
#include "kiosk/ui/state.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace anteroom::ui {
namespace {

constexpr float pill_padding_mm = 4;

}  // namespace

bool Ui::State::turns_page(float height) const {
  const bool whole = columns.has_value() || card.has_value();  // these never break
  const float top = y + spacing;
  return !whole && top > room.y + 1 && bare(top) + height > room.bottom() + 0.01F;
}

std::optional<Rect> Ui::State::claim(float height, float space_after, float company) {
  if (std::exchange(is_after_heading, false) && std::abs(after_heading - height) >= 1) {
    after_heading = height;
    relayout = true;
  }
  const PageUse before{y, gaps};
  if (spacing > 0) {
    spacing += spread();
    ++gaps;
  }
  y += std::exchange(spacing, 0.0F);
  const bool whole = columns.has_value() || card.has_value();  // these never break
  if (!whole && y > room.y + 1 && bare(y) + height + company > room.bottom() + 0.01F) {
    page_uses.push_back(before);
    ++page_cursor;
    y = room.y;
    gaps = 0;
  }
  const Rect box{column.x, y, column.w, height};
  if (box.bottom() > room.bottom() + 1) overfull = true;
  y += height;
  spacing = space_after;
  if (page_cursor != page) return std::nullopt;
  return box;
}

void Ui::State::flow_text(std::string_view words, Role role, Colour colour, Wrap wrap, float space_after,
                          float company) {
  if (words.empty()) return;
  if (is_least()) wrap = wrap == Wrap::fill ? Wrap::tight : wrap == Wrap::balanced ? Wrap::label : wrap;
  if (air_now != Air::full) space_after = std::floor(space_after * 0.55F);
  const TextLayout& laid = lay(words, role, column.w, wrap);
  if (laid.height > room.h && is_least() && !columns && !card) {
    // Longer than any page: as many lines on each as it holds.
    const auto a_page = static_cast<std::size_t>(std::max(1.0F, std::floor(room.h / laid.line_height)));
    for (std::size_t first = 0; first < laid.lines.size(); first += a_page) {
      const std::size_t count = std::min(a_page, laid.lines.size() - first);
      const auto box = claim(laid.line_height * static_cast<float>(count), space_after);
      if (box) write(laid, *box, align(), colour, first, count);
    }
    return;
  }
  // Rather than leave most of a page empty, a paragraph goes on on the next one after a sentence: nobody shall read
  // half of what is promised.
  const float top = bare(y) + spacing;
  const auto fit = static_cast<std::size_t>(std::max(0.0F, std::floor((room.bottom() - top) / laid.line_height)));
  if (is_least() && !columns && !card && role == Role::body && fit > 1 && fit < laid.lines.size() &&
      top < room.center().y) {
    for (std::size_t end = words.rfind(". "); end != std::string_view::npos && end > 0;
         end = words.rfind(". ", end - 1)) {
      const TextLayout& whole = lay(words.substr(0, end + 1), role, column.w, wrap);
      if (whole.lines.size() > fit) continue;
      const TextLayout& next = lay(words.substr(end + 2), role, column.w, wrap);
      if (const auto box = claim(whole.height, 0)) write(whole, *box, align(), colour);
      if (const auto box = claim(next.height, space_after)) write(next, *box, align(), colour);
      return;
    }
  }
  if (company > 0) company += space_after;
  // A line of what it is the heading of, unless that is a field which stays in sight anyway.
  if (role == Role::heading || role == Role::title) {
    company = pinned_height > 0 ? 0 : std::max(company, text->line_height(Role::body, scale()));
  }
  const auto box = claim(laid.height, space_after, company);
  if (!box) return;
  write(laid, *box, align(), colour);
  if (box->bottom() > room.bottom() + 1) probe.texts.back().clipped = true;
}

float Ui::State::block_gap() const { return up(air_now == Air::full ? measure::block_gap : measure::gap); }

float Ui::State::height_of_rows(std::size_t rows) const {
  if (rows == 0) return 0;
  const float row = up(staff || boxes.small || air_now != Air::full ? measure::target : measure::answer_height);
  // On a small panel the words of one of them may stand in two lines.
  const float two_lines = boxes.small && !staff ? 2 * text->line_height(Role::strong, scale()) + up(2) : 0;
  return (row + up(measure::gap)) * static_cast<float>(rows - 1) + std::max(row, two_lines);
}

void Ui::title(std::string_view text) {
  State& s = *m_state;
  s.flow_text(text, s.is_least() ? Role::heading : Role::title, s.colours->text, Wrap::balanced,
              s.up(measure::block_gap));
}

void Ui::heading(std::string_view text) {
  State& s = *m_state;
  if (s.layout == Layout::keyboard && s.boxes.small) {
    // Keys take most of a small panel: what is left must hold the heading and the field.
    s.flow_text(text, Role::strong, s.colours->text, Wrap::tight, s.up(0.8F));
    return;
  }
  // Beside keys on a small panel, where something else must be said first, it stays in sight in smaller letters.
  const bool low = s.layout == Layout::keypad && s.boxes.small && s.is_least();
  // Staff's headings stand above rows and buttons, never at the foot of a page without the first of them.
  const float company = s.layout == Layout::staff ? s.after_heading : 0;
  s.flow_text(text, low ? Role::strong : Role::heading, s.colours->text, s.is_least() ? Wrap::label : Wrap::balanced,
              s.up(measure::gap), company);
  s.is_after_heading = s.layout == Layout::staff;
  if (s.layout == Layout::staff && s.heading_words != text) s.heading_words = text;
}

void Ui::paragraph(std::string_view text, std::size_t rows, std::string_view last) {
  State& s = *m_state;
  const Wrap wrap = s.align() == Align::center ? Wrap::balanced : Wrap::fill;
  const float company = last.empty() ? 0 : s.lay(last, Role::body, s.column.w, wrap).height + s.up(measure::gap);
  s.flow_text(text, Role::body, s.colours->text, wrap, s.up(measure::gap), company + s.height_of_rows(rows));
}

void Ui::caption(std::string_view text) {
  State& s = *m_state;
  s.flow_text(text, Role::body, s.colours->quiet, s.align() == Align::center ? Wrap::balanced : Wrap::fill, s.up(2));
}

void Ui::label(std::string_view text, std::size_t rows) {
  State& s = *m_state;
  s.flow_text(text, Role::body, s.colours->quiet, Wrap::fill, s.up(2), s.height_of_rows(rows));
}

void Ui::label(std::string_view text, std::span<const ButtonSpec> buttons, std::size_t in_a_row, std::size_t groups) {
  State& s = *m_state;
  float rows = 0;
  for (std::size_t first = 0; first < buttons.size(); first += in_a_row) {
    const auto row = buttons.subspan(first, std::min(in_a_row, buttons.size() - first));
    rows += (first > 0 ? s.up(measure::gap) : 0) + s.measure_row(row, in_a_row).height;
  }
  const float label_height = s.lay(text, Role::body, s.column.w).height + s.up(2) + s.up(measure::gap);
  s.flow_text(text, Role::body, s.colours->quiet, Wrap::fill, s.up(2),
              rows + static_cast<float>(groups - 1) * (label_height + rows));
}

void Ui::bullet(std::string_view text, Weight weight) {
  State& s = *m_state;
  const float indent = s.up(s.staff ? 4.5F : 6);
  const float line = s.text->line_height(Role::body, s.scale());
  const Role role = weight == Weight::strong ? Role::strong : Role::body;
  const TextLayout& words = s.lay(text, role, s.column.w - indent, s.is_least() ? Wrap::tight : Wrap::fill);
  const auto box = s.claim(words.height, s.up(s.air_now != Air::full ? 1.4F : 2.5F));
  if (!box) return;
  s.pen.disc({box->x + s.px(1.6F), box->y + line / 2}, s.px(1.1F), s.colours->primary);
  s.write(words, {box->x + indent, box->y, box->w - indent, box->h}, Align::left, s.colours->text);
  if (box->bottom() > s.room.bottom() + 1) s.probe.texts.back().clipped = true;
}

void Ui::space(float mm) {
  m_state->spacing += m_state->up(m_state->air_now == Air::full ? mm : m_state->is_least() ? 0 : mm / 4);
}

void Ui::notice(std::string_view text, Tone tone) {
  const ButtonSpec none{};
  static_cast<void>(notice_with_button(text, tone, none));
}

bool Ui::notice_with_button(std::string_view text, Tone tone, const ButtonSpec& button) {
  State& s = *m_state;
  const ToneColours& colours = s.colours->tone(tone);
  const float padding = s.up(s.is_least() ? 3 : 4);
  const float air = s.up(s.is_least() ? 1.5F : 3);  // above and below the words
  const float badge = s.px(s.staff || s.is_least() ? 7 : 9);
  const float gap = s.up(measure::gap);
  const float beside_badge = s.column.w - 2 * padding - badge - gap;
  const bool has_button = !button.id.empty();
  // In a narrow column the button stands below the words.
  const bool below = has_button && s.column.w < s.px(110);
  const float button_width = !has_button ? 0
                             : below     ? beside_badge
                                         : std::min(s.up(s.staff ? 44 : 52), s.column.w * 0.4F);
  const float button_height = s.up(measure::target);
  const float words_width = beside_badge - (has_button && !below ? button_width + gap : 0);
  const float foot = std::max(air, s.up(2.4F));  // of a button
  const float under = below ? button_height + gap + foot - air : 0;
  // It never turns a page in its middle: where it would be longer than one its letters give way.
  const Wrap wrap = s.is_least() ? Wrap::label : Wrap::balanced;  // no last word stands alone
  Scale letters = s.scale();
  const auto laid_in = [&]() -> const TextLayout& {
    return s.text->layout(text, Role::body, letters, words_width, wrap);
  };
  const auto is_too_long = [&] { return laid_in().broken || laid_in().height + under + 2 * air > s.room.h; };
  while (s.is_least() && letters != Scale::staff && is_too_long()) letters = next_smaller(letters);
  const TextLayout& words = laid_in();
  const float beside = has_button && !below ? button_height + 2 * foot : 0;
  const float height = std::max(std::max(words.height + under, badge) + 2 * air, beside);
  const auto claimed = s.claim(height, gap);
  if (!claimed) return false;
  Rect box = *claimed;
  if (s.align() == Align::center && !has_button) {
    // As wide as its words, in the middle of what else stands there.
    box.w = std::min(box.w, std::ceil(words.width) + 2 * padding + badge + gap);
    box.x += std::floor((claimed->w - box.w) / 2);
  }
  const float radius = s.px(measure::radius);
  s.pen.box(box, radius, colours.fill);
  s.pen.outline(box, radius, std::max(1.0F, s.px(measure::outline)), colours.line);

  const Rect words_box{box.x + padding + badge + gap, box.y, words_width, box.h - under};
  const Point center{box.x + padding + badge / 2, words_box.center().y};
  s.pen.ring(center, badge / 2, s.px(0.8F), colours.text);
  const Icon icon = tone == Tone::good ? Icon::check : tone == Tone::neutral ? Icon::info : Icon::alert;
  s.pen.icon(icon, center, badge * 0.55F, s.px(0.9F), colours.text);
  s.write(words, words_box, Align::left, colours.text);
  if (box.bottom() > s.room.bottom() + 1) s.probe.texts.back().clipped = true;

  if (!has_button) return false;
  const Rect place = below ? Rect{words_box.x, box.bottom() - foot - button_height, button_width, button_height}
                           : Rect{box.right() - padding - button_width, box.center().y - std::floor(button_height / 2),
                                  button_width, button_height};
  return s.face(button.id, button.label, place, {.kind = button.kind, .enabled = button.enabled});
}

void Ui::pill(std::string_view text, Tone tone, std::string_view id, std::size_t lines_below) {
  State& s = *m_state;
  const Size size = s.pill_size(text);
  const float line = s.text->line_height(Role::body, s.scale()) + s.up(measure::gap);
  const auto around = s.claim(size.h, s.up(measure::gap), line * static_cast<float>(lines_below));
  if (!around) return;
  const float indent = s.align() == Align::center ? std::floor((around->w - size.w) / 2) : 0;
  s.draw_pill({text, tone, id}, {around->x + indent, around->y, size.w, size.h});
}

void Ui::pills(std::span<const Pill> pills) {
  State& s = *m_state;
  const float gap = s.up(measure::gap);
  float width = -gap;
  float highest = 0;
  float stack = -gap;
  for (const Pill& pill : pills) {
    const Size size = s.pill_size(pill.text);
    width += size.w + gap;
    highest = std::max(highest, size.h);
    stack += size.h + gap;
  }
  const bool beside = width <= s.column.w;
  const auto around = s.claim(beside ? highest : stack, gap);
  if (!around) return;
  Point at{around->x, around->y};
  for (const Pill& pill : pills) {
    const Size size = s.pill_size(pill.text);
    s.draw_pill(pill, {at.x, at.y, size.w, size.h});
    if (beside) {
      at.x += size.w + gap;
    } else {
      at.y += size.h + gap;
    }
  }
}

const TextLayout& Ui::State::pill_words(std::string_view words) {
  return lay(words, Role::strong, column.w - 2 * up(pill_padding_mm), Wrap::balanced);
}

Size Ui::State::pill_size(std::string_view words) {
  const TextLayout& laid = pill_words(words);
  return {laid.width + 2 * up(pill_padding_mm), laid.height + up(2)};
}

void Ui::State::draw_pill(const Pill& pill, const Rect& box) {
  const ToneColours& tone = colours->tone(pill.tone);
  const TextLayout& words = pill_words(pill.text);
  // Round ends have no room for the corners of two lines.
  const float roundness = words.lines.size() > 1 ? px(measure::radius) : box.h / 2;
  pen.box(box, roundness, tone.fill);
  pen.outline(box, roundness, std::max(1.0F, px(measure::outline)), tone.line);
  const Rect inner{box.x + up(pill_padding_mm), box.y, words.width, box.h};
  const bool inside = write(words, inner, Align::center, tone.text);
  if (pill.id.empty()) return;
  mark({.id = std::string(pill.id),
        .label = std::string(pill.text),
        .rect = box,
        .enabled = false,
        .clipped = !inside,
        .kind = MarkKind::state});
}

void Ui::grid(std::string_view id, std::span<const std::string> cells) {
  State& s = *m_state;
  constexpr float most_columns = 3;
  const float padding = s.up(pill_padding_mm);
  const float gap = s.up(6);
  float cell = 0;
  for (const std::string& words : cells) cell = std::max(cell, s.lay(words, Role::strong, s.column.w).width);
  cell = std::ceil(cell);
  const float fit = std::floor((s.column.w - 2 * padding + gap) / (cell + gap));
  const auto columns = static_cast<std::size_t>(std::clamp(fit, 1.0F, most_columns));
  const std::size_t lines = (cells.size() + columns - 1) / columns;
  const float line = s.text->line_height(Role::strong, s.scale());
  const auto claimed = s.claim(line * static_cast<float>(lines) + s.up(2), s.up(measure::gap));
  if (!claimed) return;
  const float width = (cell + gap) * static_cast<float>(columns) - gap + 2 * padding;
  const float indent = s.align() == Align::center ? std::floor((claimed->w - width) / 2) : 0;
  const Rect box{claimed->x + indent, claimed->y, width, claimed->h};
  const ToneColours& tone = s.colours->tone(Tone::neutral);
  s.pen.box(box, s.px(measure::radius), tone.fill);
  s.pen.outline(box, s.px(measure::radius), std::max(1.0F, s.px(measure::outline)), tone.line);
  bool inside = true;
  std::string label;
  for (std::size_t index = 0; index < cells.size(); ++index) {
    const auto across = static_cast<float>(index % columns);
    const auto down = static_cast<float>(index / columns);
    const Rect place{box.x + padding + (cell + gap) * across, box.y + s.up(1) + line * down, cell, line};
    inside = s.write(s.lay(cells[index], Role::strong, s.column.w), place, Align::left, tone.text) && inside;
    label += (index > 0 ? " " : "") + cells[index];
  }
  s.mark({.id = std::string(id),
          .label = std::move(label),
          .rect = box,
          .enabled = false,
          .clipped = !inside,
          .kind = MarkKind::state});
}

void Ui::code(std::string_view id, std::string_view text) {
  State& s = *m_state;
  const TextLayout& letter = s.lay("0", Role::title, s.column.w);
  const float cell = std::ceil(letter.width * 1.7F);
  const float gap = s.up(2);
  const float height = letter.line_height * 1.5F;
  const auto count = static_cast<float>(text.size());
  const float width = count * cell + (count - 1) * gap;
  const auto claimed = s.claim(height, s.up(measure::block_gap));
  if (!claimed) return;
  const Rect around = *claimed;
  float x = around.x + (s.align() == Align::center ? std::floor((around.w - width) / 2) : 0);
  const Rect whole{x, around.y, width, height};
  for (const char letter_of_code : text) {
    const Rect box{x, around.y, cell, height};
    // Without a shadow: nothing happens when it is touched.
    s.pen.box(box, s.px(measure::radius), s.colours->surface);
    s.pen.outline(box, s.px(measure::radius), std::max(1.0F, s.px(measure::outline)), s.colours->line);
    s.write(s.lay({&letter_of_code, 1}, Role::title, cell), box, Align::center, s.colours->text);
    x += cell + gap;
  }
  s.mark({.id = std::string(id), .label = std::string(text), .rect = whole, .enabled = false, .kind = MarkKind::state});
}

// ---- columns and cards ----

bool Ui::begin_columns(int count) {
  State& s = *m_state;
  s.y += std::exchange(s.spacing, 0.0F);
  if (s.layout == Layout::centered) s.column = {s.boxes.content.x, s.column.y, s.boxes.content.w, s.column.h};
  const bool narrow = s.column.w / static_cast<float>(count) < s.px(60);
  if (narrow || s.stacked) return false;
  s.columns = State::Columns{.around = s.column,
                             .count = count,
                             .index = -1,
                             .top = s.y,
                             .lowest = s.y,
                             .gaps_above = s.gaps,
                             .most_gaps = s.gaps};
  next_column();
  return true;
}

void Ui::next_column() {
  State& s = *m_state;
  if (!s.columns) return;
  State::Columns& columns = *s.columns;
  columns.lowest = std::max(columns.lowest, s.y);
  columns.most_gaps = std::max(columns.most_gaps, std::exchange(s.gaps, columns.gaps_above));
  s.measure_column();
  ++columns.index;
  const float gap = s.up(7);
  const auto count = static_cast<float>(columns.count);
  const float width = std::floor((columns.around.w - gap * (count - 1)) / count);
  s.column = {columns.around.x + (width + gap) * static_cast<float>(columns.index), columns.around.y, width,
              columns.around.h};
  s.y = columns.top + s.column_indent();
  s.spacing = 0;
}

// In the middle of a screen the lower of two columns stands in the middle of the higher one.
float Ui::State::column_indent() const {
  const auto index = static_cast<std::size_t>(columns->index);
  if (layout != Layout::centered || index >= column_heights.size()) return 0;
  return std::floor((std::ranges::max(column_heights) - column_heights[index]) / 2);
}

void Ui::State::measure_column() {
  if (layout != Layout::centered || columns->index < 0) return;
  const auto index = static_cast<std::size_t>(columns->index);
  const float height = y - columns->top - column_indent();
  column_heights.resize(std::max(column_heights.size(), index + 1));
  if (std::abs(column_heights[index] - height) >= 1) relayout = true;
  column_heights[index] = height;
}

void Ui::end_columns() {
  State& s = *m_state;
  if (!s.columns) return;
  s.measure_column();
  s.y = std::max(s.columns->lowest, s.y);
  s.gaps = std::max(s.columns->most_gaps, s.gaps);
  // Columns have no further page: what is too long for them is set closer, then one column below the other.
  // In the middle of a screen they begin wherever the last frame left them.
  const float top = s.layout == Layout::centered ? s.room.y : s.columns->top;
  if (top + s.y - s.columns->top > s.room.bottom() + 1) {
    if (s.is_least()) s.stacked = true;
    s.take_less_air();
    s.relayout = true;
  }
  s.column = s.columns->around;
  s.columns.reset();
  s.spacing = s.block_gap();
}

void Ui::begin_card() {
  State& s = *m_state;
  if (s.card) return;
  s.y += std::exchange(s.spacing, 0.0F);
  s.card = Rect{s.column.x, s.y, s.column.w, 0};
  // What stands on the card is drawn first but must lie above it.
  s.splitter.Split(s.pen.list, 2);
  s.splitter.SetCurrentChannel(s.pen.list, 1);
  const float padding = s.up(5);
  s.column = {s.column.x + padding, s.column.y, s.column.w - 2 * padding, s.column.h};
  s.y += s.up(4);
}

void Ui::end_card() {
  State& s = *m_state;
  if (!s.card) return;
  Rect box = *std::exchange(s.card, std::nullopt);
  s.spacing = 0;
  s.y += s.up(4);
  box.h = s.y - box.y;
  s.splitter.SetCurrentChannel(s.pen.list, 0);
  if (s.page_cursor == s.page) {
    s.pen.shadow(box, s.px(measure::radius + 1), s.colours->shadow);
    s.pen.box(box, s.px(measure::radius + 1), s.colours->surface);
  }
  s.splitter.Merge(s.pen.list);
  const float padding = s.up(5);
  s.column = {s.column.x - padding, s.column.y, s.column.w + 2 * padding, s.column.h};
  s.spacing = s.block_gap();
}

}  // namespace anteroom::ui
