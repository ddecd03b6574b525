#include "kiosk/ui/figure_plan.h"

#include "kiosk/ui/state.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <format>

namespace anteroom::ui {
namespace {

constexpr float column_floor_mm = 48;
constexpr float column_most_mm = 140;
constexpr float widest_column_mm = 112;  // where there is more room than it needs
constexpr float told_beside_mm = 84;     // a column as wide as this has room for it
constexpr float told_beside_share = 0.66F;

bool is_offered(const FigureChoices& figure, const FigureView& view) {
  return std::ranges::any_of(view.parts, [&](const FigurePart& part) { return option_of(figure, part).has_value(); });
}

// In the order of what is seen at once.
struct Way {
  bool one_view;
  bool halves;
  FigureColumn column;
  bool words_in_pages;
};
constexpr std::array ways = {
    Way{false, false, FigureColumn::below_words, false}, Way{false, true, FigureColumn::below_words, false},
    Way{false, true, FigureColumn::with_words, false},   Way{true, false, FigureColumn::below_words, false},
    Way{true, false, FigureColumn::with_words, false},   Way{true, true, FigureColumn::below_words, false},
    Way{true, true, FigureColumn::with_words, false},    Way{true, true, FigureColumn::below_words, true},
    Way{true, true, FigureColumn::with_words, true},     Way{true, true, FigureColumn::below_drawing, true}};

}  // namespace

std::string id_of(const FigureChoices& figure, std::size_t option) {
  const std::string_view id = figure.choices.options[option].id;
  return id.empty() ? std::format("option:{}", option) : std::string(id);
}

std::optional<std::size_t> option_of(const FigureChoices& figure, const FigurePart& part) {
  const auto found = std::ranges::find(figure.parts, std::string_view(part.name));
  if (found == figure.parts.end()) return std::nullopt;
  return static_cast<std::size_t>(found - figure.parts.begin());
}

std::vector<std::size_t> options_beside(const FigureChoices& figure) {
  std::vector<std::size_t> options;
  for (std::size_t option = 0; option < figure.choices.options.size(); ++option) {
    if (figure.parts[option].empty()) options.push_back(option);
  }
  return options;
}

float Ui::State::figure_button_width(const FigureChoices& figure, const FigurePlan& plan) {
  struct Label {
    std::string words;
    Role role;
  };
  std::vector<Label> labels = {{std::string(figure.words.undo), Role::body},
                               {std::string(figure.words.show_list), Role::body}};
  // What leads to a page that was not seen is loud.
  if (plan.pages == 2 && plan.halves) {
    labels.push_back({std::string(figure.words.upper), Role::body});
    labels.push_back({std::string(figure.words.lower), Role::strong});
  } else if (plan.pages == 2) {
    labels.push_back({std::string(figure.words.show_front), Role::body});
    labels.push_back({std::string(figure.words.show_back), Role::strong});
  } else if (plan.pages > 2) {
    for (std::size_t number = 1; number <= plan.pages; ++number)
      labels.push_back({figure.words.view_words(number), Role::strong});
  }
  const float padding = 2 * px(boxes.small ? 1.1F : 3);
  float least = up(measure::target);
  for (const Label& label : labels) {
    const auto fits = [&] {
      const TextLayout& words = lay(label.words, label.role, least - padding, Wrap::label);
      return !words.broken && words.width <= least - padding && words.height <= up(measure::target);
    };
    while (!fits() && least < room.w) least += up(1);
  }
  return least;
}

std::optional<FigureControls> Ui::State::figure_controls(const FigureChoices& figure, const FigurePlan& plan,
                                                         float width) {
  const float gap = up(measure::gap);
  const float least = plan.button_width;
  if (least > width) return std::nullopt;
  const std::size_t buttons = plan.pages > 1 ? 3 : 2;
  const auto most_across = static_cast<std::size_t>(std::floor((width + gap) / (least + gap)));
  FigureControls controls;
  const std::vector<std::size_t> alone = options_beside(figure);
  const auto tile_of = [&](std::size_t option) { return figure.choices.options.subspan(option, 1); };
  controls.told_beside = (plan.words_in_pages || boxes.small) && width >= up(told_beside_mm) && !alone.empty();
  controls.tile_width = controls.told_beside ? std::floor(width * told_beside_share) : width;
  // Three buttons in two rows are the height of the drawing: one of them beside the tile leaves it more.
  if (plan.undo_may_move && buttons == 3 && most_across == 2 && alone.size() == 1 && !controls.told_beside) {
    const float narrower = width - gap - least;
    controls.undo_beside = !tile_breaks_a_word(tile_of(alone.front()), narrower) &&
                           tile_height(tile_of(alone.front()), narrower, measure::target) <= 1.8F * up(measure::target);
    if (controls.undo_beside) controls.tile_width = narrower;
  }
  const std::size_t in_rows = buttons - (controls.undo_beside ? 1 : 0);
  controls.button_rows = (in_rows + most_across - 1) / most_across;
  controls.buttons_across = (in_rows + controls.button_rows - 1) / controls.button_rows;
  controls.height = static_cast<float>(controls.button_rows) * (up(measure::target) + gap);
  for (const std::size_t option : alone) {
    if (tile_breaks_a_word(tile_of(option), controls.tile_width)) return std::nullopt;
    controls.height += tile_height(tile_of(option), controls.tile_width, measure::target) + gap;
  }
  // At least two lines say what is chosen.
  controls.height += controls.told_beside ? -gap : 2 * lay("x", Role::body, width, Wrap::tight).line_height;
  return controls;
}

bool Ui::State::try_plan(const FigureChoices& figure, FigurePlan& plan) {
  const float gap = up(measure::gap);
  const float side = up(figure_column_gap_mm);
  const float padding = up(figure_padding_mm);
  const float below = up(boxes.small ? 2 : measure::gap + 1);
  const Rect all{room.x, y + spacing, room.w, room.bottom() - y - spacing};
  const auto count = static_cast<float>(plan.one_view ? 1 : plan.views.size());
  plan.pages = (plan.halves ? 2 : 1) * (plan.one_view ? plan.views.size() : 1);
  plan.stem = Role::strong;
  plan.button_width = figure_button_width(figure, plan);

  // Two lines, with More beside them, where not all of the question can stay.
  const auto words_height = [&](float width) {
    const float whole = question_height(plan.stem, width);
    if (!plan.words_in_pages) return whole;
    return std::min(whole, std::max(up(measure::target), 2 * lay("x", Role::strong, width, Wrap::tight).line_height));
  };
  // The drawing has parts to touch up to its edge: it stays below the strip's buttons, where the words may begin.
  Rect area = all;
  area.y = std::max(all.y, room.y);
  area.h -= area.y - all.y;
  plan.words = {all.x, all.y, all.w, 0};
  if (plan.place != FigureColumn::with_words && question) {
    if (question_height(Role::heading, all.w) <= all.h * 0.2F) plan.stem = Role::heading;
    plan.words.h = words_height(all.w);
    area.y = std::max(area.y, all.y + plan.words.h + below);
    area.h = all.bottom() - area.y;
  }
  float tallest = figure.figure->bounds.h;
  if (plan.halves) tallest = std::max(figure.figure->halves[0].h, figure.figure->halves[1].h);
  const float air = gap * (count - 1) + 2 * padding * count;
  const auto scale_in = [&](Size box) {
    return std::min((box.h - (plan.halves ? 1 : 2) * padding) / tallest,
                    (box.w - air) / (count * figure.figure->bounds.w));
  };

  // What is seen and where left and right are stands beside each drawing, if only in the smallest letters that a panel
  // of this size may have.
  const auto width_with_words = [&] {
    float longest = 0;
    for (const FigureWords::View& said : figure.words.views)
      longest = std::max(longest, longest_side(said, least_letters()));
    const float middle = figure.figure->bounds.w * plan.scale * (plan.halves ? legs_share : head_share);
    const float one = 2 * (longest + px(figure_words_air_mm) + 1) + middle + 1.2F * padding;
    return count * one + gap * (count - 1);
  };
  if (plan.place == FigureColumn::below_drawing) {
    const auto controls = figure_controls(figure, plan, area.w);
    if (!controls || controls->height + gap > area.h) return false;
    plan.controls = *controls;
    plan.drawing = {area.x, area.y, area.w, area.h - controls->height - gap};
    plan.column = {area.x, plan.drawing.bottom() + gap, area.w, controls->height};
    plan.scale = scale_in({plan.drawing.w, plan.drawing.h});
    return plan.scale > 0 && width_with_words() <= plan.drawing.w;
  }
  // The narrowest column that holds what stands in it leaves the most to the drawing.
  float width = 0;
  for (float mm = column_floor_mm; mm <= column_most_mm && width == 0; mm += 2) {
    const float words = plan.place == FigureColumn::with_words ? words_height(up(mm)) + below : 0;
    const auto controls = figure_controls(figure, plan, up(mm));
    if (controls && controls->height + words <= area.h) width = up(mm);
  }
  if (width == 0) return false;
  plan.scale = scale_in({area.w - width - side, area.h});
  if (plan.scale <= 0) return false;
  // Air beside the figure, for the words there; what is left then belongs to the column.
  const float drawn = std::max(count * figure.figure->bounds.w * plan.scale * figure_air + air, width_with_words());
  width = std::max(width, std::min(std::floor(area.w - side - drawn), up(widest_column_mm)));
  plan.drawing = {area.x, area.y, area.w - side - width, area.h};
  if (width_with_words() > plan.drawing.w) return false;
  plan.column = {plan.drawing.right() + side, area.y, width, area.h};
  if (plan.place == FigureColumn::with_words && question) {
    plan.words = {plan.column.x, area.y, width, words_height(width)};
    plan.column.y += plan.words.h + below;
    plan.column.h -= plan.words.h + below;
  }
  const auto controls = figure_controls(figure, plan, width);
  if (controls) plan.controls = *controls;
  return controls && controls->height <= plan.column.h;
}

std::optional<FigurePlan> Ui::State::plan_figure(const FigureChoices& figure) {
  // Measured once a screen: a few hundred layouts of words.
  const std::string stem = question ? question->preamble + '\n' + question->stem : "";
  const bool known = kept_plan && kept_plan->generation == text->generation() && kept_plan->room == room &&
                     kept_plan->top == y && kept_plan->stem == stem;
  if (!known) kept_plan = KeptPlan{measure_figure(figure), text->generation(), room, y, stem};
  return kept_plan->plan;
}

std::optional<FigurePlan> Ui::State::measure_figure(const FigureChoices& figure) {
  FigurePlan plan;
  for (std::size_t view = 0; view < figure.figure->views.size(); ++view) {
    if (is_offered(figure, figure.figure->views[view])) plan.views.push_back(view);
  }
  if (plan.views.empty()) return std::nullopt;
  // A question that is seen whole before larger letters.
  std::optional<FigurePlan> turning;
  std::optional<FigurePlan> made;
  const bool fits = choose_letters([&] {
    plan.letters = answer_letters;
    plan.close_stem = close_stem;
    made = measure_in_letters(plan, figure);
    if (made && !made->words_in_pages) return true;
    if (made) turning = std::move(made);
    return false;
  });
  return fits ? made : turning;
}

std::optional<FigurePlan> Ui::State::measure_in_letters(FigurePlan plan, const FigureChoices& figure) {
  // The first way that is large enough; where none is, the largest that can be used.
  std::optional<FigurePlan> largest;
  for (const Way& way : ways) {
    if (way.one_view && plan.views.size() == 1 && !way.words_in_pages) continue;
    if (way.words_in_pages && largest && !largest->words_in_pages) break;
    plan.one_view = way.one_view;
    plan.halves = way.halves;
    plan.place = way.column;
    plan.words_in_pages = way.words_in_pages;
    plan.undo_may_move = false;
    if (!try_plan(figure, plan)) {
      plan.undo_may_move = true;
      if (!try_plan(figure, plan)) continue;
    }
    const float height = plan.scale * figure.figure->bounds.h;
    if (height >= px(measure::figure)) return plan;
    if (height >= px(measure::figure_floor) && (!largest || plan.scale > largest->scale)) largest = plan;
  }
  return largest;
}

std::vector<FigureCard> Ui::State::figure_cards(const FigureChoices& figure, const FigurePlan& plan,
                                                std::size_t of_page) const {
  std::vector<std::size_t> views = plan.views;
  if (plan.one_view) views = {plan.views[of_page % plan.views.size()]};
  const bool lower = plan.halves && (plan.one_view ? of_page / plan.views.size() : of_page) == 1;
  const Rect shown = plan.halves ? figure.figure->halves[lower ? 1 : 0] : figure.figure->bounds;
  const float gap = up(measure::gap);
  const float padding = up(figure_padding_mm);
  const auto count = static_cast<float>(views.size());
  const float width = std::floor((plan.drawing.w - gap * (count - 1)) / count);
  std::vector<FigureCard> cards;
  for (const std::size_t view : views) {
    const float left = plan.drawing.x + static_cast<float>(cards.size()) * (width + gap);
    const Rect box{left, plan.drawing.y, width, plan.drawing.h};
    // The card's own edge is where the body is cut off: the foot of the upper half, the head of the lower one.
    const float free = plan.halves ? 0 : std::floor((box.h - 2 * padding - shown.h * plan.scale) / 2);
    const float top = lower ? box.bottom() - padding - shown.h * plan.scale : box.y + padding + free;
    const Point origin{box.center().x - shown.center().x * plan.scale, top - shown.y * plan.scale};
    cards.push_back({.view = view, .box = box, .shown = shown, .lower = lower, .place = {origin, plan.scale}});
  }
  return cards;
}

}  // namespace anteroom::ui
