// What may be answered to an item, and how an answer reads: refuse() and in_words() of questionnaire.h.
#include "forms/comparing.h"
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

// Refuses what lies outside two limits of one kind, each written as people write it.
std::optional<Refusal> refuse_moment(const Item& item, const Value& given, const std::optional<Value>& earliest,
                                     const std::optional<Value>& latest, std::string_view kind) {
  const auto outside = [&](const Value& limit, std::string_view direction) {
    const auto* time = std::get_if<Time>(&limit);
    return Refusal{"value-out-of-range", item.link_id,
                   std::format("the {} must be {} or {}", kind,
                               time != nullptr ? time->text : std::get<DateTime>(limit).text, direction)};
  };
  if (earliest && std::is_lt(order(given, *earliest))) return outside(*earliest, "later");
  if (latest && std::is_gt(order(given, *latest))) return outside(*latest, "earlier");
  return std::nullopt;
}

// Digits after the point of a number as it is written: 1.50 has two.
std::size_t decimals_of(std::string_view number) {
  const std::size_t point = number.find('.');
  if (point == std::string_view::npos) return 0;
  return number.substr(point + 1, number.find_first_of("eE") - point - 1).size();
}

std::optional<Refusal> refuse_decimal(const Item& item, const Decimal& number) {
  if (parse_decimal(number.text) != number) return Refusal{"wrong-type", item.link_id, "the answer must be a number"};
  if (item.max_decimals && decimals_of(number.text) > *item.max_decimals) {
    return Refusal{"value-out-of-range", item.link_id,
                   std::format("the number may have {} digits after the point at most", *item.max_decimals)};
  }
  return refuse_number(item, number.value);
}

std::optional<Refusal> refuse_quantity(const Item& item, const Quantity& quantity) {
  const auto is_it = [&](const UnitOption& unit) {
    return unit.coding.code == quantity.code && unit.coding.system == quantity.system;
  };
  if (!item.unit_options.empty() && std::ranges::none_of(item.unit_options, is_it)) {
    return Refusal{"not-an-option", item.link_id, "the unit is none of the units of this question"};
  }
  return refuse_decimal(item, quantity.number);
}

std::string_view wanted_kind(ItemType type) {
  switch (type) {
    case ItemType::boolean: return "yes or no (true or false)";
    case ItemType::integer: return "a whole number";
    case ItemType::decimal: return "a number";
    case ItemType::date: return "a date, written as 2026-11-23";
    case ItemType::time: return "a time of day, written as 14:30";
    case ItemType::date_time: return "a date and time, written as 2026-11-23T14:30:00";
    case ItemType::string:
    case ItemType::text: return "a text";
    case ItemType::url: return "an internet address";
    case ItemType::choice: return "one of its options";
    case ItemType::open_choice: return "one of its options or a text";
    case ItemType::quantity: return "a number with its unit";
    case ItemType::group:
    case ItemType::display: break;
  }
  return "no answer at all, for it is not a question";
}

bool is_kind_of_option(const Item& item, const Value& value) {
  return std::ranges::any_of(item.options,
                             [&](const AnswerOption& option) { return option.value.index() == value.index(); });
}

bool fits(const Item& item, const Value& value) {
  switch (item.type) {
    case ItemType::boolean: return std::holds_alternative<bool>(value);
    case ItemType::integer: return std::holds_alternative<std::int64_t>(value);
    case ItemType::decimal: return std::holds_alternative<Decimal>(value);
    case ItemType::date: return std::holds_alternative<Date>(value);
    case ItemType::time: return std::holds_alternative<Time>(value);
    case ItemType::date_time: return std::holds_alternative<DateTime>(value);
    case ItemType::string:
    case ItemType::text:
    case ItemType::url: return std::holds_alternative<std::string>(value);
    case ItemType::quantity: return std::holds_alternative<Quantity>(value);
    case ItemType::choice: return is_kind_of_option(item, value);
    case ItemType::open_choice: return std::holds_alternative<std::string>(value) || is_kind_of_option(item, value);
    case ItemType::group:
    case ItemType::display: break;
  }
  return false;
}

const AnswerOption* option_of(const Item& item, const Value& value) {
  const auto found = std::ranges::find(item.options, value, &AnswerOption::value);
  return found == item.options.end() ? nullptr : &*found;
}

Refusal wrong_type(const Item& item) {
  return {"wrong-type", item.link_id, std::format("the answer must be {}", wanted_kind(item.type))};
}

