// Keys for words. The letters of the language first; digits and signs, and letters without a key of their own, on pages
// behind them. Only shift and the page are kept here.
#include "forms/base/utf8.h"
#include "kiosk/ui/key_caps.h"
#include "kiosk/ui/keyboards.h"
#include "kiosk/ui/state.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <ranges>
#include <utility>

namespace anteroom::ui {
namespace {

// The plain letters of a language's keyboard where its people look for them: what staff type is in those alone. All of
// them, though a patient's keys of that language lack some.
std::array<std::u32string, 3> staffs_keys(const LanguageKeys& keys) {
  std::array<std::u32string, 3> rows;
  std::size_t letters = 0;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (const char32_t key : keys.wide.at(row)) {
      if (key >= U'a' && key <= U'z') rows.at(row) += key;
    }
    letters += rows.at(row).size();
  }
  constexpr std::size_t alphabet = 26;
  if (letters < alphabet) rows = {U"qwertyuiop", U"asdfghjkl", U"zxcvbnm"};
  // No row has more than ten keys: every one of them is as wide as a finger on 7 inches.
  constexpr std::size_t most = 10;
  const bool erase_is_lower = rows[1].size() == most;
  if (!erase_is_lower) rows[1] += U'E';
  rows[2] = U" " + rows[2] + (erase_is_lower ? U" E#" : U" #");
  return rows;
}

std::string utf8(char32_t letter) {
  std::string text;
  append_letter(text, letter);
  return text;
}

struct Sign {
  std::string_view name;
  char letter;
};
constexpr std::array signs = {Sign{"hyphen", '-'},   Sign{"point", '.'}, Sign{"comma", ','}, Sign{"apostrophe", '\''},
                              Sign{"question", '?'}, Sign{"slash", '/'}, Sign{"colon", ':'}, Sign{"at", '@'}};
constexpr std::size_t signs_of_a_record = 2;

std::string_view name_of_tone(char32_t mark) {
  switch (mark) {
    case 0x0301: return "tone:acute";
    case 0x0300: return "tone:grave";
    case 0x0309: return "tone:hook";
    case 0x0303: return "tone:tilde";
    case 0x0323: return "tone:dot";
    default: return {};
  }
}

// Each page has its own letters in the places that the first has for them; what stands elsewhere stays.
class Caps {
 public:
  Caps(const Keyboard& keyboard, KeyboardPage page, bool shift)
      : m_keyboard(keyboard), m_keys(keys_of(keyboard.language)), m_page(page), m_shift(shift) {}

  [[nodiscard]] KeyRows rows(const KeyboardPlan& plan) const {
    KeyRows rows;
    const bool digits_have_a_key =
        std::ranges::any_of(plan, [](std::u32string_view row) { return row.contains(U'#'); });
    const bool others_have_a_key =
        std::ranges::any_of(plan, [](std::u32string_view row) { return row.contains(U'*'); });
    std::size_t others = 0;  // taken
    for (std::size_t row = 0; row < plan.size(); ++row) {
      std::vector<KeyCap>& caps = rows.emplace_back();
      const std::u32string_view places = plan.at(row);
      const bool wide_row = static_cast<std::size_t>(std::ranges::count_if(places, is_letter)) > 10;
      std::size_t taken = 0;
      for (std::size_t place = 0; place < places.size(); ++place) {
        const char32_t key = places[place];
        if (key == U'_' && place > 0 && places[place - 1] == U'_') {
          caps.back().width += 1;
        } else if (!is_letter(key)) {
          caps.push_back(special(key, digits_have_a_key, others_have_a_key));
        } else if (m_page == KeyboardPage::letters) {
          caps.push_back(letter(key));
        } else if (m_page == KeyboardPage::digits) {
          caps.push_back(digit_or_sign(row, taken++, wide_row));
        } else if (others < m_keys.others.size()) {
          caps.push_back(letter(m_keys.others[others++]));
        } else if (!digits_have_a_key && others++ == m_keys.others.size()) {
          caps.push_back(special(U'#', true, true));
        } else {
          caps.emplace_back();
        }
      }
    }
    return rows;
  }

 private:
  static bool is_letter(char32_t key) { return !std::u32string_view(U"SE_#* ").contains(key); }

