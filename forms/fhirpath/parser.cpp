#include "forms/fhirpath/functions.h"
#include "forms/fhirpath/syntax.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <format>

namespace anteroom::forms::fhirpath {
namespace {

struct Binding {
  std::string_view word;
  Operation operation;
  int strength;  // the higher binds first
};
constexpr int type_strength = 6;  // is, as
constexpr std::array bindings{
    Binding{"*", Operation::multiply, 8},
    Binding{"/", Operation::divide, 8},
    Binding{"div", Operation::whole_divide, 8},
    Binding{"mod", Operation::remainder, 8},
    Binding{"+", Operation::add, 7},
    Binding{"-", Operation::subtract, 7},
    Binding{"&", Operation::join, 7},
    Binding{"|", Operation::unite, 5},
    Binding{"<", Operation::less, 4},
    Binding{">", Operation::greater, 4},
    Binding{"<=", Operation::less_or_equal, 4},
    Binding{">=", Operation::greater_or_equal, 4},
    Binding{"=", Operation::equal, 3},
    Binding{"!=", Operation::not_equal, 3},
    Binding{"~", Operation::equivalent, 3},
    Binding{"!~", Operation::not_equivalent, 3},
    Binding{"in", Operation::in, 2},
    Binding{"contains", Operation::contains, 2},
    Binding{"and", Operation::conjunction, 1},
    Binding{"or", Operation::disjunction, 0},
    Binding{"xor", Operation::exclusive, 0},
    Binding{"implies", Operation::implies, -1},
};
constexpr int weakest = -1;

constexpr std::array<std::string_view, 8> durations = {"year", "month",  "week",   "day",
                                                       "hour", "minute", "second", "millisecond"};

// The elements of a Questionnaire, a QuestionnaireResponse and of the types inside them. Those that this program's
// responses never have are empty, as they would be in the response that it writes.
constexpr std::array<std::string_view, 34> elements = {
    "answer",        "answerOption",  "code",        "display",   "extension",     "item",         "linkId",
    "prefix",        "questionnaire", "readOnly",    "repeats",   "required",      "resourceType", "status",
    "system",        "text",          "title",       "type",      "unit",          "url",          "value",
    "valueBoolean",  "valueCode",     "valueCoding", "valueDate", "valueDateTime", "valueDecimal", "valueInteger",
    "valueQuantity", "valueString",   "valueTime",   "valueUri",  "valueUrl",      "version",
};

// Forms and answers have these as well, but the trees do not keep them (forms/resource_tree.h): they would look as
// empty as what nobody has written.
constexpr std::array<std::string_view, 42> not_kept = {
    "answerConstraint",
    "answerValueSet",
    "assigner",
    "author",
    "authored",
    "basedOn",
    "comparator",
    "contained",
    "copyright",
    "date",
    "definition",
    "derivedFrom",
    "description",
    "enableBehavior",
    "enableWhen",
    "encounter",
    "experimental",
    "id",
    "identifier",
    "implicitRules",
    "initial",
    "initialSelected",
    "language",
    "lastUpdated",
    "maxLength",
    "meta",
    "name",
    "operator",
    "partOf",
    "period",
    "publisher",
    "purpose",
    "question",
    "reference",
    "source",
    "start",
    "end",
    "subject",
    "subjectType",
    "use",
    "userSelected",
    "versionId",
};
constexpr std::array<std::string_view, 3> resources = {"Questionnaire", "QuestionnaireResponse", "Resource"};

class Parser {
 public:
  explicit Parser(std::vector<Token> tokens) : m_tokens(std::move(tokens)) {}

  std::expected<Expression, Fault> run() {
    Syntax root;
    if (!expression(root, weakest)) return std::unexpected(m_fault);
    if (here().kind != TokenKind::end) {
      fail(here(), std::format("{} is not expected here", shown(here())));
      return std::unexpected(m_fault);
    }
    return Expression{std::move(root), std::move(m_externals)};
  }

 private:
  struct Deeper {
    explicit Deeper(std::size_t& depth) : m_depth(depth) { ++m_depth; }
    ~Deeper() { --m_depth; }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;

   private:
    std::size_t& m_depth;
  };

