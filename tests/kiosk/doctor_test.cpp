// What `anteroom doctor` says of the words that a patient in crisis reads.
#include "tests/support/child_process.h"
#include "tests/support/kiosk_world.h"

#include <filesystem>
#include <format>
#include <fstream>
#include <gmock/gmock.h>
#include <string>

namespace anteroom::kiosk {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string doctor_of(const std::string& safety) {
  const std::filesystem::path folder = testing::folder_of_its_own();
  std::ofstream(folder / "anteroom.toml") << std::format(
      "[kiosk]\nname = \"Kiosk 1\"\nclinic = \"Riverside\"\ndata_folder = \"{}\"\n[display]\nwidth_mm = 217\n{}",
      (folder / "data").string(), safety);
  std::string said = testing::run({"env", "-u", "DISPLAY", ANTEROOM_BINARY_DIR "/bin/anteroom", "--config",
                                   (folder / "anteroom.toml").string(), "doctor"})
                         .output;
  std::filesystem::remove_all(folder);
  return said;
}

TEST(Doctor, asks_for_the_clinical_leads_approval_of_our_own_crisis_words_and_for_numbers) {
  EXPECT_THAT(doctor_of(""), AllOf(HasSubstr("needs your clinical lead's approval"), HasSubstr("[[safety.numbers]]")));
}

TEST(Doctor, says_nothing_of_crisis_words_that_the_clinic_has_brought) {
  EXPECT_THAT(doctor_of("[safety]\ncontact = \"Charge nurse\"\ncrisis_text = \"Please tell us now.\"\n"
                        "emergency_number = \"911\"\n[[safety.numbers]]\nlabel = \"Lifeline\"\nnumber = \"988\"\n"),
              AllOf(HasSubstr("settings"), Not(HasSubstr("approval")), Not(HasSubstr("[[safety.numbers]]"))));
}

}  // namespace
}  // namespace anteroom::kiosk
