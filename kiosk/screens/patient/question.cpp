#include "kiosk/screens/patient/views.h"

#include <array>
#include <cmath>
#include <format>

namespace anteroom::screens {
namespace {

constexpr std::array<std::size_t, 3> date_groups{2, 2, 4};
constexpr std::array<std::string_view, 3> date_hints{"Day", "Month", "Year"};
constexpr std::size_t date_digits = 8;

std::string plain(double number) {
  return number == std::floor(number) ? std::format("{:.0f}", number) : std::format("{}", number);
}

// What was wrong with the answer, in the words of somebody who wants to help. Never repeats the answer.
std::string refusal_words(const QuestionView& view) {
  if (view.refusal.empty()) return {};
  if (view.kind == flow::AnswerKind::date) return "No such day. Please check.";
  if (view.kind == flow::AnswerKind::text) return "Please use more words, or fewer.";
  if (view.minimum && view.maximum) {
    return std::format("From {} to {}, please.", plain(*view.minimum), plain(*view.maximum));
  }
  if (view.minimum) return std::format("{} or more, please.", plain(*view.minimum));
  if (view.maximum) return std::format("{} or less, please.", plain(*view.maximum));
  return "Please check the number.";
}

Touched draw_tiles(ui::Ui& ui, const QuestionView& view) {
  std::vector<ui::Option> options;
  for (std::size_t index = 0; index < view.options.size(); ++index) {
    options.push_back({view.options[index], view.chosen == static_cast<int>(index)});
  }
  const auto tapped = ui.choices(options);
  if (!tapped) return std::nullopt;
  return flow::intent::Choose{static_cast<int>(*tapped)};
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

Touched draw_keys(ui::Ui& ui, const QuestionView& view) {
  const std::string refusal = refusal_words(view);
  if (view.kind == flow::AnswerKind::date) {
    ui.digit_field({.id = "answer",
                    .label = refusal.empty() ? "Day, month, year" : std::string_view(refusal),
                    .digits = view.typed,
                    .groups = date_groups,
                    .group_hints = date_hints});
    return intent_of(ui.keypad({.enabled = view.typed.size() < date_digits, .erase_label = erase_label}));
  }
  ui.text_field({.id = "answer", .label = refusal, .value = view.typed, .hint = {}});
  if (view.kind == flow::AnswerKind::text) {
    return intent_of(
        ui.keyboard({.kind = ui::KeyboardKind::text, .erase_label = erase_label, .space_label = space_label}));
  }
  return intent_of(
      ui.keypad({.point = !view.whole_numbers, .minus = view.negative_numbers, .erase_label = erase_label}));
}

Touched draw_answer(ui::Ui& ui, const QuestionView& view) {
  switch (view.kind) {
    case flow::AnswerKind::tiles: return draw_tiles(ui, view);
    case flow::AnswerKind::row: return draw_row(ui, view);
    case flow::AnswerKind::yes_no: return draw_yes_no(ui, view);
    case flow::AnswerKind::number:
    case flow::AnswerKind::date:
    case flow::AnswerKind::text: return draw_keys(ui, view);
  }
  return std::nullopt;
}

std::string progress_words(const QuestionView& view) {
  if (view.changing) return "Change your answer";
  if (view.of == 0) return std::format("Question {}", view.number);
  return std::format("Question {} of {}", view.number, view.of);
}

}  // namespace

Touched draw(ui::Ui& ui, const QuestionView& view, const Chrome& chrome) {
  const std::string instance = view.place.form + "/" + view.place.link_id;
  ui.begin_screen({.id = view.changing ? "patient.change" : "patient.question",
                   .instance = instance,
                   .layout = ui::Layout::question});
  const std::string progress = progress_words(view);
  header(ui, chrome, progress, view.number, view.changing ? 0 : view.of);
  ui.question(view.stem, view.text, page_labels);
  Touched touched = draw_answer(ui, view);
  touched = either(touched, footer(ui, {.ask_staff = ask_staff_button,
                                        .back = back_button,
                                        .skip = ui::FooterButton{"Skip"},
                                        .decline = ui::FooterButton{"Prefer not to answer", true, view.declined},
                                        .next = continue_if(view.can_continue)}));
  ui.end_screen();
  return touched;
}

}  // namespace anteroom::screens
