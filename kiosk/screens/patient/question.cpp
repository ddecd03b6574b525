#include "kiosk/screens/patient/answer_words.h"
#include "kiosk/screens/patient/body_figure.h"
#include "kiosk/screens/patient/views.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <format>

namespace anteroom::screens {
namespace {

constexpr std::array<std::size_t, 3> date_groups{2, 2, 4};
constexpr std::size_t date_digits = 8;
constexpr std::array<std::size_t, 2> time_groups{2, 2};
constexpr std::size_t time_digits = 4;

std::string plain(double number, const Words& words) {
  return with_decimal_sign(number == std::floor(number) ? std::format("{:.0f}", number) : std::format("{}", number),
                           words);
}

// Of a number that is too large or too small.
std::string range_words(const QuestionView& view, const Words& words) {
  if (view.minimum && view.maximum) {
    return words.say("From {least} to {most}, please.",
                     {{"least", plain(*view.minimum, words)}, {"most", plain(*view.maximum, words)}});
  }
  if (view.minimum) return words.say("{least} or more, please.", {{"least", plain(*view.minimum, words)}});
  if (view.maximum) return words.say("{most} or less, please.", {{"most", plain(*view.maximum, words)}});
  return std::string(view.kind == flow::AnswerKind::number ? words.say("Please check the number.")
                                                           : words.say("Please check your answer."));
}

// What was wrong with the answer, in the words of somebody who wants to help. Never repeats the answer.
std::string refusal_words(const QuestionView& view, const Words& words) {
  using flow::AnswerKind;
  if (view.refusal.empty()) return {};
  if (view.refusal == "too-many-answers" && view.most_answers) {
    return words.say("You can choose up to {count}. Touch one again to take it away.", {{"count", *view.most_answers}});
  }
  if (view.refusal == "too-few-answers" && view.least_answers) {
    return words.say("Please choose at least {count}.", {{"count", *view.least_answers}});
  }
  const bool not_whole = view.refusal == "not-whole";
  if (view.kind == AnswerKind::date) {
    return std::string(not_whole ? words.say("No such day. Please type it again.")
                                 : words.say("Please check the date."));
  }
  if (view.kind == AnswerKind::time) {
    return std::string(not_whole ? words.say("No such time. Please check.") : words.say("Please check the time."));
  }
  if (view.kind == AnswerKind::text) return std::string(words.say("Please use more words, or fewer."));
  return range_words(view, words);
}

ui::ListWords list_words(const Words& words) {
  const ui::PageLabels labels = page_labels(words);
  const auto page_words = [&words](std::size_t page, std::size_t of) {
    return words.say("Page {page} of {of}", {{"page", page}, {"of", of}});
  };
  return {labels.more, labels.less, page_words};
}

// Nobody takes what the form has filled in for an answer of their own.
std::string proposal_words(const QuestionView& view, const Words& words) {
  return view.is_proposed ? std::string(words.say("This was filled in for you. Please check that it is correct."))
                          : std::string{};
}

// "None of these" is no area to be counted, and on a page without its tile nobody looks for one chosen by mistake.
bool is_none(const QuestionView& view) {
  return view.picked.size() == 1 && !view.areas.empty() &&
         view.areas[static_cast<std::size_t>(view.picked.front())].empty();
}

std::string taken_away_words(std::size_t count, const Words& words) {
  return words.say_count("{count} no longer chosen", "{count} no longer chosen", count);
}

// Below the question: how many may be chosen, or how many are.
std::string hint_words(const QuestionView& view, const Words& words) {
  const std::size_t count = view.picked.size();
  if (view.kind == flow::AnswerKind::ranked) {
    return std::string(count == 0 ? words.say("Touch what matters most first.")
                                  : words.say("Touch one again to take it away."));
  }
  // One touch can drive out many: it says so, and the same touch again brings them back.
  if (is_none(view) && !view.taken_away.empty()) return taken_away_words(view.taken_away.size(), words);
  if (is_none(view)) {
    const std::string& none = view.options[static_cast<std::size_t>(view.picked.front())];
    return words.say("Chosen: {answer}", {{"answer", none}});
  }
  if (count > 0) return words.say_count("{count} chosen", "{count} chosen", count);
  if (view.most_answers) return words.say("You can choose up to {count}.", {{"count", *view.most_answers}});
  return std::string(words.say("You can choose more than one."));
}

std::string other_label(const QuestionView& view, const Words& words) {
  return view.other.empty() ? std::string(words.say("Something else"))
                            : words.say("Something else: {own_words}", {{"own_words", view.other}});
}

// Taps and what else the answer block says of itself.
struct Answered {
  Touched touched;
  bool seen_all = true;
  std::string onward = {};  // while it has not: the button that leads on
};

// From the front a person's right is at the left of the picture, from the back it is where they have it.
std::array<ui::FigureWords::View, 2> body_views(const Words& words) {
  const std::string_view left = words.say_as("side of the body", "Left");
  const std::string_view right = words.say_as("side of the body", "Right");
  return {ui::FigureWords::View{.seen = words.say_as("view of the body", "Front"), .at_left = right, .at_right = left},
          ui::FigureWords::View{.seen = words.say_as("view of the body", "Back"), .at_left = left, .at_right = right}};
}

// What is chosen on the body, in words, the newest first; in ever fewer words, for where there is little room.
std::vector<std::string> chosen_words(const QuestionView& view, const std::string& refusal, const Words& words) {
  if (!refusal.empty()) return {refusal};
  const std::size_t count = view.picked.size();
  // Seen from the other side an area looks untouched: who touches it there is told that it went.
  if (!view.taken_away.empty()) {
    std::vector<std::string> areas;
    for (const int option : view.taken_away) areas.push_back(view.options[static_cast<std::size_t>(option)]);
    const std::string gone = words.say("No longer chosen: {areas}", {{"areas", words.list(areas)}});
    const std::string left =
        count == 0 || is_none(view) ? std::string{} : "\n" + words.say_count("{count} chosen", "{count} chosen", count);
    // The last of these is what smaller letters are taken for: one area is always named.
    return areas.size() > 1 ? std::vector{gone + left, gone, taken_away_words(areas.size(), words)}
                            : std::vector{gone + left, gone};
  }
  if (is_none(view)) return {std::string{}};  // its tile says it
  if (count == 0)
    return {words.say("Touch the body to choose. {hint}", {{"hint", hint_words(view, words)}}),
            std::string(words.say("Touch the body to choose.")), std::string(words.say("Touch the body"))};
  std::vector<std::string> told;
  for (std::size_t named = count; named > 0; --named) {
    std::vector<std::string> areas;
    for (std::size_t place = 0; place < named; ++place) {
      areas.push_back(view.options[static_cast<std::size_t>(view.picked[count - 1 - place])]);
    }
    const std::string list = words.list(areas);
    told.push_back(named == count ? words.say("{count} chosen: {areas}", {{"count", count}, {"areas", list}})
                                  : words.say("{count} chosen: {areas} and {more} more",
                                              {{"count", count}, {"areas", list}, {"more", count - named}}));
  }
  const std::string counted = words.say_count("{count} chosen", "{count} chosen", count);
  // The newest by itself: what the last touch was taken for.
  const std::string& newest = view.options[static_cast<std::size_t>(view.picked.back())];
  const std::string last = words.say("Latest: {area}", {{"area", newest}});
  told.push_back(count > 1 ? counted + "\n" + last : counted);
  if (count > 1) told.push_back(last);
  return told;
}

Answered draw_options(ui::Ui& ui, const QuestionView& view, const Words& words) {
  using flow::AnswerKind;
  std::vector<int> order = view.order;
  if (order.empty()) {
    for (int index = 0; index < static_cast<int>(view.options.size()); ++index) order.push_back(index);
  }
  const int other = static_cast<int>(view.options.size());
  if (view.takes_other) order.push_back(other);
  const std::string other_words = other_label(view, words);
  std::vector<std::string> ids;
  ids.reserve(order.size());  // the options look at these strings
  std::vector<ui::Option> options;
  for (const int index : order) {
    const bool own_words = index == other;
    ids.push_back(own_words ? "option:other" : std::format("option:{}", index));
    const auto place = std::ranges::find(view.picked, index);
    const bool picked = place != view.picked.end();
    options.push_back(
        {.label = own_words ? std::string_view(other_words) : view.options[static_cast<std::size_t>(index)],
         .selected = picked || view.chosen == index,
         .rank = picked ? static_cast<int>(place - view.picked.begin()) + 1 : 0,
         .id = ids.back()});
  }
  const bool one = view.kind == AnswerKind::tiles;
  const std::string refusal = refusal_words(view, words);
  const std::string said = one ? proposal_words(view, words) : hint_words(view, words);
  const std::string hint = one || refusal.empty() ? said : refusal;
  // On a page without it nobody would see which answer goes on.
  const auto chosen_one = std::ranges::find(options, true, &ui::Option::selected);
  const bool ranks = view.kind == AnswerKind::ranked && refusal.empty();
  const std::string goes_on =
      one && chosen_one != options.end() ? words.say("Chosen: {answer}", {{"answer", std::string(chosen_one->label)}})
      : ranks && !view.picked.empty()    ? words.say_count("{count} chosen", "{count} chosen", view.picked.size())
                                         : std::string{};
  const ui::Choices choices{.options = options,
                            .shape = one                               ? ui::ChoiceMark::one
                                     : view.kind == AnswerKind::ranked ? ui::ChoiceMark::ranked
                                                                       : ui::ChoiceMark::several,
                            .in_pairs = view.in_pairs,
                            .hint = hint,
                            .hint_tone = refusal.empty() ? ui::Tone::neutral : ui::Tone::attention,
                            .hint_first = is_none(view) || (one && !goes_on.empty()),
                            .told = goes_on,
                            .words = list_words(words)};
  ui::Chosen chosen;
  if (view.kind == AnswerKind::body_map) {
    std::vector<std::string_view> areas;
    for (const int index : order) areas.push_back(view.areas[static_cast<std::size_t>(index)]);
    const std::vector<std::string> told = chosen_words(view, refusal, words);
    const auto views = body_views(words);
    const std::array names{words.say("See front"), words.say("See back"), words.say("Legs: front"),
                           words.say("Legs: back")};
    const ui::FigureTouch touch = ui.figure_choices(
        {.figure = &body_figure(),
         .choices = choices,
         .parts = areas,
         .told = told,
         .can_undo = view.can_undo,
         .words = {.views = views,
                   .upper = words.say("Top"),
                   .lower = words.say("Legs"),
                   .show_back = words.say("Show the back"),
                   .show_front = words.say("Show the front"),
                   .view_words = [&](std::size_t number) { return std::string(names.at(number - 1)); },
                   .undo = words.say("Undo"),
                   .unseen =
                       [&words](std::string_view button) {
                         return words.say("Next, touch “{button}”.", {{"button", unbroken(button)}});
                       },
                   .unseen_in_short =
                       [&words](std::string_view button) {
                         return words.say("Next: {button}", {{"button", unbroken(button)}});
                       },
                   .show_list = words.say("List"),
                   .show_figure = words.say("Show body")}});
    if (touch.undo) {
      return {.touched = flow::intent::Undo{}, .seen_all = touch.chosen.seen_all, .onward = touch.chosen.onward};
    }
    chosen = touch.chosen;
  } else {
    chosen = ui.choices(choices);
  }
  Answered answered{.touched = std::nullopt, .seen_all = chosen.seen_all || one, .onward = std::move(chosen.onward)};
  if (chosen.tapped) answered.touched = flow::intent::Choose{order[*chosen.tapped]};
  return answered;
}

Touched draw_row(ui::Ui& ui, const QuestionView& view) {
  const auto selected = view.chosen ? std::optional(view.low + *view.chosen) : std::nullopt;
  const auto tapped = ui.number_row({view.low, view.high, view.low_anchor, view.high_anchor, selected});
  if (!tapped) return std::nullopt;
  return flow::intent::Choose{*tapped - view.low};
}

Touched draw_yes_no(ui::Ui& ui, const QuestionView& view, const Words& words) {
  const auto selected = view.chosen ? std::optional(*view.chosen == 0) : std::nullopt;
  const auto tapped = ui.yes_no({words.say("Yes"), words.say("No"), selected});
  if (!tapped) return std::nullopt;
  return flow::intent::Choose{*tapped ? 0 : 1};
}

Touched touched_key(const std::optional<ui::Key>& key) {
  if (key && key->choice) return flow::intent::Choose{static_cast<int>(*key->choice)};
  return intent_of(key);
}

Touched draw_date(ui::Ui& ui, const QuestionView& view, const Words& words) {
  const std::string refusal = refusal_words(view, words);
  const auto hints = date_hints(words);
  const std::string in_words = typed_day_words(view.typed, words);
  ui.digit_field({.id = "answer",
                  .label = refusal,
                  .label_tone = ui::Tone::attention,
                  .digits = view.typed,
                  .begins_anew = !refusal.empty(),
                  .groups = date_groups,
                  .group_hints = hints,
                  .in_words = in_words});
  return intent_of(ui.keypad({.enabled = view.typed.size() < date_digits || !refusal.empty(),
                              .erase_label = erase_label(words),
                              .words = write_words(words)}));
}

// Of a clock that counts 24 hours: half past ten in the evening, typed as 10:30, is seen to be the morning.
std::string part_of_day_words(int hour, const std::string& time, const Words& words) {
  constexpr int morning = 5;
  constexpr int noon = 12;
  constexpr int evening = 18;
  if (hour < morning) return words.say("{time} at night", {{"time", time}});
  if (hour < noon) return words.say("{time} in the morning", {{"time", time}});
  if (hour < evening) return words.say("{time} in the afternoon", {{"time", time}});
  return words.say("{time} in the evening", {{"time", time}});
}

// Once it is whole; empty before.
std::string typed_time_words(const QuestionView& view, const Words& words) {
  if (view.typed.size() != time_digits || !view.half_of_day) return {};
  const auto number = [&](std::size_t at) { return (view.typed[at] - '0') * 10 + (view.typed[at + 1] - '0'); };
  constexpr int half = 12;
  const int hour = number(0);
  const int minute = number(2);
  if (minute > 59) return {};
  if (!view.half_days)
    return hour < 2 * half ? part_of_day_words(hour, time_words(hour, minute, words), words) : std::string();
  if (hour < 1 || hour > half) return {};
  return time_words(hour % half + (*view.half_of_day == 1 ? half : 0), minute, words);
}

Touched draw_time(ui::Ui& ui, const QuestionView& view, const Words& words) {
  const std::string refusal = refusal_words(view, words);
  const std::string label =
      view.time_may_be_empty           ? words.say("{date}. The time too, if you know it.", {{"date", view.day}})
      : view.half_days || is_small(ui) ? std::string{}
                                       : std::string(words.say("For example 22 30, for half past ten in the evening."));
  const std::array hints = {words.say("Hour"), words.say("Minute")};
  const std::string in_words = typed_time_words(view, words);
  ui.digit_field({.id = "answer",
                  .label = refusal.empty() ? label : refusal,
                  .label_tone = refusal.empty() ? ui::Tone::neutral : ui::Tone::attention,
                  .digits = view.typed,
                  .groups = time_groups,
                  .group_hints = hints,
                  .in_words = in_words});
  const std::array<ui::Option, 2> halves = {
      ui::Option{.label = words.say_as("half of the day", "AM"), .selected = view.half_of_day == 0, .id = "am"},
      ui::Option{.label = words.say_as("half of the day", "PM"), .selected = view.half_of_day == 1, .id = "pm"},
  };
  return touched_key(ui.keypad(
      {.enabled = view.typed.size() < time_digits,
       .erase_label = erase_label(words),
       .beside = {.options = view.half_days ? std::span<const ui::Option>(halves) : std::span<const ui::Option>()},
       .words = write_words(words)}));
}

Touched draw_number(ui::Ui& ui, const QuestionView& view, const Words& words) {
  const std::string refusal = refusal_words(view, words);
  const bool choose_unit = view.units.size() > 1;
  const std::string_view unit = view.units.size() == 1 ? std::string_view(view.units.front()) : std::string_view{};
  const std::string typed = with_decimal_sign(view.typed, words);
  ui.text_field({.id = "answer",
                 .label = refusal,
                 .label_tone = ui::Tone::attention,
                 .value = typed,
                 .hint = {},
                 .suffix = unit});
  std::vector<std::string> ids;
  ids.reserve(view.units.size());
  std::vector<ui::Option> units;
  for (std::size_t index = 0; choose_unit && index < view.units.size(); ++index) {
    ids.push_back(std::format("unit:{}", index));
    units.push_back(
        {.label = view.units[index], .selected = view.chosen == static_cast<int>(index), .rank = 0, .id = ids.back()});
  }
  return touched_key(ui.keypad({.point = !view.whole_numbers,
                                .minus = view.negative_numbers,
                                .erase_label = erase_label(words),
                                .point_label = decimal_sign(words),
                                .beside = {.options = units},
                                .words = write_words(words)}));
}

Touched draw_text(ui::Ui& ui, const QuestionView& view, const Words& words) {
  const std::string refusal = refusal_words(view, words);
  const std::string_view label = view.writing_other ? words.say("Something else") : std::string_view{};
  // How many are left is said once it matters.
  constexpr std::size_t few = 40;
  const std::size_t left = view.most_letters - std::min(view.letters, view.most_letters);
  const std::string count =
      left > few ? std::string{} : words.say_count("{count} letter left", "{count} letters left", left);
  ui.text_field({.id = "answer",
                 .label = refusal.empty() ? label : std::string_view(refusal),
                 .label_tone = refusal.empty() ? ui::Tone::neutral : ui::Tone::attention,
                 .value = view.typed,
                 .hint = {},
                 .suffix = count,
                 .most_lines = view.long_text ? std::size_t{4} : std::size_t{2}});
  return intent_of(ui.keyboard({.kind = ui::KeyboardKind::text,
                                .enabled = view.letters < view.most_letters,
                                .erase_label = erase_label(words),
                                .space_label = space_label(words),
                                .language = words.language(),
                                .words = write_words(words)}));
}

Touched draw_lines(ui::Ui& ui, const QuestionView& view, const Words& words) {
  const std::string refusal = refusal_words(view, words);
  const ui::LineTouch touch = ui.lines({.lines = view.lines,
                                        .add_label = view.can_add ? words.say("Add another") : std::string_view{},
                                        .remove_label = words.say("Remove"),
                                        .hint = refusal,
                                        .hint_tone = refusal.empty() ? ui::Tone::neutral : ui::Tone::attention,
                                        .words = list_words(words)});
  if (touch.add) return flow::intent::AddLine{};
  if (touch.remove) return flow::intent::RemoveLine{static_cast<int>(*touch.remove)};
  return std::nullopt;
}

Answered draw_answer(ui::Ui& ui, const QuestionView& view, const Words& words) {
  switch (view.kind) {
    case flow::AnswerKind::tiles:
    case flow::AnswerKind::several:
    case flow::AnswerKind::body_map:
    case flow::AnswerKind::ranked: return draw_options(ui, view, words);
    case flow::AnswerKind::row: return {draw_row(ui, view)};
    case flow::AnswerKind::yes_no: return {draw_yes_no(ui, view, words)};
    case flow::AnswerKind::number: return {draw_number(ui, view, words)};
    case flow::AnswerKind::date:
    case flow::AnswerKind::date_time: return {draw_date(ui, view, words)};
    case flow::AnswerKind::time: return {draw_time(ui, view, words)};
    case flow::AnswerKind::text: return {draw_text(ui, view, words)};
    case flow::AnswerKind::lines: return {draw_lines(ui, view, words)};
  }
  return {};
}

// The keys that open over a list, and the time after a date, are screens of their own to a finger.
std::string instance_of(const QuestionView& view) {
  std::string instance = view.place.form + "/" + view.place.link_id;
  if (view.writing_other) instance += "/other";
  if (view.time_may_be_empty) instance += "/time";
  if (view.kind == flow::AnswerKind::lines) instance += "/lines";
  return instance;
}

std::string progress_words(const QuestionView& view, const Words& words) {
  if (view.changing) return std::string(words.say("Change your answer"));
  if (view.of == 0) return words.say("Question {number}", {{"number", view.number}});
  if (view.of_about) return words.say("Question {number} of about {of}", {{"number", view.number}, {"of", view.of}});
  return words.say("Question {number} of {of}", {{"number", view.number}, {"of", view.of}});
}

}  // namespace

Touched draw(ui::Ui& ui, const QuestionView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  const std::string instance = instance_of(view);
  ui.begin_screen({.id = view.changing ? "patient.change" : "patient.question",
                   .instance = instance,
                   .layout = ui::Layout::question});
  const std::string progress = progress_words(view, words);
  header(ui, chrome, progress, view.number, view.changing ? 0 : view.of);
  ui.question(view.stem, view.text, page_labels(words), view.can_continue || view.declined,
              words.say("The answers come next. Touch “{button}”.", {{"button", unbroken(words.say("More"))}}));
  ui.question_hint(proposal_words(view, words), ui::Tone::neutral);
  auto [touched, seen_all, onward] = draw_answer(ui, view, words);
  // What was refused is changed before it is offered again.
  const bool is_typed = view.kind == flow::AnswerKind::number || view.kind == flow::AnswerKind::date ||
                        view.kind == flow::AnswerKind::time;
  const bool refused = is_typed && !view.refusal.empty();
  // Nobody says "these and no others" of a list that they have not seen to its end, or answers half a question.
  // Who would rather not say needs neither.
  const bool known = view.declined || seen_all || view.whole_list_known;
  // Who changes an answer cancels to leave it as it was: Skip would be taken for that. And who writes a part of an
  // answer would not know whether that or all of it is left out.
  const bool can_skip = !view.changing && !view.is_part;
  const auto skip = can_skip ? std::optional(ui::FooterButton{.label = words.say("Later")}) : std::nullopt;
  const auto decline =
      view.is_part
          ? std::nullopt
          : std::optional(ui::FooterButton{.label = words.say("Prefer not to answer"), .chosen = view.declined});
  const bool cancels = view.can_cancel && !view.is_part;
  const std::string_view back = cancels ? words.say_as("a changed answer", "Cancel") : words.say("Back");
  const std::string leaves(view.is_part ? back : can_skip ? words.say("Later") : words.say("Prefer not to answer"));
  const words::Value leave{"button", unbroken(leaves)};
  ui::Why why{.words = {}, .button = leaves};
  if (!known) {
    why = see_first(onward, words);
  } else if (view.writing_other) {
    why.words = words.say("Please write it here, or touch “{button}”.", {leave});
  } else if (refused) {
    why.words = words.say("Please change your answer, or touch “{button}”.", {leave});
  } else {
    why.words = words.say("Please answer, or touch “{button}”.", {leave});
  }
  touched = either(
      touched, footer(ui, {.ask_staff = ask_staff_button(chrome),
                           .back = ui::FooterButton{.label = back},
                           .skip = skip,
                           .decline = decline,
                           .next = ui::FooterButton{.label = view.changing ? words.say("Done") : words.say("Continue"),
                                                    .enabled = view.can_continue && known && !refused,
                                                    .why = why}}));
  ui.end_screen();
  return touched;
}

}  // namespace anteroom::screens
