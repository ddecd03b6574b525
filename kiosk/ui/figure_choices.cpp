// Answers chosen on a drawing: the figure on cards, one a side, and the same answers as a list. What stands beside the
// figure is in figure_controls.cpp, how they share the room in figure_plan.cpp.
#include "kiosk/ui/figure_plan.h"
#include "kiosk/ui/state.h"

#include <algorithm>
#include <cmath>
#include <format>
#include <utility>

namespace anteroom::ui {
namespace {

constexpr float list_button_mm = 44;
constexpr float low_room_mm = 75;      // a pager and one more button have no room below the question
constexpr float reach_outside_mm = 8;  // beside the body; a finger is that wide
constexpr float reach_away_mm = 2;     // and who may still take it away: a hand is not the arm beside it

}  // namespace

// ---- the drawing ----

std::optional<std::size_t> Ui::State::option_under_finger(const FigureChoices& figure,
                                                          std::span<const FigureCard> cards) const {
  const Point finger = taps.finger();
  for (const FigureCard& side : cards) {
    if (!side.box.contains(finger)) continue;
    const FigureView& view = figure.figure->views[side.view];
    const auto part =
        part_at(*figure.figure, view, side.place.to_drawing(finger), px(reach_outside_mm) / side.place.scale,
                [&](const FigurePart& each) { return option_of(figure, each).has_value(); });
    return part ? option_of(figure, view.parts[*part]) : std::nullopt;
  }
  return std::nullopt;
}

bool Ui::State::finger_is_on(const FigureChoices& figure, std::span<const FigureCard> cards, std::size_t option) const {
  const Point finger = taps.finger();
  return std::ranges::any_of(cards, [&](const FigureCard& side) {
    const float reach = px(reach_away_mm) / side.place.scale;
    return side.box.contains(finger) &&
           std::ranges::any_of(figure.figure->views[side.view].parts, [&](const FigurePart& part) {
             return option_of(figure, part) == option &&
                    distance(part.shape.outline, side.place.to_drawing(finger)) <= reach;
           });
  });
}

void Ui::State::draw_figure_card(const FigureChoices& figure, const FigureCard& figure_card, Scale side_letters,
                                 float words_from_edge, float words_air_mm, float least_reach,
                                 std::optional<std::size_t> pressed) {
  const Palette& c = *colours;
  const FigureView& view = figure.figure->views[figure_card.view];
  const Rect& box = figure_card.box;
  const Placement& place = figure_card.place;
  const float radius = px(measure::radius);
  const float thin = std::max(1.5F, px(measure::outline));
  pen.box(box, radius, c.surface);
  pen.begin_clip(box.inset(thin));
  pen.fill(view.body, place, c.hairline);
  pen.outline(view.body, place, thin, c.line);
  if (!view.shade.outline.empty()) {
    pen.fill(view.shade, place, {c.line.r, c.line.g, c.line.b, 120});
    pen.outline(view.shade, place, thin, c.line);
  }
  for (const std::vector<Point>& line : view.lines) pen.line(line, place, thin, c.line);
  for (const FigurePart& part : view.parts) {
    const auto option = option_of(figure, part);
    if (!option) continue;
    const bool chosen = figure.choices.options[*option].selected;
    const bool down = pressed == option;
    pen.fill(part.shape, place, down ? c.pressed : chosen ? c.primary : c.sunken);
    pen.outline(part.shape, place, down ? px(0.8F) : thin, chosen || down ? c.primary : c.line);
    if (!chosen) continue;
    // Where the frame cuts through the part the tick stands in what is seen of it.
    const Rect whole = bounds(part.shape.outline);
    const Point from = place.to_screen({whole.x, whole.y});
    const Point to = place.to_screen({whole.right(), whole.bottom()});
    const Rect clip = box.inset(thin);
    const float left = std::max(from.x, clip.x);
    const float top = std::max(from.y, clip.y);
    const float right = std::min(to.x, clip.right());
    const float bottom = std::min(to.y, clip.bottom());
    // In a narrow one it is nearly as wide as that is; a sliver has its tick on the other half.
    const float across = std::min(right - left, bottom - top);
    const float size = std::min(px(8), std::max(across * 0.55F, std::min(px(2.5F), across * 0.8F)));
    if (size < px(2.2F)) continue;
    Point at = place.to_screen(centroid(part.shape.outline));
    at = {std::clamp(at.x, left + size / 2, right - size / 2), std::clamp(at.y, top + size / 2, bottom - size / 2)};
    pen.icon(Icon::check, at, size, std::max(px(0.5F), size * 0.15F), down ? c.text : c.on_primary);
  }
  write_sides(figure, figure_card, side_letters, words_from_edge, words_air_mm, least_reach);
  pen.end_clip();
  pen.outline(box, radius, std::max(1.0F, px(measure::outline)), c.hairline);
  for (const FigurePart& part : view.parts) mark_part(figure, figure_card, part);
}

float Ui::State::longest_side(const FigureWords::View& said, Scale letters) const {
  const auto natural = [&](std::string_view words, Role role) {
    return text->layout(words, role, letters, 1e6F, Wrap::tight).width;
  };
  return std::ceil(std::max(
      {natural(said.seen, Role::strong), natural(said.at_left, Role::body), natural(said.at_right, Role::body)}));
}

FigureSides Ui::State::place_sides(const FigureChoices& figure, const FigureCard& figure_card, Scale letters,
                                   float from_edge, float air_mm) {
  using Line = FigureSides::Line;
  const FigureWords::View& said = figure.words.views[figure_card.view];
  const std::span<const Point> body = figure.figure->views[figure_card.view].body.outline;
  const Rect& box = figure_card.box;
  const Placement& place = figure_card.place;
  const float edge = 0.6F * up(figure_padding_mm);
  // Whether a line has room there.
  const auto stands_at = [&](Line& line, float top) {
    line.top = top;
    const float from = place.to_drawing({0, top}).y;
    const float to = place.to_drawing({0, top + line.height}).y;
    line.inner = half_width(body, figure_card.shown.center().x, from, to) * place.scale + px(air_mm);
    return line.inner + line.width <= std::floor(box.w / 2 - edge);
  };
  const float first = figure_card.lower ? box.bottom() - edge - from_edge : box.y + edge + from_edge;
  const float step = figure_card.lower ? -px(1) : px(1);
  // From there on, away from the edge that the card's words begin at.
  const auto find_room = [&](Line& line, float from) {
    const float start = figure_card.lower ? from - line.height : from;
    for (float top = start; top >= box.y + edge - 1 && top + line.height <= box.bottom() - edge + 1; top += step) {
      if (stands_at(line, top)) return true;
    }
    stands_at(line, start);
    return false;
  };
  const auto natural = [&](std::string_view words, Role role) -> const TextLayout& {
    return text->layout(words, role, letters, 1e6F, Wrap::tight);
  };
  const TextLayout& title = natural(said.seen, Role::strong);
  const TextLayout& left = natural(said.at_left, Role::body);
  FigureSides placed;
  placed.seen = {.width = std::ceil(title.width), .height = title.height};
  placed.sides = {.width = std::ceil(std::max(left.width, natural(said.at_right, Role::body).width)),
                  .height = left.height};
  const bool titled = find_room(placed.seen, first);
  const float below = figure_card.lower ? placed.seen.top : placed.seen.top + placed.seen.height;
  placed.fits = find_room(placed.sides, below) && titled;
  placed.from_edge =
      figure_card.lower ? box.bottom() - edge - placed.seen.top - placed.seen.height : placed.seen.top - box.y - edge;
  return placed;
}

void Ui::State::write_sides(const FigureChoices& figure, const FigureCard& figure_card, Scale letters, float from_edge,
                            float air_mm, float least_reach) {
  const FigureWords::View& said = figure.words.views[figure_card.view];
  const Rect& box = figure_card.box;
  const auto [seen, sides, fits, at_edge] = place_sides(figure, figure_card, letters, from_edge, air_mm);
  // Close to the body on a wide card, never beyond its edge.
  const float reach = std::max({seen.inner + seen.width, sides.inner + sides.width, least_reach,
                                figure_card.shown.w * figure_card.place.scale * figure_air / 2});
  const float half = std::min(std::floor(box.w / 2 - 0.6F * up(figure_padding_mm)), std::ceil(reach));
  const float at_left = box.center().x - half;
  const float corner = half - sides.inner;
  const auto natural = [&](std::string_view words, Role role) -> const TextLayout& {
    return text->layout(words, role, letters, 1e6F, Wrap::tight);
  };
  write(natural(said.seen, Role::strong), {at_left, seen.top, half - seen.inner, seen.height}, Align::left,
        colours->text);
  write(natural(said.at_left, Role::body), {at_left, sides.top, corner, sides.height}, Align::left, colours->quiet);
  write(natural(said.at_right, Role::body), {box.center().x + sides.inner, sides.top, corner, sides.height},
        Align::right, colours->quiet);
}

void Ui::State::mark_part(const FigureChoices& figure, const FigureCard& figure_card, const FigurePart& part) {
  const auto option = option_of(figure, part);
  const Rect box = bounds(part.shape.outline);
  const Rect& shown = figure_card.shown;
  // The rest of one that is cut off can be touched too, but it stands whole on the other half.
  if (!option || box.y < shown.y - 1 || box.bottom() > shown.bottom() + 1) return;
  const Point middle = centroid(part.shape.outline);
  const float w = 2 * std::min(middle.x - box.x, box.right() - middle.x) * figure_card.place.scale;
  const float h = 2 * std::min(middle.y - box.y, box.bottom() - middle.y) * figure_card.place.scale;
  const Point at = figure_card.place.to_screen(middle);
  Mark seen{.id = id_of(figure, *option),
            .label = std::string(figure.choices.options[*option].label),
            .rect = {at.x - w / 2, at.y - h / 2, w, h},
            .selected = figure.choices.options[*option].selected,
            .kind = MarkKind::part};
  // Seen from two sides, it is marked where it is larger.
  const auto known = std::ranges::find(probe.marks, seen.id, &Mark::id);
  if (known == probe.marks.end()) {
    mark(std::move(seen));
  } else if (w * h > known->rect.w * known->rect.h) {
    known->rect = seen.rect;
  }
}

// ---- the widget ----

FigureTouch Ui::figure_choices(const FigureChoices& figure) {
  State& s = *m_state;
  if (figure.choices.options.empty()) return {};
  const auto plan = s.plan_figure(figure);
  if (!plan) return {.chosen = choices(figure.choices)};
  // Beside a drawing that leaves the question no room as a whole the list comes first: it does.
  if (s.list_wanted.value_or(plan->words_in_pages)) return {.chosen = s.figure_as_list(figure)};

  s.answer_letters = plan->letters;
  s.close_stem = plan->close_stem;
  s.y += std::exchange(s.spacing, 0.0F);
  s.list_page = std::min(s.list_page.value_or(0), plan->pages - 1);
  s.list_seen = std::max(s.list_seen, *s.list_page);
  s.stem_role = plan->stem;
  s.draw_question(plan->words);
  s.question.reset();
  if (s.only_reads) return {};

  const std::vector<FigureCard> cards = s.figure_cards(figure, *plan, *s.list_page);
  const auto meant = s.option_under_finger(figure, cards);
  const bool is_on_part = meant && s.finger_is_on(figure, cards, *meant);
  std::optional<std::size_t> tapped;
  std::optional<std::size_t> pressed;
  for (std::size_t option = 0; option < figure.choices.options.size(); ++option) {
    if (figure.parts[option].empty()) continue;
    const Contact contact = s.taps.contact_if(id_of(figure, option), meant == option);
    // Who touches beside an area, on a foot, means more of what hurts there, and takes nothing away.
    const bool adds_only = figure.choices.options[option].selected && !is_on_part;
    if (contact == Contact::tapped && !adds_only) tapped = option;
    if (contact == Contact::pressed) pressed = option;
  }
  // The largest letters that the words beside every side of it have room in, on whatever page that is.
  std::vector<FigureCard> all_cards;
  for (std::size_t page = 0; page < plan->pages; ++page) {
    for (const FigureCard& card : s.figure_cards(figure, *plan, page)) all_cards.push_back(card);
  }
  const auto in_letters = std::ranges::find_if(label_scales, [&](Scale letters) {
    return letters >= s.scale() && std::ranges::all_of(all_cards, [&](const FigureCard& card) {
             return s.place_sides(figure, card, letters, 0, figure_words_air_mm).fits;
           });
  });
  const Scale side_letters = in_letters == label_scales.end() ? Scale::staff : *in_letters;
  // Beside each other on one line, where the body leaves room on both, with as much air beside it as there is.
  float from_edge = 0;
  float air_mm = figure_words_air_mm;
  for (const float each : {3.0F, 2.0F, figure_words_air_mm}) {
    float edge = 0;
    for (const FigureCard& card : cards)
      edge = std::max(edge, s.place_sides(figure, card, side_letters, 0, each).from_edge);
    const bool fits = std::ranges::all_of(cards, [&](const FigureCard& card) {
      return s.place_sides(figure, card, side_letters, 0, each).fits &&
             s.place_sides(figure, card, side_letters, edge, each).fits;
    });
    if (!fits) continue;
    from_edge = edge;
    air_mm = each;
    break;
  }
  // On every view they begin at the same distance from the middle: none jumps when the body is turned.
  float reach = 0;
  for (const FigureCard& card : all_cards) {
    const FigureSides placed = s.place_sides(figure, card, side_letters, from_edge, air_mm);
    reach = std::max({reach, placed.seen.inner + placed.seen.width, placed.sides.inner + placed.sides.width});
  }
  for (const FigureCard& card : cards)
    s.draw_figure_card(figure, card, side_letters, from_edge, air_mm, reach, pressed);
  if (plan->pages > 1) {
    s.mark({.id = std::format("list:page:{}:{}", *s.list_page + 1, plan->pages),
            .rect = plan->drawing,
            .enabled = false,
            .kind = MarkKind::state});
  }
  s.all_seen = s.all_seen || s.list_seen + 1 >= plan->pages;
  FigureTouch touch = s.draw_figure_controls(figure, *plan, pressed);
  if (tapped) touch.chosen.tapped = tapped;
  touch.chosen.seen_all = s.all_seen;
  s.y = s.room.bottom();
  return touch;
}

// ---- the same as a list, with the way back ----

void Ui::State::show_as_list(bool list) {
  list_wanted = list;
  list_page.reset();
  list_seen = 0;
}

Chosen Ui::State::figure_as_list(const FigureChoices& figure) {
  const Choices& list = figure.choices;
  const float height = up(measure::target);
  const float gap = up(measure::gap);
  Rect button{room.x, room.bottom() - height, room.w, height};
  if (question) {
    question->hint = list.hint;
    question->hint_tone = list.hint_tone;
  }
  const Rect whole_room = room;
  Chosen chosen;
  if (boxes.portrait) {
    room.h -= height + gap;
  } else {
    button.w = up(list_button_mm);
    button.x = room.right() - button.w;
    room.w -= button.w + up(figure_column_gap_mm);
  }
  if (const auto whole = arrange(list)) {
    chosen = draw_arranged(list, *whole);
    if (only_reads) return {};
  } else {
    // The pager stands in the same column, above the button; upright, round it.
    room = whole_room;
    const bool low = room.h < px(low_room_mm) && !question_in_strip;
    const auto [place, grid] = list_page_of(list, [&](float least_share, Role stem) {
      ListBoxes now = list_boxes(list.words, list.options.size(),
                                 {.share = std::max(least_share, low ? 0.25F : share_above(list.options.size())),
                                  .also = boxes.portrait || low ? 0 : height + gap,
                                  .stem = stem,
                                  .middle_taken = boxes.portrait});
      if (boxes.portrait) {
        button = pager_middle(list.words, now.pager);
      } else if (low) {
        // Below the answers instead; the question turns pages for it.
        now.area.h -= height + gap;
        button = {now.area.x, now.area.bottom() + gap, now.area.w, height};
      } else {
        button.x = now.pager.x;
        button.w = now.pager.w;
        now.pager.h -= height + gap;
      }
      return now;
    });
    write_above_list(place, grid.box.y);
    if (only_reads) return {};
    chosen = turn_pages(list, grid, place.pager, boxes.portrait);
  }
  room = whole_room;
  all_seen = all_seen || chosen.seen_all;
  chosen.seen_all = all_seen;
  if (face("body:figure", figure.words.show_figure, button, {})) show_as_list(false);
  y = room.bottom();
  return chosen;
}

}  // namespace anteroom::ui
