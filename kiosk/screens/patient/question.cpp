#include "kiosk/screens/patient/body_figure.h"
#include "kiosk/screens/patient/views.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <format>

namespace anteroom::screens {
namespace {

constexpr std::array<std::size_t, 3> date_groups{2, 2, 4};
constexpr std::array<std::string_view, 3> date_hints{"Day", "Month", "Year"};
constexpr std::size_t date_digits = 8;
constexpr std::array<std::size_t, 2> time_groups{2, 2};
constexpr std::array<std::string_view, 2> time_hints{"Hour", "Minute"};
constexpr std::size_t time_digits = 4;

std::string plain(double number) {
  return number == std::floor(number) ? std::format("{:.0f}", number) : std::format("{}", number);
}

// What was wrong with the answer, in the words of somebody who wants to help. Never repeats the answer.
std::string refusal_words(const QuestionView& view) {
  using flow::AnswerKind;
  if (view.refusal.empty()) return {};
  if (view.refusal == "too-many-answers" && view.most_answers) {
    return std::format("You can choose up to {}. Touch one again to take it away.", *view.most_answers);
  }
  if (view.refusal == "too-few-answers" && view.least_answers) {
    return std::format("Please choose at least {}.", *view.least_answers);
  }
  if (view.kind == AnswerKind::date) {
    return view.refusal == "not-whole" ? "No such day. Please check." : "Please check the date.";
  }
  if (view.kind == AnswerKind::time) {
    return view.refusal == "not-whole" ? "No such time. Please check." : "Please check the time.";
  }
  if (view.kind == AnswerKind::text) return "Please use more words, or fewer.";
  if (view.minimum && view.maximum) {
    return std::format("From {} to {}, please.", plain(*view.minimum), plain(*view.maximum));
  }
  if (view.minimum) return std::format("{} or more, please.", plain(*view.minimum));
  if (view.maximum) return std::format("{} or less, please.", plain(*view.maximum));
  return view.kind == AnswerKind::number ? "Please check the number." : "Please check your answer.";
}

std::string page_words(std::size_t page, std::size_t of) { return std::format("Page {} of {}", page, of); }
constexpr ui::ListWords list_words{page_labels.more, page_labels.less, page_words};

// Below the question: how many may be chosen, or how many are.
std::string hint_words(const QuestionView& view) {
  const std::size_t count = view.picked.size();
  if (view.kind == flow::AnswerKind::ranked) {
    return count == 0 ? "Touch what matters most first." : "Touch one again to take it away.";
  }
  if (count > 0) return std::format("{} chosen", count);
  if (view.most_answers) return std::format("You can choose up to {}.", *view.most_answers);
  return "You can choose more than one.";
}

std::string other_label(const QuestionView& view) {
  return view.other.empty() ? "Something else" : std::format("Something else: {}", view.other);
}

// Taps and what else the answer block says of itself.
struct Answered {
  Touched touched;
  bool seen_all = true;
};

// From the front a person's right is at the left of the picture, from the back it is where they have it.
constexpr std::array<ui::FigureWords::View, 2> body_views = {
    ui::FigureWords::View{.seen = "Front", .at_left = "Right", .at_right = "Left"},
    ui::FigureWords::View{.seen = "Back", .at_left = "Left", .at_right = "Right"}};

// What is chosen on the body, in words, the newest first; in ever fewer words, for where there is little room.
std::vector<std::string> chosen_words(const QuestionView& view, const std::string& refusal) {
  if (!refusal.empty()) return {refusal};
  const std::size_t count = view.picked.size();
  if (count == 0)
    return {"Touch the body to choose. " + hint_words(view), "Touch the body to choose.", "Nothing chosen"};
  std::vector<std::string> told;
  for (std::size_t named = count; named > 0; --named) {
    std::string words = std::format("{} chosen: ", count);
    for (std::size_t place = 0; place < named; ++place) {
      if (place > 0) words += ", ";
      words += view.options[static_cast<std::size_t>(view.picked[count - 1 - place])];
    }
    if (named < count) words += std::format(" and {} more", count - named);
    told.push_back(std::move(words));
  }
  told.push_back(std::format("{} chosen", count));
  return told;
}

Answered draw_options(ui::Ui& ui, const QuestionView& view) {
  using flow::AnswerKind;
  std::vector<int> order = view.order;
  if (order.empty()) {
    for (int index = 0; index < static_cast<int>(view.options.size()); ++index) order.push_back(index);
  }
  const int other = static_cast<int>(view.options.size());
  if (view.takes_other) order.push_back(other);
  const std::string other_words = other_label(view);
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
  const std::string refusal = refusal_words(view);
  const std::string hint = one ? std::string{} : refusal.empty() ? hint_words(view) : refusal;
  const ui::Choices choices{.options = options,
                            .shape = one                               ? ui::ChoiceMark::one
                                     : view.kind == AnswerKind::ranked ? ui::ChoiceMark::ranked
                                                                       : ui::ChoiceMark::several,
                            .in_pairs = view.in_pairs,
                            .hint = hint,
                            .hint_tone = refusal.empty() ? ui::Tone::neutral : ui::Tone::attention,
                            .words = list_words};
  ui::Chosen chosen;
  if (view.kind == AnswerKind::body_map) {
    std::vector<std::string_view> areas;
    for (const int index : order) areas.push_back(view.areas[static_cast<std::size_t>(index)]);
    const std::vector<std::string> told = chosen_words(view, refusal);
    const ui::FigureTouch touch = ui.figure_choices({.figure = &body_figure(),
                                                     .choices = choices,
                                                     .parts = areas,
                                                     .told = told,
                                                     .words = {.views = body_views,
                                                               .upper = "Top half",
                                                               .lower = "Legs",
                                                               .other_side = "Other side",
                                                               .next_view = "Next view",
                                                               .first_view = "First view",
                                                               .undo = "Undo",
                                                               .show_list = "As a list",
                                                               .show_figure = "Show the body"}});
    if (touch.undo) return {.touched = flow::intent::Choose{view.picked.back()}, .seen_all = touch.chosen.seen_all};
    chosen = touch.chosen;
  } else {
    chosen = ui.choices(choices);
  }
  Answered answered{.touched = std::nullopt, .seen_all = chosen.seen_all || one};
  if (chosen.tapped) answered.touched = flow::intent::Choose{order[*chosen.tapped]};
  return answered;
}

Touched draw_row(ui::Ui& ui, const QuestionView& view) {
  const auto selected = view.chosen ? std::optional(view.low + *view.chosen) : std::nullopt;
  const auto tapped = ui.number_row({view.low, view.high, view.low_anchor, view.high_anchor, selected});
  if (!tapped) return std::nullopt;
  return flow::intent::Choose{*tapped - view.low};
}

Touched draw_yes_no(ui::Ui& ui, const QuestionView& view) {
  const auto selected = view.chosen ? std::optional(*view.chosen == 0) : std::nullopt;
  const auto tapped = ui.yes_no({"Yes", "No", selected});
  if (!tapped) return std::nullopt;
  return flow::intent::Choose{*tapped ? 0 : 1};
}

Touched touched_key(const std::optional<ui::Key>& key) {
  if (key && key->choice) return flow::intent::Choose{static_cast<int>(*key->choice)};
  return intent_of(key);
}

Touched draw_date(ui::Ui& ui, const QuestionView& view) {
  const std::string refusal = refusal_words(view);
  ui.digit_field({.id = "answer",
                  .label = refusal.empty() ? "Day, month, year" : std::string_view(refusal),
                  .digits = view.typed,
                  .groups = date_groups,
                  .group_hints = date_hints});
  return intent_of(ui.keypad({.enabled = view.typed.size() < date_digits, .erase_label = erase_label}));
}

Touched draw_time(ui::Ui& ui, const QuestionView& view) {
  const std::string refusal = refusal_words(view);
  const std::string_view label = view.time_may_be_empty ? "The time. Leave it empty if you do not know it." : "";
  ui.digit_field({.id = "answer",
                  .label = refusal.empty() ? label : std::string_view(refusal),
                  .digits = view.typed,
                  .groups = time_groups,
                  .group_hints = time_hints});
  const std::array<ui::Option, 2> halves = {
      ui::Option{.label = "AM", .selected = view.half_of_day == 0, .id = "am"},
      ui::Option{.label = "PM", .selected = view.half_of_day == 1, .id = "pm"},
  };
  return touched_key(ui.keypad(
      {.enabled = view.typed.size() < time_digits, .erase_label = erase_label, .beside = {.options = halves}}));
}

Touched draw_number(ui::Ui& ui, const QuestionView& view) {
  const std::string refusal = refusal_words(view);
  const bool choose_unit = view.units.size() > 1;
  const std::string_view unit = view.units.size() == 1 ? std::string_view(view.units.front()) : std::string_view{};
  ui.text_field({.id = "answer", .label = refusal, .value = view.typed, .hint = {}, .suffix = unit});
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
                                .erase_label = erase_label,
                                .beside = {.options = units}}));
}

