#include "kiosk/screens/patient/views.h"

#include <array>
#include <span>

namespace anteroom::screens {
namespace {

constexpr std::size_t code_digits = 4;
constexpr std::size_t date_digits = 8;
constexpr std::array<std::size_t, 1> code_groups{4};
constexpr std::array<std::size_t, 3> date_groups{2, 2, 4};
constexpr std::array<std::string_view, 3> date_hints{"Day", "Month", "Year"};

}  // namespace

Touched draw(ui::Ui& ui, const WelcomeView&, const Chrome& chrome) {
  ui.begin_screen({.id = "patient.welcome", .layout = ui::Layout::centered, .pages = page_labels});
  header(ui, chrome);
  Touched touched;
  ui.title("Welcome");
  ui.paragraph("A few questions before your visit. Take your time. You can skip any question.");
  ui.space(4);
  if (ui.button("start", "Start", ui::ButtonKind::primary)) touched = flow::intent::Start{};
  ui.space(4);
  const std::array<ui::Ui::ButtonSpec, 2> buttons{
      {{.id = "staff", .label = "Staff", .kind = ui::ButtonKind::quiet},
       {.id = "staff_light", .label = "Staff: please look", .kind = ui::ButtonKind::secondary}}};
  if (const auto tapped = ui.button_row(std::span(buttons).first(chrome.staff_light ? 2 : 1))) {
    if (*tapped == 0) {
      touched = flow::intent::OpenStaff{};
    } else {
      touched = flow::intent::OpenAlerts{};
    }
  }
  ui.end_screen();
  return touched;
}

Touched draw(ui::Ui& ui, const CodeView& view, const Chrome& chrome) {
  ui.begin_screen({.id = "patient.code", .layout = ui::Layout::keypad, .pages = page_labels});
  header(ui, chrome);
  ui.heading("What is your visit code?");
  if (view.no_match) {
    ui.notice("The code and the birth date do not fit together. Please try again.", ui::Tone::attention);
  } else {
    ui.paragraph("It has four numbers. Staff gave it to you.");
  }
  ui.digit_field({.id = "code", .label = {}, .digits = view.digits, .groups = code_groups, .group_hints = {}});
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
  ui.begin_screen({.id = "patient.birth_date", .layout = ui::Layout::keypad, .pages = page_labels});
  header(ui, chrome);
  ui.heading("When were you born?");
  if (view.no_such_day) {
    ui.notice("There is no such day. Please check it.", ui::Tone::attention);
  } else {
    ui.paragraph("For example 05 03 1957.");
  }
  ui.digit_field(
      {.id = "birth_date", .label = {}, .digits = view.digits, .groups = date_groups, .group_hints = date_hints});
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
  ui.begin_screen({.id = "patient.ask_at_desk", .layout = ui::Layout::centered, .pages = page_labels});
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
