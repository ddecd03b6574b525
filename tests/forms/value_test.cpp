#include "forms/value.h"

#include <cstdint>
#include <gtest/gtest.h>
#include <limits>
#include <rapidcheck/gtest.h>
#include <string>
#include <vector>

namespace anteroom::forms {
namespace {

Date date(int year, unsigned month, unsigned day) {
  return {std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
}

TEST(Value, every_kind_of_answer_reads_back_as_it_was_written) {
  const std::vector<Answer> answers{
      Value(true),
      Value(false),
      Value(std::int64_t{0}),
      Value(std::numeric_limits<std::int64_t>::min()),
      Value(std::numeric_limits<std::int64_t>::max()),
      Value(*parse_decimal("1.50")),
      Value(*parse_decimal("-0.0")),
      Value(date(2026, 11, 23)),
      Value(std::string("Zürich \"quoted\" \\ \n 🙂")),
      Value(std::string("a\0b", 3)),
      Value(Coding{"http://loinc.org", "LA6568-5"}),
      Value(Coding{"", "no-system"}),
      Value(Time{"14:30:00"}),
      Value(DateTime{"2026-11"}),
      Value(DateTime{"2026-11-23T14:30:00+01:00"}),
      Value(Quantity{*parse_decimal("70.50"), "kg", "http://unitsofmeasure.org", "kg"}),
      Value(Quantity{*parse_decimal("3"), "", "", ""}),
      Several{Value(Coding{"s", "jaw-l"}), Value(std::string("and my ear")), Value(std::int64_t{7})},
      Several{Value(true)},
      Declined{},
  };
  for (const Answer& answer : answers) EXPECT_EQ(answer_from_json(to_json(answer)), answer) << to_json(answer);
}

TEST(Value, the_stored_form_is_compact_and_stable) {
  EXPECT_EQ(to_json(Value(std::int64_t{7})), R"({"i":7})");
  EXPECT_EQ(to_json(Value(*parse_decimal("1.50"))), R"({"d":"1.50"})");
  EXPECT_EQ(to_json(Value(Coding{"http://loinc.org", "LA6569-3"})), R"({"c":"LA6569-3","s":"http://loinc.org"})");
  EXPECT_EQ(to_json(Value(date(2026, 1, 2))), R"({"date":"2026-01-02"})");
  EXPECT_EQ(to_json(Declined{}), R"({"declined":true})");
}

TEST(Value, a_decimal_keeps_its_digits) {
  EXPECT_EQ(parse_decimal("1.50")->text, "1.50");
  EXPECT_EQ(parse_decimal("1.50")->value, 1.5);
  EXPECT_NE(*parse_decimal("1.50"), *parse_decimal("1.5"));
}

TEST(Value, what_fhir_does_not_call_a_decimal_is_none) {
  for (const auto* text : {"", "-", "+1", "01", "1.", ".5", "1e", "1e400", "0x1", "nan", "inf", " 1", "1 ", "1,5"}) {
    EXPECT_FALSE(parse_decimal(text)) << text;
  }
}

TEST(Value, a_stored_answer_that_nobody_wrote_is_none) {
  for (const auto* text :
       {"", "7", "{}", "[]", R"({"i":7.5})", R"({"i":"7"})", R"({"i":7,"b":true})", R"({"d":1.5})", R"({"d":"x"})",
        R"({"date":"2026-02-30"})", R"({"declined":false})", R"({"s":"http://loinc.org"})", R"({"c":"a","i":1})",
        R"({"c":"a","s":1})", R"({"i":7,"i":8})"}) {
    EXPECT_FALSE(answer_from_json(text)) << text;
  }
}

RC_GTEST_PROP(Value, any_text_and_number_survives_the_round_trip, (const std::string& bytes, std::int64_t number)) {
  std::string text;
  for (const char letter : bytes) text += static_cast<char>(letter & 0x7F);
  RC_ASSERT(answer_from_json(to_json(Value(text))) == Answer(Value(text)));
  RC_ASSERT(answer_from_json(to_json(Value(number))) == Answer(Value(number)));
  RC_ASSERT(answer_from_json(to_json(Value(Coding{text, "c" + text}))) == Answer(Value(Coding{text, "c" + text})));
}

}  // namespace
}  // namespace anteroom::forms
