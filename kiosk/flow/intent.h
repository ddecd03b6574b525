// Everything that can happen to the kiosk: a touch with a meaning, the passing of time, or a worker's result. Closed: a
// new one does not compile until the flow handles it. An intent never carries an answer's meaning, only what was
// touched.
#pragma once

#include "export/code_slip.h"
#include "export/handout.h"
#include "export/preview.h"
#include "export/test_page.h"
#include "forms/base/date.h"
#include "forms/base/ids.h"
#include "forms/base/result.h"
#include "forms/visit.h"
#include "platform/alerts.h"
#include "platform/office.h"
#include "platform/printer.h"
#include "platform/stick.h"
#include "platform/store/record_store.h"
#include "platform/vault/vault.h"

#include <cstddef>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace anteroom::flow {

// What is on its way to paper.
enum class Printout { summary, handout, code, test };

namespace intent {

// Time and touch
struct Tick {};     // time has passed; look at the clock
struct Touched {};  // a touch that meant nothing: somebody is there

// Anybody
struct Back {};
struct Continue {};
struct TryAgain {};
struct Type {
  char32_t key = 0;  // a letter as it was typed, or a tone for the vowel before it (U+0300 …)
  // ' ' … '~', and '\0' for all others: fields for codes, dates and numbers take nothing else.
  [[nodiscard]] char plain() const { return key < 0x7F ? static_cast<char>(key) : '\0'; }
};
struct Erase {};

// The patient
struct Start {};
struct AskStaff {};
struct Choose {
  int option = 0;  // from 0; yes is 0, no is 1; in a row of numbers the distance from the lowest
};
struct Undo {};     // the last touch that chose or took away one of several
struct AddLine {};  // one more answer of several that are written
struct RemoveLine {
  int line = 0;
};
struct Skip {};
struct Decline {};
struct ChangeAnswers {};  // of answers that do not seem to fit together
struct ComeNow {};
struct Edit {
  forms::Place place;
};
struct Finish {};
struct StillHere {};
struct Stop {};
struct Hide {};  // cover the screen; Continue uncovers it
struct Rest {};  // from there: leave the kiosk for a while

struct ShowUnanswered {};  // in the review: only what has no answer, or all of it again
struct ShowAnswers {};     // in the review: its forms, or all of them where they are few
struct OpenForm {          // in the review: the answers of one
  FormId form;
};
struct OpenLessons {};    // after the visit: the pages about pain
struct ToggleHandout {};  // this page shall be printed, or no longer

// Staff
struct OpenStaff {};
struct OpenAlerts {};
struct PickPerson {
  int index = 0;
};
struct SignOut {};
struct CloseDay {};
struct Clean {};  // the glass
struct NewVisit {};
struct OpenVisit {
  VisitId visit;
};
struct SeeAlert {
  AlertId alert;
};
struct OpenAlert {
  AlertId alert;
};
struct Acknowledge {
  platform::AlertAction action = platform::AlertAction::seen;
};
struct PickBattery {
  std::string battery;
};
struct PickSex {
  platform::Sex sex = platform::Sex::unknown;
};
struct PickLanguage {
  std::string language;
};
// For the forms that do not speak the language: done with an interpreter, or left out.
struct PickUnspoken {
  bool with_interpreter = false;
};
// What may be added to a new visit.
enum class Fact { help, clinician, opioid, benzodiazepine, naloxone, as_of };
struct PickFact {
  Fact fact = Fact::help;
};
struct CorrectVisit {};
struct StartNow {};  // hand the kiosk over to the patient of this visit
// Which of today's visits are shown.
enum class Shown { all, waiting, answering, finished, incomplete, to_print };
struct OpenFilter {};
struct PickFilter {
  Shown shown = Shown::all;
};
struct OpenFind {};
struct OpenLog {};
enum class LogShown { all, alerts, printing, sign_ins, visits };
struct PickLog {
  LogShown shown = LogShown::all;
};
struct TurnLog {
  enum class To { earlier, later };  // the next day that has entries
  To to = To::earlier;
};
struct Reprint {
  platform::PrintReason reason = platform::PrintReason::lost;
};
struct AfterVisit {};  // hand the kiosk over for the questions after a consultation
struct OpenSoundTest {};
struct PlaySound {};  // said by the screen, which has the words
struct HeardSound {
  enum class Where { headphones_only, elsewhere };  // elsewhere: from a loudspeaker, or not at all
  Where where = Where::elsewhere;
};
struct Print {};
struct PrintHandout {
  exporting::Handout handout;  // its words, which the screen has
};
struct PrintCode {
  exporting::CodeSlip slip;  // its words, which the screen has
};
struct OpenPreview {};  // of the summary's first page
struct Mark {};
struct CancelVisit {};
enum class Reply { yes, no };
struct DeleteVisit {};
// What leaves on a stick: of one visit its page or its FHIR bundle, of a period the table of visits or the report; of
// the kiosk itself, by IT, everything sealed, or what somebody who helps needs to know.
enum class ExportKind { summary, fhir, csv, report, backup, support };
struct ExportPeriod {
  Date from;
  Date to;  // included
};
// Periods that are asked for most, by the calendar; `other` is typed.
enum class Span { last_month, last_three_months, this_year, last_year, other };
struct OpenExport {};
struct ChangeExportKind {};  // to the other one
struct OpenSpans {};
struct PickSpan {
  Span span = Span::last_month;
};
struct ConfirmCancel {
  Reply reply = Reply::no;
};
struct PageCameOut {
  Reply reply = Reply::no;
};

// IT: what there is behind their menu
enum class Tool { checks, printer_test, alert_test, people, keys, backup, support, about };
struct OpenTool {
  Tool tool = Tool::checks;
};
struct PrintTestPage {
  exporting::TestPage page;  // its words, which the screen has
};
struct TestAlerts {};
struct Restart {};
// Who works here
struct PickRole {
  platform::StaffRole role = platform::StaffRole::nurse;
};
struct NewPin {};
struct RemovePerson {};
// The clinic's keys
struct RemoveWay {
  int number = 0;
};
struct RotateKey {};

// What was read aloud did not come to its end.
struct SpeechFailed {
  Fault fault = Fault::unavailable;
};

// Results of a worker
struct SelfTested {
  std::size_t channel = 0;  // in the order of Services::channels
  Result<void> outcome;
};
struct StoreChecked {
  Result<std::vector<std::string>> damage;  // empty: it is sound
};
struct DeliveryEnded {
  int delivery = 0;  // our own running number
  std::vector<platform::ChannelOutcome> outcomes;
  bool escalated = false;
};
struct DayOpened {
  Result<std::shared_ptr<const platform::Unlocked>> keys;
};
struct PinChecked {
  std::int64_t staff = 0;
  bool matches = false;
};
struct PrintSubmitted {
  VisitId visit;
  Result<platform::PrintJobId> job;
  Printout what = Printout::summary;
};
struct PinMade {
  Result<platform::NewPin> pin;
};
struct KeysPrepared {
  Result<std::string> passphrase;  // the new one; empty where none was asked for
};
struct MachineChecked {
  std::vector<platform::Check> checks;
};
struct PreviewMade {
  VisitId visit;
  Result<std::shared_ptr<const exporting::Preview>> preview;
};
struct PrinterAsked {
  platform::PrinterHealth health;
};
struct PrintPolled {
  VisitId visit;
  Result<platform::PrintStatus> status;
  Printout what = Printout::summary;
};
struct StickAsked {
  platform::StickState state = platform::StickState::none;
};
struct ExportWritten {
  int number = 0;  // of the run
  Result<std::vector<std::string>> names;
};
// After the deadline: what the spooler said last, and whether the job is out of it.
struct PrintWithdrawn {
  VisitId visit;
  Result<platform::PrintStatus> status;
  Result<void> cancelled;
  Printout what = Printout::summary;
};

}  // namespace intent

