#include "forms/questionnaire.h"

#include "forms/comparing.h"

#include <algorithm>
#include <set>

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

// One comparison of a condition; exists and not_equal are made of others.
bool compares(Operator op, const Value& answer, const Value& wanted) {
  const std::partial_ordering compared = order(answer, wanted);
  switch (op) {
    case Operator::greater: return std::is_gt(compared);
    case Operator::less: return std::is_lt(compared);
    case Operator::greater_or_equal: return std::is_gteq(compared);
    case Operator::less_or_equal: return std::is_lteq(compared);
    case Operator::exists:
    case Operator::equal:
    case Operator::not_equal: break;
  }
  return equal_values(answer, wanted);
}

// Walks the form once in reading order. A condition looks back only (the reader sees to that), so what the walk knows
// so far is all it needs, and a hostile chain of conditions costs no more than a friendly one.
class EnablingWalk {
 public:
  explicit EnablingWalk(const Answers& answers) : m_answers(answers) {}

  // Calls visitor(item, enabled, hidden) for each item until it returns false.
  template <class Visitor>
  bool run(const std::vector<Item>& items, const Visitor& visitor, bool parent_enabled = true,
           bool parent_hidden = false) {
    for (const Item& item : items) {
      const bool enabled = parent_enabled && is_enabled(item);
      const bool hidden = parent_hidden || item.hidden;
      if (!enabled) m_disabled.insert(item.link_id);
      if (!visitor(item, enabled, hidden)) return false;
      if (!run(item.items, visitor, enabled, hidden)) return false;
    }
    return true;
  }

 private:
  [[nodiscard]] std::span<const Value> answers_to(std::string_view link_id) const {
    if (m_disabled.contains(link_id)) return {};
    const auto found = m_answers.find(link_id);
    return found == m_answers.end() ? std::span<const Value>{} : values_of(found->second);
  }

  // R4: with several answers one that compares is enough; != holds where none is equal.
  [[nodiscard]] bool holds(const Condition& condition) const {
    const auto any_answer = [&](const auto& test) {
      return std::ranges::any_of(answers_to(condition.question), test) ||
             std::ranges::any_of(condition.copies,
                                 [&](const LinkId& copy) { return std::ranges::any_of(answers_to(copy), test); });
    };
    if (condition.op == Operator::exists) {
      const bool* wanted = std::get_if<bool>(&condition.answer);
      return any_answer([](const Value&) { return true; }) == (wanted == nullptr || *wanted);
    }
    const bool found =
        any_answer([&](const Value& answer) { return compares(condition.op, answer, condition.answer); });
    return found != (condition.op == Operator::not_equal);
  }

  [[nodiscard]] bool is_enabled(const Item& item) const {
    if (item.enable_when.empty()) return true;
    const auto is_met = [&](const Condition& condition) { return holds(condition); };
    return item.enable_behavior == EnableBehavior::all ? std::ranges::all_of(item.enable_when, is_met)
                                                       : std::ranges::any_of(item.enable_when, is_met);
  }

  const Answers& m_answers;
  std::set<std::string_view> m_disabled;
};

}  // namespace

const std::string& Text::in(std::string_view language) const {
  const auto found = translations.find(language);
  return found == translations.end() ? original : found->second;
}

std::vector<const Item*> Questionnaire::questions() const {
  std::vector<const Item*> found;
  visit_items(items, [&](const Item& item) {
    if (item.is_question()) found.push_back(&item);
  });
  return found;
}

ItemIndex::ItemIndex(const std::vector<Item>& items) : m_items(items.data()), m_top(items.size()) {
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

bool is_enabled(const Questionnaire& form, std::string_view link_id, const Answers& answers) {
  bool result = false;
  EnablingWalk(answers).run(form.items, [&](const Item& item, bool enabled, bool) {
    if (item.link_id != link_id) return true;
    result = enabled;
    return false;
  });
  return result;
}

Answers enabled_answers(const Questionnaire& form, const Answers& answers) {
  Answers kept;
  EnablingWalk(answers).run(form.items, [&](const Item& item, bool enabled, bool) {
    if (!enabled || !item.is_question()) return true;
    if (const auto found = answers.find(item.link_id); found != answers.end()) kept.insert(*found);
    return true;
  });
  return kept;
}

std::vector<const Item*> asked_questions(const Questionnaire& form, const Answers& answers) {
  std::vector<const Item*> asked;
  EnablingWalk(answers).run(form.items, [&](const Item& item, bool enabled, bool hidden) {
    if (enabled && !hidden && item.is_question()) asked.push_back(&item);
    return true;
  });
  return asked;
}

}  // namespace anteroom::forms
