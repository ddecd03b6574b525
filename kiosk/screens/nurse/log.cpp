// The audit trail in plain words, for the charge nurse. People by name, patients never: a visit is its number.
#include "kiosk/screens/nurse/words.h"

#include <array>
#include <format>

namespace anteroom::screens {
namespace {

using flow::intent::LogShown;
using platform::AuditEvent;
using Check = flow::staff::AuditLog::Check;

std::string_view log_shown_words(LogShown shown, const Words& words) {
  switch (shown) {
    case LogShown::all: return words.say_as("the log", "All");
    case LogShown::alerts: return words.say_as("the log", "Alerts");
    case LogShown::printing: return words.say_as("the log", "Printing");
    case LogShown::sign_ins: return words.say_as("the log", "Sign-ins");
    case LogShown::visits: return words.say_as("the log", "Visits");
  }
  return {};
}

std::string_view event_words(AuditEvent event, const Words& words) {
  switch (event) {
    case AuditEvent::chain_begun: return words.say_as("the log", "the log begins with a new key");
    case AuditEvent::started: return words.say_as("the log", "the kiosk was started");
    case AuditEvent::day_opened: return words.say_as("the log", "opened the day");
    case AuditEvent::day_closed: return words.say_as("the log", "closed the day");
    case AuditEvent::day_refused: return words.say_as("the log", "typed six words that were not right");
    case AuditEvent::pin_tried: return words.say_as("the log", "typed a PIN");
    case AuditEvent::pin_accepted: return words.say_as("the log", "the PIN was right");
    case AuditEvent::pin_locked: return words.say_as("the log", "locked after ten wrong PINs");
    case AuditEvent::staff_added: return words.say_as("the log", "added to the staff");
    case AuditEvent::staff_removed: return words.say_as("the log", "taken off the staff");
    case AuditEvent::pin_changed: return words.say_as("the log", "got a new PIN");
    case AuditEvent::keys_changed: return words.say_as("the log", "the clinic's keys were changed");
    case AuditEvent::visit_started: return words.say_as("the log", "made a visit");
    case AuditEvent::visit_corrected: return words.say_as("the log", "corrected a visit");
    case AuditEvent::checked_in: return words.say_as("the log", "checked in");
    case AuditEvent::visit_finished: return words.say_as("the log", "finished");
    case AuditEvent::visit_incomplete: return words.say_as("the log", "ended before its end");
    case AuditEvent::visit_cancelled: return words.say_as("the log", "cancelled a visit");
    case AuditEvent::visit_resumed: return words.say_as("the log", "let a patient go on");
    case AuditEvent::alert_raised: return words.say_as("the log", "an alert was raised");
    case AuditEvent::alert_delivered: return words.say_as("the log", "an alert got through");
    case AuditEvent::alert_not_delivered: return words.say_as("the log", "an alert did not get through");
    case AuditEvent::alert_seen: return words.say_as("the log", "an alert was seen at the kiosk");
    case AuditEvent::alert_acknowledged: return words.say_as("the log", "answered an alert");
    case AuditEvent::alert_escalated: return words.say_as("the log", "the second contact was told of an alert");
    case AuditEvent::alert_not_escalated: return words.say_as("the log", "the second contact was not reached");
    case AuditEvent::record_opened: return words.say_as("the log", "read answers");
    case AuditEvent::printing: return words.say_as("the log", "sent to the printer");
    case AuditEvent::printed: return words.say_as("the log", "printed");
    case AuditEvent::not_printed: return words.say_as("the log", "did not print");
    case AuditEvent::exported: return words.say_as("the log", "exported");
    case AuditEvent::not_exported: return words.say_as("the log", "did not export");
    case AuditEvent::deleted: return words.say_as("the log", "deleted");
    case AuditEvent::answers_removed: return words.say_as("the log", "removed answers");
    case AuditEvent::restored: return words.say_as("the log", "restored from another kiosk");
    case AuditEvent::integrity_failure: return words.say_as("the log", "damage was found");
    case AuditEvent::disk_low: return words.say_as("the log", "the disk is nearly full");
    case AuditEvent::tested: return words.say_as("the log", "tested");
    case AuditEvent::restarted: return words.say_as("the log", "restarted");
  }
  return {};
}

// "visit 12" and its kind in the reader's language; a name, and what is not known here, as it is.
std::string object_words(std::string_view object, const Words& words) {
  // What was exported.
  if (object == "summary") return std::string(words.say_as("the log", "summary page"));
  if (object == "fhir") return std::string(words.say_as("the log", "record for another system"));
  if (object == "csv") return std::string(words.say_as("the log", "table of visits"));
  // What was tested.
  if (object == "printer") return std::string(words.say_as("the log", "printer"));
  if (object == "alerts") return std::string(words.say_as("the log", "ways of an alert"));
  if (object == "backup") return std::string(words.say_as("an export", "Backup"));
  if (object == "support") return std::string(words.say_as("an export", "Support file"));
  if (object == "report") return std::string(words.say_as("the log", "outcome report"));
  const auto blank = object.find(' ');
  if (blank == std::string_view::npos) return std::string(object);
  const std::string_view kind = object.substr(0, blank);
  const std::string_view number = object.substr(blank + 1);
  // Never parted from its number.
  if (kind == "code") return unbroken(words.say("visit {code}", {{"code", number}}));
  if (kind == "visit") return unbroken(words.say("visit no. {number}", {{"number", number}}));
  if (kind == "visits") return unbroken(words.say("visits: {count}", {{"count", number}}));
  if (kind == "alert") return unbroken(words.say("alert {number}", {{"number", number}}));
  if (kind == "staff") return unbroken(words.say("person {number}", {{"number", number}}));
  if (kind == "entries") return unbroken(words.say("entries {numbers}", {{"numbers", number}}));
  if (kind == "epoch") return unbroken(words.say("key {number}", {{"number", number}}));
  return std::string(object);
}

std::string actor_words(std::string_view actor, const Words& words) {
  if (actor == "patient") return std::string(words.say_as("who did it", "patient"));
  if (actor == "kiosk") return std::string(words.say_as("who did it", "kiosk"));
  if (actor == "anybody") return std::string(words.say_as("who did it", "somebody"));
  if (actor.starts_with("command")) return std::string(words.say_as("who did it", "IT, by a command"));
  return object_words(actor, words);
}

// "10:41 · R. Meyer · printed · visit 12"
std::string entry_words(const LogItem& item, const Words& words) {
  std::string line =
      std::format("{} · {} · {}", item.time, actor_words(item.actor, words), event_words(item.event, words));
  for (const std::string& object : item.objects) line += " · " + object_words(object, words);
  if (!item.synchronised) line.append(" · ").append(words.say_as("the log", "time not verified"));
  return line;
}

void say_check(ui::Ui& ui, const LogView& view, const Words& words) {
  switch (view.check) {
    case Check::under_way: ui.notice(words.say("Checking that nobody has changed the log…"), ui::Tone::neutral); break;
    case Check::holds:
      ui.notice(words.say_count("The log is whole: {count} entry.",
                                "The log is whole: {count} entries, each follows the one before.",
                                static_cast<unsigned long>(view.entries_checked)),
                ui::Tone::good);
      break;
    case Check::broken:
      ui.notice(words.say("The log was changed at entry {number}. Please tell your IT staff: “{command}” says more.",
                          {{"number", view.broken_at}, {"command", "anteroom admin verify"}}),
                ui::Tone::danger);
      break;
    case Check::unavailable: ui.notice(words.say("The log could not be checked."), ui::Tone::attention); break;
  }
}

Touched draw_choice(ui::Ui& ui, const LogView& view, const Words& words) {
  constexpr std::array choices{LogShown::all, LogShown::alerts, LogShown::printing, LogShown::sign_ins,
                               LogShown::visits};
  ui.heading(words.say("Which entries of the log?"));
  std::vector<std::string> ids;
  std::vector<ui::Row> rows;
  ids.reserve(choices.size());
  for (const LogShown shown : choices) {
    ids.push_back(std::format("log:{}", ids.size()));
    rows.push_back(
        {.id = ids.back(), .title = log_shown_words(shown, words), .detail = {}, .selected = shown == view.shown});
  }
  if (const auto tapped = ui.list(rows, page_labels(words))) return flow::intent::PickLog{choices.at(*tapped)};
  return std::nullopt;
}

Touched draw_day(ui::Ui& ui, const LogView& view, const Words& words) {
  using flow::intent::TurnLog;
  const bool is_all = view.shown == LogShown::all;
  ui.heading(
      is_all ? words.say("Log of {date}", {{"date", view.day}})
             : words.say("Log of {date}: {kind}", {{"date", view.day}, {"kind", log_shown_words(view.shown, words)}}));
  say_check(ui, view, words);
  Touched touched;
  const std::array<ui::Ui::ButtonSpec, 3> ways{
      {{"log:earlier", words.say("Day before"), ui::ButtonKind::secondary, view.has_earlier},
       {"log:later", words.say("Day after"), ui::ButtonKind::secondary, view.has_later},
       {"filter", words.say("Filter"), ui::ButtonKind::secondary, true, !is_all}}};
  if (const auto way = ui.button_row(ways)) {
    if (*way == 2) touched = flow::intent::OpenFilter{};
    if (*way < 2) touched = TurnLog{*way == 0 ? TurnLog::To::earlier : TurnLog::To::later};
  }
  if (view.entries.empty()) ui.paragraph(words.say("No entries of this kind on this day."));
  // Each has a dot, so that its second line is no entry of its own.
  for (const LogItem& item : view.entries) ui.bullet(entry_words(item, words));
  return touched;
}

}  // namespace

Touched draw(ui::Ui& ui, const LogView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  ui.begin_screen({.id = view.choosing ? "nurse.log_filter" : "nurse.log",
                   .instance = view.choosing ? std::string_view{} : std::string_view(view.day),
                   .layout = ui::Layout::staff,
                   .pages = page_labels(words)});
  staff_header(ui, chrome);
  Touched touched = view.choosing ? draw_choice(ui, view, words) : draw_day(ui, view, words);
  touched =
      either(touched, footer(ui, {.ask_staff = {}, .back = back_button(words), .skip = {}, .decline = {}, .next = {}}));
  ui.end_screen();
  return touched;
}

}  // namespace anteroom::screens
