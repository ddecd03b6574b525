#include "kiosk/words/words.h"

#include "tests/support/mo_file.h"

#include <gmock/gmock.h>

namespace anteroom::words {
namespace {

using ::testing::UnorderedElementsAre;

Words german() {
  auto read = Catalogue::read(testing::mo_file(
      {{"", "Language: de\nContent-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=n != 1;\n"},
       {"Question {number} of {of}", "Von {of} Fragen die {number}."},
       {std::string("state\x04") + "Seen", "Gesehen"},
       {"Odd", "{nobody} {number"},
       {std::string("{count} more\0{count} more", 25), std::string("{count} weiterer\0{count} weitere", 32)}}));
  EXPECT_TRUE(read) << read.error().detail;
  return read ? Words(std::move(*read)) : Words();
}

std::string in_isolation(std::string_view text) { return "\u2068" + std::string(text) + "\u2069"; }

TEST(Words, without_a_catalogue_the_english_of_the_source_is_said) {
  const Words source;
  EXPECT_EQ(source.language(), "en");
  EXPECT_EQ(source.say("Back"), "Back");
  EXPECT_EQ(source.say_as("state", "Seen"), "Seen");
  EXPECT_EQ(source.say_count("{count} form", "{count} forms", 1), in_isolation("1") + " form");
  EXPECT_EQ(source.say_count("{count} form", "{count} forms", 0), in_isolation("0") + " forms");
}

TEST(Words, a_catalogue_orders_what_is_put_in_as_its_language_does) {
  const Words words = german();
  EXPECT_EQ(words.language(), "de");
  EXPECT_EQ(words.say("Question {number} of {of}", {{"number", 3}, {"of", 12}}),
            "Von " + in_isolation("12") + " Fragen die " + in_isolation("3") + ".");
  EXPECT_EQ(words.say_as("state", "Seen"), "Gesehen");
  EXPECT_EQ(words.say("Seen"), "Seen") << "another meaning";
  EXPECT_EQ(words.say_count("{count} more", "{count} more", 1), in_isolation("1") + " weiterer");
  EXPECT_EQ(words.say_count("{count} more", "{count} more", 7), in_isolation("7") + " weitere");
}

TEST(Words, what_is_put_in_is_isolated_and_is_not_looked_at_again) {
  const Words source;
  EXPECT_EQ(source.say("Visit {code}", {{"code", "{code}"}}), "Visit " + in_isolation("{code}"));
  EXPECT_EQ(source.say("{a}{b}", {{"a", "\u05d0"}, {"b", ""}}), in_isolation("\u05d0") + in_isolation(""));
}

TEST(Words, an_unknown_or_torn_placeholder_stays_as_it_stands) {
  const Words words = german();
  EXPECT_EQ(words.say("Odd", {{"number", 3}}), "{nobody} {number");
  EXPECT_EQ(words.say("{", {{"", "x"}}), "{");
  EXPECT_EQ(words.say("{} {{number}}", {{"number", 3}}), "{} {" + in_isolation("3") + "}");
}

TEST(Words, names_of_a_list_stand_apart) {
  const Words source;
  const std::vector<std::string> names = {"PEG", "TSK-11"};
  EXPECT_EQ(source.list(names), in_isolation("PEG") + ", " + in_isolation("TSK-11"));
  EXPECT_EQ(source.list({}), "");
}

TEST(Vocabulary, speaks_what_it_was_given_and_always_english) {
  Vocabulary vocabulary;
  EXPECT_TRUE(vocabulary.speaks("en"));
  EXPECT_FALSE(vocabulary.speaks("de"));
  vocabulary.add(german());
  EXPECT_EQ(vocabulary.in("de").say_as("state", "Seen"), "Gesehen");
  EXPECT_EQ(vocabulary.in("de-AT").say_as("state", "Seen"), "Gesehen");
  EXPECT_EQ(vocabulary.in("en-US").say_as("state", "Seen"), "Seen");
  EXPECT_EQ(vocabulary.in("fr").language(), "en");
  EXPECT_FALSE(vocabulary.speaks("d"));
  EXPECT_FALSE(vocabulary.speaks(""));
  EXPECT_THAT(vocabulary.texts(), UnorderedElementsAre("Von {of} Fragen die {number}.", "Gesehen", "{nobody} {number",
                                                       "{count} weiterer", "{count} weitere"));
}

}  // namespace
}  // namespace anteroom::words
