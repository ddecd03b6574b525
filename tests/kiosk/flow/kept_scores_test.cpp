// Answers go some weeks after the page was printed; what they came to stays, and is neither lost nor mixed up.
#include "kiosk/flow/history.h"
#include "kiosk/flow/past_visit.h"
#include "kiosk/flow/scores_text.h"
#include "kiosk/flow/staff_steps.h"
#include "tests/export/pdf_file.h"
#include "tests/support/kiosk_world.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace anteroom::flow {
namespace {

using platform::SummaryState;
using std::chrono::days;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::KioskWorld;
using testing::made_up_unlocked;
using ::testing::Not;
using ::testing::SizeIs;

// A finished visit whose questions are all answered with this option.
platform::VisitRow finished_visit(KioskWorld& world, int option, std::vector<FormId> forms = {"nrs"}) {
  const auto row = world.begin(std::move(forms));
  for (int step = 0; step < 60 && world.patient_on<patient::Review>() == nullptr; ++step) {
    if (world.patient_on<patient::Question>() != nullptr) {
      world.answer(option);
    } else {
      world.send(intent::Continue{});
    }
  }
  world.send(intent::Finish{});
  EXPECT_EQ(world.row(row.id).state, platform::VisitState::finished);
  world.state.screen = Welcome{};
  return world.row(row.id);
}

// And what it called for was done.
void print(KioskWorld& world, VisitId visit) {
  for (const platform::AlertRow& alert : world.alerts(visit))
    ASSERT_TRUE(
        world.store->inner().acknowledge_alert(alert.id, "R. Meyer", platform::AlertAction::seen, world.clock.now()));
  ASSERT_TRUE(world.store->inner().set_summary(visit, SummaryState::printed, 1, world.clock.now()));
}

// So many days later, with the day open.
void pass_days(KioskWorld& world, int many) {
  world.clock.pass(days{many});
  world.state.screen = Welcome{};
  world.pass(std::chrono::seconds{5});
  world.open_day();
}

bool has_answers(KioskWorld& world, VisitId visit) { return !world.row(visit).answers_removed_at; }

exporting::Summary page_of(KioskWorld& world, VisitId visit) {
  auto summary = summary_of(world.row(visit), *made_up_unlocked(), *world.services);
  EXPECT_TRUE(summary) << summary.error().detail;
  return summary ? *std::move(summary) : exporting::Summary{};
}

forms::VisitScores kept(KioskWorld& world, VisitId visit) {
  const auto sealed = world.store->inner().scores(visit);
  EXPECT_TRUE(sealed && *sealed);
  if (!sealed || !*sealed) return {};
  const auto opened = made_up_unlocked()->open(**sealed, platform::place_of_scores(visit));
  auto scores = opened.and_then(scores_of_text);
  EXPECT_TRUE(scores) << scores.error().detail;
  return scores ? *std::move(scores) : forms::VisitScores{};
}

// What an Anteroom with other rules would have sealed.
void score_by_rules(KioskWorld& world, VisitId visit, const std::string& version) {
  forms::VisitScores scores = kept(world, visit);
  for (forms::ScoreReport& report : scores.reports) report.scoring_version = version;
  ASSERT_TRUE(world.store->inner().keep_scores(visit, *seal_scores(visit, scores, world.vault)));
}

// ---- the record -----------------------------------------------------------------------------------------------------

TEST(KeptScores, are_sealed_as_the_visit_is_submitted_and_need_no_open_day) {
  KioskWorld world;
  ASSERT_FALSE(world.state.day);
  const auto row = finished_visit(world, 3, {"nrs", "phq-9"});
  const forms::VisitScores scores = kept(world, row.id);
  ASSERT_THAT(scores.reports, SizeIs(2));
  EXPECT_EQ(scores.reports[0].form, "nrs");
  EXPECT_EQ(scores.reports[0].version, testing::shipped_library().form("nrs")->questionnaire.version);
  EXPECT_EQ(scores.reports[1].scores.front().value, (forms::ScoreValue{forms::Number{27, 0}}));
  ASSERT_THAT(scores.raised, SizeIs(1)) << "the suicidality item";
  const std::string sealed = **world.store->inner().scores(row.id);
  EXPECT_FALSE(made_up_unlocked()->open(sealed, platform::place_of_response(row.id))) << "it opens in its own place";
  EXPECT_FALSE(made_up_unlocked()->open(sealed, platform::place_of_scores(VisitId{row.id.value + 1})));
  EXPECT_THAT(sealed, Not(HasSubstr("phq-9")));
}

TEST(KeptScores, every_score_of_every_form_reads_back_as_it_was_written) {
  std::size_t scores = 0;
  for (const forms::Form* form : testing::shipped_library().forms()) {
    forms::Visit visit({form});
    for (int round = 0; round < 3; ++round) {
      for (const forms::Item* item : form->questionnaire.questions()) {
        if (item->options.empty() || (round == 1 && item == form->questionnaire.questions().front())) continue;
        const forms::Value& value = round == 0 ? item->options.front().value : item->options.back().value;
        visit.apply({form->questionnaire.id, item->link_id},
                    item->repeats ? forms::Answer(forms::Several{value}) : forms::Answer(value), Instant{});
      }
      const forms::VisitScores before = forms::scores_of(visit);
      const std::string text = scores_text(before);
      const auto after = scores_of_text(text);
      ASSERT_TRUE(after) << form->questionnaire.id;
      EXPECT_EQ(scores_text(*after), text) << form->questionnaire.id;
      ASSERT_EQ(after->reports.size(), before.reports.size());
      for (std::size_t at = 0; at < before.reports.size(); ++at) {
        ASSERT_EQ(after->reports[at].scores.size(), before.reports[at].scores.size());
        for (std::size_t score = 0; score < before.reports[at].scores.size(); ++score) {
          EXPECT_EQ(after->reports[at].scores[score].value, before.reports[at].scores[score].value);
          EXPECT_EQ(after->reports[at].scores[score].band, before.reports[at].scores[score].band);
          EXPECT_EQ(after->reports[at].scores[score].at_least, before.reports[at].scores[score].at_least);
          EXPECT_EQ(after->reports[at].scores[score].printed, before.reports[at].scores[score].printed);
          ++scores;
        }
      }
      EXPECT_EQ(after->areas, before.areas);
      EXPECT_EQ(after->raised.size(), before.raised.size());
    }
  }
  EXPECT_GT(scores, 100U);
}

TEST(KeptScores, what_is_not_whole_is_damage_and_never_a_score) {
  KioskWorld world;
  const auto row = finished_visit(world, 3, {"phq-9"});
  const std::string whole = scores_text(kept(world, row.id));
  ASSERT_TRUE(scores_of_text(whole));
  for (const char* const text : {"", "{}", "[]", "{\"forms\":{}}", "{\"forms\":[{}]}"})
    EXPECT_EQ(scores_of_text(text).error().fault, Fault::corrupt) << text;
  const std::vector<std::pair<std::string, std::string>> changes = {{"\"rules\":", "\"roles\":"},
                                                                    {"\"version\":", "\"vorsion\":"},
                                                                    {"\"answered\":9", "\"answered\":null"},
                                                                    {"\"number\":27", "\"number\":\"27\""},
                                                                    {"\"decimals\":0", "\"d\":0"},
                                                                    {"\"direction\":\"lower\"", "\"direction\":\"up\""},
                                                                    {"\"complete\":true", "\"complete\":1"},
                                                                    {"\"raisedAt\":", "\"at\":"},
                                                                    {"\"level\":\"safety\"", "\"level\":\"\""}};
  for (const auto& [from, to] : changes) {
    std::string changed = whole;
    const auto at = changed.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    changed.replace(at, from.size(), to);
    EXPECT_EQ(scores_of_text(changed).error().fault, Fault::corrupt) << to;
  }
}

// ---- when answers go ------------------------------------------------------------------------------------------------

TEST(Answers, go_thirty_days_after_the_page_was_printed_and_the_kiosk_says_who_did_it) {
  KioskWorld world;
  const auto row = finished_visit(world, 3);
  pass_days(world, 10);
  print(world, row.id);
  pass_days(world, 29);
  EXPECT_TRUE(has_answers(world, row.id));
  pass_days(world, 2);
  EXPECT_FALSE(has_answers(world, row.id));
  EXPECT_EQ(opened_answers(row.id, *made_up_unlocked(), *world.services).error().fault, Fault::not_found);
  const auto run = world.store->inner().retention_run();
  EXPECT_EQ((*run)->answers, 1);
  EXPECT_EQ((*run)->visits, 0);
  std::vector<platform::AuditEntry> entries;
  const auto trail = world.store->inner().audit_trail();
  for (const auto& each : trail->rows) {
    if (each.entry.event == platform::AuditEvent::answers_removed) entries.push_back(each.entry);
  }
  ASSERT_THAT(entries, SizeIs(1));
  EXPECT_EQ(entries[0].actor, "kiosk");
  EXPECT_EQ(entries[0].object, std::format("visit {}", row.id.value));
  pass_days(world, 1);
  EXPECT_EQ((*world.store->inner().retention_run())->answers, 0) << "counted once";
}

TEST(Answers, of_a_visit_that_was_never_printed_stay_as_long_as_it_does) {
  KioskWorld world;
  const auto row = finished_visit(world, 3);
  pass_days(world, 700);
  EXPECT_TRUE(has_answers(world, row.id));
  pass_days(world, 60);
  EXPECT_FALSE(world.store->inner().visit(row.id)) << "two years and more";
}

TEST(Answers, are_kept_as_long_as_the_clinic_says) {
  KioskWorld world;
  world.config.retention.answers_days = 3;
  const auto row = finished_visit(world, 3);
  print(world, row.id);
  pass_days(world, 2);
  EXPECT_TRUE(has_answers(world, row.id));
  pass_days(world, 2);
  EXPECT_FALSE(has_answers(world, row.id));
}

TEST(Answers, many_are_removed_in_parts) {
  KioskWorld world;
  for (int visit = 0; visit < 7; ++visit) print(world, finished_visit(world, 3).id);
  world.clock.pass(days{40});
  world.send(intent::Tick{});
  const auto left = [&] {
    int visits = 0;
    const auto rows = world.store->inner().visits(Instant{}, world.clock.now());
    for (const auto& each : *rows)
      if (!each.answers_removed_at) ++visits;
    return visits;
  };
  EXPECT_EQ(left(), 2) << "no frame waits for more than five";
  world.pass(std::chrono::seconds{1});
  EXPECT_EQ(left(), 0);
  EXPECT_EQ((*world.store->inner().retention_run())->answers, 7);
}

// As an Anteroom from before scores were kept, or a visit that was cut short, left it.
platform::VisitRow unscored_visit(KioskWorld& world, std::string_view payload = "{\"i\":7}") {
  const auto row = world.start_visit({"nrs"});
  platform::RecordStore& store = world.store->inner();
  EXPECT_TRUE(store.begin_visit(row.id, world.clock.now()));
  const auto sealed = world.vault.seal(payload, platform::place_of_answer(row.id, 1));
  EXPECT_TRUE(store.commit_answer(row.id, {1, "nrs", "nrs-average", *sealed, world.clock.now()}, 4, {}));
  EXPECT_TRUE(store.end_visit(row.id, platform::VisitState::incomplete, world.clock.now()));
  print(world, row.id);
  return world.row(row.id);
}

TEST(Answers, without_scores_wait_for_an_open_day_are_scored_and_go_then) {
  KioskWorld world;
  const auto row = unscored_visit(world);
  world.clock.pass(days{40});
  world.pass(std::chrono::seconds{5});
  ASSERT_FALSE(world.state.day);
  EXPECT_EQ(world.store->inner().scores(row.id).value(), std::nullopt) << "nothing can be read while the day is closed";
  EXPECT_TRUE(has_answers(world, row.id));
  world.open_day();
  world.state.screen = Welcome{};
  world.pass(std::chrono::seconds{5});
  EXPECT_EQ(kept(world, row.id).reports.at(0).scores.front().value, (forms::ScoreValue{forms::Number{7, 0}}));
  pass_days(world, 1);
  EXPECT_FALSE(has_answers(world, row.id));
}

TEST(Answers, that_cannot_be_read_are_no_score_and_stay_and_hold_up_no_other) {
  KioskWorld world;
  const auto broken = unscored_visit(world, "no JSON at all");
  const auto row = unscored_visit(world);
  world.open_day();
  world.state.screen = Welcome{};
  world.pass(std::chrono::seconds{5});
  EXPECT_EQ(world.store->inner().scores(broken.id).value(), std::nullopt);
  EXPECT_TRUE(*world.store->inner().scores(row.id));
  pass_days(world, 40);
  EXPECT_TRUE(has_answers(world, broken.id));
  EXPECT_FALSE(has_answers(world, row.id));
}

TEST(Answers, a_disk_that_takes_no_scores_is_tried_again) {
  KioskWorld world;
  const auto row = unscored_visit(world);
  world.open_day();
  world.state.screen = Welcome{};
  world.store->set(testing::FailingStore::Mood::disk_full);
  world.pass(std::chrono::seconds{5});
  world.store->set(testing::FailingStore::Mood::well);
  EXPECT_EQ(world.store->inner().scores(row.id).value(), std::nullopt);
  world.pass(std::chrono::minutes{61});
  EXPECT_TRUE(*world.store->inner().scores(row.id));
}

// ---- what stands on the page then -----------------------------------------------------------------------------------

TEST(PageWithoutAnswers, has_the_same_scores_says_so_and_prints) {
  KioskWorld world;
  const auto row = finished_visit(world, 3, {"nrs", "phq-9", "peg"});
  const exporting::Summary before = page_of(world, row.id);
  print(world, row.id);
  pass_days(world, 40);
  ASSERT_FALSE(has_answers(world, row.id));
  const exporting::Summary after = page_of(world, row.id);
  ASSERT_EQ(after.results.size(), before.results.size());
  for (std::size_t at = 0; at < before.results.size(); ++at) {
    EXPECT_EQ(after.results[at].short_name, before.results[at].short_name);
    EXPECT_EQ(after.results[at].report.scores.front().value, before.results[at].report.scores.front().value);
    EXPECT_EQ(after.results[at].report.scores.front().band, before.results[at].report.scores.front().band);
  }
  EXPECT_THAT(before.answers, Not(IsEmpty()));
  EXPECT_THAT(after.answers, IsEmpty());
  EXPECT_EQ(after.answers_removed, to_string(world.clock.local_date(*world.row(row.id).answers_removed_at)));
  EXPECT_THAT(before.answers_removed, IsEmpty());
  ASSERT_THAT(after.flags, SizeIs(1)) << "that it was raised is never lost";
  EXPECT_EQ(after.flags[0].raised.first_answer, "");
  EXPECT_EQ(after.flags[0].raised_at, before.flags[0].raised_at);

  const exporting::PdfFile file{exporting::summary_pdf(after, exporting::PageSize::a4, testing::built_fonts())};
  const std::string text = file.asked("pdftotext -layout", "-");
  EXPECT_THAT(text, HasSubstr("Removed on " + after.answers_removed));
  EXPECT_THAT(text, HasSubstr("the answer is kept no longer"));
  EXPECT_THAT(text, Not(HasSubstr("Nearly every day")));
}

TEST(PageWithoutAnswers, names_the_forms_that_were_not_asked) {
  KioskWorld world;
  auto started = world.store->start_visit(
      {"10023-4", "AB", KioskWorld::birth_date, "intake", {"nrs", "pgic"}, {}, "R. Meyer"}, world.clock.now(), 7);
  ASSERT_TRUE(started);
  forms::VisitScores scores = forms::scores_of(forms::Visit({testing::shipped_library().form("nrs")}));
  platform::RecordStore& store = world.store->inner();
  ASSERT_TRUE(store.begin_visit(started->id, world.clock.now()));
  ASSERT_TRUE(store.commit_answer(started->id, {1, "nrs", "nrs-average", "sealed", world.clock.now()}, 4, {}));
  ASSERT_TRUE(store.submit_visit(started->id, {"sealed", 1}, *seal_scores(started->id, scores, world.vault),
                                 world.clock.now()));
  ASSERT_TRUE(store.remove_answers(started->id, world.clock.now()));
  world.open_day();
  const exporting::Summary page = page_of(world, started->id);
  ASSERT_THAT(page.withheld, SizeIs(1));
  EXPECT_EQ(page.withheld[0].short_name, testing::shipped_library().form("pgic")->short_name);
  EXPECT_THAT(page.flags, IsEmpty());
}

// ---- earlier visits -------------------------------------------------------------------------------------------------

// Two visits, the first of which has lost its answers.
struct TwoVisits {
  VisitId first;
  VisitId second;
};
TwoVisits two_visits(KioskWorld& world, std::vector<FormId> forms = {"nrs"}) {
  const VisitId first = finished_visit(world, 8, forms).id;
  print(world, first);
  pass_days(world, 90);
  EXPECT_FALSE(has_answers(world, first));
  const VisitId second = finished_visit(world, 3, forms).id;
  world.open_day();
  return {first, second};
}

TEST(HistoryWithoutAnswers, is_compared_with_as_before) {
  KioskWorld world;
  const TwoVisits visits = two_visits(world);
  const exporting::Summary page = page_of(world, visits.second);
  EXPECT_EQ(page.unreadable_visits, 0);
  ASSERT_THAT(page.results, SizeIs(1));
  const exporting::LastScore& last = page.results[0].last.at("nrs-average");
  EXPECT_EQ(last.value, "8");
  ASSERT_TRUE(last.change);
  EXPECT_EQ(last.change->verdict, forms::Verdict::better);
  ASSERT_THAT(page.trends, SizeIs(1));
  EXPECT_EQ(page.trends[0].points.front().value, 8);
  EXPECT_EQ(page.trends[0].better_from, 5);

  const auto history = history_of(world.state, "10023-4", *world.services);
  const auto* shown = std::get_if<staff::History>(&history);
  ASSERT_NE(shown, nullptr);
  ASSERT_THAT(shown->lines, SizeIs(1));
  ASSERT_THAT(shown->lines[0].values, SizeIs(2));
  EXPECT_EQ(shown->lines[0].values[0]->text, "8");
  EXPECT_FALSE(shown->lines[0].values[0]->is_other_version);
  EXPECT_EQ(shown->lines[0].change, forms::Verdict::better);
}

TEST(HistoryWithoutAnswers, says_that_the_flag_was_raised_and_not_by_what) {
  KioskWorld world;
  const VisitId first = finished_visit(world, 3, {"phq-9"}).id;
  print(world, first);
  pass_days(world, 90);
  const VisitId second = finished_visit(world, 3, {"phq-9"}).id;
  world.open_day();
  const exporting::Summary page = page_of(world, second);
  ASSERT_THAT(page.flags, SizeIs(1));
  ASSERT_THAT(page.flags[0].earlier, SizeIs(1));
  EXPECT_EQ(page.flags[0].earlier[0].answer, "not kept (it raised the flag)");
}

TEST(HistoryWithoutAnswers, what_other_rules_scored_is_named_and_not_compared) {
  KioskWorld world;
  const TwoVisits visits = two_visits(world);
  score_by_rules(world, visits.first, "0.9");
  const exporting::Summary page = page_of(world, visits.second);
  const exporting::LastScore& last = page.results.at(0).last.at("nrs-average");
  EXPECT_EQ(last.value, "8");
  EXPECT_FALSE(last.change);
  EXPECT_EQ(last.why_not, "other rules of scoring");
  EXPECT_THAT(page.trends, IsEmpty()) << "one line is of one version";
  const auto history = history_of(world.state, "10023-4", *world.services);
  const auto& line = std::get<staff::History>(history).lines.at(0);
  EXPECT_TRUE(line.values.at(0)->is_other_version);
  EXPECT_FALSE(line.values.at(1)->is_other_version);
  EXPECT_EQ(line.change, std::nullopt);
}

TEST(HistoryWithoutAnswers, a_visit_without_either_is_unreadable_and_the_page_comes_all_the_same) {
  KioskWorld world;
  const TwoVisits visits = two_visits(world);
  ASSERT_TRUE(world.store->inner().keep_scores(visits.first, "not what the vault sealed"));
  const exporting::Summary page = page_of(world, visits.second);
  EXPECT_EQ(page.unreadable_visits, 1);
  EXPECT_THAT(page.results.at(0).last, IsEmpty());
}

}  // namespace
}  // namespace anteroom::flow
