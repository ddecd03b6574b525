// What each staff screen shows, as plain data. Times are words already; answers and scores never come here.
#pragma once

#include "export/code_slip.h"
#include "export/handout.h"
#include "export/preview.h"
#include "export/test_page.h"
#include "kiosk/flow/state.h"
#include "kiosk/screens/chrome.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace anteroom::screens {

struct OpenDayView {
  std::size_t done = 0;  // words; never which
  std::size_t of = 0;
  std::string letters;  // of the next word
  std::vector<std::string> offered;
  bool checking = false;
  flow::OpenDay::Problem problem = flow::OpenDay::Problem::none;
  bool is_proof = false;  // for a change of the keys; the day is open
};

// Of the staff; the role stands there only where it matters.
struct Person {
  std::string name;
  std::optional<platform::StaffRole> role = {};
};

struct SignInView {
  std::vector<Person> people;
};

struct CleaningView {};

struct PinView {
  std::string name;
  std::size_t typed = 0;  // how many digits; never which
  bool checking = false;
  flow::EnterPin::Problem problem = flow::EnterPin::Problem::none;
  int wait_seconds = 0;
};

struct AlertItem {
  AlertId alert;
  std::string visit_code;
  std::string raised;  // "10:41"
  platform::AlertKind kind = platform::AlertKind::ask_staff;
  platform::AlertState state = platform::AlertState::raised;
  bool escalated = false;  // the second contact was told
};

struct AlertStepItem {
  std::string time;  // "10:41"
  platform::AlertStepKind kind = platform::AlertStepKind::undelivered;
  std::optional<platform::ChannelKind> channel = {};
  std::string person = {};
};

struct AlertDetailView {
  AlertItem item;
  std::vector<AlertStepItem> steps;
};

// Nobody signed in: the visit code only, whatever raised it.
struct LockedAlertsView {
  std::vector<AlertItem> alerts;          // one a visit, the first; and the kiosk's own
  std::optional<AlertItem> touched = {};  // was it seen?
};

struct VisitItem {
  VisitId visit;
  std::string code;
  std::string initials;
  std::string record_number;
  platform::VisitState state = platform::VisitState::waiting;
  platform::SummaryState summary = platform::SummaryState::not_printed;
  std::string created;  // "10:12"
  int answered = 0;
  int asked = 0;
  bool marked = false;
  bool has_alert = false;  // that nobody has acknowledged
};

struct VisitListView {
  std::string name;  // who is signed in
  std::vector<AlertItem> alerts;
  std::vector<VisitItem> visits;
  bool after_visit = false;       // whether the questions after a visit can be handed over
  bool is_charge_nurses = false;  // with the log, and the export of a period
  bool has_headphones = false;
  bool is_sound_tested = false;
  std::vector<platform::ChannelKind> failing = {};  // ways that an alert does not get through
  bool is_set_aside = false;                        // visits of a damaged database are missing here
  flow::intent::Shown shown = flow::intent::Shown::all;
};

struct FindView {
  std::string typed;
  bool not_found = false;
};

struct HistoryView {
  struct Item {
    VisitId visit;
    std::string date;  // "2026-11-23"
    std::string battery;
    platform::VisitState state = platform::VisitState::finished;
    platform::SummaryState summary = platform::SummaryState::not_printed;
    bool is_over = true;
  };
  std::string record_number;
  std::string initials;
  std::vector<Item> visits;         // newest first
  std::vector<std::string> scored;  // "2026-05-20", the days of the visits that the lines compare, oldest first
  std::vector<flow::staff::History::Line> lines;
};

struct FilterView {
  struct Item {
    flow::intent::Shown shown = flow::intent::Shown::all;
    int count = 0;  // of today's visits
  };
  std::vector<Item> items;
  flow::intent::Shown shown = flow::intent::Shown::all;
};

struct BatteryItem {
  std::string id;
  std::string title;
  int forms = 0;
  int minutes = 0;
};

struct NewVisitView {
  flow::staff::NewVisitForm::Field field = flow::staff::NewVisitForm::Field::record_number;
  flow::staff::NewVisitForm::Problem problem = flow::staff::NewVisitForm::Problem::none;
  std::string typed;  // of this field
  std::vector<BatteryItem> batteries;
  std::string battery;                // chosen
  std::vector<std::string> withheld;  // forms that would be left out now, by short name
  std::optional<platform::Sex> sex = {};
  std::vector<std::string> languages = {};  // to choose from, as tags
  std::string language = {};
  std::vector<std::string> silent = {};  // forms that do not speak it, by short name
  std::optional<flow::Unspoken> unspoken = {};
  std::string suggested = {};   // battery, from history
  std::string last_visit = {};  // "2026-09-01", of this record number; empty: there was none
  bool with_help = false;
  std::vector<std::string> clinicians = {};  // to choose from
  std::string clinician = {};
  std::string opioid = {};  // MME a day
  std::optional<bool> benzodiazepine = {};
  std::optional<bool> naloxone = {};
  std::string as_of = {};  // "2026-11-25", of the chart
};

struct ClinicianView {
  std::vector<std::string> names;
};

