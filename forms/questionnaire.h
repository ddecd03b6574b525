// The FHIR R4 Questionnaire as Anteroom runs it: an immutable tree of items, checked at load. It holds no answers.
#pragma once

#include "forms/base/ids.h"
#include "forms/base/result.h"
#include "forms/value.h"

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace anteroom::forms {

// Text in the form's own language and its verified translations (FHIR translation extension), by BCP 47 tag.
struct Text {
  std::string original;
  std::map<std::string, std::string, std::less<>> translations;

  // The text in `language`, or the original where there is no translation.
  [[nodiscard]] const std::string& in(std::string_view language) const;
};

enum class ItemType {
  group,
  display,
  boolean,
  decimal,
  integer,
  date,
  time,
  date_time,
  string,
  text,
  url,
  choice,
  open_choice,
  quantity
};

struct AnswerOption {
  Value value;                     // Coding, integer, string, date or time
  Text label;                      // what the patient reads
  std::string prefix;              // FHIR optionPrefix, empty when none
  std::optional<double> ordinal;   // FHIR ordinalValue or itemWeight: the only number a score is made of
  std::string_view ordinal_url;    // the extension that held the ordinal, for the response; lives for ever
  bool ordinal_on_option = false;  // it stands on the option itself and not on its value
  bool exclusive = false;          // FHIR optionExclusive: chosen alone or not at all
  bool initially_selected = false;
  bool without_code = false;  // a Coding that has a display only, which stands for its code here
};

// The options of a question, in order. Most questions of an instrument have the same ones, so items share one list
// until somebody changes theirs.
class OptionList {
 public:
  OptionList() = default;
  OptionList(std::vector<AnswerOption> options)  // NOLINT(google-explicit-constructor): it is that vector, shared
      : m_options(options.empty() ? nullptr : std::make_shared<std::vector<AnswerOption>>(std::move(options))) {}
  OptionList(std::initializer_list<AnswerOption> options) : OptionList(std::vector<AnswerOption>(options)) {}

  [[nodiscard]] const std::vector<AnswerOption>& all() const;
  // To change: no other list changes with it.
  [[nodiscard]] std::vector<AnswerOption>& own();

  using value_type = AnswerOption;
  using const_iterator = std::vector<AnswerOption>::const_iterator;
  [[nodiscard]] const_iterator begin() const { return all().begin(); }
  [[nodiscard]] const_iterator end() const { return all().end(); }
  [[nodiscard]] std::size_t size() const { return all().size(); }
  [[nodiscard]] bool empty() const { return all().empty(); }
  [[nodiscard]] const AnswerOption& operator[](std::size_t at) const { return all()[at]; }
  [[nodiscard]] const AnswerOption& front() const { return all().front(); }
  [[nodiscard]] const AnswerOption& back() const { return all().back(); }

 private:
  std::shared_ptr<std::vector<AnswerOption>> m_options;
};

// What the number of a quantity may be in; the label is for people.
struct UnitOption {
  Coding coding;
  std::string label;
};

// A name that the FHIRPath expressions below may use as %name.
struct Variable {
  std::string name;
  std::string expression;
};

enum class Operator { exists, equal, not_equal, greater, less, greater_or_equal, less_or_equal };
enum class EnableBehavior { all, any };

struct Condition {
  LinkId question;
  Operator op = Operator::exists;
  Value answer;
  bool looks_ahead = false;  // the question comes after the item
  // The same question in the further copies of its repeating group, seen from outside the group: the answers of all
  // copies count as the answers of one question.
  std::vector<LinkId> copies = {};
};

struct Item {
  LinkId link_id;
  std::string prefix;
  Text text;
  ItemType type = ItemType::display;
  bool required = false;
  bool hidden = false;
  bool read_only = false;  // shown or computed, never answered by the patient
  bool repeats = false;    // a question with Several answers; a repeating group stands here as its copies
  bool ranked = false;     // of several answers the order counts (item control "ranked"): the first matters most
  bool body_map = false;   // several answers are parts of a body, to be chosen on a drawing (item control "body-map")
  std::optional<std::uint32_t> min_occurs;  // answers to a question with repeats
  std::optional<std::uint32_t> max_occurs;
  std::vector<Coding> codes;
  OptionList options;                    // choice and open choice, and integer/string/date/time with answerOption
  std::vector<Value> initial;            // visible: a proposal; hidden: the answer
  std::optional<std::string> unit;       // what the number is in, for people (questionnaire-unit)
  std::vector<UnitOption> unit_options;  // quantity: the units to choose from; one unit needs no choice
  std::optional<double> minimum;         // minValue of integer, decimal and quantity
  std::optional<double> maximum;
  std::optional<std::uint32_t> max_decimals;  // maxDecimalPlaces
  std::optional<Date> earliest;               // minValue of date
  std::optional<Date> latest;
  std::optional<Time> earliest_time;  // minValue of time
  std::optional<Time> latest_time;
  std::optional<DateTime> earliest_moment;  // minValue of dateTime
  std::optional<DateTime> latest_moment;
  std::optional<std::uint32_t> min_length;  // in characters (code points)
  std::optional<std::uint32_t> max_length;
  Text low_anchor;    // words under the lowest number of a 0-10 row; empty when none
  Text high_anchor;   // words under the highest
  Text entry_format;  // how to write the answer, such as "dd/mm/yyyy"; empty when none
  std::vector<Condition> enable_when;
  EnableBehavior enable_behavior = EnableBehavior::all;
  // FHIRPath; each empty when there is none.
  std::string enable_when_expression;
  std::string calculated;          // calculatedExpression
  std::string initial_expression;  // initialExpression that needs nothing but this form
  std::vector<Variable> variables;
  // Which copy of a repeating group this group is, 1 first; 0 where nothing repeats. See copies.h.
  std::uint32_t copy = 0;
  // The question "Add another?" that Anteroom asks between two copies; it is in no response.
  bool asks_for_copy = false;
  std::vector<Item> items;

  [[nodiscard]] bool is_question() const { return type != ItemType::group && type != ItemType::display; }
};

// Finds items by linkId without a walk. It points into the items it was made for: a moved form keeps it, a copied form
// has none and walks until it is indexed again.
class ItemIndex {
 public:
  ItemIndex() = default;
  explicit ItemIndex(const std::vector<Item>& items);
  ItemIndex(const ItemIndex&) {}
  ItemIndex& operator=(const ItemIndex&) {
    m_places.clear();
    return *this;
  }
  ItemIndex(ItemIndex&&) = default;
  ItemIndex& operator=(ItemIndex&&) = default;
  ~ItemIndex() = default;

  // Whether it was made for these items and knows them all.
  [[nodiscard]] bool is_of(const std::vector<Item>& items) const {
    return !m_places.empty() && m_items == items.data() && m_top == items.size();
  }
  [[nodiscard]] const Item* find(std::string_view link_id) const;

 private:
  std::vector<std::pair<std::string_view, const Item*>> m_places;  // by linkId
  const Item* m_items = nullptr;
  std::size_t m_top = 0;
};

struct FormExpressions;  // forms/expressions.h

struct Questionnaire {
  FormId id;
  std::string url;
  std::string version;
  Text title;
  std::string copyright;  // credit and licence, printed where the form is shown to staff
  std::string language = "en";
  std::vector<Coding> codes;
  std::vector<Variable> variables;
  std::vector<Item> items;
  // Over how many conditions that look ahead an answer can reach an item; 0 where every condition looks back.
  std::size_t ahead = 0;
  // The expressions above, ready to run; null in a form that has none. Copies of a form share them.
  std::shared_ptr<const FormExpressions> expressions;
  ItemIndex index;  // the reader fills it; whoever changes the tree of items afterwards makes it anew

  // Every question in reading order (groups opened, displays left out, hidden included).
  [[nodiscard]] std::vector<const Item*> questions() const;
  [[nodiscard]] const Item* find(std::string_view link_id) const;
  // What a person reads above the question, outermost first: at each level the group that holds it and the displays
  // that stand before it since the last other display or group; last the displays inside the question itself. Hidden
  // ones are left out; a conditional one is left to is_enabled.
  [[nodiscard]] std::vector<const Item*> stems_of(std::string_view link_id) const;
  // True when every text that a patient reads (stems, questions, options, anchors) is in `language`: it is the form's
  // own
  // ("en" covers a form in "en-US") or each has a translation under exactly this tag. Hidden items do not count.
  [[nodiscard]] bool speaks(std::string_view language) const;
};

// Whether the item and everything above it is enabled by these answers (enableWhen, R4 rules; hidden items stay
// enabled). A declined answer and the answer of a disabled item count as no answer. Without an answer != holds, as R4
// words it, and the four orderings do not. False for an unknown linkId.
[[nodiscard]] bool is_enabled(const Questionnaire& form, std::string_view link_id, const Answers& answers);

// The answers without those of disabled items and of linkIds that the form does not have, and with those that the form
// itself gives (forms/standing.h says which). So they are for scores, responses and summaries; what is kept as given by
// the patient is Standing::given.
[[nodiscard]] Answers enabled_answers(const Questionnaire& form, const Answers& answers);

// The questions a patient is asked now: enabled, not hidden and not read-only, in reading order.
[[nodiscard]] std::vector<const Item*> asked_questions(const Questionnaire& form, const Answers& answers);

// A wrong answer, refused before it is stored. `code` is a stable word: value-out-of-range, wrong-type, not-an-option,
// too-short, too-long, too-many-answers, too-few-answers, unknown-link-id, not-enabled (and bad-json where an answer is
// read from a file); `message` is for people and never repeats the answer.
struct Refusal {
  std::string code;
  LinkId link_id;
  std::string message;
};

// Longest answer in characters where the form states no maxLength.
inline constexpr std::uint32_t longest_text = 10'000;

// Empty when the answer may be stored for this item. Every question may be declined, a required one too.
[[nodiscard]] std::optional<Refusal> refuse(const Item& item, const Answer& answer);

// The words that a form does not bring itself; a screen in another language passes its own.
struct PlainWords {
  std::string yes = "Yes";
  std::string no = "No";
  std::string declined = "Prefer not to answer";
  std::string decimal_sign = ".";
  // How a day and a time of day (hour, minute) are written; without them 2026-11-23 and 22:30.
  std::function<std::string(const Date&)> day = {};
  std::function<std::string(int, int)> time = {};
};

// The answer in words as the patient saw it ("Several days", "7", "Yes", "2026-11-23"), for the review and page two.
[[nodiscard]] std::string in_words(const Item& item, const Answer& answer, std::string_view language,
                                   const PlainWords& words = {});

}  // namespace anteroom::forms
