#include "forms/value.h"

#include "forms/json.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <memory>

namespace anteroom::forms {
namespace {

// Steps over digits; false where there is none.
bool take_digits(std::string_view& text) {
  const std::size_t end = std::min(text.find_first_not_of("0123456789"), text.size());
  text.remove_prefix(end);
  return end > 0;
}

bool is_fhir_decimal(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.starts_with('0')) {
    text.remove_prefix(1);
  } else if (!take_digits(text)) {
    return false;
  }
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    if (!take_digits(text)) return false;
  }
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    if (!take_digits(text)) return false;
  }
  return text.empty();
}

struct FreeMutable {
  void operator()(yyjson_mut_doc* document) const { yyjson_mut_doc_free(document); }
};

// Fills a JSON object with one answer. The texts must outlive the document.
class AnswerWriter {
 public:
  AnswerWriter() { yyjson_mut_doc_set_root(m_document.get(), m_object); }

  void operator()(bool value) { yyjson_mut_obj_add_bool(m_document.get(), m_object, "b", value); }
  void operator()(std::int64_t value) { yyjson_mut_obj_add_sint(m_document.get(), m_object, "i", value); }
  void operator()(const Decimal& value) { add("d", value.text); }
  void operator()(const Date& value) {
    const std::string text = to_string(value);
    yyjson_mut_obj_add_strncpy(m_document.get(), m_object, "date", text.data(), text.size());
  }
  void operator()(const std::string& value) { add("t", value); }
  void operator()(const Coding& value) {
    add("c", value.code);
    if (!value.system.empty()) add("s", value.system);
  }
  void operator()(const Time& value) { add("time", value.text); }
  void operator()(const DateTime& value) { add("at", value.text); }
  void operator()(const Quantity& value) {
    add("q", value.number.text);
    if (!value.unit.empty()) add("u", value.unit);
    if (!value.system.empty()) add("s", value.system);
    if (!value.code.empty()) add("c", value.code);
  }
  void operator()(const Value& value) {
    std::visit([this](const auto& held) { (*this)(held); }, value);
  }
  void operator()(const Several& values) {
    yyjson_mut_val* const outer = m_object;
    yyjson_mut_val* const many = yyjson_mut_obj_add_arr(m_document.get(), outer, "many");
    for (const Value& value : values) {
      m_object = yyjson_mut_arr_add_obj(m_document.get(), many);
      (*this)(value);
    }
    m_object = outer;
  }
  void operator()(const Declined&) { yyjson_mut_obj_add_bool(m_document.get(), m_object, "declined", true); }

  [[nodiscard]] std::string text() const {
    std::size_t length = 0;
    const std::unique_ptr<char, decltype(&std::free)> written(
        yyjson_mut_write(m_document.get(), YYJSON_WRITE_NOFLAG, &length), &std::free);
    return written ? std::string(written.get(), length) : std::string();
  }

 private:
  void add(const char* key, std::string_view text) {
    yyjson_mut_obj_add_strn(m_document.get(), m_object, key, text.data(), text.size());
  }

  std::unique_ptr<yyjson_mut_doc, FreeMutable> m_document{yyjson_mut_doc_new(nullptr)};
  yyjson_mut_val* m_object = yyjson_mut_obj(m_document.get());  // the one that is being filled
};

std::optional<Value> quantity_from(Json json) {
  auto number = json["q"].text().and_then([](std::string_view text) { return parse_decimal(text); });
  if (!number) return std::nullopt;
  const auto unit = json["u"].text();
  const auto system = json["s"].text();
  const auto code = json["c"].text();
  const std::size_t members = 1U + (unit ? 1U : 0U) + (system ? 1U : 0U) + (code ? 1U : 0U);
  if (json.members().size() != members) return std::nullopt;
  return Quantity{std::move(*number), std::string(unit.value_or("")), std::string(system.value_or("")),
                  std::string(code.value_or(""))};
}

