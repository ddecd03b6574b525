// Answers after a visit: what the file tells of them, and what it must not.
#include "platform/store/database.h"
#include "tests/platform/store/store_folder.h"

#include <format>
#include <gmock/gmock.h>
#include <set>

namespace anteroom::platform {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

class AfterVisits : public StoreFolder {
 protected:
  static AfterVisit answers_of(const std::string& clinician, int number) {
    return {"care", "2004", clinician, "2026-11", std::format("{{\"care-1\":{{\"i\":{}}}}}", number)};
  }
  // One text a row; the connection is closed again.
  [[nodiscard]] std::vector<std::string> rows(const std::string& sql) const {
    std::vector<std::string> found;
    auto database = Database::open(file(), right_key);
    if (!database) throw std::runtime_error(database.error().detail);
    Statement statement = database->query(sql);
    while (statement.next()) found.push_back(statement.text(0));
    return found;
  }
};

TEST_F(AfterVisits, a_clinician_is_told_nothing_below_twenty_five_answers) {
  const auto store = open();
  for (int number = 0; number < fewest_after_visits - 1; ++number)
    ASSERT_TRUE(store->add_after_visit(answers_of("Dr. Abel", number)));
  ASSERT_TRUE(store->add_after_visit(answers_of("Dr. Zed", 1)));
  EXPECT_EQ(store->after_visits("care", "Dr. Abel").error().fault, Fault::denied);
  const auto counts = store->count_after_visits("care");
  ASSERT_TRUE(counts);
  ASSERT_THAT(*counts, SizeIs(2));
  EXPECT_EQ(counts->front().clinician, "Dr. Abel");
  EXPECT_EQ(counts->front().answers, 24);
  ASSERT_TRUE(store->add_after_visit(answers_of("Dr. Abel", 24)));
  const auto all = store->after_visits("care", "Dr. Abel");
  ASSERT_TRUE(all) << all.error().detail;
  EXPECT_THAT(*all, SizeIs(25));
  EXPECT_EQ(all->front().version, "2004");
  EXPECT_EQ(all->front().month, "2026-11");
  EXPECT_EQ(store->after_visits("care", "Dr. Zed").error().fault, Fault::denied);
}

TEST_F(AfterVisits, answers_without_a_form_a_clinician_or_an_answer_are_refused) {
  const auto store = open();
  for (const AfterVisit& empty :
       {AfterVisit{"", "2004", "Dr. Abel", "2026-11", "{}"}, AfterVisit{"care", "2004", "", "2026-11", "{}"},
        AfterVisit{"care", "2004", "Dr. Abel", "2026-11", ""}}) {
    EXPECT_EQ(store->add_after_visit(empty).error().fault, Fault::invalid_input);
  }
  EXPECT_THAT(store->count_after_visits("care").value(), SizeIs(0));
}

TEST_F(AfterVisits, nothing_in_the_file_leads_to_a_visit_or_a_time) {
  const auto store = open();
  ASSERT_TRUE(store->add_after_visit(answers_of("Dr. Abel", 1)));
  EXPECT_THAT(rows("SELECT name FROM pragma_table_info('after_visit')"),
              ElementsAre("key", "form", "version", "clinician", "month", "answers"));
  EXPECT_THAT(rows("SELECT count(*) FROM pragma_foreign_key_list('after_visit')"), ElementsAre("0"));
  EXPECT_EQ(store->add_after_visit({"care", "2004", "Dr. Abel", "2026-11-23", "{}"}).error().fault, Fault::conflict)
      << "a day is a time";
}

TEST_F(AfterVisits, the_order_of_the_rows_is_not_the_order_of_the_patients) {
  const auto store = open();
  constexpr int many = 60;
  for (int number = 0; number < many; ++number)
    ASSERT_TRUE(store->add_after_visit(answers_of("Dr. Abel", number + 100)));
  const auto stored = rows("SELECT answers FROM after_visit");
  ASSERT_THAT(stored, SizeIs(many));
  EXPECT_FALSE(std::ranges::is_sorted(stored));
  const auto keys = rows("SELECT hex(key) FROM after_visit");
  EXPECT_THAT(std::set(keys.begin(), keys.end()), SizeIs(many));
  int steps_up = 0;  // of neighbours in the file: half of them when the order is chance
  for (std::size_t at = 1; at < stored.size(); ++at) steps_up += stored[at] > stored[at - 1] ? 1 : 0;
  EXPECT_GT(steps_up, many / 6);
  EXPECT_LT(steps_up, many * 5 / 6);
}

}  // namespace
}  // namespace anteroom::platform
