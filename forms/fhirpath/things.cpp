#include "forms/fhirpath/things.h"

#include "forms/fhirpath/letters.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <format>
#include <functional>

namespace anteroom::forms::fhirpath {
namespace {

struct Unit {
  std::string_view code;
  UnitMeasure measure;
};
// What forms measure in. A calendar's month and year have no fixed length and stand only beside their own kind.
constexpr std::array units{
    Unit{"kg", {"mass", 1000}},
    Unit{"g", {"mass", 1}},
    Unit{"mg", {"mass", 0.001}},
    Unit{"[lb_av]", {"mass", 453.59237}},
    Unit{"[oz_av]", {"mass", 28.349523125}},
    Unit{"km", {"length", 1000}},
    Unit{"m", {"length", 1}},
    Unit{"cm", {"length", 0.01}},
    Unit{"mm", {"length", 0.001}},
    Unit{"[in_i]", {"length", 0.0254}},
    Unit{"[ft_i]", {"length", 0.3048}},
    Unit{"wk", {"time", 604800}},
    Unit{"d", {"time", 86400}},
    Unit{"h", {"time", 3600}},
    Unit{"min", {"time", 60}},
    Unit{"s", {"time", 1}},
    Unit{"ms", {"time", 0.001}},
    Unit{"a", {"years of UCUM", 1}},
    Unit{"mo", {"months of UCUM", 1}},
};
constexpr std::array calendar_units{
    Unit{"year", {"years of the calendar", 12}},
    Unit{"month", {"years of the calendar", 1}},
    Unit{"week", {"time", 604800}},
    Unit{"day", {"time", 86400}},
    Unit{"hour", {"time", 3600}},
    Unit{"minute", {"time", 60}},
    Unit{"second", {"time", 1}},
    Unit{"millisecond", {"time", 0.001}},
};

// Steps over so many digits; none where they are not there.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  int value = 0;
  for (const char digit : text.substr(0, digits)) {
    if (digit < '0' || digit > '9') return std::nullopt;
    value = value * 10 + (digit - '0');
  }
  text.remove_prefix(digits);
  return value;
}

bool take(std::string_view& text, char letter) {
  if (!text.starts_with(letter)) return false;
  text.remove_prefix(1);
  return true;
}

// "14", "14:30", "14:30:15.250" into the parts from the hour on.
bool take_time(std::string_view& text, Moment& moment) {
  const auto hour = take_number(text, 2);
  if (!hour || *hour > 23) return false;
  moment.parts[3] = *hour;
  ++moment.known;
  if (!take(text, ':')) return true;
  const auto minute = take_number(text, 2);
  if (!minute || *minute > 59) return false;
  moment.parts[4] = *minute;
  ++moment.known;
  if (!take(text, ':')) return true;
  const auto second = take_number(text, 2);
  if (!second || *second > 59) return false;
  int milliseconds = *second * 1000;
  if (take(text, '.')) {
    int place = 100;
    bool any = false;
    for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; text.remove_prefix(1)) {
      milliseconds += (text.front() - '0') * place;
      place /= 10;
      any = true;
    }
    if (!any) return false;
  }
  moment.parts[5] = milliseconds;
  ++moment.known;
  return true;
}

bool take_zone(std::string_view& text, Moment& moment) {
  if (take(text, 'Z')) {
    moment.zone = 0;
    return true;
  }
  const int sign = text.starts_with('-') ? -1 : 1;
  if (!take(text, '+') && !take(text, '-')) return false;
  const auto hours = take_number(text, 2);
  if (!hours || *hours > 14 || !take(text, ':')) return false;
  const auto minutes = take_number(text, 2);
  if (!minutes || *minutes > 59) return false;
  moment.zone = sign * (*hours * 60 + *minutes);
  return true;
}

bool day_exists(const Moment& moment) {
  const std::chrono::year_month_day date{std::chrono::year{moment.parts[0]},
                                         std::chrono::month{static_cast<unsigned>(moment.parts[1])},
                                         std::chrono::day{static_cast<unsigned>(moment.parts[2])}};
  return date.ok();
}

// The same moment at Greenwich; only for those that know their minute and zone.
std::array<int, 6> at_greenwich(const Moment& moment) {
  if (!moment.zone || moment.known < 5) return moment.parts;
  const std::chrono::year_month_day date{std::chrono::year{moment.parts[0]},
                                         std::chrono::month{static_cast<unsigned>(moment.parts[1])},
                                         std::chrono::day{static_cast<unsigned>(moment.parts[2])}};
  const auto at = std::chrono::sys_days{date} + std::chrono::hours{moment.parts[3]} +
                  std::chrono::minutes{moment.parts[4] - *moment.zone};
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day there{day};
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(at - day).count();
  return {static_cast<int>(there.year()),
          static_cast<int>(static_cast<unsigned>(there.month())),
          static_cast<int>(static_cast<unsigned>(there.day())),
          static_cast<int>(minutes / 60),
          static_cast<int>(minutes % 60),
          moment.parts[5]};
}

