// Writes out the copies of repeating groups: each is asked only when the patient says that there is another.
#include "forms/copies.h"
#include "forms/reading.h"

#include <algorithm>
#include <format>

namespace anteroom::forms {
namespace {

constexpr std::uint32_t usual_copies = 10;

bool holds_question(const Item& item) { return item.is_question() || std::ranges::any_of(item.items, holds_question); }

// A hidden group is filled by nobody, so there is never another.
bool is_repeated(const Item& item) {
  return item.type == ItemType::group && item.repeats && !item.hidden && !item.read_only && item.max_occurs != 1U &&
         std::ranges::any_of(item.items, holds_question);
}

std::uint32_t copies_wanted(const Item& group, std::uint32_t most) {
  const std::uint32_t least = std::max(group.min_occurs.value_or(1), 1U);
  return std::max(least, std::min(group.max_occurs.value_or(usual_copies), most));
}

std::size_t own_size(const Item& item) { return sizeof(Item) + item.options.size() * (sizeof(AnswerOption) + 64); }

struct Size {
  std::size_t items = 0;
  std::size_t bytes = 0;
};

// What the tree grows to with at most so many copies of each group. It stops counting where it is far too much.
Size expanded_size(const std::vector<Item>& items, std::uint32_t most) {
  constexpr std::size_t enough = 1U << 30U;
  Size size;
  for (const Item& item : items) {
    const Size below = expanded_size(item.items, most);
    const std::size_t copies = is_repeated(item) ? copies_wanted(item, most) : 1;
    const std::size_t asking = is_repeated(item) ? 1 : 0;
    size.items = std::min(enough, size.items + copies * (1 + asking + below.items));
    size.bytes = std::min(enough, size.bytes + copies * (own_size(item) + below.bytes));
  }
  return size;
}

using Copies = std::vector<std::uint32_t>;

class Expander {
 public:
  Expander(std::uint32_t most, Findings& findings) : m_most(most), m_findings(findings) {}

  // Notes the repeating groups around each item, outermost first.
  void index(const std::vector<Item>& items, const std::vector<const Item*>& around = {}) {
    for (const Item& item : items) {
      m_around.emplace(item.link_id, around);
      if (is_repeated(item)) {
        auto inside = around;
        inside.push_back(&item);
        index(item.items, inside);
      } else {
        index(item.items, around);
      }
    }
  }

  // The items as they stand in these copies of the groups around them.
  [[nodiscard]] std::vector<Item> expand(std::vector<Item>& items, const Copies& copies) {
    std::vector<Item> expanded;
    expanded.reserve(items.size());
    for (Item& item : items) {
      if (is_repeated(item)) {
        expand_group(item, copies, expanded);
      } else {
        expanded.push_back(in_copy(item, copies, copies));
        if (!item.is_question()) expanded.back().repeats = false;
      }
    }
    return expanded;
  }

 private:
  void expand_group(Item& group, const Copies& around, std::vector<Item>& expanded) {
    const std::uint32_t most = copies_wanted(group, m_most);
    const std::uint32_t least = std::max(group.min_occurs.value_or(1), 1U);
    Copies copies = around;
    copies.push_back(0);
    for (std::uint32_t number = 1; number <= most; ++number) {
      copies.back() = number;
      Item copy = in_copy(group, copies, around);
      copy.copy = number;
      if (number > least) {
        // Its own conditions hold already where the copy before it is asked, and the question for it stands in there.
        copy.enable_when = {Condition{more_link_id(group.link_id, copies), Operator::equal, Value(true)}};
        copy.enable_behavior = EnableBehavior::all;
        copy.enable_when_expression.clear();
      }
      if (number >= least && number < most) {
        Copies next = copies;
        next.back() = number + 1;
        copy.items.push_back(question_for(more_link_id(group.link_id, next)));
      }
      expanded.push_back(std::move(copy));
    }
  }

