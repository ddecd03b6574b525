#include "kiosk/screens/nurse/words.h"

#include <array>
#include <format>
#include <utility>

namespace anteroom::screens {

using platform::PrinterTrouble;
using platform::SummaryState;
using platform::VisitState;

std::string_view state_words(VisitState state) {
  switch (state) {
    case VisitState::waiting: return "Waiting";
    case VisitState::in_progress: return "Answering";
    case VisitState::finished: return "Finished";
    case VisitState::incomplete: return "Incomplete";
    case VisitState::cancelled: return "Cancelled";
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

std::string_view summary_words(SummaryState state) {
  switch (state) {
    case SummaryState::not_printed: return "Not printed";
    case SummaryState::printing: return "Printing";
    case SummaryState::printed: return "Printed";
    case SummaryState::saved_not_printed: return "Saved, not printed";
    case SummaryState::unclear: return "Printed? Please check";
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

std::string_view printer_words(PrinterTrouble trouble) {
  switch (trouble) {
    case PrinterTrouble::none: return "The printer did not confirm the page in time.";
    case PrinterTrouble::away: return "The printer does not answer. Is it on and connected?";
    case PrinterTrouble::out_of_paper: return "The printer is out of paper.";
    case PrinterTrouble::jam: return "Paper is stuck in the printer.";
    case PrinterTrouble::door_open: return "A door of the printer is open.";
    case PrinterTrouble::other: return "The printer reported a problem.";
  }
  return {};
}

std::string alert_words(const AlertItem& alert) {
  std::string words;
  switch (alert.kind) {
    case platform::AlertKind::safety_answer:
      words = std::format("Visit {}: an answer at {} needs a person today.", alert.visit_code, alert.raised);
      break;
    case platform::AlertKind::come_now:
      words = std::format("Visit {}: asked at {} for somebody to come now.", alert.visit_code, alert.raised);
      break;
    case platform::AlertKind::ask_staff:
      words = std::format("Visit {}: asked for staff at {}.", alert.visit_code, alert.raised);
      break;
  }
  switch (alert.state) {
    case platform::AlertState::raised: words += " The nurses' printer has not confirmed it."; break;
    case platform::AlertState::delivered: words += " The slip is printed."; break;
    case platform::AlertState::seen: words += " Seen at the kiosk."; break;
    case platform::AlertState::acknowledged: words += " Acknowledged."; break;
  }
  return words;
}

std::string language_words(std::string_view tag) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 2> words{{{"en", "English"}, {"es", "Spanish"}}};
  for (const auto& [known, word] : words) {
    if (tag == known || (tag.starts_with(known) && tag.substr(known.size()).starts_with('-'))) return std::string(word);
  }
  return std::string(tag);
}

std::string listed(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
  return list;
}

std::string withheld_words(const std::vector<std::string>& forms) {
  if (forms.empty()) return {};
  return listed(forms) + " is left out: the nurses' printer has not passed its test, so an alert might reach nobody.";
}

}  // namespace anteroom::screens
