#include "forms/reading.h"

#include "forms/plain_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <format>
#include <limits>

namespace anteroom::forms {
namespace {

constexpr std::size_t most_findings = 200;

}  // namespace

std::vector<Finding> Findings::take() {
  if (m_left_out > 0) {
    m_findings.push_back({m_file, {}, std::format("{} more findings are left out", m_left_out), Severity::warning});
  }
  return std::move(m_findings);
}

void Findings::add(std::string_view link_id, std::string message, Severity severity, std::string_view feature) {
  // The first error is kept whatever came before it: it is why the form was not read.
  if (m_findings.size() >= most_findings && (severity == Severity::warning || m_errors > 0)) {
    ++m_left_out;
    return;
  }
  if (severity == Severity::error) ++m_errors;
  m_findings.push_back({m_file, LinkId(link_id), std::move(message), severity, std::string(feature)});
}

void Findings::add_all(std::vector<Finding> others, std::string_view feature) {
  for (Finding& other : others) {
    add(other.link_id, std::move(other.message), other.severity,
        other.severity == Severity::error ? feature : std::string_view());
  }
}

void Findings::flattened(std::string_view link_id, std::string_view what) {
  constexpr std::size_t most = 10'000;
  if (m_flattened.size() >= most) return;
  if (!m_flattened.empty() && m_flattened.back().link_id == link_id && m_flattened.back().what == what) return;
  m_flattened.push_back({LinkId(link_id), std::string(what)});
}

std::string in_quotes(std::string_view text) {
  constexpr std::size_t longest = 80;
  std::string line;
  for (const char letter : text.substr(0, longest)) line += static_cast<unsigned char>(letter) < 0x20 ? ' ' : letter;
  return std::format("\"{}{}\"", line, text.size() > longest ? "…" : "");
}

std::vector<Json> extensions(Json element, std::string_view url) {
  std::vector<Json> found;
  for (const Json extension : element["extension"].elements()) {
    if (extension["url"].text() == url) found.push_back(extension);
  }
  return found;
}

Json present(Json object, std::string_view key) {
  const Json member = object[key];
  return member.says_nothing() ? Json() : member;
}

bool read_boolean(Json object, std::string_view key, std::string_view link_id, Findings& findings) {
  const Json member = present(object, key);
  if (!member.exists()) return false;
  if (const auto value = member.boolean()) return *value;
  const auto text = member.text();
  if (text == "true" || text == "false") {
    findings.warning(link_id, std::format("{} stands in quotes; write {} without them", key, *text));
    return text == "true";
  }
  findings.error(link_id, std::format("{} must be true or false", key));
  return false;
}

std::optional<std::uint32_t> read_count(Json written, std::string_view name, std::string_view link_id,
                                        Findings& findings) {
  const auto number = written.integer();
  if (number && *number >= 0 && *number <= std::numeric_limits<std::int32_t>::max())
    return static_cast<std::uint32_t>(*number);
  if (const auto text = written.text()) {
    std::uint32_t value = 0;
    const auto [end, fault] = std::from_chars(text->data(), text->data() + text->size(), value);
    if (fault == std::errc{} && end == text->data() + text->size() &&
        value <= std::numeric_limits<std::int32_t>::max()) {
      findings.warning(link_id, std::format("{} stands in quotes; write the number without them", name));
      return value;
    }
  }
  findings.error(link_id, std::format("{} must be a whole number, 0 or more", name));
  return std::nullopt;
}

namespace {

void read_translation(Json extension, std::string_view key, std::string_view link_id, Text& text, Findings& findings) {
  std::string language;
  std::string content;
  extension["extension"].for_each_element([&](Json part) {
    if (part["url"].text() == "lang") language = part["valueCode"].text_or(part["valueString"].text_or(""));
    if (part["url"].text() == "content") content = part["valueString"].text_or(part["valueMarkdown"].text_or(""));
  });
  if (language.empty() || content.empty()) {
    findings.warning(link_id, std::format("a translation of {} lacks its lang or content and is left out", key));
    return;
  }
  const auto [known, is_new] = text.translations.emplace(std::move(language), content);
  if (!is_new && known->second != content) {
    findings.error(link_id, std::format("{} has two translations into the same language; keep one", key));
  }
}

// What formatting says beyond the words.
void read_rendering(std::string_view name, Json extension, std::string_view link_id, Text& text, Findings& findings) {
  const std::string_view formatted =
      extension["valueString"].text().value_or(extension["valueMarkdown"].text().value_or(""));
  const bool xhtml = name == "rendering-xhtml";
  if (text.original.empty()) {
    text.original = xhtml ? plain_text(formatted) : std::string(formatted);
    if (!text.original.empty())
      findings.flattened(link_id, "formatted text: the patient reads the same words without formatting");
  } else if (!link_id.empty()) {
    findings.flattened(link_id, "formatted text: the patient reads the plain text that stands beside it");
  }
  if (formatted.contains("<img") || formatted.contains("<svg") || formatted.contains("<video") ||
      formatted.contains("![")) {
    findings.warning(link_id, "a picture in the text is not shown; see that the words are enough");
  }
}

}  // namespace

Text read_text(Json object, std::string_view key, std::string_view link_id, Findings& findings) {
  Text text;
  const Json member = object[key];
  if (const auto words = member.text()) {
    text.original = *words;
  } else if (member.is_number() || member.boolean()) {
    text.original = member.written();
    findings.warning(link_id, std::format("{} must be a text in quotes; it is read as one", key));
  } else if (member.exists() && !member.is_null()) {
    findings.error(link_id, std::format("{} must be a text in quotes", key));
  }
  std::string beside = "_";
  beside += key;
  for_each_extension(object[beside], [&](std::string_view name, Json extension) {
    if (name == "translation") {
      read_translation(extension, key, link_id, text, findings);
    } else if (name == "rendering-xhtml" || name == "rendering-markdown") {
      read_rendering(name, extension, link_id, text, findings);
    } else if (name == "cqf-expression") {
      if (text.original.empty()) {
        findings.unsupported(link_id, "computed text",
                             std::format("{} is computed by an expression; write the words themselves", key));
      } else {
        findings.warning(
            link_id,
            std::format("{} is computed by an expression; the patient reads the text that stands for it", key));
      }
    }
  });
  return text;
}

Coding read_coding(Json coding) { return {coding["system"].text_or(""), coding["code"].text_or("")}; }

namespace {

std::optional<std::string_view> number_in(Json member) {
  if (const auto number = member.number_text()) return number;
  return member.text();
}

// Reads the member of one kind; fills fault where it cannot.
class ValueReader {
 public:
  ValueReader(ReadValue& read, std::string_view prefix) : m_read(read), m_prefix(prefix) {}

