// Catalogues from a folder, and the letters that the screen then needs.
#include "kiosk/load_words.h"

#include "kiosk/letters.h"
#include "kiosk/load_library.h"
#include "tests/support/library_form.h"
#include "tests/support/shipped_words.h"

#include <stdlib.h>

namespace anteroom::kiosk {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "anteroom-words-XXXXXX").string();
    EXPECT_NE(mkdtemp(name.data()), nullptr);
    m_path = name;
  }
  ~Folder() { fs::remove_all(m_path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  void write(const std::string& name, const std::string& text) const { std::ofstream(m_path / name) << text; }
  [[nodiscard]] const fs::path& path() const { return m_path; }

 private:
  fs::path m_path;
};

forms::Library library_of(const std::string& id, const std::string& language) {
  forms::Library library;
  const auto findings =
      library.add_form({id,
                        R"({"resourceType":"Questionnaire","id":")" + id + R"(","language":")" + language +
                            R"(","status":"active","item":[{"linkId":"a","type":"boolean","text":"?"}]})",
                        ""});
  for (const forms::Finding& finding : findings) EXPECT_NE(finding.severity, forms::Severity::error) << finding.message;
  return library;
}

TEST(LoadWords, the_languages_are_those_that_have_a_catalogue) {
  EXPECT_THAT(spoken_languages(testing::words_folder), ElementsAre("de", "en", "es", "fr", "pl", "vi"));
  EXPECT_THAT(spoken_languages("/nowhere"), IsEmpty());
  const Folder folder;
  folder.write("xx.mo", "");
  folder.write("yy.po", "");
  EXPECT_THAT(spoken_languages(folder.path()), ElementsAre("xx"));
}

TEST(LoadWords, a_torn_catalogue_is_an_error_with_its_name) {
  const Folder folder;
  folder.write("xx.mo", "not a catalogue");
  const auto words = load_words(folder.path(), "xx");
  ASSERT_FALSE(words);
  EXPECT_EQ(words.error().fault, Fault::corrupt);
  EXPECT_THAT(words.error().detail, HasSubstr("xx.mo: no message catalogue"));
  EXPECT_EQ(load_words(folder.path(), "zz").error().fault, Fault::not_found);
  EXPECT_EQ(load_vocabulary(folder.path(), {"xx"}, {}).error().fault, Fault::corrupt);
}

TEST(LoadWords, a_form_that_is_asked_in_no_other_language_brings_its_own) {
  const auto vocabulary = load_vocabulary(testing::words_folder, {"en"}, library_of("own", "de-AT"));
  ASSERT_TRUE(vocabulary) << vocabulary.error().detail;
  EXPECT_TRUE(vocabulary->speaks("de"));
  EXPECT_FALSE(vocabulary->speaks("fr")) << "only what is needed is loaded";
  EXPECT_TRUE(load_vocabulary(testing::words_folder, {"en"}, library_of("own", "sv")))
      << "a form in a language that the kiosk has no words in is no error";
}

TEST(LoadWords, only_letters_that_are_loaded_are_baked) {
  platform::Config config;
  const auto letters = [&](const std::vector<std::string>& languages) {
    return letters_of({}, config, testing::shipped_vocabulary(languages));
  };
  EXPECT_THAT(letters({"en", "vi"}), Contains(U'ế'));
  EXPECT_THAT(letters({"en", "pl"}), Not(Contains(U'ế')));
  EXPECT_THAT(letters({"en", "pl"}), Contains(U'ł'));
}

TEST(LoadWords, what_a_previewed_page_says_of_an_instruments_owner_is_baked) {
  EXPECT_THAT(letters_of({}, {}, testing::shipped_vocabulary({"en"})), Not(Contains(U'©')));
  const auto library = load_library(testing::words_folder.parent_path() / "forms", {});
  ASSERT_TRUE(library);
  const std::u32string letters = letters_of(library->library, {}, testing::shipped_vocabulary({"en"}));
  for (const char32_t sign : U"©®¹") {
    if (sign == 0) continue;
    EXPECT_THAT(letters, Contains(sign));
  }
}

}  // namespace
}  // namespace anteroom::kiosk
