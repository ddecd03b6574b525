#include "kiosk/words/words.h"

#include "forms/base/letter_set.h"

#include <algorithm>
#include <utility>

namespace anteroom::words {
namespace {

constexpr std::string_view source_language = "en";
constexpr char context_end = '\x04';  // as gettext joins a context and a text

std::string filled(std::string_view text, std::span<const Value> values) {
  std::string result;
  while (!text.empty()) {
    const std::size_t open = std::min(text.find('{'), text.size());
    result += text.substr(0, open);
    text.remove_prefix(open);
    const std::size_t close = text.find('}');
    if (close == std::string_view::npos) break;
    const auto value = std::ranges::find(values, text.substr(1, close - 1), &Value::name);
    const std::size_t taken = value == values.end() ? 1 : close + 1;
    result += value == values.end() ? std::string(text.substr(0, taken)) : isolated(value->text());
    text.remove_prefix(taken);
  }
  return result += text;
}

}  // namespace

std::string isolated(std::string_view text) {
  std::string result = "\u2068";
  result += text;
  return result += "\u2069";
}

Words::Words(Catalogue catalogue) : m_catalogue(std::move(catalogue)) {
  LetterSet seen;
  for (const std::string_view text : m_catalogue.texts()) seen.add(text);
  m_letters = seen.all();
}

std::string_view Words::language() const {
  const std::string_view named = m_catalogue.header("Language");
  return named.empty() ? source_language : named;
}

std::string_view Words::say(Message text) const { return m_catalogue.find(text.text()).value_or(text.text()); }

std::string Words::say(Message text, std::initializer_list<Value> values) const {
  return filled(say(text), {values.begin(), values.size()});
}

std::string_view Words::say_as(Message context, Message text) const {
  std::string key(context.text());
  key += context_end;
  key += text.text();
  return m_catalogue.find(key).value_or(text.text());
}

std::string Words::say_count(Message one, Message many, unsigned long count,
                             std::initializer_list<Value> values) const {
  const std::string_view text =
      m_catalogue.find(one.text(), count).value_or(PluralRule().form(count) == 0 ? one.text() : many.text());
  std::vector<Value> all(values);
  all.emplace_back("count", count);
  return filled(text, all);
}

std::string Words::list(std::span<const std::string> names) const {
  const std::string_view between = say_as("between the names of a list", ", ");
  std::string all;
  for (const std::string& name : names) {
    if (!all.empty()) all += between;
    all += isolated(name);
  }
  return all;
}

void Vocabulary::add(Words words) {
  std::string language(words.language());
  m_words.insert_or_assign(std::move(language), std::move(words));
}

const Words* Vocabulary::find(std::string_view tag) const {
  for (const std::string_view wanted : {tag, tag.substr(0, tag.find('-'))}) {
    if (const auto found = m_words.find(wanted); found != m_words.end()) return &found->second;
    if (wanted == source_language) return &m_source;
  }
  return nullptr;
}

const Words& Vocabulary::in(std::string_view tag, const Words& otherwise) const {
  const Words* const found = find(tag);
  return found == nullptr ? otherwise : *found;
}

std::vector<std::string_view> Vocabulary::languages() const {
  std::vector<std::string_view> tags;
  for (const auto& [tag, words] : m_words) tags.push_back(tag);
  return tags;
}

std::vector<std::string_view> Vocabulary::texts() const {
  std::vector<std::string_view> all;
  for (const auto& [language, words] : m_words) {
    const auto own = words.catalogue().texts();
    all.insert(all.end(), own.begin(), own.end());
  }
  return all;
}

}  // namespace anteroom::words
