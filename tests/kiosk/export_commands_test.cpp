// The program's own exports from a database that it made, beside a running kiosk.
#include "kiosk/machine.h"
#include "tests/support/child_process.h"
#include "tests/support/kiosk_world.h"

#include <format>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <sys/stat.h>

namespace anteroom::kiosk {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using testing::KioskWorld;

std::string member(const std::string& json, const std::string& name) {
  const std::string key = "\"" + name + "\":\"";
  const auto from = json.find(key) + key.size();
  return json.substr(from, json.find('"', from) - from);
}

class Export : public ::testing::Test {
 protected:
  Export() {
    std::ofstream(config_file()) << std::format(
        "[kiosk]\nname = \"Kiosk 1\"\nclinic = \"Riverside\"\ndata_folder = \"{}\"\n[display]\nwidth_mm = 217\n",
        (m_folder / "data").string());
    const testing::Ran init = testing::run({ANTEROOM_BINARY_DIR "/bin/anteroom", "--config", config_file().string(),
                                            "admin", "init", "--nurse", "R. Meyer"});
    EXPECT_EQ(init.exit_code, 0);
    m_passphrase = member(init.output, "passphrase");
  }
  ~Export() override { fs::remove_all(m_folder); }

  [[nodiscard]] fs::path config_file() const { return m_folder / "anteroom.toml"; }
  [[nodiscard]] testing::Ran exported(const std::string& words, const std::string& passphrase) const {
    return testing::run(
        {"/bin/sh", "-c",
         "cd \"$4\" && printf '%s\\n' \"$1\" | \"$2\" --config \"$3\" export " + words + " --secret-fd 0 2>&1", "sh",
         passphrase, ANTEROOM_BINARY_DIR "/bin/anteroom", config_file().string(), m_folder.string()});
  }
  [[nodiscard]] std::string file(const std::string& name) const { return forms::file_text(m_folder / name); }

  // A visit of four questions about pain, all answered with the fourth option.
  void one_visit(bool with_answers = true) {
    const auto config = load_config(config_file());
    ASSERT_TRUE(config);
    KioskWorld world(testing::shipped_library(), [&] { return open_store(*config, platform::OpenMode::existing); });
    world.config = *config;
    auto vault = open_vault(*config, world.store->inner());
    ASSERT_TRUE(vault);
    world.vault = std::move(*vault);
    world.chart.as_of = parse_date("2026-11-20");
    world.chart.opioid_mme = 60;
    world.chart.naloxone = false;
    m_code = world.begin({"nrs"}).code;
    for (int question = 0; question < 4; ++question) world.answer(3);
    world.send(flow::intent::Finish{});
    m_day = to_string(world.clock.local_date(world.clock.now()));
    if (with_answers) return;
    const auto visits = world.store->inner().visits(Instant{}, world.clock.now() + std::chrono::hours{1});
    ASSERT_EQ(visits->size(), 1U);
    ASSERT_TRUE(world.store->inner().remove_answers(visits->front().id, world.clock.now()));
  }

  fs::path m_folder = testing::folder_of_its_own();
  std::string m_passphrase;
  std::string m_code;
  std::string m_day;
};

TEST_F(Export, a_visit_leaves_as_a_page_as_fhir_and_in_a_table) {
  one_visit();
  const std::string visit = std::format("--code {} --day {}", m_code, m_day);
  const testing::Ran summary = exported("summary " + visit + " page.pdf", m_passphrase);
  EXPECT_EQ(summary.exit_code, 0) << summary.output;
  EXPECT_TRUE(file("page.pdf").starts_with("%PDF-"));
  struct stat facts{};
  ASSERT_EQ(stat((m_folder / "page.pdf").c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777U, 0600U) << "for its owner only";

  EXPECT_EQ(exported("fhir " + visit + " visit.json", m_passphrase).exit_code, 0);
  EXPECT_THAT(file("visit.json"), HasSubstr(R"("resourceType":"Bundle","type":"transaction")"));
  EXPECT_THAT(file("visit.json"), HasSubstr(R"("value":"10023-4")"));

  const std::string period = std::format("--from {} --to {}", m_day, m_day);
  EXPECT_EQ(exported("csv " + period + " .", m_passphrase).exit_code, 0);
  EXPECT_THAT(file("visits.csv"), HasSubstr("10023-4,AB,1957-03-05,"));
  EXPECT_THAT(file("visits.csv"), HasSubstr(",1,none,2026-11-20,60,NAVL,0,")) << "what staff read in the chart";
  EXPECT_THAT(file("codebook.csv"), HasSubstr("phq_9_44260_8"));
  EXPECT_EQ(exported("report " + period + " .", m_passphrase).exit_code, 0);
  EXPECT_THAT(file("outcome.csv"), HasSubstr("visits,visits,,,< 5"));
  EXPECT_TRUE(file("outcome.pdf").starts_with("%PDF-"));

  // Nothing that is there is written over.
  const testing::Ran again = exported("summary " + visit + " page.pdf", m_passphrase);
  EXPECT_EQ(again.exit_code, 73);
  EXPECT_THAT(again.output, HasSubstr("is there already"));
}

TEST_F(Export, a_visit_whose_answers_were_removed_leaves_with_its_scores) {
  one_visit(false);
  const std::string visit = std::format("--code {} --day {}", m_code, m_day);
  const testing::Ran summary = exported("summary " + visit + " page.pdf", m_passphrase);
  EXPECT_EQ(summary.exit_code, 0) << summary.output;
  EXPECT_TRUE(file("page.pdf").starts_with("%PDF-"));
  EXPECT_EQ(exported("fhir " + visit + " visit.json", m_passphrase).exit_code, 0);
  EXPECT_THAT(file("visit.json"), HasSubstr(R"("resourceType":"Observation")"));
  EXPECT_THAT(file("visit.json"), ::testing::Not(HasSubstr("QuestionnaireResponse")));
  const std::string period = std::format("--from {} --to {}", m_day, m_day);
  EXPECT_EQ(exported("csv " + period + " .", m_passphrase).exit_code, 0);
  EXPECT_THAT(file("visits.csv"), HasSubstr("GONE"));
  EXPECT_THAT(file("visits.csv"), HasSubstr(",0,none,")) << "answers_kept, other_versions";
  EXPECT_EQ(exported("report " + period + " .", m_passphrase).exit_code, 0);
  EXPECT_THAT(file("outcome.csv"), HasSubstr("visits,visits,,,< 5"));
}

TEST_F(Export, a_refusal_has_the_exit_code_of_its_reason_and_leaves_no_file) {
  one_visit();
  const std::string visit = std::format("--code {} --day {}", m_code, m_day);
  EXPECT_EQ(exported("summary " + visit + " page.pdf", "six words that are not right ones").exit_code, 77);
  EXPECT_EQ(exported("summary --code 0000 --day 2001-01-01 page.pdf", m_passphrase).exit_code, 66);
  EXPECT_EQ(exported("summary --code 0000 --day yesterday page.pdf", m_passphrase).exit_code, 64);
  EXPECT_EQ(exported("csv --from 2026-01-01 --to 2026-12-31 nowhere", m_passphrase).exit_code, 64);
  EXPECT_EQ(exported("summary " + visit + " nowhere/page.pdf", m_passphrase).exit_code, 73);
  EXPECT_FALSE(fs::exists(m_folder / "page.pdf"));
}

}  // namespace
}  // namespace anteroom::kiosk
