// The subset of FHIRPath: what is read and refused, how operators bind, and what each of them says.
#include "tests/forms/fhirpath/expressions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace anteroom::forms::fhirpath {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST(FhirPathReading, literals_of_every_type_are_read) {
  EXPECT_EQ(result_of("42"), "{42}");
  EXPECT_EQ(result_of("3.50"), "{3.5}");
  EXPECT_EQ(result_of("true | false"), "{true false}");
  EXPECT_EQ(result_of("'it\\'s \\u00e9\\n'"), "{'it's é\n'}");
  EXPECT_EQ(result_of("@2020-01"), "{@2020-01}");
  EXPECT_EQ(result_of("@2020-01-01"), "{@2020-01-01}");
  EXPECT_EQ(result_of("@2020-01-01T14:30:15.25+02:00"), "{@2020-01-01T14:30:15.250+02:00}");
  EXPECT_EQ(result_of("@T14:30"), "{@14:30}");
  EXPECT_EQ(result_of("3 'kg'"), "{3 kg}");
  EXPECT_EQ(result_of("3 days"), "{3 day (calendar)}");
  EXPECT_EQ(result_of("{}"), "{}");
  EXPECT_EQ(result_of("1 // one\n + /* and */ 1"), "{2}");
}

TEST(FhirPathReading, a_fault_names_its_place) {
  EXPECT_EQ(result_of("1 + "), "refused at 5: expected a value or a name and not the end");
  EXPECT_EQ(result_of("(1 + 2"), "refused at 7: expected \")\" and not the end");
  EXPECT_EQ(result_of("1 2"), "refused at 3: \"2\" is not expected here");
  EXPECT_EQ(result_of("'abc"), "refused at 1: the text does not end; close it with '");
  EXPECT_EQ(result_of("1 ? 2"), "refused at 3: this letter has no meaning in FHIRPath");
  EXPECT_EQ(result_of("$that"), "refused at 1: $that does not exist; there are $this, $index and $total");
  EXPECT_EQ(result_of("1 /* …"), "refused at 3: the comment does not end; close it with */");
  EXPECT_THAT(result_of("@2020-02-30"), StartsWith("refused at 1: @2020-02-30 is no date"));
  EXPECT_THAT(result_of("'\\q'"), StartsWith("refused at 2: no such escape"));
  EXPECT_THAT(result_of("99999999999999999999"), StartsWith("refused at 1: the number is too large"));
}

TEST(FhirPathReading, what_is_outside_the_subset_is_refused_by_name) {
  EXPECT_EQ(result_of("item.memberOf('x')"), "refused at 6: the function memberOf() is not supported");
  EXPECT_EQ(result_of("resolve()"), "refused at 1: the function resolve() is not supported");
  EXPECT_EQ(result_of("item.anwser"), "refused at 6: a form and its answers have no element anwser");
  EXPECT_EQ(result_of("item.maxLength"), "refused at 6: expressions cannot look at the element maxLength")
      << "the trees have it not, and what they have not would look as empty";
  EXPECT_EQ(result_of("1 is Money"), "refused at 6: the type Money is not supported");
  EXPECT_EQ(result_of("item.where()"), "refused at 6: where() takes 1 arguments and not 0");
  EXPECT_EQ(result_of("iif(true)"), "refused at 1: iif() takes 2 to 3 arguments and not 1");
}

TEST(FhirPathReading, hostile_depth_and_length_are_refused) {
  EXPECT_THAT(result_of(std::string(2000, '(') + "1" + std::string(2000, ')')), HasSubstr("nests deeper"));
  std::string chain = "1";
  for (int count = 0; count < 3000; ++count) chain += "+1";
  EXPECT_THAT(result_of(chain), HasSubstr("nests deeper"));
  std::string path = "item";
  for (int count = 0; count < 1000; ++count) path += ".item";
  EXPECT_THAT(result_of(path), HasSubstr("nests deeper"));
  std::string mixed;
  for (int count = 0; count < 100; ++count) mixed = "(" + mixed + (mixed.empty() ? "1" : "") + "+1+1+1)";
  EXPECT_THAT(result_of(mixed), HasSubstr("nests deeper"));
  EXPECT_THAT(result_of(std::string(100, '-') + "1"), StartsWith("{"));
  EXPECT_THAT(result_of(std::string(1000, '-') + "1"), HasSubstr("nests deeper"));
  EXPECT_THAT(result_of("'" + std::string(20000, 'a') + "'"), HasSubstr("longer than 16384 bytes"));
}

