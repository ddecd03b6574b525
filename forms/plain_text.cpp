#include "forms/plain_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

namespace anteroom::forms {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 14> entities{{
    {"amp", "&"},
    {"lt", "<"},
    {"gt", ">"},
    {"quot", "\""},
    {"apos", "'"},
    {"nbsp", " "},
    {"ndash", "–"},
    {"mdash", "—"},
    {"hellip", "…"},
    {"lsquo", "‘"},
    {"rsquo", "’"},
    {"ldquo", "“"},
    {"rdquo", "”"},
    {"bull", "•"},
}};

constexpr std::array block_tags{"p",  "br", "div", "li", "tr", "ul", "ol", "table",
                                "h1", "h2", "h3",  "h4", "h5", "h6", "hr", "section"};

void append_character(std::string& text, std::uint32_t code) {
  if (code == 0xA0) code = ' ';
  const auto add = [&](std::uint32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (code < 0x20 || (code >= 0xD800 && code <= 0xDFFF) || code > 0x10FFFF) {
    text += ' ';
  } else if (code < 0x80) {
    add(code);
  } else if (code < 0x800) {
    add(0xC0U | code >> 6U);
    add(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    add(0xE0U | code >> 12U);
    add(0x80U | (code >> 6U & 0x3FU));
    add(0x80U | (code & 0x3FU));
  } else {
    add(0xF0U | code >> 18U);
    add(0x80U | (code >> 12U & 0x3FU));
    add(0x80U | (code >> 6U & 0x3FU));
    add(0x80U | (code & 0x3FU));
  }
}

std::optional<std::uint32_t> number_of_entity(std::string_view name) {
  if (!name.starts_with('#')) return std::nullopt;
  name.remove_prefix(1);
  const bool hexadecimal = name.starts_with('x') || name.starts_with('X');
  if (hexadecimal) name.remove_prefix(1);
  std::uint32_t code = 0;
  const auto [end, fault] = std::from_chars(name.data(), name.data() + name.size(), code, hexadecimal ? 16 : 10);
  if (fault != std::errc{} || end != name.data() + name.size()) return std::nullopt;
  return code;
}

// Steps over the entity at the start of `rest`; an ampersand that begins none stands for itself.
void take_entity(std::string_view& rest, std::string& text) {
  const std::size_t end = rest.substr(0, 12).find(';');
  const std::string_view name = end == std::string_view::npos ? std::string_view() : rest.substr(1, end - 1);
  const auto known = std::ranges::find(entities, name, &std::pair<std::string_view, std::string_view>::first);
  if (const auto code = number_of_entity(name)) {
    append_character(text, *code);
  } else if (known != entities.end()) {
    text += known->second;
  } else {
    text += '&';
    rest.remove_prefix(1);
    return;
  }
  rest.remove_prefix(end + 1);
}

std::string lower(std::string_view word) {
  std::string small(word);
  for (char& letter : small) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return small;
}

// Steps over a tag, and over all of a script or style; block tags end the line.
void take_tag(std::string_view& rest, std::string& text) {
  if (rest.starts_with("<!--")) {
    const std::size_t end = rest.find("-->");
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 3);
    return;
  }
  const std::size_t end = std::min(rest.find('>'), rest.size() - 1);
  std::string_view tag = rest.substr(1, end - 1);
  const bool closes = tag.starts_with('/');
  if (closes) tag.remove_prefix(1);
  const std::string name = lower(tag.substr(0, tag.find_first_of(" \t\r\n/")));
  rest.remove_prefix(end + 1);
  if ((name == "script" || name == "style") && !closes && !tag.ends_with('/')) {
    const std::size_t closing = rest.find("</" + name);
    rest.remove_prefix(std::min(closing, rest.size()));
  }
  if (std::ranges::contains(block_tags, name)) text += '\n';
  if (name == "li" && !closes) text += "• ";
  if ((name == "td" || name == "th") && closes) text += ' ';
}

// One blank between words, no blank at the ends of lines, no empty lines.
std::string tidy(std::string_view text) {
  std::string tidied;
  char pending = 0;
  for (const char letter : text) {
    if (letter == ' ' || letter == '\n') {
      if (letter == '\n' || pending == 0) pending = letter;
      continue;
    }
    if (pending != 0 && !tidied.empty()) tidied += pending;
    pending = 0;
    tidied += letter;
  }
  return tidied;
}

}  // namespace

std::string plain_text(std::string_view xhtml) {
  std::string text;
  text.reserve(xhtml.size());
  std::string_view rest = xhtml;
  while (!rest.empty()) {
    const char letter = rest.front();
    if (letter == '<') {
      take_tag(rest, text);
    } else if (letter == '&') {
      take_entity(rest, text);
    } else {
      text += static_cast<unsigned char>(letter) <= 0x20 ? ' ' : letter;
      rest.remove_prefix(1);
    }
  }
  return tidy(text);
}

}  // namespace anteroom::forms
