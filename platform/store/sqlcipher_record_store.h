// RecordStore on a SQLCipher file. It owns the connection and, for a kiosk, the claim that keeps a second one away.
#pragma once

#include "platform/store/database.h"
#include "platform/store/record_store.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace anteroom::platform {

// The data folder, claimed by the one program that runs visits in it; the kernel gives it free when the program ends.
// The folder and not the file: closing any descriptor of a file drops the locks that SQLite has on it.
class FolderClaim {
 public:
  [[nodiscard]] static Result<FolderClaim> make(const std::filesystem::path& folder);
  FolderClaim(FolderClaim&& other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}
  FolderClaim(const FolderClaim&) = delete;
  FolderClaim& operator=(const FolderClaim&) = delete;
  FolderClaim& operator=(FolderClaim&&) = delete;
  ~FolderClaim();

 private:
  explicit FolderClaim(int descriptor) : m_descriptor(descriptor) {}
  int m_descriptor;
};

// A fresh database's file with today's tables, by somebody who has the folder; a file that was begun is gone on with.
[[nodiscard]] Result<Database> make_database(const std::filesystem::path& path, const SecretKey& key);

// As the audit trail names it.
[[nodiscard]] inline std::string object_of(VisitId id) { return "visit " + std::to_string(id.value); }

class SqlcipherRecordStore : public RecordStore {
 public:
  SqlcipherRecordStore(std::optional<FolderClaim> claim, Database database)
      : m_claim(std::move(claim)), m_database(std::move(database)) {}

  ~SqlcipherRecordStore() override;

  Result<void> keep_identities(IdentitySealer sealer) override;
  void open_identities(IdentityOpener opener) override;
  Result<void> reseal_identities() override;
  Result<VisitRow> start_visit(const NewVisit& visit, Instant at, std::uint32_t code_seed) override;
  Result<VisitRow> visit(VisitId id) override;
  Result<VisitRow> open_visit_by_code(std::string_view code) override;
  Result<std::vector<VisitRow>> visits(Instant from, Instant to) override;
  Result<std::vector<VisitRow>> visits_of(std::string_view record_number) override;
  Result<bool> is_born_on(VisitId id, const Date& birth_date) override;
  Result<int> count_check_in(VisitId id) override;
  Result<void> begin_visit(VisitId id, Instant at) override;
  Result<void> set_form_versions(VisitId id, const FormVersions& versions) override;
  Result<VisitRow> resume_visit(VisitId id) override;
  Result<void> withhold_form(VisitId id, std::string_view form) override;
  Result<std::optional<AlertId>> commit_answer(VisitId id, const AnswerRow& row, int asked,
                                               const std::optional<NewAlert>& alert) override;
  Result<std::vector<AnswerRow>> answers(VisitId id) override;
  Result<void> submit_visit(VisitId id, const ResponseRow& response, std::string_view scores, Instant at) override;
  Result<std::optional<ResponseRow>> response(VisitId id) override;
  Result<std::optional<std::string>> scores(VisitId id) override;
  Result<std::vector<VisitId>> unscored_visits(VisitId after, int most) override;
  Result<void> keep_scores(VisitId id, std::string_view scores) override;
  Result<void> end_visit(VisitId id, VisitState state, Instant at) override;
  Result<void> mark_visit(VisitId id, bool marked) override;
  Result<void> set_handout(VisitId id, const std::vector<std::string>& pages) override;
  Result<void> set_handout_state(VisitId id, SummaryState state) override;
  Result<void> set_summary(VisitId id, SummaryState state, std::optional<int> print_job,
                           std::optional<Instant> printed_at) override;

  Result<void> keep_print(VisitId id, std::string_view person, PrintReason reason, Instant at) override;
  Result<int> count_prints(std::string_view person, Instant since) override;
  Result<std::vector<PrintRow>> prints_of(VisitId id) override;

  Result<void> add_after_visit(const AfterVisit& answers) override;
  Result<std::vector<AfterVisitCount>> count_after_visits(std::string_view form) override;
  Result<std::vector<AfterVisit>> after_visits(std::string_view form, std::string_view clinician) override;

  Result<AlertId> raise_alert(VisitId id, const NewAlert& alert) override;
  Result<std::vector<AlertRow>> open_alerts() override;
  Result<std::vector<AlertRow>> alerts_of(VisitId id) override;
  Result<void> count_delivery(AlertId id, const std::vector<AlertStep>& steps) override;
  Result<void> see_alert(AlertId id, Instant at) override;
  Result<void> acknowledge_alert(AlertId id, std::string_view by, AlertAction action, Instant at) override;
  Result<std::vector<AlertStep>> alert_steps(AlertId id) override;
  Result<void> keep_channel_test(ChannelKind channel, Instant at, std::string_view fault) override;
  Result<std::vector<ChannelTest>> channel_tests() override;

  void forget() override;

  void keep_audit(AuditPen pen) override { m_pen = std::move(pen); }
  Result<void> begin_audit(const AuditStart& start, const SecretKey& first_key) override;
  void act_as(std::string actor) override { m_actor = std::move(actor); }
  Result<void> note(AuditEvent event, std::string_view object) override;
  Result<std::optional<AuditState>> audit_state() override;
  Result<std::optional<AuditAnchor>> audit_anchor() override;
  Result<std::vector<AuditStart>> audit_starts() override;
  Result<AuditTrail> audit_trail() override;
  Result<AuditTrail> audit_part(std::int64_t after, int most) override;
  Result<std::vector<AuditRow>> audit_between(Instant from, Instant to) override;
  Result<std::optional<Instant>> audit_before(Instant at) override;
  Result<std::optional<Instant>> audit_from(Instant at) override;
  Result<std::vector<AuditRow>> audit_rows(std::int64_t before, int most) override;