using Intent = std::variant<
    intent::Tick, intent::Touched, intent::Back, intent::Continue, intent::TryAgain, intent::Type, intent::Erase,
    intent::Start, intent::AskStaff, intent::Choose, intent::Undo, intent::AddLine, intent::RemoveLine,
    intent::ChangeAnswers, intent::Skip, intent::Decline, intent::ComeNow, intent::Edit, intent::Finish,
    intent::StillHere, intent::Stop, intent::Hide, intent::Rest, intent::OpenStaff, intent::OpenAlerts,
    intent::PickPerson, intent::SignOut, intent::CloseDay, intent::Clean, intent::NewVisit, intent::OpenVisit,
    intent::SeeAlert, intent::OpenAlert, intent::Acknowledge, intent::PickBattery, intent::PickSex,
    intent::PickLanguage, intent::PickUnspoken, intent::PickFact, intent::CorrectVisit, intent::StartNow,
    intent::OpenFilter, intent::PickFilter, intent::OpenFind, intent::OpenLog, intent::PickLog, intent::TurnLog,
    intent::Reprint, intent::AfterVisit, intent::OpenSoundTest, intent::PlaySound, intent::HeardSound,
    intent::SpeechFailed, intent::OpenLessons, intent::ToggleHandout, intent::ShowUnanswered, intent::ShowAnswers,
    intent::OpenForm, intent::Print, intent::PrintHandout, intent::PrintCode, intent::OpenPreview, intent::Mark,
    intent::CancelVisit, intent::DeleteVisit, intent::ConfirmCancel, intent::PageCameOut, intent::OpenExport,
    intent::ChangeExportKind, intent::OpenSpans, intent::PickSpan, intent::StickAsked, intent::ExportWritten,
    intent::SelfTested, intent::StoreChecked, intent::DeliveryEnded, intent::DayOpened, intent::PinChecked,
    intent::PrintSubmitted, intent::PreviewMade, intent::PrinterAsked, intent::PrintPolled, intent::PrintWithdrawn,
    intent::OpenTool, intent::PrintTestPage, intent::TestAlerts, intent::Restart, intent::MachineChecked,
    intent::PickRole, intent::NewPin, intent::RemovePerson, intent::PinMade, intent::RemoveWay, intent::RotateKey,
    intent::KeysPrepared>;

}  // namespace anteroom::flow
