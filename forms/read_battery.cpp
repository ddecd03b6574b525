// Batteries as JSON: every condition is checked against the forms before it, so that a slip is found at load and not in
// a visit.
#include "forms/battery.h"
#include "forms/library.h"
#include "forms/reading.h"

#include <algorithm>
#include <array>
#include <format>
#include <initializer_list>

namespace anteroom::forms {
namespace {

constexpr std::int64_t longest_battery = 240;  // minutes; more is a slip of the keyboard
constexpr std::array<std::string_view, 2> number_facts{"visit", "age"};
constexpr std::array<std::string_view, 3> sexes{"female", "male", "unknown"};

class BatteryReader {
 public:
  BatteryReader(const FindForm* find, Findings& findings) : m_find(find), m_findings(findings) {}

  Battery read(Json root) {
    Battery battery;
    expect_keys(root, "the battery", {"id", "title", "kind", "minutes", "forms"});
    battery.id = root["id"].text_or("");
    battery.title = root["title"].text_or("");
    if (!is_form_id(battery.id)) m_findings.error({}, "id must be a word of a-z, 0-9 and -");
    if (battery.title.empty()) m_findings.error({}, "title is missing: staff choose the battery by it");
    if (const Json kind = root["kind"]; kind.exists()) {
      if (kind.text() == "anonymous") battery.kind = BatteryKind::anonymous;
      if (kind.text() != "anonymous" && kind.text() != "identified")
        m_findings.error({}, "kind must be identified or anonymous");
    }
    const auto minutes = root["minutes"].integer();
    if (!minutes || *minutes < 1 || *minutes > longest_battery) {
      m_findings.error(
          {}, std::format("minutes must be a whole number from 1 to {}: patients are told it", longest_battery));
    } else {
      battery.minutes = static_cast<int>(*minutes);
    }
    for (const Json entry : root["forms"].elements()) read_form(entry, battery);
    if (battery.forms.empty()) m_findings.error({}, "forms must list at least one form");
    return battery;
  }

  // {"when": […]} or {"when_any": […]}
  AskedWhen read_when(Json object, std::string_view form, const std::vector<BatteryForm>& before) {
    AskedWhen when;
    const bool any = object["when_any"].exists();
    if (any && object["when"].exists()) wrong(form, "takes \"when\" (all hold) or \"when_any\" (one holds), not both");
    if (any) when.behavior = EnableBehavior::any;
    const Json list = any ? object["when_any"] : object["when"];
    if (list.exists() && list.elements().empty()) wrong(form, "has a condition list that is empty or none");
    for (const Json condition : list.elements()) {
      if (auto read = read_condition(condition, form, before)) when.conditions.push_back(std::move(*read));
    }
    return when;
  }

 private:
  void wrong(std::string_view form, std::string_view message) {
    m_findings.error({}, std::format("forms: {} {}", in_quotes(form), message));
  }

  void expect_keys(Json object, std::string_view what, std::initializer_list<std::string_view> keys) {
    if (!object.is_object()) m_findings.error({}, std::format("{} must be an object", what));
    for (const auto& [key, member] : object.members()) {
      if (!std::ranges::contains(keys, key))
        m_findings.error({}, std::format("{} has the unknown key {}", what, in_quotes(key)));
    }
  }

  void read_form(Json entry, Battery& battery) {
    BatteryForm form;
    if (entry.is_object()) {
      form.form = entry["form"].text_or("");
      expect_keys(entry, std::format("forms: {}", in_quotes(form.form)), {"form", "when", "when_any"});
      form.when = read_when(entry, form.form, battery.forms);
      if (form.when.always()) wrong(form.form, "is an object without a condition; write its id alone");
      form.rule = std::format("{{\"{}\":{}}}", form.when.behavior == EnableBehavior::any ? "when_any" : "when",
                              entry[form.when.behavior == EnableBehavior::any ? "when_any" : "when"].written());
    } else {
      form.form = entry.text_or("");
    }
    const Form* const known = (*m_find)(form.form);
    if (known == nullptr) {
      m_findings.error({}, std::format("forms names {}, which is not in the library", in_quotes(form.form)));
    } else if (battery.kind == BatteryKind::anonymous && known->rules.raises_safety_flags()) {
      wrong(form.form, "can raise a safety flag, and an anonymous battery knows nobody to go to");
    }
    if (std::ranges::contains(battery.forms, form.form, &BatteryForm::form)) {
      m_findings.error({}, std::format("forms names {} twice", in_quotes(form.form)));
    }
    battery.forms.push_back(std::move(form));
  }

  // The earlier form that a condition looks at; null and a finding when it is not there.
  const Form* earlier(std::string_view id, std::string_view form, const std::vector<BatteryForm>& before) {
    if (!std::ranges::contains(before, id, &BatteryForm::form)) {
      wrong(form, std::format("looks at {}, which is not before it in this battery", in_quotes(id)));
      return nullptr;
    }
    return (*m_find)(id);
  }

  NumberRange read_range(Json condition, std::string_view form) {
    NumberRange range;
    const auto end = [&](std::string_view key) -> std::optional<double> {
      if (!condition[key].exists()) return std::nullopt;
      const auto number = condition[key].number();
      if (!number) wrong(form, std::format("{} must be a number", key));
      return number;
    };
    range.at_least = end("at_least");
    range.at_most = end("at_most");
    if (range.at_least && range.at_most && *range.at_least > *range.at_most) wrong(form, "has an empty range");
    return range;
  }