  [[nodiscard]] const Token& here() const { return m_tokens[m_at]; }
  [[nodiscard]] const Token& next() const { return m_tokens[std::min(m_at + 1, m_tokens.size() - 1)]; }
  const Token& take() { return here().kind == TokenKind::end ? m_tokens[m_at] : m_tokens[m_at++]; }

  static std::string shown(const Token& token) {
    if (token.kind == TokenKind::end) return "the end";
    return std::format("\"{}\"", token.text.substr(0, 40));
  }

  bool fail(const Token& token, std::string message) {
    m_fault = {token.position, std::move(message)};
    return false;
  }

  [[nodiscard]] bool is_symbol(std::string_view text) const {
    return here().kind == TokenKind::symbol && here().text == text;
  }
  bool expect(std::string_view text) {
    if (!is_symbol(text)) return fail(here(), std::format("expected \"{}\" and not {}", text, shown(here())));
    take();
    return true;
  }

  bool check_depth(std::size_t depth, const Token& token) {
    if (depth <= deepest_expression) return true;
    return fail(token, std::format("the expression nests deeper than {} levels; use variables", deepest_expression));
  }

  // Puts what was read so far below a new part. A chain such as a.b.c makes the tree deep without any bracket.
  bool wrap(Syntax& left, Syntax whole, std::vector<Syntax> Syntax::* place) {
    whole.depth = std::max(whole.depth, left.depth + 1);
    auto& list = whole.*place;
    list.insert(list.begin(), std::move(left));
    left = std::move(whole);
    return check_depth(left.depth, here());
  }
  static void deepen(Syntax& whole, const Syntax& part) { whole.depth = std::max(whole.depth, part.depth + 1); }

  [[nodiscard]] const Binding* binding_here() const {
    if (here().kind != TokenKind::symbol && here().kind != TokenKind::name) return nullptr;
    const auto found = std::ranges::find(bindings, std::string_view(here().text), &Binding::word);
    return found == bindings.end() ? nullptr : &*found;
  }

  bool expression(Syntax& left, int least) {
    const Deeper deeper(m_depth);
    if (!check_depth(m_depth, here()) || !polarity(left)) return false;
    for (;;) {
      const bool type_word = here().kind == TokenKind::name && (here().text == "is" || here().text == "as");
      if (type_word && type_strength >= least) {
        if (!type_operator(left)) return false;
        continue;
      }
      const Binding* binding = binding_here();
      if (binding == nullptr || binding->strength < least) return true;
      Syntax whole;
      whole.kind = SyntaxKind::operation;
      whole.operation = binding->operation;
      whole.position = here().position;
      take();
      Syntax right;
      if (!expression(right, binding->strength + 1)) return false;
      deepen(whole, right);
      whole.operands.push_back(std::move(right));
      if (!wrap(left, std::move(whole), &Syntax::operands)) return false;
    }
  }

  bool type_operator(Syntax& left) {
    Syntax whole;
    whole.position = here().position;
    whole.kind = take().text == "is" ? SyntaxKind::type_test : SyntaxKind::type_filter;
    return type_name(whole.name) && wrap(left, std::move(whole), &Syntax::operands);
  }

  bool type_name(std::string& name) {
    const Token& first = here();
    if (first.kind != TokenKind::name && first.kind != TokenKind::quoted_name) {
      return fail(first, std::format("expected a type and not {}", shown(first)));
    }
    name = take().text;
    if ((name == "FHIR" || name == "System") && is_symbol(".")) {
      take();
      if (here().kind != TokenKind::name && here().kind != TokenKind::quoted_name)
        return fail(here(), "expected a type");
      name = take().text;
    }
    if (!is_known_type(name)) {
      return fail(first, std::format("the type {} is not supported", name.substr(0, 40)));
    }
    return true;
  }

  bool polarity(Syntax& syntax) {
    if (!is_symbol("+") && !is_symbol("-")) return postfix(syntax);
    const Deeper deeper(m_depth);
    if (!check_depth(m_depth, here())) return false;
    syntax.kind = SyntaxKind::sign;
    syntax.position = here().position;
    syntax.minus = take().text == "-";
    if (!polarity(syntax.operands.emplace_back())) return false;
    deepen(syntax, syntax.operands.back());
    return true;
  }