  [[nodiscard]] KeyCap letter(char32_t key) const {
    if (const char32_t shown = shown_for_tone(key); shown != 0) {
      return {.id = "key:" + std::string(name_of_tone(key)),
              .label = utf8(m_shift ? capital_of(shown) : shown),
              .enabled = m_keyboard.enabled,
              .letter = key};
    }
    const bool capital = m_shift || m_keyboard.kind != KeyboardKind::text;
    const char32_t written = capital ? capital_of(key) : key;
    return {.id = "key:" + utf8(key), .label = utf8(written), .enabled = m_keyboard.enabled, .letter = written};
  }

  [[nodiscard]] KeyCap digit_or_sign(std::size_t row, std::size_t place, bool wide_row) const {
    constexpr std::u32string_view digits = U"1234567890";
    if (row == 0 && place < digits.size()) return letter(digits[place]);
    if (row == 0 && wide_row && place - digits.size() < m_keys.more_digits.size()) {
      return letter(m_keys.more_digits[place - digits.size()]);
    }
    const std::size_t count = m_keyboard.kind == KeyboardKind::text ? signs.size() : signs_of_a_record;
    if (row == 1 && place < count) return named_key(signs.at(place).name, signs.at(place).letter, m_keyboard.enabled);
    return {};
  }

  [[nodiscard]] KeyCap special(char32_t key, bool digits_have_a_key, bool others_have_a_key) const {
    const KeyCap back{.id = "key:letters", .label = "abc"};
    const bool first = m_page == KeyboardPage::letters;
    const bool digits = m_page == KeyboardPage::digits;
    switch (key) {
      case U'S':
        if (digits) return {};
        return {.id = "key:shift", .icon = Icon::shift, .chosen = m_shift};
      case U'E': return erase_key(m_keyboard.erase_label, !m_keyboard.locked);
      case U'_':
        return {.id = "key:space",
                .label = std::string(m_keyboard.space_label),
                .icon = Icon::space,
                .enabled = m_keyboard.enabled,
                .letter = U' '};
      case U'#':
        if (m_keyboard.kind == KeyboardKind::letters) return {};
        if (digits) return back;
        // A letter that stands on no other page is named: nobody looks for it among the digits.
        return {.id = "key:digits",
                .label = others_have_a_key || m_keys.more_digits.empty() ? "123" : "123" + utf8(m_keys.more_digits[0])};
      case U'*':
        if (first || (digits && digits_have_a_key))
          return {.id = "key:accents", .label = std::string(m_keys.others_label)};
        return back;
      default: return {};
    }
  }

  const Keyboard& m_keyboard;
  const LanguageKeys& m_keys;
  KeyboardPage m_page;
  bool m_shift;
};

// As in a list of words: ñ behind n, tones behind all letters.
void put_in_alphabetical_order(std::vector<KeyCap>& letters) {
  std::ranges::stable_sort(letters, {}, [](const KeyCap& cap) {
    const auto small = cap.letter >= U'A' && cap.letter <= U'Z' ? cap.letter - U'A' + U'a' : cap.letter;
    return std::pair(plain_letter(small), small);
  });
}

// A panel held upright is too narrow for ten keys in a row, and a typewriter's rows that break are no order that
// anybody knows: the letters by the alphabet, then everything else; the space bar takes what is left.
KeyRows upright_rows(const KeyRows& wide, KeyboardPage page, std::size_t across, std::size_t rows) {
  std::vector<KeyCap> caps;
  std::vector<KeyCap> last;
  for (const std::vector<KeyCap>& row : wide) {
    for (const KeyCap& cap : row) {
      const bool is_last = cap.id == "key:space" || cap.id == "key:erase";
      const bool is_turn =
          cap.icon == Icon::shift || cap.id == "key:digits" || cap.id == "key:letters" || cap.id == "key:accents";
      if (is_last || is_turn) {
        last.push_back(cap);
      } else if (!cap.id.empty()) {
        caps.push_back(cap);
      }
    }
  }
  if (page == KeyboardPage::letters) put_in_alphabetical_order(caps);
  // Shift and the turns of pages, the space bar, erase: at the end, in the same places whatever page is shown.
  const auto rank = [](const KeyCap& cap) { return cap.id == "key:erase" ? 2 : cap.id == "key:space" ? 1 : 0; };
  std::ranges::stable_sort(last, {}, rank);
  KeyRows result(rows);
  for (std::size_t place = 0; place < caps.size(); ++place) result.at(place / across).push_back(caps[place]);
  std::vector<KeyCap>& row = result.back();
  const std::size_t free = across - std::min(across, row.size() + last.size());
  const bool has_space = std::ranges::find(last, "key:space", &KeyCap::id) != last.end();
  if (!has_space && free > 0) row.push_back({.width = static_cast<float>(free)});
  for (KeyCap& cap : last) {
    cap.width = cap.id == "key:space" ? static_cast<float>(1 + free) : 1;
    row.push_back(cap);
  }
  return result;
}

}  // namespace

