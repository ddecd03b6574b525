// What the clinic is told of the answers after its visits: the questions through the flow into a database that the
// program itself made, then the program's own report beside the running kiosk.
#include "kiosk/machine.h"
#include "tests/support/child_process.h"
#include "tests/support/kiosk_world.h"

#include <format>
#include <fstream>
#include <gtest/gtest.h>
#include <string>

namespace anteroom::kiosk {
namespace {

namespace fs = std::filesystem;
using testing::KioskWorld;

constexpr int questions = 10;
constexpr int does_not_apply = 5;

class CareReport : public ::testing::Test {
 protected:
  CareReport() {
    std::ofstream(config_file()) << std::format(
        "[kiosk]\nname = \"Kiosk 1\"\nclinic = \"Riverside\"\ndata_folder = \"{}\"\n[display]\nwidth_mm = 217\n"
        "[clinic]\nclinicians = [\"Dr. Abel\", \"Dr. Moss\", \"Dr. Zed\"]\n",
        (m_folder / "data").string());
  }
  ~CareReport() override { fs::remove_all(m_folder); }

  [[nodiscard]] fs::path config_file() const { return m_folder / "anteroom.toml"; }
  [[nodiscard]] testing::Ran admin(std::vector<std::string> words) const {
    std::vector<std::string> command{ANTEROOM_BINARY_DIR "/bin/anteroom", "--config", config_file().string(), "admin"};
    command.insert(command.end(), words.begin(), words.end());
    return testing::run(command);
  }

  // The passphrase comes by a descriptor, as from a script of the clinic's.
  [[nodiscard]] testing::Ran care_report(const std::string& passphrase) const {
    return testing::run({"/bin/sh", "-c",
                         "printf '%s\\n' \"$1\" | \"$2\" --config \"$3\" admin care-report --secret-fd 0", "sh",
                         passphrase, ANTEROOM_BINARY_DIR "/bin/anteroom", config_file().string()});
  }

  fs::path m_folder = testing::folder_of_its_own();
};

// A text member of one line of JSON.
std::string member(const std::string& json, const std::string& name) {
  const std::string key = "\"" + name + "\":\"";
  const auto from = json.find(key) + key.size();
  return json.substr(from, json.find('"', from) - from);
}

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
  const std::string passphrase = member(init.output, "passphrase");
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

// What stands on the recovery sheet brings a passphrase, and the one before opens nothing any more.
TEST_F(CareReport, a_lost_passphrase_is_replaced_with_the_recovery_code) {
  const testing::Ran init = admin({"init", "--nurse", "R. Meyer"});
  ASSERT_EQ(init.exit_code, 0);
  const auto recover = [&](const std::string& code) {
    return testing::run({"/bin/sh", "-c", "printf '%s\\n' \"$1\" | \"$2\" --config \"$3\" admin recover --secret-fd 0",
                         "sh", code, ANTEROOM_BINARY_DIR "/bin/anteroom", config_file().string()});
  };
  const std::string code = member(init.output, "recovery_code");
  EXPECT_EQ(recover(code.substr(1)).exit_code, 65);
  const testing::Ran recovered = recover(code);
  ASSERT_EQ(recovered.exit_code, 0);
  EXPECT_EQ(care_report(member(init.output, "passphrase")).exit_code, 77);
  EXPECT_EQ(care_report(member(recovered.output, "passphrase")).exit_code, 0);
  const testing::Ran rotated = admin({"rotate"});
  EXPECT_EQ(rotated.output, "{\"epoch\":2}\n");
  EXPECT_EQ(care_report(member(recovered.output, "passphrase")).exit_code, 0);
}

// One trail over the commands of a morning; a page's mark finds a trail that was put back.
TEST_F(CareReport, the_audit_trail_is_verified_with_either_secret_and_a_mark_from_paper) {
  const testing::Ran init = admin({"init", "--nurse", "R. Meyer"});
  ASSERT_EQ(init.exit_code, 0);
  const auto verify = [&](const std::string& secret, const std::string& mark) {
    return testing::run({"/bin/sh", "-c",
                         "printf '%s\\n' \"$1\" | \"$2\" --config \"$3\" admin verify --mark \"$4\" --secret-fd 0",
                         "sh", secret, ANTEROOM_BINARY_DIR "/bin/anteroom", config_file().string(), mark});
  };
  const std::string passphrase = member(init.output, "passphrase");
  const testing::Ran first = verify(passphrase, "");
  EXPECT_EQ(first.exit_code, 0);
  const std::string mark = member(first.output, "mark");
  EXPECT_TRUE(mark.starts_with("2 ")) << "the beginning, and R. Meyer";

  fs::copy(m_folder / "data", m_folder / "yesterday", fs::copy_options::recursive);
  EXPECT_EQ(admin({"add-staff", "T. Okafor", "--role", "it"}).exit_code, 0);
  EXPECT_EQ(admin({"add-staff", "T. Okafor"}).exit_code, 73);
  EXPECT_EQ(admin({"new-pin", "T. Okafor"}).exit_code, 0);
  EXPECT_EQ(admin({"new-pin", "Nobody"}).exit_code, 66);
  EXPECT_EQ(admin({"rotate"}).exit_code, 0);
  EXPECT_EQ(admin({"remove-staff", "T. Okafor"}).exit_code, 0);
  const testing::Ran later = verify(member(init.output, "recovery_code"), mark);
  EXPECT_EQ(later.exit_code, 0);
  EXPECT_TRUE(later.output.starts_with("{\"entries\":7,")) << later.output;
  EXPECT_EQ(verify(passphrase, "17").exit_code, 65);
  EXPECT_EQ(verify("six words that are not right ones", "").exit_code, 77);

  fs::remove_all(m_folder / "data");
  fs::rename(m_folder / "yesterday", m_folder / "data");
  EXPECT_EQ(verify(passphrase, "").exit_code, 0) << "whole in itself";
  EXPECT_EQ(verify(passphrase, member(later.output, "mark")).exit_code, 65);
}

// The power may go between the database and the first person in it: nothing was asked yet, so it begins anew.
TEST_F(CareReport, an_interrupted_init_begins_anew_and_a_whole_one_is_not_overwritten) {
  ASSERT_EQ(admin({"init", "--nurse", "R. Meyer"}).exit_code, 0);
  EXPECT_EQ(admin({"init", "--nurse", "R. Meyer"}).exit_code, 73);
  fs::remove(m_folder / "data" / "records.db");
  const auto config = load_config(config_file());
  ASSERT_TRUE(config);
  ASSERT_TRUE(open_store(*config, platform::OpenMode::create)) << "a database with nobody in it";
  EXPECT_EQ(admin({"init", "--nurse", "R. Meyer"}).exit_code, 0);
  EXPECT_EQ(admin({"init", "--nurse", "T. Okafor"}).exit_code, 73);
}

}  // namespace
}  // namespace anteroom::kiosk