  std::optional<Wanted> read_wanted(Json condition, std::string_view form) {
    const Json equals = condition["equals"];
    if (!equals.exists()) return std::nullopt;
    if (const auto yes = equals.boolean()) return Wanted(*yes);
    if (const auto text = equals.text()) return Wanted(std::string(*text));
    if (const auto number = equals.number()) return Wanted(*number);
    wrong(form, "equals must be a text, a number, true or false");
    return std::nullopt;
  }

  void expect_one_comparison(bool equals, const NumberRange& range, std::string_view form) {
    if (equals != range.is_open()) wrong(form, "has a condition that needs either equals or at_least and at_most");
  }

  std::optional<FormCondition> read_condition(Json json, std::string_view form,
                                              const std::vector<BatteryForm>& before) {
    if (json["answer"].exists()) return read_answer(json, form, before);
    if (json["score"].exists()) return read_score(json, form, before);
    if (json["fact"].exists()) return read_fact(json, form);
    wrong(form, "has a condition that is none of answer, score and fact");
    return std::nullopt;
  }

  FormCondition read_answer(Json json, std::string_view form, const std::vector<BatteryForm>& before) {
    const std::string place = std::format("forms: {} condition", in_quotes(form));
    expect_keys(json, place, {"answer", "form", "equals", "at_least", "at_most"});
    AnswerCondition condition{json["form"].text_or(""), json["answer"].text_or(""), read_wanted(json, form),
                              read_range(json, form)};
    expect_one_comparison(condition.equals.has_value(), condition.number, form);
    if (m_find == nullptr) return condition;
    const Form* const at = earlier(condition.form, form, before);
    if (at == nullptr) return condition;
    const Item* const item = at->questionnaire.find(condition.link_id);
    if (item == nullptr || !item->is_question()) {
      wrong(form, std::format("looks at {}, which is no question of {}", in_quotes(condition.link_id),
                              in_quotes(condition.form)));
    } else if (condition.equals) {
      expect_possible(*item, *condition.equals, form);
    }
    return condition;
  }

  void expect_possible(const Item& item, const Wanted& wanted, std::string_view form) {
    const auto* text = std::get_if<std::string>(&wanted);
    if (item.options.empty() || text == nullptr) return;
    const bool offered = std::ranges::any_of(item.options, [&](const AnswerOption& option) {
      const auto* coding = std::get_if<Coding>(&option.value);
      return coding != nullptr ? coding->code == *text : option.value == Value(*text);
    });
    if (!offered) wrong(form, std::format("waits for an answer that {} does not offer", in_quotes(item.link_id)));
  }

  FormCondition read_score(Json json, std::string_view form, const std::vector<BatteryForm>& before) {
    expect_keys(json, std::format("forms: {} condition", in_quotes(form)),
                {"score", "id", "equals", "at_least", "at_most"});
    ScoreCondition condition{json["score"].text_or(""), json["id"].text_or(""), read_wanted(json, form),
                             read_range(json, form)};
    expect_one_comparison(condition.equals.has_value(), condition.number, form);
    if (m_find == nullptr) return condition;
    const Form* const at = earlier(condition.form, form, before);
    if (at == nullptr) return condition;
    const ScoreReport report = at->rules.score(at->questionnaire, {}, {});
    const auto score =
        condition.score.empty() ? report.scores.begin() : std::ranges::find(report.scores, condition.score, &Score::id);
    if (score == report.scores.end()) {
      wrong(form, std::format("looks at a score that {} does not have", in_quotes(condition.form)));
      return condition;
    }
    const auto outside = [&](const std::optional<double>& number) {
      return number && ((score->minimum && *number < *score->minimum) || (score->maximum && *number > *score->maximum));
    };
    if (outside(condition.number.at_least) || outside(condition.number.at_most)) {
      wrong(form, std::format("waits for a number that {} cannot reach", in_quotes(condition.form)));
    }
    return condition;
  }

  FormCondition read_fact(Json json, std::string_view form) {
    expect_keys(json, std::format("forms: {} condition", in_quotes(form)), {"fact", "equals", "at_least", "at_most"});
    FactCondition condition{json["fact"].text_or(""), std::nullopt, read_range(json, form)};
    if (json["equals"].exists()) condition.equals = json["equals"].text_or("");
    expect_one_comparison(condition.equals.has_value(), condition.number, form);
    if (condition.fact == "sex") {
      if (!condition.equals || !std::ranges::contains(sexes, *condition.equals))
        wrong(form, "compares sex with female, male or unknown only");
    } else if (!std::ranges::contains(number_facts, condition.fact)) {
      wrong(form, std::format("asks for the fact {}; there are visit, age and sex", in_quotes(condition.fact)));
    } else if (condition.equals) {
      wrong(form, std::format("compares {} with at_least and at_most only", condition.fact));
    }
    return condition;
  }

  const FindForm* m_find;  // null: only the shape is checked
  Findings& m_findings;
};

}  // namespace

std::vector<Finding> read_battery(std::string_view json, std::string_view file, const FindForm& find,
                                  Battery& battery) {
  Findings findings(file);
  const auto document = JsonDocument::parse(json);
  if (!document) {
    findings.error({}, document.error().message);
    return findings.take();
  }
  Battery read = BatteryReader(&find, findings).read(document->root());
  if (findings.errors() == 0) battery = std::move(read);
  return findings.take();
}

Result<AskedWhen> read_rule(std::string_view rule) {
  if (rule.empty()) return AskedWhen{};
  const auto document = JsonDocument::parse(rule);
  if (!document) return failure(Fault::corrupt, "the rule of a visit's form is not JSON");
  Findings findings("rule");
  AskedWhen when = BatteryReader(nullptr, findings).read_when(document->root(), "this form", {});
  if (findings.errors() != 0 || when.always()) return failure(Fault::corrupt, "the rule of a visit's form is none");
  return when;
}

}  // namespace anteroom::forms
