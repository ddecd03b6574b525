#include "forms/questionnaire.h"

#include <algorithm>

namespace anteroom::forms {
namespace {

template <class Visitor>
void visit_items(const std::vector<Item>& items, const Visitor& visitor) {
  for (const Item& item : items) {
    visitor(item);
    visit_items(item.items, visitor);
  }
}

const Item* find_in(const std::vector<Item>& items, std::string_view link_id) {
  for (const Item& item : items) {
    if (item.link_id == link_id) return &item;
    if (const Item* inside = find_in(item.items, link_id)) return inside;
  }
  return nullptr;
}

// Fills `stems` with what stands above the item; false (and nothing added) when it is not in here.
bool collect_stems(const std::vector<Item>& items, std::string_view link_id, std::vector<const Item*>& stems) {
  std::vector<const Item*> displays;
  bool run_is_open = false;
  for (const Item& item : items) {
    if (item.link_id == link_id || find_in(item.items, link_id) != nullptr) {
      stems.insert(stems.end(), displays.begin(), displays.end());
      if (item.link_id == link_id) {
        if (item.is_question()) {
          std::ranges::for_each(item.items, [&](const Item& below) {
            if (below.type == ItemType::display && !below.hidden) stems.push_back(&below);
          });
        }
        return true;
      }
      if (!item.is_question() && !item.hidden && !item.text.original.empty()) stems.push_back(&item);
      return collect_stems(item.items, link_id, stems);
    }
    if (item.type == ItemType::display) {
      if (!run_is_open) displays.clear();
      run_is_open = true;
      if (!item.hidden) displays.push_back(&item);
    } else {
      run_is_open = false;
      if (item.type == ItemType::group) displays.clear();  // what introduced a group does not introduce what follows it
    }
  }
  return false;
}

bool same_primary_language(std::string_view form_language, std::string_view asked) {
  return form_language == asked || (form_language.starts_with(asked) && form_language.size() > asked.size() &&
                                    form_language[asked.size()] == '-');
}

bool has_text(const Text& text, std::string_view language) {
  return text.original.empty() || text.translations.contains(language);
}

bool speaks_here(const std::vector<Item>& items, std::string_view language) {
  return std::ranges::all_of(items, [&](const Item& item) {
    return item.hidden || item.asks_for_copy ||
           (has_text(item.text, language) && has_text(item.low_anchor, language) &&
            has_text(item.high_anchor, language) && has_text(item.entry_format, language) &&
            std::ranges::all_of(item.options,
                                [&](const AnswerOption& option) { return has_text(option.label, language); }) &&
            speaks_here(item.items, language));
  });
}

}  // namespace

const std::string& Text::in(std::string_view language) const {
  const auto found = translations.find(language);
  return found == translations.end() ? original : found->second;
}

const std::vector<AnswerOption>& OptionList::all() const {
  static const std::vector<AnswerOption> none;
  return m_options == nullptr ? none : *m_options;
}

std::vector<AnswerOption>& OptionList::own() {
  if (m_options == nullptr || m_options.use_count() > 1) {
    m_options = std::make_shared<std::vector<AnswerOption>>(all());
  }
  return *m_options;
}

std::vector<const Item*> Questionnaire::questions() const {
  std::vector<const Item*> found;
  found.reserve(items.size());
  visit_items(items, [&](const Item& item) {
    if (item.is_question()) found.push_back(&item);
  });
  return found;
}

ItemIndex::ItemIndex(const std::vector<Item>& items) : m_items(items.data()), m_top(items.size()) {
  std::size_t count = 0;
  visit_items(items, [&](const Item&) { ++count; });
  m_places.reserve(count);
  visit_items(items, [&](const Item& item) { m_places.emplace_back(item.link_id, &item); });
  std::ranges::stable_sort(m_places, {}, &std::pair<std::string_view, const Item*>::first);
}

const Item* ItemIndex::find(std::string_view link_id) const {
  const auto found = std::ranges::lower_bound(m_places, link_id, {}, &std::pair<std::string_view, const Item*>::first);
  return found != m_places.end() && found->first == link_id ? found->second : nullptr;
}

const Item* Questionnaire::find(std::string_view link_id) const {
  return index.is_of(items) ? index.find(link_id) : find_in(items, link_id);
}

std::vector<const Item*> Questionnaire::stems_of(std::string_view link_id) const {
  std::vector<const Item*> stems;
  collect_stems(items, link_id, stems);
  return stems;
}

bool Questionnaire::speaks(std::string_view wanted) const {
  return same_primary_language(language, wanted) || speaks_here(items, wanted);
}

}  // namespace anteroom::forms
