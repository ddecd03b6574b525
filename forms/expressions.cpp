#include "forms/expressions.h"

#include "forms/copies.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <format>

namespace anteroom::forms {
namespace {

// Names that every expression may use.
constexpr std::array<std::string_view, 7> given_names = {"resource", "context", "questionnaire", "qitem", "ucum",
                                                         "loinc",    "sct"};

class Preparation {
 public:
  Preparation(Questionnaire& form, std::string_view file) : m_form(form), m_file(file) {}

  std::vector<Finding> run() {
    Scope scope;
    m_ready.variables = prepare_variables(m_form.variables, scope);
    prepare_items(m_form.items, scope);
    if (m_ready.items.empty()) return std::move(m_findings);
    if (m_needs_questionnaire) m_ready.questionnaire = std::make_shared<const QuestionnaireTree>(m_form);
    m_form.expressions = std::make_shared<const FormExpressions>(std::move(m_ready));
    return std::move(m_findings);
  }

 private:
  // Names in reach, with what is wrong with those that cannot be used (empty: nothing).
  using Scope = std::map<std::string, std::string, std::less<>>;

  struct Prepared {
    SharedExpression expression;
    std::string fault;
  };

  // Each text is taken apart once, for the copies of a repeating group have the same.
  const std::expected<SharedExpression, fhirpath::Fault>& parsed(const std::string& text) {
    const auto [place, is_new] = m_parsed.try_emplace(text, SharedExpression());
    if (is_new) {
      auto expression = fhirpath::parse(text);
      if (expression) {
        place->second = std::make_shared<const fhirpath::Expression>(std::move(*expression));
      } else {
        place->second = std::unexpected(std::move(expression.error()));
      }
    }
    return place->second;
  }

  static std::string needs(std::string_view name) {
    return std::format("it needs %{}, which neither this form nor a kiosk has", name.substr(0, 60));
  }

  // The first %name that nobody gives, in an expression that cannot be taken apart: what is written around it is most
  // likely about a record that the kiosk has not, and so wrong only for that.
  static std::string_view unknown_name(std::string_view text, const Scope& scope) {
    for (std::size_t at = text.find('%'); at != std::string_view::npos; at = text.find('%', at + 1)) {
      const auto is_part = [](unsigned char letter) { return std::isalnum(letter) != 0 || letter == '_'; };
      const auto end = std::find_if_not(text.begin() + static_cast<std::ptrdiff_t>(at) + 1, text.end(), is_part);
      const std::string_view name(text.begin() + static_cast<std::ptrdiff_t>(at) + 1, end);
      if (!name.empty() && !std::ranges::contains(given_names, name) && !scope.contains(name)) return name;
    }
    return {};
  }

  Prepared prepare(const std::string& text, const Scope& scope) {
    const auto& expression = parsed(text);
    if (!expression) {
      const std::string_view unknown = unknown_name(text, scope);
      return {nullptr, !unknown.empty()
                           ? needs(unknown)
                           : std::format("at {}: {}", expression.error().position, expression.error().message)};
    }
    for (const std::string& name : (*expression)->externals) {
      if (name == "questionnaire" || name == "qitem") m_needs_questionnaire = true;
      if (std::ranges::contains(given_names, std::string_view(name))) continue;
      const auto known = scope.find(name);
      if (known == scope.end()) {
        return {nullptr, needs(name)};
      }
      if (!known->second.empty()) return {nullptr, std::format("it needs %{}: {}", name.substr(0, 60), known->second)};
    }
    return {*expression, {}};
  }

  // A later variable may use an earlier one.
  std::vector<ReadyVariable> prepare_variables(const std::vector<Variable>& variables, Scope& scope) {
    std::vector<ReadyVariable> ready;
    for (const Variable& variable : variables) {
      Prepared prepared = prepare(variable.expression, scope);
      scope.insert_or_assign(variable.name, prepared.fault.substr(0, 300));
      if (prepared.expression != nullptr) ready.push_back({variable.name, std::move(prepared.expression)});
    }
    return ready;
  }

  SharedExpression prepare_one(std::string& text, std::string_view what, const Item& item, const Scope& scope,
                               Severity severity) {
    if (text.empty()) return nullptr;
    Prepared prepared = prepare(text, scope);
    if (prepared.expression == nullptr) {
      if (severity == Severity::warning) text.clear();
      // The copies of a repeating group say the same once more.
      if (item.link_id == base_link_id(item.link_id)) {
        m_findings.push_back({m_file, item.link_id,
                              std::format("{} cannot be used{}: {}", what,
                                          severity == Severity::warning ? " and is left out" : "", prepared.fault),
                              severity});
      }
    }
    return std::move(prepared.expression);
  }

  void prepare_items(std::vector<Item>& items, const Scope& outer) {
    for (Item& item : items) {
      // Most items have no variables: their scope is the outer one.
      std::optional<Scope> own;
      ItemExpressions ready;
      if (!item.variables.empty()) {
        own = outer;
        ready.variables = prepare_variables(item.variables, *own);
      }
      const Scope& scope = own ? *own : outer;
      ready.calculated = prepare_one(item.calculated, "calculatedExpression", item, scope, Severity::error);
      ready.enable_when =
          prepare_one(item.enable_when_expression, "enableWhenExpression", item, scope, Severity::error);
      ready.initial = prepare_one(item.initial_expression, "initialExpression", item, scope, Severity::warning);
      if (ready.calculated || ready.enable_when || ready.initial || !ready.variables.empty()) {
        m_ready.items.emplace(item.link_id, std::move(ready));
      }
      prepare_items(item.items, scope);
    }
  }

  Questionnaire& m_form;
  std::string m_file;
  FormExpressions m_ready;
  bool m_needs_questionnaire = false;
  std::map<std::string, std::expected<SharedExpression, fhirpath::Fault>, std::less<>> m_parsed;
  std::vector<Finding> m_findings;
};

}  // namespace

std::vector<Finding> prepare_expressions(Questionnaire& form, std::string_view file) {
  return Preparation(form, file).run();
}

}  // namespace anteroom::forms
