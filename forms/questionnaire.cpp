#include "forms/questionnaire.h"

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
    return item.hidden ||
           (has_text(item.text, language) && has_text(item.low_anchor, language) &&
            has_text(item.high_anchor, language) &&
            std::ranges::all_of(item.options,
                                [&](const AnswerOption& option) { return has_text(option.label, language); }) &&
            speaks_here(item.items, language));
  });
}

std::optional<double> number_of(const Value& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return static_cast<double>(*integer);
  if (const auto* decimal = std::get_if<Decimal>(&value)) return decimal->value;
  return std::nullopt;
}

bool equal_values(const Value& left, const Value& right) {
  const auto left_number = number_of(left);
  const auto right_number = number_of(right);
  if (left_number && right_number) return *left_number == *right_number;
  return left == right;
}

// How two values of an ordered type compare; unordered where the types have no order together.
std::partial_ordering order(const Value& left, const Value& right) {
  const auto left_number = number_of(left);
  const auto right_number = number_of(right);
  if (left_number && right_number) return *left_number <=> *right_number;
  const auto* left_date = std::get_if<Date>(&left);
  const auto* right_date = std::get_if<Date>(&right);
  if (left_date != nullptr && right_date != nullptr) return *left_date <=> *right_date;
  return std::partial_ordering::unordered;
}

bool holds(const Condition& condition, const Value* answer) {
  switch (condition.op) {
    case Operator::exists: {
      const bool* wanted = std::get_if<bool>(&condition.answer);
      return (answer != nullptr) == (wanted == nullptr || *wanted);
    }
    case Operator::equal: return answer != nullptr && equal_values(*answer, condition.answer);
    case Operator::not_equal: return answer == nullptr || !equal_values(*answer, condition.answer);
    case Operator::greater: return answer != nullptr && std::is_gt(order(*answer, condition.answer));
    case Operator::less: return answer != nullptr && std::is_lt(order(*answer, condition.answer));
    case Operator::greater_or_equal: return answer != nullptr && std::is_gteq(order(*answer, condition.answer));
    case Operator::less_or_equal: return answer != nullptr && std::is_lteq(order(*answer, condition.answer));
  }
  return false;
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
  [[nodiscard]] const Value* answer_to(std::string_view link_id) const {
    if (m_disabled.contains(link_id)) return nullptr;
    const auto found = m_answers.find(link_id);
    return found == m_answers.end() ? nullptr : std::get_if<Value>(&found->second);
  }

  [[nodiscard]] bool is_enabled(const Item& item) const {
    if (item.enable_when.empty()) return true;
    const auto is_met = [&](const Condition& condition) { return holds(condition, answer_to(condition.question)); };
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

const Item* Questionnaire::find(std::string_view link_id) const { return find_in(items, link_id); }

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
