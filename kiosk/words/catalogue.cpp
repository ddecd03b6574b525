#include "kiosk/words/catalogue.h"

#include "forms/base/utf8.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <format>

namespace anteroom::words {
namespace {

// GNU gettext manual, "The Format of GNU MO Files".
constexpr std::uint32_t magic = 0x950412de;
constexpr std::size_t header_size = 20;
constexpr std::size_t entry_size = 8;  // length and offset
constexpr std::uint32_t most_messages = 10'000;
constexpr std::size_t most_bytes = 4 * 1024 * 1024;

auto corrupt(std::string what) { return failure(Fault::corrupt, std::move(what)); }

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const auto letter = decode_letter(text);
    if (!letter) return false;
    text.remove_prefix(letter->bytes);
  }
  return true;
}

// The numbers and strings of the file, checked against its size.
class Bytes {
 public:
  explicit Bytes(std::string_view bytes) : m_bytes(bytes) {}

  void swap_order() { m_swapped = true; }
  [[nodiscard]] std::optional<std::uint32_t> number(std::size_t at) const {
    std::uint32_t value = 0;
    if (at > m_bytes.size() || m_bytes.size() - at < sizeof value) return std::nullopt;
    std::memcpy(&value, m_bytes.data() + at, sizeof value);
    return m_swapped ? std::byteswap(value) : value;
  }
  // What the entry at `at` points to; it must end in a NUL of its own.
  [[nodiscard]] std::optional<std::string_view> string(std::size_t at) const {
    const auto length = number(at);
    const auto offset = number(at + 4);
    if (!length || !offset || *offset >= m_bytes.size() || m_bytes.size() - *offset <= *length) return std::nullopt;
    if (m_bytes[std::size_t{*offset} + *length] != '\0') return std::nullopt;
    return m_bytes.substr(*offset, *length);
  }

 private:
  std::string_view m_bytes;
  bool m_swapped = false;
};

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  for (std::size_t end = text.find(at); end != std::string_view::npos; end = text.find(at)) {
    parts.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  parts.push_back(text);
  return parts;
}

}  // namespace

Result<Catalogue> Catalogue::read(std::string_view bytes) {
  if (bytes.size() > most_bytes) return corrupt("larger than 4 MiB");
  Catalogue catalogue;
  catalogue.m_bytes.assign(bytes.begin(), bytes.end());
  const std::string_view held(catalogue.m_bytes.data(), catalogue.m_bytes.size());
  Bytes file(held);
  const auto first = file.number(0);
  if (first == std::byteswap(magic)) {
    file.swap_order();
  } else if (first != magic) {
    return corrupt("no message catalogue: it does not begin as msgfmt writes one");
  }
  if (held.size() < header_size) return corrupt("torn off in its first 20 bytes");
  if (const std::uint32_t revision = *file.number(4) >> 16U; revision > 1) {
    return corrupt(std::format("revision {} of the format is not known", revision));
  }
  const std::uint32_t count = *file.number(8);
  const std::size_t originals = *file.number(12);
  const std::size_t translations = *file.number(16);
  if (count > most_messages) return corrupt(std::format("{} messages are too many", count));
  std::string_view header;
  // The header is the empty text's; the plural rule in it is needed for all others.
  for (std::uint32_t index = 0; index < count; ++index) {
    const auto original = file.string(originals + index * entry_size);
    const auto translation = file.string(translations + index * entry_size);
    if (!original || !translation) return corrupt(std::format("message {} lies outside the file", index + 1));
    if (original->empty()) header = *translation;
  }
  catalogue.m_header = header;
  if (!catalogue.header("Content-Type").ends_with("charset=UTF-8"))
    return corrupt("Content-Type: charset must be UTF-8");
  if (catalogue.header("Language").empty()) return corrupt("Language: missing");
  auto rule = PluralRule::parse(catalogue.header("Plural-Forms"));
  if (!rule) return corrupt(rule.error().detail);
  catalogue.m_plural = std::move(*rule);
  for (std::uint32_t index = 0; index < count; ++index) {
    const auto original = *file.string(originals + index * entry_size);
    if (original.empty()) continue;
    if (auto taken = catalogue.take(original, *file.string(translations + index * entry_size)); !taken) {
      return corrupt(std::format("message {}: {}", index + 1, taken.error().detail));
    }
  }
  std::ranges::sort(catalogue.m_messages, {}, &Message::key);
  return catalogue;
}

Result<void> Catalogue::take(std::string_view original, std::string_view translation) {
  if (!is_utf8(original) || !is_utf8(translation)) return corrupt("not UTF-8");
  const bool counted = original.contains('\0');
  Message message{original.substr(0, original.find('\0')), split(translation, '\0')};
  if (message.forms.size() != (counted ? m_plural.count() : 1)) {
    return corrupt(std::format("{} forms where {} are needed", message.forms.size(), counted ? m_plural.count() : 1));
  }
  m_messages.push_back(std::move(message));
  return {};
}

const Catalogue::Message* Catalogue::message(std::string_view key) const {
  const auto found = std::ranges::lower_bound(m_messages, key, {}, &Message::key);
  return found != m_messages.end() && found->key == key ? &*found : nullptr;
}

std::optional<std::string_view> Catalogue::find(std::string_view key) const {
  const Message* const found = message(key);
  return found == nullptr ? std::nullopt : std::optional(found->forms.front());
}

std::optional<std::string_view> Catalogue::find(std::string_view key, unsigned long number) const {
  const Message* const found = message(key);
  if (found == nullptr) return std::nullopt;
  return found->forms[std::min(m_plural.form(number), found->forms.size() - 1)];
}

std::string_view Catalogue::header(std::string_view field) const {
  for (const std::string_view line : split(m_header, '\n')) {
    if (line.size() <= field.size() || !line.starts_with(field) || line[field.size()] != ':') continue;
    const auto value = line.find_first_not_of(' ', field.size() + 1);
    return value == std::string_view::npos ? std::string_view{} : line.substr(value);
  }
  return {};
}

std::vector<std::string_view> Catalogue::texts() const {
  std::vector<std::string_view> all;
  for (const Message& message : m_messages) all.insert(all.end(), message.forms.begin(), message.forms.end());
  return all;
}

}  // namespace anteroom::words
