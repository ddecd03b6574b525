// Every word and code that a patient or another system reads in the shipped forms, compared with a second transcription
// (wording/*.txt, taken from the reference of instruments and not from the forms): an edited word fails.
#include "forms/json.h"
#include "forms/library.h"
#include "tests/support/library_form.h"

#include <algorithm>
#include <format>
#include <set>

namespace anteroom::forms {
namespace {

const std::filesystem::path wording_folder = std::filesystem::path(ANTEROOM_SOURCE_DIR) / "tests" / "forms" / "wording";
constexpr std::string_view loinc = "http://loinc.org";
constexpr std::string_view loinc_notice =
    "This material contains content from LOINC (http://loinc.org). LOINC is copyright © Regenstrief Institute, Inc. "
    "and the Logical Observation Identifiers Names and Codes (LOINC) Committee and is available at no cost under the "
    "license at http://loinc.org/license. LOINC® is a registered United States trademark of Regenstrief Institute, "
    "Inc.";

std::string coding_words(const Coding& coding) { return coding.system + " " + coding.code; }

// A form as lines: stems, questions with kind and codes, the words at the ends of a row, options with what they count,
// translations below what they translate.
class Transcript {
 public:
  std::string of(const ShippedForm& shipped) {
    std::string copyright = shipped.form.copyright;
    if (const auto notice = copyright.find(loinc_notice); notice != std::string::npos && notice > 0) {
      copyright.erase(notice - 1);
    }
    line("copyright | {}", copyright);
    line("panel | {}", panel_of(shipped.text));
    for (const Item& item : shipped.form.items) add(item);
    return std::move(m_lines);
  }

 private:
  template <typename... Parts>
  void line(std::format_string<const Parts&...> pattern, const Parts&... parts) {
    m_lines += std::format(pattern, parts...) + "\n";
  }

  static std::string panel_of(std::string_view text) {
    const auto document = JsonDocument::parse(text);
    const auto codes = document->root()["code"].elements();
    return codes.empty() ? "-" : codes.front()["system"].text_or("") + " " + codes.front()["code"].text_or("");
  }

  static std::string kind_of(const Item& item) {
    switch (item.type) {
      case ItemType::boolean: return "boolean";
      case ItemType::choice: return item.repeats ? "choice, several" : "choice";
      case ItemType::open_choice: return item.repeats ? "open-choice, several" : "open-choice";
      case ItemType::text: return std::format("text up to {}", item.max_length.value_or(0));
      case ItemType::integer:
        return std::format("integer {} to {}", item.minimum.value_or(-1), item.maximum.value_or(-1));
      default: return "?";
    }
  }

  void translations(const Text& text) {
    for (const auto& [language, words] : text.translations) line("    {} | {}", language, words);
  }

  void add(const Item& item) {
    if (!item.is_question()) {
      line("stem | {}", item.text.original);
      translations(item.text);
      for (const Item& child : item.items) add(child);
      if (item.type == ItemType::group) line("end");
      return;
    }
    std::string codes;
    for (const Coding& code : item.codes) codes += (codes.empty() ? "" : ", ") + coding_words(code);
    line("{} | {} | {} | {}", item.link_id, kind_of(item), codes, item.text.original);
    translations(item.text);
    if (!item.low_anchor.original.empty()) line("  < | {}", item.low_anchor.original);
    if (!item.high_anchor.original.empty()) line("  > | {}", item.high_anchor.original);
    for (const AnswerOption& option : item.options) {
      const auto* coding = std::get_if<Coding>(&option.value);
      line("  {} | {} | {}{}", coding != nullptr ? coding_words(*coding) : "?",
           option.ordinal ? std::format("{}", *option.ordinal) : "-", option.label.original,
           option.exclusive ? " (alone)" : "");
      translations(option.label);
    }
    for (const Item& child : item.items) add(child);
  }

