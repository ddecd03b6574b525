#include "forms/json.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <format>
#include <vector>

namespace anteroom::forms {
namespace {

// Whether brackets nest deeper than `limit`; strings are stepped over. Wrong JSON is left to the parser.
bool nests_deeper_than(std::string_view text, std::size_t limit) {
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char letter = text[at];
    if (in_string) {
      if (letter == '\\') {
        ++at;
      } else if (letter == '"') {
        in_string = false;
      }
    } else if (letter == '"') {
      in_string = true;
    } else if (letter == '{' || letter == '[') {
      if (++depth > limit) return true;
    } else if ((letter == '}' || letter == ']') && depth > 0) {
      --depth;
    }
  }
  return false;
}

std::string line_and_column(std::string_view text, std::size_t position) {
  const std::string_view before = text.substr(0, std::min(position, text.size()));
  const auto line = std::ranges::count(before, '\n') + 1;
  const std::size_t line_start = before.rfind('\n');
  const std::size_t column = line_start == std::string_view::npos ? before.size() + 1 : before.size() - line_start;
  return std::format("line {}, column {}", line, column);
}

// Objects of a form have a few members; beyond this many, comparing each with each would take too long.
constexpr std::size_t few_members = 24;

// The keys of one object, taken in file order. Most of them differ in a letter or in length: their marks tell them
// apart without a comparison.
class KeysOfOneObject {
 public:
  explicit KeysOfOneObject(Json object) : m_object(object) {}

  // Whether the next key stood before.
  [[nodiscard]] bool repeats(std::string_view key) {
    const auto letter = [&](std::size_t place) -> std::size_t { return static_cast<unsigned char>(key[place]); };
    const std::size_t hash = key.empty() ? 0 : key.size() * 7 + letter(0) + letter(key.size() / 2) * 3;
    const std::uint64_t mark = std::uint64_t{1} << (hash % 64);
    const bool is_alike = (m_marks & mark) != 0;
    m_marks |= mark;
    ++m_count;
    return is_alike && stands_before(key);
  }

 private:
  [[nodiscard]] bool stands_before(std::string_view key) const {
    std::size_t left = m_count;
    for (const auto& [before, member] : m_object.members()) {
      if (--left == 0) break;
      if (before == key) return true;
    }
    return false;
  }

  Json m_object;
  std::uint64_t m_marks = 0;
  std::size_t m_count = 0;
};

std::optional<std::string_view> key_that_stands_twice_among_many(Json object) {
  std::vector<std::string_view> keys;
  keys.reserve(object.size());
  object.for_each_member([&](std::string_view key, Json) { keys.push_back(key); });
  std::ranges::sort(keys);
  const auto twin = std::ranges::adjacent_find(keys);
  return twin == keys.end() ? std::nullopt : std::optional(*twin);
}

JsonFault too_deep(std::size_t limit) { return {{}, std::format("nested deeper than {} levels; flatten it", limit)}; }

// Looks for what would mislead whoever walks the document. yyjson keeps every one of several equal keys and finds the
// first; other readers find the last. Neither may decide a score.
class FaultFinder {
 public:
  explicit FaultFinder(std::size_t depth) : m_depth(depth) {}

  [[nodiscard]] std::optional<JsonFault> find(Json root) {
    look_at(root, m_depth);
    return std::move(m_fault);
  }

 private:
  void look_at(Json value, std::size_t levels) {
    if (value.is_array()) {
      if (levels == 0) return found(too_deep(m_depth), {});
      for (const Json element : value.elements()) {
        if (element.is_object() || element.is_array()) look_at(element, levels - 1);
        if (m_fault) return;
      }
    } else if (value.is_object()) {
      if (levels == 0) return found(too_deep(m_depth), {});
      const bool has_few = value.size() <= few_members;
      if (!has_few) {
        if (const auto key = key_that_stands_twice_among_many(value)) return found(stands_twice(*key), value);
      }
      KeysOfOneObject keys(value);
      for (const auto& [key, member] : value.members()) {
        if (has_few && keys.repeats(key)) return found(stands_twice(key), value);
        if (member.is_object() || member.is_array()) look_at(member, levels - 1);
        if (m_fault) return found(*std::move(m_fault), value);
      }
    }
  }

