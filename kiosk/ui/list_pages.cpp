// A list that no screen holds turns pages, with its own buttons beside it (below it on an upright panel); the
// question's words stay above.
#include "kiosk/ui/state.h"

#include <algorithm>
#include <cmath>
#include <format>
#include <utility>

namespace anteroom::ui {
Ui::State::ListPage Ui::State::list_page_of(const Choices& choices,
                                            const std::function<ListBoxes(float least_share, Role stem)>& boxes_now) {
  const std::size_t key = arrangement_key(choices);
  if (kept_list && kept_list->key == key) {
    answer_letters = kept_list->letters;
    if (kept_list->drops_advice && question) question->advice = std::exchange(question->hint, {});
    return {boxes_now(kept_list->share, kept_list->stem), kept_list->grid};
  }
  // First that the question is read whole, then that a few answers stand on a page, then that its letters are large.
  constexpr float most_share = 0.62F;
  const std::size_t enough = std::min(enough_a_page, choices.options.size());
  std::optional<ListPage> best;
  std::pair<bool, std::size_t> best_is;
  Scale best_letters = answer_letters;
  float best_share = 0;
  Role best_stem = Role::heading;
  const auto is_whole = [&](const Rect& box) {
    if (!question) return true;
    const std::string told = std::exchange(question->hint, {});  // stands in the pager
    const bool whole = !pages_needed(box);
    question->hint = told;
    return whole;
  };
  const auto search_in = [&](float least_share, Role stem) {
    for (const Scale each : answer_scales()) {
      answer_letters = each;
      const ListBoxes place = boxes_now(least_share, stem);
      const Grid grid = fit_grid(choices, place.area);
      const std::pair is{is_whole(place.question) && grid.count > 1, std::min(grid.count, enough)};
      if (best && is <= best_is) continue;
      best = ListPage{place, grid};
      best_is = is;
      best_letters = each;
      best_share = least_share;
      best_stem = stem;
    }
  };
  const auto search = [&] {
    for (const float least_share : {0.0F, most_share}) {
      for (const Role stem : {Role::heading, Role::strong}) {
        search_in(least_share, stem);
        if (best_is.first && best_is.second == enough) return;
      }
      if (best_is.first) return;
    }
  };
  search();
  // The question, and a few answers on a page, before advice how to choose.
  bool drops_advice = false;
  const bool lacks_room = !best_is.first || best_is.second < enough;
  if (lacks_room && question && !question->hint.empty() && question->hint_tone == Tone::neutral) {
    const auto with_advice = best_is;
    const std::string advice = std::exchange(question->hint, {});
    search();
    drops_advice = best_is > with_advice;
    (drops_advice ? question->advice : question->hint) = advice;
  }
  answer_letters = best_letters;
  kept_list = {key, best_letters, best_share, best_stem, drops_advice, best->grid};
  return {boxes_now(best_share, best_stem), best->grid};  // what else the caller places stands for these
}

Ui::State::ListBoxes Ui::State::list_boxes(const ListWords& words, std::size_t most_pages, const ListShare& share) {
  y += std::exchange(spacing, 0.0F);
  const float gap = up(measure::gap);
  const float hint = question && !question->hint.empty() ? lay(question->hint, hint_role(), 1e6F).width : 0;
  float button = page_button_width_of(words);
  if (words.page_words) {
    button = std::max(button, lay(words.page_words(most_pages, most_pages), Role::body, 1e6F).width);
  }
  Rect area{room.x, y, room.w, room.bottom() - y};
  Rect pager;
  Rect words_box;
  if (boxes.portrait) {
    const TextLayout& told = lay(question ? question->hint : "", hint_role(), room.w, Wrap::tight);
    const float least = share.middle_taken ? lay("x", Role::body, room.w, Wrap::tight).line_height : 0;
    const float line = told.text.empty() ? least : std::max(told.height, least);
    const float height = up(measure::target) + (line > 0 ? line + up(1) : 0);
    pager = {area.x, area.bottom() - height, area.w, height};
    area.h -= height + gap;
  } else {
    float width = std::ceil(std::min(std::max(button, std::min(hint, px(44))), room.w * 0.3F));
    // Below one another with the way on, where they are nearly as wide.
    const float onward = boxes.footer.at(static_cast<std::size_t>(FooterBox::next)).w;
    if (onward >= width && onward <= 1.3F * width) width = onward;
    pager = {area.right() - width, area.y, width, area.h};
    area.w -= width + up(boxes.small ? 3 : 5);
  }
  if (question) {
    const std::string told = std::exchange(question->hint, {});  // stands in the pager
    const float most = area.h * share.share;
    const float air = up(measure::gap + (boxes.small ? 0 : 1));
    const auto height_in = [&](float width) {
      stem_role = question_height(share.stem, width) > most ? Role::strong : share.stem;
      const float whole = question_height(stem_role, width);
      return whole <= most ? whole : std::max(up(measure::target), most);
    };
    float width = room.w;
    float height = height_in(width);
    // The pager's two buttons have no room below the question: they stand beside it too.
    const bool beside = !boxes.portrait && area.h - height - air < 2 * up(measure::target) + gap + share.also;
    if (beside) {
      width = area.w;
      height = height_in(width);
    }
    words_box = {room.x, area.y, width, height};
    const float below = std::max(height + air, boxes.content.y - area.y);
    area.y += below;
    area.h -= below;
    if (!boxes.portrait) {
      const float top = beside ? boxes.content.y : area.y;
      pager = {pager.x, top, pager.w, area.bottom() - top};
    }
    question->hint = told;
  }
  return {.area = area, .pager = pager, .question = words_box};
}

void Ui::State::write_above_list(const ListBoxes& place, float list_top) {
  if (!question) return;
  const std::string told = std::exchange(question->hint, {});  // stands in the pager
  Rect box = place.question;
  // What the rows leave over is the question's, but for what the pager has beside them.
  float free = list_top - up(measure::gap);
  if (box.right() > place.pager.x) free = std::min(free, place.pager.y - up(1));
  box.h = std::max(box.h, free - box.y);
  if (question_height(Role::heading, box.w) <= box.h) stem_role = Role::heading;
  draw_question(box);
  question->bottom = box.y + question_height(stem_role, box.w);
  question->hint = told;
}

float Ui::State::page_button_width_of(const ListWords& words) {
  return std::ceil(std::max(lay(words.more, Role::body, 1e6F).width, lay(words.less, Role::body, 1e6F).width)) +
         up(page_button_mm);
}

float Ui::State::lines_between() { return 3 * text->line_height(Role::body, scale()) + up(2); }

Rect Ui::State::pager_middle(const ListWords& words, const Rect& box) {
  const float gap = up(measure::gap);
  const float button = up(measure::target);
  const float width = std::min(page_button_width_of(words), (box.w - 2 * gap) / 3);
  return {box.x + width + gap, box.bottom() - button, box.w - 2 * (width + gap), button};
}

Ui::State::PagerSaid Ui::State::draw_list_pager(const ListWords& words, std::size_t pages, const Told& hint,
                                                bool must_see, const Rect& box, bool middle_taken) {
  const std::size_t page_now = *list_page;
  const bool unseen = must_see && list_seen + 1 < pages;
  Face less_look{.icon = Icon::chevron_up, .enabled = page_now > 0};
  Face more_look{.kind = unseen ? ButtonKind::primary : ButtonKind::secondary,
                 .icon = Icon::chevron_down,
                 .enabled = page_now + 1 < pages};
  const std::string where = words.page_words ? words.page_words(page_now + 1, pages) : "";
  const float gap = up(measure::gap);
  const auto [told, told_first] = hint;
  const Colour said_colour = hint_colour();
  Rect less_box;
  Rect more_box;
  bool says_told = !told.empty();
  bool says_page = true;
  if (boxes.portrait) {
    const float above = box.y - up(1);  // as far from the list as from the buttons
    const TextLayout& said = lay(told, hint_role(), box.w, Wrap::tight);
    const Rect middle = pager_middle(words, box);
    less_box = {box.x, middle.y, middle.x - gap - box.x, middle.h};
    more_box = {middle.right() + gap, middle.y, less_box.w, middle.h};
    if (middle_taken) {
      // The page stands beside what is told; where there is no room for both, one of them.
      const TextLayout& place = lay(where, Role::body, box.w, Wrap::tight);
      const bool both = said.lines.size() == 1 && said.width + up(4) + place.width <= box.w;
      says_told = says_told && (both || told_first);
      if (says_told) write(said, {box.x, above, box.w, said.height}, Align::left, said_colour);
      says_page = both || !says_told;
      if (says_page) {
        write(place, {box.x, above, box.w, place.height}, both ? Align::right : Align::left, colours->quiet);
      }
    } else {
      if (says_told) write(said, {box.x, above, box.w, said.height}, Align::left, said_colour);
      write(lay_label(where, Role::body, middle), middle, Align::center, colours->quiet);
    }
  } else {
    // Where the buttons leave no room for both, one of them.
    const float least = up(measure::target);
    // They keep their place whatever is told between them: three lines of it, as far as there is room.
    const float button = std::clamp((box.h - lines_between()) / 2 - gap, least, up(measure::answer_height));
    const float middle = box.h - 2 * (button + gap);
    // In smaller letters before one of them goes.
    Scale letters = scale();
    const auto fit_in = [&](Scale both) {
      const TextLayout& one = text->layout(where, Role::body, both, box.w, Wrap::tight);
      const TextLayout& other = text->layout(told, hint_role(), both, box.w, Wrap::tight);
      return !one.broken && !other.broken && one.height + other.height + up(1) <= middle + up(2);
    };
    while (!told.empty() && letters < least_letters() && !fit_in(letters)) letters = next_smaller(letters);
    const auto place_fits = [&] {
      return text->layout(where, Role::body, letters, box.w, Wrap::tight).height <= middle;
    };
    while (told.empty() && letters != Scale::staff && !place_fits()) letters = next_smaller(letters);
    const bool crowded = !told.empty() && !fit_in(letters);
    if (crowded) letters = scale();
    // One of them alone has all of that room, in whatever letters it needs.
    const auto fits_alone = [&](Scale alone) {
      const TextLayout& one = text->layout(told, hint_role(), alone, box.w, Wrap::tight);
      return !one.broken && one.height <= middle + up(2);
    };
    while (crowded && told_first && letters != Scale::staff && !fits_alone(letters)) letters = next_smaller(letters);
    const TextLayout& place = crowded ? lay_label(where, Role::body, {0, 0, box.w, middle + up(2)})
                                      : text->layout(where, Role::body, letters, box.w, Wrap::tight);
    const TextLayout& said = text->layout(told, hint_role(), letters, box.w, Wrap::tight);
    says_told = !told.empty() && (!crowded || (told_first && fits_alone(letters)));
    const float place_height = (crowded && says_told) || place.height > middle + up(2) ? 0 : place.height;
    const float said_height = says_told ? said.height : 0;
    says_page = place_height > 0;
    const float both = place_height + said_height;
    const float between = place_height > 0 && said_height > 0 ? std::clamp(middle - both, up(1), up(2)) : 0;
    const float middle_height = place_height + between + said_height;
    less_box = {box.x, box.y, box.w, button};
    more_box = {box.x, box.bottom() - button, box.w, button};
    float top = less_box.bottom() + std::floor((more_box.y - less_box.bottom() - middle_height) / 2);
    if (place_height > 0) write(place, {box.x, top, box.w, place.height}, Align::center, colours->quiet);
    top += place_height + between;
    if (said_height > 0) write(said, {box.x, top, box.w, said.height}, Align::center, said_colour);
  }
  if (!has_room_for_icon(words.less, Role::body, scale(), less_box) ||
      !has_room_for_icon(words.more, Role::strong, scale(), more_box))
    less_look.icon = more_look.icon = Icon::none;
  if (face("list:less", words.less, less_box, less_look)) --*list_page;
  if (face("list:more", words.more, more_box, more_look)) ++*list_page;
  mark({.id = std::format("list:page:{}:{}", page_now + 1, pages),
        .label = where,
        .rect = box,
        .enabled = false,
        .kind = MarkKind::state});
  return {says_told, says_page};
}

// What the pager has no room for stands between the question and the list, where they leave some.
void Ui::State::advise(std::string_view words, float list_top, float right) {
  if (words.empty() || !question || question->bottom <= 0) return;
  const float left = room.x;
  for (const Scale letters : label_scales) {
    if (letters < scale()) continue;
    const TextLayout& advice = text->layout(words, Role::body, letters, right - left, Wrap::tight);
    const float spare = list_top - question->bottom - advice.height;
    if (advice.broken || spare < up(1)) continue;
    write(advice, {left, question->bottom + std::floor(spare / 2), advice.width, advice.height}, Align::left,
          colours->quiet);
    return;
  }
}

Chosen Ui::State::turn_pages(const Choices& choices, const Grid& page_grid, const Rect& pager, bool middle_taken) {
  const std::size_t a_page = page_grid.count;
  const std::size_t pages = (choices.options.size() + a_page - 1) / a_page;
  if (!list_page) {
    // Here for the first time: one answer that was given before is shown at once; several are looked through from the
    // start.
    const auto chosen = std::ranges::find(choices.options, true, &Option::selected);
    const bool there = choices.shape == ChoiceMark::one && chosen != choices.options.end();
    list_page = there ? static_cast<std::size_t>(chosen - choices.options.begin()) / a_page : 0;
  }
  list_page = std::min(*list_page, pages - 1);
  list_seen = std::max(list_seen, *list_page);
  Grid shown = page_grid;
  shown.first = *list_page * a_page;
  shown.count = std::min(a_page, choices.options.size() - shown.first);
  // The few of a last page stand below one another where that spares them a tower of short lines.
  constexpr std::size_t many_lines = 3;
  const std::size_t rows = a_page / shown.across;
  const auto is_tower = [&](const Option& option) {
    return lay(option.label, Role::strong, tile_words_width(shown.tile.w), Wrap::label).lines.size() > many_lines;
  };
  if (!choices.in_pairs && shown.across > 1 && shown.count <= rows &&
      std::ranges::any_of(choices.options.subspan(shown.first, shown.count), is_tower)) {
    shown.across = 1;
    shown.rows.clear();
    const float between = up(measure::gap) * static_cast<float>(rows - 1);
    shown.tile = {shown.box.w, std::floor((shown.box.h - between) / static_cast<float>(rows))};
  }
  // It begins where the answers do, if that is nearly so or what stands in it has room there.
  Rect beside = pager;
  const float lower = page_grid.box.y - pager.y;
  const float needs = 2 * (up(measure::target) + up(measure::gap)) + lines_between();
  if (!boxes.portrait && lower > 0 && (lower < up(measure::gap) || pager.h - lower >= needs))
    beside = {pager.x, pager.y + lower, pager.w, pager.h - lower};
  // Else the answers reach up to it, where the question leaves that free.
  const bool is_free = question && question->bottom > 0 && question->bottom < pager.y;
  if (!boxes.portrait && is_free && lower > 0 && beside.y < page_grid.box.y && shown.rows.empty()) {
    shown.box = {shown.box.x, pager.y, shown.box.w, shown.box.h + lower};
    shown.tile.h += std::floor(lower / static_cast<float>(rows));
  }
  Chosen result{.tapped = draw_grid(choices, shown), .seen_all = list_seen + 1 >= pages};
  if (!result.seen_all) result.onward = choices.words.more;
  std::string told = question ? question->hint : std::string(choices.hint);
  const auto on_page = choices.options.subspan(shown.first, shown.count);
  // Where none of those that are in an order stands nobody can take one back.
  if (choices.shape == ChoiceMark::ranked && !choices.told.empty() && std::ranges::none_of(on_page, &Option::selected))
    told = choices.told;
  const bool has_one = choices.shape == ChoiceMark::one && std::ranges::any_of(choices.options, &Option::selected);
  const bool must_see = !has_one && !all_seen && !choices.hint_first;
  const bool told_first = choices.hint_first || choices.hint_tone != Tone::neutral;
  if (pages > 1) {
    const std::size_t page_now = *list_page;
    const PagerSaid said = draw_list_pager(choices.words, pages, {told, told_first}, must_see, beside, middle_taken);
    std::string unsaid = said.told || told.empty() ? (question ? question->advice : "") : told;
    if (!said.page && choices.words.page_words) {
      const std::string place = choices.words.page_words(page_now + 1, pages);
      unsaid = unsaid.empty() ? place : place + " \u00B7 " + unsaid;
    }
    advise(unsaid, shown.box.y, boxes.portrait ? room.right() : pager.x - up(measure::gap));
  }
  question.reset();
  y = room.bottom();
  return result;
}

}  // namespace anteroom::ui
