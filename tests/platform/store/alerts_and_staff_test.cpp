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
  static AlertStep delivered(Instant at) {
    return {.at = at, .kind = AlertStepKind::delivered, .channel = ChannelKind::printer};
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
  ASSERT_TRUE(store->count_delivery(id, {}));
  EXPECT_EQ(alert().state, AlertState::raised);
  ASSERT_TRUE(store->count_delivery(id, {delivered(noon + minutes{1})}));
  ASSERT_TRUE(store->count_delivery(id, {delivered(noon + minutes{2})}));
  EXPECT_EQ(alert().state, AlertState::delivered);
  EXPECT_EQ(alert().attempts, 3);
  EXPECT_EQ(alert().delivered_at, noon + minutes{1});
}

TEST_F(Alerts, a_late_delivery_does_not_unsee_an_alert) {
  const AlertId id = raise();
  ASSERT_TRUE(store->see_alert(id, noon));
  ASSERT_TRUE(store->count_delivery(id, {delivered(noon)}));
  EXPECT_EQ(alert().state, AlertState::seen);
  EXPECT_EQ(alert().delivered_at, noon);
}

TEST_F(Alerts, an_alert_stays_open_until_a_named_person_acknowledges_it) {
  const AlertId first = raise();
  const AlertId second = raise(AlertKind::come_now);
  ASSERT_TRUE(store->see_alert(first, noon));
  EXPECT_EQ(store->open_alerts()->size(), 2U);
  ASSERT_TRUE(store->acknowledge_alert(first, "Rosa", AlertAction::handed_over, noon + minutes{3}));
  ASSERT_EQ(store->open_alerts()->size(), 1U);
  EXPECT_EQ(store->open_alerts()->front().id, second);
  EXPECT_EQ(alert().acknowledged_by, "Rosa");
  EXPECT_EQ(alert().acknowledged_at, noon + minutes{3});
  EXPECT_EQ(store->acknowledge_alert(first, "Ben", AlertAction::seen, noon).error().fault, Fault::conflict);
  ASSERT_TRUE(store->see_alert(first, noon + minutes{5}));
  EXPECT_EQ(alert().state, AlertState::acknowledged);
  EXPECT_EQ(alert().action, AlertAction::handed_over);
  EXPECT_EQ(alert().acknowledged_by, "Rosa");
}

TEST_F(Alerts, an_alert_needs_a_visit) {
  EXPECT_EQ(store->raise_alert(VisitId{99}, {AlertKind::come_now, "", "", noon}).error().fault, Fault::conflict);
  EXPECT_FALSE(store->see_alert(AlertId{99}, noon));
}

TEST_F(Alerts, only_a_named_person_who_says_what_was_done_acknowledges) {
  const AlertId id = raise();
  EXPECT_EQ(store->acknowledge_alert(id, "Rosa", AlertAction::none, noon).error().fault, Fault::invalid_input);
  EXPECT_EQ(alert().state, AlertState::raised);
}

TEST_F(Alerts, every_step_stands_in_order_and_a_failure_that_repeats_stands_once) {
  const AlertId id = raise();
  const auto step = [](int minute, AlertStepKind kind, ChannelKind channel) {
    return AlertStep{.at = noon + minutes{minute}, .kind = kind, .channel = channel};
  };
  for (int minute = 0; minute < 3; ++minute) {
    ASSERT_TRUE(store->count_delivery(id, {step(minute, AlertStepKind::undelivered, ChannelKind::printer),
                                           step(minute, AlertStepKind::undelivered, ChannelKind::mail)}));
  }
  ASSERT_TRUE(store->count_delivery(id, {step(3, AlertStepKind::delivered, ChannelKind::printer)}));
  EXPECT_FALSE(alert().escalated_at);
  ASSERT_TRUE(store->count_delivery(id, {step(8, AlertStepKind::not_escalated, ChannelKind::printer),
                                         step(8, AlertStepKind::escalated, ChannelKind::mail)}));
  EXPECT_EQ(alert().escalated_at, noon + minutes{8});
  EXPECT_EQ(alert().delivered_at, noon + minutes{3});
  ASSERT_TRUE(store->see_alert(id, noon + minutes{9}));
  ASSERT_TRUE(store->acknowledge_alert(id, "Rosa", AlertAction::patient_left, noon + minutes{10}));
  const auto steps = store->alert_steps(id);
  ASSERT_TRUE(steps);
  std::vector<AlertStepKind> kinds;
  for (const AlertStep& each : *steps) kinds.push_back(each.kind);
  EXPECT_EQ(kinds, (std::vector{AlertStepKind::undelivered, AlertStepKind::undelivered, AlertStepKind::delivered,
                                AlertStepKind::not_escalated, AlertStepKind::escalated, AlertStepKind::seen,
                                AlertStepKind::acknowledged}));
  EXPECT_EQ((*steps)[1].channel, ChannelKind::mail);
  EXPECT_FALSE((*steps)[5].channel);
  EXPECT_EQ((*steps)[6].person, "Rosa");
  EXPECT_EQ((*steps)[6].at, noon + minutes{10});
}

TEST_F(Alerts, the_kiosks_own_trouble_belongs_to_no_visit) {
  const auto id = store->raise_alert(VisitId{}, {AlertKind::printer_trouble, "", "", noon});
  ASSERT_TRUE(id);
  ASSERT_EQ(store->open_alerts()->size(), 1U);
  EXPECT_EQ(store->open_alerts()->front().visit.value, 0);
  EXPECT_EQ(store->open_alerts()->front().visit_code, "");
  EXPECT_EQ(store->raise_alert(VisitId{}, {AlertKind::come_now, "", "", noon}).error().fault, Fault::conflict)
      << "a patient's alert has a visit";
}

TEST_F(Alerts, of_a_channel_the_latest_test_stands_and_when_it_last_passed) {
  ASSERT_TRUE(store->keep_channel_test(ChannelKind::mail, noon, ""));
  ASSERT_TRUE(store->keep_channel_test(ChannelKind::mail, noon + minutes{60}, "no route"));
  ASSERT_TRUE(store->keep_channel_test(ChannelKind::lamp, noon, "no such chip"));
  const auto tests = store->channel_tests();
  ASSERT_EQ(tests->size(), 2U);
  EXPECT_EQ((*tests)[0].channel, ChannelKind::lamp);
  EXPECT_FALSE((*tests)[0].passed_at);
  EXPECT_EQ((*tests)[1].tested_at, noon + minutes{60});
  EXPECT_EQ((*tests)[1].passed_at, noon);
  EXPECT_EQ((*tests)[1].fault, "no route");
  ASSERT_TRUE(store->keep_channel_test(ChannelKind::mail, noon + minutes{61}, ""));
  EXPECT_EQ((*store->channel_tests())[1].fault, "");
  EXPECT_EQ((*store->channel_tests())[1].passed_at, noon + minutes{61});
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
  EXPECT_EQ(store->add_staff("Tom", StaffRole::nurse, "").error().fault, Fault::invalid_input) << "nor without a PIN";
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
  ASSERT_TRUE(testing::store_itself(*store).clear_sign_ins(*id));
  EXPECT_EQ(store->staff()->front().failed_attempts, 0);
  EXPECT_FALSE(store->staff()->front().last_failure);
  EXPECT_EQ(store->count_sign_in(99, noon).error().fault, Fault::not_found);
}

}  // namespace
}  // namespace anteroom::platform
