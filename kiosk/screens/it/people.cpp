// Who works here. A PIN is shown once, for whoever it is handed to.
#include "kiosk/screens/it/views.h"
#include "kiosk/screens/nurse/words.h"

#include <array>
#include <format>

namespace anteroom::screens {
namespace {

using platform::StaffRole;
using Stage = flow::staff::People::Stage;
using Problem = flow::staff::People::Problem;

std::string_view problem_words(Problem problem, const Words& words) {
  switch (problem) {
    case Problem::none: break;
    case Problem::name: return words.say("This name cannot be used.");
    case Problem::taken: return words.say("Somebody already has this name.");
    case Problem::own: return words.say("You cannot remove yourself: somebody else has to do that.");
    case Problem::refused: return words.say("Nothing was changed. Please sign in anew and try again.");
  }
  return {};
}

void say_problem(ui::Ui& ui, Problem problem, const Words& words) {
  if (problem != Problem::none) ui.notice(problem_words(problem, words), ui::Tone::attention);
}

Touched draw_list(ui::Ui& ui, const PeopleView& view, const Words& words) {
  ui.heading(words.say("Staff"));
  say_problem(ui, view.problem, words);
  const Touched touched = draw_people(ui, view.people, words);
  const ui::FooterButton add{.label = words.say_as("to the staff", "Add"), .id = "add"};
  return either(touched, footer(ui, {.back = back_button(words), .next = add}));
}

Touched draw_person(ui::Ui& ui, const PeopleView& view, const Words& words) {
  ui.heading(words.say("{name}, {role}", {{"name", view.name}, {"role", role_words(view.role, words)}}));
  say_problem(ui, view.problem, words);
  ui.paragraph(words.say("A new PIN takes the place of the one before, and whoever was locked out can sign in again."));
  const std::array<ui::Ui::ButtonSpec, 2> ways{
      {{"new_pin", words.say("New PIN"), ui::ButtonKind::primary},
       {"remove", words.say_as("from the staff", "Remove"), ui::ButtonKind::secondary, view.problem != Problem::own}}};
  Touched touched;
  if (const auto way = ui.button_row(ways))
    touched = *way == 0 ? flow::Intent(flow::intent::NewPin{}) : flow::intent::RemovePerson{};
  return either(touched, footer(ui, {.back = back_button(words)}));
}

Touched draw_name(ui::Ui& ui, const PeopleView& view, const Words& words) {
  const bool is_refused = view.problem != Problem::none;
  ui.question({}, is_refused ? std::string_view{} : words.say("Name shown at sign-in"), page_labels(words));
  if (is_refused) ui.question_hint(problem_words(view.problem, words), ui::Tone::attention);
  ui.text_field({.id = "name", .label = {}, .value = view.name, .hint = {}});
  const Touched touched = intent_of(ui.keyboard({.kind = ui::KeyboardKind::text,
                                                 .erase_label = erase_label(words),
                                                 .space_label = space_label(words),
                                                 .language = words.language(),
                                                 .words = write_words(words)}));
  // What was refused is changed before it is offered again.
  const bool is_free = view.problem != Problem::name && view.problem != Problem::taken;
  const bool goes_on = !view.name.empty() && is_free;
  return either(touched, footer(ui, {.back = back_button(words), .next = continue_button(words, goes_on)}));
}

Touched draw_roles(ui::Ui& ui, const PeopleView& view, const Words& words) {
  constexpr std::array roles{StaffRole::nurse, StaffRole::charge_nurse, StaffRole::it};
  ui.heading(words.say("What does {name} do?", {{"name", view.name}}));
  // All three stand on one screen; on a low panel what the chosen one may do stands below them.
  std::string_view may;
  const auto row = [&](std::string_view id, StaffRole role, std::string_view detail) {
    if (role == view.role) may = detail;
    return ui::Row{.id = id,
                   .title = role_words(role, words),
                   .detail = is_short(ui) ? std::string_view{} : detail,
                   .selected = role == view.role};
  };
  const std::vector<ui::Row> rows{
      row("role:nurse", StaffRole::nurse, words.say("Starts visits, prints, answers alerts")),
      row("role:charge_nurse", StaffRole::charge_nurse, words.say("Also log, export, deleting and staff")),
      row("role:it", StaffRole::it, words.say("Looks after the kiosk and sees no visit"))};
  Touched touched;
  if (const auto tapped = ui.list(rows, page_labels(words))) touched = flow::intent::PickRole{roles.at(*tapped)};
  if (is_short(ui)) ui.caption(words.say("{role}: {what}", {{"role", role_words(view.role, words)}, {"what", may}}));
  return either(touched, footer(ui, {.back = back_button(words), .next = continue_button(words)}));
}

Touched draw_pin(ui::Ui& ui, const PeopleView& view, const Words& words) {
  ui.heading(words.say("PIN of {name}", {{"name", view.name}}));
  ui.code(std::format("pin:{}", view.pin), view.pin);
  ui.paragraph(words.say("Hand it over now. It is not kept, and not shown again."));
  return footer(ui, {.next = ui::FooterButton{.label = words.say("Done"), .id = "continue"}});
}

Touched draw_removal(ui::Ui& ui, const PeopleView& view, const Words& words) {
  ui.heading(words.say("Remove {name}?", {{"name", view.name}}));
  ui.bullet(words.say("They can no longer sign in. The log keeps what they did under their name."));
  ui.bullet(words.say("A passphrase that they know still opens the day: IT staff can remove it."));
  const ui::FooterButton remove{
      .label = words.say_as("from the staff", "Remove"), .id = "continue", .kind = ui::ButtonKind::danger};
  return footer(ui, {.back = back_button(words), .next = remove});
}

std::string_view screen_id(Stage stage) {
  switch (stage) {
    case Stage::list: return "it.people";
    case Stage::person: return "it.person";
    case Stage::name: return "it.person.name";
    case Stage::role: return "it.person.role";
    case Stage::making: return "it.person.making";
    case Stage::pin: return "it.person.pin";
    case Stage::removing: return "it.person.remove";
  }
  return {};
}

}  // namespace

Touched draw(ui::Ui& ui, const PeopleView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  const bool is_typed = view.stage == Stage::name;
  ui.begin_screen({.id = screen_id(view.stage),
                   .layout = is_typed ? ui::Layout::question : ui::Layout::staff,
                   .audience = ui::Audience::staff,
                   .pages = page_labels(words)});
  staff_header(ui, chrome, is_typed ? words.say("Staff") : std::string_view{});
  Touched touched;
  switch (view.stage) {
    case Stage::list: touched = draw_list(ui, view, words); break;
    case Stage::person: touched = draw_person(ui, view, words); break;
    case Stage::name: touched = draw_name(ui, view, words); break;
    case Stage::role: touched = draw_roles(ui, view, words); break;
    case Stage::making:
      ui.heading(view.name);
      ui.notice(words.say("The PIN is being made…"), ui::Tone::neutral);
      touched = footer(ui, {});
      break;
    case Stage::pin: touched = draw_pin(ui, view, words); break;
    case Stage::removing: touched = draw_removal(ui, view, words); break;
  }
  ui.end_screen();
  return touched;
}

}  // namespace anteroom::screens
