// What the files that read a Questionnaire share: the list of findings and the FHIR shapes that occur at every level.
// It is for them only; others call read_questionnaire.
#pragma once

#include "forms/json.h"
#include "forms/questionnaire.h"
#include "forms/read_questionnaire.h"

#include <map>
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

  void error(std::string_view link_id, std::string message) { add(link_id, std::move(message), Severity::error, {}); }
  void warning(std::string_view link_id, std::string message) {
    add(link_id, std::move(message), Severity::warning, {});
  }
  // An error because of something that Anteroom cannot do, as against a file that is wrong.
  void unsupported(std::string_view link_id, std::string_view feature, std::string message) {
    add(link_id, std::move(message), Severity::error, feature);
  }
  // Something that is asked in a plainer way; said once an item.
  void flattened(std::string_view link_id, std::string_view what);
  [[nodiscard]] std::size_t errors() const { return m_errors; }
  // How many there are of any kind, those left out too.
  [[nodiscard]] std::size_t said() const { return m_findings.size() + m_flattened.size() + m_left_out; }
  // So many errors that reading on helps nobody.
  [[nodiscard]] bool hopeless() const { return m_errors >= 100; }
  // Findings of other readers of the same file; errors among them get this feature.
  void add_all(std::vector<Finding> others, std::string_view feature);
  [[nodiscard]] std::vector<Finding> take();
  [[nodiscard]] std::vector<Flattened> take_flattened() { return std::move(m_flattened); }

 private:
  void add(std::string_view link_id, std::string message, Severity severity, std::string_view feature);

  std::string m_file;
  std::vector<Finding> m_findings;
  std::vector<Flattened> m_flattened;
  std::size_t m_left_out = 0;
  std::size_t m_errors = 0;
};

// A piece of the file's own text for a message: cut to a line's length.
[[nodiscard]] std::string in_quotes(std::string_view text);

// The last part of an extension's url: whoever copies a form gets the rest of it wrong more often than this.
[[nodiscard]] constexpr std::string_view last_part(std::string_view url) { return url.substr(url.rfind('/') + 1); }

// The extensions of an element with this url.
[[nodiscard]] std::vector<Json> extensions(Json element, std::string_view url);

// Calls visitor(last part of the url, extension) for each, also those that FHIR wants as a modifierExtension; a form
// with one that Anteroom does not know is refused as a whole.
template <class Visitor>
void for_each_extension(Json element, const Visitor& visitor) {
  const auto visit = [&](Json extension) { visitor(last_part(extension["url"].text().value_or("")), extension); };
  element["extension"].for_each_element(visit);
  element["modifierExtension"].for_each_element(visit);
}

// The modifierExtensions whose meaning is known.
[[nodiscard]] constexpr bool is_known_modifier(std::string_view url) {
  return last_part(url) == "questionnaire-optionExclusive" || last_part(url) == "questionnaire-hidden";
}

// A member that says something: null, "" and empty lists count as absent.
[[nodiscard]] Json present(Json object, std::string_view key);

// A boolean member; absent is false. "true" in quotes is read with a warning.
[[nodiscard]] bool read_boolean(Json object, std::string_view key, std::string_view link_id, Findings& findings);

// A whole number, 0 or more, also in quotes with a warning.
[[nodiscard]] std::optional<std::uint32_t> read_count(Json written, std::string_view name, std::string_view link_id,
                                                      Findings& findings);

// A string member with its translations (the translation extension on `_key`). Where there is only formatted text
// (rendering-xhtml, rendering-markdown), the words of that.
[[nodiscard]] Text read_text(Json object, std::string_view key, std::string_view link_id, Findings& findings);

[[nodiscard]] Coding read_coding(Json coding);

// value[x] of a FHIR element, such as answerInteger with prefix "answer". None where there is none or its kind is not
// supported.
struct ReadValue {
  std::optional<Value> value;
  std::string kind;           // "Integer", empty when the element has no such member
  Json written;               // the member itself
  std::string fault;          // what is wrong with it, empty when nothing is
  std::string tolerated;      // what is untidy but clear
  bool without_code = false;  // a Coding of which only the display is known, which stands for the code
};
[[nodiscard]] ReadValue read_value(Json element, std::string_view prefix);

// The option that this value means: the same one; for a Coding without a system the only one with its code, and where
// only the display is known the only one with that. Null when it is none or several.
[[nodiscard]] const AnswerOption* option_meant(const OptionList& options, const Value& value,
                                               bool without_code = false);

// The value as an item of this type holds it: an integer where a decimal is wanted becomes one, a date becomes a
// dateTime. Unchanged otherwise.
[[nodiscard]] Value as_answer_to(ItemType type, Value value);

// What the file brings besides the Questionnaire: its contained resources, and the other ones of its Bundle.
class Resources {
 public:
  void add(Json list) { m_lists.push_back(list); }
  void add_one(Json resource) { m_resources.push_back(resource); }
  // By "#id", by id or by canonical url, with or without |version; absent when the file has it not.
  [[nodiscard]] Json find(std::string_view type, std::string_view reference) const;

