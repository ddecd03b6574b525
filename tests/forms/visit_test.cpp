#include "forms/visit.h"

#include "tests/forms/form_text.h"

#include <array>
#include <chrono>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

namespace anteroom::forms {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Place item9{"phq-9", "/44260-8"};

Answer mood(int ordinal) {
  static constexpr std::array codes{"LA6568-5", "LA6569-3", "LA6570-1", "LA6571-9"};
  return Value(Coding{"http://loinc.org", codes.at(static_cast<std::size_t>(ordinal))});
}

Instant minute(int number) { return Instant{} + std::chrono::minutes(number); }

const Form& library_form(const std::string& id) {
  static Library library;
  if (library.form(id) == nullptr) {
    const auto findings = library.add_form({id, text_of_file(library_folder() / id / "questionnaire.json"),
                                            text_of_file(library_folder() / id / "scoring.json")});
    if (library.form(id) == nullptr) throw std::runtime_error(all_lines(findings));
  }
  return *library.form(id);
}

Visit visit_with_mood() { return Visit({&library_form("peg"), &library_form("phq-9")}); }

// A form without scoring: b is asked after a = yes, c after b = yes.
Form chain() {
  Form form;
  form.questionnaire = form_of(
      "{'linkId':'a','text':'A','type':'boolean'},"
      "{'linkId':'b','text':'B','type':'boolean','enableWhen':[{'question':'a','operator':'=','answerBoolean':true}]},"
      "{'linkId':'c','text':'C','type':'boolean','enableWhen':[{'question':'b','operator':'=','answerBoolean':true}]}");
  return form;
}

TEST(Visit, it_asks_every_form_in_the_order_given) {
  const Visit visit = visit_with_mood();
  ASSERT_EQ(visit.asked().size(), 13U);
  EXPECT_EQ(visit.asked().front(), (Place{"peg", "/75893-8"}));
  EXPECT_EQ(visit.asked()[3], (Place{"phq-9", "/44250-9"}));
  EXPECT_EQ(visit.item(item9).text.original, library_form("phq-9").questionnaire.find("/44260-8")->text.original);
}

TEST(Visit, skipped_answered_and_declined_are_three_different_things) {
  Visit visit = visit_with_mood();
  const Place pain{"peg", "/75893-8"};
  EXPECT_EQ(visit.progress(pain), Progress::not_answered);
  visit.apply(pain, Value(std::int64_t{0}), minute(1));
  EXPECT_EQ(visit.progress(pain), Progress::answered);
  visit.apply(pain, Declined{}, minute(2));
  EXPECT_EQ(visit.progress(pain), Progress::declined);
  visit.clear(pain, minute(3));
  EXPECT_EQ(visit.progress(pain), Progress::not_answered);
  EXPECT_THAT(visit.answers("peg"), IsEmpty());
}

TEST(Visit, an_answer_that_disables_others_drops_them_and_asks_again_when_it_comes_back) {
  const Form form = chain();
  Visit visit({&form});
  const Place a{"test", "a"};
  const Place b{"test", "b"};
  const Place c{"test", "c"};
  EXPECT_THAT(visit.asked(), ElementsAre(a));
  visit.apply(a, Value(true), minute(1));
  visit.apply(b, Value(true), minute(2));
  visit.apply(c, Value(true), minute(3));
  EXPECT_THAT(visit.asked(), ElementsAre(a, b, c));
  visit.apply(a, Value(false), minute(4));
  EXPECT_THAT(visit.asked(), ElementsAre(a));
  EXPECT_EQ(visit.answers("test"), (Answers{{"a", Value(false)}}));
  visit.apply(a, Value(true), minute(5));
  EXPECT_THAT(visit.asked(), ElementsAre(a, b)) << "b and c were dropped, not hidden";
  visit.apply(b, Value(true), minute(6));
  visit.clear(a, minute(7));
  EXPECT_THAT(visit.answers("test"), IsEmpty()) << "skipping drops what it disables too";
}

TEST(Visit, what_it_does_not_ask_now_is_refused) {
  const Form form = chain();
  const Visit visit({&form});
  EXPECT_EQ(visit.refuse({"test", "a"}, Value(true)), std::nullopt);
  EXPECT_EQ(visit.refuse({"test", "a"}, Value(std::int64_t{1}))->code, "wrong-type");
  EXPECT_EQ(visit.refuse({"test", "b"}, Value(true))->code, "not-enabled");
  EXPECT_EQ(visit.refuse({"test", "nobody"}, Value(true))->code, "unknown-link-id");
  EXPECT_EQ(visit.refuse({"nobody", "a"}, Value(true))->code, "unknown-link-id");
}

TEST(Visit, a_place_that_it_does_not_have_is_harmless) {
  Visit visit = visit_with_mood();
  visit.apply({"nobody", "x"}, Value(true), minute(1));
  visit.clear({"nobody", "x"}, minute(1));
  EXPECT_THAT(visit.answers("nobody"), IsEmpty());
  EXPECT_EQ(visit.item({"nobody", "x"}).text.original, "");
  EXPECT_THAT(visit.flags_of({"nobody", "x"}, Value(true)), IsEmpty());
  EXPECT_EQ(visit.form("nobody"), nullptr);
}

TEST(Visit, a_positive_item_9_is_raised_at_that_answer_whatever_else_is_missing) {
  Visit visit = visit_with_mood();
  ASSERT_EQ(visit.flags_of(item9, mood(1)).size(), 1U);
  EXPECT_EQ(visit.flags_of(item9, mood(1)).front().level, FlagLevel::safety);
  EXPECT_THAT(visit.raised(), IsEmpty()) << "asking changes nothing";
  visit.apply(item9, mood(1), minute(1));
  ASSERT_EQ(visit.raised().size(), 1U);
  EXPECT_EQ(visit.raised().front().form, "phq-9");
  EXPECT_EQ(visit.raised().front().first_answer, "Several days");
  EXPECT_EQ(visit.raised().front().current_answer, "Several days");
  EXPECT_EQ(visit.raised().front().raised_at, minute(1));
}

TEST(Visit, a_raised_flag_stays_and_follows_the_answer) {
  Visit visit = visit_with_mood();
  visit.apply(item9, mood(1), minute(1));
  visit.apply(item9, mood(0), minute(2));
  ASSERT_EQ(visit.raised().size(), 1U);
  EXPECT_EQ(visit.raised().front().first_answer, "Several days");
  EXPECT_EQ(visit.raised().front().current_answer, "Not at all");
  EXPECT_EQ(visit.raised().front().raised_at, minute(1));
  EXPECT_EQ(visit.raised().front().changed_at, minute(2));
  visit.apply(item9, Declined{}, minute(3));
  EXPECT_EQ(visit.raised().front().current_answer, "Prefer not to answer");
  visit.clear(item9, minute(4));
  ASSERT_EQ(visit.raised().size(), 1U);
  EXPECT_EQ(visit.raised().front().current_answer, "");
  visit.apply({"peg", "/75893-8"}, Value(std::int64_t{3}), minute(5));
  EXPECT_EQ(visit.raised().front().changed_at, minute(4)) << "another answer does not move the time";
}

TEST(Visit, a_worse_answer_raises_the_grade_and_a_better_one_does_not_lower_it) {
  Visit visit = visit_with_mood();
  visit.apply(item9, mood(1), minute(1));
  const std::string first_title = visit.raised().front().flag.title;
  visit.apply(item9, mood(3), minute(2));
  ASSERT_EQ(visit.raised().size(), 1U);
  const std::string worse_title = visit.raised().front().flag.title;
  EXPECT_NE(worse_title, first_title);
  EXPECT_EQ(visit.raised().front().first_answer, "Several days");
  visit.apply(item9, mood(1), minute(3));
  EXPECT_EQ(visit.raised().front().flag.title, worse_title);
}

TEST(Visit, an_answer_of_zero_raises_nothing) {
  Visit visit = visit_with_mood();
  visit.apply(item9, mood(0), minute(1));
  visit.apply(item9, Declined{}, minute(2));
  EXPECT_THAT(visit.raised(), IsEmpty());
}

TEST(Visit, there_is_one_report_a_form_in_order) {
  Visit visit = visit_with_mood();
  for (const auto* id : {"/75893-8", "/91145-3", "/91146-1"})
    visit.apply({"peg", id}, Value(std::int64_t{6}), minute(1));
  const auto reports = visit.reports();
  ASSERT_EQ(reports.size(), 2U);
  EXPECT_EQ(reports[0].form, "peg");
  EXPECT_TRUE(reports[0].scores.front().complete);
  EXPECT_EQ(reports[1].form, "phq-9");
  EXPECT_FALSE(reports[1].scores.front().complete);
}

}  // namespace
}  // namespace anteroom::forms