TEST(FhirPathReading, operators_bind_as_the_grammar_has_it) {
  EXPECT_EQ(result_of("1 + 2 * 3"), "{7}");
  EXPECT_EQ(result_of("(1 + 2) * 3"), "{9}");
  EXPECT_EQ(result_of("7 - 2 - 1"), "{4}");
  EXPECT_EQ(result_of("-2.abs()"), "{-2}") << "the dot binds before the sign";
  EXPECT_EQ(result_of("1 | 2 = 1 | 2"), "{true}");
  EXPECT_EQ(result_of("true or false and false"), "{true}");
  EXPECT_EQ(result_of("false implies false or true"), "{true}");
  EXPECT_EQ(result_of("1 + 1 > 1 = true"), "{true}");
  EXPECT_EQ(result_of("1 is Integer and 1 < 2"), "{true}");
  EXPECT_EQ(result_of("78.power(1)"), "{78}") << "a dot after a number begins a call";
  EXPECT_EQ(result_of("2 in (1 | 2) and (1 | 2) contains 1"), "{true}");
}

TEST(FhirPathOperators, decimals_are_decimal) {
  EXPECT_EQ(result_of("0.1 + 0.2 = 0.3"), "{true}");
  EXPECT_EQ(result_of("0.1 + 0.2"), "{0.3}");
  EXPECT_EQ(result_of("1.1 * 1.1"), "{1.21}");
  EXPECT_EQ(result_of("1 / 3 * 3"), "{1.0}");
  EXPECT_EQ(result_of("5 / 2"), "{2.5}");
  EXPECT_EQ(result_of("5 div 2"), "{2}");
  EXPECT_EQ(result_of("-5 div 2"), "{-2}") << "towards zero";
  EXPECT_EQ(result_of("-5 mod 2"), "{-1}");
  EXPECT_EQ(result_of("5.5 mod 0.7"), "{0.6}");
  EXPECT_EQ(result_of("1 / 0"), "{}");
  EXPECT_EQ(result_of("1 div 0"), "{}");
  EXPECT_EQ(result_of("1 mod 0"), "{}");
  EXPECT_EQ(result_of("1 = 1.0"), "{true}");
  EXPECT_EQ(result_of("9223372036854775807 + 1"), "{}") << "too large is no answer";
}

TEST(FhirPathOperators, nothing_stays_nothing) {
  EXPECT_EQ(result_of("1 + {}"), "{}");
  EXPECT_EQ(result_of("{} = {}"), "{}");
  EXPECT_EQ(result_of("1 != {}"), "{}");
  EXPECT_EQ(result_of("{} > 1"), "{}");
  EXPECT_EQ(result_of("-{}"), "{}");
  EXPECT_EQ(result_of("{} ~ {}"), "{true}");
  EXPECT_EQ(result_of("'a' & {} & 'b'"), "{'ab'}") << "& takes nothing for an empty text";
  EXPECT_EQ(result_of("'a' + {}"), "{}");
}

TEST(FhirPathOperators, logic_has_three_values) {
  EXPECT_EQ(result_of("true and {}"), "{}");
  EXPECT_EQ(result_of("false and {}"), "{false}");
  EXPECT_EQ(result_of("{} and false"), "{false}");
  EXPECT_EQ(result_of("true or {}"), "{true}");
  EXPECT_EQ(result_of("{} or false"), "{}");
  EXPECT_EQ(result_of("true xor {}"), "{}");
  EXPECT_EQ(result_of("true xor false"), "{true}");
  EXPECT_EQ(result_of("false implies {}"), "{true}");
  EXPECT_EQ(result_of("{} implies true"), "{true}");
  EXPECT_EQ(result_of("{} implies false"), "{}");
  EXPECT_EQ(result_of("true implies {}"), "{}");
  EXPECT_EQ(result_of("true implies false"), "{false}");
  EXPECT_EQ(result_of("{}.not()"), "{}");
}

TEST(FhirPathOperators, one_value_that_is_no_boolean_is_true_and_several_are_a_fault) {
  EXPECT_EQ(result_of("'x' and true"), "{true}");
  EXPECT_EQ(result_of("iif(0, 'there', 'not')"), "{'there'}");
  EXPECT_EQ(result_of("(1 | 2) and true"), "fault at 4: there are several values where one is needed");
  EXPECT_EQ(result_of("(1 | 2) + 1"), "fault at 9: there are several values where one is needed");
}

TEST(FhirPathOperators, types_that_do_not_fit_are_a_fault) {
  EXPECT_THAT(result_of("1 + 'a'"), StartsWith("fault at 3: these two values"));
  EXPECT_THAT(result_of("1 < 'a'"), StartsWith("fault at 3"));
  EXPECT_EQ(result_of("1 = 'a'"), "{false}");
  EXPECT_EQ(result_of("'b' > 'a'"), "{true}");
}

