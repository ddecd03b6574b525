#include "kiosk/screens/patient/views.h"

#include <array>

namespace anteroom::screens {
namespace {

constexpr std::size_t code_digits = 4;
constexpr std::size_t date_digits = 8;
constexpr std::array<std::size_t, 1> code_groups{4};
constexpr std::array<std::size_t, 3> date_groups{2, 2, 4};
constexpr std::array<std::string_view, 3> date_hints{"Day", "Month", "Year"};

}  // namespace

Touched draw(ui::Ui& ui, const WelcomeView&, const Chrome& chrome) {
  ui.begin_screen({.id = "patient.welcome", .instance = {}, .layout = ui::Layout::centered});
  header(ui, chrome);
  Touched touched;
  ui.title("Welcome");
  ui.paragraph("A few questions before your visit. Take your time. You can skip any question.");
  ui.space(4);
  if (ui.button("start", "Start", ui::ButtonKind::primary)) touched = flow::intent::Start{};
  ui.space(4);
  if (ui.button("staff", "Staff", ui::ButtonKind::quiet)) touched = flow::intent::OpenStaff{};
  if (chrome.staff_light && ui.button("staff_light", "Staff: please look here", ui::ButtonKind::secondary)) {
    touched = flow::intent::OpenAlerts{};
  }
  ui.end_screen();
  return touched;
}

Touched draw(ui::Ui& ui, const CodeView& view, const Chrome& chrome) {
  ui.begin_screen({.id = "patient.code", .instance = {}, .layout = ui::Layout::question});
  header(ui, chrome);
  ui.question({}, view.no_match ? "That did not fit. Please type your visit code again." : "What is your visit code?",
              page_labels);
  ui.digit_field(
      {.id = "code",
       .label = view.no_match ? "Check your code and your birth date" : "Four numbers. Staff gave them to you.",
       .digits = view.digits,
       .groups = code_groups,
       .group_hints = {}});
  const bool whole = view.digits.size() == code_digits;
  Touched touched = intent_of(ui.keypad({.enabled = !whole, .erase_label = erase_label}));
  touched = either(
      touched,
      footer(
          ui,
          {.ask_staff = ask_staff_button, .back = back_button, .skip = {}, .decline = {}, .next = continue_if(whole)}));
  ui.end_screen();
  return touched;
}

Touched draw(ui::Ui& ui, const BirthDateView& view, const Chrome& chrome) {
  ui.begin_screen({.id = "patient.birth_date", .instance = {}, .layout = ui::Layout::question});
  header(ui, chrome);
  ui.question({}, "When were you born?", page_labels);
  ui.digit_field({.id = "birth_date",
                  .label = view.no_such_day ? "There is no such day. Please check it."
                                            : "Day, then month, then year. For example 05 03 1957.",
                  .digits = view.digits,
                  .groups = date_groups,
                  .group_hints = date_hints});
  const bool whole = view.digits.size() == date_digits;
  Touched touched = intent_of(ui.keypad({.enabled = !whole, .erase_label = erase_label}));
  touched = either(
      touched,
      footer(
          ui,
          {.ask_staff = ask_staff_button, .back = back_button, .skip = {}, .decline = {}, .next = continue_if(whole)}));
  ui.end_screen();
  return touched;
}

Touched draw(ui::Ui& ui, const AskAtDeskView& view, const Chrome& chrome) {
  ui.begin_screen({.id = "patient.ask_at_desk", .instance = {}, .layout = ui::Layout::centered});
  header(ui, chrome);
  ui.title("Please ask at the desk");
  ui.paragraph(view.after_tries
                   ? "The visit code and the birth date did not fit together. The people at the desk can help you."
                   : "The people at the desk are happy to help you.");
  Touched touched = footer(ui, {.ask_staff = {}, .back = {}, .skip = {}, .decline = {}, .next = continue_button});
  ui.end_screen();
  return touched;
}

}  // namespace anteroom::screens
