// The records over a line: each call as it stands on the list, under the same name.
#include "platform/remote/remote_vault.h"

#include <utility>

namespace anteroom::platform {
namespace {

class RemoteRecords final : public KioskRecords {
 public:
  explicit RemoteRecords(std::shared_ptr<Line> line) : m_line(std::move(line)) {}

  // The opener stays where it is: over there the day is open, or this changes nothing.
  void open_identities(IdentityOpener opener) override {
    wire::ask<QuickCalls, &VaultDesk::show_identities>(*m_line, static_cast<bool>(opener));
  }
  // The kiosk says it at every step; it goes over when it changes.
  void act_as(std::string actor) override {
    if (actor == m_actor) return;
    m_actor = std::move(actor);
    quick<&KioskRecords::act_as>(m_actor);
  }

  Result<VisitRow> start_visit(const NewVisit& visit, Instant at, std::uint32_t code_seed) override {
    return quick<&KioskRecords::start_visit>(visit, at, code_seed);
  }
  Result<VisitRow> visit(VisitId id) override { return quick<&KioskRecords::visit>(id); }
  Result<VisitRow> open_visit_by_code(std::string_view code) override {
    return quick<&KioskRecords::open_visit_by_code>(code);
  }
  Result<std::vector<VisitRow>> visits(Instant from, Instant to) override {
    return quick<&KioskRecords::visits>(from, to);
  }
  Result<std::vector<VisitRow>> visits_of(std::string_view record_number) override {
    return quick<&KioskRecords::visits_of>(record_number);
  }
  Result<bool> is_born_on(VisitId id, const Date& birth_date) override {
    return quick<&KioskRecords::is_born_on>(id, birth_date);
  }
  Result<int> count_check_in(VisitId id) override { return quick<&KioskRecords::count_check_in>(id); }
  Result<void> begin_visit(VisitId id, Instant at) override { return quick<&KioskRecords::begin_visit>(id, at); }
  Result<void> set_form_versions(VisitId id, const FormVersions& versions) override {
    return quick<&KioskRecords::set_form_versions>(id, versions);
  }
  Result<VisitRow> resume_visit(VisitId id) override { return quick<&KioskRecords::resume_visit>(id); }
  Result<void> withhold_form(VisitId id, std::string_view form) override {
    return quick<&KioskRecords::withhold_form>(id, form);
  }
  Result<std::optional<AlertId>> commit_answer(VisitId id, const AnswerRow& row, int asked,
                                               const std::optional<NewAlert>& alert) override {
    return quick<&KioskRecords::commit_answer>(id, row, asked, alert);
  }
  Result<std::vector<AnswerRow>> answers(VisitId id) override { return quick<&KioskRecords::answers>(id); }
  Result<void> submit_visit(VisitId id, const ResponseRow& response, std::string_view scores, Instant at) override {
    return quick<&KioskRecords::submit_visit>(id, response, scores, at);
  }
  Result<std::optional<ResponseRow>> response(VisitId id) override { return quick<&KioskRecords::response>(id); }
  Result<std::optional<std::string>> scores(VisitId id) override { return quick<&KioskRecords::scores>(id); }
  Result<std::vector<VisitId>> unscored_visits(VisitId after, int most) override {
    return quick<&KioskRecords::unscored_visits>(after, most);
  }
  Result<void> keep_scores(VisitId id, std::string_view scores) override {
    return quick<&KioskRecords::keep_scores>(id, scores);
  }
  Result<void> end_visit(VisitId id, VisitState state, Instant at) override {
    return quick<&KioskRecords::end_visit>(id, state, at);
  }
  Result<void> mark_visit(VisitId id, bool marked) override { return quick<&KioskRecords::mark_visit>(id, marked); }
  Result<void> set_handout(VisitId id, const std::vector<std::string>& pages) override {
    return quick<&KioskRecords::set_handout>(id, pages);
  }
  Result<void> set_handout_state(VisitId id, SummaryState state) override {
    return quick<&KioskRecords::set_handout_state>(id, state);
  }
  Result<void> set_summary(VisitId id, SummaryState state, std::optional<int> print_job,
                           std::optional<Instant> printed_at) override {
    return quick<&KioskRecords::set_summary>(id, state, print_job, printed_at);
  }
  Result<void> keep_print(VisitId id, std::string_view person, PrintReason reason, Instant at) override {
    return quick<&KioskRecords::keep_print>(id, person, reason, at);
  }
  Result<int> count_prints(std::string_view person, Instant since) override {
    return quick<&KioskRecords::count_prints>(person, since);
  }
  Result<std::vector<PrintRow>> prints_of(VisitId id) override { return quick<&KioskRecords::prints_of>(id); }
  Result<void> add_after_visit(const AfterVisit& answers) override {
    return quick<&KioskRecords::add_after_visit>(answers);
  }
  Result<std::vector<AfterVisitCount>> count_after_visits(std::string_view form) override {
    return quick<&KioskRecords::count_after_visits>(form);
  }
  Result<std::vector<AfterVisit>> after_visits(std::string_view form, std::string_view clinician) override {
    return quick<&KioskRecords::after_visits>(form, clinician);
  }
  Result<AlertId> raise_alert(VisitId id, const NewAlert& alert) override {
    return quick<&KioskRecords::raise_alert>(id, alert);
  }
  Result<std::vector<AlertRow>> open_alerts() override { return quick<&KioskRecords::open_alerts>(); }
  Result<std::vector<AlertRow>> alerts_of(VisitId id) override { return quick<&KioskRecords::alerts_of>(id); }
  Result<void> count_delivery(AlertId id, const std::vector<AlertStep>& steps) override {
    return quick<&KioskRecords::count_delivery>(id, steps);
  }
  Result<void> see_alert(AlertId id, Instant at) override { return quick<&KioskRecords::see_alert>(id, at); }
  Result<void> acknowledge_alert(AlertId id, std::string_view by, AlertAction action, Instant at) override {
    return quick<&KioskRecords::acknowledge_alert>(id, by, action, at);
  }
  Result<std::vector<AlertStep>> alert_steps(AlertId id) override { return quick<&KioskRecords::alert_steps>(id); }
  Result<void> keep_channel_test(ChannelKind channel, Instant at, std::string_view fault) override {
    return quick<&KioskRecords::keep_channel_test>(channel, at, fault);
  }
  Result<std::vector<ChannelTest>> channel_tests() override { return quick<&KioskRecords::channel_tests>(); }
  Result<std::vector<StaffRow>> staff() override { return quick<&KioskRecords::staff>(); }
  Result<StaffRow> count_sign_in(std::int64_t staff, Instant at) override {
    return quick<&VaultDesk::count_sign_in>(staff, at);
  }
  Result<void> clear_sign_ins(std::int64_t staff) override { return quick<&VaultDesk::clear_sign_ins>(staff); }
  Result<void> note(AuditEvent event, std::string_view object) override {
    return quick<&KioskRecords::note>(event, object);
  }
  Result<std::optional<AuditAnchor>> audit_anchor() override { return quick<&KioskRecords::audit_anchor>(); }
  Result<std::vector<AuditRow>> audit_between(Instant from, Instant to) override {
    return quick<&KioskRecords::audit_between>(from, to);
  }
  Result<std::optional<Instant>> audit_before(Instant at) override { return quick<&KioskRecords::audit_before>(at); }
  Result<std::optional<Instant>> audit_from(Instant at) override { return quick<&KioskRecords::audit_from>(at); }
  Result<std::vector<AuditRow>> audit_rows(std::int64_t before, int most) override {
    return quick<&KioskRecords::audit_rows>(before, most);
  }
  Result<void> delete_visit(VisitId id, std::string_view approved_by) override {
    return quick<&KioskRecords::delete_visit>(id, approved_by);
  }
  Result<std::vector<VisitId>> deletable_before(Instant at, int most) override {
    return quick<&KioskRecords::deletable_before>(at, most);
  }
  Result<void> remove_answers(VisitId id, Instant at) override { return quick<&KioskRecords::remove_answers>(id, at); }
  Result<std::vector<VisitId>> answers_removable(Instant printed_before, int most) override {
    return quick<&KioskRecords::answers_removable>(printed_before, most);
  }
  Result<std::int64_t> delete_audit_before(Instant at) override {
    return quick<&KioskRecords::delete_audit_before>(at);
  }
  Result<std::optional<RetentionRun>> retention_run() override { return quick<&KioskRecords::retention_run>(); }
  Result<void> keep_retention_run(const RetentionRun& run) override {
    return quick<&KioskRecords::keep_retention_run>(run);
  }
  void forget() override { quick<&KioskRecords::forget>(); }
  Result<StoreFigures> figures(Instant since) override { return quick<&KioskRecords::figures>(since); }
  Result<std::optional<SoundTest>> sound_test() override { return quick<&KioskRecords::sound_test>(); }
  Result<void> set_sound_test(const std::optional<SoundTest>& test) override {
    return quick<&KioskRecords::set_sound_test>(test);
  }

 private:
  template <auto member, class... Arguments>
  wire::Signature<decltype(member)>::Answer quick(const Arguments&... arguments) {
    return wire::ask<QuickCalls, member>(*m_line, arguments...);
  }

  std::shared_ptr<Line> m_line;
  std::string m_actor;
};

}  // namespace

std::unique_ptr<KioskRecords> remote_records(std::shared_ptr<Line> quick) {
  return std::make_unique<RemoteRecords>(std::move(quick));
}

}  // namespace anteroom::platform
