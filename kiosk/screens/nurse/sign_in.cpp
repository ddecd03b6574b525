#include "kiosk/screens/nurse/words.h"

#include <array>
#include <format>

namespace anteroom::screens {
namespace {

constexpr std::size_t pin_digits = 6;
constexpr std::array<std::size_t, 1> pin_groups{6};
constexpr int seconds_in_minute = 60;

std::string problem_words(const PinView& view) {
  using Problem = flow::EnterPin::Problem;
  if (view.checking) return "Checking…";
  switch (view.problem) {
    case Problem::none: return "Please type your PIN: six numbers.";
    case Problem::wrong: return "That PIN is not right. Please try again.";
    case Problem::wait:
      if (view.wait_seconds > 2 * seconds_in_minute) {
        return std::format("Too many tries. Please wait {} minutes.", view.wait_seconds / seconds_in_minute);
      }
      return std::format("Too many tries. Please wait {} seconds.", view.wait_seconds);
    case Problem::locked: return "Locked after ten wrong tries. Please ask your IT staff.";
    case Problem::store: return "The kiosk cannot read its records. Please ask your IT staff.";
  }
  return {};
}

}  // namespace

Touched draw(ui::Ui& ui, const SignInView& view, const Chrome& chrome) {
  ui.begin_screen({.id = "nurse.sign_in", .layout = ui::Layout::staff, .pages = page_labels});
  header(ui, chrome);
  ui.heading("Who is signing in?");
  std::vector<std::string> ids;
  std::vector<ui::Row> rows;
  ids.reserve(view.names.size());
  for (const std::string& name : view.names) {
    ids.push_back(std::format("staff:{}", ids.size()));
    rows.push_back({.id = ids.back(), .title = name, .detail = {}, .value = {}, .pill = {}, .selected = {}});
  }
  Touched touched;
  if (rows.empty()) {
    ui.paragraph("Nobody can sign in yet. IT staff add the first person with: anteroom admin add-nurse");
  } else if (const auto tapped = ui.list(rows, page_labels)) {
    touched = flow::intent::PickPerson{static_cast<int>(*tapped)};
  }
  touched = either(touched, footer(ui, {.ask_staff = {}, .back = back_button, .skip = {}, .decline = {}, .next = {}}));
  ui.end_screen();
  return touched;
}

Touched draw(ui::Ui& ui, const PinView& view, const Chrome& chrome) {
  ui.begin_screen({.id = "nurse.pin",
                   .instance = view.name,
                   .layout = ui::Layout::keypad,
                   .audience = ui::Audience::staff,
                   .pages = page_labels});
  header(ui, chrome);
  ui.heading(view.name);
  const std::string words = problem_words(view);
  if (view.problem == flow::EnterPin::Problem::none || view.checking) {
    ui.paragraph(words);
  } else {
    ui.notice(words, ui::Tone::attention);
  }
  const std::string dots(view.typed, '*');
  ui.digit_field({.id = "pin", .label = {}, .digits = dots, .groups = pin_groups, .group_hints = {}});
  const bool whole = view.typed == pin_digits;
  Touched touched = intent_of(ui.keypad({.enabled = !whole && !view.checking, .erase_label = erase_label}));
  touched = either(touched, footer(ui, {.ask_staff = {},
                                        .back = back_button,
                                        .skip = {},
                                        .decline = {},
                                        .next = continue_if(whole && !view.checking)}));
  ui.end_screen();
  return touched;
}

Touched draw(ui::Ui& ui, const LockedAlertsView& view, const Chrome& chrome) {
  ui.begin_screen({.id = "nurse.alerts", .layout = ui::Layout::staff, .pages = page_labels});
  header(ui, chrome);
  ui.heading("Please see these patients");
  Touched touched;
  if (view.alerts.empty()) {
    ui.paragraph("Nobody is waiting to be seen.");
  } else {
    std::vector<std::string> ids;
    std::vector<std::string> titles;
    std::vector<ui::Row> rows;
    ids.reserve(view.alerts.size());
    titles.reserve(view.alerts.size());
    for (const AlertItem& alert : view.alerts) {
      ids.push_back(std::format("alert:{}:seen", alert.alert.value));
      titles.push_back(std::format("Visit {}, asked at {}", alert.visit_code, alert.raised));
      rows.push_back({.id = ids.back(),
                      .title = titles.back(),
                      .detail = "Touch when somebody has seen the patient.",
                      .value = {},
                      .pill = {},
                      .selected = {}});
    }
    if (const auto tapped = ui.list(rows, page_labels)) touched = flow::intent::SeeAlert{view.alerts[*tapped].alert};
  }
  touched = either(touched, footer(ui, {.ask_staff = {}, .back = back_button, .skip = {}, .decline = {}, .next = {}}));
  ui.end_screen();
  return touched;
}

Touched draw(ui::Ui& ui, const StaffTroubleView&, const Chrome& chrome) {
  ui.begin_screen(
      {.id = "nurse.trouble", .layout = ui::Layout::centered, .audience = ui::Audience::staff, .pages = page_labels});
  header(ui, chrome);
  ui.title("The kiosk cannot read or save its records");
  ui.paragraph(
      "What was saved before is safe. Try again; if it stays, call your IT staff: anteroom doctor says what is wrong.");
  ui.space(4);
  Touched touched;
  if (ui.button("try_again", "Try again", ui::ButtonKind::primary)) touched = flow::intent::TryAgain{};
  touched = either(touched, footer(ui, {.ask_staff = {}, .back = back_button, .skip = {}, .decline = {}, .next = {}}));
  ui.end_screen();
  return touched;
}

}  // namespace anteroom::screens
