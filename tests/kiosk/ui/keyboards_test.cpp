// The keyboards of six languages on every panel: what can be typed on them, where their keys stand, and the question
// that comes before keys that would cover it.
#include "kiosk/ui/keyboards.h"

#include "forms/base/utf8.h"
#include "tests/support/panel.h"

#include <algorithm>
#include <map>
#include <set>

namespace anteroom::ui {
namespace {

using testing::Panel;
using testing::PanelSize;

constexpr std::array panels = {testing::ten_inch, testing::seven_inch, PanelSize{800, 1280, 136},
                               testing::seven_inch_upright};

struct Written {
  std::string_view language;
  std::u32string text;
  std::string_view label = {};  // of the field: why what was typed is refused

  void operator()(Ui& ui) {
    ui.begin_screen({.id = "text", .layout = Layout::question});
    ui.question({}, "What?", {"More", "Less"});
    ui.text_field({.id = "answer", .label = label, .label_tone = Tone::attention, .value = "a", .hint = {}});
    const auto key = ui.keyboard({.erase_label = "Erase",
                                  .space_label = "Space",
                                  .language = language,
                                  .words = {.write = "Touch here to write", .read = "Question"}});
    if (key && !key->erase) text += key->letter;
    const auto footer = ui.footer({.back = FooterButton{"Back"}, .skip = FooterButton{"Skip"}});
    static_cast<void>(footer);
    ui.end_screen();
  }
};

std::string utf8(char32_t letter) {
  std::string text;
  append_letter(text, letter);
  return text;
}

// What everybody of that language needs to write, without capitals.
const std::map<std::string_view, std::u32string_view> alphabets = {
    {"en", U"abcdefghijklmnopqrstuvwxyz"},
    {"es", U"abcdefghijklmnñopqrstuvwxyzáéíóúü¿¡"},
    {"fr", U"abcdefghijklmnopqrstuvwxyzàâçéèêëîïôûùüÿœæ"},
    {"de", U"abcdefghijklmnopqrstuvwxyzäöüß"},
    {"pl", U"aąbcćdeęfghijklłmnńoóprsśtuwyzźż"},
    {"vi", U"aăâbcdđeêghiklmnoôơpqrstuưvxyfjwz\u0300\u0301\u0303\u0309\u0323"},
};
const std::map<char32_t, std::string> tones = {{0x0301, "key:tone:acute"},
                                               {0x0300, "key:tone:grave"},
                                               {0x0309, "key:tone:hook"},
                                               {0x0303, "key:tone:tilde"},
                                               {0x0323, "key:tone:dot"}};

void open_keys(Panel& panel, const Panel::Draw& draw) {
  panel.show(draw);
  panel.wait(std::chrono::seconds{1});
  if (panel.probe().find("keys:open") != nullptr) panel.tap("keys:open", draw);
  panel.wait(std::chrono::seconds{1});
}

void tap(Panel& panel, std::string_view id, const Panel::Draw& draw) {
  panel.wait(std::chrono::seconds{1});
  panel.tap(id, draw);
}

TEST(Keyboards, every_letter_of_a_language_can_be_typed_on_every_panel) {
  for (const PanelSize& size : panels) {
    for (const auto& [language, alphabet] : alphabets) {
      Panel panel(size);
      Written written{language, {}};
      const Panel::Draw draw = [&](Ui& ui) { written(ui); };
      open_keys(panel, draw);
      for (const char32_t letter : alphabet) {
        const std::string id = tones.contains(letter) ? tones.at(letter) : "key:" + utf8(letter);
        for (const std::string_view page : {"key:letters", "key:accents", "key:digits"}) {
          if (panel.probe().find(id) != nullptr) break;
          if (panel.probe().find(page) != nullptr) tap(panel, page, draw);
        }
        const std::size_t before = written.text.size();
        tap(panel, id, draw);
        ASSERT_EQ(written.text.size(), before + 1) << language << " " << id << " on " << size.width_mm << " mm";
        EXPECT_EQ(written.text.back(), letter);
      }
    }
  }
}

TEST(Keyboards, give_way_to_a_refusal_and_stay_when_it_is_being_corrected) {
  Panel panel(testing::seven_inch);
  Written written{"en", {}};
  const Panel::Draw draw = [&](Ui& ui) { written(ui); };
  const auto are_open = [&] { return panel.probe().find("key:a") != nullptr; };
  open_keys(panel, draw);
  ASSERT_TRUE(are_open());
  written.label = "Too long.";
  panel.show(draw);
  EXPECT_FALSE(are_open()) << "so that it is read";
  open_keys(panel, draw);
  ASSERT_TRUE(are_open());
  written.label = {};
  panel.show(draw);
  EXPECT_TRUE(are_open());
}

TEST(Keyboards, staff_find_the_letters_where_their_language_has_them) {
  const std::map<std::string_view, std::string_view> sixth = {{"en", "y"}, {"de", "z"}, {"fr", "y"}, {"vi", "y"}};
  const std::map<std::string_view, std::string_view> first = {{"en", "q"}, {"de", "q"}, {"fr", "a"}, {"vi", "q"}};
  for (const auto& [language, letter] : sixth) {
    Panel panel(testing::seven_inch);
    panel.show([&](Ui& ui) {
      ui.begin_screen({.id = "words", .layout = Layout::question, .audience = Audience::staff});
      ui.question({}, "Word 1 of 6", {"More", "Less"});
      ui.text_field({.id = "words", .value = ""});
      (void)ui.keyboard({.kind = KeyboardKind::letters, .erase_label = "Erase", .language = language});
      (void)ui.footer({.back = FooterButton{"Back"}});
      ui.end_screen();
    });
    const auto key = [&](std::string_view name) { return panel.probe().find("key:" + std::string(name)); };
    for (char each = 'a'; each <= 'z'; ++each) EXPECT_NE(key({&each, 1}), nullptr) << language << ' ' << each;
    const float row = key(first.at(language))->rect.y;
    EXPECT_EQ(key(letter)->rect.y, row) << language;
    EXPECT_LT(key("t")->rect.x, key(letter)->rect.x) << language;
    EXPECT_LT(key(letter)->rect.x, key("u")->rect.x) << language;
    EXPECT_NE(key("erase"), nullptr);
  }
}

TEST(Keyboards, digits_can_be_reached_and_left_in_every_language) {
  for (const PanelSize& size : panels) {
    for (const auto& [language, alphabet] : alphabets) {
      Panel panel(size);
      Written written{language, {}};
      const Panel::Draw draw = [&](Ui& ui) { written(ui); };
      open_keys(panel, draw);
      if (panel.probe().find("key:digits") == nullptr) tap(panel, "key:accents", draw);
      tap(panel, "key:digits", draw);
      for (const char digit : std::string_view("1234567890")) {
        EXPECT_NE(panel.probe().find("key:" + std::string(1, digit)), nullptr) << language << " " << digit;
      }
      tap(panel, "key:letters", draw);
      EXPECT_NE(panel.probe().find("key:e"), nullptr) << language;
    }
  }
}

TEST(Keyboards, shift_writes_one_capital_also_of_an_accent) {
  Panel panel;
  Written written{"es", {}};
  const Panel::Draw draw = [&](Ui& ui) { written(ui); };
  open_keys(panel, draw);
  tap(panel, "key:shift", draw);
  tap(panel, "key:ñ", draw);
  tap(panel, "key:ñ", draw);
  tap(panel, "key:accents", draw);
  tap(panel, "key:shift", draw);
  tap(panel, "key:é", draw);
  EXPECT_NE(panel.probe().find("key:a"), nullptr) << "one accent, and the letters are back";
  EXPECT_EQ(written.text, U"ÑñÉ");
}

TEST(Keyboards, keys_are_as_large_and_as_far_apart_as_a_finger_needs) {
  for (const PanelSize& size : panels) {
    const bool small = std::min(size.width_mm, size.height * size.width_mm / size.width) < 110;
    for (const auto& [language, alphabet] : alphabets) {
      Panel panel(size);
      Written written{language, {}};
      const Panel::Draw draw = [&](Ui& ui) { written(ui); };
      open_keys(panel, draw);
      const auto& marks = panel.probe().marks;
      for (const Mark& mark : marks) {
        EXPECT_FALSE(mark.clipped) << mark.id;
        if (!mark.id.starts_with("key:")) continue;
        const float least = (small ? 12.7F : 16) - 0.2F;
        EXPECT_GE(panel.mm(mark.rect.w), least) << language << " " << mark.id;
        EXPECT_GE(panel.mm(mark.rect.h), least) << language << " " << mark.id;
        for (const Mark& other : marks) {
          if (&other <= &mark || other.kind == MarkKind::state) continue;
          const float x = std::max(mark.rect.x - other.rect.right(), other.rect.x - mark.rect.right());
          const float y = std::max(mark.rect.y - other.rect.bottom(), other.rect.y - mark.rect.bottom());
          EXPECT_GE(panel.mm(std::max(x, y)), 3 - 0.2F) << language << " " << mark.id << " and " << other.id;
        }
      }
    }
  }
}

TEST(Keyboards, an_upright_panel_has_the_letters_by_the_alphabet) {
  for (const PanelSize& size : {PanelSize{800, 1280, 136}, PanelSize{480, 800, 93}}) {
    Panel panel(size);
    Written written{"es", {}};
    const Panel::Draw draw = [&](Ui& ui) { written(ui); };
    open_keys(panel, draw);
    std::vector<const Mark*> letters;
    for (const char32_t letter : std::u32string_view(U"abcdefghijklmnñopqrstuvwxyz")) {
      const Mark* mark = panel.probe().find("key:" + utf8(letter));
      if (mark == nullptr && letter == U'ñ' && size.width_mm < 100) continue;  // stands on a further page there
      ASSERT_NE(mark, nullptr) << utf8(letter);
      if (!letters.empty()) {
        const Rect& before = letters.back()->rect;
        EXPECT_TRUE(mark->rect.y > before.y || (mark->rect.y == before.y && mark->rect.x > before.x)) << utf8(letter);
      }
      letters.push_back(mark);
    }
  }
}

TEST(Keyboards, a_small_panel_shows_the_question_first_and_again) {
  Panel panel(testing::seven_inch);
  Written written{"en", {}};
  const Panel::Draw draw = [&](Ui& ui) { written(ui); };
  const auto asks = [&] {
    return std::ranges::any_of(panel.probe().texts, [](const TextRun& run) { return run.text == "What?"; });
  };
  panel.show(draw);
  EXPECT_TRUE(asks());
  EXPECT_EQ(panel.probe().find("key:a"), nullptr);
  open_keys(panel, draw);
  EXPECT_FALSE(asks());
  EXPECT_NE(panel.probe().find("key:a"), nullptr);
  tap(panel, "keys:close", draw);
  EXPECT_TRUE(asks());
}

TEST(Keyboards, letters_to_be_typed_are_told_to_who_bakes_them) {
  EXPECT_TRUE(letters_typed_in("vi").contains(U'ế'));
  EXPECT_TRUE(letters_typed_in("pl").contains(U'Ż'));
  EXPECT_FALSE(letters_typed_in("en").contains(U'é'));
  EXPECT_EQ(keys_of("fr-CA").language, "fr");
}

}  // namespace
}  // namespace anteroom::ui
