// Any text as a FHIRPath expression over a small response: it is refused at a place, it fails at a place, or it says
// the same each time, within its budget.
#include "forms/fhirpath/evaluation.h"
#include "tests/forms/fhirpath/expressions.h"
#include "tests/fuzz/claims.h"

#include <cstddef>
#include <cstdint>

namespace {

using namespace anteroom::forms;
using namespace anteroom::forms::fhirpath;
using fhirpath::Number;

// {item: [{linkId: a, answer: {value: 3}}, {linkId: b, answer: [{value: Coding}, {value: "x"}]}, {linkId: c, item: …}]}
class SmallResponse {
 public:
  SmallResponse() {
    Node& response = m_tree.add("QuestionnaireResponse");
    Node& group = item("c");
    add_answer(item_below(group, "d"), m_tree.add("decimal", Number{1.5}));
    add_answer(item_below(group, "e"), m_tree.add("date", *parse_moment("2024-02-29")));
    add_answer(item_below(group, "f"), m_tree.add("Quantity", Amount{{72.5}, "kg", false}));
    settle_hash(group);
    Node& coding = m_tree.add("Coding");
    coding.add("system", leaf("uri", std::string("urn:a")));
    coding.add("code", leaf("code", std::string("b")));
    coding.ordinal = 2;
    settle_hash(coding);
    Node& first = item_below(response, "a");
    add_answer(first, m_tree.add("integer", std::int64_t{3}));
    Node& second = item_below(response, "b");
    add_answer(second, coding);
    add_answer(second, m_tree.add("string", std::string("x")));
    response.add("item", &group);
    settle_hash(response);
    m_setting.context = {&response};
    m_setting.variables = {{"resource", {&response}}, {"a", {std::int64_t{3}}}, {"none", {}}};
    m_setting.today = parse_moment("2026-11-23");
    m_setting.now = parse_moment("2026-11-23T14:30:00Z");
  }

  [[nodiscard]] const Setting& setting() const { return m_setting; }

 private:
  const Node* leaf(std::string_view type, Scalar value) {
    Node& node = m_tree.add(type, std::move(value));
    settle_hash(node);
    return &node;
  }
  Node& item(std::string_view link_id) {
    Node& node = m_tree.add("QuestionnaireResponse.item");
    node.add("linkId", leaf("string", std::string(link_id)));
    return node;
  }
  Node& item_below(Node& parent, std::string_view link_id) {
    Node& node = item(link_id);
    parent.add("item", &node);
    return node;
  }
  void add_answer(Node& to, Node& value) {
    settle_hash(value);
    Node& answer = m_tree.add("QuestionnaireResponse.item.answer");
    answer.add("value", &value);
    settle_hash(answer);
    to.add("answer", &answer);
    settle_hash(to);
  }

  Tree m_tree;
  Setting m_setting;
};

std::string outcome_of(const Expression& expression, const Setting& setting) {
  Budget budget{20'000};
  const auto result = evaluate(expression, setting, budget);
  if (result) return shown(*result);
  claim(result.error().position > 0 && !result.error().message.empty(), "what fails says where and why");
  return result.error().message;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const SmallResponse response;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto expression = parse(text);
  if (!expression) {
    claim(expression.error().position > 0 && expression.error().position <= size + 1, "a fault lies in the text");
    claim(!expression.error().message.empty(), "a fault says what it is");
    return 0;
  }
  claim(outcome_of(*expression, response.setting()) == outcome_of(*expression, response.setting()),
        "an expression says the same each time");
  static_cast<void>(outcome_of(*expression, {}));
  return 0;
}