TEST(FhirPathOperators, dates_compare_as_far_as_they_are_known) {
  EXPECT_EQ(result_of("@2020-01-01 < @2020-01-02"), "{true}");
  EXPECT_EQ(result_of("@2020 < @2021-05"), "{true}");
  EXPECT_EQ(result_of("@2020 = @2020-05"), "{}") << "unknown";
  EXPECT_EQ(result_of("@2020 ~ @2020-05"), "{false}");
  EXPECT_EQ(result_of("@2020-01-01T12:00:00+02:00 = @2020-01-01T10:00:00Z"), "{true}");
  EXPECT_EQ(result_of("@2020-01-01T00:30:00+02:00 < @2019-12-31T23:00:00Z"), "{true}");
  EXPECT_EQ(result_of("@2020-01-01T12:00:00 < @2020-06-01T10:00:00Z"), "{true}");
  EXPECT_EQ(result_of("@2020-01-01T12:00:00 < @2020-01-01T13:00:00Z"), "{}") << "the zone of one is unknown";
  EXPECT_EQ(result_of("@T10:00 < @T10:30"), "{true}");
  EXPECT_THAT(result_of("@T10:00 < @2020"), StartsWith("fault"));
}

TEST(FhirPathOperators, dates_move_by_calendar_durations) {
  EXPECT_EQ(result_of("@2020-01-31 + 1 month"), "{@2020-02-29}") << "the last day of a shorter month";
  EXPECT_EQ(result_of("@2020-02-29 + 1 year"), "{@2021-02-28}");
  EXPECT_EQ(result_of("@2020-12-30 + 3 days"), "{@2021-01-02}");
  EXPECT_EQ(result_of("@2020-01-01 - 2 weeks"), "{@2019-12-18}");
  EXPECT_EQ(result_of("@2020-01-01T23:30:00Z + 45 minutes"), "{@2020-01-02T00:15:00Z}");
  EXPECT_EQ(result_of("@T23:30:00 + 45 minutes"), "{@00:15:00}");
  EXPECT_EQ(result_of("@2020-01-01 + 30 hours"), "{@2020-01-02}");
  EXPECT_EQ(result_of("@2020 + 1 year"), "{@2021}");
  EXPECT_EQ(result_of("@2020 + 24 months"), "{@2022}");
  EXPECT_EQ(result_of("@9999-12-31 + 1 day"), "{}");
  EXPECT_THAT(result_of("@2020-01-01 + 1 'd'"), StartsWith("fault at 13: a date moves by calendar durations"));
}

TEST(FhirPathOperators, quantities_compare_across_units) {
  EXPECT_EQ(result_of("1 'kg' = 1000 'g'"), "{true}");
  EXPECT_EQ(result_of("1 'm' > 99 'cm'"), "{true}");
  EXPECT_EQ(result_of("1 week = 7 days"), "{true}");
  EXPECT_EQ(result_of("1 'kg' + 500 'g'"), "{1.5 kg}");
  EXPECT_EQ(result_of("2 'kg' * 3"), "{6 kg}");
  EXPECT_EQ(result_of("1 year = 12 months"), "{true}");
  EXPECT_EQ(result_of("1 'kg' = 1 'm'"), "{}");
  EXPECT_EQ(result_of("1 'kg' > 1 'mmol/L'"), "{}");
  EXPECT_THAT(result_of("1 'kg' + 1 'm'"), StartsWith("fault"));
}

TEST(FhirPathOperators, types_are_tested_by_both_names) {
  EXPECT_EQ(result_of("1 is Integer"), "{true}");
  EXPECT_EQ(result_of("1 is System.Integer"), "{true}");
  EXPECT_EQ(result_of("1 is FHIR.integer"), "{true}");
  EXPECT_EQ(result_of("1.0 is Integer"), "{false}");
  EXPECT_EQ(result_of("'a' as string"), "{'a'}");
  EXPECT_EQ(result_of("'a' as Integer"), "{}");
  EXPECT_EQ(result_of("(1 | 'a' | 2.5).ofType(Integer)"), "{1}");
  EXPECT_EQ(result_of("{} is Integer"), "{}");
}

TEST(FhirPathOperators, a_union_holds_each_thing_once) {
  EXPECT_EQ(result_of("1 | 2 | 1 | 1.0"), "{1 2}");
  EXPECT_EQ(result_of("'a' | 'A'"), "{'a' 'A'}");
  EXPECT_EQ(result_of("{} | {}"), "{}");
}

TEST(FhirPathBudget, endless_work_is_a_fault) {
  EXPECT_EQ(result_of("repeat($this + 1)", {.context = {std::int64_t{1}}, .variables = {}, .today = {}, .now = {}}),
            "fault at 16: the expression takes too many steps");
  const std::string doubling = "(1 | 2 | 3 | 4).aggregate($total.combine($total).combine($this), 1).count()";
  EXPECT_EQ(result_of(doubling), "{31}");
  std::string long_doubling = "1";
  for (int count = 0; count < 40; ++count) long_doubling += " | " + std::to_string(count + 2);
  EXPECT_THAT(result_of("(" + long_doubling + ").aggregate($total.combine($total).combine($this), 1).count()"),
              HasSubstr("too many steps"));
  EXPECT_THAT(result_of("(" + long_doubling + ").aggregate($total & $total, 'aaaaaaaa').length()"),
              HasSubstr("too long a text"));
  EXPECT_THAT(result_of("1 + 1", {}, 2), HasSubstr("too many steps"));
}

}  // namespace
}  // namespace anteroom::forms::fhirpath
