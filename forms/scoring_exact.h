// A decimal number with four places, held as a whole number, so that 7.0 to 4.9 is a fall of exactly 2.1 and of exactly
// 30 %. It refuses what does not fit: more places, or more than a million.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace anteroom::forms {

class Exact {
 public:
  static constexpr std::int64_t one = 10'000;

  constexpr Exact() = default;
  // As JSON writes a number: "2", "-1.50".
  [[nodiscard]] static std::optional<Exact> parse(std::string_view text);
  // The nearest decimal with four places; empty for what is not finite or too large.
  [[nodiscard]] static std::optional<Exact> nearest(double value);
  [[nodiscard]] static constexpr Exact from_units(std::int64_t units) { return Exact(units); }
  [[nodiscard]] static constexpr Exact whole(std::int64_t value) { return Exact(value * one); }

  // Ten-thousandths.
  [[nodiscard]] constexpr std::int64_t units() const { return m_units; }
  [[nodiscard]] double value() const { return static_cast<double>(m_units) / static_cast<double>(one); }
  [[nodiscard]] constexpr Exact magnitude() const { return Exact(m_units < 0 ? -m_units : m_units); }
  // "5.5", "2"
  [[nodiscard]] std::string text() const;

  constexpr Exact operator+(Exact other) const { return Exact(m_units + other.m_units); }
  constexpr Exact operator-(Exact other) const { return Exact(m_units - other.m_units); }
  constexpr Exact operator*(std::int64_t factor) const { return Exact(m_units * factor); }
  constexpr Exact operator-() const { return Exact(-m_units); }
  constexpr Exact& operator+=(Exact other) { return *this = *this + other; }
  auto operator<=>(const Exact&) const = default;

 private:
  explicit constexpr Exact(std::int64_t units) : m_units(units) {}
  std::int64_t m_units = 0;
};

// numerator / denominator with so many decimals, halves away from zero ("half up" for a rise and a fall alike).
// `denominator` is above 0, `decimals` 0 to 4.
[[nodiscard]] Exact rounded_ratio(std::int64_t numerator, std::int64_t denominator, int decimals);

}  // namespace anteroom::forms