  static Item question_for(LinkId link_id) {
    Item question;
    question.link_id = std::move(link_id);
    question.text.original = "Add another?";
    question.type = ItemType::boolean;
    question.asks_for_copy = true;
    return question;
  }

  // `around`: the copies that its conditions look from, which for a group are those outside it.
  Item in_copy(Item& item, const Copies& copies, const Copies& around) {
    std::vector<Item> below;
    below.swap(item.items);  // the copy is made without them, for they are copied one by one
    Item copy = item;
    below.swap(item.items);
    copy.link_id = copied_link_id(item.link_id, copies);
    for (Condition& condition : copy.enable_when) look_from(item, condition, around);
    copy.items = expand(item.items, copies);
    return copy;
  }

  // Inside its own group a condition means the same copy, from outside the answers of all copies.
  void look_from(const Item& item, Condition& condition, const Copies& copies) {
    const auto& of_item = m_around.at(item.link_id);
    const auto& of_question = m_around.at(condition.question);
    const auto differ = std::ranges::mismatch(of_item, of_question);
    const auto shared = static_cast<std::size_t>(differ.in1 - of_item.begin());
    std::vector<Copies> places{Copies(copies.begin(), copies.begin() + static_cast<std::ptrdiff_t>(shared))};
    for (std::size_t group = shared; group < of_question.size(); ++group) {
      std::vector<Copies> deeper;
      for (const Copies& place : places) {
        for (std::uint32_t number = 1; number <= copies_wanted(*of_question[group], m_most); ++number) {
          deeper.push_back(place);
          deeper.back().push_back(number);
        }
      }
      places = std::move(deeper);
    }
    m_named += places.size();
    constexpr std::size_t most_named = 100'000;
    if (m_named > most_named) {
      if (m_named - places.size() <= most_named)
        m_findings.error(item.link_id,
                         "its conditions look at too many copies of a repeating group; ask it inside the group");
      return;
    }
    const LinkId base = condition.question;
    condition.question = copied_link_id(base, places.front());
    for (std::size_t at = 1; at < places.size(); ++at) condition.copies.push_back(copied_link_id(base, places[at]));
  }

  std::uint32_t m_most;
  Findings& m_findings;
  std::map<std::string_view, std::vector<const Item*>, std::less<>> m_around;
  std::size_t m_named = 0;
};

void say_so(const std::vector<Item>& items, std::uint32_t most, Findings& findings) {
  for (const Item& item : items) {
    if (is_repeated(item)) {
      const std::uint32_t copies = copies_wanted(item, most);
      findings.flattened(item.link_id, std::format("repeating group: asked up to {} times, each time the patient says "
                                                   "that there is another",
                                                   copies));
      if (item.max_occurs && copies < *item.max_occurs) {
        findings.warning(item.link_id, std::format("the group may repeat {} times; a kiosk asks it {} times at most",
                                                   *item.max_occurs, copies));
      }
    }
    say_so(item.items, most, findings);
  }
}

bool any_repeated(const std::vector<Item>& items) {
  return std::ranges::any_of(items, [](const Item& item) {
    return item.repeats && item.type == ItemType::group ? true : any_repeated(item.items);
  });
}

}  // namespace

void expand_copies(std::vector<Item>& items, const ReadLimits& limits, Findings& findings) {
  if (!any_repeated(items)) return;
  std::uint32_t most = usual_copies;
  for (; most > 1; --most) {
    const Size size = expanded_size(items, most);
    if (size.items <= limits.items && size.bytes <= limits.option_bytes) break;
  }
  if (const Size size = expanded_size(items, most); size.items > limits.items || size.bytes > limits.option_bytes) {
    findings.error({}, std::format("with the copies of its repeating groups the form has more than {} items; split it",
                                   limits.items));
    return;
  }
  say_so(items, most, findings);
  Expander expander(most, findings);
  expander.index(items);
  std::vector<Item> expanded = expander.expand(items, {});
  items = std::move(expanded);
}

}  // namespace anteroom::forms
