// Leaves out the questions that a kiosk cannot ask where the form can do without them.
#include "forms/reading.h"

#include <algorithm>
#include <array>
#include <format>

namespace anteroom::forms {
namespace {

struct Reason {
  std::string_view feature;
  std::string_view why;
};
constexpr std::array reasons{
    Reason{"attachment", "a kiosk takes no files"},
    Reason{"reference", "a kiosk has no records to choose from"},
    Reason{"choice without options", "there is nothing to choose"},
};

bool must_be_answered(Json json) {
  const Json required = present(json, "required");
  bool must = required.exists() && required.boolean() != false && required.text() != "false";
  for_each_extension(json, [&](std::string_view name, Json extension) {
    must = must || (name == "questionnaire-minOccurs" && extension["valueInteger"].integer() != 0);
  });
  return must;
}

bool holds_displays_only(Json items) {
  bool only = true;
  items.for_each_element([&](Json item) { only = only && item["type"].text() == "display"; });
  return only;
}

// Calls visitor with each text in quotes of an expression, which is how it names a linkId.
void for_each_quoted(std::string_view expression, const auto& visitor) {
  for (std::size_t at = 0; at < expression.size(); ++at) {
    const char quote = expression[at];
    if (quote != '\'' && quote != '"') continue;
    const std::size_t end = expression.find(quote, at + 1);
    if (end == std::string_view::npos) return;
    visitor(expression.substr(at + 1, end - at - 1));
    at = end;
  }
}

}  // namespace

bool NotAsked::take(Json json, std::string_view link_id, std::string_view feature) {
  if (must_be_answered(json) || !holds_displays_only(json["item"])) return false;
  const auto reason = std::ranges::find(reasons, feature, &Reason::feature);
  const std::string what = std::format("{}: not asked, for {}", reason->feature, reason->why);
  m_findings.flattened(link_id, what);
  m_findings.warning(link_id, what);
  m_features.emplace(link_id, reason->feature);
  return true;
}

void NotAsked::check(const Questionnaire& form) {
  if (m_features.empty()) return;
  for (const Variable& variable : form.variables) check_expression(variable.expression, {});
  check_items(form.items);
  if (form.questions().empty()) {
    const auto& [link_id, feature] = *m_features.begin();
    m_findings.unsupported(link_id, feature, "no question is left without this one, which a kiosk cannot ask");
  }
}

void NotAsked::check_items(const std::vector<Item>& items) {
  for (const Item& item : items) {
    for (const Condition& condition : item.enable_when) depend("enableWhen", condition.question, item.link_id);
    check_expression(item.enable_when_expression, item.link_id);
    check_expression(item.calculated, item.link_id);
    check_expression(item.initial_expression, item.link_id);
    for (const Variable& variable : item.variables) check_expression(variable.expression, item.link_id);
    check_items(item.items);
  }
}

void NotAsked::check_expression(std::string_view expression, std::string_view link_id) {
  for_each_quoted(expression, [&](std::string_view named) { depend("an expression", named, link_id); });
}

void NotAsked::depend(std::string_view what, std::string_view named, std::string_view link_id) {
  const auto found = m_features.find(named);
  if (found == m_features.end()) return;
  m_findings.unsupported(
      link_id, found->second,
      std::format("{} looks at {}, which a kiosk cannot ask ({}); remove both", what, in_quotes(named), found->second));
}

}  // namespace anteroom::forms