Comparison compare_moments(const Moment& left, const Moment& right) {
  const bool left_is_time = left.kind == Moment::Kind::time;
  const bool right_is_time = right.kind == Moment::Kind::time;
  if (left_is_time != right_is_time) return {.comparable = false, .order = std::nullopt};
  const std::size_t first = left_is_time ? 3 : 0;
  // A moment with a zone and one without cannot be told apart by less than a day.
  const bool one_zone = left.zone.has_value() != right.zone.has_value();
  const int known = std::min(left.known, right.known);
  const auto left_parts = left.zone && right.zone ? at_greenwich(left) : left.parts;
  const auto right_parts = left.zone && right.zone ? at_greenwich(right) : right.parts;
  for (std::size_t part = first; part < first + static_cast<std::size_t>(known); ++part) {
    if (one_zone && part >= 2) return {};
    if (left_parts[part] != right_parts[part]) return {.order = left_parts[part] <=> right_parts[part]};
  }
  if (left.known != right.known) return {};
  return {.order = std::weak_ordering::equivalent};
}

std::optional<std::pair<double, double>> in_one_unit(const Amount& left, const Amount& right) {
  if (left.unit == right.unit && left.calendar == right.calendar)
    return std::pair(left.number.value, right.number.value);
  const auto left_measure = measure_of(left);
  const auto right_measure = measure_of(right);
  if (!left_measure || !right_measure || left_measure->kind != right_measure->kind) return std::nullopt;
  return std::pair(rounded(left.number.value * left_measure->factor).value,
                   rounded(right.number.value * right_measure->factor).value);
}

std::weak_ordering order_of(double left, double right) {
  return left < right   ? std::weak_ordering::less
         : left > right ? std::weak_ordering::greater
                        : std::weak_ordering::equivalent;
}

std::optional<bool> equal_children(const Node& left, const Node& right) {
  if (left.children.size() != right.children.size()) return false;
  for (std::size_t at = 0; at < left.children.size(); ++at) {
    if (left.children[at].first != right.children[at].first) return false;
    const auto same = equal(left.children[at].second, right.children[at].second);
    if (same != true) return same;
  }
  return true;
}

std::string folded(std::string_view text) {
  std::string line;
  bool space = false;
  for (const char letter : text) {
    if (letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r') {
      space = !line.empty();
      continue;
    }
    if (space) line += ' ';
    space = false;
    line += letter;
  }
  return with_case(line, LetterCase::lower);
}

int decimals_of(double value) {
  const std::string text = to_text(Number{value});
  const auto point = text.find('.');
  return point == std::string::npos ? 0 : static_cast<int>(text.size() - point - 1);
}

bool equivalent_numbers(double left, double right) {
  const int decimals = std::min(decimals_of(left), decimals_of(right));
  return rounded_to(left, decimals).value == rounded_to(right, decimals).value;
}

bool equivalent_nodes(const Node& left, const Node& right) {
  // Two codings mean the same by system and code, whatever they display.
  if (left.type == "Coding" && right.type == "Coding") {
    const auto part = [](const Node& node, std::string_view name) -> std::string {
      for (const auto& [child_name, child] : node.children) {
        if (child_name != name || !child->value) continue;
        if (const auto* text = std::get_if<std::string>(&*child->value)) return *text;
      }
      return {};
    };
    return part(left, "system") == part(right, "system") && part(left, "code") == part(right, "code");
  }
  return left.children.size() == right.children.size() &&
         std::ranges::is_permutation(left.children, right.children, [](const auto& one, const auto& other) {
           return one.first == other.first && equivalent(one.second, other.second);
         });
}

}  // namespace

Number rounded(double value) {
  if (!std::isfinite(value) || value == 0) return {value == 0 ? 0 : value};
  std::array<char, 40> text{};
  const auto written = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::scientific, 14);
  double read = value;
  std::from_chars(text.data(), written.ptr, read);
  return {read};
}

Number rounded_sum(double left, double right) {
  const double sum = left + right;
  const double larger = std::max(std::abs(left), std::abs(right));
  if (!std::isfinite(sum) || larger < 1e-12 || larger >= 1e15) return rounded(sum);
  std::array<char, 60> text{};
  const int decimals = 14 - static_cast<int>(std::floor(std::log10(larger)));
  const auto written =
      std::to_chars(text.data(), text.data() + text.size(), sum, std::chars_format::fixed, std::max(decimals, 0));
  double read = sum;
  std::from_chars(text.data(), written.ptr, read);
  return {read == 0 ? 0 : read};
}

