// The words that several staff screens share: states, summaries, alerts. Short, and never a colour alone.
#pragma once

#include "kiosk/screens/nurse/views.h"

#include <string>
#include <string_view>

namespace anteroom::screens {

[[nodiscard]] std::string_view state_words(platform::VisitState state, const Words& words);
[[nodiscard]] ui::Tone state_tone(platform::VisitState state);

// "Waiting", "To print"
[[nodiscard]] std::string_view shown_words(flow::intent::Shown shown, const Words& words);

[[nodiscard]] std::string_view summary_words(platform::SummaryState state, const Words& words);
[[nodiscard]] ui::Tone summary_tone(platform::SummaryState state);
// The part after "summary:" in the mark.
[[nodiscard]] std::string_view summary_mark(platform::SummaryState state);

[[nodiscard]] std::string_view printer_words(platform::PrinterTrouble trouble, const Words& words);

// How the printer is, before anything is sent to it: in words, never a colour alone.
void say_printer(ui::Ui& ui, const PrinterState& printer, const Words& words);

// How the stick is, in words, never a colour alone.
void say_stick(ui::Ui& ui, const std::optional<platform::StickState>& stick, const Words& words);

// What stands on the slip with a code, in these words.
[[nodiscard]] exporting::CodeSlip code_slip_of(std::string code, std::string clinic, const Words& words);

[[nodiscard]] std::string_view channel_words(platform::ChannelKind channel, const Words& words);

// Not the kiosk's own trouble.
[[nodiscard]] bool is_of_patient(platform::AlertKind kind);
// Why it was raised: "Visit 4821: asked for staff at 10:41."
[[nodiscard]] std::string what_words(const AlertItem& alert, const Words& words);
// What a signed-in person reads of an alert: also what became of it.
[[nodiscard]] std::string alert_words(const AlertItem& alert, const Words& words);

// "Spanish" for "es"; the tag itself for a language that has no word here.
[[nodiscard]] std::string language_words(std::string_view tag, const Words& words);

// "Left out: PHQ-9. …", empty when nothing is withheld.
[[nodiscard]] std::string withheld_words(const std::vector<std::string>& forms, const Words& words);

// Whom a notice is for: IT are told what to run, everybody else to call them.
enum class Reader { nurse, it };
// The records of earlier are missing.
void set_aside_notice(ui::Ui& ui, Reader reader, const Words& words);
// Nothing while every way works.
void failing_notice(ui::Ui& ui, const std::vector<platform::ChannelKind>& failing, Reader reader, const Words& words);

// The first of them with its button "alert:<id>:open", and how many more there are.
[[nodiscard]] Touched draw_alert(ui::Ui& ui, const std::vector<AlertItem>& alerts, const Words& words);

// Its words numbered: they are written down, and typed in this order.
void say_passphrase(ui::Ui& ui, std::string_view passphrase);

[[nodiscard]] std::string_view role_words(platform::StaffRole role, const Words& words);
// Rows of names, "staff:<index>".
[[nodiscard]] Touched draw_people(ui::Ui& ui, const std::vector<Person>& people, const Words& words);

}  // namespace anteroom::screens
