// The answer that a draft stands for, and the draft that shows an answer again: each the other's way back.
#include "kiosk/flow/draft.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <format>

namespace anteroom::flow {
namespace {

constexpr std::size_t date_digits = 8;
constexpr std::size_t time_digits = 4;
constexpr int noon = 12;

std::string digits_of(const Date& date) {
  return std::format("{:02}{:02}{:04}", static_cast<unsigned>(date.day()), static_cast<unsigned>(date.month()),
                     static_cast<int>(date.year()));
}

int two_digits(std::string_view digits) { return (digits[0] - '0') * 10 + (digits[1] - '0'); }

// "0915" and the half of the day as "09:15:00"; nothing for a time that no clock shows.
std::optional<std::string> clock_time(std::string_view digits, std::optional<int> half) {
  if (digits.size() != time_digits || !half) return std::nullopt;
  int hour = two_digits(digits);
  const int minute = two_digits(digits.substr(2));
  if (hour >= 24 || minute >= 60) return std::nullopt;
  if (*half == 0 && hour == noon) hour = 0;
  if (*half == 1 && hour < noon) hour += noon;
  return std::format("{:02}:{:02}:00", hour, minute);
}

// "14:30:00" as digits and half, in the draft.
void put_time(Draft& draft, std::string_view text) {
  if (text.size() < 5) return;
  draft.typed += std::format("{}{}", text.substr(0, 2), text.substr(3, 2));
  draft.chosen = two_digits(text) < noon ? 0 : 1;
}

void put_moment(Draft& draft, std::string_view text) {
  const auto date = parse_date(text.substr(0, 10));
  if (!date) return;  // a month or a year has no day to show
  draft.typed = digits_of(*date);
  if (text.size() > 10) put_time(draft, text.substr(11));
}

void put_number(const forms::Item& item, Draft& draft, const forms::Value& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) draft.typed = std::to_string(*whole);
  if (const auto* decimal = std::get_if<forms::Decimal>(&value)) draft.typed = decimal->text;
  const auto* quantity = std::get_if<forms::Quantity>(&value);
  if (quantity == nullptr) return;
  draft.typed = quantity->number.text;
  const auto unit = std::ranges::find_if(item.unit_options, [&](const forms::UnitOption& each) {
    return each.coding.code == quantity->code && each.coding.system == quantity->system;
  });
  if (item.unit_options.size() > 1 && unit != item.unit_options.end()) {
    draft.chosen = static_cast<int>(unit - item.unit_options.begin());
  }
}

// The option with this value; the free text of an open choice is the one after the last, and is taken into the draft.
std::optional<int> option_of(const forms::Item& item, Draft& draft, const forms::Value& value) {
  const auto option = std::ranges::find(item.options, value, &forms::AnswerOption::value);
  if (option != item.options.end()) return static_cast<int>(option - item.options.begin());
  const auto* text = std::get_if<std::string>(&value);
  if (item.type != forms::ItemType::open_choice || text == nullptr) return std::nullopt;
  draft.typed = *text;
  return other_option(item);
}

std::string trimmed(std::string_view text) {
  const auto last = text.find_last_not_of(' ');
  return last == std::string_view::npos ? std::string{} : std::string(text.substr(0, last + 1));
}

std::optional<forms::Value> value_of_option(const forms::Item& item, const Draft& draft, int option) {
  if (option < 0 || option > other_option(item)) return std::nullopt;
  if (option < other_option(item)) return item.options[static_cast<std::size_t>(option)].value;
  std::string text = trimmed(draft.typed);
  if (item.type != forms::ItemType::open_choice || text.empty()) return std::nullopt;
  return forms::Value{std::move(text)};
}

std::optional<forms::Value> number_of(const forms::Item& item, const Draft& draft) {
  const std::string& typed = draft.typed;
  const char* end = typed.data() + typed.size();
  if (item.type == forms::ItemType::integer) {
    std::int64_t whole = 0;
    const auto [stop, problem] = std::from_chars(typed.data(), end, whole);
    if (problem != std::errc{} || stop != end) return std::nullopt;
    return forms::Value{whole};
  }
  // Digits as they were typed, but as FHIR writes them: 007.5 is 7.5.
  std::string_view digits = typed;
  const bool negative = digits.starts_with('-');
  if (negative) digits.remove_prefix(1);
  while (digits.size() > 1 && digits[0] == '0' && digits[1] != '.') digits.remove_prefix(1);
  auto decimal = forms::parse_decimal(std::format("{}{}", negative ? "-" : "", digits));
  if (!decimal) return std::nullopt;
  if (item.type != forms::ItemType::quantity) return forms::Value{std::move(*decimal)};
  forms::Quantity quantity{std::move(*decimal), item.unit.value_or(""), {}, {}};
  if (!item.unit_options.empty()) {
    const bool several = item.unit_options.size() > 1;
    if (several && !draft.chosen) return std::nullopt;
    const auto& unit = item.unit_options[several ? static_cast<std::size_t>(*draft.chosen) : 0];
    quantity.unit = unit.label;
    quantity.system = unit.coding.system;
    quantity.code = unit.coding.code;
  }
  return forms::Value{std::move(quantity)};
}

std::optional<forms::Value> moment_of(const forms::Item& item, const Draft& draft) {
  const std::string_view typed = draft.typed;
  const auto date = date_of_digits(typed.substr(0, date_digits));
  if (!date) return std::nullopt;
  if (typed.size() <= date_digits) return forms::parse_date_time(to_string(*date));
  const auto time = clock_time(typed.substr(date_digits), half_of_day(item, draft));
  if (!time) return std::nullopt;
  return forms::parse_date_time(std::format("{}T{}", to_string(*date), *time));
}

// One value that was typed or chosen, of whatever kind the item takes.
std::optional<forms::Value> value_of(const forms::Item& item, const Draft& draft) {
  if (!item.options.empty() || item.type == forms::ItemType::choice || item.type == forms::ItemType::open_choice) {
    return draft.chosen ? value_of_option(item, draft, *draft.chosen) : std::nullopt;
  }
  switch (item.type) {
    case forms::ItemType::boolean:
      if (!draft.chosen) return std::nullopt;
      return forms::Value{*draft.chosen == 0};
    case forms::ItemType::integer:
      if (answer_kind(item) != AnswerKind::row) return number_of(item, draft);
      if (!draft.chosen) return std::nullopt;
      return forms::Value{std::int64_t{std::llround(*item.minimum)} + *draft.chosen};
    case forms::ItemType::decimal:
    case forms::ItemType::quantity: return number_of(item, draft);
    case forms::ItemType::date:
      if (const auto date = date_of_digits(draft.typed)) return forms::Value{*date};
      return std::nullopt;
    case forms::ItemType::time:
      if (const auto time = clock_time(draft.typed, half_of_day(item, draft))) return forms::parse_time(*time);
      return std::nullopt;
    case forms::ItemType::date_time: return moment_of(item, draft);
    default: {
      std::string words = trimmed(draft.typed);
      if (words.empty()) return std::nullopt;
      return forms::Value{std::move(words)};
    }
  }
}

void put_value(const forms::Item& item, Draft& draft, const forms::Value& value) {
  switch (answer_kind(item)) {
    case AnswerKind::tiles: draft.chosen = option_of(item, draft, value); break;
    case AnswerKind::several:
    case AnswerKind::body_map:
    case AnswerKind::ranked:
      if (const auto option = option_of(item, draft, value)) draft.picked.push_back(*option);
      break;
    case AnswerKind::yes_no:
      if (const bool* yes = std::get_if<bool>(&value)) draft.chosen = *yes ? 0 : 1;
      break;
    case AnswerKind::row:
      if (const auto* whole = std::get_if<std::int64_t>(&value)) {
        draft.chosen = static_cast<int>(*whole - std::llround(*item.minimum));
      }
      break;
    case AnswerKind::number: put_number(item, draft, value); break;
    case AnswerKind::date:
      if (const auto* date = std::get_if<Date>(&value)) draft.typed = digits_of(*date);
      break;
    case AnswerKind::time:
      if (const auto* time = std::get_if<forms::Time>(&value)) put_time(draft, time->text);
      break;
    case AnswerKind::date_time:
      if (const auto* moment = std::get_if<forms::DateTime>(&value)) put_moment(draft, moment->text);
      break;
    case AnswerKind::text:
      if (const auto* text = std::get_if<std::string>(&value)) draft.typed = *text;
      break;
    case AnswerKind::lines: draft.lines.push_back(value); break;
  }
}

}  // namespace

