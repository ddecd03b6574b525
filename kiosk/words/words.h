// What the kiosk says in one language, and in all that are loaded. A text is asked for by the English that stands in
// the source, which is also what is said where no catalogue has it. What is put into a text is marked off from it, and
// an unknown placeholder stays as it stands: nothing that a translator writes can throw.
#pragma once

#include "kiosk/words/catalogue.h"

#include <concepts>
#include <initializer_list>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace anteroom::words {

// English as it stands in the source: only a literal becomes one, so that xgettext finds every text there is.
class Message {
 public:
  consteval Message(const char* text) : m_text(text) {}
  [[nodiscard]] constexpr std::string_view text() const { return m_text; }

 private:
  std::string_view m_text;
};

// The text between U+2068 and U+2069, so that its direction cannot reorder the sentence it is put into.
[[nodiscard]] std::string isolated(std::string_view text);

// What stands in a text for {name}.
class Value {
 public:
  Value(std::string_view name, std::string_view text) : m_name(name), m_text(text) {}
  Value(std::string_view name, std::integral auto number) : m_name(name), m_text(std::to_string(number)) {}
  [[nodiscard]] std::string_view name() const { return m_name; }
  [[nodiscard]] const std::string& text() const { return m_text; }

 private:
  std::string_view m_name;
  std::string m_text;
};

class Words {
 public:
  Words() = default;  // the English of the source
  explicit Words(Catalogue catalogue);

  // "en", "vi"
  [[nodiscard]] std::string_view language() const;
  [[nodiscard]] const Catalogue& catalogue() const { return m_catalogue; }
  // Every letter of every text, in order, each once: what the language is written with.
  [[nodiscard]] std::u32string_view letters() const { return m_letters; }

  // The view lives as long as the words.
  [[nodiscard]] std::string_view say(Message text) const;
  [[nodiscard]] std::string say(Message text, std::initializer_list<Value> values) const;
  // Where one English word has several meanings, the context tells them apart for translators.
  [[nodiscard]] std::string_view say_as(Message context, Message text) const;
  // {count} is the number, and chooses the form.
  [[nodiscard]] std::string say_count(Message one, Message many, unsigned long count,
                                      std::initializer_list<Value> values = {}) const;
  // "PEG, TSK-11"
  [[nodiscard]] std::string list(std::span<const std::string> names) const;

 private:
  Catalogue m_catalogue;
  std::u32string m_letters;
};

// Every language that is loaded; English is always there.
class Vocabulary {
 public:
  // Takes the place of one of the same language.
  void add(Words words);
  // Of "es-MX" also "es".
  [[nodiscard]] bool speaks(std::string_view tag) const { return find(tag) != nullptr; }
  // The English of the source where it does not speak the language. The reference lives as long as the vocabulary.
  [[nodiscard]] const Words& in(std::string_view tag) const { return in(tag, m_source); }
  [[nodiscard]] const Words& in(std::string_view tag, const Words& otherwise) const;
  // Those that were added.
  [[nodiscard]] std::vector<std::string_view> languages() const;
  // Every text of every catalogue: what the fonts must hold.
  [[nodiscard]] std::vector<std::string_view> texts() const;

 private:
  [[nodiscard]] const Words* find(std::string_view tag) const;

  Words m_source;
  std::map<std::string, Words, std::less<>> m_words;
};

}  // namespace anteroom::words
