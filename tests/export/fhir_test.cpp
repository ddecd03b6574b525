// What the Bundle says; whether it is valid is for two other programs to say (tests/oracle/fhir.mjs).
#include "export/fhir.h"

#include "forms/json.h"
#include "forms/read_response.h"
#include "tests/export/made_patients.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace anteroom::exporting {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(FhirBundle, the_response_reads_back_as_the_answers_that_were_given) {
  const VisitRecord record = record_of(made_patient("12-substances"));
  const auto bundle = forms::JsonDocument::parse(fhir_bundle(record));
  ASSERT_TRUE(bundle);
  int responses = 0;
  bundle->root()["entry"].for_each_element([&](const forms::Json& entry) {
    if (entry["resource"]["resourceType"].text_or("") != "QuestionnaireResponse") return;
    const std::string canonical = entry["resource"]["questionnaire"].text_or("");
    for (const forms::Form* form : record.past.visit->forms()) {
      if (canonical != form->questionnaire.url + "|" + form->questionnaire.version) continue;
      const auto read = forms::read_response(entry["resource"].written(), form->questionnaire);
      ASSERT_TRUE(read) << canonical;
      EXPECT_EQ(read->answers, record.past.visit->answers(form->questionnaire.id)) << canonical;
      ++responses;
    }
  });
  EXPECT_EQ(responses, 13);
}

TEST(FhirBundle, a_score_that_is_not_there_says_why_and_has_no_number) {
  const std::string skipped = fhir_bundle(record_of(made_patient("08-item9-skipped")));
  EXPECT_THAT(skipped, HasSubstr(R"("code":"not-performed"}],"text":"8 of 9 answered: no score")"));
  const std::string declined = fhir_bundle(record_of(made_patient("11-prefers-not-to-answer")));
  EXPECT_THAT(declined, HasSubstr(R"("code":"asked-declined"}],"text":"0 of 9 answered: no score")"));
  EXPECT_THAT(declined, HasSubstr(R"("valueCode":"asked-declined")"));
}

TEST(FhirBundle, a_patient_is_a_number_of_the_clinics_and_nothing_else) {
  const std::string bundle = fhir_bundle(record_of(made_patient("01-first-visit")), {.patient = "http://clinic/mrn"});
  EXPECT_THAT(
      bundle,
      HasSubstr(R"("subject":{"type":"Patient","identifier":{"system":"http://clinic/mrn","value":"MRN-4413-01"}})"));
  EXPECT_THAT(bundle, Not(HasSubstr("A.B.")));
  EXPECT_THAT(bundle, Not(HasSubstr("1957")));
}

TEST(FhirBundle, the_same_visit_gives_the_same_bytes_and_another_visit_other_identifiers) {
  const VisitRecord record = record_of(made_patient("01-first-visit"));
  EXPECT_EQ(fhir_bundle(record), fhir_bundle(record));
  VisitRecord other = record;
  other.id = "Waiting room 2/99";
  EXPECT_THAT(fhir_bundle(other), HasSubstr("identifier=urn%3Aanteroom%3Avisit%7CWaiting%20room%202%2F99%2Fnrs"));
  EXPECT_THAT(fhir_bundle(record), Not(HasSubstr("%2F99%2F")));
}

TEST(FhirBundle, without_answers_has_the_observations_alone_derived_from_nothing) {
  VisitRecord record = record_of(made_patient("08-item9-skipped"));
  const std::string before = fhir_bundle(record);
  EXPECT_THAT(before, HasSubstr("derivedFrom"));
  EXPECT_THAT(before, Not(HasSubstr("answers are not sent")));
  record.past.visit.reset();
  const std::string after = fhir_bundle(record);
  EXPECT_THAT(after, Not(HasSubstr("QuestionnaireResponse")));
  EXPECT_THAT(after, Not(HasSubstr("derivedFrom")));
  EXPECT_THAT(after, HasSubstr("its answers are not sent"));
  EXPECT_THAT(after, HasSubstr(R"("code":"not-performed"}],"text":"8 of 9 answered: no score")"));
  const auto count = [](const std::string& bundle, std::string_view word) {
    int found = 0;
    for (auto at = bundle.find(word); at != std::string::npos; at = bundle.find(word, at + 1)) ++found;
    return found;
  };
  EXPECT_EQ(count(after, R"("resourceType":"Observation")"), count(before, R"("resourceType":"Observation")"));
  VisitRecord declined = record_of(made_patient("11-prefers-not-to-answer"));
  declined.past.visit.reset();
  EXPECT_THAT(fhir_bundle(declined), HasSubstr(R"("code":"asked-declined"}],"text":"0 of 9 answered: no score")"));
}

TEST(FhirBundle, an_unfinished_visit_is_stopped) {
  EXPECT_THAT(fhir_bundle(record_of(made_patient("10-stopped-half-way"))), HasSubstr(R"("status":"stopped")"));
  EXPECT_THAT(fhir_bundle(record_of(made_patient("01-first-visit"))), Not(HasSubstr("stopped")));
}

}  // namespace
}  // namespace anteroom::exporting
