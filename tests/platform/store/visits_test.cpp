#include "tests/platform/store/store_folder.h"

#include <gmock/gmock.h>
#include <set>

namespace anteroom::platform {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Visits : public StoreFolder {
 protected:
  std::unique_ptr<RecordStore> store = open();

  VisitId begun_visit(std::uint32_t seed = 4821) {
    const auto visit = store->start_visit(new_visit(), noon, seed);
    EXPECT_TRUE(visit) << visit.error().detail;
    EXPECT_TRUE(store->begin_visit(visit->id, noon));
    return visit->id;
  }
  Result<std::optional<AlertId>> answer(VisitId id, int sequence, const std::string& link_id,
                                        const std::string& payload) {
    return store->commit_answer(id, {sequence, "phq-9", link_id, payload, noon + minutes{sequence}}, 9, std::nullopt);
  }
  void reopen() {
    store.reset();
    store = open(OpenMode::existing);
  }
};

TEST_F(Visits, a_started_visit_is_read_back_as_it_was_given) {
  NewVisit given = new_visit("A.7-x");
  given.initials = "ÅØ";
  given.withheld = {"pcs"};
  const auto started = store->start_visit(given, noon, 7);
  ASSERT_TRUE(started) << started.error().detail;
  reopen();
  const auto visit = store->visit(started->id);
  ASSERT_TRUE(visit);
  EXPECT_EQ(visit->code, "0007");
  EXPECT_EQ(visit->facts.record_number, given.record_number);
  EXPECT_EQ(visit->facts.initials, given.initials);
  EXPECT_EQ(visit->facts.birth_date, given.birth_date);
  EXPECT_EQ(visit->facts.battery, given.battery);
  EXPECT_EQ(visit->facts.forms, given.forms);
  EXPECT_EQ(visit->facts.withheld, given.withheld);
  EXPECT_EQ(visit->facts.started_by, given.started_by);
  EXPECT_EQ(visit->state, VisitState::waiting);
  EXPECT_EQ(visit->summary, SummaryState::not_printed);
  EXPECT_EQ(visit->created_at, noon);
  EXPECT_FALSE(visit->begun_at || visit->finished_at || visit->printed_at || visit->print_job || visit->marked);
}

TEST_F(Visits, what_was_forgotten_is_read_from_the_disk_again) {
  const VisitId id = begun_visit();
  ASSERT_TRUE(answer(id, 1, "phq9-1", "1"));
  const auto before = store->staff();
  store->forget();
  const auto answers = store->answers(id);
  ASSERT_TRUE(answers);
  ASSERT_EQ(answers->size(), 1U);
  EXPECT_EQ(answers->front().payload, "1");
  EXPECT_TRUE(answer(id, 2, "phq9-2", "2")) << "and the visit goes on";
  const auto after = store->staff();
  ASSERT_TRUE(before && after);
  EXPECT_EQ(after->size(), before->size());
}

TEST_F(Visits, what_a_visit_is_tailored_by_is_read_back) {
  NewVisit given = new_visit();
  given.forms = {"phq-2", "phq-9", "gad-7"};
  given.unspoken = {"peg", "tsk-11"};
  given.withheld = {"nrs"};
  given.interpreted = {"gad-7"};
  given.language = "es";
  given.sex = Sex::female;
  given.rules = {{"phq-9", R"({"when":[{"score":"phq-2","at_least":2},{"fact":"visit","at_least":2}]})"}};
  const auto id = store->start_visit(given, noon, 7)->id;
  reopen();
  const auto visit = store->visit(id);
  ASSERT_TRUE(visit) << visit.error().detail;
  EXPECT_EQ(visit->facts.forms, given.forms);
  EXPECT_EQ(visit->facts.unspoken, given.unspoken);
  EXPECT_EQ(visit->facts.withheld, given.withheld);
  EXPECT_EQ(visit->facts.interpreted, given.interpreted);
  EXPECT_EQ(visit->facts.language, "es");
  EXPECT_EQ(visit->facts.sex, Sex::female);
  EXPECT_EQ(visit->facts.rules, given.rules);
  given.rules = {{"phq-9", "{\x1e}"}};
  EXPECT_EQ(store->start_visit(given, noon, 7).error().fault, Fault::invalid_input);
}

TEST_F(Visits, only_finished_visits_of_the_same_record_number_count) {
  const auto first = store->start_visit(new_visit("A-1"), noon, 1);
  EXPECT_EQ(first->number, 1);
  EXPECT_EQ(store->start_visit(new_visit("A-1"), noon, 2)->number, 1) << "the first is not finished";
  ASSERT_TRUE(store->begin_visit(first->id, noon));
  ASSERT_TRUE(store->end_visit(first->id, VisitState::finished, noon));
  EXPECT_EQ(store->start_visit(new_visit("A-1"), noon, 3)->number, 2);
  EXPECT_EQ(store->start_visit(new_visit("B-2"), noon, 4)->number, 1);
}

TEST_F(Visits, a_visit_with_wrong_facts_is_refused) {
  const auto fault_of = [&](auto change) {
    NewVisit visit = new_visit();
    change(visit);
    const auto started = store->start_visit(visit, noon, 1);
    return started ? std::optional<Fault>{} : started.error().fault;
  };
  EXPECT_EQ(fault_of([](NewVisit& visit) { visit.record_number = ""; }), Fault::invalid_input);
  EXPECT_EQ(fault_of([](NewVisit& visit) { visit.record_number = std::string(21, '1'); }), Fault::invalid_input);
  EXPECT_EQ(fault_of([](NewVisit& visit) { visit.record_number = "12 3"; }), Fault::invalid_input);
  // One beside each end of what is allowed.
  for (const char beside : {'@', '[', '`', '{', '/', ':'}) {
    EXPECT_EQ(fault_of([&](NewVisit& visit) { visit.record_number = beside; }), Fault::invalid_input) << beside;
    EXPECT_EQ(fault_of([&](NewVisit& visit) { visit.initials = beside; }), Fault::invalid_input) << beside;
  }
  EXPECT_EQ(fault_of([](NewVisit& visit) { visit.initials = "mo"; }), std::nullopt);
  EXPECT_EQ(fault_of([](NewVisit& visit) { visit.forms = {""}; }), Fault::invalid_input);
  EXPECT_EQ(fault_of([](NewVisit& visit) { visit.initials = ""; }), Fault::invalid_input);
  EXPECT_EQ(fault_of([](NewVisit& visit) { visit.initials = "ABCDE"; }), Fault::invalid_input);
  EXPECT_EQ(fault_of([](NewVisit& visit) { visit.initials = "M1"; }), Fault::invalid_input);
  EXPECT_EQ(fault_of([](NewVisit& visit) { visit.birth_date = Date{}; }), Fault::invalid_input);
  EXPECT_EQ(fault_of([](NewVisit& visit) { visit.forms = {"nrs,peg"}; }), Fault::invalid_input);
  EXPECT_EQ(fault_of([](NewVisit&) {}), std::nullopt);
}

TEST_F(Visits, open_visits_never_share_a_code) {
  std::set<std::string> codes;
  for (int number = 0; number < 5; ++number) codes.insert(store->start_visit(new_visit(), noon, 9998)->code);
  EXPECT_THAT(codes, ElementsAre("0000", "0001", "0002", "9998", "9999"));
}

TEST_F(Visits, a_code_is_free_again_when_its_visit_has_ended) {
  const VisitId first = begun_visit(4821);
  ASSERT_TRUE(store->end_visit(first, VisitState::finished, noon));
  EXPECT_EQ(store->open_visit_by_code("4821").error().fault, Fault::not_found);
  const auto second = store->start_visit(new_visit(), noon, 4821);
  EXPECT_EQ(second->code, "4821");
  EXPECT_EQ(store->open_visit_by_code("4821")->id, second->id);
}

TEST_F(Visits, the_list_holds_the_visits_of_the_span_in_the_order_in_which_they_were_started) {
  const auto first = store->start_visit(new_visit(), noon + hours{2}, 1)->id;
  const auto second = store->start_visit(new_visit(), noon, 2)->id;  // the clock was put back between
  static_cast<void>(store->start_visit(new_visit(), noon + hours{3}, 3));
  static_cast<void>(store->start_visit(new_visit(), noon - hours{1}, 4));
  NewVisit before_the_clock_was_set = new_visit();
  before_the_clock_was_set.time_verified = false;
  const auto unknown = store->start_visit(before_the_clock_was_set, Instant{}, 5)->id;
  const auto list = store->visits(noon, noon + hours{3});
  ASSERT_TRUE(list);
  std::vector<VisitId> ids;
  for (const VisitRow& row : *list) ids.push_back(row.id);
  EXPECT_THAT(ids, ElementsAre(first, second, unknown));
}

TEST_F(Visits, check_in_tries_are_counted_until_the_visit_begins) {
  const auto id = store->start_visit(new_visit(), noon, 1)->id;
  EXPECT_EQ(store->count_check_in(id), 1);
  EXPECT_EQ(store->count_check_in(id), 2);
  reopen();
  EXPECT_EQ(store->count_check_in(id), 3);
  ASSERT_TRUE(store->begin_visit(id, noon));
  EXPECT_EQ(store->count_check_in(id), 1);
}

TEST_F(Visits, a_form_can_be_withheld_afterwards) {
  const auto id = store->start_visit(new_visit(), noon, 1)->id;
  ASSERT_TRUE(store->withhold_form(id, "phq-9"));
  EXPECT_THAT(store->visit(id)->facts.forms, ElementsAre("nrs", "peg", "tsk-11"));
  EXPECT_THAT(store->visit(id)->facts.withheld, ElementsAre("phq-9"));
  EXPECT_EQ(store->withhold_form(id, "gad-7").error().fault, Fault::conflict);
}

TEST_F(Visits, answers_are_read_back_in_order_every_version_of_them) {
  const VisitId id = begun_visit();
  ASSERT_TRUE(answer(id, 1, "/a", R"({"i":7})"));
  ASSERT_TRUE(answer(id, 2, "/b", R"({"t":"Żółć – \"quoted\""})"));
  ASSERT_TRUE(answer(id, 3, "/a", ""));
  reopen();
  const auto rows = store->answers(id);
  ASSERT_TRUE(rows) << rows.error().detail;
  ASSERT_EQ(rows->size(), 3U);
  EXPECT_EQ((*rows)[0].payload, R"({"i":7})");
  EXPECT_EQ((*rows)[1].payload, R"({"t":"Żółć – \"quoted\""})");
  EXPECT_EQ((*rows)[1].at, noon + minutes{2});
  EXPECT_EQ((*rows)[2].sequence, 3);
  EXPECT_EQ((*rows)[2].link_id, "/a");
  EXPECT_EQ((*rows)[2].payload, "");
}

