// The words that several staff screens share: states, summaries, alerts. Short, and never a colour alone.
#pragma once

#include "kiosk/screens/nurse/views.h"

#include <string>
#include <string_view>

namespace anteroom::screens {

[[nodiscard]] std::string_view state_words(platform::VisitState state);
[[nodiscard]] ui::Tone state_tone(platform::VisitState state);

[[nodiscard]] std::string_view summary_words(platform::SummaryState state);
[[nodiscard]] ui::Tone summary_tone(platform::SummaryState state);
// The part after "summary:" in the mark.
[[nodiscard]] std::string_view summary_mark(platform::SummaryState state);

[[nodiscard]] std::string_view printer_words(platform::PrinterTrouble trouble);

// What a signed-in person reads of an alert.
[[nodiscard]] std::string alert_words(const AlertItem& alert);

// "PHQ-9 is left out: …", empty when nothing is withheld.
[[nodiscard]] std::string withheld_words(const std::vector<std::string>& forms);

}  // namespace anteroom::screens
