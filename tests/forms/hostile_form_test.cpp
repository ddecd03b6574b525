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

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

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

std::string whole_number(const std::string& more) { return "{'linkId':'q','text':'Q','type':'integer'," + more + "}"; }

std::string limit(const std::string& which, const std::string& value) {
  return "'extension':[{'url':'http://hl7.org/fhir/StructureDefinition/" + which + "'," + value + "}]";
}

TEST(HostileForm, conditions_in_a_circle_are_refused_where_they_begin) {
  const auto asking = [](const std::string& link_id, const std::string& question) {
    return "{'linkId':'" + link_id + "','text':'Q','type':'boolean','enableWhen':[{'question':'" + question +
           "','operator':'=','answerBoolean':true}]}";
  };
  EXPECT_THAT(error_of(form_text(asking("a", "a"))), HasSubstr(":a: "));
  EXPECT_THAT(error_of(form_text(asking("a", "b") + "," + asking("b", "a"))), HasSubstr(":a: "));
  std::string circle = asking("q0", "q2999");
  for (int at = 1; at < 3000; ++at) circle += "," + asking(std::format("q{}", at), std::format("q{}", at - 1));
  EXPECT_THAT(error_of(form_text(circle)), HasSubstr(":q0: "));
}

// A chain as long as a form may be: each question opens the next.
TEST(HostileForm, a_chain_of_five_thousand_conditions_is_walked_once) {
  std::string items = "{'linkId':'q0','text':'Q','type':'boolean'}";
  for (int at = 1; at < 5000; ++at) {
    items += std::format(
        ",{{'linkId':'q{}','text':'Q','type':'boolean','enableWhen':[{{'question':'q{}','operator':'=',"
        "'answerBoolean':true}}]}}",
        at, at - 1);
  }
  const Questionnaire form = form_of(items);
  Answers answers;
  for (const Item* question : form.questions()) answers.emplace(question->link_id, Value(true));
  EXPECT_EQ(asked_questions(form, answers).size(), 5000U);
  answers.insert_or_assign("q0", Value(false));
  EXPECT_EQ(enabled_answers(form, answers).size(), 1U);
  EXPECT_THAT(error_of(form_text(items + ",{'linkId':'last','text':'Q','type':'boolean'}")),
              HasSubstr("more than 5000 items"));
}

TEST(HostileForm, a_linkid_that_stands_twice_is_named_however_far_apart) {
  std::string items = "{'linkId':'twin','text':'Q','type':'boolean'}";
  for (int at = 0; at < 4000; ++at) items += std::format(",{{'linkId':'q{}','text':'Q','type':'boolean'}}", at);
  items += ",{'linkId':'g','text':'G','type':'group','item':[{'linkId':'twin','text':'Q','type':'boolean'}]}";
  EXPECT_THAT(error_of(form_text(items)), HasSubstr(":twin: "));
}

TEST(HostileForm, a_key_that_stands_twice_is_refused_in_small_and_in_large_objects) {
  EXPECT_THAT(error_of(form_text("{'linkId':'q','text':'Q','text':'R','type':'boolean'}")),
              AllOf(HasSubstr(":q: "), HasSubstr("\"text\" stands twice")));
  std::string many;
  for (int at = 0; at < 40; ++at) many += std::format("'k{}':1,", at);
  EXPECT_THAT(error_of(form_text("{'linkId':'q'," + many + "'k7':2,'text':'Q','type':'boolean'}")),
              AllOf(HasSubstr(":q: "), HasSubstr("\"k7\" stands twice")));
  EXPECT_TRUE(read_items("{'linkId':'q'," + many + "'text':'Q','type':'boolean'}").questionnaire);
}

TEST(HostileForm, bytes_that_are_no_text_are_refused) {
  EXPECT_THAT(error_of(form_text("{'linkId':'q','text':'" + std::string("\0", 1) + "','type':'boolean'}")),
              HasSubstr("not valid JSON"));
  EXPECT_THAT(error_of(std::string(1000, '\0')), HasSubstr("not valid JSON"));
  for (const std::string broken : {"\xFF", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82"}) {
    EXPECT_THAT(error_of(form_text("{'linkId':'q','text':'" + broken + "','type':'boolean'}")),
                HasSubstr("not valid JSON"));
  }
  EXPECT_THAT(error_of(form_text("{'linkId':'q','text':'\\ud800','type':'boolean'}")), HasSubstr("not valid JSON"));
  EXPECT_THAT(error_of(""), HasSubstr("not valid JSON"));
  EXPECT_THAT(error_of("   "), HasSubstr("not valid JSON"));
}

TEST(HostileForm, numbers_at_the_edge_are_read_exactly_or_refused_with_their_linkid) {
  for (const char* number : {"1e400", "9223372036854775808", "'x'", "7.5", "true", "{}"}) {
    EXPECT_THAT(error_of(form_text(whole_number(limit("minValue", std::format("'valueInteger':{}", number))))),
                HasSubstr(":q: "))
        << number;
  }
  for (const char* length : {"-1", "4294967296", "9223372036854775808", "1e400", "1.5", "'4'"}) {
    const auto outcome = read_items(std::format("{{'linkId':'q','text':'Q','type':'string','maxLength':{}}}", length));
    EXPECT_THAT(all_lines(outcome.findings), HasSubstr(":q: ")) << length;
  }
  const Questionnaire form =
      form_of("{'linkId':'q','text':'Q','type':'decimal'},{'linkId':'w','text':'W','type':'integer'}");
  const auto read = [&](const std::string& answers) {
    return read_answers(json("{'answers':{" + answers + "}}"), form);
  };
  EXPECT_TRUE(read("'q':1e308"));
  EXPECT_EQ(read("'q':-0.0")->answers.at("q"), Answer(Value(*parse_decimal("-0.0")))) << "as it was written";
  EXPECT_EQ(read("'q':1e400").error().link_id, "q");
  for (const char* number : {"9223372036854775808", "-9223372036854775809", "2147483648", "7.0", "1e400"}) {
    EXPECT_EQ(read(std::format("'w':{}", number)).error().link_id, "w") << number;
  }
}

TEST(HostileForm, days_that_do_not_exist_are_refused) {
  const Questionnaire form = form_of("{'linkId':'q','text':'Q','type':'date'}");
  for (const char* day :
       {"2023-02-29", "2023-13-01", "2023-00-10", "10000-01-01", "-001-01-01", "2023-1-1", "2023-02-2\u0663"}) {
    const auto read = read_answers(json(std::format("{{'answers':{{'q':'{}'}}}}", day)), form);
    ASSERT_FALSE(read) << day;
    EXPECT_EQ(read.error().link_id, "q");
    EXPECT_THAT(read.error().message, Not(HasSubstr(day))) << "a message never repeats an answer";
  }
  EXPECT_THAT(error_of(form_text("{'linkId':'q','text':'Q','type':'date'," +
                                 limit("minValue", "'valueDate':'2023-02-30'") + "}")),
              HasSubstr(":q: "));
}

TEST(HostileForm, as_large_as_a_file_may_be_it_is_read_and_no_larger) {
  const std::string begin = "{'linkId':'q','text':'";
  const std::string end = "','type':'boolean'}";
  const std::size_t frame = form_text(begin + end).size();
  const ReadLimits limits;
  EXPECT_TRUE(read_items(begin + std::string(limits.bytes - frame, 'x') + end).questionnaire);
  EXPECT_THAT(error_of(form_text(begin + std::string(limits.bytes - frame + 1, 'x') + end)), HasSubstr("larger than"));
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
