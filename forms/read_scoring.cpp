#include "forms/read_scoring.h"

#include <algorithm>
#include <format>
#include <memory>

namespace anteroom::forms {
namespace {

// No instrument's number is larger, and nothing reckoned with these leaves 64 bits.
constexpr int most_percent = 1000;

template <class Rule>
bool has_twins(const std::vector<Rule>& rules) {
  std::vector<std::string> ids;
  for (const Rule& rule : rules) ids.push_back(rule.id);
  std::ranges::sort(ids);
  return std::ranges::adjacent_find(ids) != ids.end();
}

}  // namespace

RulePlace RulePlace::operator[](std::string_view key) const {
  return {json[key], path.empty() ? std::string(key) : std::format("{}.{}", path, key)};
}

std::vector<RulePlace> RulePlace::elements() const {
  std::vector<RulePlace> places;
  for (const Json element : json.elements()) places.push_back({element, std::format("{}[{}]", path, places.size())});
  return places;
}

void ScoringReader::wrong(const RulePlace& place, std::string_view message, std::string_view link_id) {
  m_findings.error(link_id, place.path.empty() ? std::string(message) : std::format("{}: {}", place.path, message));
}

void ScoringReader::expect_keys(const RulePlace& place, std::initializer_list<std::string_view> keys) {
  if (!place.json.is_object()) return wrong(place, "must be an object");
  for (const auto& [key, member] : place.json.members()) {
    if (!std::ranges::contains(keys, key)) wrong(place, std::format("unknown key {}", in_quotes(key)));
  }
}

std::string ScoringReader::text(const RulePlace& place) {
  const auto found = place.json.text();
  if (!found || found->empty()) wrong(place, "must be a text that is not empty");
  return std::string(found.value_or(""));
}

Exact ScoringReader::number(const RulePlace& place) {
  const auto written = place.json.number_text();
  const auto exact = written ? Exact::parse(*written) : std::nullopt;
  if (!exact) wrong(place, "must be a number up to a million with at most four decimals, such as 5 or 5.5");
  return exact.value_or(Exact{});
}

int ScoringReader::whole(const RulePlace& place, int lowest, int highest) {
  const auto found = place.json.integer();
  if (!found || *found < lowest || *found > highest) {
    wrong(place, std::format("must be a whole number from {} to {}", lowest, highest));
    return lowest;
  }
  return static_cast<int>(*found);
}

std::vector<std::string> ScoringReader::texts(const RulePlace& place) {
  std::vector<std::string> found;
  for (const RulePlace& element : place.elements()) found.push_back(text(element));
  if (found.empty()) wrong(place, "must be a list of texts that is not empty");
  return found;
}

std::string ScoringReader::source(const RulePlace& rule) {
  const RulePlace place = rule["source"];
  if (!place.json.exists()) {
    wrong(rule, "has no source; name one of \"sources\"");
    return {};
  }
  const std::vector<std::string> named = place.json.is_array() ? texts(place) : std::vector{text(place)};
  std::string joined;
  for (const std::string& one : named) {
    if (!std::ranges::contains(m_sources, one))
      wrong(place, std::format("{} is not one of \"sources\"", in_quotes(one)));
    joined += joined.empty() ? one : "; " + one;
  }
  return joined;
}

LinkId ScoringReader::item(const RulePlace& place) { return item(text(place), place); }

LinkId ScoringReader::item(std::string_view link_id, const RulePlace& place) {
  const Item* found = m_form.find(link_id);
  if (found == nullptr) {
    wrong(place, "the Questionnaire has no item of this linkId", link_id);
    return {};
  }
  const bool numeric = found->options.empty() ? found->type == ItemType::integer || found->type == ItemType::decimal ||
                                                    found->type == ItemType::boolean
                                              : range_of(*found).has_value();
  if (!numeric) wrong(place, "the item scores no number; every option needs an ordinalValue", link_id);
  return LinkId(link_id);
}

void ScoringReader::read_sources(const RulePlace& sources) {
  if (!sources.json.is_object()) return wrong(sources, "must be an object: short name to citation");
  for (const auto& [name, citation] : sources.json.members()) {
    if (citation.text().value_or("").empty()) wrong(sources, std::format("{} has no citation", in_quotes(name)));
    m_sources.emplace_back(name);
  }
}

FlagRule ScoringReader::read_flag(const RulePlace& place) {
  FlagRule rule;
  rule.id = text(place["id"]);
  rule.item = item(place["item"]);
  rule.source = source(place);
  const std::string level = text(place["level"]);
  rule.level = level == "safety" ? FlagLevel::safety : FlagLevel::attention;
  if (level != "safety" && level != "attention") wrong(place["level"], "must be safety or attention");
  const std::string raised_by = text(place["raised_by"]);
  if (raised_by == "missing_answer") {
    expect_keys(place, {"id", "level", "item", "raised_by", "title", "action", "source"});
    rule.title = text(place["title"]);
    rule.action = text(place["action"]);
    return rule;
  }
  if (raised_by != "answer") wrong(place["raised_by"], "must be answer or missing_answer");
  expect_keys(place, {"id", "level", "item", "raised_by", "grades", "source"});
  for (const RulePlace& grade : place["grades"].elements()) {
    expect_keys(grade, {"at_least", "title", "action"});
    rule.grades.push_back({number(grade["at_least"]), text(grade["title"]), text(grade["action"])});
  }
  if (rule.grades.empty()) wrong(place["grades"], "must be a list that is not empty");
  const auto not_rising = [](const Grade& lower, const Grade& higher) { return higher.at_least <= lower.at_least; };
  if (std::ranges::adjacent_find(rule.grades, not_rising) != rule.grades.end()) wrong(place["grades"], "must rise");
  return rule;
}

WarningRule ScoringReader::read_warning(const RulePlace& place, const std::vector<WarningRule>& before) {
  expect_keys(place, {"id", "item", "above", "unless", "message", "source"});
  WarningRule rule;
  rule.id = text(place["id"]);
  rule.item = item(place["item"]);
  rule.other = item(place["above"]);
  rule.message = text(place["message"]);
  static_cast<void>(source(place));  // must be named; a warning is our own rule and prints none
  if (!place["unless"].json.exists()) return rule;
  rule.unless = texts(place["unless"]);
  for (const std::string& id : rule.unless) {
    if (!std::ranges::contains(before, id, &WarningRule::id))
      wrong(place["unless"], "must name warnings above this one");
  }
  return rule;
}

ChangeRule ScoringReader::read_change(const RulePlace& place, const std::vector<ScoreRule>& scores,
                                      const std::vector<ChangeRule>& before) {
  expect_keys(place, {"scores", "points", "percent", "source", "note"});
  ChangeRule rule;
  rule.scores = texts(place["scores"]);
  for (const std::string& id : rule.scores) {
    const auto score = std::ranges::find(scores, id, &ScoreRule::id);
    if (score == scores.end()) {
      wrong(place["scores"], std::format("there is no score {}", in_quotes(id)));
    } else if (score->direction == Direction::none) {
      wrong(place["scores"], std::format("score {} has no direction, so no change is better or worse", in_quotes(id)));
    }
    const auto has = [&](const ChangeRule& other) { return std::ranges::contains(other.scores, id); };
    if (std::ranges::any_of(before, has)) wrong(place["scores"], std::format("{} has a rule already", in_quotes(id)));
  }
  rule.points = number(place["points"]);
  if (rule.points <= Exact{}) wrong(place["points"], "must be above 0");
  if (place["percent"].json.exists()) {
    rule.percent = number(place["percent"]);
    if (*rule.percent <= Exact{} || *rule.percent > Exact::whole(most_percent)) {
      wrong(place["percent"], std::format("must be above 0 and at most {}", most_percent));
    }
  }
  rule.source = source(place);
  if (const RulePlace note = place["note"]; note.json.exists()) {
    expect_keys(note, {"points", "reached", "not_reached", "source"});
    rule.note = ChangeNote{number(note["points"]), text(note["reached"]), text(note["not_reached"])};
    static_cast<void>(source(note));  // must be named; the note's own words are what is shown
  }
  return rule;
}

ScoringRules::Rules ScoringReader::read(Json root) {
  const RulePlace top{root, ""};
  ScoringRules::Rules rules;
  expect_keys(top, {"form", "version", "short_name", "long_name", "patient_title", "recall_period", "licence",
                    "patient_notice", "patient_notice_approval", "patient_after", "patient_after_approval", "sources",
                    "main_when_missing", "scores", "flags", "warnings", "changes"});
  if (!root.is_object()) return rules;
  if (text(top["form"]) != m_form.id) wrong(top["form"], std::format("must be the Questionnaire's id, {}", m_form.id));
  rules.version = text(top["version"]);
  read_sources(top["sources"]);
  for (const std::string_view list : {"scores", "flags", "warnings", "changes"}) {
    if (top[list].json.exists() && !top[list].json.is_array()) wrong(top[list], "must be a list");
  }
  for (const RulePlace& place : top["scores"].elements()) rules.scores.push_back(read_score(place));
  for (const RulePlace& place : top["flags"].elements()) rules.flags.push_back(read_flag(place));
  for (const RulePlace& place : top["warnings"].elements())
    rules.warnings.push_back(read_warning(place, rules.warnings));
  for (const RulePlace& place : top["changes"].elements()) {
    rules.changes.push_back(read_change(place, rules.scores, rules.changes));
  }
  if (has_twins(rules.scores)) wrong(top["scores"], "two scores have the same id");
  if (has_twins(rules.flags)) wrong(top["flags"], "two flags have the same id");
  if (has_twins(rules.warnings)) wrong(top["warnings"], "two warnings have the same id");
  std::ranges::stable_partition(rules.flags, [](const FlagRule& flag) { return flag.level == FlagLevel::safety; });
  if (const RulePlace main = top["main_when_missing"]; main.json.exists()) {
    expect_keys(main, {"use", "source"});
    static_cast<void>(source(main));  // must be named; which score comes first prints nothing
    rules.main_when_missing = MainScore::the_only_one_answered;
    if (text(main["use"]) != "the_only_one_answered") wrong(main["use"], "must be the_only_one_answered");
  }
  return rules;
}

std::vector<Finding> ScoringRules::read(std::string_view json, std::string_view file, const Questionnaire& form,
                                        ScoringRules& rules) {
  Findings findings(file);
  const auto document = JsonDocument::parse(json);
  if (!document) {
    findings.error(document.error().link_id, document.error().message);
    return findings.take();
  }
  Rules read = ScoringReader(form, findings).read(document->root());
  if (findings.errors() == 0) rules.m_rules = std::make_shared<const Rules>(std::move(read));
  return findings.take();
}

}  // namespace anteroom::forms
