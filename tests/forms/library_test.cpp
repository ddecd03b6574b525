#include "forms/library.h"

#include "tests/forms/form_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

namespace anteroom::forms {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;

const std::string question = "{'linkId':'q','text':'Q','type':'boolean'}";

FormFiles files_of(const std::string& id) {
  return {id, text_of_file(library_folder() / id / "questionnaire.json"),
          text_of_file(library_folder() / id / "scoring.json")};
}

TEST(Library, a_form_brings_its_words_from_its_scoring_file) {
  Library library;
  EXPECT_EQ(all_lines(library.add_form(files_of("phq-9"))), "");
  const Form* form = library.form("phq-9");
  ASSERT_NE(form, nullptr);
  EXPECT_EQ(form->short_name, "PHQ-9");
  EXPECT_EQ(form->long_name, "Patient Health Questionnaire-9");
  EXPECT_EQ(form->patient_title, "Your mood");
  EXPECT_EQ(form->recall_period, "last 2 weeks");
  EXPECT_EQ(form->licence, "free");
  EXPECT_THAT(form->patient_notice, HasSubstr("not an emergency service"));
  EXPECT_FALSE(form->patient_after.empty());
  EXPECT_TRUE(form->rules.raises_safety_flags());
}

TEST(Library, a_form_speaks_a_language_only_with_the_words_around_it) {
  const auto read = [](const std::string& from, const std::string& to) {
    FormFiles files = files_of("phq-9");
    files.scoring_json.replace(files.scoring_json.find(from), from.size(), to);
    Library library;
    const std::string lines = all_lines(library.add_form(files));
    const Form* form = library.form("phq-9");
    return form == nullptr ? lines : std::string(form->speaks("es") ? "speaks" : "does not speak");
  };
  EXPECT_EQ(read("\"es\"", "\"es\""), "speaks");
  EXPECT_EQ(read("\"es\"", "\"fr\""), "does not speak") << "our words are missing";
  EXPECT_THAT(read("\"patient_title\": \"Su", "\"patient_titel\": \"Su"),
              HasSubstr("\"es\": patient_title is missing"));
  EXPECT_THAT(read("\"patient_notice\": \"Su", "\"notice\": \"Su"), HasSubstr("\"es\": patient_notice is missing"));
  EXPECT_THAT(read("\"approval\"", "\"aproval\""), HasSubstr("\"es\": approval is missing"));
  Library library;
  library.add_form(files_of("phq-9"));
  EXPECT_EQ(library.form("phq-9")->words_in("es").title, "Su estado de ánimo");
  EXPECT_EQ(library.form("phq-9")->words_in("en").title, "Your mood");
  EXPECT_EQ(library.form("phq-9")->words_in("fr").title, "Your mood");
  EXPECT_TRUE(library.form("phq-9")->speaks("en"));
}

TEST(Library, a_form_without_scoring_takes_its_names_from_its_title) {
  Library library;
  EXPECT_EQ(all_lines(library.add_form({"test", form_text(question), ""})), "");
  EXPECT_EQ(library.form("test")->short_name, "Test");
  EXPECT_EQ(library.form("test")->patient_title, "Test");
}

TEST(Library, a_form_with_an_error_is_not_added) {
  Library library;
  const auto refused = [&](const FormFiles& files) {
    const std::string lines = all_lines(library.add_form(files));
    EXPECT_EQ(library.form(files.folder), nullptr);
    return lines;
  };
  EXPECT_THAT(refused({"other", form_text(question), ""}),
              HasSubstr("other/questionnaire.json:: id is \"test\"; it must be the folder's name"));
  EXPECT_THAT(refused({"test", "{", ""}), HasSubstr("test/questionnaire.json:: not valid JSON"));
  EXPECT_THAT(refused({"test", form_text(question), "{"}), HasSubstr("test/scoring.json:: not valid JSON"));
  FormFiles nameless = files_of("peg");
  nameless.scoring_json.replace(nameless.scoring_json.find("\"short_name\""), 12, "\"short_nome\"");
  EXPECT_THAT(refused(nameless), HasSubstr("short_name is missing"));
  FormFiles stranger = files_of("peg");
  stranger.scoring_json = files_of("phq-9").scoring_json;
  EXPECT_THAT(refused(stranger), HasSubstr("names another form"));
}

TEST(Library, a_form_is_added_once) {
  Library library;
  library.add_form({"test", form_text(question), ""});
  EXPECT_THAT(all_lines(library.add_form({"test", form_text(question), ""})), HasSubstr("already in the library"));
}

TEST(Library, a_battery_names_forms_of_the_library_in_order) {
  Library library;
  for (const auto* id : {"phq-9", "peg"}) library.add_form(files_of(id));
  EXPECT_EQ(all_lines(library.add_battery(json("{'id':'short','title':'Short','minutes':4,'forms':['phq-9','peg']}"),
                                          "short.json")),
            "");
  ASSERT_NE(library.battery("short"), nullptr);
  EXPECT_THAT(library.battery("short")->forms,
              ElementsAre(Field(&BatteryForm::form, "phq-9"), Field(&BatteryForm::form, "peg")));
  EXPECT_EQ(library.battery("short")->title, "Short");
  EXPECT_EQ(library.battery("short")->minutes, 4);
  EXPECT_EQ(library.forms().front()->questionnaire.id, "peg") << "forms are listed by id";
  EXPECT_EQ(library.batteries().size(), 1U);
  EXPECT_EQ(library.battery("nobody"), nullptr);
}

TEST(Library, a_battery_that_cannot_run_is_not_added) {
  Library library;
  library.add_form(files_of("peg"));
  const auto refused = [&](const std::string& text) {
    const std::string lines = all_lines(library.add_battery(json(text), "b.json"));
    EXPECT_TRUE(library.batteries().empty());
    return lines;
  };
  EXPECT_THAT(refused("{'id':'b','title':'B','minutes':4,'forms':['nobody']}"),
              HasSubstr("b.json:: forms names \"nobody\""));
  EXPECT_THAT(refused("{'id':'b','title':'B','minutes':4,'forms':['peg','peg']}"), HasSubstr("\"peg\" twice"));
  EXPECT_THAT(refused("{'id':'b','title':'B','minutes':4,'forms':[]}"), HasSubstr("at least one form"));
  EXPECT_THAT(refused("{'id':'b','title':'B','minutes':0,'forms':['peg']}"), HasSubstr("minutes must be"));
  EXPECT_THAT(refused("{'id':'b','minutes':4,'forms':['peg']}"), HasSubstr("title is missing"));
  EXPECT_THAT(refused("{'id':'../b','title':'B','minutes':4,'forms':['peg']}"), HasSubstr("id must be"));
  EXPECT_THAT(refused("["), HasSubstr("not valid JSON"));
}

}  // namespace
}  // namespace anteroom::forms
