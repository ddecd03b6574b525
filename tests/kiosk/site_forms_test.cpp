// A clinic's own forms from its folder to the paper: the text of an instrument that we score but do not ship, a form
// that nobody else has, and a battery that asks both. Every word of them is made up here.
#include "export/summary_layout.h"
#include "kiosk/flow/summary_of.h"
#include "kiosk/load_library.h"
#include "tests/export/page_reading.h"
#include "tests/support/child_process.h"
#include "tests/support/kiosk_world.h"

#include <algorithm>
#include <format>
#include <fstream>
#include <gmock/gmock.h>
#include <string>
#include <vector>

namespace anteroom::kiosk {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::KioskWorld;
using ::testing::Not;

// A question whose answers count 0, 1, 2 …
std::string question(std::string_view link_id, std::string_view words, int options) {
  std::string list;
  for (int number = 0; number < options; ++number) {
    list += std::format(R"({}{{"valueCoding":{{"code":"{}","display":"Level {}","extension":[{{"url":)"
                        R"("http://hl7.org/fhir/StructureDefinition/ordinalValue","valueDecimal":{}}}]}}}})",
                        number == 0 ? "" : ",", number, number, number);
  }
  return std::format(R"({{"linkId":"{}","text":"{}","type":"choice","answerOption":[{}]}})", link_id, words, list);
}

std::string questionnaire(std::string_view id, std::string_view title, const std::string& items) {
  return std::format(R"({{"resourceType":"Questionnaire","id":"{}","version":"2026-1","title":"{}","status":"active",)"
                     R"("language":"en","item":[{}]}})",
                     id, title, items);
}

std::string pseq_2(int options_of_the_second) {
  return questionnaire("pseq-2", "Our two statements",
                       question("pseq-5", "Test statement one", 7) + "," +
                           question("pseq-9", "Test statement two", options_of_the_second));
}

constexpr std::string_view mornings_scoring = R"({"form":"mornings","version":"1","short_name":"Mornings",
  "long_name":"How the mornings go","patient_title":"Your mornings","licence":"free","domain":"function",
  "sources":{"Riverside":"The clinic's own agreement"},
  "scores":[{"id":"total","label":"Mornings","verb":"sum","items":["up","dressed"],"minimum":0,"maximum":6,
   "direction":"lower_is_better","missing":{"allowed":0,"source":"Riverside"},"source":"Riverside","bands":[
   {"from":0,"to":2,"name":"light","source":"Riverside"},{"from":3,"to":6,"name":"heavy","source":"Riverside"}]}]})";

constexpr std::string_view own_battery = R"({"id":"own-intake","title":"Riverside intake","minutes":3,
  "forms":["pseq-2",{"form":"mornings","when":[{"score":"pseq-2","at_most":6}]}]})";

class SiteForms : public ::testing::Test {
 protected:
  SiteForms() {
    write("site/pseq-2/questionnaire.json", pseq_2(7));
    write("site/mornings/questionnaire.json",
          questionnaire("mornings", "Mornings",
                        question("up", "Test question about getting up", 4) + "," +
                            question("dressed", "Test question about getting dressed", 4)));
    write("site/mornings/scoring.json", mornings_scoring);
    write("site/batteries/own-intake.json", own_battery);
  }
  ~SiteForms() override { fs::remove_all(m_folder); }

  void write(const fs::path& name, std::string_view text) const {
    fs::create_directories((m_folder / name).parent_path());
    std::ofstream(m_folder / name, std::ios::binary) << text;
  }
  [[nodiscard]] fs::path site() const { return m_folder / "site"; }
  [[nodiscard]] LoadedLibrary loaded() const {
    auto loaded = load_library(forms::library_folder, site());
    EXPECT_TRUE(loaded) << loaded.error().detail;
    return loaded ? std::move(*loaded) : LoadedLibrary{};
  }
  // What the program itself says of a kiosk with this site folder; there is no display and no database.
  [[nodiscard]] std::string doctor() const {
    write("anteroom.toml", std::format("[kiosk]\nname = \"Kiosk 1\"\nclinic = \"Riverside\"\ndata_folder = \"{}\"\n"
                                       "[display]\nwidth_mm = 217\n[forms]\nsite = \"{}\"\n",
                                       (m_folder / "data").string(), site().string()));
    return testing::run({"env", "-u", "DISPLAY", ANTEROOM_BINARY_DIR "/bin/anteroom", "--config",
                         (m_folder / "anteroom.toml").string(), "doctor"})
        .output;
  }