Number rounded_to(double value, int decimals) {
  const double scale = std::pow(10.0, decimals);
  const double scaled = rounded(value * scale).value;
  if (!std::isfinite(scaled)) return {value};
  return rounded(std::round(scaled) / scale);
}

std::string to_text(Number number) {
  std::array<char, 400> text{};  // the longest double has 309 digits before the point
  const auto written =
      std::to_chars(text.data(), text.data() + text.size(), rounded(number.value).value, std::chars_format::fixed);
  return {text.data(), written.ptr};
}

std::optional<Moment> parse_moment(std::string_view text) {
  Moment moment;
  if (text.starts_with('T') || (text.size() > 2 && text[2] == ':')) {
    take(text, 'T');
    moment.kind = Moment::Kind::time;
    if (!take_time(text, moment) || !text.empty()) return std::nullopt;
    return moment;
  }
  const auto year = take_number(text, 4);
  if (!year) return std::nullopt;
  moment.parts = {*year, 1, 1, 0, 0, 0};
  moment.known = 1;
  for (std::size_t part = 1; part <= 2 && take(text, '-'); ++part) {
    const auto number = take_number(text, 2);
    if (!number) return std::nullopt;
    moment.parts[part] = *number;
    ++moment.known;
  }
  if (!day_exists(moment)) return std::nullopt;
  if (take(text, 'T')) {
    moment.kind = Moment::Kind::date_time;
    if (!text.empty()) {
      if (moment.known != 3 || !take_time(text, moment)) return std::nullopt;
      if (!text.empty() && !take_zone(text, moment)) return std::nullopt;
    }
  }
  if (!text.empty()) return std::nullopt;
  return moment;
}

std::string to_text(const Moment& moment) {
  std::string text;
  const auto& parts = moment.parts;
  const int time_parts = moment.kind == Moment::Kind::time ? moment.known : moment.known - 3;
  if (moment.kind != Moment::Kind::time) {
    text = std::format("{:04}", parts[0]);
    if (moment.known > 1) text += std::format("-{:02}", parts[1]);
    if (moment.known > 2) text += std::format("-{:02}", parts[2]);
    if (time_parts > 0) text += 'T';
  }
  if (time_parts > 0) text += std::format("{:02}", parts[3]);
  if (time_parts > 1) text += std::format(":{:02}", parts[4]);
  if (time_parts > 2) {
    text += std::format(":{:02}", parts[5] / 1000);
    if (parts[5] % 1000 != 0) text += std::format(".{:03}", parts[5] % 1000);
  }
  if (moment.zone) {
    text += *moment.zone == 0 ? "Z"
                              : std::format("{}{:02}:{:02}", *moment.zone < 0 ? '-' : '+', std::abs(*moment.zone) / 60,
                                            std::abs(*moment.zone) % 60);
  }
  return text;
}

Moment moment_of(const Date& date) {
  return {.kind = Moment::Kind::date,
          .parts = {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
                    static_cast<int>(static_cast<unsigned>(date.day())), 0, 0, 0},
          .known = 3,
          .zone = std::nullopt};
}

Thing plain(const Thing& thing) {
  const auto* node = std::get_if<const Node*>(&thing);
  if (node == nullptr || !(*node)->value) return thing;
  return std::visit([](const auto& value) -> Thing { return value; }, *(*node)->value);
}

std::optional<double> number_of(const Thing& plain_thing) {
  if (const auto* integer = std::get_if<std::int64_t>(&plain_thing)) return static_cast<double>(*integer);
  if (const auto* number = std::get_if<Number>(&plain_thing)) return number->value;
  return std::nullopt;
}

