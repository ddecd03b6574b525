#include "kiosk/screens/nurse/words.h"

#include <array>
#include <format>
#include <ranges>
#include <utility>

namespace anteroom::screens {

using platform::PrinterTrouble;
using platform::SummaryState;
using platform::VisitState;

std::string_view state_words(VisitState state, const Words& words) {
  switch (state) {
    case VisitState::waiting: return words.say_as("a visit", "Waiting");
    case VisitState::in_progress: return words.say_as("a visit", "Answering");
    case VisitState::finished: return words.say_as("a visit", "Finished");
    case VisitState::incomplete: return words.say_as("a visit", "Incomplete");
    case VisitState::cancelled: return words.say_as("a visit", "Cancelled");
  }
  return {};
}

std::string_view shown_words(flow::intent::Shown shown, const Words& words) {
  using flow::intent::Shown;
  switch (shown) {
    case Shown::all: return words.say_as("visits", "All");
    case Shown::waiting: return words.say_as("a visit", "Waiting");
    case Shown::answering: return words.say_as("a visit", "Answering");
    case Shown::finished: return words.say_as("a visit", "Finished");
    case Shown::incomplete: return words.say_as("a visit", "Incomplete");
    case Shown::to_print: return words.say_as("visits", "To print");
  }
  return {};
}

ui::Tone state_tone(VisitState state) {
  switch (state) {
    case VisitState::finished: return ui::Tone::good;
    case VisitState::incomplete: return ui::Tone::attention;
    case VisitState::waiting:
    case VisitState::in_progress:
    case VisitState::cancelled: return ui::Tone::neutral;
  }
  return ui::Tone::neutral;
}

std::string_view summary_words(SummaryState state, const Words& words) {
  switch (state) {
    case SummaryState::not_printed: return words.say_as("a summary", "Not printed");
    case SummaryState::printing: return words.say_as("a summary", "Printing");
    case SummaryState::printed: return words.say_as("a summary", "Printed");
    case SummaryState::saved_not_printed: return words.say_as("a summary", "Saved, not printed");
    case SummaryState::unclear: return words.say_as("a summary", "Printed? Please check");
  }
  return {};
}

ui::Tone summary_tone(SummaryState state) {
  switch (state) {
    case SummaryState::printed: return ui::Tone::good;
    case SummaryState::saved_not_printed:
    case SummaryState::unclear: return ui::Tone::attention;
    case SummaryState::not_printed:
    case SummaryState::printing: return ui::Tone::neutral;
  }
  return ui::Tone::neutral;
}

std::string_view summary_mark(SummaryState state) {
  switch (state) {
    case SummaryState::not_printed: return "not_printed";
    case SummaryState::printing: return "printing";
    case SummaryState::printed: return "printed";
    case SummaryState::saved_not_printed: return "saved_not_printed";
    case SummaryState::unclear: return "unclear";
  }
  return {};
}

std::string_view printer_words(PrinterTrouble trouble, const Words& words) {
  switch (trouble) {
    case PrinterTrouble::none: return words.say("The printer did not confirm the page in time.");
    case PrinterTrouble::away: return words.say("The printer does not answer. Is it on and connected?");
    case PrinterTrouble::out_of_paper: return words.say("The printer is out of paper.");
    case PrinterTrouble::jam: return words.say("Paper is stuck in the printer.");
    case PrinterTrouble::door_open: return words.say("A door of the printer is open.");
    case PrinterTrouble::other: return words.say("The printer reported a problem.");
  }
  return {};
}

void say_printer(ui::Ui& ui, const PrinterState& printer, const Words& words) {
  if (!printer) {
    ui.caption(words.say("Checking the printer…"));
  } else if (printer->ready) {
    ui.caption(words.say("The printer is ready."));
  } else {
    // Without a word of its own it is not "did not confirm": nothing was sent yet.
    const bool is_told = printer->trouble != PrinterTrouble::none;
    ui.notice(printer_words(is_told ? printer->trouble : PrinterTrouble::other, words), ui::Tone::attention);
  }
}

void say_stick(ui::Ui& ui, const std::optional<platform::StickState>& stick, const Words& words) {
  if (!stick) return ui.caption(words.say("Looking for a stick…"));
  using platform::StickState;
  switch (*stick) {
    case StickState::none:
      return ui.notice(words.say("There is no USB stick. Plug one of the clinic's own into the kiosk."),
                       ui::Tone::attention);
    case StickState::several:
      return ui.notice(words.say("There is more than one stick. Leave only one in the kiosk."), ui::Tone::attention);
    case StickState::not_allowed:
      return ui.notice(words.say("This stick is not one of the clinic's own. IT staff can allow it in the settings."),
                       ui::Tone::attention);
    case StickState::unreadable:
      return ui.notice(words.say("The kiosk cannot use this stick. It has to be formatted as FAT32 or exFAT."),
                       ui::Tone::attention);
    case StickState::read_only:
      return ui.notice(words.say("This stick cannot be written to. Some have a small switch for that."),
                       ui::Tone::attention);
    case StickState::full:
      return ui.notice(words.say("This stick is full. Use another stick: nothing on it is deleted from here."),
                       ui::Tone::attention);
    case StickState::ready:
      // Where there is little room the button says it.
      if (!is_small(ui)) ui.caption(words.say("The stick is ready."));
      return;
  }
}

exporting::CodeSlip code_slip_of(std::string code, std::string clinic, const Words& words) {
  exporting::CodeSlip slip;
  slip.clinic = std::move(clinic);
  slip.title = words.say("Your visit code");
  slip.code = std::move(code);
  slip.how = words.say("At the kiosk, touch “Start”. Then type this code and your birth date.");
  slip.language = words.language();
  return slip;
}

std::string_view channel_words(platform::ChannelKind channel, const Words& words) {
  switch (channel) {
    case platform::ChannelKind::printer: return words.say_as("way of an alert", "nurses' printer");
    case platform::ChannelKind::lamp: return words.say_as("way of an alert", "lamp");
    case platform::ChannelKind::webhook: return words.say_as("way of an alert", "webhook");
    case platform::ChannelKind::mail: return words.say_as("way of an alert", "mail");
  }
  return {};
}

bool is_of_patient(platform::AlertKind kind) {
  return kind != platform::AlertKind::printer_trouble && kind != platform::AlertKind::storage_trouble;
}

std::string what_words(const AlertItem& alert, const Words& words) {
  switch (alert.kind) {
    case platform::AlertKind::safety_answer:
      return words.say("Visit {code}: an answer at {time} needs a person today.",
                       {{"code", alert.visit_code}, {"time", alert.raised}});
    case platform::AlertKind::come_now:
      return words.say("Visit {code}: asked at {time} for somebody to come now.",
                       {{"code", alert.visit_code}, {"time", alert.raised}});
    case platform::AlertKind::ask_staff:
      return words.say("Visit {code}: asked for staff at {time}.",
                       {{"code", alert.visit_code}, {"time", alert.raised}});
    case platform::AlertKind::printer_trouble:
      return words.say("A printer has needed somebody since {time}.", {{"time", alert.raised}});
    case platform::AlertKind::storage_trouble:
      return words.say("The kiosk could not save at {time}.", {{"time", alert.raised}});
  }
  return {};
}

std::string alert_words(const AlertItem& alert, const Words& words) {
  // What is settled asks for nobody.
  if (alert.state == platform::AlertState::acknowledged)
    return words.say("Alert of {time}: acknowledged.", {{"time", alert.raised}});
  std::string line = what_words(alert, words);
  line += ' ';
  switch (alert.state) {
    case platform::AlertState::raised: line += words.say("Nobody could be told yet."); break;
    case platform::AlertState::delivered:
      line += alert.escalated ? words.say("The second contact has been told too.")
                              : words.say("Nobody has seen to it yet.");
      break;
    case platform::AlertState::seen: line += words.say("Seen at the kiosk."); break;
    case platform::AlertState::acknowledged: break;
  }
  return line;
}

std::string language_words(std::string_view tag, const Words& words) {
  const std::array<std::pair<std::string_view, std::string_view>, 6> names{{{"en", words.say("English")},
                                                                            {"es", words.say("Spanish")},
                                                                            {"fr", words.say("French")},
                                                                            {"de", words.say("German")},
                                                                            {"pl", words.say("Polish")},
                                                                            {"vi", words.say("Vietnamese")}}};
  for (const auto& [known, name] : names) {
    if (tag.substr(0, tag.find('-')) == known) return std::string(name);
  }
  return std::string(tag);
}

std::string withheld_words(const std::vector<std::string>& forms, const Words& words) {
  if (forms.empty()) return {};
  return words.say("Without {forms} today: the alert test was not passed. Please tell your IT staff.",
                   {{"forms", words.list(forms)}});
}

void set_aside_notice(ui::Ui& ui, Reader reader, const Words& words) {
  const std::string for_it =
      words.say("The records were damaged and set aside. Earlier visits are missing here. “{command}” says what to do.",
                {{"command", words.say("Checks")}});
  ui.notice(reader == Reader::it ? std::string_view(for_it)
                                 : words.say("The records were damaged and set aside. Earlier visits are missing here. "
                                             "Please tell your IT staff."),
            ui::Tone::danger);
}

void failing_notice(ui::Ui& ui, const std::vector<platform::ChannelKind>& failing, Reader reader, const Words& words) {
  if (failing.empty()) return;
  std::vector<std::string> ways;
  for (const platform::ChannelKind channel : failing) ways.emplace_back(channel_words(channel, words));
  ui.notice(reader == Reader::it ? words.say("These ways to call staff do not work: {ways}. “{command}” says why.",
                                             {{"ways", words.list(ways)}, {"command", words.say("Alert test")}})
                                 : words.say("These ways to call staff do not work: {ways}. Please tell your IT staff.",
                                             {{"ways", words.list(ways)}}),
            ui::Tone::attention);
}

// One at a time, so that what else is on the screen stays in sight; acknowledging it brings up the next.
Touched draw_alert(ui::Ui& ui, const std::vector<AlertItem>& alerts, const Words& words) {
  if (alerts.empty()) return std::nullopt;
  const AlertItem& alert = alerts.front();
  std::string line = alert_words(alert, words);
  if (const std::size_t more = alerts.size() - 1; more > 0) {
    line += ' ';
    line += words.say_count("{count} more after this one.", "{count} more after this one.", more);
  }
  const std::string id = std::format("alert:{}:open", alert.alert.value);
  const ui::Ui::ButtonSpec open{.id = id, .label = words.say_as("button at an alert", "See to it")};
  const ui::Tone tone = is_of_patient(alert.kind) ? ui::Tone::danger : ui::Tone::attention;
  if (!ui.notice_with_button(line, tone, open)) return std::nullopt;
  return flow::intent::OpenAlert{alert.alert};
}

void say_passphrase(ui::Ui& ui, std::string_view passphrase) {
  std::vector<std::string> numbered;
  for (const auto word : passphrase | std::views::split(' '))
    numbered.push_back(std::format("{}\u00a0{}", numbered.size() + 1, std::string_view(word)));
  ui.grid(std::format("passphrase:{}", passphrase), numbered);
}

std::string_view role_words(platform::StaffRole role, const Words& words) {
  using platform::StaffRole;
  switch (role) {
    case StaffRole::nurse: return words.say_as("a role", "Nurse");
    case StaffRole::charge_nurse: return words.say_as("a role", "Charge nurse");
    case StaffRole::it: return words.say_as("a role", "IT");
  }
  return {};
}

Touched draw_people(ui::Ui& ui, const std::vector<Person>& people, const Words& words) {
  std::vector<std::string> ids;
  std::vector<ui::Row> rows;
  ids.reserve(people.size());  // the rows look at these strings
  for (const Person& person : people) {
    ids.push_back(std::format("staff:{}", ids.size()));
    rows.push_back({.id = ids.back(),
                    .title = person.name,
                    .value = person.role ? role_words(*person.role, words) : std::string_view{},
                    .is_name = true});
  }
  if (const auto tapped = ui.list(rows, page_labels(words))) return flow::intent::PickPerson{static_cast<int>(*tapped)};
  return std::nullopt;
}

}  // namespace anteroom::screens
