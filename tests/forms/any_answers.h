// Every form that we have, and answers to them made up by rapidcheck: any that the form would take.
#pragma once

#include "forms/bare_form.h"
#include "forms/library.h"
#include "tests/support/library_form.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck.h>
#include <string>
#include <vector>

namespace anteroom::forms {

inline const Library& whole_library() {
  static const Library library = [] {
    Library loaded;
    for (const auto& entry : std::filesystem::directory_iterator(library_folder)) {
      if (!std::filesystem::exists(entry.path() / "questionnaire.json")) continue;
      const bool scored = std::filesystem::exists(entry.path() / "scoring.json");
      for (const Finding& finding :
           loaded.add_form({.folder = entry.path().filename(),
                            .questionnaire_json = file_text(entry.path() / "questionnaire.json"),
                            .scoring_json = scored ? file_text(entry.path() / "scoring.json") : ""})) {
        if (finding.severity == Severity::error) ADD_FAILURE() << to_string(finding);
      }
    }
    for (const auto& entry : std::filesystem::directory_iterator(library_folder / "batteries")) {
      for (const Finding& finding : loaded.add_battery(file_text(entry.path()), entry.path().string()))
        ADD_FAILURE() << to_string(finding);
    }
    return loaded;
  }();
  return library;
}

// The forms of the library, those that are scored without their text, and one with every kind of item.
inline const std::vector<Form>& every_form() {
  static const std::vector<Form> all = [] {
    std::vector<Form> forms;
    for (const Form* form : whole_library().forms()) forms.push_back(*form);
    const auto add = [&](ReadOutcome outcome, const std::filesystem::path& scoring) {
      Form form;
      if (outcome.questionnaire) form.questionnaire = std::move(*outcome.questionnaire);
      for (const Finding& finding :
           ScoringRules::read(file_text(scoring), scoring.string(), form.questionnaire, form.rules))
        ADD_FAILURE() << to_string(finding);
      forms.push_back(std::move(form));
    };
    for (const auto& entry : std::filesystem::directory_iterator(library_folder)) {
      const auto scoring = entry.path() / "scoring.json";
      if (std::filesystem::exists(entry.path() / "questionnaire.json") || !std::filesystem::exists(scoring)) continue;
      if (!brings_its_items(file_text(scoring))) continue;
      add(read_bare_form(file_text(scoring), scoring.string()), scoring);
    }
    const auto fuzz = std::filesystem::path(ANTEROOM_SOURCE_DIR) / "tests" / "fuzz";
    add(read_questionnaire(file_text(fuzz / "every_kind.json"), "every_kind.json"), fuzz / "every_kind_scoring.json");
    return forms;
  }();
  return all;
}

inline Value any_value(const Item& item) {
  const bool free_text = item.type == ItemType::open_choice && *rc::gen::inRange(0, 4) == 0;
  if (!item.options.empty() && !free_text) return (*rc::gen::elementOf(item.options.all())).value;
  const auto lowest = static_cast<int>(std::max(item.minimum.value_or(-3), -1e6));
  const auto highest = static_cast<int>(std::min(item.maximum.value_or(20), 1e6));
  const auto decimal = [&] {
    const int whole = *rc::gen::inRange(lowest, highest + 1);
    return parse_decimal(whole < highest && whole >= 0 ? std::format("{}.{}", whole, *rc::gen::inRange(0, 10))
                                                       : std::to_string(whole))
        .value();
  };
  switch (item.type) {
    case ItemType::boolean: return *rc::gen::arbitrary<bool>();
    case ItemType::integer: return std::int64_t{*rc::gen::inRange(lowest, highest + 1)};
    case ItemType::decimal: return decimal();
    case ItemType::date:
      return parse_date(std::format("20{:02}-02-{:02}", *rc::gen::inRange(0, 50), *rc::gen::inRange(1, 29))).value();
    case ItemType::time: return parse_time(std::format("{:02}:30", *rc::gen::inRange(0, 24))).value();
    case ItemType::date_time: return parse_date_time(std::format("20{:02}-06", *rc::gen::inRange(10, 50))).value();
    case ItemType::url: return std::string("https://example.org/") + *rc::gen::string<std::string>();
    case ItemType::quantity:
      if (item.unit_options.empty()) return Quantity{decimal(), item.unit.value_or(""), "", ""};
      {
        const UnitOption unit = *rc::gen::elementOf(item.unit_options);
        return Quantity{decimal(), unit.label, unit.coding.system, unit.coding.code};
      }
    default: break;
  }
  return *rc::gen::nonEmpty(rc::gen::string<std::string>());
}

// An answer that the form takes, or none where the first tries did not hit one.
inline std::optional<Answer> any_answer(const Item& item) {
  if (*rc::gen::inRange(0, 12) == 0) return Declined{};
  for (int tries = 0; tries < 4; ++tries) {
    Answer answer = any_value(item);
    if (item.repeats) {
      Several several = {std::get<Value>(answer)};
      for (int more = *rc::gen::inRange(0, 3); more > 0; --more) {
        Value value = any_value(item);
        if (!std::ranges::contains(several, value)) several.push_back(std::move(value));
      }
      answer = std::move(several);
    }
    if (!refuse(item, answer)) return answer;
  }
  return std::nullopt;
}

// Answers to most questions of a form, without regard to whether they are asked.
inline Answers any_answers(const Questionnaire& form) {
  const int skipped_of_ten = *rc::gen::elementOf(std::vector<int>{0, 0, 1, 3, 8});
  Answers answers;
  for (const Item* question : form.questions()) {
    if (question->read_only || !question->calculated.empty() || *rc::gen::inRange(0, 10) < skipped_of_ten) continue;
    if (auto answer = any_answer(*question)) answers.emplace(question->link_id, std::move(*answer));
  }
  return answers;
}

inline Context any_context() {
  Context context;
  if (const auto sex = *rc::gen::elementOf(std::vector<std::string>{"", "female", "male", "unknown"}); !sex.empty())
    context.emplace("sex", sex);
  if (*rc::gen::arbitrary<bool>()) context.emplace("policy", "nhs");
  if (*rc::gen::arbitrary<bool>()) context.emplace("age", std::to_string(*rc::gen::inRange(18, 100)));
  if (*rc::gen::arbitrary<bool>())
    context.emplace("audit-c", *rc::gen::elementOf(std::vector<std::string>{"asked", "not asked"}));
  return context;
}

// Runs the property for each form.
template <class Property>
void for_each_form(const Property& property) {
  ASSERT_GT(every_form().size(), 5U);
  for (const Form& form : every_form()) {
    EXPECT_TRUE(rc::check(form.questionnaire.id, [&] { property(form); })) << form.questionnaire.id;
  }
}

// The report in lines that two of them can be compared by.
inline std::string told(const ScoreReport& report) {
  std::string text = report.form + " " + report.version + " " + report.scoring_version + "\n";
  struct InWords {
    std::string operator()(std::monostate) const { return "-"; }
    std::string operator()(bool yes) const { return yes ? "yes" : "no"; }
    std::string operator()(const Number& number) const { return std::format("{}", number.value); }
    std::string operator()(const std::string& word) const { return word; }
    std::string operator()(const std::vector<std::string>& list) const {
      std::string all;
      for (const std::string& word : list) all += word + ",";
      return all;
    }
  };
  for (const Score& score : report.scores) {
    text += std::format("{} = {} {} {} {}/{} {} {}\n", score.id, std::visit(InWords{}, score.value),
                        score.band.value_or("-"), score.complete, score.answered, score.of,
                        score.partial_sum.value_or(-1), score.at_least.value_or(-1));
  }
  for (const Flag& flag : report.flags) text += std::format("flag {} {} {}\n", flag.id, flag.link_id, flag.title);
  for (const Warning& warning : report.warnings) text += std::format("warning {}\n", warning.id);
  return text;
}

}  // namespace anteroom::forms
