// What the files that read a Questionnaire share: the list of findings and the FHIR shapes that occur at every level.
// It is for them only; others call read_questionnaire.
#pragma once

#include "forms/json.h"
#include "forms/questionnaire.h"
#include "forms/read_questionnaire.h"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace anteroom::forms {

// Findings of one file. A hostile file could cause millions, so it keeps the first of them and counts the rest.
class Findings {
 public:
  explicit Findings(std::string_view file) : m_file(file) {}

  void error(std::string_view link_id, std::string message) { add(link_id, std::move(message), Severity::error); }
  void warning(std::string_view link_id, std::string message) { add(link_id, std::move(message), Severity::warning); }
  [[nodiscard]] std::size_t errors() const { return m_errors; }
  // So many errors that reading on helps nobody.
  [[nodiscard]] bool hopeless() const { return m_errors >= 100; }
  [[nodiscard]] std::vector<Finding> take();

 private:
  void add(std::string_view link_id, std::string message, Severity severity);

  std::string m_file;
  std::vector<Finding> m_findings;
  std::size_t m_left_out = 0;
  std::size_t m_errors = 0;
};

// A piece of the file's own text for a message: cut to a line's length.
[[nodiscard]] std::string in_quotes(std::string_view text);

// The extensions of an element with this url.
[[nodiscard]] std::vector<Json> extensions(Json element, std::string_view url);

// A boolean member; absent is false. "true" in quotes is read with a warning.
[[nodiscard]] bool read_boolean(Json object, std::string_view key, std::string_view link_id, Findings& findings);

// A string member with its translations (the translation extension on `_key`).
[[nodiscard]] Text read_text(Json object, std::string_view key, std::string_view link_id, Findings& findings);

[[nodiscard]] Coding read_coding(Json coding);

// value[x] of a FHIR element, such as answerInteger with prefix "answer". None where there is none or its kind is not
// supported; `unsupported` says which it was.
struct ReadValue {
  std::optional<Value> value;
  std::string kind;   // "Integer", empty when the element has no such member
  std::string fault;  // what is wrong with it, empty when nothing is
};
[[nodiscard]] ReadValue read_value(Json element, std::string_view prefix);

// The options of an item: answerOption, or answerValueSet resolved in `contained`.
[[nodiscard]] std::vector<AnswerOption> read_options(Json item, std::string_view link_id, ItemType type, Json contained,
                                                     const ReadLimits& limits, Findings& findings);

// minValue, maxValue, minLength and maxLength of a question.
void read_answer_limits(Json json, Item& item, Findings& findings);

// enableWhen and enableBehavior as written; check_conditions compares them with the questions they name.
void read_conditions(Json json, Item& item, Findings& findings);

// Items of a Questionnaire or of an item, with everything below them.
class ItemReader {
 public:
  ItemReader(Json contained, const ReadLimits& limits, Findings& findings)
      : m_contained(contained), m_limits(limits), m_findings(findings) {}

  [[nodiscard]] std::vector<Item> read(Json items, std::string_view parent, std::size_t depth = 1);

 private:
  [[nodiscard]] std::optional<Item> read_item(Json json, std::string_view parent, std::size_t depth);
  void read_options_of(Json json, Item& item);
  void read_children(Json json, Item& item, std::size_t depth);

  Json m_contained;
  const ReadLimits& m_limits;
  Findings& m_findings;
  std::set<std::string, std::less<>> m_link_ids;
  std::size_t m_count = 0;
  std::size_t m_option_bytes = 0;
};

// Checks every condition against the question it names, once the whole tree stands. It completes a Coding that names
// its code only.
void check_conditions(std::vector<Item>& items, Findings& findings);

}  // namespace anteroom::forms
