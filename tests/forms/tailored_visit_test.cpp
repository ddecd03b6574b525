// Visits whose forms open and close, and questions that two forms share.
#include "forms/visit.h"
#include "tests/forms/form_text.h"

#include <algorithm>
#include <chrono>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

namespace anteroom::forms {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::string options =
    "'answerOption':[{'valueCoding':{'code':'0','display':'Never','extension':[{'url':"
    "'http://hl7.org/fhir/StructureDefinition/ordinalValue','valueDecimal':0}]}},"
    "{'valueCoding':{'code':'3','display':'Always','extension':[{'url':"
    "'http://hl7.org/fhir/StructureDefinition/ordinalValue','valueDecimal':3}]}}]";

std::string question(const std::string& id, const std::string& code, const std::string& text,
                     const std::string& more = "") {
  return "{'linkId':'" + id + "','code':[{'system':'http://loinc.org','code':'" + code + "'}],'text':'" + text +
         "','type':'choice'," + more + options + "}";
}

std::string with_stem(const std::string& questions, const std::string& stem = "In the last 2 weeks:") {
  return "{'linkId':'stem','text':'" + stem + "','type':'display'}," + questions;
}

struct Made {
  std::string id;
  std::string questions;
  std::string scored;  // linkIds of the sum, "'a','b'"
  std::string recall = "last 2 weeks";
  std::string more = {};  // of scoring.json
};

void add(Library& library, const Made& made) {
  const std::string questionnaire =
      json("{'resourceType':'Questionnaire','id':'" + made.id +
           "','status':'active','version':'1','title':'T','language':'en','item':[" + made.questions + "]}");
  const std::string scoring =
      json("{'form':'" + made.id +
           "','version':'1','short_name':'S','long_name':'L','patient_title':'P','licence':'free','recall_period':'" +
           made.recall + "','sources':{'Test':'This test'}," + made.more +
           "'scores':[{'id':'total','label':'S','verb':'sum','items':[" + made.scored +
           "],'minimum':0,'maximum':" + std::to_string(3 * (1 + std::ranges::count(made.scored, ','))) +
           ",'direction':'lower_is_better','source':'Test',"
           "'missing':{'allowed':0,'source':'Test'}}]}");
  const auto findings = library.add_form({made.id, questionnaire, scoring});
  if (library.form(made.id) == nullptr) throw std::runtime_error(all_lines(findings));
}

const std::string safety_of_c =
    "'flags':[{'id':'danger','level':'safety','item':'c','raised_by':'answer','source':'Test',"
    "'grades':[{'at_least':1,'title':'T','action':'A'}]}],";

// short: a, b. whole: a, b as in short, and c, which raises a safety flag.
Library short_and_whole() {
  Library library;
  add(library, {"short", with_stem(question("a", "1", "A") + "," + question("b", "2", "B")), "'a','b'"});
  add(library,
      {"whole", with_stem(question("wa", "1", "A") + "," + question("wb", "2", "B") + "," + question("c", "3", "C")),
       "'wa','wb','c'", "last 2 weeks", safety_of_c});
  return library;
}

Answer counts(int number) { return Value(Coding{"", std::to_string(number)}); }
Instant minute(int number) { return Instant{} + std::chrono::minutes(number); }
AskedWhen when_short_is(double at_least) {
  return {EnableBehavior::all, {ScoreCondition{"short", "", std::nullopt, {at_least, std::nullopt}}}};
}
Visit opening_visit(const Library& library) {
  return Visit(VisitPlan{{{library.form("short"), {}, {}}, {library.form("whole"), {}, when_short_is(3)}}, {}});
}
const Place a{"short", "a"};
const Place b{"short", "b"};
const Place wa{"whole", "wa"};
const Place wb{"whole", "wb"};
const Place c{"whole", "c"};

double total(const Visit& visit, std::string_view form) {
  for (const ScoreReport& report : visit.reports()) {
    const auto* number = std::get_if<Number>(&report.scores.front().value);
    if (report.form == form) return number == nullptr ? -1 : number->value;
  }
  return -2;
}

TEST(TailoredVisit, a_score_opens_a_form_once_it_is_complete) {
  const Library library = short_and_whole();
  Visit visit = opening_visit(library);
  EXPECT_TRUE(visit.is_tailored());
  EXPECT_FALSE(visit.is_open("whole"));
  EXPECT_THAT(visit.asked(), ElementsAre(a, b));
  visit.apply(a, counts(3), minute(1));
  EXPECT_FALSE(visit.is_open("whole")) << "3 is enough, but b is not answered";
  EXPECT_EQ(visit.refuse(c, counts(0))->code, "not-enabled");
  visit.apply(b, counts(0), minute(2));
  EXPECT_TRUE(visit.is_open("whole"));
  EXPECT_THAT(visit.asked(), ElementsAre(a, b, c));
  EXPECT_EQ(visit.refuse(c, counts(0)), std::nullopt);
  EXPECT_EQ(visit.reports().size(), 2U);
}

TEST(TailoredVisit, an_answer_counts_in_both_forms_and_is_asked_once) {
  const Library library = short_and_whole();
  Visit visit({library.form("short"), library.form("whole")});
  EXPECT_THAT(visit.asked(), ElementsAre(a, b, c));
  visit.apply(a, counts(3), minute(1));
  visit.apply(b, counts(3), minute(2));
  visit.apply(c, counts(0), minute(3));
  EXPECT_EQ(total(visit, "short"), 6);
  EXPECT_EQ(total(visit, "whole"), 6);
  EXPECT_EQ(visit.progress(wa), Progress::answered);
  visit.apply(a, counts(0), minute(4));
  EXPECT_EQ(total(visit, "short"), 3);
  EXPECT_EQ(total(visit, "whole"), 3) << "a change changes both";
  visit.apply(wb, counts(0), minute(5));
  EXPECT_EQ(total(visit, "short"), 0) << "whichever of the two places it comes by";
  visit.clear(b, minute(6));
  EXPECT_EQ(visit.progress(wb), Progress::not_answered);
  EXPECT_EQ(total(visit, "whole"), -1) << "skipped in one is skipped in both";
}

TEST(TailoredVisit, only_code_wording_options_and_recall_period_make_a_question_the_same) {
  const std::string other_option = question("wa", "1", "A").replace(question("wa", "1", "A").find("Never"), 5, "Nope ");
  const Made whole{"whole", with_stem(question("wa", "1", "A")), "'wa'"};
  const auto asked_twice = [](const Made& form) {
    Library library;
    add(library, {"short", with_stem(question("a", "1", "A")), "'a'"});
    add(library, form);
    return Visit({library.form("short"), library.form("whole")}).asked().size() == 2;
  };
  EXPECT_FALSE(asked_twice(whole));
  EXPECT_TRUE(asked_twice({"whole", with_stem(question("wa", "9", "A")), "'wa'"})) << "code";
  EXPECT_TRUE(asked_twice({"whole", with_stem(question("wa", "1", "A.")), "'wa'"})) << "text";
  EXPECT_TRUE(asked_twice({"whole", with_stem(question("wa", "1", "A"), "In the past month:"), "'wa'"})) << "stem";
  EXPECT_TRUE(asked_twice({"whole", question("wa", "1", "A"), "'wa'"})) << "no stem";
  EXPECT_TRUE(asked_twice({"whole", with_stem(other_option), "'wa'"})) << "option";
  EXPECT_TRUE(asked_twice({"whole", with_stem(question("wa", "1", "A")), "'wa'", "last month"})) << "recall period";
  Library codeless;
  const std::string no_code = "{'linkId':'a','text':'A','type':'choice'," + options + "}";
  add(codeless, {"short", no_code, "'a'"});
  add(codeless, {"whole", no_code, "'a'"});
  EXPECT_EQ(Visit({codeless.form("short"), codeless.form("whole")}).asked().size(), 2U) << "no code, no proof";
}

TEST(TailoredVisit, wording_is_compared_in_the_languages_that_are_asked) {
  const auto spanish = [](const std::string& id, const std::string& word) {
    return question(id, "1", "A",
                    "'_text':{'extension':[{'url':'http://hl7.org/fhir/StructureDefinition/translation',"
                    "'extension':[{'url':'lang','valueCode':'es'},{'url':'content','valueString':'" +
                        word + "'}]}]},");
  };
  Library library;
  add(library, {"short", spanish("a", "Uno"), "'a'"});
  add(library, {"whole", spanish("wa", "Otro"), "'wa'"});
  const auto asked = [&](const std::string& one, const std::string& other) {
    const Visit visit(VisitPlan{{{library.form("short"), one, {}}, {library.form("whole"), other, {}}}, {}});
    EXPECT_EQ(visit.language("short"), one.empty() ? "en" : one);
    return visit.asked().size();
  };
  EXPECT_EQ(asked("", ""), 1U);
  EXPECT_EQ(asked("es", "es"), 2U);
  EXPECT_EQ(asked("", "es"), 2U) << "asked in English, an answer says nothing about the Spanish words";
}

TEST(TailoredVisit, a_changed_answer_closes_the_form_and_drops_its_answers_but_no_raised_flag) {
  const Library library = short_and_whole();
  Visit visit = opening_visit(library);
  visit.apply(a, counts(3), minute(1));
  visit.apply(b, counts(3), minute(2));
  visit.apply(c, counts(3), minute(3));
  ASSERT_EQ(visit.raised().size(), 1U);
  visit.apply(a, counts(0), minute(4));
  EXPECT_TRUE(visit.is_open("whole")) << "3 is still enough";
  visit.apply(b, counts(0), minute(5));
  EXPECT_FALSE(visit.is_open("whole"));
  EXPECT_THAT(visit.asked(), ElementsAre(a, b));
  EXPECT_THAT(visit.answers("whole"), IsEmpty());
  EXPECT_EQ(visit.reports().size(), 1U);
  ASSERT_EQ(visit.raised().size(), 1U) << "what was said was said";
  EXPECT_EQ(visit.raised().front().first_answer, "Always");
  EXPECT_EQ(visit.raised().front().current_answer, "");
  EXPECT_EQ(visit.raised().front().changed_at, minute(5));
  visit.apply(b, counts(3), minute(6));
  EXPECT_TRUE(visit.is_open("whole"));
  EXPECT_EQ(visit.progress(c), Progress::not_answered) << "dropped, not hidden";
}

TEST(TailoredVisit, back_and_change_equals_answering_anew) {
  const Library library = short_and_whole();
  Visit changed = opening_visit(library);
  changed.apply(a, counts(3), minute(1));
  changed.apply(b, counts(3), minute(1));
  changed.apply(c, counts(0), minute(1));
  changed.apply(a, counts(0), minute(1));
  changed.apply(b, counts(0), minute(1));
  changed.apply(b, counts(3), minute(1));
  changed.apply(c, counts(0), minute(1));
  Visit anew = opening_visit(library);
  anew.apply(a, counts(0), minute(1));
  anew.apply(b, counts(3), minute(1));
  anew.apply(c, counts(0), minute(1));
  EXPECT_EQ(changed.asked(), anew.asked());
  for (const char* form : {"short", "whole"}) {
    EXPECT_EQ(changed.answers(form), anew.answers(form));
    EXPECT_EQ(total(changed, form), total(anew, form));
  }
}

TEST(TailoredVisit, a_flag_of_the_other_form_is_raised_by_the_shared_answer) {
  Library library;
  add(library, {"short", question("a", "3", "C"), "'a'"});
  add(library, {"whole", question("c", "3", "C"), "'c'", "last 2 weeks", safety_of_c});
  Visit visit({library.form("short"), library.form("whole")});
  ASSERT_THAT(visit.asked(), ElementsAre(a));
  ASSERT_EQ(visit.flags_of(a, counts(3)).size(), 1U);
  visit.apply(a, counts(3), minute(1));
  ASSERT_EQ(visit.raised().size(), 1U);
  EXPECT_EQ(visit.raised().front().form, "whole");
  visit.apply(a, counts(0), minute(2));
  EXPECT_EQ(visit.raised().front().current_answer, "Never");
}

TEST(TailoredVisit, a_question_asked_elsewhere_in_other_words_is_left_out_and_nothing_is_copied) {
  Library library;
  add(library, {"short", question("a", "1", "A"), "'a'"});
  add(library, {"other", question("x", "7", "X") + "," + question("y", "8", "Y"), "'x','y'", "last 2 weeks",
                "'not_asked_with':[{'item':'x','form':'short','say':'see SHORT'}],"});
  const Place x{"other", "x"};
  const Place y{"other", "y"};
  Visit together({library.form("short"), library.form("other")});
  EXPECT_THAT(together.asked(), ElementsAre(a, y));
  together.apply(a, counts(3), minute(1));
  together.apply(y, counts(3), minute(1));
  EXPECT_EQ(together.progress(x), Progress::not_answered);
  ASSERT_EQ(together.left_out("other").size(), 1U);
  EXPECT_EQ(together.left_out("other").front().say, "see SHORT");
  EXPECT_EQ(together.refuse(x, counts(3))->code, "not-enabled");
  EXPECT_EQ(Visit({library.form("other"), library.form("short")}).asked().size(), 2U) << "in either order";
  Visit alone({library.form("other")});
  EXPECT_THAT(alone.asked(), ElementsAre(x, y));
  EXPECT_THAT(alone.left_out("other"), IsEmpty());
  EXPECT_FALSE(alone.is_tailored());
}

}  // namespace
}  // namespace anteroom::forms
