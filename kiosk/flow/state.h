// Where the kiosk stands: one screen out of a closed set, and what goes on behind every screen (alerts on their way,
// pages on their way to the printer). Plain data; the store keeps whatever must outlive it. A patient's part wipes
// itself.
#pragma once

#include "export/preview.h"
#include "forms/visit.h"
#include "kiosk/flow/draft.h"
#include "kiosk/flow/intent.h"
#include "kiosk/flow/tailoring.h"
#include "platform/alerts.h"
#include "platform/machine_facts.h"
#include "platform/store/record_store.h"
#include "platform/vault/audit.h"
#include "platform/vault/vault.h"

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace anteroom::flow {

class ExportContents;

using Milliseconds = std::chrono::milliseconds;  // since boot, as Clock::since_boot

// ---- anybody --------------------------------------------------------------------------------------------------------

struct Welcome {};

struct CheckIn {
  enum class Step { code, birth_date };
  enum class Problem { none, no_match, no_such_day };
  Step step = Step::code;
  std::string code;
  std::string birth_date;  // DDMMYYYY
  Problem problem = Problem::none;
  int tries = 0;  // with a code that no visit has; tries against a visit are counted in the store

  CheckIn() = default;
  CheckIn(CheckIn&&) = default;
  CheckIn& operator=(CheckIn&&) = default;
  ~CheckIn() {
    wipe(code);
    wipe(birth_date);
  }
};

struct AskAtDesk {
  // interrupted: who it is fits, but the visit goes on only with somebody of the staff beside the patient.
  enum class Reason { no_match, asked, interrupted };
  Reason reason = Reason::no_match;
  std::optional<CheckIn> asked_in = {};  // asked: where they go on
};

// The store does not answer and no visit is on the screen.
struct NeedsStaff {};

struct Thanks {
  VisitId visit;  // no such row when anonymous
  bool anonymous = false;
  std::optional<int> help = {};  // our number of the delivery, once they asked for staff
};

// Three short pages about pain, for who has finished. Nothing of the visit is here but its row number.
struct Lessons {
  VisitId visit;
  std::size_t page = 0;
  std::vector<std::string> handout = {};  // ids of the pages to be printed, as they are stored
  std::optional<int> help = {};           // as in Thanks
};

// ---- the patient ----------------------------------------------------------------------------------------------------

// The running visit's own memory.
// What the review shows: whether anything is missing, then all answers or only what has none.
enum class ReviewPart { overview, all, unanswered };

struct Session {
  platform::VisitRow row;
  forms::Visit visit;
  std::vector<platform::AnswerRow> committed;          // in order, as they were given: what the store has is sealed
  std::vector<std::pair<forms::Place, Draft>> drafts;  // chosen, then left by Back: nothing is lost
  std::set<FormId> notices_shown;
  std::set<FormId> afters_shown;
  std::set<std::pair<FormId, std::string>> checked;     // warnings that the patient was asked about
  std::set<std::pair<FormId, LinkId>> alerted;          // one alert a question and visit
  std::set<std::pair<FormId, LinkId>> unstored_alerts;  // delivered although the store could not take them
  std::optional<int> help;                              // the delivery that ask_staff or come_now started last
  Milliseconds help_asked{0};
  std::vector<forms::Place> opened;  // questions that the path does not come by any more: asked before the review
  ReviewPart review = ReviewPart::overview;
  std::size_t rest_offered_at = 0;       // questions before the last offer of a rest, or the beginning
  std::optional<std::string> clinician;  // of an anonymous run: nothing is stored before its end, nobody is named
  bool half_days = true;                 // the clock of the kiosk's language counts twelve hours twice

  Session(platform::VisitRow visit_row, forms::Visit run) : row(std::move(visit_row)), visit(std::move(run)) {}
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session();

  [[nodiscard]] int next_sequence() const { return static_cast<int>(committed.size()) + 1; }
};

namespace patient {

// Whether a question is answered for the first time round or changed from the review, and goes back there.
enum class Origin { path, review };

struct Briefing {};
struct FormNotice {
  FormId form;
  Origin origin = Origin::path;
};
struct Question {
  // How the patient is about to leave although something is chosen: asked about, so that no answer is lost by mistake.
  enum class Leaving { skip, decline, back };
  forms::Place place;
  Draft draft;
  std::string refusal;  // forms::Refusal::code, empty when there is none
  Origin origin = Origin::path;
  std::optional<Leaving> leaving = {};
};
struct FormAfter {
  FormId form;
  Origin origin = Origin::path;  // of the answer before it
  bool come_now = false;         // asked on this screen
};
// Answers that do not seem to fit together: asked about once, never corrected.
struct Check {
  forms::Place place;  // answered last
  forms::Warning warning;
  Origin origin = Origin::path;
};
// Between two forms of a long visit: on, or a rest first.
struct RestOffer {
  forms::Place next;
};
struct Review {};
using Step = std::variant<Briefing, FormNotice, Question, FormAfter, Check, RestOffer, Review>;

struct StaffAsked {};
// Covered against onlookers.
struct Hidden {};
// The patient left for a while: nothing of the visit shows until code and birth date were typed again.
struct Resting {
  Milliseconds since{0};
  Instant until;                    // by the wall, for the patient
  std::optional<CheckIn> check_in;  // once they are back
  int tries = 0;
  std::optional<int> help = {};  // our number of the delivery, once somebody asked for staff here
};
struct Trouble {
  Intent again;  // what failed, to be tried again
};
using Overlay = std::variant<std::monostate, StaffAsked, Hidden, Resting, Trouble>;

}  // namespace patient

struct Patient {
  std::unique_ptr<Session> session;
  patient::Step step;
  patient::Overlay overlay;                  // shown over the step, which stays as it is
  std::optional<Milliseconds> warned_since;  // "Are you still there?", over everything
};

// ---- staff ----------------------------------------------------------------------------------------------------------

// The six words, typed by their first letters. Nothing of them stays when the screen goes.
struct OpenDay {
  enum class Problem { none, no_such_word, wrong, unavailable };
  std::vector<std::string> words;
  std::string letters;  // of the next one
  bool checking = false;
  Problem problem = Problem::none;

  OpenDay() = default;
  OpenDay(OpenDay&&) = default;
  OpenDay& operator=(OpenDay&&) = default;
  ~OpenDay() {
    for (std::string& word : words) wipe(word);
    wipe(letters);
  }
};

struct SignIn {
  std::vector<platform::StaffRow> people;
};

// Somebody wipes the glass: for a while no touch means anything.
struct Cleaning {
  Milliseconds since{0};
};

struct EnterPin {
  enum class Problem { none, wrong, wait, locked, store };
  platform::StaffRow person;
  std::string pin;
  bool checking = false;
  Problem problem = Problem::none;

  EnterPin() = default;
  EnterPin(EnterPin&&) = default;
  EnterPin& operator=(EnterPin&&) = default;
  ~EnterPin() { wipe(pin); }
};

// Open alerts while nobody is signed in: kiosk and visit code only.
struct LockedAlerts {
  std::vector<platform::AlertRow> alerts;
  std::optional<AlertId> touched = {};  // whether it was seen is asked before it counts: anybody can touch the glass
};

namespace staff {

struct VisitList {
  std::vector<platform::VisitRow> visits;  // today's: who waits or answers first, oldest first; then the rest
  std::vector<platform::AlertRow> alerts;  // open ones of any day
  intent::Shown shown = intent::Shown::all;
};
// Which of today's visits shall be shown.
struct PickFilter {
  std::vector<platform::VisitRow> visits;
  intent::Shown shown = intent::Shown::all;
};
// A record number, typed or scanned.
struct Find {
  std::string typed;
  bool not_found = false;

  Find() = default;
  Find(Find&&) = default;
  Find& operator=(Find&&) = default;
  ~Find() { wipe(typed); }
};
// Every visit of one record number, oldest first, and what the scales said.
struct History {
  struct Value {
    std::string text;               // "6.3"
    bool is_other_version = false;  // of the form or its rules, than the last one
  };
  struct Line {
    std::string name;                          // "PEG"
    std::vector<std::optional<Value>> values;  // one for each of `scored`; absent where the visit has no such score
    std::optional<forms::Verdict> change;      // of the last one against the one before it
  };
  std::vector<platform::VisitRow> visits;
  std::vector<std::size_t> scored;  // which of `visits` the lines compare, the oldest first
  std::vector<Line> lines;
};
struct NewVisitForm {
  enum class Field {
    record_number,
    initials,
    birth_date,
    sex,
    battery,
    language,
    unspoken,
    facts,
    clinician,
    opioid,
    as_of
  };
  enum class Problem { none, no_such_day, store, no_room, nothing_asked };  // no form of the battery is left
  struct Corrected {
    VisitId id;
    std::string code;
  };
  Field field = Field::record_number;
  std::string record_number;
  std::string initials;
  std::string birth_date;  // DDMMYYYY
  std::optional<platform::Sex> sex;
  std::string battery;
  std::string language;              // chosen; the only one where there is no choice
  std::optional<Unspoken> unspoken;  // chosen where a form does not speak it
  bool with_help = false;
  std::string clinician;  // empty: not named
  std::string opioid;     // MME a day; empty: not available
  std::optional<bool> benzodiazepine;
  std::optional<bool> naloxone;
  std::string as_of;                  // DDMMYYYY, of the chart
  std::string suggested;              // battery, from history; empty: none
  std::string suggested_for;          // record number
  std::optional<Date> last_visit;     // finished, of this record number
  std::optional<Corrected> corrects;  // takes the place of this visit
  Problem problem = Problem::none;

  NewVisitForm() = default;
  NewVisitForm(NewVisitForm&&) = default;
  NewVisitForm& operator=(NewVisitForm&&) = default;
  ~NewVisitForm() {
    wipe(record_number);
    wipe(initials);
    wipe(birth_date);
    wipe(suggested_for);
    wipe(opioid);
  }
};
struct PickClinician {};
// One alert, what became of it, and what was done about it.
struct AlertDetail {
  platform::AlertRow row;
  std::vector<platform::AlertStep> steps;
};
// Whether the sound of this kiosk is in its headphones and nowhere else.
struct SoundTest {
  enum class Outcome { none, passed, failed, not_said };
  bool played = false;  // since the last answer
  Outcome outcome = Outcome::none;
};
struct VisitCreated {
  platform::VisitRow row;
};
struct VisitDetail {
  platform::VisitRow row;
  std::vector<platform::AlertRow> alerts;
  bool confirming_cancel = false;
  bool asking_why = false;  // before it is printed again
  bool too_many = false;    // this person has printed as much as one may in a day
};
// The first page of a visit's summary, as it would be printed now.
struct Preview {
  platform::VisitRow row;
  std::shared_ptr<const exporting::Preview> page;  // empty while it is being made
  bool failed = false;
};
// Two people delete a visit: who is signed in, and a second with their own PIN.
struct DeleteVisit {
  enum class Stage { warning, person, pin };
  enum class Problem { none, nobody, not_over, printing, alert };  // nobody else who could agree; why not yet
  platform::VisitRow row;
  std::vector<platform::StaffRow> people;  // who may be the second
  Stage stage = Stage::warning;
  Problem problem = Problem::none;
  EnterPin pin;
};
// What leaves on a USB stick: of one visit, or of a period. What is under way stands in ExportRun.
struct Export {
  enum class Stage { choosing, spans, from, to, working, done };
  enum class Problem { none, no_such_day, no_visit, store, no_room, failed };
  std::optional<platform::VisitRow> row;  // empty: of a period
  intent::ExportKind kind = intent::ExportKind::summary;
  intent::Span span = intent::Span::last_month;
  intent::ExportPeriod period = {};
  std::string from;  // DDMMYYYY, of a period that is typed
  std::string to;
  Stage stage = Stage::choosing;
  Problem problem = Problem::none;
  int run = 0;                     // that this screen waits for
  std::vector<std::string> files;  // once it is done
  int unreadable = 0;              // visits that were left out
};
struct Trouble {};
// What IT look after: the kiosk itself, and nothing of any patient.
struct Machine {
  std::vector<platform::AlertRow> alerts;  // open ones of the kiosk's own trouble
};
// What `anteroom doctor` says of it, the worst first.
struct Checks {
  std::vector<platform::Check> checks;
  bool under_way = true;
};
// What this machine is, as it was when this was opened.
struct About {
  enum class Stage { reading, restart_asked, restarting, not_restarted };
  platform::MachineFacts facts;
  Stage stage = Stage::reading;
};
// What it comes to stands in Printing, and in Safety.
struct PrinterTest {};
struct AlertTest {};
// Who works here: for IT and the charge nurse. A PIN stands on the screen once.
struct People {
  enum class Stage { list, person, name, role, making, pin, removing };
  enum class Problem { none, name, taken, own, refused };
  std::vector<platform::StaffRow> people;
  std::optional<platform::StaffRow> person;  // who was touched; empty: somebody new
  std::string name;                          // of somebody new
  platform::StaffRole role = platform::StaffRole::nurse;
  std::string pin;
  Stage stage = Stage::list;
  Problem problem = Problem::none;

  People() = default;
  People(People&&) = default;
  People& operator=(People&&) = default;
  ~People() { wipe(pin); }
};
// The ways to open the day, and the key that answers are sealed to. A passphrase stands on the screen once.
struct Keys {
  enum class Stage { list, removing, rotating, proof, working, passphrase, confirming, added, changed };
  enum class Change { add, remove, rotate };
  enum class Problem { none, last, refused };
  platform::ClinicKeys keys;
  Change change = Change::add;
  int way = 0;  // that is removed
  OpenDay proof;
  std::string passphrase;
  Stage stage = Stage::list;
  Problem problem = Problem::none;

  Keys() = default;
  Keys(Keys&&) = default;
  Keys& operator=(Keys&&) = default;
  ~Keys() { wipe(passphrase); }
};
// One day of the audit trail, for the charge nurse.
struct AuditLog {
  enum class Check { under_way, holds, broken, unavailable };
  Date day;
  std::vector<platform::AuditEntry> entries;  // of this day, newest first
  std::optional<Instant> earlier;             // a moment of the day before that has entries
  std::optional<Instant> later;
  std::map<std::string, std::string> people;  // "staff 3" and the name
  std::map<std::string, std::string> codes;   // "visit 12" and its code, of those that are still there
  intent::LogShown shown = intent::LogShown::all;
  bool choosing = false;
  Check check = Check::under_way;  // of the whole chain
  std::int64_t checked = 0;        // number of the last entry that was looked at
  std::optional<platform::AuditFault> fault;
};
using Step = std::variant<VisitList, PickFilter, Find, History, AlertDetail, NewVisitForm, VisitCreated, VisitDetail,
                          PickClinician, SoundTest, Trouble, Machine, AuditLog, DeleteVisit, Preview, Export, Checks,
                          PrinterTest, AlertTest, People, Keys, About>;

}  // namespace staff

struct Staff {
  std::int64_t id = 0;
  std::string name;
  staff::Step step;
  platform::StaffRole role = platform::StaffRole::nurse;
};

using Screen = std::variant<Welcome, CheckIn, AskAtDesk, NeedsStaff, Patient, Thanks, Lessons, OpenDay, SignIn,
                            Cleaning, EnterPin, LockedAlerts, Staff>;

// While it is open, sealed answers can be read: by what holds these keys, and by nothing else.
struct Day {
  std::shared_ptr<const platform::Unlocked> keys;
  Milliseconds until;  // it closes by itself
};

// ---- behind every screen --------------------------------------------------------------------------------------------

// An alert that nobody has seen yet: on its way to a person, then waiting for one.
struct Delivery {
  int number = 0;
  AlertId alert;  // 0: the store could not take it; it is delivered all the same
  platform::AlertMessage message;
  bool under_way = false;
  bool delivered = false;
  bool failed = false;  // nobody was reached at the last try
  Milliseconds next_try{0};
  std::optional<Milliseconds> escalates;  // when the second contact is told; empty once they were, or never
};

// What the self-tests of one channel said last.
struct ChannelTrust {
  std::optional<Milliseconds> passed_at;  // the latest test, when it passed
  Milliseconds next_test{0};
  bool testing = false;
  std::string fault = {};  // what the latest test said when it did not pass
};

struct Safety {
  std::vector<ChannelTrust> channels;  // in the order of Services::channels
  int next_number = 1;
  std::vector<Delivery> deliveries;
  bool is_calling = false;                   // a lamp may be on
  std::optional<Milliseconds> storage_told;  // when staff were last called because of it
};

// The daily look through the whole database.
struct StoreCheck {
  bool under_way = false;
  Milliseconds due{0};
};

// A page on its way to paper.
struct PrintRun {
  VisitId visit;
  Printout what = Printout::summary;
  std::optional<platform::PrintJobId> job;  // empty until the spooler took it
  bool call_under_way = false;
  Milliseconds deadline{0};
  Milliseconds next_poll{0};
  int withdrawals = 0;  // tries to take the job back after the deadline
  platform::PrinterTrouble trouble = platform::PrinterTrouble::none;
};

struct Printing {
  std::vector<PrintRun> runs;
  std::map<std::pair<VisitId, Printout>, platform::PrinterTrouble>
      why_not;  // of the last try that put nothing on paper
  // The slip with a code that was asked for last, and what became of it. Another one does no harm, so nothing is
  // stored.
  std::optional<std::pair<VisitId, platform::SummaryState>> code_slip;
  std::optional<platform::SummaryState> test_page;  // likewise of IT's
  // How the printer is, for who is about to print; asked while such a screen stands.
  std::optional<platform::PrinterHealth> health;
  bool is_asking = false;
  Milliseconds next_ask{0};
};

// The stick, for who is about to export; looked for while such a screen stands.
struct StickWatch {
  std::optional<platform::StickState> state;
  bool is_asking = false;
  Milliseconds next_ask{0};
};

// An export under way: visits are read, a few a frame, while its screen stands; then a worker writes.
struct ExportRun {
  int number = 0;
  std::string object;                        // in the audit trail
  std::shared_ptr<ExportContents> contents;  // of a period, while it is read
  std::string suffix;                        // of the names, "-2026-11-26"
  bool is_writing = false;
};

// When it is next looked for what was kept long enough.
struct Retention {
  Milliseconds next{0};
  std::int64_t visits = 0;   // deleted so far in this run
  std::int64_t answers = 0;  // visits whose answers were removed in it
  // Visits without scores of their own, which can be scored while the day is open.
  Milliseconds next_scoring{0};
  VisitId scored_up_to;
};

using Inbox = std::vector<Intent>;

struct State {
  Screen screen;
  std::string language;  // tag of what whoever stands here reads; empty: the clinic's own
  std::optional<Day> day;
  Safety safety;
  StoreCheck store_check;
  Printing printing;
  Retention retention;
  StickWatch stick;
  std::optional<ExportRun> export_run;
  int next_export = 1;
  std::optional<platform::SoundTest> sound_test;  // that staff passed, and nothing has changed since
  Milliseconds last_touch{0};
  Milliseconds started{0};
  std::map<std::int64_t, Milliseconds> sign_in_failures;  // by staff, when in this run of the program
  std::shared_ptr<Inbox> inbox =
      std::make_shared<Inbox>();  // what workers hand back; read and written by the loop only
};

}  // namespace anteroom::flow