TEST_F(Visits, answered_counts_questions_with_an_answer_now_not_rows) {
  const VisitId id = begun_visit();
  const auto answered_after = [&](int sequence, const std::string& link_id, const std::string& payload) {
    EXPECT_TRUE(answer(id, sequence, link_id, payload));
    return store->visit(id)->answered;
  };
  EXPECT_EQ(answered_after(1, "/a", "1"), 1);
  EXPECT_EQ(answered_after(2, "/b", "1"), 2);
  EXPECT_EQ(answered_after(3, "/a", "2"), 2) << "changed";
  EXPECT_EQ(answered_after(4, "/a", ""), 1) << "cleared";
  EXPECT_EQ(answered_after(5, "/a", ""), 1) << "cleared again";
  EXPECT_EQ(answered_after(6, "/c", ""), 1) << "skipped";
  EXPECT_EQ(answered_after(7, "/a", "3"), 2) << "answered after all";
  EXPECT_EQ(store->visit(id)->asked, 9);
}

TEST_F(Visits, an_answer_out_of_turn_is_refused) {
  const VisitId id = begun_visit();
  EXPECT_EQ(answer(id, 2, "/a", "1").error().fault, Fault::conflict);
  ASSERT_TRUE(answer(id, 1, "/a", "1"));
  EXPECT_EQ(answer(id, 1, "/a", "1").error().fault, Fault::conflict);
  EXPECT_EQ(store->answers(id)->size(), 1U);
}