  [[nodiscard]] static JsonFault stands_twice(std::string_view key) {
    return {{}, std::format("the key \"{}\" stands twice in one object; remove one of them", key.substr(0, 80))};
  }

  // The innermost object around a fault that has a linkId names it.
  void found(JsonFault fault, Json object) {
    if (fault.link_id.empty()) fault.link_id = object["linkId"].text_or("");
    m_fault = std::move(fault);
  }

  std::size_t m_depth;
  std::optional<JsonFault> m_fault;
};

}  // namespace

std::optional<std::string_view> Json::number_text() const {
  if (!is_number()) return std::nullopt;
  return std::string_view(yyjson_get_raw(m_value), yyjson_get_len(m_value));
}

std::optional<double> Json::number() const {
  const auto written = number_text();
  if (!written) return std::nullopt;
  double value = 0;
  const auto [end, fault] = std::from_chars(written->data(), written->data() + written->size(), value);
  if (fault != std::errc{} || end != written->data() + written->size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<std::int64_t> Json::integer() const {
  const auto written = number_text();
  if (!written) return std::nullopt;
  std::int64_t value = 0;
  const auto [end, fault] = std::from_chars(written->data(), written->data() + written->size(), value);
  if (fault != std::errc{} || end != written->data() + written->size()) return std::nullopt;
  return value;
}

// A document lies in memory in the order of its text: its values as one row, its words and numbers in one piece. So two
// values are written alike when their rows have the same tags, which also say how long each word is and how many
// members an object has, and the pieces from the first word to the end of the last are the same.
bool Json::is_written_like(Json other) const {
  if (m_value == other.m_value) return true;
  if (m_value == nullptr || other.m_value == nullptr) return false;
  const yyjson_val* const end = unsafe_yyjson_get_next(m_value);
  yyjson_val* first = nullptr;
  yyjson_val* first_of_other = nullptr;
  yyjson_val* last = nullptr;
  yyjson_val* last_of_other = nullptr;
  for (yyjson_val *one = m_value, *two = other.m_value; one != end; ++one, ++two) {
    if (one->tag != two->tag) return false;
    if (!yyjson_is_str(one) && !yyjson_is_raw(one)) continue;
    if (first == nullptr) {
      first = one;
      first_of_other = two;
    }
    last = one;
    last_of_other = two;
  }
  if (first == nullptr) return true;
  const auto length = last->uni.str - first->uni.str;
  return length == last_of_other->uni.str - first_of_other->uni.str &&
         std::memcmp(first->uni.str, first_of_other->uni.str,
                     static_cast<std::size_t>(length) + unsafe_yyjson_get_len(last)) == 0;
}

std::string Json::written() const {
  std::size_t length = 0;
  const std::unique_ptr<char, decltype(&std::free)> text(yyjson_val_write(m_value, YYJSON_WRITE_NOFLAG, &length),
                                                         &std::free);
  return text ? std::string(text.get(), length) : std::string();
}

std::expected<JsonDocument, JsonFault> JsonDocument::parse(std::string_view text, const JsonLimits& limits) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // a byte order mark says nothing in UTF-8
  if (text.size() > limits.bytes) {
    return std::unexpected(JsonFault{{}, std::format("larger than {} bytes, which no form needs", limits.bytes)});
  }
  yyjson_read_err fault{};
  // yyjson writes into its input only when asked to read in place, so the const_cast is safe.
  yyjson_doc* const document =
      yyjson_read_opts(const_cast<char*>(text.data()), text.size(), YYJSON_READ_NUMBER_AS_RAW, nullptr, &fault);
  if (document == nullptr) {
    // A bomb may also end before it closes: what is wrong with it is its depth all the same.
    if (nests_deeper_than(text, limits.depth)) return std::unexpected(too_deep(limits.depth));
    return std::unexpected(JsonFault{{},
                                     std::format("not valid JSON at {}: {}", line_and_column(text, fault.pos),
                                                 fault.msg ? fault.msg : "unreadable")});
  }
  JsonDocument owned(document);
  if (auto found = FaultFinder(limits.depth).find(owned.root())) return std::unexpected(std::move(*found));
  return owned;
}

}  // namespace anteroom::forms
