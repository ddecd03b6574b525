// Every statement of every call fails once. The call then says so, nothing of it has happened, and the same call again
// succeeds: a half of something is never kept, and a failure is never taken for an answer.
#include "platform/vault/audit.h"
#include "tests/platform/store/statement_fuse.h"
#include "tests/platform/store/store_folder.h"
#include "tests/support/hand_clock.h"
#include "tests/support/repeating_random.h"

#include <gmock/gmock.h>
#include <print>

namespace anteroom::platform {
namespace {

class FailingStatement : public StoreFolder {
 protected:
  FailingStatement() {
    m_store = open();
    m_store->keep_audit(audit_pen(m_clock));
    testing::RepeatingRandom random;
    const auto start = new_audit_start(testing::made_up_vault(), 1, random);
    EXPECT_TRUE(m_store->begin_audit(start->start, start->first_key));
  }
  auto insist(const char* name, const auto& call) { return m_fuse.insist(name, call); }
  RecordStore& store() { return *m_store; }

  testing::StatementFuse m_fuse;
  testing::HandClock m_clock;
  std::unique_ptr<RecordStore> m_store;
};

TEST_F(FailingStatement, a_whole_day_comes_out_as_if_nothing_had_failed) {
  NewVisit facts = new_visit("KZ-1042");
  facts.chart = {.as_of = Date{std::chrono::year{2026}, std::chrono::May, std::chrono::day{1}}, .opioid_mme = 90};
  facts.rules = {{facts.forms.front(), "{}"}};
  const auto visit = insist("start_visit", [&] { return store().start_visit(facts, noon, 4821); })->id;
  EXPECT_EQ(visit, VisitId{1}) << "no start that failed has left a visit";
  (void)insist("set_form_versions", [&] { return store().set_form_versions(visit, {{facts.forms.front(), "1"}}); });
  (void)insist("withhold_form", [&] { return store().withhold_form(visit, facts.forms.front()); });
  (void)insist("count_check_in", [&] { return store().count_check_in(visit); });
  (void)insist("open_visit_by_code", [&] { return store().open_visit_by_code("4821"); });
  (void)insist("is_born_on", [&] { return store().is_born_on(visit, facts.birth_date); });
  (void)insist("begin_visit", [&] { return store().begin_visit(visit, noon); });
  const NewAlert alert{AlertKind::safety_answer, "phq-9", "9", noon};
  const auto raised =
      insist("commit_answer", [&] { return store().commit_answer(visit, {1, "phq-9", "9", "s", noon}, 2, alert); });
  (void)insist("answers", [&] { return store().answers(visit); });
  (void)insist("end_visit", [&] { return store().end_visit(visit, VisitState::incomplete, noon); });
  EXPECT_EQ(insist("unscored_visits", [&] { return store().unscored_visits({}, 5); })->size(), 1U);
  (void)insist("keep_scores", [&] { return store().keep_scores(visit, "scores so far"); });
  (void)insist("resume_visit", [&] { return store().resume_visit(visit); });
  (void)insist("submit_visit", [&] { return store().submit_visit(visit, {"all", 1}, "scores", noon); });
  EXPECT_EQ(insist("response", [&] { return store().response(visit); })->value().payload, "all");
  EXPECT_EQ(insist("scores", [&] { return store().scores(visit); })->value(), "scores");
  (void)insist("mark_visit", [&] { return store().mark_visit(visit, true); });
  (void)insist("set_handout", [&] { return store().set_handout(visit, {"pacing"}); });
  (void)insist("set_handout_state", [&] { return store().set_handout_state(visit, SummaryState::printed); });
  (void)insist("keep_print", [&] { return store().keep_print(visit, "Rosa", PrintReason::first, noon); });
  EXPECT_EQ(insist("count_prints", [&] { return store().count_prints("Rosa", Instant{}); }), 1);
  EXPECT_EQ(insist("prints_of", [&] { return store().prints_of(visit); })->size(), 1U);
  (void)insist("set_summary", [&] { return store().set_summary(visit, SummaryState::printed, 3, noon); });
  EXPECT_EQ(insist("visits", [&] { return store().visits(Instant{}, noon + std::chrono::hours{1}); })->size(), 1U);
  EXPECT_EQ(insist("visits_of", [&] { return store().visits_of("KZ-1042"); })->size(), 1U);
  (void)insist("figures", [&] { return store().figures(Instant{}); });

  const AlertId id = **raised;
  EXPECT_EQ(insist("open_alerts", [&] { return store().open_alerts(); })->size(), 1U);
  EXPECT_EQ(insist("alerts_of", [&] { return store().alerts_of(visit); })->size(), 1U);
  const std::vector<AlertStep> steps{{noon, AlertStepKind::undelivered, ChannelKind::lamp},
                                     {noon, AlertStepKind::delivered, ChannelKind::printer},
                                     {noon, AlertStepKind::escalated, ChannelKind::mail}};
  (void)insist("count_delivery", [&] { return store().count_delivery(id, steps); });
  (void)insist("see_alert", [&] { return store().see_alert(id, noon); });
  (void)insist("acknowledge", [&] { return store().acknowledge_alert(id, "Rosa", AlertAction::seen, noon); });
  EXPECT_EQ(insist("alert_steps", [&] { return store().alert_steps(id); })->size(), 5U) << "each step once";
  (void)insist("raise_alert", [&] { return store().raise_alert({}, {AlertKind::printer_trouble, "", "", noon}); });
  (void)insist("channel_test", [&] { return store().keep_channel_test(ChannelKind::lamp, noon, ""); });
  EXPECT_EQ(insist("channel_tests", [&] { return store().channel_tests(); })->size(), 1U);
  (void)insist("set_sound_test", [&] { return store().set_sound_test(SoundTest{facts.birth_date, "Rosa", ""}); });
  EXPECT_TRUE(insist("sound_test", [&] { return store().sound_test(); })->has_value());

  const auto rosa = insist("add_staff", [&] { return store().add_staff("Rosa", StaffRole::nurse, "pin"); });
  (void)insist("count_sign_in", [&] { return store().count_sign_in(*rosa, noon); });
  (void)insist("clear_sign_ins", [&] { return testing::store_itself(store()).clear_sign_ins(*rosa); });
  (void)insist("set_pin", [&] { return store().set_pin("Rosa", "other"); });
  EXPECT_EQ(insist("staff", [&] { return store().staff(); })->size(), 1U);
  (void)insist("remove_staff", [&] { return store().remove_staff("Rosa"); });
  for (int answer = 0; answer < fewest_after_visits; ++answer)
    ASSERT_TRUE(store().add_after_visit({"care", "1", "Dr. A", "2026-11", "sealed"}));
  (void)insist("add_after_visit", [&] { return store().add_after_visit({"care", "1", "Dr. A", "2026-11", "s"}); });
  EXPECT_EQ(insist("after_visits", [&] { return store().after_visits("care", "Dr. A"); })->size(), 26U);
  EXPECT_EQ(insist("count_after_visits", [&] { return store().count_after_visits("care"); })->front().answers, 26);

  KeyRing ring = testing::made_up_keys();
  ring.former_devices = {{{}, "signed"}};
  (void)insist("set_key_ring", [&] { return store().set_key_ring(ring); });
  EXPECT_EQ(insist("key_ring", [&] { return store().key_ring(); })->shares.size(), ring.shares.size());
  (void)insist("reseal_identities", [&] { return store().reseal_identities(); });
  (void)insist("note", [&] { return store().note(AuditEvent::exported, "csv"); });
  (void)insist("audit_between", [&] { return store().audit_between(Instant{}, noon); });
  (void)insist("audit_before", [&] { return store().audit_before(noon); });
  (void)insist("audit_from", [&] { return store().audit_from(Instant{}); });
  (void)insist("audit_rows", [&] { return store().audit_rows(1000, 10); });

  const Instant later = noon + std::chrono::hours{1};
  EXPECT_EQ(insist("answers_removable", [&] { return store().answers_removable(later, 5); })->size(), 1U);
  (void)insist("remove_answers", [&] { return store().remove_answers(visit, later); });
  EXPECT_EQ(insist("deletable_before", [&] { return store().deletable_before(later, 5); })->size(), 1U);
  (void)insist("delete_visit", [&] { return store().delete_visit(visit, "staff 2"); });
  testing::RepeatingRandom random;
  const auto next = store().audit_state()->value().number + 1;
  const auto start = new_audit_start(testing::made_up_vault(), next, random);
  (void)insist("begin_audit", [&] { return store().begin_audit(start->start, start->first_key); });
  (void)insist("delete_audit", [&] { return store().delete_audit_before(m_clock.now() + std::chrono::hours{1}); });
  (void)insist("keep_run", [&] { return store().keep_retention_run({noon, 1, 2, 3}); });
  EXPECT_EQ(insist("retention_run", [&] { return store().retention_run(); })->value().answers, 3);
  const auto trail = insist("audit_trail", [&] { return store().audit_trail(); });
  EXPECT_FALSE(check_audit(*trail, *testing::made_up_unlocked(), std::nullopt)) << "the chain is whole";
  EXPECT_THAT(check_record_store(file(), right_key, CheckDepth::whole)->damage, ::testing::IsEmpty());
  std::println("statements: {} failed, each once; every call said so and succeeded afterwards", m_fuse.failures());
  EXPECT_GT(m_fuse.failures(), 100);
}

}  // namespace
}  // namespace anteroom::platform