Touched draw_text(ui::Ui& ui, const QuestionView& view) {
  const std::string refusal = refusal_words(view);
  const std::string_view label = view.writing_other ? "Something else" : "";
  const std::string count = std::format("{} of {}", view.letters, view.most_letters);
  ui.text_field({.id = "answer",
                 .label = refusal.empty() ? label : std::string_view(refusal),
                 .value = view.typed,
                 .hint = {},
                 .suffix = count,
                 .most_lines = view.long_text ? std::size_t{4} : std::size_t{2}});
  return intent_of(ui.keyboard({.kind = ui::KeyboardKind::text,
                                .enabled = view.letters < view.most_letters,
                                .erase_label = erase_label,
                                .space_label = space_label}));
}

Touched draw_lines(ui::Ui& ui, const QuestionView& view) {
  const std::string refusal = refusal_words(view);
  const ui::LineTouch touch = ui.lines({.lines = view.lines,
                                        .add_label = view.can_add ? "Add another" : "",
                                        .remove_label = "Remove",
                                        .hint = refusal,
                                        .hint_tone = refusal.empty() ? ui::Tone::neutral : ui::Tone::attention,
                                        .words = list_words});
  if (touch.add) return flow::intent::AddLine{};
  if (touch.remove) return flow::intent::RemoveLine{static_cast<int>(*touch.remove)};
  return std::nullopt;
}