  void read() {
    const Json member = m_read.written;
    const std::string_view kind = m_read.kind;
    const auto text = member.text();
    if (kind == "Boolean") {
      if (text == "true" || text == "false") m_read.tolerated = named() + " stands in quotes";
      expect(text == "true" ? true : text == "false" ? false : member.boolean(), "true or false");
    } else if (kind == "Integer" || kind == "PositiveInt" || kind == "UnsignedInt") {
      read_integer();
    } else if (kind == "Decimal") {
      if (text) m_read.tolerated = named() + " stands in quotes";
      expect(number_in(member).and_then([](std::string_view number) { return parse_decimal(number); }),
             "a number without quotes");
    } else if (kind == "Date") {
      expect(text.and_then([](std::string_view date) { return parse_date(date); }),
             "a whole day such as \"2026-11-23\"");
    } else if (kind == "DateTime" || kind == "Instant") {
      expect(text.and_then([](std::string_view moment) { return parse_date_time(moment); }),
             "a date and time such as \"2026-11-23T14:30:00Z\"");
    } else if (kind == "Time") {
      expect(text.and_then([](std::string_view time) { return parse_time(time); }), "a time such as \"14:30:00\"");
    } else if (kind == "String" || kind == "Markdown" || kind == "Uri" || kind == "Url" || kind == "Code") {
      expect(text && !text->empty() ? std::optional(std::string(*text)) : std::nullopt, "a text in quotes, not empty");
    } else if (kind == "Coding") {
      read_coded(member);
    } else if (kind == "CodeableConcept") {
      const auto codings = member["coding"].elements();
      m_read.tolerated = named() + " is read as a Coding";
      read_coded(codings.size() == 1 ? codings.front() : Json());
    } else if (kind == "Quantity") {
      read_quantity(member);
    } else {
      m_read.fault = named() + " is not supported";
    }
  }

 private:
  [[nodiscard]] std::string named() const { return std::format("{}{}", m_prefix, m_read.kind); }

  void expect(auto value, std::string_view wanted) {
    if (value) {
      m_read.value = Value(*std::move(value));
    } else {
      m_read.fault = std::format("{} must be {}", named(), wanted);
    }
  }

