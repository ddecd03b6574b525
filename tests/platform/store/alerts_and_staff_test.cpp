#include "tests/platform/store/store_folder.h"

namespace anteroom::platform {
namespace {

using std::chrono::minutes;

class Alerts : public StoreFolder {
 protected:
  std::unique_ptr<RecordStore> store = open();
  VisitId visit = store->start_visit(new_visit(), noon, 4821)->id;

  AlertId raise(AlertKind kind = AlertKind::safety_answer) {
    return *store->raise_alert(visit, {kind, "phq-9", "/44260-8", noon});
  }
  AlertRow alert() { return store->alerts_of(visit)->front(); }
};

TEST_F(Alerts, an_alert_names_its_visit_and_what_raised_it) {
  const AlertId id = raise();
  EXPECT_EQ(alert().id, id);
  EXPECT_EQ(alert().visit, visit);
  EXPECT_EQ(alert().visit_code, "4821");
  EXPECT_EQ(alert().facts.kind, AlertKind::safety_answer);
  EXPECT_EQ(alert().facts.form, "phq-9");
  EXPECT_EQ(alert().facts.link_id, "/44260-8");
  EXPECT_EQ(alert().facts.at, noon);
  EXPECT_EQ(alert().state, AlertState::raised);
  EXPECT_EQ(alert().attempts, 0);
}

TEST_F(Alerts, deliveries_are_counted_and_the_first_success_stays) {
  const AlertId id = raise();
  ASSERT_TRUE(store->count_delivery(id, std::nullopt));
  EXPECT_EQ(alert().state, AlertState::raised);
  ASSERT_TRUE(store->count_delivery(id, noon + minutes{1}));
  ASSERT_TRUE(store->count_delivery(id, noon + minutes{2}));
  EXPECT_EQ(alert().state, AlertState::delivered);
  EXPECT_EQ(alert().attempts, 3);
  EXPECT_EQ(alert().delivered_at, noon + minutes{1});
}

TEST_F(Alerts, a_late_delivery_does_not_unsee_an_alert) {
  const AlertId id = raise();
  ASSERT_TRUE(store->see_alert(id));
  ASSERT_TRUE(store->count_delivery(id, noon));
  EXPECT_EQ(alert().state, AlertState::seen);
  EXPECT_EQ(alert().delivered_at, noon);
}

TEST_F(Alerts, an_alert_stays_open_until_a_named_person_acknowledges_it) {
  const AlertId first = raise();
  const AlertId second = raise(AlertKind::come_now);
  ASSERT_TRUE(store->see_alert(first));
  EXPECT_EQ(store->open_alerts()->size(), 2U);
  ASSERT_TRUE(store->acknowledge_alert(first, "Rosa", noon + minutes{3}));
  ASSERT_EQ(store->open_alerts()->size(), 1U);
  EXPECT_EQ(store->open_alerts()->front().id, second);
  EXPECT_EQ(alert().acknowledged_by, "Rosa");
  EXPECT_EQ(alert().acknowledged_at, noon + minutes{3});
  EXPECT_EQ(store->acknowledge_alert(first, "Ben", noon).error().fault, Fault::conflict);
  ASSERT_TRUE(store->see_alert(first));
  EXPECT_EQ(alert().state, AlertState::acknowledged);
  EXPECT_EQ(alert().acknowledged_by, "Rosa");
}

TEST_F(Alerts, an_alert_needs_a_visit) {
  EXPECT_EQ(store->raise_alert(VisitId{99}, {AlertKind::come_now, "", "", noon}).error().fault, Fault::conflict);
  EXPECT_FALSE(store->see_alert(AlertId{99}));
}

class Staff : public StoreFolder {
 protected:
  std::unique_ptr<RecordStore> store = open();
};

TEST_F(Staff, names_are_listed_in_order_and_stand_once) {
  ASSERT_TRUE(store->add_staff("Rosa", StaffRole::nurse, "verifier 1"));
  ASSERT_TRUE(store->add_staff("Ben", StaffRole::nurse, "verifier 2"));
  EXPECT_EQ(store->add_staff("Rosa", StaffRole::nurse, "verifier 3").error().fault, Fault::conflict);
  EXPECT_EQ(store->add_staff("", StaffRole::nurse, "verifier").error().fault, Fault::invalid_input);
  const auto staff = store->staff();
  ASSERT_EQ(staff->size(), 2U);
  EXPECT_EQ((*staff)[0].name, "Ben");
  EXPECT_EQ((*staff)[0].sealed_pin, "verifier 2");
  EXPECT_EQ((*staff)[1].name, "Rosa");
}

TEST_F(Staff, tries_are_on_the_disk_before_the_pin_is_checked) {
  const auto id = store->add_staff("Rosa", StaffRole::nurse, "verifier");
  EXPECT_EQ(store->count_sign_in(*id, noon)->failed_attempts, 1);
  EXPECT_EQ(store->count_sign_in(*id, noon + minutes{1})->failed_attempts, 2);
  store.reset();
  store = open(OpenMode::existing);
  EXPECT_EQ(store->staff()->front().failed_attempts, 2);
  EXPECT_EQ(store->staff()->front().last_failure, noon + minutes{1});
  ASSERT_TRUE(store->clear_sign_ins(*id));
  EXPECT_EQ(store->staff()->front().failed_attempts, 0);
  EXPECT_FALSE(store->staff()->front().last_failure);
  EXPECT_EQ(store->count_sign_in(99, noon).error().fault, Fault::not_found);
}

}  // namespace
}  // namespace anteroom::platform
