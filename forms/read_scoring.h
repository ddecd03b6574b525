// What the files that read scoring.json share: members that must be there, each wrong one a finding with its place. It
// is for them only; others call ScoringRules::read.
#pragma once

#include "forms/json.h"
#include "forms/reading.h"
#include "forms/scoring_rules.h"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace anteroom::forms {

// A place in scoring.json such as scores[0].bands[2]. The way to it is only looked for where something is wrong, so
// that reading what is right costs little.
class RulePlace {
 public:
  RulePlace() = default;
  explicit RulePlace(Json root) : json(root) {}

  // The member; its place is named even where it is absent.
  [[nodiscard]] RulePlace operator[](std::string_view key) const { return {json[key], json, key, 0}; }
  // The members of an array, none when it is something else.
  [[nodiscard]] std::vector<RulePlace> elements() const;
  // The members of an object by key.
  [[nodiscard]] std::vector<std::pair<std::string_view, RulePlace>> members() const;
  // The way from the root of the document.
  [[nodiscard]] std::string path(Json root) const;

  Json json;

 private:
  RulePlace(Json here, Json parent, std::string_view key, std::size_t index)
      : json(here), m_parent(parent), m_key(key), m_index(index) {}

  Json m_parent;           // absent at the root
  std::string_view m_key;  // empty: an element of a list
  std::size_t m_index = 0;
};

class ScoringReader {
 public:
  ScoringReader(const Questionnaire& form, Findings& findings) : m_form(form), m_findings(findings) {}

  // Only good when the findings hold no error.
  [[nodiscard]] ScoringRules::Rules read(Json root);

 private:
  // --- members of one kind ---
  void wrong(const RulePlace& place, std::string_view message, std::string_view link_id = {});
  // The object with these keys and no others.
  void expect_keys(const RulePlace& place, std::initializer_list<std::string_view> keys);
  [[nodiscard]] std::string text(const RulePlace& place);
  [[nodiscard]] Exact number(const RulePlace& place);
  [[nodiscard]] int whole(const RulePlace& place, int lowest, int highest);
  [[nodiscard]] bool yes(const RulePlace& place, bool otherwise);
  [[nodiscard]] std::vector<std::string> texts(const RulePlace& place);
  // The named sources of the rule at this place, as they are printed; every rule must name one.
  [[nodiscard]] std::string source(const RulePlace& rule);
  // The slot of a question that scores a number.
  [[nodiscard]] std::size_t item(const RulePlace& place);
  [[nodiscard]] std::size_t item(std::string_view link_id, const RulePlace& place);
  [[nodiscard]] std::size_t slot_of(std::string_view link_id);
  [[nodiscard]] const Item* item_at(std::size_t slot) const { return m_form.find(m_rules.slots[slot].link_id); }
  // The position of the score that is named here.
  [[nodiscard]] std::size_t score(const RulePlace& place);
  [[nodiscard]] std::size_t score(std::string_view id, const RulePlace& place);

  void read_sources(const RulePlace& sources);

  // --- scores: what each is made of (read_scoring_scores.cpp, read_scoring_parts.cpp) ---
  [[nodiscard]] ScoreRule read_score(const RulePlace& place);
  void read_verb(const RulePlace& place, ScoreRule& rule);
  void read_items(const RulePlace& place, ScoreRule& rule);
  void read_reversed(const RulePlace& place, ScoreRule& rule);
  void read_recoded(const RulePlace& place, ScoreRule& rule);
  void read_weights(const RulePlace& place, ScoreRule& rule);
  void read_left_out(const RulePlace& place, ScoreRule& rule);
  [[nodiscard]] std::vector<Threshold> read_thresholds(const RulePlace& place, ScoreRule& rule);
  void read_names(const RulePlace& place, ScoreRule& rule);
  void read_pattern(const RulePlace& place, ScoreRule& rule);
  void read_options(const RulePlace& place, ScoreRule& rule);
  [[nodiscard]] OptionGroup read_group(const RulePlace& codes, std::string_view name, const Item& item);
  void read_of(const RulePlace& place, ScoreRule& rule);
  void read_table(const RulePlace& place, ScoreRule& rule);
  void read_criteria(const RulePlace& place, ScoreRule& rule);
  void read_by_context(const RulePlace& place, ScoreRule& rule);
  void read_missing(const RulePlace& place, ScoreRule& rule);
  void read_range(const RulePlace& place, ScoreRule& rule);
  void read_bands(const RulePlace& place, ScoreRule& rule);
  void read_cut(const RulePlace& place, ScoreRule& rule);
  // Once every score stands: the order of reckoning, and what a score takes over from those it is made of.
  void finish(const std::vector<RulePlace>& places);
  void find_order(const std::vector<RulePlace>& places);
  void take_over(ScoreRule& rule) const;
  void check_range(const RulePlace& place, const ScoreRule& rule);
  void check_bands(const RulePlace& place, const ScoreRule& rule);

  [[nodiscard]] FlagRule read_flag(const RulePlace& place);
  [[nodiscard]] std::vector<Grade> read_grades(const RulePlace& place);
  [[nodiscard]] WarningRule read_warning(const RulePlace& place);
  [[nodiscard]] std::string patient_message(const RulePlace& place);
  [[nodiscard]] ChangeRule read_change(const RulePlace& place);

  const Questionnaire& m_form;
  Findings& m_findings;
  Json m_root;
  ScoringRules::Rules m_rules;
  std::size_t m_next_slot = 0;         // behind the one that was named last
  std::vector<std::size_t> m_numeric;  // slots that were looked at and score a number, or were complained of
  std::vector<std::string_view> m_sources;
  std::vector<std::string_view> m_score_ids;
  std::vector<std::string_view> m_without_number;  // codes of options such as "Does not apply"
};

// What the items or scores of a rule allow it to be; empty where that is not known. Those it is made of stand in
// `rules`.
[[nodiscard]] std::optional<ScoreRange> possible_range(const ScoreRule& rule, const ScoringRules::Rules& rules);

}  // namespace anteroom::forms
