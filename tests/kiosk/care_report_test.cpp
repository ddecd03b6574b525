// What the clinic is told of the answers after its visits: the questions through the flow into a database that the
// program itself made, then the program's own report beside the running kiosk.
#include "kiosk/machine.h"
#include "tests/support/clinic_on_disk.h"
#include "tests/support/kiosk_world.h"

#include <gtest/gtest.h>
#include <string>

namespace anteroom::kiosk {
namespace {

using testing::KioskWorld;

constexpr int questions = 10;
constexpr int does_not_apply = 5;

class CareReport : public testing::ClinicOnDisk {
 protected:
  [[nodiscard]] testing::Ran care_report(const std::string& passphrase) const {
    return admin_told(passphrase, {"care-report"});
  }
};

// Staff hand the kiosk over; somebody chooses `option` everywhere, and that it does not apply in the first `left_out`.
void answer_after_visit(KioskWorld& world, int clinician, int option, int left_out = 0) {
  world.sign_in();
  world.send(flow::intent::AfterVisit{});
  world.send(flow::intent::PickPerson{clinician});
  world.send(flow::intent::Continue{});
  for (int question = 0; question < questions; ++question) world.answer(question < left_out ? does_not_apply : option);
  world.send(flow::intent::Finish{});
  ASSERT_NE(world.on<flow::Thanks>(), nullptr);
}

TEST_F(CareReport, a_mean_from_25_complete_answers_on_a_count_below_and_nobody_is_named) {
  const testing::Ran init = admin({"init", "--nurse", "R. Meyer"});
  ASSERT_EQ(init.exit_code, 0);
  const auto config = load_config(config_file());
  ASSERT_TRUE(config) << config.error().detail;
  KioskWorld world(testing::shipped_library(), [&] { return open_store(*config, platform::OpenMode::existing); });
  world.config = *config;
  auto vault = open_vault(*config, world.store->inner());
  ASSERT_TRUE(vault) << vault.error().detail;
  world.vault = std::move(*vault);
  // Somebody with a name is in the same database.
  (void)world.begin({"nrs"});
  for (int question = 0; question < 4; ++question) world.answer(3);
  world.send(flow::intent::Finish{});

  // "Poor" to "Very good" in turn: seven times 10 points, six times each 20, 30 and 40.
  for (int patient = 0; patient < 25; ++patient) answer_after_visit(world, 0, patient % 4);
  for (int patient = 0; patient < 25; ++patient) answer_after_visit(world, 1, 4, patient == 0 ? 3 : 0);
  for (int patient = 0; patient < 24; ++patient) answer_after_visit(world, 2, 4);

  // Every word of it: no record number, no initials, no birth date, no code, no day and no month.
  const std::string passphrase = testing::member(init.output, "passphrase");
  const testing::Ran report = care_report(passphrase);
  EXPECT_EQ(report.exit_code, 0);
  EXPECT_EQ(report.output,
            "Consultation and Relational Empathy (CARE) measure\n"
            "  Dr. Abel: 25 answers, mean 24.4 of 10-50 over 25 that are complete enough\n"
            "  Dr. Moss: 25 answers, too few of them complete (24 of 25)\n"
            "  Dr. Zed: too few (24 of 25)\n");

  EXPECT_EQ(care_report("six words that are not right ones").exit_code, 77);
  EXPECT_EQ(care_report("").exit_code, 65);

  for (const int clinician : {1, 2}) answer_after_visit(world, clinician, 2);
  EXPECT_EQ(care_report(passphrase).output,
            "Consultation and Relational Empathy (CARE) measure\n"
            "  Dr. Abel: 25 answers, mean 24.4 of 10-50 over 25 that are complete enough\n"
            "  Dr. Moss: 26 answers, mean 49.2 of 10-50 over 25 that are complete enough\n"
            "  Dr. Zed: 25 answers, mean 49.2 of 10-50 over 25 that are complete enough\n");
}

}  // namespace
}  // namespace anteroom::kiosk