Answered draw_answer(ui::Ui& ui, const QuestionView& view) {
  switch (view.kind) {
    case flow::AnswerKind::tiles:
    case flow::AnswerKind::several:
    case flow::AnswerKind::body_map:
    case flow::AnswerKind::ranked: return draw_options(ui, view);
    case flow::AnswerKind::row: return {draw_row(ui, view)};
    case flow::AnswerKind::yes_no: return {draw_yes_no(ui, view)};
    case flow::AnswerKind::number: return {draw_number(ui, view)};
    case flow::AnswerKind::date:
    case flow::AnswerKind::date_time: return {draw_date(ui, view)};
    case flow::AnswerKind::time: return {draw_time(ui, view)};
    case flow::AnswerKind::text: return {draw_text(ui, view)};
    case flow::AnswerKind::lines: return {draw_lines(ui, view)};
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

std::string progress_words(const QuestionView& view) {
  if (view.changing) return "Change your answer";
  if (view.of == 0) return std::format("Question {}", view.number);
  return std::format("Question {} of {}", view.number, view.of);
}

}  // namespace

Touched draw(ui::Ui& ui, const QuestionView& view, const Chrome& chrome) {
  const std::string instance = instance_of(view);
  ui.begin_screen({.id = view.changing ? "patient.change" : "patient.question",
                   .instance = instance,
                   .layout = ui::Layout::question});
  const std::string progress = progress_words(view);
  header(ui, chrome, progress, view.number, view.changing ? 0 : view.of);
  ui.question(view.stem, view.text, page_labels);
  auto [touched, seen_all] = draw_answer(ui, view);
  // Nobody says "these and no others" of a list that they have not seen to its end.
  const bool known = seen_all || view.whole_list_known;
  touched = either(touched, footer(ui, {.ask_staff = ask_staff_button,
                                        .back = back_button,
                                        .skip = ui::FooterButton{"Skip"},
                                        .decline = ui::FooterButton{"Prefer not to answer", true, view.declined},
                                        .next = continue_if(view.can_continue && known)}));
  ui.end_screen();
  return touched;
}

}  // namespace anteroom::screens
