// `anteroom forms …` as its caller sees it: one JSON object on standard output, an exit code that is the truth.
#include "kiosk/forms_commands.h"

#include "kiosk/forms_json.h"
#include "tests/support/library_form.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <gtest/gtest.h>

namespace anteroom::kiosk {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::StartsWith;

struct Outcome {
  int exit_code = 0;
  std::string output;
  std::string messages;
};

Outcome outcome_of(const std::function<int()>& command) {
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  Outcome outcome;
  outcome.exit_code = command();
  outcome.output = testing::internal::GetCapturedStdout();
  outcome.messages = testing::internal::GetCapturedStderr();
  return outcome;
}

class FormsCommands : public testing::Test {
 protected:
  FormsCommands() : m_folder(fs::path(testing::TempDir()) / ("forms_commands_" + test_name())) {
    fs::remove_all(m_folder);
    fs::create_directories(m_folder);
  }
  ~FormsCommands() override { fs::remove_all(m_folder); }

  fs::path write(const fs::path& name, std::string_view text) const {
    fs::create_directories((m_folder / name).parent_path());
    std::ofstream(m_folder / name, std::ios::binary) << text;
    return m_folder / name;
  }

  // A copy of a shipped form to break.
  fs::path copy_of(const std::string& form) const {
    fs::copy(forms::library_folder / form, m_folder / form, fs::copy_options::recursive);
    return m_folder / form;
  }

  Outcome score(std::string_view form, std::string_view answers) const {
    const fs::path file = write("answers.json", answers);
    return outcome_of([&] { return forms_score(forms::library_folder, form, file); });
  }

  static std::string test_name() { return testing::UnitTest::GetInstance()->current_test_info()->name(); }

  fs::path m_folder;
};

void replace_in(const fs::path& file, std::string_view old_text, std::string_view new_text) {
  std::string text = forms::file_text(file);
  const auto at = text.find(old_text);
  ASSERT_NE(at, std::string::npos) << old_text;
  text.replace(at, old_text.size(), new_text);
  std::ofstream(file, std::ios::binary) << text;
}

TEST_F(FormsCommands, score_writes_the_contract) {
  const Outcome scored = score("phq-9", R"({"answers":{"/44250-9":1,"/44255-8":1,"/44259-0":1,"/44254-1":1,"/44251-7":1,
      "/44258-2":1,"/44252-5":1,"/44253-3":1,"/44260-8":1}})");
  EXPECT_EQ(scored.exit_code, 0);
  EXPECT_EQ(scored.messages, "");
  EXPECT_EQ(
      scored.output,
      R"({"form":"phq-9","version":"1.0.0","scores":[)"
      R"({"id":"total","value":9,"band":"mild","complete":true,"answered":9,"of":9},)"
      R"({"id":"diagnosticAlgorithm","value":"none","band":null,"complete":true,"answered":9,"of":9},)"
      R"({"id":"item9","value":1,"band":null,"complete":true,"answered":1,"of":1}],)"
      R"("flags":[{"id":"suicide-item9-positive","level":"safety","linkId":"/44260-8","answer":1}],"warnings":[]})"
      "\n");
}

TEST_F(FormsCommands, an_incomplete_score_is_null_with_its_partial_sum) {
  const Outcome scored = score("peg", R"({"answers":{"/75893-8":7,"/91145-3":7}})");
  EXPECT_EQ(scored.exit_code, 0);
  EXPECT_THAT(
      scored.output,
      HasSubstr(R"({"id":"total","value":null,"band":null,"complete":false,"answered":2,"of":3,"partialSum":14})"));
  EXPECT_THAT(score("peg", R"({"answers":{}})").output, HasSubstr(R"("answered":0,"of":3,"partialSum":null)"));
}

TEST_F(FormsCommands, numbers_carry_the_decimals_of_their_scale) {
  EXPECT_THAT(score("peg", R"({"answers":{"/75893-8":6,"/91145-3":7,"/91146-1":4}})").output,
              HasSubstr(R"("value":5.7,)"));
  EXPECT_THAT(score("peg", R"({"answers":{"/75893-8":7,"/91145-3":8,"/91146-1":6}})").output,
              HasSubstr(R"("value":7.0,)"));
  EXPECT_EQ(number_text(16, 0), "16");
  EXPECT_EQ(number_text(-30, 1), "-30.0");
  EXPECT_EQ(number_text(10.125, 1), "10.125");
}