 private:
  std::vector<Json> m_lists;
  std::vector<Json> m_resources;
};

// The options of an item: answerOption, or answerValueSet resolved in the file.
[[nodiscard]] std::vector<AnswerOption> read_options(Json json, Item& item, const Resources& resources,
                                                     const ReadLimits& limits, Findings& findings);

// The concepts of a value set of this file, or of the few that Anteroom knows by itself; an error when it has neither.
[[nodiscard]] std::vector<AnswerOption> read_value_set(std::string_view reference, std::string_view link_id,
                                                       const Resources& resources, Findings& findings);

// What an option counts in a score: from one extension with this last part of its url, or from all of this element.
void read_ordinal(std::string_view name, Json extension, std::string_view link_id, AnswerOption& option,
                  Findings& findings);
void read_ordinals(Json element, std::string_view link_id, AnswerOption& option, Findings& findings);

// minValue, maxValue, minLength, maxLength and the like of a question.
void read_answer_limits(Json json, Item& item, Findings& findings);

// The extensions of an item: units, occurrences, expressions and what about it Anteroom cannot do.
void read_item_extensions(Json json, Item& item, const Resources& resources, Findings& findings);

// An SDC expression (valueExpression) in FHIRPath; empty, with an error, for another language.
struct ReadExpression {
  std::string name;
  std::string text;
  std::string language;
};
[[nodiscard]] ReadExpression read_expression(Json extension, std::string_view link_id, Findings& findings);

// `initial`, and the options that are selected at the start, checked against the question.
void read_initial(Json json, Item& item, Findings& findings);

// enableWhen and enableBehavior as written; check_conditions compares them with the questions they name. True where
// enableBehavior is missing and "any" is the only sense the conditions make.
[[nodiscard]] bool read_conditions(Json json, Item& item, Findings& findings);

// Whether the item is shown in this way (questionnaire-itemControl).
[[nodiscard]] bool has_control(Json json, std::string_view code);

// The questions that a kiosk cannot ask. The form runs without them where an answer is not required and nothing looks
// at it; they stand in no tree of items then.
class NotAsked {
 public:
  explicit NotAsked(Findings& findings) : m_findings(findings) {}

  // Notes the item and says so; false where the form needs it. `feature`: attachment, reference, choice without
  // options.
  [[nodiscard]] bool take(Json json, std::string_view link_id, std::string_view feature);
  // Refuses what looks at one of them, and a form that has no question besides.
  void check(const Questionnaire& form);

 private:
  void check_items(const std::vector<Item>& items);
  void check_expression(std::string_view expression, std::string_view link_id);
  void depend(std::string_view what, std::string_view named, std::string_view link_id);

  Findings& m_findings;
  std::map<LinkId, std::string_view, std::less<>> m_features;
};

// Items of a Questionnaire or of an item, with everything below them.
class ItemReader {
 public:
  ItemReader(const Resources& resources, const ReadLimits& limits, NotAsked& not_asked, Findings& findings)
      : m_resources(resources), m_limits(limits), m_not_asked(not_asked), m_findings(findings) {}

  [[nodiscard]] std::vector<Item> read(Json items, std::string_view parent, std::size_t depth = 1);
  [[nodiscard]] const std::set<LinkId, std::less<>>& assumed_any() const { return m_assumed_any; }

 private:
  [[nodiscard]] std::optional<Item> read_item(Json json, std::string_view parent, std::size_t depth);
  // `kind`: display or group, which can be given a linkId; empty for others.
  [[nodiscard]] LinkId read_link_id(Json json, std::string_view kind, std::string_view parent);
  void read_question(Json json, Item& item);
  void read_options_of(Json json, Item& item);
  [[nodiscard]] OptionList options_of(Json json, Item& item);
  void read_children(Json json, Item& item, std::size_t depth);

  const Resources& m_resources;
  const ReadLimits& m_limits;
  NotAsked& m_not_asked;
  Findings& m_findings;
  std::set<LinkId, std::less<>> m_link_ids;
  std::set<LinkId, std::less<>> m_assumed_any;
  std::size_t m_count = 0;
  std::size_t m_named = 0;  // displays and groups that had no linkId of their own
  std::size_t m_option_bytes = 0;
  // What the question before listed, and how it was read: instruments ask question after question with the same
  // options.
  Json m_listed;
  ItemType m_listed_for = ItemType::display;
  OptionList m_options;
};

// The variables of the form as a whole.
[[nodiscard]] std::vector<Variable> read_form_variables(Json root, Findings& findings);

// Checks every condition against the question it names, once the whole tree stands. It completes a Coding that names
// its code only. `assumed_any`: the items for which read_conditions said so. It says what Questionnaire::ahead is.
[[nodiscard]] std::size_t check_conditions(std::vector<Item>& items, const std::set<LinkId, std::less<>>& assumed_any,
                                           Findings& findings);

// Puts copies of each repeating group behind it, as many as the form may have; see copies.h. It wants conditions that
// are checked.
void expand_copies(std::vector<Item>& items, const ReadLimits& limits, Findings& findings);

}  // namespace anteroom::forms
