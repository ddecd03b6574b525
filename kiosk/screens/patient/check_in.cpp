#include "kiosk/screens/patient/answer_words.h"
#include "kiosk/screens/patient/views.h"

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace anteroom::screens {
namespace {

constexpr std::size_t code_digits = 4;
constexpr std::size_t date_digits = 8;
constexpr std::array<std::size_t, 1> code_groups{4};
constexpr std::array<std::size_t, 3> date_groups{2, 2, 4};

// After the buttons that are `first` in their row.
Touched draw_languages(ui::Ui& ui, const std::vector<LanguageChoice>& languages,
                       std::vector<ui::Ui::ButtonSpec> buttons, std::size_t most_in_a_row) {
  const std::size_t before = buttons.size();
  std::vector<std::string> ids;
  ids.reserve(languages.size());  // the buttons look at these strings
  for (const LanguageChoice& language : languages) {
    ids.push_back("language:" + language.tag);
    buttons.push_back({.id = ids.back(), .label = language.name});
  }
  const std::size_t rows = buttons.size() / most_in_a_row + (buttons.size() % most_in_a_row > 0 ? 1 : 0);
  Touched touched;
  for (std::size_t row = 0, first = 0; row < rows; ++row) {
    const std::size_t count = (buttons.size() - first + (rows - row) - 1) / (rows - row);  // rows as even as can be
    const std::size_t of = rows > 1 ? (buttons.size() + rows - 1) / rows : 0;
    if (const auto tapped = ui.button_row(std::span(buttons).subspan(first, count), of)) {
      const std::size_t index = first + *tapped;
      if (index < before) {
        touched = flow::intent::Start{};
      } else {
        touched = flow::intent::PickLanguage{languages[index - before].tag};
      }
    }
    first += count;
  }
  return touched;
}

std::string_view desk_words(AskAtDeskView::Reason reason, const Words& words) {
  using enum AskAtDeskView::Reason;
  switch (reason) {
    case no_match:
      return words.say("The visit code and the birth date did not match. The people at the desk can help you.");
    case asked: return words.say("The people at the desk are happy to help you.");
    case interrupted:
      return words.say(
          "Your questions were stopped before the end. Your answers are saved. The people at the desk can "
          "help you go on.");
  }
  std::unreachable();
}

}  // namespace

Touched draw(ui::Ui& ui, const WelcomeView& view, const Chrome& chrome) {
  ui.begin_screen({.id = "patient.welcome", .layout = ui::Layout::centered, .pages = page_labels(chrome.words)});
  header(ui, chrome);
  const Words& words = chrome.words;
  // Where many languages are spoken they stand beside the rest, so that neither is cramped.
  constexpr std::size_t few = 2;
  const bool sideways = is_short(ui) || is_wide(ui);
  const bool many = view.others.size() > few;
  const bool beside = is_wide(ui) && many;
  const bool after_start = sideways && !view.others.empty() && !beside;
  Touched touched;
  if (beside) ui.begin_columns(2);
  ui.title(words.say("Welcome"));
  // Nobody turns a page to find Start.
  if (!(is_short(ui) && many)) {
    ui.paragraph(words.say("A few questions before your visit. Take your time. You can skip any question."));
  }
  if (!is_short(ui)) ui.space(4);
  const std::vector<ui::Ui::ButtonSpec> start{
      {.id = "start", .label = words.say("Start"), .kind = ui::ButtonKind::primary}};
  constexpr std::size_t most_in_a_row = 3;  // so that "Tiếng Việt" stands on one line on a small panel too
  if (after_start) {
    touched = draw_languages(ui, view.others, start, most_in_a_row);
  } else {
    if (ui.button_row(start)) touched = flow::intent::Start{};
    if (beside) {
      ui.next_column();
    } else if (!is_short(ui)) {
      ui.space(4);
    }
    touched = either(touched, draw_languages(ui, view.others, {}, beside ? 2 : most_in_a_row));
  }
  if (beside) ui.end_columns();
  // Staff's ways in stand apart from what a patient is meant to touch.
  ui::Footer staffs{.ask_staff = ui::FooterButton{.label = words.say("Staff only"), .id = "staff"}};
  if (chrome.staff_light) {
    staffs.next = ui::FooterButton{
        .label = words.say("Message for staff"), .id = "staff_light", .kind = ui::ButtonKind::secondary};
  }
  if (const auto box = ui.footer(staffs)) {
    touched = *box == ui::FooterBox::next ? flow::Intent{flow::intent::OpenAlerts{}} : flow::intent::OpenStaff{};
  }
  ui.end_screen();
  return touched;
}

Touched draw(ui::Ui& ui, const CodeView& view, const Chrome& chrome) {
  ui.begin_screen({.id = "patient.code", .layout = ui::Layout::keypad, .pages = page_labels(chrome.words)});
  header(ui, chrome);
  const Words& words = chrome.words;
  // Where both have no room together, why one is here again comes before the question.
  if (view.no_match) {
    ui.notice(is_small(ui) ? words.say("Code and birth date do not match.")
                           : words.say("The code and the birth date do not match. Please try again."),
              ui::Tone::attention);
  }
  ui.heading(words.say("What is your visit code?"));
  if (!view.no_match) ui.paragraph(words.say("It has four numbers. Staff gave it to you."));
  ui.digit_field({.id = "code", .label = {}, .digits = view.digits, .groups = code_groups, .group_hints = {}});
  const bool whole = view.digits.size() == code_digits;
  Touched touched = intent_of(ui.keypad({.enabled = !whole, .erase_label = erase_label(words)}));
  touched =
      either(touched, footer(ui, {.ask_staff = help_button(words),
                                  .back = back_button(words),
                                  .skip = {},
                                  .decline = {},
                                  .next = continue_button(words, whole, words.say("Please type all four numbers."))}));
  ui.end_screen();
  return touched;
}

Touched draw(ui::Ui& ui, const BirthDateView& view, const Chrome& chrome) {
  ui.begin_screen({.id = "patient.birth_date", .layout = ui::Layout::keypad, .pages = page_labels(chrome.words)});
  header(ui, chrome);
  const Words& words = chrome.words;
  if (view.no_such_day) {
    ui.notice(is_small(ui) ? words.say("No such day. The day comes first.")
                           : words.say("There is no such day. The day comes first, then the month."),
              ui::Tone::attention);
  }
  ui.heading(words.say("When were you born?"));
  if (!view.no_such_day) ui.paragraph(words.say("For example 25 03 1957."));
  const auto hints = date_hints(words);
  const std::string in_words = typed_day_words(view.digits, words);
  ui.digit_field({.id = "birth_date",
                  .label = {},
                  .digits = view.digits,
                  .begins_anew = view.no_such_day,
                  .groups = date_groups,
                  .group_hints = hints,
                  .in_words = in_words});
  const bool whole = view.digits.size() == date_digits;
  const bool offers = whole && !view.no_such_day;
  Touched touched = intent_of(ui.keypad({.enabled = !offers, .erase_label = erase_label(words)}));
  touched = either(
      touched, footer(ui, {.ask_staff = help_button(words),
                           .back = back_button(words),
                           .skip = {},
                           .decline = {},
                           .next = continue_button(
                               words, offers, words.say("Please type all eight digits, for example 25 03 1957."))}));
  ui.end_screen();
  return touched;
}

Touched draw(ui::Ui& ui, const AskAtDeskView& view, const Chrome& chrome) {
  ui.begin_screen({.id = "patient.ask_at_desk", .layout = ui::Layout::centered, .pages = page_labels(chrome.words)});
  header(ui, chrome);
  const Words& words = chrome.words;
  ui.title(words.say("Please ask at the desk"));
  ui.paragraph(desk_words(view.reason, words));
  Touched touched = footer(
      ui,
      {.ask_staff = {}, .back = {}, .skip = {}, .decline = {}, .next = ui::FooterButton{.label = words.say("Done")}});
  ui.end_screen();
  return touched;
}

}  // namespace anteroom::screens
