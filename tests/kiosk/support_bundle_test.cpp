// A support bundle goes to strangers: whatever a clinic has entered is searched for in it.
#include "kiosk/machine.h"
#include "tests/support/clinic_on_disk.h"
#include "tests/support/kiosk_world.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

namespace anteroom::kiosk {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using testing::KioskWorld;
using testing::member;
using ::testing::Not;

class SupportBundle : public testing::ClinicOnDisk {
 protected:
  SupportBundle() : m_init(admin({"init", "--nurse", "Q. Zaunkoenig"})) {
    std::ofstream(config_file(), std::ios::app)
        << "[nurses_printer]\nqueue = \"no-such-queue\"\n[safety]\ncontact = \"Schwester Habicht, ext. 4711\"\n"
        << "[webhook]\nurl = \"https://user:token-amsel@alerts.invalid/x\"\n"
        << "[metrics]\nfile = \"" << (folder() / "a.prom").string() << "\"\n";
    std::ofstream(folder() / "a.prom") << "anteroom_up 1\n";
  }

  [[nodiscard]] testing::Ran bundle() const {
    return testing::run({"env", "-u", "DISPLAY", ANTEROOM_BINARY_DIR "/bin/anteroom", "--config",
                         config_file().string(), "support-bundle", file().string()});
  }
  [[nodiscard]] fs::path file() const { return folder() / "bundle.txt"; }

  testing::Ran m_init;
};

TEST_F(SupportBundle, holds_versions_settings_findings_and_figures_and_nothing_of_a_person) {
  ASSERT_EQ(m_init.exit_code, 0);
  const auto config = load_config(config_file());
  ASSERT_TRUE(config);
  std::string code;
  {
    KioskWorld world(testing::shipped_library(), [&] { return open_store(*config, platform::OpenMode::existing); });
    world.config = *config;
    auto vault = open_vault(*config, world.store->inner());
    ASSERT_TRUE(vault);
    world.vault = std::move(*vault);
    code = world.begin({"nrs"}).code;  // of AB, 10023-4, born 1957-03-05
    for (int question = 0; question < 4; ++question) world.answer(3);
    world.send(flow::intent::Finish{});
  }
  ASSERT_EQ(bundle().exit_code, 0);
  const std::string text = forms::file_text(file());
  EXPECT_THAT(text,
              AllOf(HasSubstr("anteroom 0.1.0, commit "), HasSubstr("== machine\nmodel "), HasSubstr("clinicians\n"),
                    HasSubstr("ok      database   encrypted by SQLCipher"), HasSubstr("1 visits, 4 answers"),
                    HasSubstr("BROKEN  display"), HasSubstr("anteroom_up 1\n"), HasSubstr("== journal\n")));
  for (const std::string& canary : {std::string("10023-4"), std::string("1957-03-05"), member(m_init.output, "pin"),
                                    member(m_init.output, "passphrase"), member(m_init.output, "recovery_code"),
                                    std::string("Zaunkoenig"), std::string("Habicht"), std::string("4711"),
                                    std::string("amsel"), std::string("Riverside"), std::string("Dr. Abel")}) {
    ASSERT_FALSE(canary.empty());
    EXPECT_THAT(text, Not(HasSubstr(canary)));
  }
  EXPECT_THAT(text, Not(::testing::ContainsRegex("[^A-Za-z]AB[^A-Za-z]"))) << "the patient's initials";
  const std::string passphrase = member(m_init.output, "passphrase");
  EXPECT_THAT(text, Not(HasSubstr(passphrase.substr(0, passphrase.find(' ')) + " ")));
  EXPECT_THAT(text, Not(HasSubstr(" " + code)));
  struct stat facts{};
  ASSERT_EQ(stat(file().c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777U, 0600U);
  EXPECT_EQ(bundle().exit_code, 73) << "nothing that is there is written over";
}

}  // namespace
}  // namespace anteroom::kiosk
