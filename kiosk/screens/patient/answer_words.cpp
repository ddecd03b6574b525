#include "kiosk/screens/patient/answer_words.h"

#include "kiosk/flow/draft.h"

#include <algorithm>
#include <array>
#include <format>

namespace anteroom::screens {
namespace {

using words::Words;

constexpr int hours_in_half_day = 12;

std::string day_words(const Date& date, const Words& words) {
  // As they stand in a date: some languages have another form there.
  const std::array months = {
      words.say_as("in a date", "January"),   words.say_as("in a date", "February"),
      words.say_as("in a date", "March"),     words.say_as("in a date", "April"),
      words.say_as("in a date", "May"),       words.say_as("in a date", "June"),
      words.say_as("in a date", "July"),      words.say_as("in a date", "August"),
      words.say_as("in a date", "September"), words.say_as("in a date", "October"),
      words.say_as("in a date", "November"),  words.say_as("in a date", "December"),
  };
  const unsigned month = static_cast<unsigned>(date.month());
  if (month < 1 || month > months.size()) return to_string(date);
  return words.say("{day} {month} {year}", {{"day", static_cast<unsigned>(date.day())},
                                            {"month", months.at(month - 1)},
                                            {"year", static_cast<int>(date.year())}});
}

}  // namespace

forms::PlainWords plain_words(const Words& words) {
  return {.yes = std::string(words.say("Yes")),
          .no = std::string(words.say("No")),
          .declined = std::string(words.say("You preferred not to answer")),
          .decimal_sign = std::string(decimal_sign(words)),
          .day = [&words](const Date& date) { return day_words(date, words); },
          .time = [&words](int hour, int minute) { return time_words(hour, minute, words); }};
}

bool counts_half_days(const Words& words) {
  // Translators: 12 or 24, as many hours as the language counts.
  return words.say_as("hours of a clock", "12") == "12";
}

std::vector<std::string> half_day_languages(const words::Vocabulary& vocabulary) {
  std::vector<std::string> languages;
  for (const std::string_view language : vocabulary.languages())
    if (counts_half_days(vocabulary.in(language))) languages.emplace_back(language);
  return languages;
}

std::string typed_day_words(std::string_view digits, const Words& words) {
  const auto day = flow::date_of_digits(digits);
  return day ? day_words(*day, words) : std::string{};
}

std::string time_words(int hour, int minute, const Words& words) {
  const std::string minutes = std::format("{:02}", minute);
  if (!counts_half_days(words)) {
    return words.say("{hour}:{minute}", {{"hour", std::format("{:02}", hour)}, {"minute", minutes}});
  }
  const int shown = hour % hours_in_half_day == 0 ? hours_in_half_day : hour % hours_in_half_day;
  return hour < hours_in_half_day ? words.say("{hour}:{minute} AM", {{"hour", shown}, {"minute", minutes}})
                                  : words.say("{hour}:{minute} PM", {{"hour", shown}, {"minute", minutes}});
}

std::string time_words(std::string_view hours_and_minutes, const Words& words) {
  const auto number = [](std::string_view digits) {
    int value = 0;
    for (const char digit : digits) value = value * 10 + (digit - '0');
    return value;
  };
  const std::size_t colon = std::min(hours_and_minutes.find(':'), hours_and_minutes.size() - 1);
  return time_words(number(hours_and_minutes.substr(0, colon)), number(hours_and_minutes.substr(colon + 1)), words);
}

std::string_view decimal_sign(const Words& words) { return words.say_as("in a number", "."); }

std::string with_decimal_sign(std::string number, const Words& words) {
  if (const auto point = number.find('.'); point != std::string::npos) number.replace(point, 1, decimal_sign(words));
  return number;
}

}  // namespace anteroom::screens
