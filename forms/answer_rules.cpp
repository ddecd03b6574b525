// What may be answered to an item, and how an answer reads: refuse() and in_words() of questionnaire.h.
#include "forms/questionnaire.h"

#include <algorithm>
#include <format>
#include <limits>

namespace anteroom::forms {
namespace {

template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};

// Characters (code points) of UTF-8 text; none where it is not valid UTF-8 as RFC 3629 has it.
std::optional<std::size_t> characters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) {
    const auto byte = [&](std::size_t index) { return static_cast<unsigned char>(text[index]); };
    const unsigned lead = byte(at);
    const std::size_t length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if ((lead >= 0x80 && lead < 0xC2) || lead > 0xF4 || at + length > text.size()) return std::nullopt;
    for (std::size_t next = at + 1; next < at + length; ++next) {
      if ((byte(next) & 0xC0U) != 0x80U) return std::nullopt;
    }
    if (length > 2) {
      const unsigned second = byte(at + 1);
      const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
      const bool beyond = (lead == 0xED && second > 0x9F) || (lead == 0xF4 && second > 0x8F);
      if (overlong || beyond) return std::nullopt;
    }
    at += length;
  }
  return count;
}

std::string plain(double number) { return std::format("{}", number); }

std::optional<Refusal> refuse_number(const Item& item, double number) {
  if ((item.minimum && number < *item.minimum) || (item.maximum && number > *item.maximum)) {
    const std::string wanted = item.minimum && item.maximum
                                   ? std::format("from {} to {}", plain(*item.minimum), plain(*item.maximum))
                               : item.minimum ? std::format("{} or more", plain(*item.minimum))
                                              : std::format("{} or less", plain(*item.maximum));
    return Refusal{"value-out-of-range", item.link_id, std::format("the number must be {}", wanted)};
  }
  return std::nullopt;
}

std::optional<Refusal> refuse_date(const Item& item, const Date& date) {
  if (!date.ok() || date.year() < std::chrono::year{0} || date.year() > std::chrono::year{9999}) {
    return Refusal{"wrong-type", item.link_id, "the date must be a day that exists"};
  }
  if (item.earliest && date < *item.earliest) {
    return Refusal{"value-out-of-range", item.link_id,
                   std::format("the date must be {} or later", to_string(*item.earliest))};
  }
  if (item.latest && date > *item.latest) {
    return Refusal{"value-out-of-range", item.link_id,
                   std::format("the date must be {} or earlier", to_string(*item.latest))};
  }
  return std::nullopt;
}

std::optional<Refusal> refuse_text(const Item& item, const std::string& text) {
  const auto length = characters(text);
  if (!length) return Refusal{"wrong-type", item.link_id, "the text is not valid UTF-8"};
  const std::uint32_t most = item.max_length.value_or(longest_text);
  const std::uint32_t least = std::max(item.min_length.value_or(1), 1U);
  if (*length > most)
    return Refusal{"too-long", item.link_id, std::format("the text may have {} characters at most", most)};
  if (*length < least)
    return Refusal{"too-short", item.link_id, std::format("the text must have {} characters at least", least)};
  return std::nullopt;
}

std::string_view wanted_kind(ItemType type) {
  switch (type) {
    case ItemType::boolean: return "yes or no (true or false)";
    case ItemType::integer: return "a whole number";
    case ItemType::decimal: return "a number";
    case ItemType::date: return "a date, written as 2026-11-23";
    case ItemType::string:
    case ItemType::text: return "a text";
    case ItemType::choice: return "one of its options";
    case ItemType::group:
    case ItemType::display: break;
  }
  return "no answer at all, for it is not a question";
}

bool fits(const Item& item, const Value& value) {
  switch (item.type) {
    case ItemType::boolean: return std::holds_alternative<bool>(value);
    case ItemType::integer: return std::holds_alternative<std::int64_t>(value);
    case ItemType::decimal: return std::holds_alternative<Decimal>(value);
    case ItemType::date: return std::holds_alternative<Date>(value);
    case ItemType::string:
    case ItemType::text: return std::holds_alternative<std::string>(value);
    case ItemType::choice:
      return std::ranges::any_of(item.options,
                                 [&](const AnswerOption& option) { return option.value.index() == value.index(); });
    case ItemType::group:
    case ItemType::display: break;
  }
  return false;
}

const AnswerOption* option_of(const Item& item, const Value& value) {
  const auto found = std::ranges::find(item.options, value, &AnswerOption::value);
  return found == item.options.end() ? nullptr : &*found;
}

}  // namespace

std::optional<Refusal> refuse(const Item& item, const Answer& answer) {
  const auto wrong_type = [&] {
    return Refusal{"wrong-type", item.link_id, std::format("the answer must be {}", wanted_kind(item.type))};
  };
  if (!item.is_question()) return wrong_type();
  const Value* value = std::get_if<Value>(&answer);
  if (value == nullptr) return std::nullopt;
  if (!fits(item, *value)) return wrong_type();
  if (!item.options.empty() && option_of(item, *value) == nullptr) {
    return Refusal{"not-an-option", item.link_id, "the answer is none of the options of this question"};
  }
  return std::visit(
      Overloaded{
          [&](bool) { return std::optional<Refusal>(); },
          [&](std::int64_t number) {
            if (number < std::numeric_limits<std::int32_t>::min() ||
                number > std::numeric_limits<std::int32_t>::max()) {
              return std::optional(Refusal{"value-out-of-range", item.link_id, "FHIR integers have 32 bits"});
            }
            return refuse_number(item, static_cast<double>(number));
          },
          [&](const Decimal& number) {
            const auto again = parse_decimal(number.text);
            return again == number ? refuse_number(item, number.value) : std::optional(wrong_type());
          },
          [&](const Date& date) { return refuse_date(item, date); },
          [&](const std::string& text) { return refuse_text(item, text); },
          [&](const Coding&) { return std::optional<Refusal>(); },
      },
      *value);
}

std::string in_words(const Item& item, const Answer& answer, std::string_view language, const PlainWords& words) {
  const Value* value = std::get_if<Value>(&answer);
  if (value == nullptr) return words.declined;
  if (const AnswerOption* option = option_of(item, *value)) return option->label.in(language);
  return std::visit(Overloaded{
                        [&](bool yes) { return yes ? words.yes : words.no; },
                        [](std::int64_t number) { return std::to_string(number); },
                        [](const Decimal& number) { return number.text; },
                        [](const Date& date) { return to_string(date); },
                        [](const std::string& text) { return text; },
                        [](const Coding& coding) { return coding.code; },
                    },
                    *value);
}

}  // namespace anteroom::forms
