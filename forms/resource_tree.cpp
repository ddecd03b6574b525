#include "forms/resource_tree.h"

#include "forms/copies.h"

#include <algorithm>

namespace anteroom::forms {
namespace {

using fhirpath::Node;
using fhirpath::Tree;

Node& add_text(Tree& tree, Node& parent, std::string_view name, std::string_view text,
               std::string_view type = "string") {
  Node& node = tree.add(type, std::string(text));
  settle_hash(node);
  parent.add(name, &node);
  return node;
}

void add_boolean(Tree& tree, Node& parent, std::string_view name, bool value) {
  Node& node = tree.add("boolean", value);
  settle_hash(node);
  parent.add(name, &node);
}

const AnswerOption* option_of(const Item& item, const Value& value) {
  const auto found = std::ranges::find(item.options, value, &AnswerOption::value);
  return found == item.options.end() ? nullptr : &*found;
}

// The extension that says what an option counts, as the response carries it along.
void add_ordinal(Tree& tree, Node& parent, const AnswerOption& option) {
  if (!option.ordinal || option.ordinal_url.empty()) return;
  Node& extension = tree.add("Extension");
  add_text(tree, extension, "url", option.ordinal_url, "uri");
  Node& value = tree.add("decimal", fhirpath::rounded(*option.ordinal));
  settle_hash(value);
  extension.add("value", &value);
  settle_hash(extension);
  parent.add("extension", &extension);
}

struct ValueNode {
  Tree& tree;
  const Item& item;
  const AnswerOption* option;
  bool with_ordinal;

  Node& operator()(bool value) const { return tree.add("boolean", value); }
  Node& operator()(std::int64_t value) const { return tree.add("integer", value); }
  Node& operator()(const Decimal& value) const { return tree.add("decimal", fhirpath::rounded(value.value)); }
  Node& operator()(const Date& value) const { return tree.add("date", fhirpath::moment_of(value)); }
  Node& operator()(const std::string& value) const {
    return tree.add(item.type == ItemType::url ? "uri" : "string", value);
  }
  Node& operator()(const Time& value) const { return of_moment("time", value.text); }
  Node& operator()(const DateTime& value) const { return of_moment("dateTime", value.text); }
  Node& operator()(const Coding& value) const {
    Node& node = tree.add("Coding");
    if (option != nullptr && with_ordinal) add_ordinal(tree, node, *option);
    if (!value.system.empty()) add_text(tree, node, "system", value.system, "uri");
    if (!value.code.empty()) add_text(tree, node, "code", value.code, "code");
    if (option != nullptr && !option->label.original.empty()) add_text(tree, node, "display", option->label.original);
    return node;
  }
  Node& operator()(const Quantity& value) const {
    const std::string& unit = value.code.empty() ? value.unit : value.code;
    Node& node = tree.add("Quantity", fhirpath::Amount{fhirpath::rounded(value.number.value),
                                                       unit.empty() ? std::string("1") : unit, false});
    Node& number = tree.add("decimal", fhirpath::rounded(value.number.value));
    settle_hash(number);
    node.add("value", &number);
    if (!value.unit.empty()) add_text(tree, node, "unit", value.unit);
    if (!value.system.empty()) add_text(tree, node, "system", value.system, "uri");
    if (!value.code.empty()) add_text(tree, node, "code", value.code, "code");
    return node;
  }