  std::string m_lines;
};

std::string without_comments(const std::string& text) {
  std::istringstream lines(text);
  std::string kept;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with('#')) kept += line + "\n";
  }
  return kept;
}

std::string test_name(const testing::TestParamInfo<std::string>& id) {
  std::string name = id.param;
  std::ranges::replace(name, '-', '_');
  return name;
}

class Wording : public testing::TestWithParam<std::string> {};

TEST_P(Wording, is_as_transcribed) {
  EXPECT_EQ(Transcript().of(shipped(GetParam())), without_comments(file_text(wording_folder / (GetParam() + ".txt"))));
}

TEST_P(Wording, carries_its_credit_and_the_notice_of_loinc_where_loinc_codes_ship) {
  const ShippedForm& form = shipped(GetParam());
  EXPECT_FALSE(form.form.copyright.empty());
  const auto document = JsonDocument::parse(form.text);
  const bool has_loinc = form.text.find(std::format(R"("system": "{}")", loinc)) != std::string::npos;
  EXPECT_EQ(form.form.copyright.ends_with(loinc_notice), has_loinc);
}

TEST_P(Wording, is_a_form_in_english_under_our_own_address_with_a_version) {
  const Questionnaire& form = shipped(GetParam()).form;
  EXPECT_EQ(form.language, "en");
  EXPECT_EQ(form.url, "urn:anteroom:questionnaire:" + GetParam());
  EXPECT_FALSE(form.version.empty());
  EXPECT_FALSE(form.title.original.empty());
}

TEST_P(Wording, codes_are_of_loinc_or_of_a_system_of_our_own) {
  for (const Item* question : shipped(GetParam()).form.questions()) {
    EXPECT_FALSE(question->codes.empty()) << question->link_id;
    for (const Coding& code : question->codes) {
      EXPECT_TRUE(code.system == loinc || code.system.starts_with("urn:anteroom:code:")) << question->link_id;
      EXPECT_TRUE(code.system != loinc || question->link_id.starts_with('/') || GetParam() == "nrs");
    }
  }
}

TEST_P(Wording, the_options_of_a_question_all_count_or_none_does) {
  for (const Item* question : shipped(GetParam()).form.questions()) {
    std::set<bool> counting;
    std::set<double> ordinals;
    for (const AnswerOption& option : question->options) {
      if (option.label.original == "Does not apply") continue;  // CARE: no answer to its score
      counting.insert(option.ordinal.has_value());
      EXPECT_TRUE(!option.ordinal || ordinals.insert(*option.ordinal).second) << question->link_id;
    }
    EXPECT_LE(counting.size(), 1U) << question->link_id;
  }
}

TEST_P(Wording, speaks_spanish_only_where_all_of_it_is_verified) {
  const bool verified = GetParam() == "phq-9" || GetParam() == "phq-2";
  EXPECT_EQ(shipped(GetParam()).form.speaks("es"), verified);
  Library library;
  const auto scoring = library_folder / GetParam() / "scoring.json";
  library.add_form({GetParam(), shipped(GetParam()).text, std::filesystem::exists(scoring) ? file_text(scoring) : ""});
  ASSERT_NE(library.form(GetParam()), nullptr);
  EXPECT_EQ(library.form(GetParam())->speaks("es"), verified) << "with our own words around it";
  EXPECT_TRUE(shipped(GetParam()).form.speaks("en"));
  EXPECT_FALSE(shipped(GetParam()).form.speaks("fr"));
}

INSTANTIATE_TEST_SUITE_P(Library, Wording, testing::ValuesIn(shipped_ids()), test_name);

TEST(Transcriptions, belong_to_a_shipped_form_each) {
  std::vector<std::string> ids;
  for (const auto& entry : std::filesystem::directory_iterator(wording_folder)) ids.push_back(entry.path().stem());
  std::ranges::sort(ids);
  EXPECT_EQ(ids, shipped_ids());
}

}  // namespace
}  // namespace anteroom::forms
