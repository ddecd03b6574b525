#include "forms/reading.h"

#include <format>

namespace anteroom::forms {
namespace {

constexpr std::size_t most_findings = 200;
constexpr std::string_view translation_url = "http://hl7.org/fhir/StructureDefinition/translation";

}  // namespace

std::vector<Finding> Findings::take() {
  if (m_left_out > 0) {
    m_findings.push_back({m_file, {}, std::format("{} more findings are left out", m_left_out), Severity::warning});
  }
  return std::move(m_findings);
}

void Findings::add(std::string_view link_id, std::string message, Severity severity) {
  // The first error is kept whatever came before it: it is why the form was not read.
  if (m_findings.size() >= most_findings && (severity == Severity::warning || m_errors > 0)) {
    ++m_left_out;
    return;
  }
  if (severity == Severity::error) ++m_errors;
  m_findings.push_back({m_file, LinkId(link_id), std::move(message), severity});
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

bool read_boolean(Json object, std::string_view key, std::string_view link_id, Findings& findings) {
  const Json member = object[key];
  if (!member.exists() || member.is_null()) return false;
  if (const auto value = member.boolean()) return *value;
  const auto text = member.text();
  if (text == "true" || text == "false") {
    findings.warning(link_id, std::format("{} stands in quotes; write {} without them", key, *text));
    return text == "true";
  }
  findings.error(link_id, std::format("{} must be true or false", key));
  return false;
}

Text read_text(Json object, std::string_view key, std::string_view link_id, Findings& findings) {
  Text text;
  const Json member = object[key];
  if (member.exists() && !member.is_null() && !member.text()) {
    findings.error(link_id, std::format("{} must be a text in quotes", key));
  }
  text.original = member.text_or("");
  for (const Json extension : extensions(object["_" + std::string(key)], translation_url)) {
    std::string language;
    std::string content;
    for (const Json part : extension["extension"].elements()) {
      if (part["url"].text() == "lang") language = part["valueCode"].text_or(part["valueString"].text_or(""));
      if (part["url"].text() == "content") content = part["valueString"].text_or(part["valueMarkdown"].text_or(""));
    }
    if (language.empty() || content.empty()) {
      findings.warning(link_id, std::format("a translation of {} lacks its lang or content and is left out", key));
    } else if (!text.translations.emplace(std::move(language), std::move(content)).second) {
      findings.error(link_id, std::format("{} has two translations into the same language; keep one", key));
    }
  }
  return text;
}

Coding read_coding(Json coding) { return {coding["system"].text_or(""), coding["code"].text_or("")}; }

ReadValue read_value(Json element, std::string_view prefix) {
  ReadValue read;
  for (const auto& [key, member] : element.members()) {
    if (key.size() <= prefix.size() || !key.starts_with(prefix) || key[prefix.size()] < 'A' || key[prefix.size()] > 'Z')
      continue;
    if (!read.kind.empty()) {
      read.value.reset();
      read.fault = std::format("has both {}{} and {}; keep one", prefix, read.kind, key.substr(0, 40));
      return read;
    }
    read.kind = key.substr(prefix.size(), 40);
    const auto expect = [&](auto value, std::string_view wanted) {
      if (value) {
        read.value = Value(std::move(*value));
      } else {
        read.fault = std::format("{}{} must be {}", prefix, read.kind, wanted);
      }
    };
    const auto text = member.text();
    if (read.kind == "Boolean") {
      expect(member.boolean(), "true or false");
    } else if (read.kind == "Integer") {
      expect(member.integer(), "a whole number without quotes");
    } else if (read.kind == "Decimal") {
      expect(member.number_text().and_then([](std::string_view number) { return parse_decimal(number); }),
             "a number without quotes");
    } else if (read.kind == "Date") {
      expect(text.and_then([](std::string_view date) { return parse_date(date); }),
             "a whole day such as \"2026-11-23\"");
    } else if (read.kind == "String") {
      expect(text && !text->empty() ? std::optional(std::string(*text)) : std::nullopt, "a text in quotes, not empty");
    } else if (read.kind == "Coding") {
      Coding coding = read_coding(member);
      expect(coding.code.empty() ? std::nullopt : std::optional(std::move(coding)), "a Coding with a code");
    } else {
      read.fault = std::format("{}{} is not supported; use Boolean, Integer, Decimal, Date, String or Coding", prefix,
                               read.kind);
    }
  }
  return read;
}

}  // namespace anteroom::forms
