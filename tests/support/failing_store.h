// The real store with a fault that a test can switch on: writes fail as on a full disk, or everything fails. What the
// kiosk's process may ask is asked over a line where one is given.
#pragma once

#include "platform/store/record_store.h"

namespace anteroom::testing {

class FailingStore : public platform::RecordStore {
 public:
  enum class Mood { well, disk_full, dead };

  explicit FailingStore(std::unique_ptr<platform::RecordStore> store, platform::KioskRecords* asked = nullptr)
      : m_store(std::move(store)), m_asked(asked == nullptr ? m_store.get() : asked) {}

  void forget() override { m_asked->forget(); }

  void set(Mood mood) { m_mood = mood; }
  [[nodiscard]] platform::RecordStore& inner() { return *m_store; }
  [[nodiscard]] int commits() const { return m_commits; }

  Result<void> keep_identities(platform::IdentitySealer sealer) override {
    return write([&] { return m_store->keep_identities(std::move(sealer)); });
  }
  Result<void> reseal_identities() override {
    return write([&] { return m_store->reseal_identities(); });
  }
  Result<void> copy_to(const std::filesystem::path& file, const platform::SecretKey& key) override {
    return read([&] { return m_store->copy_to(file, key); });
  }
  void open_identities(platform::IdentityOpener opener) override { m_store->open_identities(std::move(opener)); }
  Result<std::vector<platform::VisitRow>> visits_of(std::string_view record_number) override {
    return read([&] { return m_asked->visits_of(record_number); });
  }
  Result<bool> is_born_on(VisitId id, const Date& birth_date) override {
    return read([&] { return m_asked->is_born_on(id, birth_date); });
  }
  Result<platform::VisitRow> start_visit(const platform::NewVisit& visit, Instant at, std::uint32_t seed) override {
    return write([&] { return m_asked->start_visit(visit, at, seed); });
  }
  Result<platform::VisitRow> visit(VisitId id) override {
    return read([&] { return m_asked->visit(id); });
  }
  Result<platform::VisitRow> open_visit_by_code(std::string_view code) override {
    return read([&] { return m_asked->open_visit_by_code(code); });
  }
  Result<std::vector<platform::VisitRow>> visits(Instant from, Instant to) override {
    return read([&] { return m_asked->visits(from, to); });
  }
  Result<void> keep_print(VisitId id, std::string_view person, platform::PrintReason reason, Instant at) override {
    return write([&] { return m_asked->keep_print(id, person, reason, at); });
  }
  Result<int> count_prints(std::string_view person, Instant since) override {
    return read([&] { return m_asked->count_prints(person, since); });
  }
  Result<std::vector<platform::PrintRow>> prints_of(VisitId id) override {
    return read([&] { return m_asked->prints_of(id); });
  }
  Result<int> count_check_in(VisitId id) override {
    return write([&] { return m_asked->count_check_in(id); });
  }
  Result<void> begin_visit(VisitId id, Instant at) override {
    return write([&] { return m_asked->begin_visit(id, at); });
  }
  Result<void> withhold_form(VisitId id, std::string_view form) override {
    return write([&] { return m_asked->withhold_form(id, form); });
  }
  Result<std::optional<AlertId>> commit_answer(VisitId id, const platform::AnswerRow& row, int asked,
                                               const std::optional<platform::NewAlert>& alert) override {
    return write([&] {
      ++m_commits;
      return m_asked->commit_answer(id, row, asked, alert);
    });
  }
  Result<std::vector<platform::AnswerRow>> answers(VisitId id) override {
    return read([&] { return m_asked->answers(id); });
  }
  Result<void> set_form_versions(VisitId id, const platform::FormVersions& versions) override {
    return write([&] { return m_asked->set_form_versions(id, versions); });
  }
  Result<platform::VisitRow> resume_visit(VisitId id) override {
    return write([&] { return m_asked->resume_visit(id); });
  }
  Result<void> submit_visit(VisitId id, const platform::ResponseRow& response, std::string_view scores,
                            Instant at) override {
    return write([&] { return m_asked->submit_visit(id, response, scores, at); });
  }
  Result<std::optional<std::string>> scores(VisitId id) override {
    return read([&] { return m_asked->scores(id); });
  }
  Result<std::vector<VisitId>> unscored_visits(VisitId after, int most) override {
    return read([&] { return m_asked->unscored_visits(after, most); });
  }
  Result<void> keep_scores(VisitId id, std::string_view scores) override {
    return write([&] { return m_asked->keep_scores(id, scores); });
  }
  Result<std::optional<platform::ResponseRow>> response(VisitId id) override {
    return read([&] { return m_asked->response(id); });
  }
  Result<void> end_visit(VisitId id, platform::VisitState state, Instant at) override {
    return write([&] { return m_asked->end_visit(id, state, at); });
  }
  Result<void> mark_visit(VisitId id, bool marked) override {
    return write([&] { return m_asked->mark_visit(id, marked); });
  }
  Result<void> set_handout(VisitId id, const std::vector<std::string>& pages) override {
    return write([&] { return m_asked->set_handout(id, pages); });
  }
  Result<void> set_handout_state(VisitId id, platform::SummaryState state) override {
    return write([&] { return m_asked->set_handout_state(id, state); });
  }
  Result<void> set_summary(VisitId id, platform::SummaryState state, std::optional<int> job,
                           std::optional<Instant> printed_at) override {
    return write([&] { return m_asked->set_summary(id, state, job, printed_at); });
  }
  Result<platform::KeyRing> key_ring() override {
    return read([&] { return m_store->key_ring(); });
  }
  Result<void> set_key_ring(const platform::KeyRing& ring) override {
    return write([&] { return m_store->set_key_ring(ring); });
  }
  Result<void> add_after_visit(const platform::AfterVisit& answers) override {
    return write([&] { return m_asked->add_after_visit(answers); });
  }
  Result<std::vector<platform::AfterVisitCount>> count_after_visits(std::string_view form) override {
    return read([&] { return m_asked->count_after_visits(form); });
  }
  Result<std::vector<platform::AfterVisit>> after_visits(std::string_view form, std::string_view clinician) override {
    return read([&] { return m_asked->after_visits(form, clinician); });
  }
  Result<AlertId> raise_alert(VisitId id, const platform::NewAlert& alert) override {
    return write([&] { return m_asked->raise_alert(id, alert); });
  }
  Result<std::vector<platform::AlertRow>> open_alerts() override {
    return read([&] { return m_asked->open_alerts(); });
  }
  Result<std::vector<platform::AlertRow>> alerts_of(VisitId id) override {
    return read([&] { return m_asked->alerts_of(id); });
  }
  Result<void> count_delivery(AlertId id, const std::vector<platform::AlertStep>& steps) override {
    return write([&] { return m_asked->count_delivery(id, steps); });
  }
  Result<void> see_alert(AlertId id, Instant at) override {
    return write([&] { return m_asked->see_alert(id, at); });
  }
  Result<void> acknowledge_alert(AlertId id, std::string_view by, platform::AlertAction action, Instant at) override {
    return write([&] { return m_asked->acknowledge_alert(id, by, action, at); });
  }
  Result<std::vector<platform::AlertStep>> alert_steps(AlertId id) override {
    return read([&] { return m_asked->alert_steps(id); });
  }
  Result<void> keep_channel_test(platform::ChannelKind channel, Instant at, std::string_view fault) override {
    return write([&] { return m_asked->keep_channel_test(channel, at, fault); });
  }
  Result<std::vector<platform::ChannelTest>> channel_tests() override {
    return read([&] { return m_asked->channel_tests(); });
  }
  void keep_audit(platform::AuditPen pen) override { m_store->keep_audit(std::move(pen)); }
  Result<void> begin_audit(const platform::AuditStart& start, const platform::SecretKey& first_key) override {
    return write([&] { return m_store->begin_audit(start, first_key); });
  }
  void act_as(std::string actor) override { m_asked->act_as(std::move(actor)); }
  Result<void> note(platform::AuditEvent event, std::string_view object) override {
    return write([&] { return m_asked->note(event, object); });
  }
  Result<void> delete_visit(VisitId id, std::string_view approved_by) override {
    return write([&] { return m_asked->delete_visit(id, approved_by); });
  }
  Result<std::vector<VisitId>> deletable_before(Instant at, int most) override {
    return read([&] { return m_asked->deletable_before(at, most); });
  }
  Result<void> remove_answers(VisitId id, Instant at) override {
    return write([&] { return m_asked->remove_answers(id, at); });
  }
  Result<std::vector<VisitId>> answers_removable(Instant printed_before, int most) override {
    return read([&] { return m_asked->answers_removable(printed_before, most); });
  }
  Result<std::int64_t> delete_audit_before(Instant at) override {
    return write([&] { return m_asked->delete_audit_before(at); });
  }
  Result<std::optional<platform::RetentionRun>> retention_run() override {
    return read([&] { return m_asked->retention_run(); });
  }
  Result<void> keep_retention_run(const platform::RetentionRun& run) override {
    return write([&] { return m_asked->keep_retention_run(run); });
  }
  Result<std::optional<platform::AuditAnchor>> audit_anchor() override {
    return read([&] { return m_asked->audit_anchor(); });
  }
  Result<std::optional<platform::AuditState>> audit_state() override {
    return read([&] { return m_store->audit_state(); });
  }
  Result<std::vector<platform::AuditStart>> audit_starts() override {
    return read([&] { return m_store->audit_starts(); });
  }
  Result<platform::AuditTrail> audit_trail() override {
    return read([&] { return m_store->audit_trail(); });
  }
  Result<platform::AuditTrail> audit_part(std::int64_t after, int most) override {
    return read([&] { return m_store->audit_part(after, most); });
  }
  Result<std::vector<platform::AuditRow>> audit_between(Instant from, Instant to) override {
    return read([&] { return m_asked->audit_between(from, to); });
  }
  Result<std::optional<Instant>> audit_before(Instant at) override {
    return read([&] { return m_asked->audit_before(at); });
  }
  Result<std::optional<Instant>> audit_from(Instant at) override {
    return read([&] { return m_asked->audit_from(at); });
  }
  Result<std::vector<platform::AuditRow>> audit_rows(std::int64_t before, int most) override {
    return read([&] { return m_asked->audit_rows(before, most); });
  }
  Result<std::vector<platform::StaffRow>> staff() override {
    return read([&] { return m_asked->staff(); });
  }
  Result<std::int64_t> add_staff(std::string_view name, platform::StaffRole role, std::string_view pin) override {
    return write([&] { return m_store->add_staff(name, role, pin); });
  }
  Result<void> set_pin(std::string_view name, std::string_view pin) override {
    return write([&] { return m_store->set_pin(name, pin); });
  }
  Result<void> remove_staff(std::string_view name) override {
    return write([&] { return m_store->remove_staff(name); });
  }
  Result<platform::StaffRow> count_sign_in(std::int64_t staff, Instant at) override {
    return write([&] { return m_asked->count_sign_in(staff, at); });
  }
  Result<void> clear_sign_ins(std::int64_t staff) override {
    return write([&] { return m_asked->clear_sign_ins(staff); });
  }
  Result<platform::StoreFigures> figures(Instant since) override {
    return read([&] { return m_asked->figures(since); });
  }
  Result<std::optional<platform::SoundTest>> sound_test() override {
    return read([&] { return m_asked->sound_test(); });
  }
  Result<void> set_sound_test(const std::optional<platform::SoundTest>& test) override {
    return write([&] { return m_asked->set_sound_test(test); });
  }

 private:
  template <class Call>
  auto write(Call call) -> decltype(call()) {
    if (m_mood != Mood::well) return failure(Fault::no_space, "told to fail");
    return call();
  }
  template <class Call>
  auto read(Call call) -> decltype(call()) {
    if (m_mood == Mood::dead) return failure(Fault::io, "told to fail");
    return call();
  }

  std::unique_ptr<platform::RecordStore> m_store;
  platform::KioskRecords* m_asked;
  Mood m_mood = Mood::well;
  int m_commits = 0;
};

}  // namespace anteroom::testing