std::optional<Value> value_from(Json json) {
  if (json["q"].exists()) return quantity_from(json);
  const auto members = json.members();
  if (const auto code = json["c"].text()) {
    const auto system = json["s"].text();
    if (members.size() != (system ? 2U : 1U)) return std::nullopt;
    return Coding{std::string(system.value_or("")), std::string(*code)};
  }
  if (members.size() != 1) return std::nullopt;
  if (const auto value = json["b"].boolean()) return *value;
  if (const auto value = json["i"].integer()) return *value;
  if (const auto text = json["d"].text()) return parse_decimal(*text);
  if (const auto text = json["date"].text()) return parse_date(*text);
  if (const auto text = json["t"].text()) return std::string(*text);
  if (const auto text = json["time"].text()) return Time{std::string(*text)};
  if (const auto text = json["at"].text()) return DateTime{std::string(*text)};
  return std::nullopt;
}

// "14:30:00" or "14:30:00.25", steps over it; false where there is none.
bool take_clock_time(std::string_view& text, bool& has_seconds) {
  const auto two_digits = [&](int most) {
    if (text.size() < 2 || text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9') return false;
    const int number = (text[0] - '0') * 10 + (text[1] - '0');
    text.remove_prefix(2);
    return number <= most;
  };
  const auto colon = [&] {
    if (!text.starts_with(':')) return false;
    text.remove_prefix(1);
    return true;
  };
  if (!two_digits(23) || !colon() || !two_digits(59)) return false;
  has_seconds = colon();
  if (!has_seconds) return true;
  if (!two_digits(60)) return false;  // 60: a leap second
  if (!text.starts_with('.')) return true;
  text.remove_prefix(1);
  return take_digits(text);
}

}  // namespace

std::optional<Decimal> parse_decimal(std::string_view text) {
  if (!is_fhir_decimal(text)) return std::nullopt;
  double value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return Decimal{std::string(text), value};
}

std::string to_json(const Answer& answer) {
  AnswerWriter writer;
  std::visit([&](const auto& held) { writer(held); }, answer);
  return writer.text();
}

std::optional<Time> parse_time(std::string_view text) {
  std::string_view rest = text;
  bool has_seconds = false;
  if (!take_clock_time(rest, has_seconds) || !rest.empty()) return std::nullopt;
  return Time{std::string(text) + (has_seconds ? "" : ":00")};
}

std::optional<DateTime> parse_date_time(std::string_view text) {
  // A year or a month stands for its first day here, only to see that it exists.
  const std::size_t time_at = text.find('T');
  const std::string_view day = text.substr(0, time_at);
  if (day.size() != 4 && day.size() != 7 && day.size() != 10) return std::nullopt;
  std::string first_day(day);
  while (first_day.size() < 10) first_day += "-01";
  if (!parse_date(first_day)) return std::nullopt;
  if (time_at == std::string_view::npos) return DateTime{std::string(text)};
  if (day.size() != 10) return std::nullopt;
  std::string_view zone = text.substr(time_at + 1);
  bool has_seconds = false;
  if (!take_clock_time(zone, has_seconds)) return std::nullopt;
  if (!zone.empty() && zone != "Z") {
    std::string_view offset = zone.substr(1);
    bool offset_has_seconds = false;
    const bool is_offset = (zone.front() == '+' || zone.front() == '-') && take_clock_time(offset, offset_has_seconds);
    if (!is_offset || !offset.empty() || offset_has_seconds) return std::nullopt;
  }
  std::string written(text);
  if (!has_seconds) written.insert(text.size() - zone.size(), ":00");
  return DateTime{std::move(written)};
}

std::span<const Value> values_of(const Answer& answer) {
  if (const auto* value = std::get_if<Value>(&answer)) return {value, 1};
  if (const auto* values = std::get_if<Several>(&answer)) return *values;
  return {};
}

std::optional<Answer> answer_from_json(std::string_view json) {
  const auto document = JsonDocument::parse(json);
  if (!document) return std::nullopt;
  const Json root = document->root();
  if (root.members().size() == 1) {
    if (root["declined"].boolean() == true) return Declined{};
    if (root["many"].is_array()) {
      Several several;
      for (const Json element : root["many"].elements()) {
        auto value = value_from(element);
        if (!value) return std::nullopt;
        several.push_back(std::move(*value));
      }
      return several.empty() ? std::nullopt : std::optional<Answer>(std::move(several));
    }
  }
  return value_from(root);
}

}  // namespace anteroom::forms
