#include "tests/platform/store/store_folder.h"

namespace anteroom::platform {
namespace {

using std::chrono::minutes;

class DayOfVisits : public StoreFolder {
 protected:
  std::unique_ptr<RecordStore> store = open();
};

TEST_F(DayOfVisits, what_is_known_beforehand_comes_back_as_it_was_given_after_a_restart) {
  NewVisit given = new_visit();
  given.with_help = true;
  given.clinician = "Dr. Abel";
  given.chart.as_of = given.birth_date;
  given.chart.opioid_mme = 0;
  given.chart.naloxone = false;
  const VisitId id = store->start_visit(given, noon, 4821)->id;
  store.reset();
  store = open(OpenMode::existing);
  const auto facts = store->visit(id)->facts;
  EXPECT_TRUE(facts.with_help);
  EXPECT_EQ(facts.clinician, "Dr. Abel");
  EXPECT_EQ(facts.chart.as_of, given.birth_date);
  EXPECT_EQ(facts.chart.opioid_mme, 0) << "none is an answer";
  EXPECT_FALSE(facts.chart.benzodiazepine) << "not available is not none";
  EXPECT_EQ(facts.chart.naloxone, false);
  given.chart = {.benzodiazepine = true};
  const auto other = store->visit(store->start_visit(given, noon, 4822)->id)->facts;
  EXPECT_EQ(other.chart.benzodiazepine, true);
  EXPECT_FALSE(other.chart.as_of || other.chart.opioid_mme || other.chart.naloxone);
}

TEST_F(DayOfVisits, a_dose_that_nobody_can_take_is_refused_and_nothing_is_kept) {
  NewVisit given = new_visit();
  for (const int dose : {10'000, -1}) {
    given.chart.opioid_mme = dose;
    EXPECT_EQ(store->start_visit(given, noon, 4821).error().fault, Fault::invalid_input) << dose;
  }
  given.chart = {.as_of = Date{std::chrono::year{2026}, std::chrono::February, std::chrono::day{30}}};
  EXPECT_EQ(store->start_visit(given, noon, 4821).error().fault, Fault::invalid_input) << "no day";
  EXPECT_TRUE(store->visits(noon - minutes{1}, noon + minutes{1})->empty());
}

TEST_F(DayOfVisits, the_visits_of_a_record_number_are_its_own_oldest_first) {
  const VisitId first = store->start_visit(new_visit("A-1"), noon + minutes{5}, 1)->id;
  const VisitId second = store->start_visit(new_visit("A-1"), noon, 2)->id;
  ASSERT_TRUE(store->start_visit(new_visit("A-11"), noon, 3));
  const auto visits = store->visits_of("A-1");
  ASSERT_EQ(visits->size(), 2U);
  EXPECT_EQ((*visits)[0].id, first) << "as they were started: the clock may have been put back between";
  EXPECT_EQ((*visits)[1].id, second);
  EXPECT_TRUE(store->visits_of("A")->empty());
}

TEST_F(DayOfVisits, prints_are_counted_by_person_and_from_an_instant_on) {
  const VisitId id = store->start_visit(new_visit(), noon, 4821)->id;
  ASSERT_TRUE(store->keep_print(id, "Rosa", PrintReason::first, noon));
  ASSERT_TRUE(store->keep_print(id, "Rosa", PrintReason::changed, noon + minutes{2}));
  ASSERT_TRUE(store->keep_print(id, "Ben", PrintReason::lost, noon + minutes{3}));
  EXPECT_EQ(store->count_prints("Rosa", noon), 2);
  EXPECT_EQ(store->count_prints("Rosa", noon + minutes{1}), 1);
  ASSERT_EQ(store->prints_of(id)->size(), 3U);
  EXPECT_EQ((*store->prints_of(id))[2].reason, PrintReason::lost);
  EXPECT_EQ((*store->prints_of(id))[2].person, "Ben");
  EXPECT_FALSE(store->keep_print(VisitId{99}, "Ben", PrintReason::lost, noon));
}

}  // namespace
}  // namespace anteroom::platform
