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
  AnswerWriter() { yyjson_mut_doc_set_root(m_document.get(), m_root); }

  void operator()(bool value) { yyjson_mut_obj_add_bool(m_document.get(), m_root, "b", value); }
  void operator()(std::int64_t value) { yyjson_mut_obj_add_sint(m_document.get(), m_root, "i", value); }
  void operator()(const Decimal& value) { add("d", value.text); }
  void operator()(const Date& value) {
    const std::string text = to_string(value);
    yyjson_mut_obj_add_strncpy(m_document.get(), m_root, "date", text.data(), text.size());
  }
  void operator()(const std::string& value) { add("t", value); }
  void operator()(const Coding& value) {
    add("c", value.code);
    if (!value.system.empty()) add("s", value.system);
  }
  void operator()(const Value& value) {
    std::visit([this](const auto& held) { (*this)(held); }, value);
  }
  void operator()(const Declined&) { yyjson_mut_obj_add_bool(m_document.get(), m_root, "declined", true); }

  [[nodiscard]] std::string text() const {
    std::size_t length = 0;
    const std::unique_ptr<char, decltype(&std::free)> written(
        yyjson_mut_write(m_document.get(), YYJSON_WRITE_NOFLAG, &length), &std::free);
    return written ? std::string(written.get(), length) : std::string();
  }

 private:
  void add(const char* key, std::string_view text) {
    yyjson_mut_obj_add_strn(m_document.get(), m_root, key, text.data(), text.size());
  }

  std::unique_ptr<yyjson_mut_doc, FreeMutable> m_document{yyjson_mut_doc_new(nullptr)};
  yyjson_mut_val* m_root = yyjson_mut_obj(m_document.get());
};

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

std::optional<Answer> answer_from_json(std::string_view json) {
  const auto document = JsonDocument::parse(json);
  if (!document) return std::nullopt;
  const Json root = document->root();
  const auto members = root.members();
  if (const auto code = root["c"].text()) {
    const auto system = root["s"].text();
    if (members.size() != (system ? 2U : 1U)) return std::nullopt;
    return Value(Coding{std::string(system.value_or("")), std::string(*code)});
  }
  if (members.size() != 1) return std::nullopt;
  if (const auto value = root["b"].boolean()) return Value(*value);
  if (const auto value = root["i"].integer()) return Value(*value);
  if (const auto text = root["d"].text()) {
    if (auto value = parse_decimal(*text)) return Value(std::move(*value));
  }
  if (const auto text = root["date"].text()) {
    if (const auto value = parse_date(*text)) return Value(*value);
  }
  if (const auto text = root["t"].text()) return Value(std::string(*text));
  if (root["declined"].boolean() == true) return Declined{};
  return std::nullopt;
}

}  // namespace anteroom::forms
