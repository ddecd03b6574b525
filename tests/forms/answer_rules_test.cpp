// Which answers are refused, with which stable code, and how an answer reads.
#include "tests/forms/form_text.h"

#include <format>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <limits>
#include <string>

namespace anteroom::forms {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Item item_of(const std::string& members) { return *form_of("{'linkId':'q','text':'Q'," + members + "}").find("q"); }

std::string limited(const std::string& type, const std::string& low, const std::string& high) {
  return "'type':'" + type + "','extension':[{'url':'http://hl7.org/fhir/StructureDefinition/minValue'," + low +
         "},{'url':'http://hl7.org/fhir/StructureDefinition/maxValue'," + high + "}]";
}

// The refusal's code; "accepted" when there is none.
std::string verdict(const Item& item, const Answer& answer) {
  const auto refused = refuse(item, answer);
  if (!refused) return "accepted";
  EXPECT_EQ(refused->link_id, "q");
  EXPECT_FALSE(refused->message.empty());
  return refused->code;
}

Answer whole(std::int64_t number) { return Value(number); }
Answer number(const char* text) { return Value(*parse_decimal(text)); }
Answer text(const std::string& words) { return Value(words); }
Answer day(const char* written) { return Value(*parse_date(written)); }

const std::string choice =
    "'type':'choice','answerOption':[{'valueCoding':{'system':'s','code':'a','display':'Several "
    "days','_display':{'extension':[{"
    "'url':'http://hl7.org/fhir/StructureDefinition/"
    "translation','extension':[{'url':'lang','valueCode':'es'},{'url':'content',"
    "'valueString':'Varios días'}]}]}}}]";

TEST(AnswerRules, a_number_outside_its_limits_is_out_of_range) {
  const Item row = item_of(limited("integer", "'valueInteger':0", "'valueInteger':10"));
  EXPECT_EQ(verdict(row, whole(0)), "accepted");
  EXPECT_EQ(verdict(row, whole(10)), "accepted");
  EXPECT_EQ(verdict(row, whole(-1)), "value-out-of-range");
  EXPECT_EQ(verdict(row, whole(11)), "value-out-of-range");
  const Item weight = item_of(limited("decimal", "'valueDecimal':0.5", "'valueDecimal':1.5"));
  EXPECT_EQ(verdict(weight, number("1.50")), "accepted");
  EXPECT_EQ(verdict(weight, number("1.51")), "value-out-of-range");
  EXPECT_EQ(verdict(weight, number("0.49")), "value-out-of-range");
  const Item birth = item_of(limited("date", "'valueDate':'1900-01-01'", "'valueDate':'2026-12-31'"));
  EXPECT_EQ(verdict(birth, day("1900-01-01")), "accepted");
  EXPECT_EQ(verdict(birth, day("1899-12-31")), "value-out-of-range");
  EXPECT_EQ(verdict(birth, day("2027-01-01")), "value-out-of-range");
  EXPECT_EQ(verdict(item_of("'type':'integer'"), whole(std::int64_t{1} << 40)), "value-out-of-range");
}

TEST(AnswerRules, an_answer_of_another_kind_is_refused) {
  EXPECT_EQ(verdict(item_of("'type':'integer'"), number("7")), "wrong-type");
  EXPECT_EQ(verdict(item_of("'type':'integer'"), text("7")), "wrong-type");
  EXPECT_EQ(verdict(item_of("'type':'boolean'"), whole(1)), "wrong-type");
  EXPECT_EQ(verdict(item_of("'type':'decimal'"), whole(1)), "wrong-type");
  EXPECT_EQ(verdict(item_of("'type':'date'"), text("2026-01-01")), "wrong-type");
  EXPECT_EQ(verdict(item_of("'type':'string'"), Value(true)), "wrong-type");
  EXPECT_EQ(verdict(item_of(choice), whole(1)), "wrong-type");
  Item group;
  group.link_id = "q";
  group.type = ItemType::group;
  EXPECT_EQ(verdict(group, Declined{}), "wrong-type");
}

TEST(AnswerRules, a_value_that_cannot_be_stored_exactly_is_refused) {
  EXPECT_EQ(verdict(item_of("'type':'decimal'"), Value(Decimal{"1.5", 2})), "wrong-type");
  EXPECT_EQ(verdict(item_of("'type':'decimal'"), Value(Decimal{"nan", std::numeric_limits<double>::quiet_NaN()})),
            "wrong-type");
  EXPECT_EQ(verdict(item_of("'type':'date'"),
                    Value(Date{std::chrono::year{2026}, std::chrono::month{2}, std::chrono::day{30}})),
            "wrong-type");
  for (const auto* bytes : {"\xff", "\xc0\xaf", "\xe2\x82", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe0\x80\x80"}) {
    EXPECT_EQ(verdict(item_of("'type':'string'"), text(bytes)), "wrong-type");
  }
}

TEST(AnswerRules, lengths_count_characters_and_not_bytes) {
  const Item word = item_of(
      "'type':'string','maxLength':3,'extension':[{'url':'http://hl7.org/fhir/StructureDefinition/"
      "minLength','valueInteger':2}]");
  EXPECT_EQ(verdict(word, text("äöü")), "accepted");
  EXPECT_EQ(verdict(word, text("🙂🙂🙂")), "accepted");
  EXPECT_EQ(verdict(word, text("äöüß")), "too-long");
  EXPECT_EQ(verdict(word, text("ä")), "too-short");
  EXPECT_EQ(verdict(item_of("'type':'text'"), text("")), "too-short");
  EXPECT_EQ(verdict(item_of("'type':'text'"), text(std::string(longest_text, 'x'))), "accepted");
  EXPECT_EQ(verdict(item_of("'type':'text'"), text(std::string(longest_text + 1, 'x'))), "too-long");
}

TEST(AnswerRules, only_an_option_answers_a_question_that_has_options) {
  EXPECT_EQ(verdict(item_of(choice), Value(Coding{"s", "a"})), "accepted");
  EXPECT_EQ(verdict(item_of(choice), Value(Coding{"s", "b"})), "not-an-option");
  EXPECT_EQ(verdict(item_of(choice), Value(Coding{"other", "a"})), "not-an-option");
  const Item days = item_of("'type':'integer','answerOption':[{'valueInteger':7},{'valueInteger':14}]");
  EXPECT_EQ(verdict(days, whole(14)), "accepted");
  EXPECT_EQ(verdict(days, whole(8)), "not-an-option");
}

TEST(AnswerRules, every_question_may_be_declined_a_required_one_too) {
  EXPECT_EQ(verdict(item_of("'type':'integer','required':true"), Declined{}), "accepted");
  EXPECT_EQ(verdict(item_of(choice), Declined{}), "accepted");
}

TEST(AnswerRules, a_refusal_never_repeats_the_answer) {
  EXPECT_THAT(refuse(item_of("'type':'string','maxLength':3"), text("secret"))->message, Not(HasSubstr("secret")));
  EXPECT_THAT(refuse(item_of(limited("integer", "'valueInteger':0", "'valueInteger':10")), whole(4711))->message,
              Not(HasSubstr("4711")));
  EXPECT_THAT(refuse(item_of(choice), Value(Coding{"s", "secret"}))->message, Not(HasSubstr("secret")));
}

TEST(AnswerRules, an_answer_reads_as_the_patient_saw_it) {
  EXPECT_EQ(in_words(item_of(choice), Value(Coding{"s", "a"}), "en"), "Several days");
  EXPECT_EQ(in_words(item_of(choice), Value(Coding{"s", "a"}), "es"), "Varios días");
  EXPECT_EQ(in_words(item_of("'type':'integer'"), whole(7), "en"), "7");
  EXPECT_EQ(in_words(item_of("'type':'decimal'"), number("1.50"), "en"), "1.50");
  EXPECT_EQ(in_words(item_of("'type':'boolean'"), Value(true), "en"), "Yes");
  EXPECT_EQ(in_words(item_of("'type':'boolean'"), Value(false), "es", {.yes = "Sí", .no = "No, gracias"}),
            "No, gracias");
  EXPECT_EQ(in_words(item_of("'type':'date'"), day("2026-01-02"), "en"), "2026-01-02");
  EXPECT_EQ(in_words(item_of("'type':'string'"), text("walk"), "en"), "walk");
  EXPECT_EQ(in_words(item_of("'type':'integer'"), Declined{}, "en"), "Prefer not to answer");
}

TEST(AnswerRules, a_screen_writes_days_times_and_fractions_as_its_language_does) {
  const PlainWords words{.yes = "Sí",
                         .no = "No",
                         .declined = "Sin respuesta",
                         .decimal_sign = ",",
                         .day = [](const Date& date) { return std::format("{:%d.%m.}", date); },
                         .time = [](int hour, int minute) { return std::format("{} h {}", hour, minute); }};
  const auto moment = [](std::string text_of_it) { return Value(DateTime{std::move(text_of_it)}); };
  EXPECT_EQ(in_words(item_of("'type':'decimal'"), number("1.50"), "es", words), "1,50");
  EXPECT_EQ(in_words(item_of("'type':'date'"), day("2026-01-02"), "es", words), "02.01.");
  EXPECT_EQ(in_words(item_of("'type':'time'"), Value(Time{"09:15:00"}), "es", words), "9 h 15");
  EXPECT_EQ(in_words(item_of("'type':'dateTime'"), moment("2026-01-02T22:05:00Z"), "es", words), "02.01., 22 h 5");
  EXPECT_EQ(in_words(item_of("'type':'dateTime'"), moment("2026-01-02"), "es", words), "02.01.");
  EXPECT_EQ(in_words(item_of("'type':'dateTime'"), moment("2026-01"), "es", words), "2026-01") << "no day is made up";
  EXPECT_EQ(in_words(item_of("'type':'time'"), Value(Time{"09:15:00"}), "es"), "09:15");
  EXPECT_EQ(in_words(item_of("'type':'dateTime'"), moment("2026-01-02T22:05:00"), "es"), "2026-01-02T22:05:00");
}

}  // namespace
}  // namespace anteroom::forms