  fs::path m_folder = testing::folder_of_its_own();
};

std::vector<std::string> lines_of(const std::vector<forms::Finding>& findings) {
  std::vector<std::string> lines;
  std::ranges::transform(findings, std::back_inserter(lines), forms::to_string);
  return lines;
}

// Staff start the clinic's own battery; the patient answers it with these options and finishes.
platform::VisitRow visit_with(KioskWorld& world, const std::vector<int>& options) {
  world.fill_new_visit("own-intake");
  const auto* created = world.staff_on<flow::staff::VisitCreated>();
  if (created == nullptr) return {};
  const platform::VisitRow row = created->row;
  world.send(flow::intent::SignOut{});
  world.check_in(row.code);
  world.send(flow::intent::Continue{});
  for (const int option : options) world.answer(option);
  EXPECT_NE(world.patient_on<flow::patient::Review>(), nullptr) << "at " << world.question();
  world.send(flow::intent::Finish{});
  return row;
}

std::string paper_of(KioskWorld& world, VisitId visit) {
  const auto summary = flow::summary_of(world.row(visit), *testing::made_up_unlocked(), *world.services);
  EXPECT_TRUE(summary) << summary.error().detail;
  return summary ? exporting::words_of(exporting::pages_of(*summary)) : "";
}

TEST_F(SiteForms, a_visit_asks_scores_and_prints_them) {
  const LoadedLibrary read = loaded();
  EXPECT_THAT(lines_of(read.findings), IsEmpty());
  EXPECT_THAT(read.of_site, ElementsAre("mornings", "pseq-2"));
  EXPECT_THAT(read.without_text, Not(Contains("pseq-2")));
  KioskWorld world(read.library);
  const auto visit = visit_with(world, {4, 1, 2, 3});
  EXPECT_EQ(world.row(visit.id).state, platform::VisitState::finished);
  std::vector<std::string> places;
  for (const platform::AnswerRow& row : world.rows(visit.id)) places.push_back(row.form + "/" + row.link_id);
  EXPECT_THAT(places, ElementsAre("pseq-2/pseq-5", "pseq-2/pseq-9", "mornings/up", "mornings/dressed"));
  const std::string paper = paper_of(world, visit.id);
  EXPECT_THAT(paper, HasSubstr("Riverside intake"));
  EXPECT_THAT(paper, HasSubstr("PSEQ-2 Pain Self-Efficacy Questionnaire, 2 items 5 of 0–12"));
  EXPECT_THAT(paper, HasSubstr("Mornings How the mornings go 5 of 0–6"));
  EXPECT_THAT(paper, AllOf(HasSubstr("heavy"), HasSubstr("Test statement two"), HasSubstr("Level 1")));
}

TEST_F(SiteForms, a_condition_of_the_own_battery_looks_at_the_own_form) {
  const LoadedLibrary read = loaded();
  KioskWorld world(read.library);
  const auto visit = visit_with(world, {6, 1});
  EXPECT_EQ(world.rows(visit.id).size(), 2U);
  EXPECT_THAT(paper_of(world, visit.id), AllOf(HasSubstr("2 items 7 of 0–12"), HasSubstr("Mornings – not asked")));
}

