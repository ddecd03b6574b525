#include "kiosk/flow/tones.h"

#include "forms/base/utf8.h"

#include <array>
#include <optional>
#include <string.h>
#include <string_view>

namespace anteroom::flow {
namespace {

constexpr std::u32string_view vowels = U"aăâeêioôơuưyAĂÂEÊIOÔƠUƯY";

// The same vowels under each tone (Unicode's composed letters).
struct Tone {
  char32_t mark;
  std::u32string_view letters;
};
constexpr std::array tones = {
    Tone{0x0301, U"áắấéếíóốớúứýÁẮẤÉẾÍÓỐỚÚỨÝ"}, Tone{0x0300, U"àằầèềìòồờùừỳÀẰẦÈỀÌÒỒỜÙỪỲ"},
    Tone{0x0309, U"ảẳẩẻểỉỏổởủửỷẢẲẨẺỂỈỎỔỞỦỬỶ"}, Tone{0x0303, U"ãẵẫẽễĩõỗỡũữỹÃẴẪẼỄĨÕỖỠŨỮỸ"},
    Tone{0x0323, U"ạặậẹệịọộợụựỵẠẶẬẸỆỊỌỘỢỤỰỴ"},
};
static_assert(vowels.size() == 24 && tones[0].letters.size() == 24 && tones[1].letters.size() == 24 &&
              tones[2].letters.size() == 24 && tones[3].letters.size() == 24 && tones[4].letters.size() == 24);

struct Vowel {
  std::size_t place = 0;  // in `vowels`
  char32_t mark = 0;      // of its tone; 0 without one
};

std::optional<Vowel> vowel_of(char32_t letter) {
  if (const std::size_t place = vowels.find(letter); place != std::u32string_view::npos) return Vowel{place, 0};
  for (const Tone& tone : tones) {
    if (const std::size_t place = tone.letters.find(letter); place != std::u32string_view::npos) {
      return Vowel{place, tone.mark};
    }
  }
  return std::nullopt;
}

char32_t composed(std::size_t place, char32_t mark) {
  for (const Tone& tone : tones) {
    if (tone.mark == mark) return tone.letters[place];
  }
  return vowels[place];
}

bool is_tone(char32_t letter) {
  for (const Tone& tone : tones) {
    if (tone.mark == letter) return true;
  }
  return false;
}

void add_tone(std::string& typed, char32_t mark) {
  std::size_t end = typed.size();
  while (end > 0) {
    std::size_t begin = end - 1;
    while (begin > 0 && (static_cast<unsigned char>(typed[begin]) & 0xC0U) == 0x80U) --begin;
    const auto decoded = decode_letter(std::string_view(typed).substr(begin, end - begin));
    if (!decoded || decoded->letter == U' ') break;
    if (const auto vowel = vowel_of(decoded->letter)) {
      std::string tail = typed.substr(end);
      explicit_bzero(typed.data() + begin, typed.size() - begin);  // no answer stays behind in memory
      typed.resize(begin);
      append_letter(typed, composed(vowel->place, vowel->mark == mark ? 0 : mark));
      typed += tail;
      explicit_bzero(tail.data(), tail.size());
      return;
    }
    end = begin;
  }
  append_letter(typed, composed(0, mark));
}

}  // namespace

void add_letter(std::string& typed, char32_t letter) {
  if (is_tone(letter)) {
    add_tone(typed, letter);
  } else {
    append_letter(typed, letter);
  }
}

}  // namespace anteroom::flow
