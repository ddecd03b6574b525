// How values stand on a line between two processes: lengths before contents, lowest byte first, nothing left over. One
// description serves both ways. It refuses whatever it would not have written itself; a secret key has no form here.
#pragma once

#include "forms/base/date.h"
#include "forms/base/result.h"
#include "forms/base/wipe.h"

#include <array>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace anteroom::platform::wire {

// The last enumerator of an enum that goes over a line: nothing behind it is taken.
template <class Enum>
inline constexpr Enum last_of{};

// Bytes under way; they are wiped with their owner, for they may be a patient's.
class Writer {
 public:
  Writer() = default;
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer() { wipe(m_bytes); }

  template <std::integral Number>
  void number(Number value) {
    auto rest = static_cast<std::make_unsigned_t<Number>>(value);
    for (std::size_t at = 0; at < sizeof(Number); ++at) {
      m_bytes += static_cast<char>(rest & 0xffU);
      rest = static_cast<std::make_unsigned_t<Number>>(std::uint64_t{rest} >> 8U);
    }
  }
  void bytes(std::string_view bytes) { m_bytes += bytes; }
  [[nodiscard]] std::string_view text() const { return m_bytes; }
  [[nodiscard]] std::string take() { return std::exchange(m_bytes, {}); }

 private:
  std::string m_bytes;
};

// What does not fit stops the reading for good; what was read by then is not to be used.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : m_rest(bytes) {}

  template <std::integral Number>
  [[nodiscard]] Number number() {
    std::make_unsigned_t<Number> value = 0;
    const std::string_view read = bytes(sizeof(Number));
    for (std::size_t at = read.size(); at > 0; --at) {
      value = static_cast<std::make_unsigned_t<Number>>((std::uint64_t{value} << 8U) |
                                                        static_cast<unsigned char>(read[at - 1]));
    }
    return static_cast<Number>(value);
  }
  [[nodiscard]] std::string_view bytes(std::size_t count) {
    if (count > m_rest.size()) {
      fail();
      return {};
    }
    const std::string_view read = m_rest.substr(0, count);
    m_rest.remove_prefix(count);
    return read;
  }
  void fail() {
    m_failed = true;
    m_rest = {};
  }
  [[nodiscard]] std::size_t left() const { return m_rest.size(); }
  [[nodiscard]] bool failed() const { return m_failed; }
  // Everything was as it should be, and nothing stands behind it.
  [[nodiscard]] bool is_whole() const { return !m_failed && m_rest.empty(); }

 private:
  std::string_view m_rest;
  bool m_failed = false;
};

template <class Value>
void put(Writer& to, const Value& value);
template <class Value>
void get(Reader& from, Value& value);

// ---- each kind of value, once for either way ------------------------------------------------------------------------

template <class Value>
struct Form {  // an aggregate: its parts one after the other
  static void put_in(Writer& to, const Value& value) {
    std::apply([&](const auto&... part) { (put(to, part), ...); }, parts(value));
  }
  static void get_from(Reader& from, Value& value) {
    std::apply([&](auto&... part) { (get(from, part), ...); }, parts(value));
  }
};

template <std::integral Number>
struct Form<Number> {
  static void put_in(Writer& to, Number value) { to.number(value); }
  static void get_from(Reader& from, Number& value) { value = from.number<Number>(); }
};

template <>
struct Form<bool> {
  static void put_in(Writer& to, bool value) { to.number(std::uint8_t{value}); }
  static void get_from(Reader& from, bool& value) {
    const auto byte = from.number<std::uint8_t>();
    if (byte > 1) from.fail();
    value = byte == 1;
  }
};

template <class Enum>
  requires std::is_enum_v<Enum>
struct Form<Enum> {
  static_assert(last_of<Enum> != Enum{}, "say which enumerator is the last");
  static void put_in(Writer& to, Enum value) { to.number(static_cast<std::uint8_t>(value)); }
  static void get_from(Reader& from, Enum& value) {
    const auto byte = from.number<std::uint8_t>();
    if (byte > static_cast<std::uint8_t>(last_of<Enum>)) return from.fail();
    value = static_cast<Enum>(byte);
  }
};

template <>
struct Form<std::string> {
  static void put_in(Writer& to, std::string_view value) {
    to.number(static_cast<std::uint32_t>(value.size()));
    to.bytes(value);
  }
  static void get_from(Reader& from, std::string& value) { value = from.bytes(from.number<std::uint32_t>()); }
};
template <>
struct Form<std::string_view> : Form<std::string> {};

