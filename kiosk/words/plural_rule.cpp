#include "kiosk/words/plural_rule.h"

#include <array>
#include <format>
#include <optional>
#include <utility>

namespace anteroom::words {
namespace {

using Number = std::optional<unsigned long>;  // nothing: divided by zero, which only matters where it is asked for

constexpr std::size_t longest_rule = 500;
constexpr int deepest = 40;  // brackets and choices within each other
constexpr std::size_t most_forms = 8;
constexpr unsigned long tried_numbers = 200;  // rules look at the last two digits

struct Operator {
  std::string_view sign;
  int strength;
};
// Longer signs first: "<=" is not "<" and something.
constexpr std::array<Operator, 13> operators{{{"||", 1},
                                              {"&&", 2},
                                              {"==", 3},
                                              {"!=", 3},
                                              {"<=", 4},
                                              {">=", 4},
                                              {"<", 4},
                                              {">", 4},
                                              {"+", 5},
                                              {"-", 5},
                                              {"*", 6},
                                              {"/", 6},
                                              {"%", 6}}};

Number apply(std::string_view sign, const Number& left, const Number& right) {
  if (!left) return std::nullopt;
  if (sign == "||" && *left != 0) return 1;
  if (sign == "&&" && *left == 0) return 0;
  if (!right) return std::nullopt;
  const unsigned long a = *left;
  const unsigned long b = *right;
  if (sign == "||" || sign == "&&") return b != 0 ? 1 : 0;
  if (sign == "==") return a == b ? 1 : 0;
  if (sign == "!=") return a != b ? 1 : 0;
  if (sign == "<=") return a <= b ? 1 : 0;
  if (sign == ">=") return a >= b ? 1 : 0;
  if (sign == "<") return a < b ? 1 : 0;
  if (sign == ">") return a > b ? 1 : 0;
  if (sign == "+") return a + b;
  if (sign == "-") return a - b;
  if (sign == "*") return a * b;
  if (b == 0) return std::nullopt;
  return sign == "/" ? a / b : a % b;
}

// Reads and reckons in one go: the rule is a line long, and asked a few times a frame.
class Reckoning {
 public:
  Reckoning(std::string_view expression, unsigned long n) : m_rest(expression), m_n(n) {}

  // Nothing where the text is no such expression, or its value divides by zero.
  Number value() {
    const Number result = choice();
    skip_blanks();
    return m_rest.empty() && !m_malformed ? result : std::nullopt;
  }

 private:
  void skip_blanks() {
    while (!m_rest.empty() && (m_rest.front() == ' ' || m_rest.front() == '\t')) m_rest.remove_prefix(1);
  }
  bool take(std::string_view sign) {
    skip_blanks();
    if (!m_rest.starts_with(sign)) return false;
    m_rest.remove_prefix(sign.size());
    return true;
  }
  Number malformed() {
    m_malformed = true;
    m_rest = {};
    return std::nullopt;
  }

  Number choice() {
    if (++m_depth > deepest) return malformed();
    const Number condition = binary(1);
    Number result = condition;
    if (take("?")) {
      const Number yes = choice();
      if (!take(":")) return malformed();
      const Number no = choice();
      result = !condition ? std::nullopt : *condition != 0 ? yes : no;
    }
    --m_depth;
    return result;
  }

  Number binary(int least_strength) {
    Number left = unary();
    while (const Operator* found = next_operator(least_strength)) {
      left = apply(found->sign, left, binary(found->strength + 1));
    }
    return left;
  }

  const Operator* next_operator(int least_strength) {
    skip_blanks();
    for (const Operator& candidate : operators) {
      if (!m_rest.starts_with(candidate.sign)) continue;
      if (candidate.strength < least_strength) return nullptr;
      m_rest.remove_prefix(candidate.sign.size());
      return &candidate;
    }
    return nullptr;
  }

  Number unary() {
    bool negated = false;
    bool any = false;
    while (take("!")) {
      negated = !negated;
      any = true;
    }
    const Number operand = primary();
    if (!any || !operand) return operand;
    return (*operand == 0) == negated ? 1 : 0;
  }

  Number primary() {
    if (take("(")) {
      const Number inner = choice();
      return take(")") ? inner : malformed();
    }
    if (take("n")) return m_n;
    unsigned long number = 0;
    int digits = 0;
    for (; !m_rest.empty() && m_rest.front() >= '0' && m_rest.front() <= '9'; ++digits) {
      number = number * 10 + static_cast<unsigned long>(m_rest.front() - '0');
      m_rest.remove_prefix(1);
    }
    constexpr int most_digits = 9;
    return digits > 0 && digits <= most_digits ? Number(number) : malformed();
  }

  std::string_view m_rest;
  unsigned long m_n;
  int m_depth = 0;
  bool m_malformed = false;
};

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == ';')) text.remove_suffix(1);
  return text;
}

// The part after "name=", up to the next semicolon.
std::string_view part(std::string_view header, std::string_view name) {
  const auto at = header.find(name);
  if (at == std::string_view::npos) return {};
  std::string_view rest = trimmed(header.substr(at + name.size()));
  if (!rest.starts_with('=')) return {};
  rest.remove_prefix(1);
  return trimmed(rest.substr(0, rest.find(';')));
}

}  // namespace

Result<PluralRule> PluralRule::parse(std::string_view header) {
  const auto refused = [](std::string_view why) {
    return failure(Fault::invalid_input, std::format("Plural-Forms: {}", why));
  };
  if (header.size() > longest_rule) return refused("too long");
  PluralRule rule;
  const std::string_view forms = part(header, "nplurals");
  if (forms.size() != 1 || forms.front() < '1' || forms.front() > '0' + static_cast<char>(most_forms)) {
    return refused(std::format("nplurals must be 1 to {}", most_forms));
  }
  rule.m_count = static_cast<std::size_t>(forms.front() - '0');
  rule.m_expression = part(header.substr(header.find(';') + 1), "plural");
  for (unsigned long number = 0; number <= tried_numbers; ++number) {
    const Number form = Reckoning(rule.m_expression, number).value();
    if (!form) return refused("the rule cannot be reckoned");
    if (*form >= rule.m_count) return refused(std::format("the rule gives {} the form {}", number, *form));
  }
  return rule;
}

std::size_t PluralRule::form(unsigned long number) const {
  const unsigned long form = Reckoning(m_expression, number).value().value_or(0);
  return form < m_count ? form : m_count - 1;
}

}  // namespace anteroom::words
