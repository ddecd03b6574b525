#include "forms/json.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <format>

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

// yyjson keeps every one of several equal keys and finds the first; other readers find the last. Neither may decide a
// score.
std::optional<JsonFault> find_duplicate_key(Json value, std::string_view link_id) {
  if (value.is_array()) {
    for (const Json element : value.elements()) {
      if (auto fault = find_duplicate_key(element, link_id)) return fault;
    }
    return std::nullopt;
  }
  if (!value.is_object()) return std::nullopt;
  const auto members = value.members();
  link_id = value["linkId"].text().value_or(link_id);
  std::vector<std::string_view> keys;
  keys.reserve(members.size());
  for (const auto& [key, member] : members) keys.push_back(key);
  std::ranges::sort(keys);
  if (const auto twin = std::ranges::adjacent_find(keys); twin != keys.end()) {
    return JsonFault{LinkId(link_id),
                     std::format("the key \"{}\" stands twice in one object; remove one of them", twin->substr(0, 80))};
  }
  for (const auto& [key, member] : members) {
    if (auto fault = find_duplicate_key(member, link_id)) return fault;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string_view> Json::text() const {
  if (!yyjson_is_str(m_value)) return std::nullopt;
  return std::string_view(yyjson_get_str(m_value), yyjson_get_len(m_value));
}

std::optional<bool> Json::boolean() const {
  if (!yyjson_is_bool(m_value)) return std::nullopt;
  return yyjson_get_bool(m_value);
}

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

std::string Json::written() const {
  std::size_t length = 0;
  const std::unique_ptr<char, decltype(&std::free)> text(yyjson_val_write(m_value, YYJSON_WRITE_NOFLAG, &length),
                                                         &std::free);
  return text ? std::string(text.get(), length) : std::string();
}

std::vector<Json> Json::elements() const {
  std::vector<Json> found;
  found.reserve(yyjson_arr_size(m_value));
  yyjson_arr_iter iterator = yyjson_arr_iter_with(m_value);
  while (yyjson_val* element = yyjson_arr_iter_next(&iterator)) found.emplace_back(element);
  return found;
}

std::vector<std::pair<std::string_view, Json>> Json::members() const {
  std::vector<std::pair<std::string_view, Json>> found;
  found.reserve(yyjson_obj_size(m_value));
  yyjson_obj_iter iterator = yyjson_obj_iter_with(m_value);
  while (yyjson_val* key = yyjson_obj_iter_next(&iterator)) {
    found.emplace_back(std::string_view(yyjson_get_str(key), yyjson_get_len(key)), Json(yyjson_obj_iter_get_val(key)));
  }
  return found;
}

std::expected<JsonDocument, JsonFault> JsonDocument::parse(std::string_view text, const JsonLimits& limits) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // a byte order mark says nothing in UTF-8
  if (text.size() > limits.bytes) {
    return std::unexpected(JsonFault{{}, std::format("larger than {} bytes, which no form needs", limits.bytes)});
  }
  if (nests_deeper_than(text, limits.depth)) {
    return std::unexpected(JsonFault{{}, std::format("nested deeper than {} levels; flatten it", limits.depth)});
  }
  yyjson_read_err fault{};
  // yyjson writes into its input only when asked to read in place, so the const_cast is safe.
  yyjson_doc* const document =
      yyjson_read_opts(const_cast<char*>(text.data()), text.size(), YYJSON_READ_NUMBER_AS_RAW, nullptr, &fault);
  if (document == nullptr) {
    return std::unexpected(JsonFault{{},
                                     std::format("not valid JSON at {}: {}", line_and_column(text, fault.pos),
                                                 fault.msg ? fault.msg : "unreadable")});
  }
  JsonDocument owned(document);
  if (auto duplicate = find_duplicate_key(owned.root(), {})) return std::unexpected(std::move(*duplicate));
  return owned;
}

}  // namespace anteroom::forms
