// The worked examples that the clinical contract gives stand in the folders of their forms, all of them.
#include "tests/support/library_form.h"

#include <gtest/gtest.h>

namespace anteroom::forms {
namespace {

struct Given {
  const char* form;
  std::vector<const char*> examples;
};

const std::vector<Given> contract = {
    {"audit-c", {"auditc-male-3", "auditc-male-4", "auditc-ktc-sample", "auditc-never-skip"}},
    {"bpi-interference", {"bpi-all5", "bpi-3of7"}},
    {"care", {"care-max", "care-mid", "care-2na-third"}},
    {"csi", {"csi-0", "csi-30", "csi-60"}},
    {"dass-21-stress", {"dass-s-0", "dass-s-8", "dass-s-17"}},
    {"dn4", {"dn4-0", "dn4-4"}},
    {"drug-1", {"drug1-0", "drug1-12"}},
    {"fsq-2016", {"wpi-0", "fsq-7-5", "fsq-jaw-not-region"}},
    {"gad-2", {"gad2-0", "gad2-3"}},
    {"gad-7", {"gad7-zero", "gad7-ktc-sample", "gad7-9", "gad7-14", "gad7-chg-4", "gad7-chg-6"}},
    {"hrqol-4", {"hrqol-0", "hrqol-cap"}},
    {"isi", {"isi-0", "isi-8", "isi-28"}},
    {"nrs",
     {"nrs-0", "nrs-5", "nrs-8", "nrs-order-check", "nrs-chg-375", "nrs-chg-50", "nrs-chg-same", "nrs-chg-baseline0"}},
    {"odi", {"odi-32", "odi-max"}},
    {"ort", {"ort-none-f", "ort-m-4", "ort-7", "ort-all-f", "ort-sex-unknown"}},
    {"ort-oud", {"ortoud-0", "ortoud-3"}},
    {"paindetect", {"pdq--1", "pdq-12", "pdq-19"}},
    {"pcs", {"pcs-0", "pcs-30"}},
    {"pdi", {"pdi-0", "pdi-35"}},
    {"peg", {"peg-zero", "peg-ktc-sample", "peg-round-up", "peg-chg-30pct", "peg-chg-none"}},
    {"pgic", {"pgic-1", "pgic-3", "pgic-6"}},
    {"phq-2", {"phq2-0", "phq2-3"}},
    {"phq-9",
     {"phq9-zero", "phq9-ktc-sample", "phq9-9", "phq9-14", "phq9-20", "phq9-no-core", "phq9-reject-out-of-range",
      "phq9-chg-5", "phq9-response-remission", "phq9-nhs-1missing", "phq9-nhs-3missing"}},
    {"promis-global-10", {"gh-best", "gh-mid", "gh-pain9-vs-10"}},
    {"promis-pi-4a", {"pi4a-min", "pi4a-19"}},
    {"promis-sleep-4a", {"sd4a-best", "sd4a-worst"}},
    {"pseq-10", {"pseq-0", "pseq-20", "pseq-41", "pseq-chg-6", "pseq-chg-7-same-level"}},
    {"rmdq", {"rmdq-0", "rmdq-12", "rmdq-chg-5"}},
    {"semcd-6", {"semcd-min", "semcd-mean", "semcd-3missing"}},
    {"taps-1", {"taps1-neg", "taps1-rx-once"}},
    {"taps-2", {"taps2-0", "taps2-2"}},
    {"tsk-11", {"tsk11-min", "tsk11-22", "tsk11-29", "tsk11-36", "tsk11-chg-4", "tsk11-chg-7"}},
    {"tsk-17", {"tsk17-all1", "tsk17-best"}},
};

TEST(Contract, every_example_that_it_gives_stands_in_its_form) {
  std::size_t count = 0;
  for (const auto& [form, examples] : contract) {
    const std::string text = file_text(library_folder / form / "examples.json");
    for (const char* id : examples) {
      EXPECT_TRUE(text.contains("\"id\": \"" + std::string(id) + "\"")) << form << " " << id;
      ++count;
    }
  }
  EXPECT_EQ(count, 110U);
}

}  // namespace
}  // namespace anteroom::forms