float Ui::State::keyboard_height() const {
  const auto rows = static_cast<float>(boxes.portrait ? upright_key_rows : 3);
  return rows * up(boxes.small ? measure::target_floor : measure::target) + (rows - 1) * up(measure::gap);
}

std::optional<Key> Ui::keyboard(const Keyboard& keyboard) {
  State& s = *m_state;
  const bool staffs = keyboard.kind != KeyboardKind::text;
  const KeyboardPage opens_with =
      keyboard.kind == KeyboardKind::record_number ? KeyboardPage::digits : KeyboardPage::letters;
  const KeyboardPage page = s.keyboard_page.value_or(opens_with);
  const LanguageKeys& keys = keys_of(keyboard.language);
  const auto of_staff = staffs_keys(keys);
  const KeyboardPlan plan = staffs          ? KeyboardPlan{of_staff[0], of_staff[1], of_staff[2]}
                            : s.boxes.small ? keys.narrow
                                            : keys.wide;
  const float height = s.keyboard_height();
  const float gap = s.up(measure::gap);

  std::optional<Key> pressed;
  Rect box = s.keys;
  if (box.h <= 0) {
    const State::WritingRoom room =
        s.write_above(height, keyboard.words, s.boxes.small ? keyboard.erase_label : std::string_view{});
    if (!room.keys_open) return std::nullopt;
    if (room.erased) pressed = Key{.erase = true};
    box = room.box;
  }
  if (s.boxes.small) {
    // Every key as wide as it can be: up to the edges of the panel.
    const float edge = s.up(0.5F);
    box.x = edge;
    box.w = s.options.metrics.window.w - 2 * edge;
  }

  KeyRows rows = Caps(keyboard, page, s.shift).rows(plan);
  std::size_t across = 0;
  for (const std::u32string_view row : plan) across = std::max(across, row.size());
  if (s.boxes.portrait) {
    across = s.boxes.small ? 6 : 7;
    rows = upright_rows(rows, page, across, upright_key_rows);
  }
  const KeyGrid grid{.box = box, .gap = gap, .across = static_cast<float>(across)};
  for (std::size_t row = 0; row < rows.size(); ++row) {
    // A typewriter's row with fewer keys stands in the middle.
    const float taken = std::ranges::fold_left(rows[row] | std::views::transform(&KeyCap::width), 0.0F, std::plus{});
    float from = s.boxes.portrait ? 0 : (grid.across - taken) / 2;
    for (const KeyCap& cap : rows[row]) {
      const Rect place = key_box(grid, rows.size(), row, from, cap.width);
      from += cap.width;
      if (cap.id.empty()) continue;
      if (!s.key_face(cap.id, cap.label, cap.icon, place, cap.enabled, cap.chosen, Role::strong)) continue;
      if (cap.id == "key:shift") {
        s.shift = !s.shift;
      } else if (cap.id == "key:digits") {
        s.keyboard_page = KeyboardPage::digits;
      } else if (cap.id == "key:accents") {
        s.keyboard_page = KeyboardPage::others;
      } else if (cap.id == "key:letters") {
        s.keyboard_page = KeyboardPage::letters;
      } else {
        pressed = Key{.erase = cap.letter == 0, .letter = cap.letter};
        if (cap.letter == 0) continue;
        s.shift = false;
        // One letter, and the usual ones are back, as after shift.
        if (page == KeyboardPage::others) s.keyboard_page = KeyboardPage::letters;
      }
    }
  }
  return pressed;
}

}  // namespace anteroom::ui