TEST_F(SiteForms, an_option_too_few_names_file_and_question_and_the_kiosk_runs_without_the_form) {
  write("site/pseq-2/questionnaire.json", pseq_2(6));
  const LoadedLibrary read = loaded();
  const std::string place = (site() / "pseq-2/questionnaire.json").string() + ":pseq-9: must take a whole number";
  EXPECT_THAT(lines_of(read.findings),
              ElementsAre(HasSubstr(place),
                          AllOf(HasSubstr((site() / "batteries/own-intake.json").string()), HasSubstr("pseq-2"))));
  EXPECT_EQ(read.library.form("pseq-2"), nullptr);
  EXPECT_EQ(read.library.battery("own-intake"), nullptr) << "half a battery is none";
  EXPECT_NE(read.library.form("mornings"), nullptr);
  KioskWorld world(read.library);
  const auto visit = world.begin({"nrs", "mornings"});
  world.answer(3);
  EXPECT_EQ(world.rows(visit.id).size(), 1U);
  EXPECT_THAT(doctor(), AllOf(HasSubstr("BROKEN  forms      " + place), HasSubstr("so not asked: "),
                              HasSubstr("text brought by the site: mornings\n")));
}

TEST_F(SiteForms, a_statement_that_is_missing_is_said_of_the_file_that_the_site_wrote) {
  write("site/pseq-2/questionnaire.json",
        questionnaire("pseq-2", "Our two statements", question("pseq-5", "Test statement one", 7)));
  fs::remove_all(site() / "batteries");
  EXPECT_THAT(lines_of(loaded().findings),
              ElementsAre(HasSubstr((site() / "pseq-2/questionnaire.json").string() + ":pseq-9: is missing")));
}

TEST_F(SiteForms, what_cannot_be_read_is_a_finding_and_the_kiosk_runs_with_the_rest) {
  fs::create_directories(site() / "batteries/folder.json");
  fs::create_directory_symlink("loop", site() / "loop");
  const LoadedLibrary read = loaded();
  EXPECT_THAT(lines_of(read.findings),
              ElementsAre(HasSubstr((site() / "loop").string() + ":: cannot be read"),
                          HasSubstr((site() / "batteries/folder.json").string() + " is a folder")));
  EXPECT_NE(read.library.battery("own-intake"), nullptr);
  EXPECT_THAT(doctor(), HasSubstr("BROKEN  forms      " + (site() / "batteries/folder.json").string()));
  fs::remove_all(site());
  EXPECT_THAT(lines_of(loaded().findings), ElementsAre(HasSubstr("remedy: [forms] site")));
}

TEST_F(SiteForms, what_is_put_where_no_form_is_looked_for_is_said) {
  write("site/odi.json", "{}");
  write("site/isi/Questionnaire.json", "{}");
  write("site/README.txt", "ours");
  EXPECT_THAT(lines_of(loaded().findings), ElementsAre(HasSubstr((site() / "isi").string() + ":: warning: is no form"),
                                                       HasSubstr((site() / "odi.json").string() + ":: warning")));
}

TEST_F(SiteForms, a_shipped_form_stays_ours) {
  write("site/nrs/questionnaire.json", questionnaire("nrs", "Other", question("a", "Test question", 2)));
  const LoadedLibrary read = loaded();
  EXPECT_THAT(lines_of(read.findings), ElementsAre(HasSubstr("already in the library")));
  EXPECT_THAT(read.of_site, ElementsAre("mornings", "pseq-2")) << "doctor would say that the site brought it";
}

TEST_F(SiteForms, the_name_of_a_form_cannot_move_the_cursor_or_say_ok_where_doctor_is_read) {
  write("site/plain/questionnaire.json",
        questionnaire("plain", "Plain\\u001b[2J\\nok  forms", question("a", "Test question", 2)));
  EXPECT_THAT(doctor(), AllOf(HasSubstr("Plain [2J ok  forms"), Not(HasSubstr("\x1b")), Not(HasSubstr("\nok  forms"))));
}

}  // namespace
}  // namespace anteroom::kiosk