TEST_F(FormsCommands, score_takes_a_questionnaire_file_and_a_fhir_response) {
  const std::string response = R"({"resourceType":"QuestionnaireResponse","status":"completed","item":[
      {"linkId":"nrs-worst","answer":[{"valueInteger":8}]}]})";
  const Outcome by_id = score("nrs", response);
  EXPECT_EQ(by_id.exit_code, 0) << by_id.messages;
  EXPECT_THAT(by_id.output, HasSubstr(R"([{"id":"nrs-worst","value":8,"band":"severe")"));
  EXPECT_EQ(score((forms::library_folder / "nrs" / "questionnaire.json").string(), response).output, by_id.output);
}

TEST_F(FormsCommands, a_refused_answer_names_its_place) {
  const Outcome refused = score("phq-9", R"({"answers":{"/44250-9":4}})");
  EXPECT_EQ(refused.exit_code, 65);
  EXPECT_EQ(refused.output, "{\"error\":\"value-out-of-range\",\"linkId\":\"/44250-9\"}\n");
  EXPECT_EQ(score("phq-9", "{").exit_code, 65);
}

TEST_F(FormsCommands, what_is_not_there_is_no_input) {
  EXPECT_EQ(score("phq-99", R"({"answers":{}})").exit_code, 66);
  EXPECT_EQ(outcome_of([&] { return forms_score(forms::library_folder, "peg", m_folder / "none.json"); }).exit_code,
            66);
  EXPECT_EQ(outcome_of([&] { return forms_list(m_folder); }).exit_code, 66);
  EXPECT_EQ(outcome_of([&] { return forms_check({m_folder / "none.json"}); }).exit_code, 66);
}

TEST_F(FormsCommands, change_writes_the_contract) {
  const auto change = [](std::string_view form, double baseline, double current, std::string_view score_id) {
    return outcome_of([&] { return forms_change(forms::library_folder, form, baseline, current, score_id); });
  };
  EXPECT_EQ(
      change("phq-9", 15, 10, "").output,
      R"({"delta":-5,"percentChange":-33.3,"verdict":"better","rule":"at least 5 points","source":"CamCOPS, COSRI"})"
      "\n");
  EXPECT_THAT(change("peg", 7.0, 4.9, "").output,
              StartsWith(R"({"delta":-2.1,"percentChange":-30.0,"verdict":"better",)"));
  EXPECT_THAT(change("nrs", 0, 3, "").output, StartsWith(R"({"delta":3,"percentChange":null,"verdict":"worse",)"));
  EXPECT_THAT(change("nrs", 5, 6, "nrs-now").output, HasSubstr(R"("verdict":"no-clear-change")"));
  EXPECT_THAT(change("peg", 21, 10, "sum").output, HasSubstr(R"("verdict":"no-threshold")"));
  EXPECT_THAT(change("tsk-11", 33, 26, "").output, HasSubstr(R"("note":"outside)"));
  EXPECT_EQ(change("peg", 7, 5, "toal").output, "{\"error\":\"unknown-score\",\"linkId\":\"\"}\n");
  EXPECT_EQ(change("peg", 7, 5, "toal").exit_code, 65);
  EXPECT_EQ(change("peg", 11, 5, "").exit_code, 65);
}

TEST_F(FormsCommands, list_names_forms_and_batteries) {
  const Outcome listed = outcome_of([] { return forms_list(forms::library_folder); });
  EXPECT_EQ(listed.exit_code, 0) << listed.messages;
  EXPECT_THAT(listed.output, HasSubstr(R"("id":"phq-9","title":"PHQ-9","version":"1.0.0","licence":"free")"));
  EXPECT_THAT(listed.output, HasSubstr(R"("languages":["en","es"],"safety":true)"));
  EXPECT_THAT(listed.output, HasSubstr(R"("id":"tsk-11","title":"TSK-11","version":"1.0.0","licence":"unconfirmed")"));
  EXPECT_THAT(listed.output, HasSubstr(R"("forms":["phq-2","gad-2","nrs"],"kind":"identified","minutes":2)"));
  EXPECT_THAT(listed.output, HasSubstr(R"("forms":["care"],"kind":"anonymous")"));
  EXPECT_THAT(listed.output, HasSubstr(R"({"id":"odi","text":"not shipped"})"));
}

TEST_F(FormsCommands, the_shipped_library_checks_clean) {
  const Outcome checked = outcome_of([] { return forms_check({forms::library_folder}); });
  EXPECT_EQ(checked.exit_code, 0);
  EXPECT_EQ(checked.output, "");
}

TEST_F(FormsCommands, check_says_file_place_and_message) {
  const fs::path form = copy_of("phq-9");
  const auto checked = [&] { return outcome_of([&] { return forms_check({form}); }); };
  EXPECT_EQ(checked().exit_code, 0) << checked().output;
  replace_in(form / "scoring.json", R"("verb": "sum")", R"("verb": "total")");
  EXPECT_EQ(checked().exit_code, 65);
  EXPECT_THAT(checked().output,
              StartsWith((form / "scoring.json").string() + ":: scores[0].verb: \"total\" is no verb"));
}

TEST_F(FormsCommands, check_runs_the_worked_examples) {
  const fs::path form = copy_of("phq-9");
  replace_in(form / "scoring.json", R"({"from": 5, "to": 9, "name": "mild")",
             R"({"from": 5, "to": 10, "name": "mild")");
  replace_in(form / "scoring.json", R"({"from": 10, "to": 14)", R"({"from": 11, "to": 14)");
  const Outcome checked = outcome_of([&] { return forms_check({form}); });
  EXPECT_EQ(checked.exit_code, 65);
  EXPECT_THAT(checked.output,
              HasSubstr("examples.json:: example \"phq9-edge-10\": band is mild, but \"moderate\" is expected"));
}

TEST_F(FormsCommands, check_takes_a_single_questionnaire) {
  const fs::path file =
      write("q.json", R"({"resourceType":"Questionnaire","id":"q","version":"1","title":"Q","status":"active",
      "language":"en","item":[{"linkId":"a","type":"attachment","text":"?"}]})");
  const Outcome checked = outcome_of([&] { return forms_check({file}); });
  EXPECT_EQ(checked.exit_code, 65);
  EXPECT_THAT(checked.output, StartsWith(file.string() + ":a: "));
}