  bool postfix(Syntax& syntax) {
    if (!term(syntax)) return false;
    for (;;) {
      if (is_symbol(".")) {
        take();
        Syntax whole;
        if (!invocation(whole) || !wrap(syntax, std::move(whole), &Syntax::on)) return false;
      } else if (is_symbol("[")) {
        Syntax whole;
        whole.kind = SyntaxKind::indexer;
        whole.position = take().position;
        if (!expression(whole.operands.emplace_back(), weakest) || !expect("]")) return false;
        deepen(whole, whole.operands.back());
        if (!wrap(syntax, std::move(whole), &Syntax::on)) return false;
      } else {
        return true;
      }
    }
  }

  bool term(Syntax& syntax) {
    const Token& token = here();
    syntax.position = token.position;
    switch (token.kind) {
      case TokenKind::text:
        syntax.kind = SyntaxKind::literal;
        syntax.literal = take().text;
        return true;
      case TokenKind::integer:
      case TokenKind::decimal: return number(syntax);
      case TokenKind::moment: return moment(syntax);
      case TokenKind::external:
        syntax.kind = SyntaxKind::external;
        syntax.name = take().text;
        if (!std::ranges::contains(m_externals, syntax.name)) m_externals.push_back(syntax.name);
        return true;
      case TokenKind::symbol:
        if (token.text == "(") {
          take();
          return expression(syntax, weakest) && expect(")");
        }
        if (token.text == "{") {
          take();
          syntax.kind = SyntaxKind::nothing;
          return expect("}");
        }
        break;
      case TokenKind::name:
        if ((token.text == "true" || token.text == "false") && !next_is_bracket()) {
          syntax.kind = SyntaxKind::literal;
          syntax.literal = take().text == "true";
          return true;
        }
        return invocation(syntax);
      case TokenKind::quoted_name:
      case TokenKind::special: return invocation(syntax);
      case TokenKind::end: break;
    }
    return fail(token, std::format("expected a value or a name and not {}", shown(token)));
  }

  [[nodiscard]] bool next_is_bracket() const { return next().kind == TokenKind::symbol && next().text == "("; }

  bool number(Syntax& syntax) {
    const Token& token = take();
    syntax.kind = SyntaxKind::literal;
    double decimal = 0;
    std::from_chars(token.text.data(), token.text.data() + token.text.size(), decimal);
    if (here().kind == TokenKind::text) {
      syntax.literal = Amount{rounded(decimal), take().text, false};
      return true;
    }
    if (here().kind == TokenKind::name) {
      std::string_view word = here().text;
      if (word.ends_with('s')) word.remove_suffix(1);
      if (std::ranges::contains(durations, word)) {
        syntax.literal = Amount{rounded(decimal), std::string(word), true};
        take();
        return true;
      }
    }
    if (token.kind == TokenKind::decimal) {
      if (decimal > 1e28) return fail(token, "the number is too large");
      syntax.literal = rounded(decimal);
      return true;
    }
    std::int64_t whole = 0;
    const auto read = std::from_chars(token.text.data(), token.text.data() + token.text.size(), whole);
    if (read.ec != std::errc{}) return fail(token, "the number is too large");
    syntax.literal = whole;
    return true;
  }

  bool moment(Syntax& syntax) {
    const Token& token = take();
    const auto value = parse_moment(token.text);
    if (!value) {
      return fail(token, std::format("@{} is no date, dateTime or time; write for example @2026-11-23, "
                                     "@2026-11-23T14:30:00Z or @T14:30",
                                     token.text.substr(0, 40)));
    }
    syntax.kind = SyntaxKind::literal;
    syntax.literal = *value;
    return true;
  }