Draft draft_of(const forms::Item& item, const forms::Answer& answer) {
  Draft draft;
  for (const forms::Value& value : forms::values_of(answer)) put_value(item, draft, value);
  return draft;
}

Draft proposal_of(const forms::Item& item) {
  Draft draft;
  for (const forms::Value& value : item.initial) put_value(item, draft, value);
  for (const forms::AnswerOption& option : item.options) {
    if (option.initially_selected && !std::ranges::contains(item.initial, option.value)) {
      put_value(item, draft, option.value);
    }
  }
  return draft;
}

bool is_proposal(const forms::Item& item, const Draft& draft) {
  const Draft proposal = proposal_of(item);
  return !proposal.is_empty() && draft.chosen == proposal.chosen && draft.picked == proposal.picked &&
         draft.typed == proposal.typed && draft.lines == proposal.lines;
}

std::optional<forms::Answer> answer_of(const forms::Item& item, const Draft& draft) {
  const AnswerKind kind = answer_kind(item);
  forms::Several several;
  if (kind == AnswerKind::several || kind == AnswerKind::body_map || kind == AnswerKind::ranked) {
    for (const int option : draft.picked) {
      if (auto value = value_of_option(item, draft, option)) several.push_back(std::move(*value));
    }
  } else if (kind == AnswerKind::lines && shown_kind(item, draft) == AnswerKind::lines) {
    several = draft.lines;
  } else {
    auto value = value_of(item, draft);
    if (!value) return std::nullopt;
    if (!item.repeats) return std::move(*value);
    several = {std::move(*value)};
  }
  if (several.empty()) return std::nullopt;
  return several;
}

std::optional<int> half_of_day(const forms::Item& item, const Draft& draft) {
  const bool of_moment = answer_kind(item) == AnswerKind::date_time ||
                         (item.type == forms::ItemType::date_time && draft.typed.size() > date_digits);
  const std::string_view typed = draft.typed;
  const std::string_view digits = of_moment ? typed.substr(std::min(date_digits, typed.size())) : typed;
  if (digits.size() >= 2) {
    const int hour = two_digits(digits);
    if (!draft.half_days) return hour < noon ? 0 : 1;
    if (hour == 0) return 0;
    if (hour > noon) return 1;
  }
  return draft.chosen;
}

}  // namespace anteroom::flow