template <std::size_t size>
struct Form<std::array<std::byte, size>> {
  static void put_in(Writer& to, const std::array<std::byte, size>& value) {
    for (const std::byte byte : value) to.number(std::to_integer<std::uint8_t>(byte));
  }
  static void get_from(Reader& from, std::array<std::byte, size>& value) {
    for (std::byte& byte : value) byte = std::byte{from.number<std::uint8_t>()};
  }
};

template <class Number, class Period>
struct Form<std::chrono::duration<Number, Period>> {
  static void put_in(Writer& to, std::chrono::duration<Number, Period> value) { put(to, value.count()); }
  static void get_from(Reader& from, std::chrono::duration<Number, Period>& value) {
    Number count{};
    get(from, count);
    value = std::chrono::duration<Number, Period>(count);
  }
};

// Milliseconds of 1970 in the years that the kiosk can write.
template <>
struct Form<Instant> {
  static constexpr std::int64_t furthest = std::int64_t{10'000} * 366 * 24 * 60 * 60 * 1000;
  static void put_in(Writer& to, Instant value) { to.number(std::int64_t{value.time_since_epoch().count()}); }
  static void get_from(Reader& from, Instant& value) {
    const auto count = from.number<std::int64_t>();
    if (count > furthest || count < -furthest) return from.fail();
    value = Instant(Instant::duration(count));
  }
};

// Also one of no calendar: that is what a row says while the day is closed.
template <>
struct Form<Date> {
  static void put_in(Writer& to, const Date& value) {
    to.number(static_cast<std::int16_t>(static_cast<int>(value.year())));
    to.number(static_cast<std::uint8_t>(static_cast<unsigned>(value.month())));
    to.number(static_cast<std::uint8_t>(static_cast<unsigned>(value.day())));
  }
  static void get_from(Reader& from, Date& value) {
    const std::chrono::year year{from.number<std::int16_t>()};
    const std::chrono::month month{from.number<std::uint8_t>()};
    value = Date{year, month, std::chrono::day{from.number<std::uint8_t>()}};
  }
};

template <class Value>
struct Form<std::optional<Value>> {
  static void put_in(Writer& to, const std::optional<Value>& value) {
    put(to, value.has_value());
    if (value) put(to, *value);
  }
  static void get_from(Reader& from, std::optional<Value>& value) {
    bool there = false;
    get(from, there);
    value.reset();
    if (there) get(from, value.emplace());
  }
};

// How many there are must fit into what is left: nobody is made to keep room for what is not there.
[[nodiscard]] inline std::uint32_t count_of(Reader& from) {
  const auto count = from.number<std::uint32_t>();
  if (count > from.left()) from.fail();
  return from.failed() ? 0 : count;
}

template <class Value>
struct Form<std::vector<Value>> {
  static void put_in(Writer& to, const std::vector<Value>& values) {
    to.number(static_cast<std::uint32_t>(values.size()));
    for (const Value& value : values) put(to, value);
  }
  static void get_from(Reader& from, std::vector<Value>& values) {
    values.clear();
    for (std::uint32_t left = count_of(from); left > 0 && !from.failed(); --left) get(from, values.emplace_back());
  }
};

template <class Key, class Value, class Order>
struct Form<std::map<Key, Value, Order>> {
  static void put_in(Writer& to, const std::map<Key, Value, Order>& values) {
    to.number(static_cast<std::uint32_t>(values.size()));
    for (const auto& [key, value] : values) {
      put(to, key);
      put(to, value);
    }
  }
  static void get_from(Reader& from, std::map<Key, Value, Order>& values) {
    values.clear();
    for (std::uint32_t left = count_of(from); left > 0 && !from.failed(); --left) {
      Key key;
      get(from, key);
      if (!values.empty() && !(values.rbegin()->first < key)) return from.fail();
      get(from, values[std::move(key)]);
    }
  }
};

// A failure travels as it is.
template <class Value>
struct Form<Result<Value>> {
  static void put_in(Writer& to, const Result<Value>& value) {
    put(to, value.has_value());
    if (!value) return put(to, value.error());
    if constexpr (!std::is_void_v<Value>) put(to, *value);
  }
  static void get_from(Reader& from, Result<Value>& value) {
    bool good = false;
    get(from, good);
    if (!good) {
      Error error;
      get(from, error);
      value = std::unexpected(std::move(error));
    } else if constexpr (std::is_void_v<Value>) {
      value = Result<void>{};
    } else {
      Value read{};
      get(from, read);
      value = std::move(read);
    }
  }
};

template <class Value>
void put(Writer& to, const Value& value) {
  Form<Value>::put_in(to, value);
}
template <class Value>
void get(Reader& from, Value& value) {
  Form<Value>::get_from(from, value);
}

}  // namespace anteroom::platform::wire
