// One language's texts as msgfmt packs them (.mo). It takes bytes and reads no files; it refuses what is torn, what is
// not UTF-8 and a plural rule that cannot be reckoned, and never reads beyond its bytes.
#pragma once

#include "forms/base/result.h"
#include "kiosk/words/plural_rule.h"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace anteroom::words {

class Catalogue {
 public:
  // Either byte order. Fault::corrupt with what is wrong; the detail does not know the file's name.
  [[nodiscard]] static Result<Catalogue> read(std::string_view bytes);

  // The text of a message, of one with several forms the first. The views live as long as the catalogue.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view key) const;
  // The form for this number.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view key, unsigned long number) const;

  // A field of the catalogue's header ("Language"), empty when it has none.
  [[nodiscard]] std::string_view header(std::string_view field) const;
  // How many messages there are, the header left out.
  [[nodiscard]] std::size_t size() const { return m_messages.size(); }
  // Every text, each form of a message by itself: whose letters a font must have.
  [[nodiscard]] std::vector<std::string_view> texts() const;

 private:
  struct Message {
    std::string_view key;                 // with its context, as gettext joins them
    std::vector<std::string_view> forms;  // one, or as many as the plural rule has
  };

  [[nodiscard]] Result<void> take(std::string_view original, std::string_view translation);
  [[nodiscard]] const Message* message(std::string_view key) const;

  std::vector<char> m_bytes;  // moved, never copied: everything below looks at it
  std::string_view m_header;
  std::vector<Message> m_messages;  // by key
  PluralRule m_plural;

 public:
  Catalogue() = default;  // without any message
  Catalogue(Catalogue&&) = default;
  Catalogue& operator=(Catalogue&&) = default;
  Catalogue(const Catalogue&) = delete;
  Catalogue& operator=(const Catalogue&) = delete;
  ~Catalogue() = default;
};

}  // namespace anteroom::words
