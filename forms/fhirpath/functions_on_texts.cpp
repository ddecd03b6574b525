// Functions on texts, and from one type to another. Letters are counted as people count them, not as bytes.
#include "forms/base/utf8.h"
#include "forms/fhirpath/evaluation.h"
#include "forms/fhirpath/letters.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <format>

namespace anteroom::forms::fhirpath {
namespace {

std::optional<std::string> text_before(const Call& call) {
  const auto value = Evaluation::single(call.input, call.syntax.position);
  if (!value) return std::nullopt;
  if (const auto* text = std::get_if<std::string>(&*value)) return *text;
  Evaluation::stop(call.syntax.position, std::format("{}() needs a text", call.syntax.name));
}

std::optional<std::string> text_of(const Thing& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const bool* yes = std::get_if<bool>(&value)) return *yes ? "true" : "false";
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return std::to_string(*integer);
  if (const auto* number = std::get_if<Number>(&value)) return to_text(*number);
  if (const auto* moment = std::get_if<Moment>(&value)) return to_text(*moment);
  if (const auto* amount = std::get_if<Amount>(&value)) {
    if (amount->calendar) {
      return std::format("{} {}{}", to_text(amount->number), amount->unit, amount->number.value == 1 ? "" : "s");
    }
    return std::format("{} '{}'", to_text(amount->number), amount->unit);
  }
  return std::nullopt;
}

// A text that is wholly a number: "12", "-0.5", "+3".
std::optional<double> parsed_number(std::string_view text) {
  if (text.starts_with('+')) {
    text.remove_prefix(1);
    if (text.starts_with('-')) return std::nullopt;
  }
  const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
  const bool plain_digits =
      !digits.empty() && digits.front() != '.' && digits.back() != '.' && std::ranges::count(digits, '.') <= 1 &&
      std::ranges::all_of(digits, [](char letter) { return (letter >= '0' && letter <= '9') || letter == '.'; });
  if (!plain_digits || digits.size() > 40) return std::nullopt;
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

Collection to_text_of(const Call& call) {
  const auto value = Evaluation::single(call.input, call.syntax.position);
  if (!value) return {};
  auto text = text_of(*value);
  if (!text) return {};
  return {std::move(*text)};
}

Collection to_integer(const Call& call) {
  const auto value = Evaluation::single(call.input, call.syntax.position);
  if (!value) return {};
  if (std::holds_alternative<std::int64_t>(*value)) return {*value};
  if (const bool* yes = std::get_if<bool>(&*value)) return {std::int64_t{*yes ? 1 : 0}};
  if (const auto* text = std::get_if<std::string>(&*value)) {
    const auto number = parsed_number(*text);
    if (number && !text->contains('.') && std::abs(*number) < 9e15) return {static_cast<std::int64_t>(*number)};
  }
  return {};
}

Collection to_decimal(const Call& call) {
  const auto value = Evaluation::single(call.input, call.syntax.position);
  if (!value) return {};
  if (const auto number = number_of(*value)) return {rounded(*number)};
  if (const bool* yes = std::get_if<bool>(&*value)) return {Number{*yes ? 1.0 : 0.0}};
  if (const auto* text = std::get_if<std::string>(&*value)) {
    if (const auto number = parsed_number(*text)) return {rounded(*number)};
  }
  return {};
}

Collection to_boolean(const Call& call) {
  const auto value = Evaluation::single(call.input, call.syntax.position);
  if (!value) return {};
  if (std::holds_alternative<bool>(*value)) return {*value};
  if (const auto number = number_of(*value)) {
    if (*number == 0 || *number == 1) return {*number == 1};
    return {};
  }
  if (const auto* text = std::get_if<std::string>(&*value)) {
    std::string word;
    std::ranges::transform(*text, std::back_inserter(word), [](char letter) {
      return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    constexpr std::array<std::string_view, 6> yes = {"true", "t", "yes", "y", "1", "1.0"};
    constexpr std::array<std::string_view, 6> no = {"false", "f", "no", "n", "0", "0.0"};
    if (std::ranges::contains(yes, std::string_view(word))) return {true};
    if (std::ranges::contains(no, std::string_view(word))) return {false};
  }
  return {};
}

// "3 'kg'", "3 days", "3"
std::optional<Amount> parsed_amount(std::string_view text) {
  const auto space = text.find(' ');
  const auto number = parsed_number(text.substr(0, space));
  if (!number) return std::nullopt;
  if (space == std::string_view::npos) return Amount{rounded(*number), "1", false};
  std::string_view unit = text.substr(space + 1);
  if (unit.size() > 2 && unit.starts_with('\'') && unit.ends_with('\''))
    return Amount{rounded(*number), std::string(unit.substr(1, unit.size() - 2)), false};
  if (unit.ends_with('s')) unit.remove_suffix(1);
  Amount amount{rounded(*number), std::string(unit), true};
  if (!measure_of(amount)) return std::nullopt;
  return amount;
}

Collection to_quantity(const Call& call) {
  const auto value = Evaluation::single(call.input, call.syntax.position);
  if (!value) return {};
  std::optional<Amount> amount;
  if (const auto* held = std::get_if<Amount>(&*value)) amount = *held;
  if (const auto number = number_of(*value)) amount = Amount{rounded(*number), "1", false};
  if (const auto* text = std::get_if<std::string>(&*value)) amount = parsed_amount(*text);
  if (!amount) return {};
  if (call.arguments() > 0) {
    const auto wanted = call.evaluation.text_argument(call, 0);
    if (!wanted) return {};
    const auto from = measure_of(*amount);
    const auto to = measure_of(Amount{{}, *wanted, false});
    if (*wanted != amount->unit) {
      if (!from || !to || from->kind != to->kind) return {};
      amount = Amount{rounded(amount->number.value * from->factor / to->factor), *wanted, false};
    }
  }
  return {std::move(*amount)};
}

Collection to_moment(const Call& call, Moment::Kind kind) {
  const auto value = Evaluation::single(call.input, call.syntax.position);
  if (!value) return {};
  std::optional<Moment> moment;
  if (const auto* held = std::get_if<Moment>(&*value)) moment = *held;
  if (const auto* text = std::get_if<std::string>(&*value)) moment = parse_moment(*text);
  if (!moment || (moment->kind == Moment::Kind::time) != (kind == Moment::Kind::time)) return {};
  if (kind == Moment::Kind::date) {
    moment->known = std::min(moment->known, 3);
    moment->zone.reset();
  }
  moment->kind = kind;
  return {*moment};
}
Collection to_date(const Call& call) { return to_moment(call, Moment::Kind::date); }
Collection to_date_time(const Call& call) { return to_moment(call, Moment::Kind::date_time); }
Collection to_time(const Call& call) { return to_moment(call, Moment::Kind::time); }

Collection two_texts(const Call& call, bool (*test)(std::string_view, std::string_view)) {
  const auto text = text_before(call);
  const auto part = call.evaluation.text_argument(call, 0);
  if (!text || !part) return {};
  return {test(*text, *part)};
}
Collection contains(const Call& call) {
  return two_texts(call, [](std::string_view text, std::string_view part) { return text.contains(part); });
}
Collection starts_with(const Call& call) {
  return two_texts(call, [](std::string_view text, std::string_view part) { return text.starts_with(part); });
}
Collection ends_with(const Call& call) {
  return two_texts(call, [](std::string_view text, std::string_view part) { return text.ends_with(part); });
}

// Bytes that hold the first `letters` letters.
std::size_t bytes_of(std::string_view text, std::int64_t letters) {
  std::size_t at = 0;
  for (std::int64_t count = 0; count < letters && at < text.size(); ++count) {
    const auto decoded = decode_letter(text.substr(at));
    at += decoded ? decoded->bytes : 1;
  }
  return at;
}

std::int64_t letters_in(std::string_view text) {
  std::int64_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) {
    const auto decoded = decode_letter(text.substr(at));
    at += decoded ? decoded->bytes : 1;
  }
  return count;
}

Collection substring(const Call& call) {
  const auto text = text_before(call);
  const auto start = call.evaluation.integer_argument(call, 0);
  if (!text || !start) return {};
  std::optional<std::int64_t> length;
  if (call.arguments() > 1) length = call.evaluation.integer_argument(call, 1);
  call.evaluation.spend(text->size() / 16, call.syntax.position);
  if (*start < 0 || *start >= letters_in(*text)) return {};
  const std::string_view rest = std::string_view(*text).substr(bytes_of(*text, *start));
  if (!length) return {std::string(rest)};
  return {std::string(rest.substr(0, bytes_of(rest, std::max<std::int64_t>(*length, 0))))};
}

Collection length(const Call& call) {
  const auto text = text_before(call);
  if (!text) return {};
  call.evaluation.spend(text->size() / 16, call.syntax.position);
  return {letters_in(*text)};
}

Collection index_of(const Call& call) {
  const auto text = text_before(call);
  const auto part = call.evaluation.text_argument(call, 0);
  if (!text || !part) return {};
  const auto at = text->find(*part);
  if (at == std::string::npos) return {std::int64_t{-1}};
  return {letters_in(std::string_view(*text).substr(0, at))};
}

Collection upper(const Call& call) {
  const auto text = text_before(call);
  if (!text) return {};
  call.evaluation.spend(text->size() / 16, call.syntax.position);
  return {with_case(*text, LetterCase::upper)};
}
Collection lower(const Call& call) {
  const auto text = text_before(call);
  if (!text) return {};
  call.evaluation.spend(text->size() / 16, call.syntax.position);
  return {with_case(*text, LetterCase::lower)};
}

Collection trim(const Call& call) {
  const auto text = text_before(call);
  if (!text) return {};
  constexpr std::string_view spaces = " \t\r\n";
  const auto from = text->find_first_not_of(spaces);
  if (from == std::string::npos) return {std::string()};
  return {text->substr(from, text->find_last_not_of(spaces) - from + 1)};
}

Collection replace(const Call& call) {
  const auto text = text_before(call);
  const auto part = call.evaluation.text_argument(call, 0);
  const auto with = call.evaluation.text_argument(call, 1);
  if (!text || !part || !with) return {};
  std::string result;
  if (part->empty()) {  // between all letters
    for (std::string_view rest = *text; !rest.empty() && result.size() <= longest_made_text;) {
      const std::size_t bytes = bytes_of(rest, 1);
      result += *with;
      result += rest.substr(0, bytes);
      rest.remove_prefix(bytes);
    }
    result += *with;
  } else {
    std::size_t from = 0;
    for (auto at = text->find(*part); at != std::string::npos && result.size() <= longest_made_text;
         at = text->find(*part, from)) {
      result += std::string_view(*text).substr(from, at - from);
      result += *with;
      from = at + part->size();
    }
    result += std::string_view(*text).substr(from);
  }
  if (result.size() > longest_made_text) {
    Evaluation::stop(call.syntax.position, "the expression puts together too long a text");
  }
  call.evaluation.spend((text->size() + result.size()) / 16, call.syntax.position);
  return {std::move(result)};
}

Collection join(const Call& call) {
  std::string between;
  if (call.arguments() > 0) between = call.evaluation.text_argument(call, 0).value_or("");
  std::string joined;
  for (std::size_t at = 0; at < call.input.size(); ++at) {
    const Thing value = plain(call.input[at]);
    const auto* text = std::get_if<std::string>(&value);
    if (text == nullptr) Evaluation::stop(call.syntax.position, "join() needs texts");
    if (at > 0) joined += between;
    joined += *text;
    if (joined.size() > longest_made_text) {
      Evaluation::stop(call.syntax.position, "the expression puts together too long a text");
    }
  }
  if (call.input.empty()) return {};
  return {std::move(joined)};
}

template <Collection (*convert)(const Call&)>
Collection converts(const Call& call) {
  if (call.input.empty()) return {};
  return {!convert(call).empty()};
}

constexpr std::array functions{
    Function{"toString", 0, 0, false, to_text_of},
    Function{"toInteger", 0, 0, false, to_integer},
    Function{"toDecimal", 0, 0, false, to_decimal},
    Function{"toBoolean", 0, 0, false, to_boolean},
    Function{"toQuantity", 0, 1, false, to_quantity},
    Function{"toDate", 0, 0, false, to_date},
    Function{"toDateTime", 0, 0, false, to_date_time},
    Function{"toTime", 0, 0, false, to_time},
    Function{"convertsToString", 0, 0, false, converts<to_text_of>},
    Function{"convertsToInteger", 0, 0, false, converts<to_integer>},
    Function{"convertsToDecimal", 0, 0, false, converts<to_decimal>},
    Function{"convertsToBoolean", 0, 0, false, converts<to_boolean>},
    Function{"convertsToDate", 0, 0, false, converts<to_date>},
    Function{"contains", 1, 1, false, contains},
    Function{"startsWith", 1, 1, false, starts_with},
    Function{"endsWith", 1, 1, false, ends_with},
    Function{"substring", 1, 2, false, substring},
    Function{"length", 0, 0, false, length},
    Function{"indexOf", 1, 1, false, index_of},
    Function{"upper", 0, 0, false, upper},
    Function{"lower", 0, 0, false, lower},
    Function{"trim", 0, 0, false, trim},
    Function{"replace", 2, 2, false, replace},
    Function{"join", 0, 1, false, join},
};

}  // namespace

std::span<const Function> functions_on_texts() { return functions; }

}  // namespace anteroom::forms::fhirpath