TEST_F(FormsCommands, a_file_cannot_move_the_cursor_of_whoever_reads_the_message) {
  const Outcome refused = score("phq-9", "{\"answers\":{\"\\u001b[2J\\nanteroom: all is well\":1}}");
  EXPECT_EQ(refused.exit_code, 65);
  EXPECT_THAT(refused.messages, testing::Not(HasSubstr("\x1b")));
  EXPECT_EQ(std::ranges::count(refused.messages, '\n'), 1);
  const fs::path form = write("q.json", "{\"a\\u001b\":1,\"a\\u001b\":2}");
  const Outcome checked = outcome_of([&] { return forms_check({form}); });
  EXPECT_EQ(checked.exit_code, 65);
  EXPECT_THAT(checked.output, testing::Not(HasSubstr("\x1b")));
}

TEST_F(FormsCommands, what_never_ends_is_not_read_to_its_end) {
  const Outcome checked = outcome_of([] { return forms_check({"/dev/zero"}); });
  EXPECT_EQ(checked.exit_code, 65);
  EXPECT_THAT(checked.messages, HasSubstr("larger than 16 MiB"));
}

TEST_F(FormsCommands, import_says_what_becomes_of_a_form) {
  const auto imported = [&](std::string_view items) {
    const fs::path file =
        write("own.json", std::string(R"({"resourceType":"Questionnaire","id":"own","status":"active",)"
                                      R"("version":"1","title":"Own","language":"en","item":[)") +
                              std::string(items) + "]}");
    return outcome_of([&] { return forms_import(file); });
  };
  const Outcome plain = imported(R"({"linkId":"q","text":"Q","type":"boolean"})");
  EXPECT_EQ(plain.exit_code, 0);
  EXPECT_THAT(plain.output,
              HasSubstr(R"("form":"own","verdict":"runs","kept":["q"],"flattened":[],"refused":[],"warnings":[]})"));

  const Outcome plainer = imported(
      R"({"linkId":"q","text":"Q","type":"choice","required":"true","answerOption":[{"valueString":"a"}],"extension":[{)"
      R"("url":"http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl","valueCodeableConcept":{"coding":[)"
      R"({"code":"drop-down"}]}}]})");
  EXPECT_EQ(plainer.exit_code, 0);
  EXPECT_THAT(plainer.output, HasSubstr(R"("verdict":"runs-with-warnings","kept":[],"flattened":[{"linkId":"q","what":)"
                                        R"("drop-down: the patient gets a list of its options"}])"));

  const Outcome refused = imported(R"({"linkId":"q","text":"Q","type":"attachment"})");
  EXPECT_EQ(refused.exit_code, 65);
  EXPECT_THAT(refused.output, HasSubstr(R"("form":null,"verdict":"refused")"));
  EXPECT_THAT(refused.output, HasSubstr(R"("refused":[{"linkId":"q","feature":"attachment","message":)"));
  EXPECT_EQ(outcome_of([&] { return forms_import("/nowhere.json"); }).exit_code, 66);
}