struct VisitCreatedView {
  std::string code;
  std::string initials;
  std::vector<std::string> withheld;
  exporting::CodeSlip slip = {};  // in the patient's language
  platform::SummaryState slip_state = platform::SummaryState::not_printed;
  platform::PrinterTrouble why_no_slip = platform::PrinterTrouble::none;  // of the last try
};

// How the printer is, before anything is sent to it; nothing while it is being asked.
using PrinterState = std::optional<platform::PrinterHealth>;

struct PreviewView {
  std::string code;
  std::string initials;
  std::shared_ptr<const exporting::Preview> page;  // empty while it is being made
  bool failed = false;
  bool can_print = true;
  PrinterState printer;
};

struct VisitDetailView {
  VisitItem item;
  std::string birth_date;
  std::string battery;
  std::string begun;                 // "10:14", empty when not
  std::string finished;              // empty when not
  std::string printed;               // empty when not
  std::string answers_removed = {};  // "2026-12-24": they are kept no longer; empty while they are
  std::vector<std::string> withheld;
  std::vector<AlertItem> alerts;
  platform::PrinterTrouble why_not = platform::PrinterTrouble::none;  // of the last try
  bool can_go_on = false;                                             // incomplete, and the patient may still be here
  bool confirming_cancel = false;
  bool asking_why = false;                                        // before it is printed again
  bool too_many = false;                                          // this person has printed as much as one may in a day
  platform::PrinterTrouble now = platform::PrinterTrouble::none;  // of the print under way
  exporting::Handout handout = {};  // of the pages that the patient wants; without parts there is none
  platform::SummaryState handout_state = platform::SummaryState::not_printed;
  platform::PrinterTrouble why_no_handout = platform::PrinterTrouble::none;  // of the last try
  PrinterState printer = {};
  std::string tailoring = {};  // number of the visit, language and what it left out, in words
};

struct SoundTestView {
  bool played = false;
  flow::staff::SoundTest::Outcome outcome = flow::staff::SoundTest::Outcome::none;
  std::string passed_on = {};  // "2026-11-25", empty while the test is not passed
  std::string passed_by = {};
};

// What is said in the sound test; it stands on its screen.
[[nodiscard]] std::string_view sound_test_sentence(const Words& words);

struct LogItem {
  std::string time;   // "10:41"
  std::string actor;  // a name, or as it stands in the audit trail
  platform::AuditEvent event = platform::AuditEvent::started;
  std::vector<std::string> objects;  // likewise: "visit 12", "R. Meyer"
  bool synchronised = true;          // the clock that said the time
};

struct LogView {
  std::string day;  // "2026-11-25"
  std::vector<LogItem> entries;
  bool has_earlier = false;
  bool has_later = false;
  flow::intent::LogShown shown = flow::intent::LogShown::all;
  bool choosing = false;
  flow::staff::AuditLog::Check check = flow::staff::AuditLog::Check::under_way;
  std::int64_t entries_checked = 0;
  std::int64_t broken_at = 0;
};

// The warning, or whose PIN comes next; that is a PinView.
struct DeleteVisitView {
  std::string code;
  std::string initials;
  bool picking = false;
  std::vector<Person> people;
  flow::staff::DeleteVisit::Problem problem = flow::staff::DeleteVisit::Problem::none;
};

struct ExportView {
  struct Item {
    flow::intent::Span span = flow::intent::Span::last_month;
    std::string from = {};  // "2026-10-01"; empty for one that is typed
    std::string to = {};
  };
  using Step = flow::staff::Export;
  std::string code;  // of the visit; empty: of a period
  std::string initials;
  flow::intent::ExportKind kind = flow::intent::ExportKind::summary;
  flow::intent::Span span = flow::intent::Span::last_month;
  std::string from = {};  // of the period
  std::string to = {};
  std::vector<Item> spans = {};  // to choose from
  std::string typed = {};        // of the day that is typed
  Step::Stage stage = Step::Stage::choosing;
  Step::Problem problem = Step::Problem::none;
  std::optional<platform::StickState> stick = {};  // nothing while it is looked for
  bool is_busy = false;                            // another export is not done
  bool is_writing = false;
  std::size_t read = 0;  // visits
  std::size_t to_read = 0;
  std::vector<std::string> files = {};
  int unreadable = 0;  // visits that were left out
};

struct StaffTroubleView {};

// The fields of a new visit that nothing depends on.
[[nodiscard]] Touched draw_facts(ui::Ui& ui, const NewVisitView& view, const Words& words);
[[nodiscard]] Touched draw_opioid(ui::Ui& ui, const NewVisitView& view, const Words& words);
[[nodiscard]] Touched draw_clinicians(ui::Ui& ui, const NewVisitView& view, const Words& words);
// `id` of the field's mark.
[[nodiscard]] Touched draw_date(ui::Ui& ui, const NewVisitView& view, const Words& words, std::string_view id,
                                std::string_view question);

[[nodiscard]] Touched draw(ui::Ui& ui, const OpenDayView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const SignInView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const CleaningView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const PinView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const LockedAlertsView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const VisitListView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const FindView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const HistoryView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const FilterView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const AlertDetailView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const NewVisitView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const VisitCreatedView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const VisitDetailView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const ClinicianView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const SoundTestView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const LogView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const DeleteVisitView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const PreviewView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const ExportView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const StaffTroubleView& view, const Chrome& chrome);

}  // namespace anteroom::screens