TEST_F(Visits, only_a_visit_in_progress_takes_answers) {
  const auto waiting = store->start_visit(new_visit(), noon, 1)->id;
  EXPECT_EQ(answer(waiting, 1, "/a", "1").error().fault, Fault::conflict);
  const VisitId id = begun_visit();
  ASSERT_TRUE(store->end_visit(id, VisitState::finished, noon));
  EXPECT_EQ(answer(id, 1, "/a", "1").error().fault, Fault::conflict);
}

TEST_F(Visits, an_answer_and_its_alert_are_stored_together_or_not_at_all) {
  const VisitId id = begun_visit();
  const NewAlert alert{AlertKind::safety_answer, "phq-9", "/44260-8", noon};
  EXPECT_FALSE(store->commit_answer(id, {5, "phq-9", "/44260-8", "2", noon}, 9, alert));
  EXPECT_THAT(*store->open_alerts(), IsEmpty());
  const auto committed = store->commit_answer(id, {1, "phq-9", "/44260-8", "2", noon}, 9, alert);
  ASSERT_TRUE(committed) << committed.error().detail;
  reopen();
  const auto alerts = store->open_alerts();
  ASSERT_EQ(alerts->size(), 1U);
  EXPECT_EQ(alerts->front().id, **committed);
  EXPECT_EQ(store->answers(id)->size(), 1U);
}

