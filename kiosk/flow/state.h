// Where the kiosk stands: one screen out of a closed set, and what goes on behind every screen (alerts on their way,
// pages on their way to the printer). Plain data; the store keeps whatever must outlive it. A patient's part wipes
// itself.
#pragma once

#include "forms/visit.h"
#include "kiosk/flow/draft.h"
#include "kiosk/flow/intent.h"
#include "kiosk/flow/staff_state.h"
#include "platform/alerts.h"
#include "platform/store/record_store.h"
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
  bool is_awaited = false;       // they were told that somebody would like to talk with them
  bool was_left = false;         // for the pages about pain: who stands here now may be somebody else
};

// Three short texts about pain, for who has finished. Nothing of the visit is here but its row number.
struct Lessons {
  Thanks thanks;  // where they come back to: to nothing that not everybody is told, and nothing that denies it
  std::size_t page = 0;
  std::vector<std::string> handout = {};  // ids of the pages to be printed, as they are stored
};

// ---- the patient ----------------------------------------------------------------------------------------------------

// What the review shows: whether anything is missing, then the forms, of one form its answers; all of them where they
// are few; or only what has none.
enum class ReviewPart { overview, forms, one_form, all, unanswered };

// The running visit's own memory.
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
  FormId reviewed;                       // one_form: which
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
  bool after_check = false;  // what is asked about is stored already: there is nothing to cancel
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

struct SignIn {
  std::vector<platform::StaffRow> people;
};

// Somebody wipes the glass: for a while no touch means anything.
struct Cleaning {
  Milliseconds since{0};
};

// Open alerts while nobody is signed in: kiosk and visit code only.
struct LockedAlerts {
  std::vector<platform::AlertRow> alerts;
  std::optional<AlertId> touched = {};  // whether it was seen is asked before it counts: anybody can touch the glass
};

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
