#include "kiosk/ui/theme.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace anteroom::ui {
namespace {

constexpr Colour rgb(std::uint32_t hex, std::uint8_t alpha = 255) {
  return {static_cast<std::uint8_t>(hex >> 16), static_cast<std::uint8_t>(hex >> 8), static_cast<std::uint8_t>(hex),
          alpha};
}

constexpr Palette light{
    .background = rgb(0xF5F0E8),
    .surface = rgb(0xFFFDF9),
    .pressed = rgb(0xE3DACC),
    .sunken = rgb(0xE9E1D5),
    .band = rgb(0xEBE3D7),
    .hairline = rgb(0xDDD2C3),
    .line = rgb(0x857A6D),
    .text = rgb(0x1C2529),
    .muted = rgb(0x3E4648),
    .quiet = rgb(0x3E4648),
    .primary = rgb(0x0D504E),
    .primary_pressed = rgb(0x062F2E),
    .on_primary = rgb(0xFFFFFF),
    .chosen = rgb(0xD8E8E3),
    .danger = rgb(0x8A1C1C),
    .danger_pressed = rgb(0x5C0E0E),
    .on_danger = rgb(0xFFFFFF),
    .shadow = rgb(0x3A2E1C, 8),
    .neutral_tone = {rgb(0xE2E8EE), rgb(0x1F2F3D), rgb(0x66788A)},
    .good_tone = {rgb(0xDCEBDC), rgb(0x143D1E), rgb(0x3B7A48)},
    .attention_tone = {rgb(0xFBEBC8), rgb(0x4A3000), rgb(0x9A6B08)},
    .danger_tone = {rgb(0xF9DFDB), rgb(0x641010), rgb(0xA93226)},
};

constexpr Palette dark{
    .background = rgb(0x15181A),
    .surface = rgb(0x22282A),
    .pressed = rgb(0x3A4346),
    .sunken = rgb(0x2B3234),
    .band = rgb(0x1D2224),
    .hairline = rgb(0x333B3E),
    .line = rgb(0x8B9698),
    .text = rgb(0xF4F0E9),
    .muted = rgb(0xC9CCC8),
    .quiet = rgb(0xC9CCC8),
    .primary = rgb(0x93D6CB),
    .primary_pressed = rgb(0xC9F0E8),
    .on_primary = rgb(0x06211F),
    .chosen = rgb(0x1B413E),
    .danger = rgb(0xF4B3AA),
    .danger_pressed = rgb(0xFFDAD4),
    .on_danger = rgb(0x3A0907),
    .shadow = rgb(0x000000, 22),
    .neutral_tone = {rgb(0x24323E), rgb(0xE4EDF5), rgb(0x86A0B5)},
    .good_tone = {rgb(0x1D3A25), rgb(0xD5F2DA), rgb(0x6DB77C)},
    .attention_tone = {rgb(0x40310C), rgb(0xFFE9B8), rgb(0xC99A34)},
    .danger_tone = {rgb(0x4A1A17), rgb(0xFFDDD8), rgb(0xE07A6E)},
};

constexpr Palette high_contrast{
    .background = rgb(0x000000),
    .surface = rgb(0x000000),
    .pressed = rgb(0x4D4D00),
    .sunken = rgb(0x1A1A1A),
    .band = rgb(0x000000),
    .hairline = rgb(0x8C8C8C),
    .line = rgb(0xFFFFFF),
    .text = rgb(0xFFFFFF),
    .muted = rgb(0xB4B4B4),  // 10:1 on black: what cannot be touched must not look as if it could
    .quiet = rgb(0xFFFFFF),
    .primary = rgb(0xFFE600),
    .primary_pressed = rgb(0xFFFFFF),
    .on_primary = rgb(0x000000),
    .chosen = rgb(0x333000),
    .danger = rgb(0xFFFFFF),
    .danger_pressed = rgb(0xFFE600),
    .on_danger = rgb(0x000000),
    .shadow = rgb(0x000000, 0),
    .neutral_tone = {rgb(0x000000), rgb(0xFFFFFF), rgb(0xFFFFFF)},
    .good_tone = {rgb(0x000000), rgb(0xFFFFFF), rgb(0xFFFFFF)},
    .attention_tone = {rgb(0x000000), rgb(0xFFE600), rgb(0xFFE600)},
    .danger_tone = {rgb(0xFFE600), rgb(0x000000), rgb(0xFFE600)},  // filled: not to be taken for a warning
};

double linear(std::uint8_t channel) {
  const double value = channel / 255.0;
  return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(Colour colour) {
  return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b);
}

}  // namespace

double contrast(Colour one, Colour other) {
  const double a = luminance(one);
  const double b = luminance(other);
  return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

const ToneColours& Palette::tone(Tone tone) const {
  switch (tone) {
    case Tone::neutral: return neutral_tone;
    case Tone::good: return good_tone;
    case Tone::attention: return attention_tone;
    case Tone::danger: return danger_tone;
  }
  std::unreachable();
}

const Palette& palette(Theme theme) {
  switch (theme) {
    case Theme::light: return light;
    case Theme::dark: return dark;
    case Theme::contrast: return high_contrast;
  }
  std::unreachable();
}

namespace {

bool is_seven_inches(const Metrics& metrics) {
  constexpr float small_mm = 110;
  return std::min(metrics.mm(metrics.window.w), metrics.mm(metrics.window.h)) < small_mm;
}

}  // namespace

TextSize largest_text_on(const Metrics& metrics) {
  return is_seven_inches(metrics) ? TextSize::large : TextSize::largest;
}

TypeScale type_scale(TextSize size, const Metrics& metrics) {
  const bool is_upright = metrics.window.w < metrics.window.h;
  if (size == TextSize::large && is_upright && is_seven_inches(metrics)) {
    const float title = type_scale(TextSize::medium, metrics).title;
    return {between_scale.body, between_scale.heading, title};
  }
  switch (size) {
    case TextSize::small: return {3.8F, 4.2F, 6.0F};
    case TextSize::medium: return {4.8F, 5.6F, 8.0F};
    case TextSize::large: return {6.4F, 7.1F, 9.0F};
    case TextSize::largest: return {8.5F, 9.0F, 10.5F};
  }
  std::unreachable();
}

}  // namespace anteroom::ui