TEST_F(Visits, a_visit_ends_once) {
  const VisitId id = begun_visit();
  ASSERT_TRUE(store->end_visit(id, VisitState::finished, noon + hours{1}));
  EXPECT_TRUE(store->end_visit(id, VisitState::finished, noon + hours{2})) << "again the same way";
  EXPECT_EQ(store->visit(id)->finished_at, noon + hours{1});
  EXPECT_EQ(store->end_visit(id, VisitState::cancelled, noon).error().fault, Fault::conflict);
  EXPECT_EQ(store->end_visit(id, VisitState::waiting, noon).error().fault, Fault::invalid_input);
  EXPECT_EQ(store->end_visit(id, VisitState::in_progress, noon).error().fault, Fault::invalid_input);
  EXPECT_EQ(store->begin_visit(id, noon).error().fault, Fault::conflict);
  const auto waiting = store->start_visit(new_visit(), noon, 1)->id;
  EXPECT_EQ(store->end_visit(waiting, VisitState::finished, noon).error().fault, Fault::conflict);
  EXPECT_TRUE(store->end_visit(waiting, VisitState::cancelled, noon));
}

TEST_F(Visits, a_finished_visit_is_one_response_and_its_rows_are_gone) {
  const VisitId id = begun_visit();
  ASSERT_TRUE(answer(id, 1, "/a", "1") && answer(id, 2, "/a", ""));
  EXPECT_FALSE(*store->response(id));
  EXPECT_EQ(store->submit_visit(id, {"all", 3}, "scores", noon).error().fault, Fault::conflict)
      << "others were committed";
  EXPECT_EQ(store->scores(id).value(), std::nullopt);
  EXPECT_EQ(store->visit(id)->state, VisitState::in_progress) << "and nothing changed";
  EXPECT_EQ(store->answers(id)->size(), 2U);
  ASSERT_TRUE(store->submit_visit(id, {"all", 2}, "scores", noon + hours{1}));
  EXPECT_TRUE(store->submit_visit(id, {"other", 2}, "other scores", noon + hours{2})) << "again";
  reopen();
  const auto response = store->response(id);
  ASSERT_TRUE(response && *response);
  EXPECT_EQ((*response)->payload, "all");
  EXPECT_EQ((*response)->answers, 2);
  EXPECT_EQ(store->scores(id).value(), "scores") << "of their own, from the same transaction";
  EXPECT_EQ(store->answers(id).error().fault, Fault::conflict);
  EXPECT_EQ(store->visit(id)->state, VisitState::finished);
  EXPECT_EQ(store->visit(id)->finished_at, noon + hours{1});
  EXPECT_EQ(store->visit(id)->answered, 0) << "counts of questions stay as they were";
  store.reset();
  EXPECT_EQ(check_record_store(file(), right_key)->answers, 2);
}

TEST_F(Visits, a_response_that_is_short_of_answers_is_damage) {
  const VisitId id = begun_visit();
  ASSERT_TRUE(answer(id, 1, "/a", "1"));
  ASSERT_TRUE(store->submit_visit(id, {"all", 1}, "scores", noon));
  store.reset();
  execute("UPDATE responses SET answers = 0");
  store = open(OpenMode::existing);
  EXPECT_EQ(store->response(id).error().fault, Fault::corrupt);
}

