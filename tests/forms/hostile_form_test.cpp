// A file from outside never crashes the kiosk: limits, nesting bombs and thousands of damaged copies of a real form.
#include "forms/read_response.h"
#include "tests/forms/form_text.h"

#include <chrono>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <random>
#include <string>

namespace anteroom::forms {
namespace {

using ::testing::HasSubstr;

std::string error_of(const std::string& text, const ReadLimits& limits = {}) {
  const ReadOutcome outcome = read_questionnaire(text, "hostile.json", limits);
  EXPECT_FALSE(outcome.questionnaire);
  return all_lines(outcome.findings);
}

std::string nested_groups(std::size_t levels) {
  std::string items;
  for (std::size_t level = 0; level < levels; ++level) {
    items += std::format("{}{{'linkId':'g{}','text':'G','type':'group'", level == 0 ? "" : ",'item':[", level);
  }
  items += ",'item':[{'linkId':'q','text':'Q','type':'boolean'}]";
  for (std::size_t level = 0; level < levels; ++level) items += level + 1 == levels ? "}" : "}]";
  return items;
}

TEST(HostileForm, nesting_bombs_stop_at_the_limit_however_long) {
  EXPECT_THAT(error_of(std::string(65, '[')), HasSubstr("nested deeper than 64 levels"));
  EXPECT_THAT(error_of(std::string(4'000'000, '[')), HasSubstr("nested deeper than 64 levels"));
  std::string objects;
  for (int level = 0; level < 100'000; ++level) objects += "{\"item\":[";
  EXPECT_THAT(error_of(objects), HasSubstr("nested deeper than 64 levels"));
  EXPECT_THAT(error_of(std::string(64, '[') + std::string(64, ']')), HasSubstr("not a FHIR resource"));
  EXPECT_TRUE(
      read_questionnaire(form_text("{'linkId':'q','text':'" + std::string(200, '[') + "','type':'boolean'}"), "x")
          .questionnaire)
      << "brackets inside a text are only text";
}

TEST(HostileForm, items_nest_as_deep_as_the_limit_and_no_deeper) {
  EXPECT_TRUE(read_items(nested_groups(15)).questionnaire);
  EXPECT_THAT(error_of(form_text(nested_groups(16))), HasSubstr("items nest deeper than 16 levels"));
}

TEST(HostileForm, size_and_counts_are_limited) {
  const std::string one = "{'linkId':'q1','text':'Q','type':'boolean'}";
  const std::string two = one + ",{'linkId':'q2','text':'Q','type':'boolean'}";
  const std::string option_a = "{'valueInteger':1}";
  const std::string choice =
      "{'linkId':'c','text':'C','type':'choice','answerOption':[" + option_a + ",{'valueInteger':2}]}";
  EXPECT_THAT(error_of(form_text(one), {.bytes = 40}), HasSubstr("larger than 40 bytes"));
  EXPECT_TRUE(read_questionnaire(form_text(one), "x", {.items = 1}).questionnaire);
  EXPECT_THAT(error_of(form_text(two), {.items = 1}), HasSubstr("more than 1 items"));
  EXPECT_TRUE(read_questionnaire(form_text(choice), "x", {.options = 2}).questionnaire);
  EXPECT_THAT(error_of(form_text(choice), {.options = 1}), HasSubstr("more than 1 options"));
}

// 5,000 items that share one value set would make a file of half a megabyte fill a gigabyte.
TEST(HostileForm, a_value_set_shared_by_thousands_of_items_does_not_fill_the_memory) {
  std::string concepts;
  for (int at = 0; at < 1000; ++at)
    concepts += std::format("{}{{'code':'c{}','display':'{} {}'}}", at == 0 ? "" : ",", at, at, std::string(200, 'x'));
  std::string items;
  for (int at = 0; at < 5000; ++at) {
    items +=
        std::format("{}{{'linkId':'q{}','text':'Q','type':'choice','answerValueSet':'#v'}}", at == 0 ? "" : ",", at);
  }
  const std::string text = form_text(
      items, "'contained':[{'resourceType':'ValueSet','id':'v','compose':{'include':[{'system':'s','concept':[" +
                 concepts + "]}]}}],");
  EXPECT_THAT(error_of(text), HasSubstr("take more than"));
}

TEST(HostileForm, a_flood_of_findings_is_cut_and_says_so) {
  std::string items;
  for (int at = 0; at < 1000; ++at)
    items += std::format("{}{{'linkId':'q{}','type':'boolean'}}", at == 0 ? "" : ",", at);
  const ReadOutcome outcome = read_items(items);
  EXPECT_TRUE(outcome.questionnaire) << "warnings refuse nothing";
  EXPECT_EQ(outcome.findings.size(), 201U);
  EXPECT_THAT(outcome.findings.back().message, HasSubstr("800 more findings"));
  const ReadOutcome refused = read_items(items + ",{'linkId':'bad','text':'B','type':'colour'}");
  EXPECT_FALSE(refused.questionnaire);
  EXPECT_THAT(all_lines(refused.findings), HasSubstr("test.json:bad: type"))
      << "the reason is kept whatever came before it";
}

std::string damaged(std::string text, std::minstd_rand& random) {
  static const std::string alphabet = "{}[]\",:0129-.eE \\\n\x01\x80\xFFtfnu";
  const auto below = [&](std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random);
  };
  for (std::size_t change = 1 + below(3); change > 0; --change) {
    const std::size_t at = below(text.size());
    switch (below(5)) {
      case 0: text[at] = alphabet[below(alphabet.size())]; break;
      case 1: text.erase(at, 1 + below(40)); break;
      case 2: text.insert(at, 1, alphabet[below(alphabet.size())]); break;
      case 3: text.insert(at, text.substr(below(text.size()), below(200))); break;
      default: text.resize(std::max<std::size_t>(at, 1)); break;
    }
    if (text.empty()) text = "{";
  }
  return text;
}

// Every copy is either read into a form that can be asked from end to end, or refused with a reason. Fixed seed: what
// it finds once it finds again; with the sanitizers it also sees what does not crash.
TEST(HostileForm, two_thousand_damaged_copies_of_real_forms_are_read_or_refused) {
  std::minstd_rand random(20261123);
  const std::string mood = text_of_file(library_folder() / "phq-9" / "questionnaire.json");
  const std::string pain = text_of_file(library_folder() / "peg" / "questionnaire.json");
  int accepted = 0;
  int refused = 0;
  for (int turn = 0; turn < 2000; ++turn) {
    const std::string text = damaged(turn % 2 == 0 ? mood : pain, random);
    const ReadOutcome outcome = read_questionnaire(text, "damaged.json");
    if (!outcome.questionnaire) {
      EXPECT_FALSE(outcome.findings.empty());
      ++refused;
      continue;
    }
    ++accepted;
    Answers answers;
    for (const Item* question : asked_questions(*outcome.questionnaire, {})) {
      EXPECT_FALSE(outcome.questionnaire->stems_of(question->link_id).size() > 100);
      const Answer answer =
          question->options.empty() ? Answer(Value(std::int64_t{1})) : Answer(question->options.front().value);
      if (!refuse(*question, answer)) answers.emplace(question->link_id, answer);
      EXPECT_EQ(in_words(*question, answer, "es").empty(), false);
    }
    EXPECT_EQ(enabled_answers(*outcome.questionnaire, answers), answers);
  }
  EXPECT_GT(accepted, 50) << "damage that only ever breaks the JSON tests nothing behind the parser";
  EXPECT_GT(refused, 500);
}

TEST(HostileForm, damaged_answers_are_read_or_refused) {
  std::minstd_rand random(7);
  const Questionnaire form =
      *read_questionnaire(text_of_file(library_folder() / "phq-9" / "questionnaire.json"), "phq-9").questionnaire;
  const std::string response = json(
      "{'resourceType':'QuestionnaireResponse','status':'completed','item':[{'linkId':'last-two-weeks','item':["
      "{'linkId':'/44250-9','answer':[{'valueCoding':{'system':'http://loinc.org','code':'LA6569-3'}}]},"
      "{'linkId':'/44255-8','answer':[{'extension':[{'url':'http://hl7.org/fhir/StructureDefinition/"
      "data-absent-reason',"
      "'valueCode':'asked-declined'}]}]}]}]}");
  const std::string plain =
      json("{'answers':{'/44250-9':1,'/44255-8':'LA6570-1','/44259-0':null,'/44254-1':{'declined':true}}}");
  ASSERT_TRUE(read_answers(response, form));
  ASSERT_TRUE(read_answers(plain, form));
  int refused = 0;
  for (int turn = 0; turn < 2000; ++turn) {
    const auto answers = read_answers(damaged(turn % 2 == 0 ? response : plain, random), form);
    if (answers) continue;
    ++refused;
    EXPECT_FALSE(answers.error().code.empty());
    EXPECT_FALSE(answers.error().message.empty());
  }
  EXPECT_GT(refused, 500);
}

}  // namespace
}  // namespace anteroom::forms