std::optional<Refusal> refuse_value(const Item& item, const Value& value) {
  using Refused = std::optional<Refusal>;
  if (!fits(item, value)) return wrong_type(item);
  const bool is_free_text = item.type == ItemType::open_choice && std::holds_alternative<std::string>(value);
  if (!item.options.empty() && !is_free_text && option_of(item, value) == nullptr) {
    return Refusal{"not-an-option", item.link_id, "the answer is none of the options of this question"};
  }
  return std::visit(Overloaded{
                        [&](bool) { return Refused(); },
                        [&](std::int64_t number) {
                          if (number < std::numeric_limits<std::int32_t>::min() ||
                              number > std::numeric_limits<std::int32_t>::max()) {
                            return Refused(Refusal{"value-out-of-range", item.link_id, "FHIR integers have 32 bits"});
                          }
                          return refuse_number(item, static_cast<double>(number));
                        },
                        [&](const Decimal& number) { return refuse_decimal(item, number); },
                        [&](const Date& date) { return refuse_date(item, date); },
                        [&](const std::string& text) { return refuse_text(item, text); },
                        [&](const Coding&) { return Refused(); },
                        [&](const Time& time) {
                          if (parse_time(time.text) != time) return Refused(wrong_type(item));
                          return refuse_moment(item, time, item.earliest_time, item.latest_time, "time");
                        },
                        [&](const DateTime& moment) {
                          if (parse_date_time(moment.text) != moment) return Refused(wrong_type(item));
                          return refuse_moment(item, moment, item.earliest_moment, item.latest_moment, "date and time");
                        },
                        [&](const Quantity& quantity) { return refuse_quantity(item, quantity); },
                    },
                    value);
}

std::optional<Refusal> refuse_several(const Item& item, const Several& values) {
  if (values.empty()) return wrong_type(item);
  for (auto value = values.begin(); value != values.end(); ++value) {
    if (auto refused = refuse_value(item, *value)) return refused;
    if (std::find(values.begin(), value, *value) != value) {
      return Refusal{"too-many-answers", item.link_id, "the same answer is given twice"};
    }
    const AnswerOption* option = option_of(item, *value);
    if (values.size() > 1 && option != nullptr && option->exclusive) {
      return Refusal{"too-many-answers", item.link_id, "one of the answers stands alone or not at all"};
    }
  }
  if (item.max_occurs && values.size() > *item.max_occurs) {
    return Refusal{"too-many-answers", item.link_id,
                   std::format("the question takes {} answers at most", *item.max_occurs)};
  }
  if (item.min_occurs && values.size() < *item.min_occurs) {
    return Refusal{"too-few-answers", item.link_id,
                   std::format("the question needs {} answers at least", *item.min_occurs)};
  }
  return std::nullopt;
}

std::string time_in_words(std::string_view text, const PlainWords& words) {
  const auto two_digits = [&](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
  if (words.time) return words.time(two_digits(0), two_digits(3));
  return std::string(text.ends_with(":00") ? text.substr(0, text.size() - 3) : text);
}

// A day without its time, and a month or a year alone, are said as far as they go.
std::string moment_in_words(const DateTime& moment, const PlainWords& words) {
  constexpr std::size_t day_size = 10;  // "2026-11-23"
  const std::string_view text = moment.text;
  const auto day = parse_date(text.substr(0, day_size));
  if (!day || !words.day) return moment.text;
  if (text.size() == day_size || !words.time) return words.day(*day) + std::string(text.substr(day_size));
  return words.day(*day) + ", " + time_in_words(text.substr(day_size + 1), words);
}

std::string words_of_value(const Item& item, const Value& value, std::string_view language, const PlainWords& words) {
  if (const AnswerOption* option = option_of(item, value)) return option->label.in(language);
  const auto with_unit = [&](std::string number, std::string_view unit) {
    if (const auto point = number.find('.'); point != std::string::npos) number.replace(point, 1, words.decimal_sign);
    return unit.empty() ? number : std::format("{} {}", number, unit);
  };
  return std::visit(Overloaded{
                        [&](bool yes) { return yes ? words.yes : words.no; },
                        [&](std::int64_t number) { return with_unit(std::to_string(number), item.unit.value_or("")); },
                        [&](const Decimal& number) { return with_unit(number.text, item.unit.value_or("")); },
                        [&](const Date& date) { return words.day ? words.day(date) : to_string(date); },
                        [](const std::string& text) { return text; },
                        [](const Coding& coding) { return coding.code; },
                        [&](const Time& time) { return time_in_words(time.text, words); },
                        [&](const DateTime& moment) { return moment_in_words(moment, words); },
                        [&](const Quantity& quantity) {
                          return with_unit(quantity.number.text, quantity.unit.empty() ? quantity.code : quantity.unit);
                        },
                    },
                    value);
}

}  // namespace

std::optional<Refusal> refuse(const Item& item, const Answer& answer) {
  if (!item.is_question()) return wrong_type(item);
  return std::visit(
      Overloaded{
          [&](const Value& value) {
            if (!item.repeats) return refuse_value(item, value);
            return std::optional(
                Refusal{"wrong-type", item.link_id, "the question takes a list of answers, also of one"});
          },
          [&](const Several& values) {
            if (item.repeats) return refuse_several(item, values);
            return std::optional(Refusal{"too-many-answers", item.link_id, "the question takes one answer"});
          },
          [](const Declined&) { return std::optional<Refusal>(); },
      },
      answer);
}

std::string in_words(const Item& item, const Answer& answer, std::string_view language, const PlainWords& words) {
  const auto values = values_of(answer);
  if (values.empty()) return words.declined;
  std::string line;
  int number = 0;
  for (const Value& value : values) {
    if (!line.empty()) line += "; ";
    if (item.ranked) line += std::format("{}.\u00A0", ++number);  // a number stays with its words
    line += words_of_value(item, value, language, words);
  }
  return line;
}

}  // namespace anteroom::forms