  void read_integer() {
    std::optional<std::int64_t> value = m_read.written.integer();
    if (!value) {
      const auto decimal =
          number_in(m_read.written).and_then([](std::string_view number) { return parse_decimal(number); });
      if (decimal && decimal->value == std::trunc(decimal->value) && std::abs(decimal->value) < 1e9) {
        value = static_cast<std::int64_t>(decimal->value);
        m_read.tolerated = named() + " is not written as a whole number without quotes";
      }
    }
    expect(value, "a whole number without quotes");
  }

  void read_coded(Json coding) {
    Coding read = read_coding(coding);
    if (const auto number = coding["code"].number_text()) {
      read.code = *number;
      m_read.tolerated = named() + " has a code without quotes";
    }
    const auto display = coding["display"].text();
    if (read.code.empty() && display && !display->empty()) {
      read.code = *display;
      m_read.without_code = true;
      m_read.tolerated = named() + " has no code; its display stands for it";
    }
    expect(read.code.empty() ? std::nullopt : std::optional(std::move(read)), "a Coding with a code");
  }

  void read_quantity(Json quantity) {
    auto number = number_in(quantity["value"]).and_then([](std::string_view text) { return parse_decimal(text); });
    if (present(quantity, "comparator").exists()) {
      m_read.fault = named() + " has a comparator, which is not supported";
    } else if (!number) {
      m_read.fault = named() + " must have a number in value";
    } else {
      if (quantity["value"].text()) m_read.tolerated = named() + " has a value in quotes";
      m_read.value = Quantity{std::move(*number), quantity["unit"].text_or(""), quantity["system"].text_or(""),
                              quantity["code"].text_or("")};
    }
  }

  ReadValue& m_read;
  std::string_view m_prefix;
};

}  // namespace

ReadValue read_value(Json element, std::string_view prefix) {
  ReadValue read;
  bool several = false;
  element.for_each_member([&](std::string_view key, Json member) {
    if (key.size() <= prefix.size() || !key.starts_with(prefix) || key[prefix.size()] < 'A' ||
        key[prefix.size()] > 'Z' || member.is_null())
      return;
    if (!read.kind.empty()) {
      several = true;
      read.fault = std::format("has both {}{} and {}; keep one", prefix, read.kind, key.substr(0, 40));
      return;
    }
    read.kind = key.substr(prefix.size(), 40);
    read.written = member;
  });
  if (!several && !read.kind.empty()) ValueReader(read, prefix).read();
  return read;
}

const AnswerOption* option_meant(const OptionList& options, const Value& value, bool without_code) {
  const auto same = std::ranges::find(options, value, &AnswerOption::value);
  if (same != options.end()) return &*same;
  const auto* coding = std::get_if<Coding>(&value);
  if (coding == nullptr || !coding->system.empty()) return nullptr;
  const auto is_meant = [&](const AnswerOption& option) {
    const auto* offered = std::get_if<Coding>(&option.value);
    if (offered == nullptr) return false;
    return without_code ? option.label.original == coding->code : offered->code == coding->code;
  };
  const auto meant = std::ranges::find_if(options, is_meant);
  if (meant == options.end() || std::find_if(meant + 1, options.end(), is_meant) != options.end()) return nullptr;
  return &*meant;
}

Value as_answer_to(ItemType type, Value value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value); whole != nullptr && type == ItemType::decimal) {
    return Decimal{std::to_string(*whole), static_cast<double>(*whole)};
  }
  if (const auto* date = std::get_if<Date>(&value); date != nullptr && type == ItemType::date_time) {
    return DateTime{anteroom::to_string(*date)};
  }
  return value;
}

Json Resources::find(std::string_view type, std::string_view reference) const {
  const bool by_id = reference.starts_with('#');
  if (by_id) reference.remove_prefix(1);
  const std::string_view url = reference.substr(0, reference.find('|'));
  Json found;
  const auto look_at = [&](Json resource) {
    if (found.exists() || resource["resourceType"].text() != type) return;
    const auto id = resource["id"].text();
    const bool same_id = id && (*id == reference || (id->starts_with('#') && id->substr(1) == reference));
    if ((by_id && same_id) || (!by_id && !url.empty() && (resource["url"].text() == url || same_id))) found = resource;
  };
  for (const Json list : m_lists) list.for_each_element(look_at);
  for (const Json resource : m_resources) look_at(resource);
  return found;
}

bool has_control(Json json, std::string_view code) {
  bool found = false;
  for_each_extension(json, [&](std::string_view name, Json extension) {
    if (name != "questionnaire-itemControl") return;
    extension["valueCodeableConcept"]["coding"].for_each_element(
        [&](Json coding) { found = found || coding["code"].text() == code; });
  });
  return found;
}

}  // namespace anteroom::forms
