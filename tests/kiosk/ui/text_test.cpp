#include "kiosk/ui/text.h"

#include <gtest/gtest.h>

namespace anteroom::ui {
namespace {

UiOptions options_with(std::u32string letters) {
  const std::filesystem::path atkinson = "/usr/share/fonts/truetype/atkinson-hyperlegible";
  UiOptions options;
  options.metrics = {{1280, 800}, 1280.0F / 217};
  options.fonts = {atkinson / "AtkinsonHyperlegible-Regular.ttf", atkinson / "AtkinsonHyperlegible-Bold.ttf",
                   "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf"};
  options.letters = std::move(letters);
  return options;
}

std::unique_ptr<Text> text_with(std::u32string letters) {
  auto text = Text::create(options_with(std::move(letters)));
  EXPECT_TRUE(text) << text.error().detail;
  return text ? std::move(*text) : nullptr;
}

std::vector<std::string> lines_of(const TextLayout& layout) {
  std::vector<std::string> lines;
  for (const TextLine& line : layout.lines) lines.push_back(layout.text.substr(line.begin, line.end - line.begin));
  return lines;
}

TEST(Text, capitals_are_as_high_as_the_size_promises) {
  const auto text = text_with({});
  const float px_per_mm = 1280.0F / 217;
  EXPECT_GE(text->capital_height(Role::body, Scale::patient), 4.8F * px_per_mm);
  EXPECT_LE(text->capital_height(Role::body, Scale::patient), 4.8F * px_per_mm + 2);
  EXPECT_GE(text->capital_height(Role::strong, Scale::staff), 3.8F * px_per_mm);
}

TEST(Text, wraps_between_words_and_loses_none) {
  const auto text = text_with({});
  const std::string words = "Over the last 2 weeks, how often have you been bothered by any of the following problems?";
  const TextLayout& layout = text->layout(words, Role::body, Scale::patient, 500, Wrap::fill);
  EXPECT_GT(layout.lines.size(), 2U);
  EXPECT_FALSE(layout.broken);
  std::string joined;
  for (const std::string& line : lines_of(layout)) joined += (joined.empty() ? "" : " ") + line;
  EXPECT_EQ(joined, words);
  for (const TextLine& line : layout.lines) EXPECT_LE(line.width, 500);
}

TEST(Text, a_range_of_numbers_is_never_torn) {
  const auto text = text_with({});
  for (float width = 120; width < 400; width += 7) {
    const TextLayout& layout = text->layout("Choose from 0-10 now", Role::body, Scale::patient, width, Wrap::fill);
    bool whole = false;
    for (const std::string& line : lines_of(layout)) whole = whole || line.contains("0-10");
    EXPECT_TRUE(whole) << width;
  }
}

TEST(Text, a_line_never_begins_with_a_sign_that_belongs_to_the_one_before) {
  const auto text = text_with({});
  for (const std::string_view words : {"une personne de confiance : quelqu'un d'autre",
                                       "28 of 28 answered · finished · printed", "dit « merci » puis"}) {
    for (float width = 260; width < 900; width += 7) {
      for (const TextLine& line : text->layout(words, Role::body, Scale::patient, width, Wrap::fill).lines) {
        const std::string_view begins = words.substr(line.begin);
        EXPECT_FALSE(begins.starts_with(":") || begins.starts_with("·") || begins.starts_with("»")) << width;
        EXPECT_FALSE(words.substr(0, line.end).ends_with("«")) << width;
      }
    }
  }
}

TEST(Text, the_dot_between_two_facts_is_not_drawn_where_a_new_line_parts_them) {
  const auto text = text_with({});
  const std::string words = "28 of 28 answered · finished · printed";
  for (float width = 260; width < 900; width += 1) {
    const TextLayout& layout = text->layout(words, Role::body, Scale::patient, width, Wrap::fill);
    std::size_t letters = 0;
    for (const std::string& line : lines_of(layout)) {
      EXPECT_TRUE(line.starts_with("28") || line.starts_with("answered") || line.starts_with("of") ||
                  line.starts_with("finished") || line.starts_with("printed"))
          << line;
      EXPECT_FALSE(line.ends_with("·") || line.ends_with(" ")) << line;
      letters += line.size();
    }
    for (const TextLine& line : layout.lines) EXPECT_LE(line.width, width);
    EXPECT_GE(letters + (layout.lines.size() - 1) * std::string_view(" · ").size(), words.size()) << "no word is lost";
  }
}

TEST(Text, a_word_wider_than_the_room_is_reported) {
  const auto text = text_with({});
  EXPECT_TRUE(text->layout("Schmerzfragebogen", Role::body, Scale::patient, 100, Wrap::fill).broken);
}

TEST(Text, a_line_ends_at_a_hyphen_only_where_more_than_a_few_letters_follow) {
  const auto text = text_with({});
  const auto ends_at_hyphen = [&](std::string_view words) {
    for (float width = 60; width < 600; width += 5) {
      const TextLayout& layout = text->layout(words, Role::body, Scale::patient, width, Wrap::fill);
      if (layout.broken) continue;
      for (const std::string& line : lines_of(layout)) {
        if (line.ends_with('-')) return true;
      }
    }
    return false;
  };
  EXPECT_FALSE(ends_at_hyphen("avant votre rendez-vous et dites-le"));
  EXPECT_FALSE(ends_at_hyphen("que vous lit-elle\u00A0?"));
  EXPECT_TRUE(ends_at_hyphen("an over-the-counter medicine"));
}

TEST(Text, no_short_word_stands_alone_on_the_last_line) {
  const auto text = text_with({});
  const std::string words = "If a pain is new or different, tell your care team.";
  int alone_when_typed = 0;
  for (float width = 400; width < 1200; width += 9) {
    const TextLayout typed = text->layout(words, Role::body, Scale::patient, width, Wrap::typed);
    const TextLayout filled = text->layout(words, Role::body, Scale::patient, width, Wrap::fill);
    EXPECT_EQ(filled.lines.size(), typed.lines.size()) << width;
    EXPECT_LE(filled.width, width);
    alone_when_typed += lines_of(typed).back() == "team." ? 1 : 0;
    EXPECT_NE(lines_of(filled).back(), "team.") << width;
    std::string joined;
    for (const std::string& line : lines_of(filled)) joined += (joined.empty() ? "" : " ") + line;
    EXPECT_EQ(joined, words) << width;
  }
  EXPECT_GT(alone_when_typed, 2) << "who is typing sees no word move";
}

TEST(Text, what_may_not_be_parted_goes_with_the_last_word) {
  const auto text = text_with({});
  const auto last_of = [&](const char* words, float width) {
    return lines_of(text->layout(words, Role::body, Scale::patient, width, Wrap::fill));
  };
  int together = 0;
  for (float width = 400; width < 1200; width += 9) {
    EXPECT_NE(last_of("Then one of the two has to be a charge nurse.", width).back(), "nurse.") << width;
    const std::vector<std::string> log = last_of("08:01 by a command, added to the staff · R. Meyer", width);
    EXPECT_NE(log.back(), "Meyer") << width;
    for (const std::string& line : log) EXPECT_FALSE(line.ends_with("·")) << width;
    together += log.back() == "R. Meyer" ? 1 : 0;
  }
  EXPECT_GT(together, 2);
}

TEST(Text, balanced_lines_are_as_many_and_never_longer) {
  const auto text = text_with({});
  const std::string words = "Please answer some questions before your visit today";
  int narrower = 0;
  for (float width = 300; width < 1200; width += 50) {
    const TextLayout& filled = text->layout(words, Role::body, Scale::patient, width, Wrap::fill);
    const TextLayout& balanced = text->layout(words, Role::body, Scale::patient, width, Wrap::balanced);
    EXPECT_EQ(balanced.lines.size(), filled.lines.size()) << width;
    EXPECT_LE(balanced.width, filled.width) << width;
    narrower += balanced.width < filled.width - 20 ? 1 : 0;
  }
  EXPECT_GT(narrower, 5);
}

TEST(Text, a_text_with_a_letter_that_atkinson_lacks_is_wholly_in_the_other_face) {
  const auto text = text_with(U"Жế");
  const TextLayout& latin = text->layout("Tiep tuc", Role::strong, Scale::patient, 900, Wrap::fill);
  EXPECT_FALSE(latin.other);
  const TextLayout& vietnamese = text->layout("Tiếp tuc", Role::strong, Scale::patient, 900, Wrap::fill);
  EXPECT_TRUE(vietnamese.other);
  EXPECT_NE(vietnamese.width, latin.width) << "measured in the face it is drawn in";
  EXPECT_TRUE(text->layout("Ж", Role::body, Scale::staff, 900, Wrap::fill).other);
  EXPECT_FALSE(text->layout("pálido", Role::body, Scale::staff, 900, Wrap::fill).other);
  const auto without = text_with({});
  EXPECT_LT(without->atlas().Fonts.Size, text->atlas().Fonts.Size) << "only what is used is baked";
  EXPECT_FALSE(without->layout("Ж", Role::body, Scale::staff, 900, Wrap::fill).other);
}

TEST(Text, a_language_that_needs_the_other_face_is_in_it_throughout) {
  const auto text = text_with(U"ế");
  text->choose_face(U"abcế");
  EXPECT_TRUE(text->layout("Start", Role::strong, Scale::patient, 900, Wrap::fill).other);
  text->choose_face(U"abcé");
  EXPECT_FALSE(text->layout("Start", Role::strong, Scale::patient, 900, Wrap::fill).other);
}

TEST(Text, a_letter_that_no_font_has_is_told) {
  const auto text = text_with({});
  EXPECT_TRUE(text->layout("ế", Role::body, Scale::patient, 900, Wrap::fill).unknown);
  EXPECT_FALSE(text->layout("e", Role::body, Scale::patient, 900, Wrap::fill).unknown);
}

TEST(Text, a_sign_that_atkinson_lacks_is_lent_by_the_other_face) {
  const auto text = text_with(U"\u2032");
  EXPECT_FALSE(text->layout("5\u2032", Role::body, Scale::patient, 900, Wrap::fill).other);
  for (const ImFont* font : text->atlas().Fonts) EXPECT_NE(font->FindGlyphNoFallback(0x2032), nullptr);
}

TEST(Text, marks_that_isolate_a_name_have_neither_ink_nor_width) {
  const auto text = text_with({});
  const TextLayout plain = text->layout("Visit 4821 for AB", Role::body, Scale::patient, 900, Wrap::fill);
  const TextLayout marked = text->layout("Visit \u20684821\u2069 for \u2068AB\u2069\u200B\u00AD", Role::body,
                                         Scale::patient, 900, Wrap::fill);
  EXPECT_EQ(marked.text, plain.text) << "what is drawn, and what a player reads";
  EXPECT_EQ(marked.width, plain.width);
  EXPECT_EQ(with_ink("\u2068é\u2069\xFF-\u2014"), "é\xFF-\u2014") << "nothing else goes";
}

TEST(Text, a_word_of_one_letter_ends_no_line) {
  const auto text = text_with({});
  const float width = text->layout("Proszę to wpisać w", Role::body, Scale::patient, 900, Wrap::fill).width + 2;
  const TextLayout& laid = text->layout("Proszę to wpisać w ankiecie", Role::body, Scale::patient, width, Wrap::fill);
  ASSERT_EQ(laid.lines.size(), 2U);
  EXPECT_EQ(laid.text.substr(laid.lines[1].begin), "w ankiecie");
  // In the middle of a word would be worse.
  const TextLayout& narrow = text->layout("w ankiecie", Role::body, Scale::patient, width / 2, Wrap::fill);
  EXPECT_FALSE(narrow.broken);
}

TEST(Text, lines_with_marks_above_one_another_stand_farther_apart) {
  const auto text = text_with(U"ếằậ");
  const auto height = [&](std::string_view words) {
    return text->layout(words, Role::body, Scale::patient, 60, Wrap::tight).line_height;
  };
  EXPECT_GT(height("nhớ đến ế\nế"), height("one\ntwo"));
}

TEST(Text, a_missing_font_is_named) {
  UiOptions options = options_with({});
  options.fonts.bold = "/nowhere/bold.ttf";
  const auto text = Text::create(options);
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().fault, Fault::not_found);
  EXPECT_TRUE(text.error().detail.contains("/nowhere/bold.ttf"));
}

TEST(Text, a_file_that_is_no_font_is_refused) {
  UiOptions options = options_with({});
  options.fonts.bold = "/etc/passwd";
  const auto text = Text::create(options);
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().fault, Fault::invalid_input);
}

}  // namespace
}  // namespace anteroom::ui
