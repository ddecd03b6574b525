// The column beside a drawing: what is chosen in words, the answers that are no part of it, and the buttons.
#include "kiosk/ui/figure_plan.h"
#include "kiosk/ui/state.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace anteroom::ui {

FigureTouch Ui::State::draw_figure_controls(const FigureChoices& figure, const FigurePlan& plan,
                                            std::optional<std::size_t> pressed) {
  FigureTouch touch;
  const float gap = up(measure::gap);
  const float height = up(measure::target);
  const Rect& beside = plan.column;
  const bool any = std::ranges::any_of(figure.choices.options, &Option::selected);
  const std::size_t page_now = *list_page;

  // What the button that leads on says there: round all views, and back to the first.
  const auto way_on = [&](std::size_t view) -> std::string {
    const bool is_last = view + 1 == plan.pages;
    if (plan.pages > 2) return figure.words.view_words(is_last ? 1 : view + 2);
    if (plan.halves) return std::string(is_last ? figure.words.upper : figure.words.lower);
    return std::string(is_last ? figure.words.show_front : figure.words.show_back);
  };
  struct Entry {
    std::string_view id;
    std::string_view label;
    Face look;
  };
  std::vector<Entry> entries;
  std::string other;  // of the button that leads on
  std::string unseen;
  std::string unseen_in_short;
  if (plan.pages > 1) {
    // One button leads round all of it, and keeps its place.
    const bool last = page_now + 1 == plan.pages;
    other = way_on(page_now);
    // "None of these" needs no look at the rest.
    const bool any_part = std::ranges::any_of(figure.choices.options, [&](const Option& option) {
      return option.selected &&
             !figure.parts[static_cast<std::size_t>(&option - figure.choices.options.data())].empty();
    });
    const bool is_next = !all_seen && (any_part || !any);
    entries.push_back(
        {last ? "list:less" : "list:more", other, {.kind = is_next ? ButtonKind::primary : ButtonKind::secondary}});
    if (!all_seen) touch.chosen.onward = other;
    if (any_part && !all_seen && figure.words.unseen && !why_said) {
      unseen = figure.words.unseen(other);
      if (figure.words.unseen_in_short) unseen_in_short = figure.words.unseen_in_short(other);
    }
  }
  const Entry undo{"body:undo", figure.words.undo, {.enabled = figure.can_undo}};
  if (!plan.controls.undo_beside) entries.push_back(undo);
  entries.push_back({"body:list", figure.words.show_list, {}});

  // All of a row in the letters of the one that has the least room, on every view alike.
  std::vector<std::string> ways;
  for (std::size_t view = 0; plan.pages > 1 && view < plan.pages; ++view) ways.push_back(way_on(view));
  const auto least_width = std::floor((beside.w - gap * static_cast<float>(plan.controls.buttons_across - 1)) /
                                      static_cast<float>(plan.controls.buttons_across));
  const auto fits_in = [&](std::string_view label, Role role, Scale letters) {
    const TextLayout& words = text->layout(label, role, letters, least_width - 2 * button_padding(), Wrap::label);
    return !words.broken && words.height <= height - 2 * face_air(height);
  };
  const auto all_fit = [&](Scale letters) {
    return std::ranges::all_of(ways, [&](const std::string& way) { return fits_in(way, Role::strong, letters); }) &&
           std::ranges::all_of(entries, [&](const Entry& entry) { return fits_in(entry.label, Role::body, letters); });
  };
  Scale row_letters = scale();
  while (row_letters != Scale::staff && !all_fit(row_letters)) row_letters = next_smaller(row_letters);
  for (Entry& entry : entries) entry.look.scale = row_letters;
  const float top = beside.bottom() - static_cast<float>(plan.controls.button_rows) * (height + gap) + gap;
  for (std::size_t index = 0; index < entries.size(); ++index) {
    const std::size_t row = index / plan.controls.buttons_across;
    const std::size_t left = entries.size() - row * plan.controls.buttons_across;
    const auto across = static_cast<float>(std::min(plan.controls.buttons_across, left));
    const float width = std::floor((beside.w - gap * (across - 1)) / across);
    const Rect box{beside.x + static_cast<float>(index % plan.controls.buttons_across) * (width + gap),
                   top + static_cast<float>(row) * (height + gap), width, height};
    const Entry& entry = entries[index];
    if (!face(entry.id, entry.label, box, entry.look)) continue;
    if (entry.id == "body:undo") touch.undo = true;
    if (entry.id == "body:list") show_as_list(true);
    if (entry.id == "list:more") ++*list_page;
    if (entry.id == "list:less") list_page = 0;
  }

  float foot = top - gap;
  const float tile_width = plan.controls.tile_width;
  const std::vector<std::size_t> alone = options_beside(figure);
  for (auto option = alone.rbegin(); option != alone.rend(); ++option) {
    const Option& one = figure.choices.options[*option];
    const float tall = tile_height({&one, 1}, tile_width, measure::target);
    if (plan.controls.undo_beside) {
      const float left = beside.x + tile_width + gap;
      touch.undo = face(undo.id, undo.label, {left, foot - tall, beside.right() - left, tall}, undo.look);
    }
    if (tile(id_of(figure, *option), one, figure.choices.shape, {beside.x, foot - tall, tile_width, tall})) {
      touch.chosen.tapped = *option;
    }
    foot -= tall + gap;
  }

  Rect said{beside.x, beside.y, beside.w, foot - beside.y};
  if (plan.controls.told_beside) said.h += gap - up(0.5F);
  // Where nothing has room above the tile it stands beside it.
  const bool told_beside = plan.controls.told_beside && [&] {
    const TextLayout& shortest = lay(figure.told.back(), Role::body, said.w, Wrap::tight);
    return shortest.lines.size() > 1 || shortest.height > said.h;
  }();
  if (told_beside) {
    const float left = beside.x + tile_width + gap;
    said = {left, beside.y, beside.right() - left, top - gap - beside.y};
  }
  // What the finger means. Sliding off leaves it.
  // In the band above the tile: in the middle of it.
  const bool in_band = plan.controls.told_beside && !told_beside;
  const auto begin_at = [&](float tall) {
    if (in_band) said.y += std::floor(std::max(0.0F, said.h - tall) / 2);
  };
  if (pressed) {
    const TextLayout& words = lay(figure.choices.options[*pressed].label, Role::strong, said.w, Wrap::tight);
    begin_at(words.height);
    write(words, {said.x, said.y, said.w, words.height}, Align::left, colours->text);
    return touch;
  }
  const Role role = figure.choices.hint_tone == Tone::neutral ? Role::body : Role::strong;
  const Colour colour =
      figure.choices.hint_tone == Tone::neutral ? colours->text : colours->tone(figure.choices.hint_tone).text;
  // Why there is no going on yet comes before the names of what is chosen, where there is no room for both.
  Scale told_letters = scale();
  const auto laid = [&](std::string_view words, Role of) -> const TextLayout& {
    return text->layout(words, of, told_letters, said.w, Wrap::tight);
  };
  const float between = up(in_band ? 0.2F : 1.5F);
  // Both in smaller letters before one of them goes.
  const auto both_fit = [&] {
    const TextLayout& next = laid(unseen, Role::body);
    const TextLayout& least = laid(figure.told.back(), role);
    return !next.broken && !least.broken && next.height + between + least.height <= said.h;
  };
  while (!unseen.empty() && told_letters < least_letters() && !both_fit()) told_letters = next_smaller(told_letters);
  if (!unseen.empty() && !both_fit()) told_letters = scale();
  // In the band their tails stay off the tile below.
  const auto is_wedged = [&] { return laid(figure.told.back(), role).height > said.h - up(1); };
  while (in_band && told_letters < least_letters() && is_wedged()) told_letters = next_smaller(told_letters);
  const Scale most = told_letters;
  const TextLayout* why = unseen.empty() ? nullptr : &laid(unseen, Role::body);
  const auto fits_with = [&](const TextLayout& words, const TextLayout* below) {
    const float least = words.height + (below == nullptr ? 0 : between + below->height);
    return !words.broken && (below == nullptr || !below->broken) && least <= said.h;
  };
  const auto first_that_fits = [&](const TextLayout* below) {
    return std::ranges::find_if(figure.told,
                                [&](const std::string& told) { return fits_with(laid(told, role), below); });
  };
  auto told = first_that_fits(why);
  if (told == figure.told.end() && why != nullptr) {
    // Alone in smaller letters, or in fewer words, rather than not at all.
    for (const std::string& words : {unseen, unseen_in_short}) {
      const auto fits_alone = [&] {
        return !laid(words, Role::body).broken && laid(words, Role::body).height <= said.h;
      };
      for (told_letters = most; !fits_alone() && told_letters < Scale::staff;)
        told_letters = next_smaller(told_letters);
      if (words.empty() || !fits_alone()) continue;
      const TextLayout& by_itself = laid(words, Role::body);
      begin_at(by_itself.height);
      write(by_itself, {said.x, said.y, said.w, by_itself.height}, Align::left, colours->text);
      return touch;
    }
    told_letters = most;
    told = first_that_fits(why = nullptr);
  }
  const bool fits = told != figure.told.end();
  if (!fits) told = std::prev(figure.told.end());
  const TextLayout& shown = fits ? laid(*told, role) : lay_label(*told, role, said);
  // Beside the tile: in the middle of it.
  if (told_beside && why == nullptr) {
    const float middle = (foot + top) / 2;
    said.y = std::clamp(middle - shown.height / 2, said.y, std::max(said.y, said.bottom() - shown.height));
  }
  begin_at(shown.height + (why != nullptr ? between + why->height : 0));
  write(shown, {said.x, said.y, said.w, shown.height}, Align::left, colour);
  if (shown.height > said.h + 1) probe.texts.back().clipped = true;
  if (why != nullptr) {
    write(*why, {said.x, said.y + shown.height + between, said.w, why->height}, Align::left, colours->quiet);
  }
  return touch;
}

}  // namespace anteroom::ui