TEST_F(Visits, an_incomplete_visit_goes_on_with_its_answers_and_a_code_of_its_own) {
  const VisitId id = begun_visit(4821);
  ASSERT_TRUE(answer(id, 1, "/a", "1"));
  EXPECT_EQ(store->resume_visit(id).error().fault, Fault::conflict) << "it is in progress";
  ASSERT_TRUE(store->end_visit(id, VisitState::incomplete, noon));
  const auto other = store->start_visit(new_visit(), noon, 4821);
  ASSERT_EQ(other->code, "4821") << "free again";
  const auto resumed = store->resume_visit(id);
  ASSERT_TRUE(resumed) << resumed.error().detail;
  EXPECT_EQ(resumed->code, "4822");
  EXPECT_EQ(resumed->state, VisitState::in_progress);
  EXPECT_FALSE(resumed->finished_at);
  EXPECT_TRUE(answer(id, 2, "/b", "2"));
  EXPECT_EQ(store->answers(id)->size(), 2U);
}

TEST_F(Visits, the_versions_of_its_forms_are_kept_as_they_were_told) {
  const VisitId id = begun_visit();
  EXPECT_TRUE(store->visit(id)->facts.versions.empty());
  ASSERT_TRUE(store->set_form_versions(id, {{"nrs", "1.0.0"}, {"peg", "2.1"}}));
  reopen();
  EXPECT_EQ(store->visit(id)->facts.versions, (FormVersions{{"nrs", "1.0.0"}, {"peg", "2.1"}}));
}

TEST_F(Visits, printing_and_marking_are_apart_from_the_visits_state) {
  const VisitId id = begun_visit();
  ASSERT_TRUE(store->end_visit(id, VisitState::finished, noon));
  ASSERT_TRUE(store->set_summary(id, SummaryState::printed, 12, noon + hours{1}));
  ASSERT_TRUE(store->mark_visit(id, true));
  const auto visit = store->visit(id);
  EXPECT_EQ(visit->state, VisitState::finished);
  EXPECT_EQ(visit->summary, SummaryState::printed);
  EXPECT_EQ(visit->print_job, 12);
  EXPECT_EQ(visit->printed_at, noon + hours{1});
  EXPECT_TRUE(visit->marked);
  ASSERT_TRUE(store->mark_visit(id, false));
  EXPECT_FALSE(store->visit(id)->marked);
}

TEST_F(Visits, a_start_of_the_program_settles_what_was_under_way) {
  const VisitId in_progress = begun_visit(1);
  ASSERT_TRUE(answer(in_progress, 1, "/a", "1"));
  const auto waiting = store->start_visit(new_visit(), noon, 2)->id;
  const VisitId printing = begun_visit(3);
  ASSERT_TRUE(store->end_visit(printing, VisitState::finished, noon));
  ASSERT_TRUE(store->set_summary(printing, SummaryState::printing, 4, std::nullopt));
  reopen();
  EXPECT_EQ(store->visit(in_progress)->state, VisitState::incomplete);
  EXPECT_EQ(store->answers(in_progress)->size(), 1U);
  EXPECT_EQ(store->visit(waiting)->state, VisitState::waiting);
  EXPECT_EQ(store->visit(printing)->state, VisitState::finished);
  EXPECT_EQ(store->visit(printing)->summary, SummaryState::unclear);
  EXPECT_EQ(store->visit(printing)->print_job, 4) << "the job may have to be cancelled";
}

TEST_F(Visits, an_unknown_visit_is_said_to_be_unknown) {
  EXPECT_EQ(store->visit(VisitId{99}).error().fault, Fault::not_found);
  EXPECT_EQ(store->answers(VisitId{99}).error().fault, Fault::not_found);
  EXPECT_EQ(store->end_visit(VisitId{99}, VisitState::finished, noon).error().fault, Fault::not_found);
  EXPECT_EQ(store->count_check_in(VisitId{99}).error().fault, Fault::not_found);
  EXPECT_FALSE(store->mark_visit(VisitId{99}, true));
}

}  // namespace
}  // namespace anteroom::platform
