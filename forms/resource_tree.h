// A form and its answers as FHIRPath walks through them: the Questionnaire, and the QuestionnaireResponse as it would
// be written now. Copies of repeating groups have their original linkIds here. It is built, never read from JSON.
#pragma once

#include "forms/fhirpath/things.h"
#include "forms/questionnaire.h"

#include <map>
#include <set>
#include <string_view>

namespace anteroom::forms {

// The QuestionnaireResponse as write_response would have it: items that are enabled and have an answer, or a declined
// one, in or below them.
class ResponseTree {
 public:
  // `form`, `answers` and `enabled` (linkIds of the form) are only looked at here; linkIds of the form must live on.
  ResponseTree(const Questionnaire& form, const Answers& answers, const std::set<std::string_view>& enabled);

  [[nodiscard]] const fhirpath::Node* resource() const { return m_resource; }
  // The response's item for this item of the form; one without content, standing for itself, where there is none.
  [[nodiscard]] const fhirpath::Node* context(const Item& item);

 private:
  [[nodiscard]] const fhirpath::Node* add_item(const Item& item);
  void add_items(const std::vector<Item>& items, fhirpath::Node& parent);
  [[nodiscard]] bool is_asked_for(const Item& copy) const;
  [[nodiscard]] fhirpath::Node& start_item(const Item& item);

  const Answers& m_answers;
  const std::set<std::string_view>& m_enabled;
  fhirpath::Tree m_tree;
  std::map<std::string_view, const fhirpath::Node*> m_items;
  const fhirpath::Node* m_resource = nullptr;
};

// The Questionnaire, repeating groups once.
class QuestionnaireTree {
 public:
  explicit QuestionnaireTree(const Questionnaire& form);

  [[nodiscard]] const fhirpath::Node* resource() const { return m_resource; }
  [[nodiscard]] const fhirpath::Node* item(std::string_view link_id) const;  // null for what the file has not

 private:
  void add_items(const std::vector<Item>& items, fhirpath::Node& parent);

  fhirpath::Tree m_tree;
  std::map<LinkId, const fhirpath::Node*, std::less<>> m_items;
  const fhirpath::Node* m_resource = nullptr;
};

// A moment of FHIRPath as FHIR writes it, and back.
[[nodiscard]] std::optional<fhirpath::Moment> moment_of(const Value& value);

}  // namespace anteroom::forms