  Node& of_moment(std::string_view type, const std::string& text) const {
    auto moment = fhirpath::parse_moment(text);
    if (!moment) return tree.add(type, text);
    if (type == "dateTime") moment->kind = fhirpath::Moment::Kind::date_time;
    return tree.add(type, *moment);
  }
};

Node& add_value(Tree& tree, const Item& item, const Value& value, const AnswerOption* option, bool with_ordinal) {
  Node& node = std::visit(ValueNode{tree, item, option, with_ordinal}, value);
  if (option != nullptr) node.ordinal = option->ordinal;
  settle_hash(node);
  return node;
}

std::string_view word_of(ItemType type) {
  switch (type) {
    case ItemType::group: return "group";
    case ItemType::display: return "display";
    case ItemType::boolean: return "boolean";
    case ItemType::decimal: return "decimal";
    case ItemType::integer: return "integer";
    case ItemType::date: return "date";
    case ItemType::time: return "time";
    case ItemType::date_time: return "dateTime";
    case ItemType::string: return "string";
    case ItemType::text: return "text";
    case ItemType::url: return "url";
    case ItemType::choice: return "choice";
    case ItemType::open_choice: return "open-choice";
    case ItemType::quantity: return "quantity";
  }
  return "string";
}

}  // namespace

ResponseTree::ResponseTree(const Questionnaire& form, const Answers& answers, const std::set<std::string_view>& enabled)
    : m_answers(answers), m_enabled(enabled) {
  Node& resource = m_tree.add("QuestionnaireResponse");
  add_text(m_tree, resource, "resourceType", "QuestionnaireResponse");
  if (!form.url.empty()) add_text(m_tree, resource, "questionnaire", form.url, "uri");
  add_text(m_tree, resource, "status", "in-progress", "code");
  add_items(form.items, resource);
  settle_hash(resource);
  m_resource = &resource;
}

Node& ResponseTree::start_item(const Item& item) {
  Node& node = m_tree.add("QuestionnaireResponse.item");
  add_text(m_tree, node, "linkId", base_link_id(item.link_id));
  return node;
}

// An empty copy of a repeating group stands in its place where a later one is wanted.
void ResponseTree::add_items(const std::vector<Item>& items, Node& parent) {
  std::vector<const Item*> empty_copies;
  for (const Item& item : items) {
    if (item.asks_for_copy || item.type == ItemType::display || !m_enabled.contains(item.link_id)) continue;
    const Node* node = add_item(item);
    if (item.copy <= 1) empty_copies.clear();
    if (node == nullptr && item.copy > 0) {
      empty_copies.push_back(&item);
      if (!is_asked_for(item)) continue;
    }
    if (node == nullptr && item.copy == 0) continue;
    for (const Item* empty : empty_copies) parent.add("item", context(*empty));
    empty_copies.clear();
    if (node != nullptr) parent.add("item", node);
  }
}

// Whether "Add another?" was answered yes for this copy.
bool ResponseTree::is_asked_for(const Item& copy) const {
  if (copy.copy < 2 || copy.enable_when.empty()) return false;
  const auto more = m_answers.find(copy.enable_when.front().question);
  return more != m_answers.end() && more->second == Answer(Value(true));
}

// Null where there is nothing in it. What stands below a question stands below its first answer.
const Node* ResponseTree::add_item(const Item& item) {
  Node& node = start_item(item);
  if (!item.text.original.empty()) add_text(m_tree, node, "text", item.text.original);
  const std::size_t bare = node.children.size();
  const auto found = m_answers.find(item.link_id);
  const auto values = found == m_answers.end() ? std::span<const Value>{} : values_of(found->second);
  if (found != m_answers.end() && values.empty()) {  // declined
    Node& extension = m_tree.add("Extension");
    add_text(m_tree, extension, "url", "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "uri");
    add_text(m_tree, extension, "value", "asked-declined", "code");
    settle_hash(extension);
    node.add("extension", &extension);
  }
  if (values.empty()) add_items(item.items, node);
  for (const Value& value : values) {
    Node& answer = m_tree.add("QuestionnaireResponse.item.answer");
    const Node& held = add_value(m_tree, item, value, option_of(item, value), true);
    answer.add("value", &held);
    answer.ordinal = held.ordinal;
    if (&value == values.data()) add_items(item.items, answer);
    settle_hash(answer);
    node.add("answer", &answer);
  }
  settle_hash(node);
  if (node.children.size() == bare) return nullptr;
  m_items.emplace(item.link_id, &node);
  return &node;
}

const Node* ResponseTree::context(const Item& item) {
  const auto [place, is_new] = m_items.try_emplace(item.link_id, nullptr);
  if (is_new) {
    Node& node = start_item(item);
    settle_hash(node);
    place->second = &node;
  }
  return place->second;
}

QuestionnaireTree::QuestionnaireTree(const Questionnaire& form) {
  Node& resource = m_tree.add("Questionnaire");
  add_text(m_tree, resource, "resourceType", "Questionnaire");
  if (!form.url.empty()) add_text(m_tree, resource, "url", form.url, "uri");
  if (!form.version.empty()) add_text(m_tree, resource, "version", form.version);
  if (!form.title.original.empty()) add_text(m_tree, resource, "title", form.title.original);
  add_items(form.items, resource);
  settle_hash(resource);
  m_resource = &resource;
}

const Node* QuestionnaireTree::item(std::string_view link_id) const {
  const auto found = m_items.find(base_link_id(link_id));
  return found == m_items.end() ? nullptr : found->second;
}

void QuestionnaireTree::add_items(const std::vector<Item>& items, Node& parent) {
  for (const Item& item : items) {
    if (item.asks_for_copy || item.copy > 1) continue;
    Node& node = m_tree.add("Questionnaire.item");
    add_text(m_tree, node, "linkId", base_link_id(item.link_id));
    for (const Coding& coding : item.codes) {
      Node& code = m_tree.add("Coding");
      if (!coding.system.empty()) add_text(m_tree, code, "system", coding.system, "uri");
      add_text(m_tree, code, "code", coding.code, "code");
      settle_hash(code);
      node.add("code", &code);
    }
    if (!item.prefix.empty()) add_text(m_tree, node, "prefix", item.prefix);
    if (!item.text.original.empty()) add_text(m_tree, node, "text", item.text.original);
    add_text(m_tree, node, "type", word_of(item.type), "code");
    if (item.required) add_boolean(m_tree, node, "required", true);
    if (item.repeats || item.copy == 1) add_boolean(m_tree, node, "repeats", true);
    if (item.read_only) add_boolean(m_tree, node, "readOnly", true);
    for (const AnswerOption& option : item.options) {
      Node& answer_option = m_tree.add("Questionnaire.item.answerOption");
      if (option.ordinal_on_option) add_ordinal(m_tree, answer_option, option);
      answer_option.add("value", &add_value(m_tree, item, option.value, &option, !option.ordinal_on_option));
      answer_option.ordinal = option.ordinal;
      settle_hash(answer_option);
      node.add("answerOption", &answer_option);
    }
    add_items(item.items, node);
    settle_hash(node);
    m_items.emplace(base_link_id(item.link_id), &node);
    parent.add("item", &node);
  }
}

std::optional<fhirpath::Moment> moment_of(const Value& value) {
  if (const auto* date = std::get_if<Date>(&value)) return fhirpath::moment_of(*date);
  if (const auto* time = std::get_if<Time>(&value)) return fhirpath::parse_moment(time->text);
  if (const auto* date_time = std::get_if<DateTime>(&value)) return fhirpath::parse_moment(date_time->text);
  return std::nullopt;
}

}  // namespace anteroom::forms
