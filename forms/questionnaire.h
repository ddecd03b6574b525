// The FHIR R4 Questionnaire as Anteroom runs it: an immutable tree of items, checked at load. It holds no answers.
#pragma once

#include "forms/base/ids.h"
#include "forms/base/result.h"
#include "forms/value.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace anteroom::forms {

// Text in the form's own language and its verified translations (FHIR translation extension), by BCP 47 tag.
struct Text {
  std::string original;
  std::map<std::string, std::string, std::less<>> translations;

  // The text in `language`, or the original where there is no translation.
  [[nodiscard]] const std::string& in(std::string_view language) const;
};

enum class ItemType { group, display, boolean, decimal, integer, date, string, text, choice };

struct AnswerOption {
  Value value;                    // Coding, integer, string or date
  Text label;                     // what the patient reads
  std::string prefix;             // FHIR optionPrefix, empty when none
  std::optional<double> ordinal;  // FHIR ordinalValue: the only number a score is made of
};

enum class Operator { exists, equal, not_equal, greater, less, greater_or_equal, less_or_equal };
enum class EnableBehavior { all, any };

struct Condition {
  LinkId question;
  Operator op = Operator::exists;
  Value answer;
};

struct Item {
  LinkId link_id;
  std::string prefix;
  Text text;
  ItemType type = ItemType::display;
  bool required = false;
  bool hidden = false;
  std::vector<Coding> codes;
  std::vector<AnswerOption> options;  // choice, and integer/string/date with answerOption
  std::optional<double> minimum;      // minValue of integer and decimal
  std::optional<double> maximum;
  std::optional<Date> earliest;  // minValue of date
  std::optional<Date> latest;
  std::optional<std::uint32_t> min_length;  // in characters (code points)
  std::optional<std::uint32_t> max_length;
  Text low_anchor;   // words under the lowest number of a 0-10 row; empty when none
  Text high_anchor;  // words under the highest
  std::vector<Condition> enable_when;
  EnableBehavior enable_behavior = EnableBehavior::all;
  std::vector<Item> items;

  [[nodiscard]] bool is_question() const { return type != ItemType::group && type != ItemType::display; }
};

struct Questionnaire {
  FormId id;
  std::string url;
  std::string version;
  Text title;
  std::string copyright;  // credit and licence, printed where the form is shown to staff
  std::string language = "en";
  std::vector<Item> items;

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

// The answers without those of disabled items and of linkIds that the form does not have.
[[nodiscard]] Answers enabled_answers(const Questionnaire& form, const Answers& answers);

// The questions a patient is asked now: enabled, not hidden, in reading order.
[[nodiscard]] std::vector<const Item*> asked_questions(const Questionnaire& form, const Answers& answers);

// A wrong answer, refused before it is stored. `code` is a stable word: value-out-of-range, wrong-type, not-an-option,
// too-short, too-long, unknown-link-id, not-enabled (and bad-json where an answer is read from a file); `message` is
// for people and never repeats the answer.
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
};

// The answer in words as the patient saw it ("Several days", "7", "Yes", "2026-11-23"), for the review and page two.
[[nodiscard]] std::string in_words(const Item& item, const Answer& answer, std::string_view language,
                                   const PlainWords& words = {});

}  // namespace anteroom::forms