  // What may follow a dot: a name, a call, $this …
  bool invocation(Syntax& syntax) {
    const Token& token = here();
    syntax.position = token.position;
    if (token.kind == TokenKind::special) {
      syntax.kind = token.text == "this"    ? SyntaxKind::this_item
                    : token.text == "index" ? SyntaxKind::index
                                            : SyntaxKind::total;
      take();
      return true;
    }
    if (token.kind != TokenKind::name && token.kind != TokenKind::quoted_name) {
      return fail(token, std::format("expected a name and not {}", shown(token)));
    }
    syntax.name = take().text;
    if (is_symbol("(")) return call(syntax, token);
    syntax.kind = SyntaxKind::member;
    if (!std::ranges::contains(elements, std::string_view(syntax.name)) &&
        !std::ranges::contains(resources, std::string_view(syntax.name))) {
      const bool is_left_out = std::ranges::contains(not_kept, std::string_view(syntax.name));
      return fail(token, std::format("{} {}",
                                     is_left_out ? "expressions cannot look at the element"
                                                 : "a form and its answers have no element",
                                     syntax.name.substr(0, 40)));
    }
    return true;
  }

  bool call(Syntax& syntax, const Token& token) {
    syntax.kind = SyntaxKind::call;
    syntax.function = find_function(syntax.name);
    if (syntax.function == nullptr) {
      return fail(token, std::format("the function {}() is not supported", syntax.name.substr(0, 40)));
    }
    take();
    const Function& function = *syntax.function;
    if (function.takes_type) {
      if (is_symbol(")")) return fail(here(), std::format("{}() needs the name of a type", function.name));
      std::string type;
      if (!type_name(type) || !expect(")")) return false;
      syntax.operands.emplace_back().name = std::move(type);
      return true;
    }
    while (!is_symbol(")")) {
      if (!syntax.operands.empty() && !expect(",")) return false;
      if (!expression(syntax.operands.emplace_back(), weakest)) return false;
      deepen(syntax, syntax.operands.back());
    }
    take();
    const std::size_t given = syntax.operands.size();
    if (given < function.least || given > function.most) {
      return fail(token, function.least == function.most
                             ? std::format("{}() takes {} arguments and not {}", function.name, function.least, given)
                             : std::format("{}() takes {} to {} arguments and not {}", function.name, function.least,
                                           function.most, given));
    }
    return true;
  }

  std::vector<Token> m_tokens;
  std::size_t m_at = 0;
  std::size_t m_depth = 0;
  std::vector<std::string> m_externals;
  Fault m_fault;
};

constexpr std::array<std::string_view, 14> types = {"boolean",  "string",   "integer", "decimal", "date",
                                                    "dateTime", "time",     "Coding",  "code",    "uri",
                                                    "url",      "Quantity", "text",    "coding"};

std::string lowered(std::string_view name) {
  std::string text(name);
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] - 'A' + 'a');
  return text;
}

}  // namespace

std::expected<Expression, Fault> parse(std::string_view text) {
  if (text.size() > longest_expression) {
    return std::unexpected(
        Fault{longest_expression, std::format("the expression is longer than {} bytes", longest_expression)});
  }
  auto tokens = tokens_of(text);
  if (!tokens) return std::unexpected(std::move(tokens.error()));
  return Parser(std::move(*tokens)).run();
}

bool is_known_type(std::string_view name) {
  const std::string wanted = lowered(name);
  return std::ranges::any_of(types, [&](std::string_view type) { return lowered(type) == wanted; });
}

bool is_of_type(const Thing& thing, std::string_view name) {
  const std::string wanted = lowered(name);
  if (const auto* node = std::get_if<const Node*>(&thing)) {
    const std::string type = lowered((*node)->type);
    if (type == wanted) return true;
    // FHIR's string-like types are strings to FHIRPath.
    return wanted == "string" && (type == "code" || type == "uri" || type == "url" || type == "text");
  }
  struct Names {
    std::string_view operator()(bool) const { return "boolean"; }
    std::string_view operator()(std::int64_t) const { return "integer"; }
    std::string_view operator()(const Number&) const { return "decimal"; }
    std::string_view operator()(const std::string&) const { return "string"; }
    std::string_view operator()(const Moment& moment) const {
      return moment.kind == Moment::Kind::date ? "date" : moment.kind == Moment::Kind::date_time ? "dateTime" : "time";
    }
    std::string_view operator()(const Amount&) const { return "quantity"; }
    std::string_view operator()(const Node*) const { return ""; }
  };
  return std::visit(Names{}, thing) == wanted;
}

}  // namespace anteroom::forms::fhirpath
