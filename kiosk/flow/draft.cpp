// What touches do to a draft. What answer it stands for is in draft_answer.cpp.
#include "kiosk/flow/draft.h"

#include "forms/body_outline.h"
#include "kiosk/flow/tones.h"

#include <algorithm>
#include <format>
#include <iterator>
#include <utility>

namespace anteroom::flow {
namespace {

constexpr std::size_t longest_number = 12;
constexpr std::size_t date_digits = 8;
constexpr std::size_t time_digits = 4;
constexpr double widest_row = 11;  // 0 to 10
// What somebody writes with one finger while standing; a form may ask for less.
constexpr std::size_t longest_text = 300;
constexpr std::size_t longest_string = 120;
constexpr std::size_t longest_line = 80;

bool is_digit(char key) { return key >= '0' && key <= '9'; }

bool has_options(const forms::Item& item) {
  return !item.options.empty() || item.type == forms::ItemType::choice || item.type == forms::ItemType::open_choice;
}

std::string_view code_of(const forms::AnswerOption& option) {
  const auto* coding = std::get_if<forms::Coding>(&option.value);
  return coding != nullptr ? std::string_view(coding->code) : std::string_view{};
}

// Every area that can be answered is on the drawing, once; beside it stands only what is no area and stands alone
// ("none of these").
bool is_on_body(const forms::Item& item) {
  if (!item.body_map || item.ranked || item.type != forms::ItemType::choice) return false;
  const auto is_area = [&](const forms::AnswerOption& option) {
    return forms::is_body_area(code_of(option)) && std::ranges::count(item.options, code_of(option), code_of) == 1;
  };
  return std::ranges::any_of(item.options, is_area) &&
         std::ranges::all_of(item.options,
                             [&](const forms::AnswerOption& option) { return is_area(option) || option.exclusive; });
}

// What one value is typed or chosen with.
AnswerKind entry_kind(const forms::Item& item) {
  switch (item.type) {
    case forms::ItemType::boolean: return AnswerKind::yes_no;
    case forms::ItemType::integer:
      if (!item.repeats && item.minimum && item.maximum && *item.maximum - *item.minimum < widest_row) {
        return AnswerKind::row;
      }
      return AnswerKind::number;
    case forms::ItemType::decimal:
    case forms::ItemType::quantity: return AnswerKind::number;
    case forms::ItemType::date: return AnswerKind::date;
    case forms::ItemType::time: return AnswerKind::time;
    case forms::ItemType::date_time: return AnswerKind::date_time;
    default: return AnswerKind::text;
  }
}

bool takes_keys_over_list(AnswerKind kind) {
  return kind == AnswerKind::tiles || kind == AnswerKind::several || kind == AnswerKind::ranked ||
         kind == AnswerKind::lines;
}

void clear_entry(Draft& draft) {
  wipe(draft.typed);
  draft.chosen.reset();
}

void forget_other(const forms::Item& item, Draft& draft) {
  wipe(draft.typed);
  std::erase(draft.picked, other_option(item));
  draft.picked_before.clear();  // its words are gone
  if (draft.chosen == other_option(item)) draft.chosen.reset();
}

bool is_exclusive(const forms::Item& item, int option) {
  return option < other_option(item) && item.options[static_cast<std::size_t>(option)].exclusive;
}

// One more of several, in the order of touching. What stands alone drives out the others, and they drive it out.
bool pick(const forms::Item& item, Draft& draft, int option) {
  std::vector<int> others = draft.picked;
  if (std::erase(others, option) > 0) {
    if (is_exclusive(item, option) && !draft.picked_before.empty()) {
      undo(draft);
      return true;
    }
  } else if (is_exclusive(item, option) || item.max_occurs == 1U) {
    others = {option};
  } else {
    std::erase_if(others, [&](int each) { return is_exclusive(item, each); });
    if (item.max_occurs && others.size() >= *item.max_occurs) return false;
    others.push_back(option);
  }
  draft.picked_before.push_back(std::exchange(draft.picked, std::move(others)));
  return true;
}

bool is_blank(std::string_view text) { return text.find_first_not_of(' ') == std::string_view::npos; }

}  // namespace

AnswerKind answer_kind(const forms::Item& item) {
  if (has_options(item)) {
    if (!item.repeats) return AnswerKind::tiles;
    if (is_on_body(item)) return AnswerKind::body_map;
    return item.ranked ? AnswerKind::ranked : AnswerKind::several;
  }
  const AnswerKind one = entry_kind(item);
  return item.repeats && one != AnswerKind::yes_no ? AnswerKind::lines : one;
}

AnswerKind shown_kind(const forms::Item& item, const Draft& draft) {
  const AnswerKind kind = answer_kind(item);
  switch (kind) {
    case AnswerKind::tiles:
    case AnswerKind::several:
    case AnswerKind::ranked: return draft.writing ? AnswerKind::text : kind;
    case AnswerKind::lines:
      if (!draft.writing && !draft.lines.empty()) return kind;
      return entry_kind(item) == AnswerKind::date_time ? AnswerKind::date : entry_kind(item);
    case AnswerKind::date_time: return draft.writing ? AnswerKind::time : AnswerKind::date;
    default: return kind;
  }
}

int other_option(const forms::Item& item) { return static_cast<int>(item.options.size()); }

bool other_is_chosen(const forms::Item& item, const Draft& draft) {
  if (item.type != forms::ItemType::open_choice) return false;
  return draft.chosen == other_option(item) || std::ranges::contains(draft.picked, other_option(item));
}

void Draft::wipe() {
  anteroom::wipe(typed);
  for (forms::Value& line : lines) {
    if (auto* text = std::get_if<std::string>(&line)) anteroom::wipe(*text);
  }
  lines.clear();
  chosen.reset();
  picked.clear();
  picked_before.clear();
  writing = false;
}

bool choose(const forms::Item& item, Draft& draft, int option) {
  if (option < 0) return true;
  switch (shown_kind(item, draft)) {
    case AnswerKind::tiles:
    case AnswerKind::several:
    case AnswerKind::body_map:
    case AnswerKind::ranked:
      if (option == other_option(item) && item.type == forms::ItemType::open_choice) {
        draft.writing = true;
        return true;
      }
      if (option >= other_option(item)) return true;
      if (answer_kind(item) != AnswerKind::tiles) return pick(item, draft, option);
      draft.chosen = option;
      return true;
    case AnswerKind::row:
      if (option <= static_cast<int>(*item.maximum - *item.minimum)) draft.chosen = option;
      return true;
    case AnswerKind::number:
      if (option < static_cast<int>(item.unit_options.size())) draft.chosen = option;
      return true;
    case AnswerKind::yes_no:
    case AnswerKind::time:
      if (option < 2) draft.chosen = option;
      return true;
    default: return true;
  }
}

void undo(Draft& draft) {
  if (draft.picked_before.empty()) return;
  draft.picked = std::move(draft.picked_before.back());
  draft.picked_before.pop_back();
}

std::vector<int> taken_away(const Draft& draft) {
  std::vector<int> away;
  if (draft.picked_before.empty()) return away;
  std::ranges::copy_if(draft.picked_before.back(), std::back_inserter(away),
                       [&](int option) { return !std::ranges::contains(draft.picked, option); });
  return away;
}

void type(const forms::Item& item, Draft& draft, char32_t letter) {
  const char key = letter < 0x7F ? static_cast<char>(letter) : '\0';  // numbers and dates have no other
  std::string& typed = draft.typed;
  switch (shown_kind(item, draft)) {
    case AnswerKind::number: {
      if (std::exchange(draft.is_stored, false) && (is_digit(key) || key == '-')) wipe(typed);
      const bool whole = item.type == forms::ItemType::integer;
      const std::size_t from = typed.find('.');
      const bool point = key == '.' && !whole && !typed.empty() && is_digit(typed.back()) &&
                         from == std::string::npos && item.max_decimals.value_or(1) > 0;
      const bool minus = key == '-' && typed.empty();
      const bool room = from == std::string::npos || !item.max_decimals || typed.size() - from <= *item.max_decimals;
      if (typed.size() < longest_number && ((is_digit(key) && room) || point || minus)) typed += key;
      break;
    }
    case AnswerKind::date:
      if (is_digit(key)) type_date_digit(typed, key);
      break;
    case AnswerKind::time: {
      const std::size_t from = answer_kind(item) == AnswerKind::date_time ? date_digits : 0;
      if (!is_digit(key) || typed.size() >= from + time_digits) break;
      // No hour begins with 3 to 9: nine o'clock may be typed as people say it.
      if (typed.size() == from && key >= '3') typed += '0';
      typed += key;
      break;
    }
    case AnswerKind::text:
      if (letters_in(typed) < text_limit(item) && (key != ' ' || !typed.empty())) add_letter(typed, letter);
      break;
    default: break;
  }
}

void erase(const forms::Item& item, Draft& draft) {
  draft.is_stored = false;
  const bool time_of_moment = answer_kind(item) == AnswerKind::date_time && draft.writing;
  if (time_of_moment && draft.typed.size() <= date_digits) return;
  erase_last(draft.typed);
}

void open_line(const forms::Item& item, Draft& draft) {
  if (answer_kind(item) != AnswerKind::lines || !can_add_line(item, draft)) return;
  clear_entry(draft);
  draft.writing = true;
}

void remove_line(Draft& draft, int line) {
  if (line < 0 || static_cast<std::size_t>(line) >= draft.lines.size()) return;
  const auto at = draft.lines.begin() + line;
  if (auto* text = std::get_if<std::string>(&*at)) wipe(*text);
  draft.lines.erase(at);
}

bool can_add_line(const forms::Item& item, const Draft& draft) {
  // More than anybody writes with one finger; it keeps a question from having no end.
  constexpr std::size_t most_lines = 20;
  return draft.lines.size() < std::min<std::size_t>(item.max_occurs.value_or(most_lines), most_lines);
}

bool can_continue(const forms::Item& item, const Draft& draft) {
  const AnswerKind kind = answer_kind(item);
  switch (shown_kind(item, draft)) {
    case AnswerKind::text:
      return !is_blank(draft.typed) || (takes_keys_over_list(kind) && other_is_chosen(item, draft));
    case AnswerKind::number: return !draft.typed.empty() && (item.unit_options.size() < 2 || draft.chosen);
    case AnswerKind::date: return draft.typed.size() >= date_digits;
    case AnswerKind::time: {
      const std::string_view digits = shown_digits(item, draft);
      if (kind == AnswerKind::date_time && digits.empty()) return true;  // the day alone is an answer too
      return digits.size() == time_digits && half_of_day(item, draft);
    }
    case AnswerKind::lines: return !draft.lines.empty();
    case AnswerKind::several:
    case AnswerKind::body_map:
    case AnswerKind::ranked: return !draft.picked.empty();
    default: return draft.chosen.has_value();
  }
}

Advance advance(const forms::Item& item, Draft& draft) {
  const AnswerKind kind = answer_kind(item);
  if (kind == AnswerKind::date_time && !draft.writing) {
    if (!date_of_digits(std::string_view(draft.typed).substr(0, date_digits))) return Advance::refuse;
    draft.writing = true;
    return Advance::stay;
  }
  if (kind == AnswerKind::lines && shown_kind(item, draft) != AnswerKind::lines) {
    const auto whole = answer_of(
        item, Draft{.chosen = draft.chosen, .typed = draft.typed, .writing = true, .half_days = draft.half_days});
    if (!whole) return Advance::refuse;
    const forms::Value& value = forms::values_of(*whole).front();
    if (!std::ranges::contains(draft.lines, value)) draft.lines.push_back(value);
    clear_entry(draft);
    draft.writing = false;
    return Advance::stay;
  }
  if (!draft.writing || !takes_keys_over_list(kind)) return Advance::answer;
  draft.writing = false;
  if (is_blank(draft.typed)) {
    forget_other(item, draft);
    return Advance::stay;
  }
  if (kind == AnswerKind::tiles) {
    draft.chosen = other_option(item);
    return Advance::answer;
  }
  // What was written stays written when there is one too many already; the screen says so.
  if (!other_is_chosen(item, draft) && !pick(item, draft, other_option(item))) return Advance::refuse;
  return Advance::stay;
}

bool step_back(const forms::Item& item, Draft& draft) {
  if (!draft.writing) return false;
  const AnswerKind kind = answer_kind(item);
  if (kind == AnswerKind::lines) {
    if (draft.lines.empty()) return false;
    clear_entry(draft);
  }
  if (takes_keys_over_list(kind) && kind != AnswerKind::lines && !other_is_chosen(item, draft)) {
    wipe(draft.typed);
    draft.picked_before.clear();
  }
  draft.writing = false;
  return true;
}

std::string_view shown_digits(const forms::Item& item, const Draft& draft) {
  const std::string_view typed = draft.typed;
  if (answer_kind(item) != AnswerKind::date_time) return typed;
  return draft.writing ? typed.substr(std::min(date_digits, typed.size())) : typed.substr(0, date_digits);
}

std::size_t text_limit(const forms::Item& item) {
  std::size_t limit = item.type == forms::ItemType::text ? longest_text : longest_string;
  if (item.repeats || has_options(item)) limit = longest_line;
  return std::min<std::size_t>(item.max_length.value_or(static_cast<std::uint32_t>(limit)), limit);
}

std::size_t letters_in(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

void erase_last(std::string& typed) {
  // One character may be several bytes.
  while (!typed.empty()) {
    const bool continuation = (static_cast<unsigned char>(typed.back()) & 0xC0U) == 0x80U;
    typed.back() = '\0';
    typed.pop_back();
    if (!continuation) return;
  }
}

void drop_refused_day(const forms::Item& item, Draft& draft) {
  if (shown_kind(item, draft) == AnswerKind::date && draft.typed.size() >= date_digits) wipe(draft.typed);
}

void type_date_digit(std::string& typed, char digit) {
  struct Part {
    std::size_t first;
    std::string_view most;
  };
  constexpr std::array parts{Part{0, "31"}, Part{2, "12"}};
  for (const auto& [first, most] : parts) {
    if (typed.size() == first && digit > most[0]) typed += '0';
    if (typed.size() == first + 1 && typed[first] == most[0] && digit > most[1]) typed.insert(first, 1, '0');
  }
  if (typed.size() < date_digits) typed += digit;
}

std::optional<Date> date_of_digits(std::string_view digits) {
  if (digits.size() != date_digits || !std::ranges::all_of(digits, is_digit)) return std::nullopt;
  return parse_date(std::format("{}-{}-{}", digits.substr(4), digits.substr(2, 2), digits.substr(0, 2)));
}

}  // namespace anteroom::flow
