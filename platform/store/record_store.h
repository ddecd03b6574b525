// The visits of this kiosk, in one SQLCipher file. The only SQL. A call that returns without an error is on the disk
// (WAL, synchronous=FULL). Answers are opaque bytes here: what they mean is for forms, how they are sealed for the vault.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "forms/base/date.h"
#include "forms/base/ids.h"
#include "forms/base/result.h"
#include "platform/keys.h"

namespace anteroom::platform {

enum class VisitState { waiting, in_progress, finished, incomplete, cancelled };

// Printing, apart from the visit's own state: a jam never changes what the patient did.
enum class SummaryState {
  not_printed,
  printing,          // a job is with the spooler
  printed,           // the device said so
  saved_not_printed, // tried, not printed; prints when staff ask again
  unclear,           // the kiosk stopped while a job was under way: a person looks in the tray
};

struct NewVisit {
  std::string record_number;  // 1 to 20 of A-Z a-z 0-9 - .
  std::string initials;       // 1 to 4 letters
  Date birth_date;
  std::string battery;
  std::vector<std::string> forms;  // offered today, in order (a form may be withheld: see withheld)
  std::vector<std::string> withheld;
  std::string started_by;  // staff name
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
  int answered = 0;                    // rows stored, never the answers
  int asked = 0;                       // as last reported by the running visit
  std::optional<int> print_job;
  std::optional<Instant> printed_at;
  bool marked = false;  // staff's own tick: "seen by the care team"
};

struct AnswerRow {
  int sequence = 0;  // 1, 2, 3 … in a visit; a gap means a lost row
  std::string form;
  std::string link_id;
  std::string payload;  // forms::to_json, or "" for a question that the patient cleared
  Instant at;
};

enum class AlertKind { safety_answer, come_now, ask_staff };
enum class AlertState { raised, delivered, seen, acknowledged };

struct NewAlert {
  AlertKind kind = AlertKind::safety_answer;
  std::string form;     // empty for come_now and ask_staff
  std::string link_id;
  Instant at;
};

struct AlertRow {
  AlertId id;
  VisitId visit;
  std::string visit_code;
  NewAlert facts;
  AlertState state = AlertState::raised;
  int attempts = 0;  // deliveries tried
  std::optional<Instant> delivered_at;
  std::optional<Instant> acknowledged_at;
  std::string acknowledged_by;
};

struct StaffRow {
  std::int64_t id = 0;
  std::string name;
  std::string pin_verifier;  // Argon2id string of the vault
  int failed_attempts = 0;
  std::optional<Instant> last_failure;
};

class RecordStore {
 public:
  virtual ~RecordStore() = default;

  // A visit with a fresh four-digit code that no open visit has. `code_seed` picks where the search starts.
  [[nodiscard]] virtual Result<VisitRow> start_visit(const NewVisit& visit, Instant at, std::uint32_t code_seed) = 0;
  [[nodiscard]] virtual Result<VisitRow> visit(VisitId id) = 0;
  // Open (waiting or in progress) visit with this code.
  [[nodiscard]] virtual Result<VisitRow> open_visit_by_code(std::string_view code) = 0;
  // Visits created in [from, to), oldest first.
  [[nodiscard]] virtual Result<std::vector<VisitRow>> visits(Instant from, Instant to) = 0;
  // Tries with a wrong birth date against this visit's code; counted and committed before the check.
  [[nodiscard]] virtual Result<int> count_check_in(VisitId id) = 0;
  [[nodiscard]] virtual Result<void> begin_visit(VisitId id, Instant at) = 0;
  // Moves an offered form to the withheld ones: the safety channel failed between start_visit and begin_visit.
  [[nodiscard]] virtual Result<void> withhold_form(VisitId id, std::string_view form) = 0;

  // One transaction: the answer, the alert that it raises, and the count. Returns the alert's id when there is one.
  [[nodiscard]] virtual Result<std::optional<AlertId>> commit_answer(VisitId id, const AnswerRow& row, int asked,
                                                                    const std::optional<NewAlert>& alert) = 0;
  // In sequence order, every version of every answer. A missing sequence number is Fault::corrupt.
  [[nodiscard]] virtual Result<std::vector<AnswerRow>> answers(VisitId id) = 0;
  [[nodiscard]] virtual Result<void> end_visit(VisitId id, VisitState state, Instant at) = 0;
  [[nodiscard]] virtual Result<void> mark_visit(VisitId id, bool marked) = 0;
  [[nodiscard]] virtual Result<void> set_summary(VisitId id, SummaryState state, std::optional<int> print_job,
                                                 std::optional<Instant> printed_at) = 0;

  [[nodiscard]] virtual Result<AlertId> raise_alert(VisitId id, const NewAlert& alert) = 0;
  [[nodiscard]] virtual Result<std::vector<AlertRow>> open_alerts() = 0;  // not acknowledged, oldest first
  [[nodiscard]] virtual Result<std::vector<AlertRow>> alerts_of(VisitId id) = 0;
  [[nodiscard]] virtual Result<void> count_delivery(AlertId id, std::optional<Instant> delivered_at) = 0;
  // "Seen" while nobody is signed in.
  [[nodiscard]] virtual Result<void> see_alert(AlertId id) = 0;
  [[nodiscard]] virtual Result<void> acknowledge_alert(AlertId id, std::string_view by, Instant at) = 0;

  [[nodiscard]] virtual Result<std::vector<StaffRow>> staff() = 0;
  [[nodiscard]] virtual Result<std::int64_t> add_staff(std::string_view name, std::string_view pin_verifier) = 0;
  // Counted and committed before the PIN is checked, so that pulling the plug refunds nothing.
  [[nodiscard]] virtual Result<StaffRow> count_sign_in(std::int64_t staff, Instant at) = 0;
  [[nodiscard]] virtual Result<void> clear_sign_ins(std::int64_t staff) = 0;
};

enum class OpenMode { existing, create };

// What `anteroom doctor` says of the database.
struct StoreHealth {
  std::string cipher_version;
  int schema_version = 0;
  std::int64_t visits = 0;
};

// Opens the file, checks cipher and key, migrates. Fault::cipher_missing when the library cannot encrypt, wrong_key when
// the key does not fit (the file is left untouched), not_found when it does not exist and mode is existing.
// Interrupted print jobs become SummaryState::unclear; visits in progress become incomplete.
[[nodiscard]] Result<std::unique_ptr<RecordStore>> open_record_store(const std::filesystem::path& path,
                                                                    const SecretKey& key, OpenMode mode);
[[nodiscard]] Result<StoreHealth> check_record_store(const std::filesystem::path& path, const SecretKey& key);

}  // namespace anteroom::platform
