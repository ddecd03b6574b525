#include "kiosk/screens/nurse/words.h"

#include <algorithm>
#include <array>
#include <format>

namespace anteroom::screens {
namespace {

constexpr std::size_t pin_digits = 6;
constexpr std::array<std::size_t, 1> pin_groups{6};
constexpr int seconds_in_minute = 60;

std::string wait_words(const PinView& view, const Words& words) {
  const bool minutes = view.wait_seconds > 2 * seconds_in_minute;
  const auto count = static_cast<unsigned long>(minutes ? view.wait_seconds / seconds_in_minute : view.wait_seconds);
  return minutes ? words.say_count("Too many tries. Please wait {count} minute.",
                                   "Too many tries. Please wait {count} minutes.", count)
                 : words.say_count("Too many tries. Please wait {count} second.",
                                   "Too many tries. Please wait {count} seconds.", count);
}

// Nobody is signed in: whatever a patient's alert is about, it says visit and time.
std::string locked_words(const AlertItem& alert, const Words& words) {
  switch (alert.kind) {
    case platform::AlertKind::printer_trouble:
      return words.say("A printer needs somebody since {time}.", {{"time", alert.raised}});
    case platform::AlertKind::storage_trouble:
      return words.say("The kiosk could not save at {time}.", {{"time", alert.raised}});
    case platform::AlertKind::safety_answer:
    case platform::AlertKind::come_now:
    case platform::AlertKind::ask_staff: break;
  }
  return words.say("Visit {code}, since {time}", {{"code", alert.visit_code}, {"time", alert.raised}});
}

std::string problem_words(const PinView& view, const Words& words) {
  using Problem = flow::EnterPin::Problem;
  if (view.checking) return std::string(words.say("Checking…"));
  switch (view.problem) {
    case Problem::none: return std::string(words.say("Please type your PIN: six numbers."));
    case Problem::wrong: return std::string(words.say("That PIN is not right. Please try again."));
    case Problem::wait: return wait_words(view, words);
    case Problem::locked:
      return std::string(words.say("Locked after ten wrong tries. Please ask a charge nurse or IT for a new PIN."));
    case Problem::store: return std::string(words.say("The kiosk cannot read its records. Please ask your IT staff."));
  }
  return {};
}

Touched draw_was_seen(ui::Ui& ui, const AlertItem& alert, const Chrome& chrome) {
  const Words& words = chrome.words;
  ui.begin_screen({.id = "nurse.alert_seen",
                   .layout = ui::Layout::centered,
                   .audience = ui::Audience::staff,
                   .pages = page_labels(words)});
  staff_header(ui, chrome);
  begin_words(ui);
  ui.title(is_of_patient(alert.kind) ? words.say("Has somebody from the team seen the patient?")
                                     : words.say("Has somebody from the team seen to it?"));
  ui.paragraph(locked_words(alert, words));
  begin_buttons(ui);
  Touched touched;
  const std::array<ui::Ui::ButtonSpec, 2> buttons{
      {{"seen", is_of_patient(alert.kind) ? words.say("Yes, seen") : words.say("Yes, done")},
       {"not_seen", words.say("Not yet")}}};
  if (const auto tapped = ui.button_row(buttons)) {
    if (*tapped == 0) {
      touched = flow::intent::Continue{};
    } else {
      touched = flow::intent::Back{};
    }
  }
  end_buttons(ui);
  touched = either(touched, footer(ui, {.back = back_button(words)}));
  ui.end_screen();
  return touched;
}

}  // namespace

Touched draw(ui::Ui& ui, const SignInView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  ui.begin_screen({.id = "nurse.sign_in", .layout = ui::Layout::staff, .pages = page_labels(words)});
  staff_header(ui, chrome);
  ui.heading(words.say("Who is signing in?"));
  Touched touched;
  if (view.people.empty()) {
    ui.paragraph(words.say("Nobody can sign in yet. IT staff add the first person with: {command}",
                           {{"command", "anteroom admin add-staff"}}));
  } else {
    touched = draw_people(ui, view.people, words);
  }
  // Not in the footer: there it would stand where the way to this screen was, under a finger that touches twice.
  if (ui.button("close_day", words.say("Close the day"), ui::ButtonKind::quiet)) touched = flow::intent::CloseDay{};
  const auto box =
      ui.footer({.back = back_button(words),
                 .next = ui::FooterButton{
                     .label = words.say("Clean the screen"), .id = "clean", .kind = ui::ButtonKind::secondary}});
  if (box == ui::FooterBox::next) touched = flow::intent::Clean{};
  if (box == ui::FooterBox::back) touched = flow::intent::Back{};
  ui.end_screen();
  return touched;
}

Touched draw(ui::Ui& ui, const CleaningView&, const Chrome& chrome) {
  const Words& words = chrome.words;
  ui.begin_screen({.id = "nurse.cleaning",
                   .layout = ui::Layout::centered,
                   .audience = ui::Audience::staff,
                   .pages = page_labels(words)});
  staff_header(ui, chrome);
  ui.title(words.say("Please wipe the screen now"));
  ui.paragraph(words.say("It ignores touch for half a minute. Then the first screen comes back."));
  ui.end_screen();
  return std::nullopt;
}

Touched draw(ui::Ui& ui, const PinView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  ui.begin_screen({.id = "nurse.pin",
                   .instance = view.name,
                   .layout = ui::Layout::keypad,
                   .audience = ui::Audience::staff,
                   .pages = page_labels(words)});
  staff_header(ui, chrome);
  ui.heading(view.name);
  const std::string problem = problem_words(view, words);
  if (view.problem == flow::EnterPin::Problem::none || view.checking) {
    ui.paragraph(problem);
  } else {
    ui.notice(problem, ui::Tone::attention);
  }
  const std::string typed(view.typed, '*');
  const bool whole = view.typed == pin_digits;
  const bool refused = view.problem == flow::EnterPin::Problem::locked || view.problem == flow::EnterPin::Problem::wait;
  ui.digit_field({.id = "pin", .digits = typed, .hidden = true, .active = !refused, .groups = pin_groups});
  Touched touched = intent_of(ui.keypad({.enabled = !whole && !view.checking && !refused,
                                         .locked = view.checking || refused,
                                         .erase_label = erase_label(words)}));
  touched = either(touched, footer(ui, {.ask_staff = {},
                                        .back = back_button(words),
                                        .skip = {},
                                        .decline = {},
                                        .next = continue_button(words, whole && !view.checking)}));
  ui.end_screen();
  return touched;
}

Touched draw(ui::Ui& ui, const LockedAlertsView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  if (view.touched) return draw_was_seen(ui, *view.touched, chrome);
  ui.begin_screen({.id = "nurse.alerts", .layout = ui::Layout::staff, .pages = page_labels(words)});
  staff_header(ui, chrome);
  const bool all_patients =
      std::ranges::all_of(view.alerts, [](const AlertItem& alert) { return is_of_patient(alert.kind); });
  ui.heading(all_patients ? words.say("Please see these patients") : words.say("Please see to these"));
  Touched touched;
  if (view.alerts.empty()) {
    ui.paragraph(words.say("Nobody is waiting to be seen."));
  } else {
    std::vector<std::string> ids;
    std::vector<std::string> titles;
    std::vector<ui::Row> rows;
    ids.reserve(view.alerts.size());
    titles.reserve(view.alerts.size());
    for (const AlertItem& alert : view.alerts) {
      ids.push_back(std::format("alert:{}:seen", alert.alert.value));
      titles.push_back(locked_words(alert, words));
      rows.push_back({.id = ids.back(),
                      .title = titles.back(),
                      .detail = is_of_patient(alert.kind) ? words.say("Touch when somebody has seen the patient.")
                                                          : words.say("Touch when somebody has seen to it."),
                      .value = {},
                      .pill = {},
                      .selected = {}});
    }
    if (const auto tapped = ui.list(rows, page_labels(words)))
      touched = flow::intent::SeeAlert{view.alerts[*tapped].alert};
  }
  touched =
      either(touched, footer(ui, {.ask_staff = {}, .back = back_button(words), .skip = {}, .decline = {}, .next = {}}));
  ui.end_screen();
  return touched;
}

Touched draw(ui::Ui& ui, const StaffTroubleView&, const Chrome& chrome) {
  const Words& words = chrome.words;
  ui.begin_screen({.id = "nurse.trouble",
                   .layout = ui::Layout::centered,
                   .audience = ui::Audience::staff,
                   .pages = page_labels(words)});
  staff_header(ui, chrome);
  ui.title(words.say("The kiosk cannot read or save its records"));
  ui.paragraph(words.say(
      "What was saved before is safe. Try again; if it stays, call your IT staff: “{command}” says what is wrong.",
      {{"command", words.say("Checks")}}));
  // In the footer: never on another page than what says to touch it.
  const auto box = ui.footer(
      {.back = back_button(words), .next = ui::FooterButton{.label = words.say("Try again"), .id = "try_again"}});
  Touched touched;
  if (box == ui::FooterBox::next) touched = flow::intent::TryAgain{};
  if (box == ui::FooterBox::back) touched = flow::intent::Back{};
  ui.end_screen();
  return touched;
}

}  // namespace anteroom::screens
