#include "kiosk/ui/keyboards.h"

#include <algorithm>

namespace anteroom::ui {
namespace {

// QWERTZ, AZERTY and QWERTY as Germany, France and the others have them. Polish and Spanish accents stand together on
// one further page, as on a telephone; a German one finds the sharp s beside the zero. A Vietnamese types the letter
// and then its tone; J, W and Z, which Vietnamese words do not have, leave their places to the tones, and F too where a
// row has ten keys: medicines have it.
constexpr std::array languages = {
    LanguageKeys{.language = "en",
                 .wide = {U"qwertyuiopE", U"asdfghjkl", U"Szxcvbnm__#"},
                 .narrow = {U"qwertyuiop", U"asdfghjkl#", U"Szxcvbnm__"},
                 .others = U"",
                 .others_label = ""},
    LanguageKeys{.language = "es",
                 .wide = {U"qwertyuiopE", U"asdfghjklñ*", U"Szxcvbnm__#"},
                 .narrow = {U"qwertyuiop", U"asdfghjkl*", U"Szxcvbnm_#"},
                 .others = U"áéíóúüñ¿¡",
                 .others_label = "áé"},
    LanguageKeys{.language = "fr",
                 .wide = {U"azertyuiopE", U"qsdfghjklmé", U"Swxcvbn__*#"},
                 .narrow = {U"azertyuiop", U"qsdfghjklm", U"Swxcvbn_*#"},
                 .others = U"éèàçùêâîôûëïüœæÿ",
                 .others_label = "éà"},
    LanguageKeys{.language = "de",
                 .wide = {U"qwertzuiopü", U"asdfghjklöä", U"Syxcvbnm_E#"},
                 .narrow = {U"qwertzuiop", U"asdfghjkl*", U"Syxcvbnm_#"},
                 .others = U"äöüß",
                 .others_label = "äö",
                 .more_digits = U"ß"},
    LanguageKeys{.language = "pl",
                 .wide = {U"qwertyuiopE", U"asdfghjklł*", U"Szxcvbnm__#"},
                 .narrow = {U"qwertyuiop", U"asdfghjkl*", U"Szxcvbnm_#"},
                 .others = U"ąćęłńóśźż",
                 .others_label = "ąę"},
    LanguageKeys{.language = "vi",
                 .wide = {U"qertyuiop\u0301E", U"asdfghkl\u0300\u0309\u0303", U"Sxcvbnm\u0323_*#"},
                 .narrow = {U"qertyuiop\u0301", U"asdghkl\u0300\u0309\u0303", U"Sxcvbnm\u0323_*"},
                 .others = U"ăâđêôơưfjwz",
                 .others_label = "ăđ w"},
};

constexpr std::u32string_view small_letters = U"áéíóúüñèàçùêâîôûëïœæÿäöąćęłńśźżăđơư";
constexpr std::u32string_view capitals = U"ÁÉÍÓÚÜÑÈÀÇÙÊÂÎÔÛËÏŒÆŸÄÖĄĆĘŁŃŚŹŻĂĐƠƯ";
static_assert(small_letters.size() == capitals.size());

// Those with a key of their own among the plain ones.
constexpr std::u32string_view marked = U"éñäöüł";
constexpr std::u32string_view unmarked = U"enaoul";
static_assert(marked.size() == unmarked.size());

constexpr std::u32string_view tone_marks = U"\u0301\u0300\u0309\u0303\u0323";
constexpr std::u32string_view tones_shown = U"áàảãạ";

// Vietnamese vowels under each tone, small and capital (Unicode, Latin Extended Additional and Latin-1).
constexpr std::u32string_view with_tones =
    U"áắấéếíóốớúứýàằầèềìòồờùừỳảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹạặậẹệịọộợụựỵ"
    U"ÁẮẤÉẾÍÓỐỚÚỨÝÀẰẦÈỀÌÒỒỜÙỪỲẢẲẨẺỂỈỎỔỞỦỬỶÃẴẪẼỄĨÕỖỠŨỮỸẠẶẬẸỆỊỌỘỢỤỰỴ";

}  // namespace

const LanguageKeys& keys_of(std::string_view language) {
  const std::string_view own = language.substr(0, language.find('-'));
  const auto* const found = std::ranges::find(languages, own, &LanguageKeys::language);
  return found == languages.end() ? languages.front() : *found;
}

char32_t capital_of(char32_t letter) {
  if (letter >= U'a' && letter <= U'z') return letter - U'a' + U'A';
  const std::size_t place = small_letters.find(letter);
  return place == std::u32string_view::npos ? letter : capitals[place];
}

std::u32string letters_typed_in(std::string_view language) {
  const LanguageKeys& keys = keys_of(language);
  std::u32string letters(keys.others);
  for (const std::u32string_view row : keys.wide) letters += row;
  if (letters.contains(tone_marks.front())) letters += with_tones;
  std::erase_if(letters, [](char32_t letter) { return tone_marks.contains(letter); });
  for (std::size_t place = 0, count = letters.size(); place < count; ++place) letters += capital_of(letters[place]);
  return letters;
}

char32_t plain_letter(char32_t letter) {
  const std::size_t place = marked.find(letter);
  return place == std::u32string_view::npos ? letter : unmarked[place];
}

char32_t shown_for_tone(char32_t mark) {
  const std::size_t place = tone_marks.find(mark);
  return place == std::u32string_view::npos ? 0 : tones_shown[place];
}

}  // namespace anteroom::ui