// A yes/no that opens a group, a number with a proposal, and a total that the form works out.
constexpr std::string_view running_form = R"form({"resourceType":"Questionnaire","id":"q","version":"1","title":"Q",
  "status":"active","language":"en","item":[
  {"linkId":"on","text":"On?","type":"boolean"},
  {"linkId":"n","text":"How many?","type":"integer","initial":[{"valueInteger":2}]},
  {"linkId":"g","type":"group","enableWhen":[{"question":"on","operator":"=","answerBoolean":true}],"item":[
   {"linkId":"m","text":"And?","type":"integer"}]},
  {"linkId":"sum","text":"Sum","type":"integer","readOnly":true,"extension":[{
   "url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression","valueExpression":{
   "language":"text/fhirpath","expression":"%resource.repeat(item).where(linkId in ('n' | 'm')).answer.value.sum()"}}]}]})form";

TEST_F(FormsCommands, run_says_what_a_form_makes_of_the_answers) {
  const fs::path form = write("q.json", running_form);
  const auto run = [&](std::string_view answers) {
    const fs::path file = write("answers.json", answers);
    return outcome_of([&] { return forms_run(forms::library_folder, form.string(), file, {}); });
  };
  const Outcome off = run(R"({"answers":{"on":false,"n":5,"m":7}})");
  EXPECT_EQ(off.exit_code, 0) << off.messages;
  EXPECT_THAT(off.output, StartsWith(R"({"form":"q","version":"1","enabled":["on","n","sum"],"asked":["on","n"],)"
                                     R"("dropped":["m"],"answers":{"on":false,"n":5,"sum":5},"computed":{"sum":5},)"
                                     R"("response":{"resourceType":"QuestionnaireResponse")"));
  EXPECT_THAT(off.output, testing::EndsWith("\"scores\":[],\"flags\":[],\"warnings\":[]}\n"));
  EXPECT_THAT(run(R"({"answers":{"on":true,"m":7}})").output, HasSubstr(R"("answers":{"on":true,"n":2,"m":7,"sum":9})"))
      << "a visible initial value is taken as answered";
  EXPECT_THAT(run(R"({"answers":{"on":true,"m":7,"n":null}})").output,
              HasSubstr(R"("answers":{"on":true,"m":7,"sum":7})"));
  const Outcome refused = run(R"({"answers":{"n":"two"}})");
  EXPECT_EQ(refused.exit_code, 65);
  EXPECT_EQ(refused.output, "{\"error\":\"wrong-type\",\"linkId\":\"n\"}\n");
}

TEST_F(FormsCommands, run_scores_as_score_does) {
  const fs::path answers = write("answers.json", R"({"answers":{"/44250-9":1,"/44255-8":1,"/44259-0":1,"/44254-1":1,
      "/44251-7":1,"/44258-2":1,"/44252-5":1,"/44253-3":1,"/44260-8":1}})");
  const Outcome scored = outcome_of([&] { return forms_score(forms::library_folder, "phq-9", answers); });
  const Outcome run = outcome_of([&] { return forms_run(forms::library_folder, "phq-9", answers, {}); });
  const auto from = scored.output.find("\"scores\":");
  const auto to = scored.output.find(",\"warnings\":");
  EXPECT_THAT(run.output, HasSubstr(scored.output.substr(from, to - from)));
}

}  // namespace
}  // namespace anteroom::kiosk
