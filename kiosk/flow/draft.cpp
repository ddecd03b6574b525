#include "kiosk/flow/draft.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <format>

namespace anteroom::flow {
namespace {

constexpr std::size_t longest_number = 12;
constexpr std::size_t longest_text = 500;
constexpr std::size_t date_digits = 8;
constexpr double widest_row = 11;  // 0 to 10

bool is_digit(char key) { return key >= '0' && key <= '9'; }

}  // namespace

AnswerKind answer_kind(const forms::Item& item) {
  if (item.type == forms::ItemType::boolean) return AnswerKind::yes_no;
  if (!item.options.empty() || item.type == forms::ItemType::choice) return AnswerKind::tiles;
  switch (item.type) {
    case forms::ItemType::integer:
      if (item.minimum && item.maximum && *item.maximum - *item.minimum < widest_row) return AnswerKind::row;
      return AnswerKind::number;
    case forms::ItemType::decimal:
    case forms::ItemType::quantity: return AnswerKind::number;
    case forms::ItemType::date: return AnswerKind::date;
    default: return AnswerKind::text;
  }
}

Draft draft_of(const forms::Item& item, const forms::Answer& answer) {
  Draft draft;
  const auto values = forms::values_of(answer);
  if (values.empty()) return draft;
  const forms::Value* const value = &values.front();
  switch (answer_kind(item)) {
    case AnswerKind::yes_no: draft.chosen = std::get<bool>(*value) ? 0 : 1; break;
    case AnswerKind::row:
      draft.chosen = static_cast<int>(std::get<std::int64_t>(*value) - std::llround(*item.minimum));
      break;
    case AnswerKind::tiles: {
      const auto option = std::ranges::find(item.options, *value, &forms::AnswerOption::value);
      if (option != item.options.end()) draft.chosen = static_cast<int>(option - item.options.begin());
      break;
    }
    case AnswerKind::number:
      if (const auto* whole = std::get_if<std::int64_t>(value)) draft.typed = std::to_string(*whole);
      if (const auto* decimal = std::get_if<forms::Decimal>(value)) draft.typed = decimal->text;
      if (const auto* quantity = std::get_if<forms::Quantity>(value)) draft.typed = quantity->number.text;
      break;
    case AnswerKind::date: {
      const Date& date = std::get<Date>(*value);
      draft.typed = std::format("{:02}{:02}{:04}", static_cast<unsigned>(date.day()),
                                static_cast<unsigned>(date.month()), static_cast<int>(date.year()));
      break;
    }
    case AnswerKind::text:
      if (const auto* text = std::get_if<std::string>(value)) draft.typed = *text;
      if (const auto* time = std::get_if<forms::Time>(value)) draft.typed = time->text;
      if (const auto* moment = std::get_if<forms::DateTime>(value)) draft.typed = moment->text;
      break;
  }
  return draft;
}

namespace {

std::optional<forms::Value> value_of(const forms::Item& item, const Draft& draft) {
  const std::string& typed = draft.typed;
  const char* end = typed.data() + typed.size();
  switch (answer_kind(item)) {
    case AnswerKind::yes_no:
      if (!draft.chosen) return std::nullopt;
      return forms::Value{*draft.chosen == 0};
    case AnswerKind::row:
      if (!draft.chosen) return std::nullopt;
      return forms::Value{std::int64_t{std::llround(*item.minimum)} + *draft.chosen};
    case AnswerKind::tiles:
      if (!draft.chosen || static_cast<std::size_t>(*draft.chosen) >= item.options.size()) return std::nullopt;
      return item.options[static_cast<std::size_t>(*draft.chosen)].value;
    case AnswerKind::number: {
      if (item.type == forms::ItemType::integer) {
        std::int64_t whole = 0;
        const auto [stop, problem] = std::from_chars(typed.data(), end, whole);
        if (problem != std::errc{} || stop != end) return std::nullopt;
        return forms::Value{whole};
      }
      double number = 0;
      const auto [stop, problem] = std::from_chars(typed.data(), end, number, std::chars_format::fixed);
      if (problem != std::errc{} || stop != end || typed.back() == '.') return std::nullopt;
      forms::Decimal decimal{typed, number};
      if (item.type != forms::ItemType::quantity) return forms::Value{std::move(decimal)};
      forms::Quantity quantity{std::move(decimal), item.unit.value_or(""), {}, {}};
      if (!item.unit_options.empty()) {
        const forms::UnitOption& unit = item.unit_options.front();
        quantity.unit = unit.label;
        quantity.system = unit.coding.system;
        quantity.code = unit.coding.code;
      }
      return forms::Value{std::move(quantity)};
    }
    case AnswerKind::date:
      if (const auto date = date_of_digits(typed)) return forms::Value{*date};
      return std::nullopt;
    case AnswerKind::text: {
      const auto last = typed.find_last_not_of(' ');
      if (last == std::string::npos) return std::nullopt;
      std::string words = typed.substr(0, last + 1);
      if (item.type == forms::ItemType::time) return forms::parse_time(words);
      if (item.type == forms::ItemType::date_time) return forms::parse_date_time(words);
      return forms::Value{std::move(words)};
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<forms::Answer> answer_of(const forms::Item& item, const Draft& draft) {
  auto value = value_of(item, draft);
  if (!value) return std::nullopt;
  if (item.repeats) return forms::Several{std::move(*value)};
  return std::move(*value);
}

void choose(const forms::Item& item, Draft& draft, int option) {
  int options = 2;
  switch (answer_kind(item)) {
    case AnswerKind::tiles: options = static_cast<int>(item.options.size()); break;
    case AnswerKind::row: options = static_cast<int>(*item.maximum - *item.minimum) + 1; break;
    case AnswerKind::yes_no: break;
    default: return;
  }
  if (option >= 0 && option < options) draft.chosen = option;
}

void type(const forms::Item& item, Draft& draft, char key) {
  std::string& typed = draft.typed;
  switch (answer_kind(item)) {
    case AnswerKind::number: {
      const bool point = key == '.' && item.type != forms::ItemType::integer && !typed.empty() &&
                         is_digit(typed.back()) && !typed.contains('.');
      const bool minus = key == '-' && typed.empty();
      if (typed.size() < longest_number && (is_digit(key) || point || minus)) typed += key;
      break;
    }
    case AnswerKind::date:
      if (typed.size() < date_digits && is_digit(key)) typed += key;
      break;
    case AnswerKind::text:
      if (typed.size() < std::min<std::size_t>(item.max_length.value_or(longest_text), longest_text) &&
          (key != ' ' || !typed.empty())) {
        typed += key;
      }
      break;
    default: break;
  }
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

std::optional<Date> date_of_digits(std::string_view digits) {
  if (digits.size() != date_digits || !std::ranges::all_of(digits, is_digit)) return std::nullopt;
  return parse_date(std::format("{}-{}-{}", digits.substr(4), digits.substr(2, 2), digits.substr(0, 2)));
}

void wipe(std::string& text) {
  text.resize(text.capacity());
  for (volatile char& character : text) character = '\0';
  text.clear();
}

}  // namespace anteroom::flow