std::optional<bool> equal(const Thing& left_thing, const Thing& right_thing) {
  const auto* left_node = std::get_if<const Node*>(&left_thing);
  const auto* right_node = std::get_if<const Node*>(&right_thing);
  if (left_node != nullptr && right_node != nullptr) {
    if (*left_node == *right_node) return true;
    if ((*left_node)->hash != (*right_node)->hash) {
      // Only moments may differ and yet be unknown; all of them hash alike.
      return false;
    }
    if (!(*left_node)->value || !(*right_node)->value) {
      if ((*left_node)->value.has_value() != (*right_node)->value.has_value()) return false;
      return equal_children(**left_node, **right_node);
    }
  }
  const Thing left = plain(left_thing);
  const Thing right = plain(right_thing);
  const auto left_number = number_of(left);
  const auto right_number = number_of(right);
  if (left_number && right_number) return rounded(*left_number).value == rounded(*right_number).value;
  if (left.index() != right.index()) {
    const auto* amount = std::get_if<Amount>(&left);
    const auto* other = std::get_if<Amount>(&right);
    if (amount != nullptr && right_number) return equal(left, Amount{{*right_number}, "1"});
    if (other != nullptr && left_number) return equal(Amount{{*left_number}, "1"}, right);
    return false;
  }
  if (const auto* text = std::get_if<std::string>(&left)) return *text == std::get<std::string>(right);
  if (const auto* yes = std::get_if<bool>(&left)) return *yes == std::get<bool>(right);
  if (const auto* moment = std::get_if<Moment>(&left)) {
    const Comparison compared = compare_moments(*moment, std::get<Moment>(right));
    if (!compared.comparable) return false;
    if (!compared.order) return std::nullopt;
    return std::is_eq(*compared.order);
  }
  if (const auto* amount = std::get_if<Amount>(&left)) {
    const auto pair = in_one_unit(*amount, std::get<Amount>(right));
    if (!pair) return std::nullopt;
    return pair->first == pair->second;
  }
  return false;
}

bool equivalent(const Thing& left_thing, const Thing& right_thing) {
  const auto* left_node = std::get_if<const Node*>(&left_thing);
  const auto* right_node = std::get_if<const Node*>(&right_thing);
  if (left_node != nullptr && right_node != nullptr && !(*left_node)->value && !(*right_node)->value) {
    return equivalent_nodes(**left_node, **right_node);
  }
  const Thing left = plain(left_thing);
  const Thing right = plain(right_thing);
  const auto left_number = number_of(left);
  const auto right_number = number_of(right);
  if (left_number && right_number) return equivalent_numbers(*left_number, *right_number);
  if (left.index() != right.index()) return false;
  if (const auto* text = std::get_if<std::string>(&left)) return folded(*text) == folded(std::get<std::string>(right));
  if (const auto* amount = std::get_if<Amount>(&left)) {
    const auto pair = in_one_unit(*amount, std::get<Amount>(right));
    return pair && equivalent_numbers(pair->first, pair->second);
  }
  return equal(left, right) == true;
}

std::size_t hash_of(const Thing& thing) {
  if (const auto* node = std::get_if<const Node*>(&thing)) return (*node)->hash;
  if (const auto number = number_of(thing)) return std::hash<double>{}(rounded(*number).value);
  if (const auto* text = std::get_if<std::string>(&thing)) return std::hash<std::string>{}(*text);
  if (const auto* yes = std::get_if<bool>(&thing)) return *yes ? 3 : 5;
  return 7;  // moments and quantities are compared, for two of them may be equal in other words
}

void settle_hash(Node& node) {
  std::size_t hash = 11;
  if (node.value) {
    hash = std::visit([](const auto& value) { return hash_of(Thing(value)); }, *node.value);
  } else {
    for (const auto& [name, child] : node.children) {
      hash = hash * 1'000'003U ^ (std::hash<std::string_view>{}(name) + child->hash);
    }
  }
  node.hash = hash;
}

Comparison compare(const Thing& left_thing, const Thing& right_thing) {
  const Thing left = plain(left_thing);
  const Thing right = plain(right_thing);
  const auto left_number = number_of(left);
  const auto right_number = number_of(right);
  if (left_number && right_number)
    return {.order = order_of(rounded(*left_number).value, rounded(*right_number).value)};
  if (left.index() != right.index()) {
    if (std::holds_alternative<Amount>(left) && right_number) return compare(left, Amount{{*right_number}, "1"});
    if (std::holds_alternative<Amount>(right) && left_number) return compare(Amount{{*left_number}, "1"}, right);
    return {.comparable = false, .order = std::nullopt};
  }
  if (const auto* text = std::get_if<std::string>(&left)) {
    return {.order = text->compare(std::get<std::string>(right)) <=> 0};
  }
  if (const auto* moment = std::get_if<Moment>(&left)) return compare_moments(*moment, std::get<Moment>(right));
  if (const auto* amount = std::get_if<Amount>(&left)) {
    const auto pair = in_one_unit(*amount, std::get<Amount>(right));
    if (!pair) return {};
    return {.order = order_of(pair->first, pair->second)};
  }
  return {.comparable = false, .order = std::nullopt};
}

std::optional<UnitMeasure> measure_of(const Amount& amount) {
  const auto find = [&](const auto& list) -> std::optional<UnitMeasure> {
    const auto found = std::ranges::find(list, amount.unit, &Unit::code);
    if (found == list.end()) return std::nullopt;
    return found->measure;
  };
  return amount.calendar ? find(calendar_units) : find(units);
}

}  // namespace anteroom::forms::fhirpath
