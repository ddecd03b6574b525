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
  std::vector<std::string_view> ids;
  for (const Rule& rule : rules) ids.push_back(rule.id);
  std::ranges::sort(ids);
  return std::ranges::adjacent_find(ids) != ids.end();
}

// One step from a value to what it holds: a key or, where that is empty, a place in a list.
struct Step {
  std::string_view key;
  std::size_t index = 0;
};

// The steps from `from` to `wanted`, the last one first; false where it is not below. The document keeps its depth.
bool find_way(Json wanted, Json from, std::vector<Step>& steps) {
  if (from.is_same_place(wanted)) return true;
  for (const auto& [key, member] : from.members()) {
    if (!find_way(wanted, member, steps)) continue;
    steps.push_back({key});
    return true;
  }
  std::size_t index = 0;
  for (const Json element : from.elements()) {
    if (find_way(wanted, element, steps)) {
      steps.push_back({{}, index});
      return true;
    }
    ++index;
  }
  return false;
}

}  // namespace

std::vector<RulePlace> RulePlace::elements() const {
  std::vector<RulePlace> places;
  const auto elements = json.elements();
  places.reserve(elements.size());
  for (const Json element : elements) places.push_back({element, json, {}, places.size()});
  return places;
}

std::vector<std::pair<std::string_view, RulePlace>> RulePlace::members() const {
  std::vector<std::pair<std::string_view, RulePlace>> places;
  places.reserve(json.size());
  for (const auto& [key, member] : json.members()) places.emplace_back(key, RulePlace{member, json, key, 0});
  return places;
}

std::string RulePlace::path(Json root) const {
  if (!m_parent.exists()) return {};
  std::vector<Step> steps{{m_key, m_index}};
  std::vector<Step> above;
  find_way(m_parent, root, above);
  steps.insert(steps.end(), above.begin(), above.end());
  std::string path;
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    if (step->key.empty()) {
      path += std::format("[{}]", step->index);
    } else {
      path += path.empty() ? std::string(step->key) : std::format(".{}", step->key);
    }
  }
  return path;
}