  Result<std::vector<StaffRow>> staff() override;
  Result<std::int64_t> add_staff(std::string_view name, StaffRole role, std::string_view sealed_pin) override;
  Result<void> set_pin(std::string_view name, std::string_view sealed_pin) override;
  Result<void> remove_staff(std::string_view name) override;
  Result<StaffRow> count_sign_in(std::int64_t staff, Instant at) override;
  Result<void> clear_sign_ins(std::int64_t staff) override;

  Result<void> delete_visit(VisitId id, std::string_view approved_by) override;
  Result<std::vector<VisitId>> deletable_before(Instant at, int most) override;
  Result<void> remove_answers(VisitId id, Instant at) override;
  Result<std::vector<VisitId>> answers_removable(Instant printed_before, int most) override;
  Result<std::int64_t> delete_audit_before(Instant at) override;
  Result<std::optional<RetentionRun>> retention_run() override;
  Result<void> keep_retention_run(const RetentionRun& run) override;

  Result<KeyRing> key_ring() override;
  Result<void> set_key_ring(const KeyRing& ring) override;
  Result<void> copy_to(const std::filesystem::path& file, const SecretKey& key) override;
  Result<StoreFigures> figures(Instant since) override;

  // A crash leaves visits and print jobs under way that nobody is at any more.
  [[nodiscard]] Result<void> settle();

  Result<std::optional<SoundTest>> sound_test() override;
  Result<void> set_sound_test(const std::optional<SoundTest>& test) override;

 private:
  struct Identity {
    std::string record_number;
    std::string initials;
    Date birth_date;
  };
  struct SealedIdentity {
    std::string sealed;
    BlindIndex record;
    BlindIndex birth;
  };
  [[nodiscard]] Result<void> put_identity(std::int64_t visit, const Identity& identity);
  [[nodiscard]] Result<SealedIdentity> seal_identity(const Identity& identity) const;
  [[nodiscard]] VisitRow visit_of(Statement& row);
  // Into the row, when the day is open.
  void tell_identity(Statement& row, std::string_view sealed, std::string_view record_index, VisitRow& visit);
  void forget_identities();
  // Within a transaction.
  [[nodiscard]] Result<void> end(VisitId id, VisitState state, Instant at);
  [[nodiscard]] Result<std::string> unused_code(std::uint32_t seed);
  // Within a transaction.
  [[nodiscard]] Result<AlertId> insert_alert(VisitId id, const NewAlert& alert);
  // Within a transaction: the entry of what it does, and the end of the chain moved on.
  [[nodiscard]] Result<void> write_audit(AuditEvent event, std::string_view object);
  [[nodiscard]] Result<void> set_audit_state(const AuditState& state);
  // One statement that changes one row, and its entry.
  [[nodiscard]] Result<void> audited(AuditEvent event, std::string_view object,
                                     const std::function<Result<void>()>& work);
  // Within a transaction: the visit, and whatever there is of it.
  [[nodiscard]] Result<void> delete_rows_of(VisitId id);
  [[nodiscard]] Result<void> keep_facts(VisitId id, const NewVisit& visit);
  [[nodiscard]] Result<void> read_facts(VisitRow& visit);
  [[nodiscard]] Result<void> add_step(AlertId id, const AlertStep& step);

  std::optional<FolderClaim> m_claim;  // outlives the connection
  Database m_database;
  std::optional<IdentitySealer> m_sealer;
  IdentityOpener m_opener;
  std::map<std::int64_t, Identity> m_identities;  // by visit, opened before: opening takes its time
  std::optional<AuditPen> m_pen;
  std::string m_actor = "kiosk";
};

// The statement's rows, each made by `row_of`; the first failure instead, if there was one.
template <class RowOf>
[[nodiscard]] auto rows_of(Statement statement, RowOf row_of) -> Result<std::vector<decltype(row_of(statement))>> {
  std::vector<decltype(row_of(statement))> rows;
  while (statement.next()) rows.push_back(row_of(statement));
  if (auto outcome = statement.outcome(); !outcome) return std::unexpected(std::move(outcome.error()));
  return rows;
}

// The only row, or Fault::not_found with `missing` as its detail.
template <class RowOf>
[[nodiscard]] auto row_of_one(Statement statement, RowOf row_of, std::string missing)
    -> Result<decltype(row_of(statement))> {
  auto rows = rows_of(std::move(statement), row_of);
  if (!rows) return std::unexpected(std::move(rows.error()));
  if (rows->empty()) return failure(Fault::not_found, std::move(missing));
  return std::move(rows->front());
}

// A change that has to meet exactly one row; Fault::conflict with `detail` when it met none.
[[nodiscard]] inline Result<void> one_row(Result<std::int64_t> changed, std::string detail) {
  if (!changed) return std::unexpected(std::move(changed.error()));
  if (*changed != 1) return failure(Fault::conflict, std::move(detail));
  return {};
}

}  // namespace anteroom::platform
