// The visits of this kiosk, in one SQLCipher file. The only SQL. A call that returns without an error is on the disk
// (WAL, synchronous=FULL). Answers are opaque bytes here: what they mean is for forms, how they are sealed for the
// vault.
#pragma once

#include "forms/base/chart_facts.h"
#include "forms/base/date.h"
#include "forms/base/ids.h"
#include "forms/base/result.h"
#include "forms/base/wipe.h"
#include "platform/alerts.h"
#include "platform/audit.h"
#include "platform/identities.h"
#include "platform/key_ring.h"
#include "platform/keys.h"

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace anteroom::platform {

enum class VisitState { waiting, in_progress, finished, incomplete, cancelled };

// Printing, apart from the visit's own state: a jam never changes what the patient did.
enum class SummaryState {
  not_printed,
  printing,           // a job is with the spooler
  printed,            // the device said so
  saved_not_printed,  // tried, not printed; prints when staff ask again
  unclear,            // the kiosk stopped while a job was under way: a person looks in the tray
};

enum class Sex { female, male, unknown };  // as it stands in the chart; unknown: not recorded

// Form id and the rule that opens it (forms::BatteryForm::rule).
using FormRules = std::map<std::string, std::string, std::less<>>;

// Form id and the version of its Questionnaire.
using FormVersions = std::map<std::string, std::string, std::less<>>;

struct NewVisit {
  // Who it is. In a row that was read these are empty, and the date none of the calendar, while the day is closed.
  std::string record_number;  // 1 to 20 of A-Z a-z 0-9 - .
  std::string initials;       // 1 to 4 letters
  Date birth_date;
  std::string battery;
  std::vector<std::string> forms;     // offered today, in order (a form may be withheld: see withheld)
  std::vector<std::string> withheld;  // because no safety channel is proven
  std::string started_by;             // staff name
  Sex sex = Sex::unknown;
  std::string language = {};                  // BCP 47, of the patient; empty: each form's own
  std::vector<std::string> interpreted = {};  // offered, in their own language with an interpreter
  std::vector<std::string> unspoken = {};     // left out because they do not speak the patient's language
  FormRules rules = {};                       // of offered forms that are not always asked
  FormVersions versions = {};                 // as set_form_versions() was told; none before that
  bool time_verified = true;                  // a time server had set the clock when staff started it
  bool with_help = false;                     // somebody fills it in with the patient
  std::string clinician = {};                 // as config lists them; empty: not named
  ChartFacts chart = {};                      // these three only from visit(), not in a list

  ~NewVisit() {
    wipe(record_number);
    wipe(initials);
  }
};

struct VisitRow {
  VisitId id;
  std::string code;  // four digits, unique among open visits
  NewVisit facts;
  VisitState state = VisitState::waiting;
  SummaryState summary = SummaryState::not_printed;
  Instant created_at;
  std::optional<Instant> begun_at;     // first check-in
  std::optional<Instant> finished_at;  // submit, time-out or abandonment
  int answered = 0;                    // questions with an answer now (declined is one), never the answers
  int asked = 0;                       // as last reported by the running visit
  std::optional<int> print_job;
  std::optional<Instant> printed_at;
  bool marked = false;                    // staff's own tick: "seen by the care team"
  int number = 1;                         // finished visits of this record number before this one, and 1
  std::vector<std::string> handout = {};  // ids of the pages that the patient wants printed
  SummaryState handout_state = SummaryState::not_printed;  // of that sheet
  std::optional<Instant> answers_removed_at = {};          // they are kept no longer, its scores are
};

// What somebody answered about a consultation: it belongs to a clinician and a month, to no visit, patient or time.
struct AfterVisit {
  std::string form;
  std::string version;    // of the Questionnaire
  std::string clinician;  // as config lists them
  std::string month;      // "2026-11"
  std::string answers;    // sealed by the vault
};

// A clinician is told nothing before so many patients have answered, or an answer could be traced to a person.
inline constexpr int fewest_after_visits = 25;

struct AfterVisitCount {
  std::string clinician;
  int answers = 0;
};

struct AnswerRow {
  int sequence = 0;  // 1, 2, 3 … in a visit; a gap means a lost row
  std::string form;
  std::string link_id;
  std::string payload;  // sealed by the vault, or "" for a question that the patient cleared
  Instant at;
};

// All answers of a finished visit in one.
struct ResponseRow {
  std::string payload;  // sealed by the vault
  int answers = 0;      // rows that it took the place of
};

// The last two are the kiosk's own and belong to no visit.
enum class AlertKind { safety_answer, come_now, ask_staff, printer_trouble, storage_trouble };
enum class AlertState { raised, delivered, seen, acknowledged };
enum class AlertAction { none, seen, handed_over, patient_left };  // what was done about it

enum class AlertStepKind {
  delivered,
  undelivered,
  escalated,      // the second contact was told
  not_escalated,  // could not be told
  seen,           // at the kiosk, by nobody in particular
  acknowledged,
};

// One step of an alert on its way to a person.
struct AlertStep {
  Instant at;
  AlertStepKind kind = AlertStepKind::undelivered;
  std::optional<ChannelKind> channel = {};  // of the first four kinds
  std::string person = {};                  // who acknowledged it
};

struct NewAlert {
  AlertKind kind = AlertKind::safety_answer;
  std::string form;  // empty for come_now and ask_staff
  std::string link_id;
  Instant at;
};

struct AlertRow {
  AlertId id;
  VisitId visit;           // 0 for the kiosk's own trouble
  std::string visit_code;  // empty likewise
  NewAlert facts;
  AlertState state = AlertState::raised;
  int attempts = 0;  // deliveries tried
  std::optional<Instant> delivered_at;
  std::optional<Instant> acknowledged_at;
  std::string acknowledged_by;
  std::optional<Instant> escalated_at = {};
  AlertAction action = AlertAction::none;
};

// The latest self-test of a way that alerts take.
struct ChannelTest {
  ChannelKind channel = ChannelKind::printer;
  Instant tested_at;
  std::optional<Instant> passed_at;  // the last that passed
  std::string fault;                 // why this one failed; empty when it passed
};

enum class StaffRole {
  nurse,
  charge_nurse,  // also the audit log, and deleting
  it,            // the machine and its settings; never an answer
};

// Why a summary is printed.
enum class PrintReason { first, lost, unreadable, another_reader, changed };

struct PrintRow {
  std::string person;
  Instant at;
  PrintReason reason = PrintReason::first;
};

// When that which was kept long enough was last looked for, and how much went.
struct RetentionRun {
  Instant at;
  std::int64_t visits = 0;
  std::int64_t entries = 0;  // of the audit trail
  std::int64_t answers = 0;  // visits whose answers were removed
};

struct StaffRow {
  std::int64_t id = 0;
  std::string name;
  StaffRole role = StaffRole::nurse;
  std::string sealed_pin;  // by the vault: nothing of it can be tried while the day is closed
  int failed_attempts = 0;
  std::optional<Instant> last_failure;
};

// What a member of staff heard: in the headphones and nowhere else.
struct SoundTest {
  Date passed_on;         // local day
  std::string passed_by;  // staff name
  std::string device;     // Config::Audio::device at that time
};

// What a machine's overseers may know of the visits: no patient, no answer.
struct StoreFigures {
  std::optional<Instant> last_finished = {};    // of the newest visit that was answered to its end
  std::optional<Instant> unprinted_since = {};  // end of the oldest visit whose summary waits for the printer
  std::uint64_t bytes = 0;                      // of the file and its log
};

// What the kiosk's own process may ask: visits, answers, alerts, people, the audit trail as it is read. No key goes in
// or out, and nobody is let in.
class KioskRecords {
 public:
  virtual ~KioskRecords() = default;

  // With an opener rows tell who they are of; without one (the day is closed) they do not.
  virtual void open_identities(IdentityOpener opener) = 0;

  // A visit with a fresh four-digit code that no open visit has. `code_seed` picks where the search starts.
  [[nodiscard]] virtual Result<VisitRow> start_visit(const NewVisit& visit, Instant at, std::uint32_t code_seed) = 0;
  [[nodiscard]] virtual Result<VisitRow> visit(VisitId id) = 0;
  // Open (waiting or in progress) visit with this code.
  [[nodiscard]] virtual Result<VisitRow> open_visit_by_code(std::string_view code) = 0;
  // Visits created in [from, to), and whenever it was those that somebody still has to see to while nobody can vouch
  // for their time (time_verified). In the order in which they were started.
  [[nodiscard]] virtual Result<std::vector<VisitRow>> visits(Instant from, Instant to) = 0;
  // Of this patient, oldest first.
  [[nodiscard]] virtual Result<std::vector<VisitRow>> visits_of(std::string_view record_number) = 0;
  [[nodiscard]] virtual Result<bool> is_born_on(VisitId id, const Date& birth_date) = 0;
  // Tries against this visit's code since it was last begun; counted and committed before the birth date is checked.
  [[nodiscard]] virtual Result<int> count_check_in(VisitId id) = 0;
  // The patient has checked in: waiting or in progress becomes in progress, and the tries are forgotten.
  [[nodiscard]] virtual Result<void> begin_visit(VisitId id, Instant at) = 0;
  // What the forms of this visit were when its patient began: another version is another question.
  [[nodiscard]] virtual Result<void> set_form_versions(VisitId id, const FormVersions& versions) = 0;
  // Incomplete becomes in progress again: somebody signed in stands beside it. It has its code again, or another when
  // that is an open visit's by now, and scores that were kept of it go. Fault::conflict for a visit that is not
  // incomplete, and for one whose answers were removed.
  [[nodiscard]] virtual Result<VisitRow> resume_visit(VisitId id) = 0;
  // Moves an offered form to the withheld ones: the safety channel failed between start_visit and begin_visit.
  [[nodiscard]] virtual Result<void> withhold_form(VisitId id, std::string_view form) = 0;

  // One transaction: the answer, the alert that it raises, and the count. Returns the alert's id when there is one.
  // Fault::conflict unless the visit is in progress and row.sequence is the next one.
  [[nodiscard]] virtual Result<std::optional<AlertId>> commit_answer(VisitId id, const AnswerRow& row, int asked,
                                                                     const std::optional<NewAlert>& alert) = 0;
  // In sequence order, every version of every answer. A missing sequence number is Fault::corrupt; Fault::conflict for
  // a visit whose answers are one response by now, not_found for one whose answers were removed.
  [[nodiscard]] virtual Result<std::vector<AnswerRow>> answers(VisitId id) = 0;
  // In progress becomes finished, and in the same transaction its rows become this one and its scores a record of their
  // own, sealed by the vault. `response.answers` is how many rows it holds: Fault::conflict when others were committed.
  // To submit it again changes nothing.
  [[nodiscard]] virtual Result<void> submit_visit(VisitId id, const ResponseRow& response, std::string_view scores,
                                                  Instant at) = 0;
  // None where the answers still stand in rows of their own.
  [[nodiscard]] virtual Result<std::optional<ResponseRow>> response(VisitId id) = 0;
  // Sealed; none of a visit that ended before they were kept, or was cut short and has not been scored since.
  [[nodiscard]] virtual Result<std::optional<std::string>> scores(VisitId id) = 0;
  // Finished or incomplete visits with answers and without scores, from the one after this on, at most `most`.
  [[nodiscard]] virtual Result<std::vector<VisitId>> unscored_visits(VisitId after, int most) = 0;
  // In place of those that are there. Fault::conflict for a visit that is neither finished nor incomplete.
  [[nodiscard]] virtual Result<void> keep_scores(VisitId id, std::string_view scores) = 0;
  // In progress becomes finished or incomplete; waiting or in progress becomes cancelled. To end it again the same way
  // changes nothing; any other step is Fault::conflict.
  [[nodiscard]] virtual Result<void> end_visit(VisitId id, VisitState state, Instant at) = 0;
  [[nodiscard]] virtual Result<void> mark_visit(VisitId id, bool marked) = 0;
  // Ids of a-z and hyphens.
  [[nodiscard]] virtual Result<void> set_handout(VisitId id, const std::vector<std::string>& pages) = 0;
  [[nodiscard]] virtual Result<void> set_handout_state(VisitId id, SummaryState state) = 0;
  [[nodiscard]] virtual Result<void> set_summary(VisitId id, SummaryState state, std::optional<int> print_job,
                                                 std::optional<Instant> printed_at) = 0;

  // Somebody asks for a print; kept before the spooler hears of it.
  [[nodiscard]] virtual Result<void> keep_print(VisitId id, std::string_view person, PrintReason reason,
                                                Instant at) = 0;
  [[nodiscard]] virtual Result<int> count_prints(std::string_view person, Instant since) = 0;
  [[nodiscard]] virtual Result<std::vector<PrintRow>> prints_of(VisitId id) = 0;

  // One transaction, one row, at a place in the file that says nothing of when.
  [[nodiscard]] virtual Result<void> add_after_visit(const AfterVisit& answers) = 0;
  // How many there are of this form for each clinician, by name.
  [[nodiscard]] virtual Result<std::vector<AfterVisitCount>> count_after_visits(std::string_view form) = 0;
  // All of one clinician, in no order. Fault::denied below fewest_after_visits.
  [[nodiscard]] virtual Result<std::vector<AfterVisit>> after_visits(std::string_view form,
                                                                     std::string_view clinician) = 0;

  // Visit 0 for the kiosk's own trouble.
  [[nodiscard]] virtual Result<AlertId> raise_alert(VisitId id, const NewAlert& alert) = 0;
  [[nodiscard]] virtual Result<std::vector<AlertRow>> open_alerts() = 0;  // not acknowledged, oldest first
  [[nodiscard]] virtual Result<std::vector<AlertRow>> alerts_of(VisitId id) = 0;
  // One more try to deliver, and what became of it on each channel; a failure like the one before it is not kept again.
  [[nodiscard]] virtual Result<void> count_delivery(AlertId id, const std::vector<AlertStep>& steps) = 0;
  // "Seen" while nobody is signed in.
  [[nodiscard]] virtual Result<void> see_alert(AlertId id, Instant at) = 0;
  // Fault::conflict when it is acknowledged already.
  [[nodiscard]] virtual Result<void> acknowledge_alert(AlertId id, std::string_view by, AlertAction action,
                                                       Instant at) = 0;
  [[nodiscard]] virtual Result<std::vector<AlertStep>> alert_steps(AlertId id) = 0;  // in order
  // `fault` empty: it passed.
  [[nodiscard]] virtual Result<void> keep_channel_test(ChannelKind channel, Instant at, std::string_view fault) = 0;
  [[nodiscard]] virtual Result<std::vector<ChannelTest>> channel_tests() = 0;

  [[nodiscard]] virtual Result<std::vector<StaffRow>> staff() = 0;
  // Counted and committed before the PIN is checked, so that pulling the plug refunds nothing.
  [[nodiscard]] virtual Result<StaffRow> count_sign_in(std::int64_t staff, Instant at) = 0;
  [[nodiscard]] virtual Result<void> clear_sign_ins(std::int64_t staff) = 0;

  // ---- the audit trail
  // Who does what comes next: "staff 3", "patient", "kiosk", "anybody", "command line".
  virtual void act_as(std::string actor) = 0;
  // What changes nothing here and is an event all the same. `object`: "visit 12", or empty.
  [[nodiscard]] virtual Result<void> note(AuditEvent event, std::string_view object) = 0;
  // The end of the chain, as it is printed; none before it has begun.
  [[nodiscard]] virtual Result<std::optional<AuditAnchor>> audit_anchor() = 0;
  // What the wall clock put into [from, to), newest first.
  [[nodiscard]] virtual Result<std::vector<AuditRow>> audit_between(Instant from, Instant to) = 0;
  // The latest entry before, and the earliest from there on; none at either end.
  [[nodiscard]] virtual Result<std::optional<Instant>> audit_before(Instant at) = 0;
  [[nodiscard]] virtual Result<std::optional<Instant>> audit_from(Instant at) = 0;
  // The newest entries before `before`, newest first, at most `most`.
  [[nodiscard]] virtual Result<std::vector<AuditRow>> audit_rows(std::int64_t before, int most) = 0;

  // ---- what is deleted
  // With every answer, alert and print of it; the audit trail keeps that it was. `approved_by`: who else agreed
  // ("staff 3"), empty for the kiosk's own rule. Fault::conflict unless it is over, without an open alert and not on
  // its way to paper.
  [[nodiscard]] virtual Result<void> delete_visit(VisitId id, std::string_view approved_by) = 0;
  // Visits created before this moment that delete_visit would take, oldest first, at most `most`.
  [[nodiscard]] virtual Result<std::vector<VisitId>> deletable_before(Instant at, int most) = 0;
  // Its answers; the visit, its scores and everything else of it stay. Fault::conflict where there are no scores, where
  // they were removed already, and for what delete_visit would not take.
  [[nodiscard]] virtual Result<void> remove_answers(VisitId id, Instant at) = 0;
  // Visits that remove_answers would take whose page was first printed before this moment, oldest first, at most
  // `most`.
  [[nodiscard]] virtual Result<std::vector<VisitId>> answers_removable(Instant printed_before, int most) = 0;
  // The oldest part of the audit trail, up to where its keys began anew, if all of it is from before this moment; the
  // trail then says what is gone. How many entries that were.
  [[nodiscard]] virtual Result<std::int64_t> delete_audit_before(Instant at) = 0;
  [[nodiscard]] virtual Result<std::optional<RetentionRun>> retention_run() = 0;
  [[nodiscard]] virtual Result<void> keep_retention_run(const RetentionRun& run) = 0;

  // Whoever stood at the screen has left: what was read or written of them goes out of this program's memory. It is on
  // the disk, and is read from there again.
  virtual void forget() = 0;

  // Read from the file. Summaries of visits created before `since` are taken to wait for nobody any more.
  [[nodiscard]] virtual Result<StoreFigures> figures(Instant since) = 0;

  // The sound test that counts; none when it was never passed, failed since, or was lost.
  [[nodiscard]] virtual Result<std::optional<SoundTest>> sound_test() = 0;
  [[nodiscard]] virtual Result<void> set_sound_test(const std::optional<SoundTest>& test) = 0;
};

// And what takes the keys, or changes who has any: for the process that holds them and for administration.
class RecordStore : public KioskRecords {
 public:
  // Identities are sealed from here on, also those of a file from before; a visit cannot start without a sealer.
  [[nodiscard]] virtual Result<void> keep_identities(IdentitySealer sealer) = 0;
  // Seals and hashes all of them anew: after a move to another device, whose keys are others. Needs both.
  [[nodiscard]] virtual Result<void> reseal_identities() = 0;

  // Fault::conflict when there is somebody of this name.
  [[nodiscard]] virtual Result<std::int64_t> add_staff(std::string_view name, StaffRole role,
                                                       std::string_view sealed_pin) = 0;
  // Another PIN; wrong tries are forgotten. Fault::not_found for a name that nobody has.
  [[nodiscard]] virtual Result<void> set_pin(std::string_view name, std::string_view sealed_pin) = 0;
  // Who left signs in no more. What they did stays theirs: the number is never given again.
  [[nodiscard]] virtual Result<void> remove_staff(std::string_view name) = 0;

  // The clinic's keys; an empty ring before they were made.
  [[nodiscard]] virtual Result<KeyRing> key_ring() = 0;
  // All of it in one transaction, in place of what was there.
  [[nodiscard]] virtual Result<void> set_key_ring(const KeyRing& ring) = 0;

  // ---- the audit trail. With a pen every change that is an event writes its entry in its own transaction; without one
  // (a test of something else) there is no trail. A pen needs a chain that has begun: otherwise such changes are
  // Fault::conflict.
  virtual void keep_audit(AuditPen pen) = 0;
  // The keys begin anew; the chain goes on. `start.first` is the number of the entry that this writes.
  [[nodiscard]] virtual Result<void> begin_audit(const AuditStart& start, const SecretKey& first_key) = 0;
  // The end of the chain; none before it has begun.
  [[nodiscard]] virtual Result<std::optional<AuditState>> audit_state() = 0;
  [[nodiscard]] virtual Result<std::vector<AuditStart>> audit_starts() = 0;  // oldest first
  // All of it, to be checked.
  [[nodiscard]] virtual Result<AuditTrail> audit_trail() = 0;
  // The rows after this number, at most `most`; with every start, and the end as it is at this moment.
  [[nodiscard]] virtual Result<AuditTrail> audit_part(std::int64_t after, int most) = 0;

  // All of it into a new file under another key, as it is at one moment; the kiosk may go on. Fault::conflict when the
  // file is there.
  [[nodiscard]] virtual Result<void> copy_to(const std::filesystem::path& file, const SecretKey& key) = 0;
};

enum class OpenMode {
  existing,  // the kiosk's own: one program at a time, what was interrupted is settled
  create,    // likewise, and an absent file is made (mode 0600)
  beside,    // next to a running kiosk, for administration: nothing is settled
};

// What `anteroom doctor` says of the database.
enum class CheckDepth { quick, whole };  // whole reads every page: seconds on a large file
struct StoreHealth {
  std::string cipher_version;
  int schema_version = 0;
  std::int64_t visits = 0;
  std::int64_t answers = 0;         // rows: every version of every answer
  std::vector<std::string> damage;  // only looked for at CheckDepth::whole
};

// Opens the file, checks cipher and key, migrates. Faults: cipher_missing when the library cannot encrypt, wrong_key
// when the key does not fit or the file is not encrypted, unsupported when a newer Anteroom wrote it (in these three
// the file is left untouched), not_found when it does not exist and is not to be made, conflict when another program
// has it. existing and create settle what a crash left: print jobs under way become SummaryState::unclear, visits in
// progress become incomplete, so that a stranger who sits down at the kiosk never sees answers; each is an entry of the
// audit trail, with `pen` and where a trail has begun.
[[nodiscard]] Result<std::unique_ptr<RecordStore>> open_record_store(const std::filesystem::path& path,
                                                                     const SecretKey& key, OpenMode mode,
                                                                     std::uintmax_t reserve_bytes = 0,
                                                                     std::optional<AuditPen> pen = {});
// Also while a kiosk runs. Changes nothing.
[[nodiscard]] Result<StoreHealth> check_record_store(const std::filesystem::path& path, const SecretKey& key,
                                                     CheckDepth depth = CheckDepth::quick);

// ---- a damaged database ---------------------------------------------------------------------------------------------

// It was moved out of the way as it was, its log with it, and a fresh one stands in its place.
struct SetAside {
  std::filesystem::path file;  // "records.db.damaged-20261125-080312", beside it
  std::string damage;          // what was found first
  std::string keys_lost;       // empty: the clinic's keys and its staff are in the fresh one; otherwise why not
  std::string audit_lost;      // empty: the audit trail goes on where it was; otherwise why it begins anew
};
// To be called before the store is opened. Looks at the header, the schema, the counts of the newest visits and the
// newest rows of every table, which takes no longer for a large file; and at what a whole check has noted. Returns
// nothing when the file is sound or absent. Fault::wrong_key when no page of it opens with this key, conflict when
// another program has the folder, and what keeps a file from being read or moved (the file then stays).
[[nodiscard]] Result<std::optional<SetAside>> set_aside_damaged(const std::filesystem::path& path, const SecretKey& key,
                                                                Instant at);
// A whole check found damage: the next set_aside_damaged acts on it.
[[nodiscard]] Result<void> note_damage(const std::filesystem::path& path);
[[nodiscard]] bool damage_is_noted(const std::filesystem::path& path);
// The databases that were set aside and are still there, oldest first.
[[nodiscard]] std::vector<std::filesystem::path> set_aside_databases(const std::filesystem::path& path);

}  // namespace anteroom::platform