void ScoringReader::wrong(const RulePlace& place, std::string_view message, std::string_view link_id) {
  // Beyond the first hundred nobody reads where it was.
  const std::string path = m_findings.hopeless() ? "" : place.path(m_root);
  m_findings.error(link_id, path.empty() ? std::string(message) : std::format("{}: {}", path, message));
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

bool ScoringReader::yes(const RulePlace& place, bool otherwise) {
  if (!place.json.exists()) return otherwise;
  if (!place.json.boolean()) wrong(place, "must be true or false");
  return place.json.boolean().value_or(otherwise);
}

std::vector<std::string> ScoringReader::texts(const RulePlace& place) {
  std::vector<std::string> found;
  found.reserve(place.json.elements().size());
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
  const auto known = [&](std::string one) {
    if (!std::ranges::contains(m_sources, one))
      wrong(place, std::format("{} is not one of \"sources\"", in_quotes(one)));
    return one;
  };
  if (!place.json.is_array()) return known(text(place));
  std::string joined;
  for (std::string& one : texts(place)) {
    if (!joined.empty()) joined += "; ";
    joined += known(std::move(one));
  }
  return joined;
}

std::size_t ScoringReader::item(const RulePlace& place) { return item(text(place), place); }

std::size_t ScoringReader::item(std::string_view link_id, const RulePlace& place) {
  // A question that is named again was looked at when it was named first.
  const std::size_t known = slot_of(link_id);
  if (std::ranges::contains(m_numeric, known)) return known;
  const Item* found = m_form.find(link_id);
  if (found == nullptr) {
    wrong(place, "the Questionnaire has no item of this linkId", link_id);
    return known;
  }
  const auto counts = [&](const AnswerOption& option) {
    const auto* coding = std::get_if<Coding>(&option.value);
    return score_of(option) || (coding != nullptr && std::ranges::contains(m_without_number, coding->code));
  };
  const bool numeric = found->options.empty() ? found->type == ItemType::integer || found->type == ItemType::decimal ||
                                                    found->type == ItemType::boolean
                                              : std::ranges::all_of(found->options, counts) && range_of(*found);
  if (found->repeats) wrong(place, "the item takes several answers, which have no number together", link_id);
  if (!numeric) wrong(place, "the item scores no number; every option needs an ordinalValue", link_id);
  m_numeric.push_back(known);
  return known;
}

std::size_t ScoringReader::slot_of(std::string_view link_id) {
  // Rule after rule names the same questions in the same order: most often it is the one behind the last.
  if (m_next_slot >= m_rules.slots.size() || m_rules.slots[m_next_slot].link_id != link_id) {
    const auto known = std::ranges::find(m_rules.slots, link_id, &Slot::link_id);
    m_next_slot = static_cast<std::size_t>(known - m_rules.slots.begin());
    if (known == m_rules.slots.end()) m_rules.slots.push_back({LinkId(link_id), {}});
  }
  return m_next_slot++;
}

std::size_t ScoringReader::score(const RulePlace& place) { return score(text(place), place); }

std::size_t ScoringReader::score(std::string_view id, const RulePlace& place) {
  const auto found = std::ranges::find(m_score_ids, id);
  if (found == m_score_ids.end()) {
    wrong(place, std::format("there is no score {}", in_quotes(id)));
    return 0;
  }
  return static_cast<std::size_t>(found - m_score_ids.begin());
}

void ScoringReader::read_sources(const RulePlace& sources) {
  if (!sources.json.is_object()) return wrong(sources, "must be an object: short name to citation");
  for (const auto& [name, citation] : sources.json.members()) {
    if (citation.text().value_or("").empty()) wrong(sources, std::format("{} has no citation", in_quotes(name)));
    m_sources.emplace_back(name);
  }
}

std::vector<Grade> ScoringReader::read_grades(const RulePlace& place) {
  std::vector<Grade> grades;
  grades.reserve(place.json.elements().size());
  for (const RulePlace& grade : place.elements()) {
    expect_keys(grade, {"at_least", "title", "action"});
    grades.push_back({number(grade["at_least"]), text(grade["title"]), text(grade["action"])});
  }
  if (grades.empty()) wrong(place, "must be a list that is not empty");
  const auto not_rising = [](const Grade& lower, const Grade& higher) { return higher.at_least <= lower.at_least; };
  if (std::ranges::adjacent_find(grades, not_rising) != grades.end()) wrong(place, "must rise");
  return grades;
}

FlagRule ScoringReader::read_flag(const RulePlace& place) {
  FlagRule rule;
  rule.id = text(place["id"]);
  rule.source = source(place);
  const std::string level = text(place["level"]);
  rule.level = level == "safety" ? FlagLevel::safety : FlagLevel::attention;
  if (level != "safety" && level != "attention") wrong(place["level"], "must be safety or attention");
  const std::string raised_by = text(place["raised_by"]);
  if (raised_by == "missing_answer") {
    expect_keys(place, {"id", "level", "item", "raised_by", "title", "action", "source"});
    rule.slot = item(place["item"]);
  } else if (raised_by == "band") {
    expect_keys(place, {"id", "level", "score", "bands", "raised_by", "title", "action", "source"});
    rule.score = score(place["score"]);
    rule.bands = texts(place["bands"]);
    for (const std::string& name : rule.bands) {
      if (m_rules.scores.empty()) break;
      const ScoreRule& of = m_rules.scores[*rule.score];
      const bool known = std::ranges::contains(of.bands, name, &Band::name) ||
                         (of.cut && (of.cut->below == name || of.cut->reached == name));
      if (!known) wrong(place["bands"], std::format("the score has no band {}", in_quotes(name)));
    }
  } else if (raised_by == "score") {
    expect_keys(place, {"id", "level", "score", "raised_by", "grades", "source"});
    rule.score = score(place["score"]);
  } else {
    if (raised_by != "answer") wrong(place["raised_by"], "must be answer, missing_answer, score or band");
    expect_keys(place, {"id", "level", "item", "raised_by", "grades", "source"});
    rule.slot = item(place["item"]);
  }
  if (rule.score && rule.level == FlagLevel::safety) {
    wrong(place["level"], "a safety flag is raised by an answer, before the form is complete");
  }
  if (raised_by == "answer" || raised_by == "score") {
    rule.grades = read_grades(place["grades"]);
  } else {
    rule.title = text(place["title"]);
    rule.action = text(place["action"]);
  }
  return rule;
}

// Every {…} must be a question of the form: a patient must never read a linkId.
std::string ScoringReader::patient_message(const RulePlace& place) {
  const std::string words = text(place);
  for (std::size_t open = words.find('{'); open != std::string::npos; open = words.find('{', open + 1)) {
    const std::size_t close = words.find('}', open);
    const bool known = close != std::string::npos && m_form.find(words.substr(open + 1, close - open - 1)) != nullptr;
    if (!known) wrong(place, "names in {} a question that the form does not have");
  }
  return words;
}

WarningRule ScoringReader::read_warning(const RulePlace& place) {
  expect_keys(place, {"id", "item", "above", "unless", "message", "patient_message", "source"});
  WarningRule rule;
  rule.id = text(place["id"]);
  rule.item = item(place["item"]);
  rule.other = item(place["above"]);
  rule.message = text(place["message"]);
  if (place["patient_message"].json.exists()) rule.patient_message = patient_message(place["patient_message"]);
  static_cast<void>(source(place));  // must be named; a warning is our own rule and prints none
  if (!place["unless"].json.exists()) return rule;
  rule.unless = texts(place["unless"]);
  for (const std::string& id : rule.unless) {
    if (!std::ranges::contains(m_rules.warnings, id, &WarningRule::id))
      wrong(place["unless"], "must name warnings above this one");
  }
  return rule;
}

ChangeRule ScoringReader::read_change(const RulePlace& place) {
  expect_keys(place, {"scores", "points", "percent", "source", "note", "marks"});
  ChangeRule rule;
  rule.scores = texts(place["scores"]);
  for (const std::string& id : rule.scores) {
    const std::size_t index = score(id, place["scores"]);
    if (index < m_rules.scores.size() && m_rules.scores[index].direction == Direction::none) {
      wrong(place["scores"], std::format("score {} has no direction, so no change is better or worse", in_quotes(id)));
    }
    const auto has = [&](const ChangeRule& other) { return std::ranges::contains(other.scores, id); };
    if (std::ranges::any_of(m_rules.changes, has))
      wrong(place["scores"], std::format("{} has a rule already", in_quotes(id)));
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
  for (const RulePlace& mark : place["marks"].elements()) {
    expect_keys(mark, {"id", "points", "source"});
    rule.marks.push_back({text(mark["id"]), number(mark["points"])});
    static_cast<void>(source(mark));  // must be named; the mark says only whether it is reached
  }
  return rule;
}

ScoringRules::Rules ScoringReader::read(Json root) {
  m_root = root;
  const RulePlace top{root};
  expect_keys(top, {"form",
                    "version",
                    "short_name",
                    "long_name",
                    "patient_title",
                    "recall_period",
                    "licence",
                    "domain",
                    "not_asked_with",
                    "patient_notice",
                    "patient_notice_approval",
                    "patient_after",
                    "patient_after_approval",
                    "patient_words",
                    "sources",
                    "items",
                    "options_without_number",
                    "main_when_missing",
                    "scores",
                    "flags",
                    "warnings",
                    "changes"});
  if (!root.is_object()) return std::move(m_rules);
  if (text(top["form"]) != m_form.id) wrong(top["form"], std::format("must be the Questionnaire's id, {}", m_form.id));
  m_rules.version = text(top["version"]);
  read_sources(top["sources"]);
  for (const std::string_view list : {"scores", "flags", "warnings", "changes", "options_without_number"}) {
    if (top[list].json.exists() && !top[list].json.is_array()) wrong(top[list], "must be a list");
  }
  for (const RulePlace& code : top["options_without_number"].elements()) {
    m_without_number.push_back(code.json.text().value_or(""));
  }
  const auto scores = top["scores"].elements();
  for (const RulePlace& place : scores) m_score_ids.push_back(place["id"].json.text().value_or(""));
  m_rules.scores.reserve(scores.size());
  for (const RulePlace& place : scores) m_rules.scores.push_back(read_score(place));
  if (m_findings.errors() == 0) finish(scores);
  for (const RulePlace& place : top["flags"].elements()) m_rules.flags.push_back(read_flag(place));
  for (const RulePlace& place : top["warnings"].elements()) m_rules.warnings.push_back(read_warning(place));
  for (const RulePlace& place : top["changes"].elements()) m_rules.changes.push_back(read_change(place));
  if (has_twins(m_rules.scores)) wrong(top["scores"], "two scores have the same id");
  if (has_twins(m_rules.flags)) wrong(top["flags"], "two flags have the same id");
  if (has_twins(m_rules.warnings)) wrong(top["warnings"], "two warnings have the same id");
  std::ranges::stable_partition(m_rules.flags, [](const FlagRule& flag) { return flag.level == FlagLevel::safety; });
  if (const RulePlace main = top["main_when_missing"]; main.json.exists()) {
    expect_keys(main, {"use", "source"});
    static_cast<void>(source(main));  // must be named; which score comes first prints nothing
    m_rules.main_when_missing = MainScore::the_only_one_answered;
    if (text(main["use"]) != "the_only_one_answered") wrong(main["use"], "must be the_only_one_answered");
  }
  return std::move(m_rules);
}

std::vector<Finding> ScoringRules::read(std::string_view json, std::string_view file, const Questionnaire& form,
                                        ScoringRules& rules) {
  const auto document = JsonDocument::parse(json);
  if (document) return read(document->root(), file, form, rules);
  Findings findings(file);
  findings.error(document.error().link_id, document.error().message);
  return findings.take();
}

std::vector<Finding> ScoringRules::read(Json root, std::string_view file, const Questionnaire& form,
                                        ScoringRules& rules) {
  Findings findings(file);
  Rules read = ScoringReader(form, findings).read(root);
  if (findings.errors() == 0) rules.m_rules = std::make_shared<const Rules>(std::move(read));
  return findings.take();
}

}  // namespace anteroom::forms
