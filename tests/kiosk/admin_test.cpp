// Administration as a clinic does it: the program's own commands on a real folder, each told its secret by a
// descriptor.
#include "kiosk/machine.h"
#include "kiosk/newest_first.h"
#include "platform/linux/system_clock.h"
#include "tests/support/clinic_on_disk.h"

#include <algorithm>

namespace anteroom::kiosk {
namespace {

namespace fs = std::filesystem;
using testing::member;
using testing::Ran;

constexpr Date born{std::chrono::year{1957}, std::chrono::March, std::chrono::day{5}};

class Admin : public testing::ClinicOnDisk {
 protected:
  Admin() : m_init(admin({"init", "--nurse", "R. Meyer"})) {}

  [[nodiscard]] std::string passphrase() const { return member(m_init.output, "passphrase"); }
  [[nodiscard]] std::string recovery_code() const { return member(m_init.output, "recovery_code"); }
  [[nodiscard]] Ran verify(const std::string& secret, const std::string& mark = "",
                           const std::string& settings = "anteroom.toml") const {
    return admin_told(secret, {"verify", "--mark", mark}, settings);
  }

  Ran m_init;
};

// What stands on the recovery sheet brings a passphrase, and the one before opens nothing any more.
TEST(Backups, the_newest_stands_first_whatever_kiosk_it_is_of) {
  std::vector<std::string> files{"anteroom-a-2026-11-24.backup", "anteroom-b-2026-11-26.backup", "monday.backup",
                                 "anteroom-z-2026-11-25.backup"};
  put_newest_first(files);
  EXPECT_EQ(files, (std::vector<std::string>{"anteroom-b-2026-11-26.backup", "anteroom-z-2026-11-25.backup",
                                             "anteroom-a-2026-11-24.backup", "monday.backup"}));
}

TEST_F(Admin, a_lost_passphrase_is_replaced_with_the_recovery_code) {
  EXPECT_EQ(admin_told(recovery_code().substr(1), {"recover"}).exit_code, 65);
  const Ran recovered = admin_told(recovery_code(), {"recover"});
  ASSERT_EQ(recovered.exit_code, 0);
  const std::string fresh = member(recovered.output, "passphrase");
  EXPECT_EQ(verify(passphrase()).exit_code, 77);
  EXPECT_EQ(verify(fresh).exit_code, 0);
  EXPECT_EQ(admin({"rotate"}).output, "{\"epoch\":2}\n");
  EXPECT_EQ(verify(fresh).exit_code, 0);
}

TEST_F(Admin, a_second_passphrase_comes_beside_the_first_and_each_can_be_taken_away) {
  const Ran added = admin_told(passphrase(), {"add-slot"});
  ASSERT_EQ(added.exit_code, 0);
  const std::string second = member(added.output, "passphrase");
  EXPECT_EQ(verify(passphrase()).exit_code, 0);
  EXPECT_EQ(verify(second).exit_code, 0);
  EXPECT_EQ(std::ranges::count(admin({"slots"}).output, '\n'), 3);

  EXPECT_EQ(admin_told("six words that are not right ones", {"remove-slot", "1"}).exit_code, 77);
  EXPECT_EQ(admin_told(second, {"remove-slot", "9"}).exit_code, 66);
  EXPECT_EQ(admin_told(second, {"remove-slot", "2"}).exit_code, 73) << "the recovery code";
  EXPECT_EQ(admin_told(second, {"remove-slot", "1"}).output, "{\"epoch\":2}\n") << "sealed to a new key from now on";
  EXPECT_EQ(verify(passphrase()).exit_code, 77);
  EXPECT_EQ(verify(second).exit_code, 0);
  EXPECT_EQ(admin_told(second, {"remove-slot", "3"}).exit_code, 73) << "the last one";
}

TEST_F(Admin, doctor_says_how_long_something_is_kept_and_whether_old_visits_were_looked_for) {
  const auto doctor = [&] {
    return testing::run({"env", "-u", "DISPLAY", ANTEROOM_BINARY_DIR "/bin/anteroom", "--config",
                         config_file().string(), "doctor"})
        .output;
  };
  const std::string fresh = doctor();
  EXPECT_TRUE(
      fresh.contains("answers are kept for 30 days after printing, visits with their scores for 24 months, the "
                     "log for 6 years; nothing was looked for yet"))
      << fresh;
  std::ofstream(config_file(), std::ios::app)
      << "[retention]\nanswers_days = 14\nvisits_months = 6\naudit_years = 10\n";
  EXPECT_TRUE(doctor().contains(
      "answers are kept for 14 days after printing, visits with their scores for 6 months, the log for 10 years"));
}

// One trail over the commands of a morning; a page's mark finds a trail that was put back.
TEST_F(Admin, the_audit_trail_is_verified_with_either_secret_and_a_mark_from_paper) {
  const Ran first = verify(passphrase());
  EXPECT_EQ(first.exit_code, 0);
  const std::string mark = member(first.output, "mark");
  EXPECT_TRUE(mark.starts_with("2 ")) << "the beginning, and R. Meyer";

  fs::copy(data_folder(), folder() / "yesterday", fs::copy_options::recursive);
  EXPECT_EQ(admin({"add-staff", "T. Okafor", "--role", "it"}).exit_code, 0);
  EXPECT_EQ(admin({"add-staff", "T. Okafor"}).exit_code, 73);
  EXPECT_EQ(admin({"new-pin", "T. Okafor"}).exit_code, 0);
  EXPECT_EQ(admin({"new-pin", "Nobody"}).exit_code, 66);
  EXPECT_EQ(admin({"rotate"}).exit_code, 0);
  EXPECT_EQ(admin({"remove-staff", "T. Okafor"}).exit_code, 0);
  const Ran later = verify(recovery_code(), mark);
  EXPECT_EQ(later.exit_code, 0);
  EXPECT_TRUE(later.output.starts_with("{\"entries\":7,")) << later.output;
  EXPECT_EQ(verify(passphrase(), "17").exit_code, 65);
  EXPECT_EQ(verify("six words that are not right ones").exit_code, 77);

  fs::remove_all(data_folder());
  fs::rename(folder() / "yesterday", data_folder());
  EXPECT_EQ(verify(passphrase()).exit_code, 0) << "whole in itself";
  EXPECT_EQ(verify(passphrase(), member(later.output, "mark")).exit_code, 65);
}

// The power may go between the database and the first person in it: nothing was asked yet, so it begins anew.
TEST_F(Admin, an_interrupted_init_begins_anew_and_a_whole_one_is_not_overwritten) {
  ASSERT_EQ(m_init.exit_code, 0);
  EXPECT_EQ(admin({"init", "--nurse", "R. Meyer"}).exit_code, 73);
  fs::remove(data_folder() / "records.db");
  const auto config = load_config(config_file());
  ASSERT_TRUE(config);
  ASSERT_TRUE(open_store(*config, platform::OpenMode::create)) << "a database with nobody in it";
  EXPECT_EQ(admin({"init", "--nurse", "R. Meyer"}).exit_code, 0);
  EXPECT_EQ(admin({"init", "--nurse", "T. Okafor"}).exit_code, 73);
}

// Nothing is asked of a database that damage left without keys and people: a backup goes in its place.
TEST_F(Admin, a_backup_goes_onto_the_same_device_after_damage_took_its_keys) {
  const std::string file = (folder() / "monday.backup").string();
  ASSERT_EQ(admin({"backup", file}).exit_code, 0);
  fs::remove(data_folder() / "records.db");
  const auto config = load_config(config_file());
  ASSERT_TRUE(config && open_store(*config, platform::OpenMode::create));
  EXPECT_EQ(admin_told(recovery_code(), {"restore", file}).exit_code, 0);
  EXPECT_EQ(verify(recovery_code()).exit_code, 0);
  EXPECT_EQ(admin_told(recovery_code(), {"restore", file}).exit_code, 73) << "this kiosk has its people again";
}

// The power went between the damaged database's leaving and the fresh one's coming: the clinic's keys are in that.
TEST_F(Admin, a_start_that_was_cut_short_is_ended_before_anything_is_set_up) {
  fs::copy_file(data_folder() / "records.db", data_folder() / "records.db.damaged-20261126-080000");
  fs::rename(data_folder() / "records.db", data_folder() / "records.db.fresh-20261126-080000");
  EXPECT_EQ(admin({"init", "--nurse", "T. Okafor"}).exit_code, 73);
  EXPECT_TRUE(fs::exists(data_folder() / "records.db"));
  EXPECT_EQ(verify(passphrase()).exit_code, 0);
}

// A kiosk burns down; another one takes over. What was answered opens there, the patient is known by record number and
// birth date, people keep their PINs, and the old passphrase is worth nothing.
TEST_F(Admin, a_backup_goes_onto_another_device_with_the_recovery_code_alone) {
  const platform::SystemClock clock;
  const std::string answer = "{\"i\":7}";
  VisitId id;
  {
    const auto config = load_config(config_file());
    const auto store = open_store(*config, platform::OpenMode::existing);
    ASSERT_TRUE(store);
    const auto vault = open_vault(*config, **store);
    ASSERT_TRUE(vault && give_keys(**store, *vault, clock, "kiosk"));
    const auto visit = (*store)->start_visit({.record_number = "KZ-1042",
                                              .initials = "MO",
                                              .birth_date = born,
                                              .battery = "intake",
                                              .forms = {"nrs"},
                                              .withheld = {},
                                              .started_by = "R. Meyer"},
                                             clock.now(), 17);
    ASSERT_TRUE(visit);
    id = visit->id;
    ASSERT_TRUE((*store)->begin_visit(id, clock.now()));
    const auto sealed = vault->seal(answer, platform::place_of_answer(id, 1));
    ASSERT_TRUE((*store)->commit_answer(id, {1, "nrs", "now", *sealed, clock.now()}, 1, std::nullopt));
    ASSERT_TRUE((*store)->end_visit(id, platform::VisitState::finished, clock.now()));
  }
  const std::string file = (folder() / "monday.backup").string();
  const Ran backup = admin({"backup", file});
  ASSERT_EQ(backup.exit_code, 0);
  EXPECT_TRUE(backup.output.contains("\"visits\":1,")) << backup.output;
  EXPECT_EQ(admin({"backup", file}).exit_code, 73) << "one that is there is not written over";
  EXPECT_FALSE(fs::exists(file + ".copy"));
  EXPECT_EQ(admin_told(recovery_code(), {"restore", file}).exit_code, 73) << "this kiosk has its own";

  write_settings("other.toml", "other");
  const std::string part = (folder() / "part.backup").string();
  fs::copy(file, part);
  fs::resize_file(part, 100);
  EXPECT_EQ(admin_told(recovery_code(), {"restore", part}, "other.toml").exit_code, 65);
  const std::string strangers = "0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000";
  EXPECT_NE(admin_told(strangers, {"restore", file}, "other.toml").exit_code, 0);
  EXPECT_FALSE(fs::exists(folder() / "other" / "records.db"));
  const Ran restored = admin_told(recovery_code(), {"restore", file}, "other.toml");
  ASSERT_EQ(restored.exit_code, 0);
  const std::string fresh = member(restored.output, "passphrase");

  const auto config = load_config(folder() / "other.toml");
  ASSERT_TRUE(config);
  {
    const auto store = open_store(*config, platform::OpenMode::existing);
    ASSERT_TRUE(store) << store.error().detail;
    const auto vault = open_vault(*config, **store);
    ASSERT_TRUE(vault) << vault.error().detail;
    ASSERT_TRUE(give_keys(**store, *vault, clock, "kiosk"));
    EXPECT_TRUE(*(*store)->is_born_on(id, born));
    EXPECT_EQ((*store)->visits_of("KZ-1042")->size(), 1U);
    EXPECT_FALSE(vault->unlock(passphrase()));
    const auto unlocked = vault->unlock(fresh);
    ASSERT_TRUE(unlocked) << unlocked.error().detail;
    EXPECT_EQ(*(*unlocked)->open((*store)->answers(id)->front().payload, platform::place_of_answer(id, 1)), answer);
    (*store)->open_identities(platform::identity_opener(*unlocked));
    EXPECT_EQ((*store)->visit(id)->facts.initials, "MO");
    const auto people = (*store)->staff();
    EXPECT_TRUE((*unlocked)->open(people->front().sealed_pin, platform::place_of_pin("R. Meyer")));
  }
  EXPECT_EQ(verify(fresh, "", "other.toml").exit_code, 0) << "the trail goes on";
  EXPECT_EQ(verify(recovery_code(), "", "other.toml").exit_code, 0);
  for (const auto& entry : fs::directory_iterator(folder() / "other"))
    EXPECT_TRUE(entry.path().filename() == "device.key" || entry.path().filename().string().starts_with("records.db"))
        << entry.path();
}

}  // namespace
}  // namespace anteroom::kiosk
