// One score: its verb with the keys that belong to it, its range and bands; then what it takes over from others.
#include "forms/read_scoring.h"

#include <algorithm>
#include <array>
#include <format>
#include <span>

namespace anteroom::forms {
namespace {

constexpr std::array<std::pair<std::string_view, Verb>, 19> verbs = {{{"value", Verb::value},
                                                                      {"sum", Verb::sum},
                                                                      {"mean", Verb::mean},
                                                                      {"percent", Verb::percent},
                                                                      {"count", Verb::count},
                                                                      {"prorate", Verb::prorate},
                                                                      {"pattern", Verb::pattern},
                                                                      {"list", Verb::list},
                                                                      {"missing", Verb::missing},
                                                                      {"choices", Verb::choices},
                                                                      {"groups", Verb::groups},
                                                                      {"add", Verb::add},
                                                                      {"table", Verb::table},
                                                                      {"category", Verb::category},
                                                                      {"reaches", Verb::reaches},
                                                                      {"criteria", Verb::criteria},
                                                                      {"not_asked", Verb::not_asked},
                                                                      {"direction", Verb::direction},
                                                                      {"by_context", Verb::by_context}}};

constexpr std::array<std::pair<std::string_view, Direction>, 3> directions = {
    {{"lower_is_better", Direction::lower_is_better},
     {"higher_is_better", Direction::higher_is_better},
     {"none", Direction::none}}};

constexpr int most_times = 100;
constexpr int most_decimals = 2;

// A score that is a number on a scale of its own; it states its range and its direction.
bool is_scale(const ScoreRule& rule) {
  switch (rule.verb) {
    case Verb::value:
    case Verb::sum:
    case Verb::mean:
    case Verb::percent:
    case Verb::count:
    case Verb::prorate:
    case Verb::choices:
    case Verb::groups:
    case Verb::add:
    case Verb::table: return true;
    case Verb::by_context: return !rule.by_context.scores.empty();
    default: return false;
  }
}

bool has_terms(Verb verb) {
  return verb == Verb::value || verb == Verb::sum || verb == Verb::mean || verb == Verb::percent ||
         verb == Verb::prorate || verb == Verb::missing;
}

bool has_decimals(Verb verb) { return verb == Verb::mean || verb == Verb::percent || verb == Verb::table; }

Exact step_of(const ScoreRule& rule) {
  if (rule.decimals == 0) return Exact::whole(rule.verb == Verb::sum ? rule.times : 1);
  return rounded_ratio(1, rule.decimals == 1 ? 10 : 100, 2);
}

// The keys of one verb, beside those that every score has.
std::span<const std::string_view> keys_of(Verb verb) {
  using Keys = std::string_view;
  static constexpr Keys of_value[] = {"items", "or_context", "missing"};
  static constexpr Keys of_sum[] = {"items", "reverse", "recode", "weights", "left_out", "times", "cap", "missing"};
  static constexpr Keys of_mean[] = {"items", "reverse", "recode", "times", "decimals", "missing"};
  static constexpr Keys of_percent[] = {"items", "reverse", "decimals", "missing"};
  static constexpr Keys of_count[] = {"at_least", "left_out", "missing"};
  static constexpr Keys of_prorate[] = {"items", "reverse", "missing"};
  static constexpr Keys of_pattern[] = {"counts", "outcomes", "missing"};
  static constexpr Keys of_list[] = {"at_least", "names", "left_out", "missing"};
  static constexpr Keys of_missing[] = {"items"};
  static constexpr Keys of_choices[] = {"item", "options", "missing"};
  static constexpr Keys of_groups[] = {"item", "groups", "missing"};
  static constexpr Keys of_score[] = {"of"};
  static constexpr Keys of_table[] = {"of", "rows", "decimals"};
  static constexpr Keys of_reaches[] = {"of", "at_least"};
  static constexpr Keys of_criteria[] = {"any"};
  static constexpr Keys of_context[] = {"context", "values", "otherwise", "note"};
  switch (verb) {
    case Verb::value: return of_value;
    case Verb::sum: return of_sum;
    case Verb::mean: return of_mean;
    case Verb::percent: return of_percent;
    case Verb::count: return of_count;
    case Verb::prorate: return of_prorate;
    case Verb::pattern: return of_pattern;
    case Verb::list: return of_list;
    case Verb::missing: return of_missing;
    case Verb::choices: return of_choices;
    case Verb::groups: return of_groups;
    case Verb::add:
    case Verb::category:
    case Verb::not_asked:
    case Verb::direction: return of_score;
    case Verb::table: return of_table;
    case Verb::reaches: return of_reaches;
    case Verb::criteria: return of_criteria;
    case Verb::by_context: return of_context;
  }
  return {};
}

constexpr std::array<std::string_view, 8> keys_of_every_score = {
    "id", "label", "verb", "source", "only_with", "printed", "printed_when_missing", "loinc"};
constexpr std::array<std::string_view, 5> keys_of_a_scale = {"minimum", "maximum", "direction", "bands", "cut"};

template <class Range>
ScoreRange summed(const Range& parts) {
  ScoreRange total;
  for (const auto& part : parts) {
    total.lowest += part.lowest;
    total.highest += part.highest;
  }
  return total;
}

}  // namespace

std::optional<ScoreRange> possible_range(const ScoreRule& rule, const ScoringRules::Rules& rules) {
  const auto known = [&](const std::size_t index) { return rules.scores[index].maximum.has_value(); };
  const auto range = [&](const std::size_t index) {
    return ScoreRange{*rules.scores[index].minimum, *rules.scores[index].maximum};
  };
  const auto upto = [](std::size_t highest) {
    return ScoreRange{Exact{}, Exact::whole(static_cast<std::int64_t>(highest))};
  };
  switch (rule.verb) {
    case Verb::value:
    case Verb::sum:
    case Verb::mean:
    case Verb::prorate: {
      if (std::ranges::any_of(rule.terms,
                              [](const Term& term) { return term.lowest == term.highest && term.weight != 0; }))
        return std::nullopt;  // the item states no range
      ScoreRange total = summed(rule.terms);
      total = {total.lowest * rule.times, total.highest * rule.times};
      if (rule.verb == Verb::mean && !rule.terms.empty()) {
        const auto divisor = static_cast<std::int64_t>(rule.terms.size()) * Exact::one;
        total = {rounded_ratio(total.lowest.units(), divisor, rule.decimals),
                 rounded_ratio(total.highest.units(), divisor, rule.decimals)};
      }
      if (rule.cap) total.highest = std::min(total.highest, *rule.cap);
      return total;
    }
    case Verb::percent: return ScoreRange{Exact{}, Exact::whole(100)};
    case Verb::count: return upto(rule.slots.size());
    case Verb::choices: return upto(rule.option_groups.empty() ? 0 : rule.option_groups.front().options.size());
    case Verb::groups: return upto(rule.option_groups.size());
    case Verb::add: {
      if (!std::ranges::all_of(rule.of, known)) return std::nullopt;
      ScoreRange total;
      for (const std::size_t index : rule.of) {
        total = {total.lowest + range(index).lowest, total.highest + range(index).highest};
      }
      return total;
    }
    case Verb::table: {
      if (rule.table.empty()) return std::nullopt;
      const auto [lowest, highest] = std::ranges::minmax(rule.table, {}, &std::pair<Exact, Exact>::second);
      return ScoreRange{lowest.second, highest.second};
    }
    case Verb::by_context: {
      if (rule.of.empty() || !std::ranges::all_of(rule.of, known)) return std::nullopt;
      ScoreRange widest = range(rule.of.front());
      for (const std::size_t index : rule.of) {
        widest = {std::min(widest.lowest, range(index).lowest), std::max(widest.highest, range(index).highest)};
      }
      return widest;
    }
    default: return std::nullopt;
  }
}

void ScoringReader::read_verb(const RulePlace& place, ScoreRule& rule) {
  if (place["decimals"].json.exists() && has_decimals(rule.verb))
    rule.decimals = whole(place["decimals"], 0, most_decimals);
  if (has_terms(rule.verb)) {
    read_items(place, rule);
  } else if (rule.verb == Verb::count || rule.verb == Verb::list) {
    rule.counts.push_back({"", read_thresholds(place["at_least"], rule)});
    if (rule.verb == Verb::list) read_names(place, rule);
  } else if (rule.verb == Verb::pattern) {
    read_pattern(place, rule);
  } else if (rule.verb == Verb::choices || rule.verb == Verb::groups) {
    read_options(place, rule);
  } else if (rule.verb == Verb::criteria) {
    read_criteria(place, rule);
  } else if (rule.verb == Verb::by_context) {
    read_by_context(place, rule);
  } else {
    read_of(place, rule);
  }
  if (rule.verb == Verb::table) read_table(place, rule);
  if (rule.verb == Verb::reaches) rule.at_least = number(place["at_least"]);
  if (rule.verb == Verb::percent && std::ranges::any_of(rule.terms, [](const Term& term) {
        return term.lowest != Exact{} || term.highest <= Exact{};
      })) {
    wrong(place["items"], "must go from 0 to a number above 0, each of them");
  }
  if (place["times"].json.exists()) rule.times = whole(place["times"], 1, most_times);
  if (place["cap"].json.exists()) rule.cap = number(place["cap"]);
  read_left_out(place, rule);
  if (std::ranges::contains(keys_of(rule.verb), "missing")) read_missing(place, rule);
}

void ScoringReader::read_range(const RulePlace& place, ScoreRule& rule) {
  rule.minimum = number(place["minimum"]);
  // A count of times has no end.
  if (!place["maximum"].json.is_null()) rule.maximum = number(place["maximum"]);
  const std::string way = text(place["direction"]);
  const auto direction = std::ranges::find(directions, way, &std::pair<std::string_view, Direction>::first);
  if (direction == directions.end()) {
    wrong(place["direction"], "must be lower_is_better, higher_is_better or none");
  } else {
    rule.direction = direction->second;
  }
}

void ScoringReader::read_bands(const RulePlace& place, ScoreRule& rule) {
  const RulePlace bands = place["bands"];
  if (!bands.json.exists()) return;
  if (rule.verb == Verb::prorate) wrong(bands, "an estimate has no band: it may lie between two");
  rule.bands.reserve(bands.json.elements().size());
  for (const RulePlace& element : bands.elements()) {
    expect_keys(element, {"from", "to", "name", "source"});
    Band band{number(element["from"]), std::nullopt, text(element["name"]), source(element)};
    if (!element["to"].json.is_null()) band.to = number(element["to"]);
    if (band.to && *band.to < band.from) wrong(element, "ends before it begins");
    rule.bands.push_back(std::move(band));
  }
  if (rule.bands.empty()) wrong(bands, "must be a list that is not empty");
}

void ScoringReader::read_cut(const RulePlace& place, ScoreRule& rule) {
  const RulePlace cut = place["cut"];
  if (!cut.json.exists()) return;
  if (!rule.bands.empty()) wrong(cut, "a score has bands or a cut, not both");
  expect_keys(cut, {"score", "below", "reached", "source"});
  rule.cut = Cut{score(cut["score"]), text(cut["below"]), text(cut["reached"]), source(cut)};
}

ScoreRule ScoringReader::read_score(const RulePlace& place) {
  ScoreRule rule;
  rule.id = text(place["id"]);
  rule.label = text(place["label"]);
  const std::string word = text(place["verb"]);
  const auto verb = std::ranges::find(verbs, word, &std::pair<std::string_view, Verb>::first);
  if (verb == verbs.end()) {
    std::string known;
    for (const auto& [name, ignored] : verbs) known += (known.empty() ? "" : ", ") + std::string(name);
    wrong(place["verb"], std::format("{} is no verb; there are {}", in_quotes(word), known));
    return rule;
  }
  rule.verb = verb->second;
  static_cast<void>(source(place));  // must be named; bands and changes print their own
  rule.printed = yes(place["printed"], true);
  if (const RulePlace loinc = place["loinc"]; loinc.json.exists()) rule.loinc = text(loinc);
  if (const RulePlace other = place["printed_when_missing"]; other.json.exists()) rule.printed_without = score(other);
  if (const RulePlace only_with = place["only_with"]; only_with.json.exists()) {
    const auto members = only_with.members();
    if (members.size() != 1) wrong(only_with, "must name one fact of the context and its value");
    if (members.size() == 1) rule.only_with.emplace(members.front().first, text(members.front().second));
  }
  read_verb(place, rule);
  const bool scale = is_scale(rule);
  for (const auto& [key, member] : place.json.members()) {
    const bool known =
        std::ranges::contains(keys_of_every_score, key) || std::ranges::contains(keys_of(rule.verb), key) ||
        (scale && std::ranges::contains(keys_of_a_scale, key)) || (rule.verb == Verb::category && key == "bands");
    if (known) continue;
    wrong(place, key == "decimals" ? std::string("decimals: only a mean, a percentage or a table has decimals")
                                   : std::format("unknown key {}", in_quotes(key)));
  }
  if (scale) read_range(place, rule);
  read_bands(place, rule);
  read_cut(place, rule);
  return rule;
}

void ScoringReader::finish(const std::vector<RulePlace>& places) {
  find_order(places);
  if (m_findings.errors() > 0) return;
  for (const std::size_t index : m_rules.order) {
    ScoreRule& rule = m_rules.scores[index];
    take_over(rule);
    if (rule.minimum) check_range(places[index], rule);
    if (!rule.bands.empty()) check_bands(places[index], rule);
  }
}

// Scores of which all that they are made of stands in the order already, again and again until none is left.
void ScoringReader::find_order(const std::vector<RulePlace>& places) {
  std::vector<bool> placed(m_rules.scores.size());
  const auto ready = [&](const ScoreRule& rule) {
    return (!rule.cut || placed[rule.cut->score]) &&
           std::ranges::all_of(rule.of, [&](std::size_t index) { return placed[index]; });
  };
  bool moved = true;
  while (moved) {
    moved = false;
    for (std::size_t index = 0; index < m_rules.scores.size(); ++index) {
      if (placed[index] || !ready(m_rules.scores[index])) continue;
      placed[index] = true;
      moved = true;
      m_rules.order.push_back(index);
    }
  }
  const auto never = std::ranges::find(placed, false);
  if (never != placed.end()) {
    wrong(places[static_cast<std::size_t>(never - placed.begin())], "is made of itself, by way of other scores");
  }
}

void ScoringReader::take_over(ScoreRule& rule) const {
  for (const std::size_t index : rule.of) {
    const ScoreRule& base = m_rules.scores[index];
    for (const std::size_t slot : base.slots) {
      if (!std::ranges::contains(rule.slots, slot)) rule.slots.push_back(slot);
    }
    rule.left_out.insert(rule.left_out.end(), base.left_out.begin(), base.left_out.end());
  }
}

void ScoringReader::check_range(const RulePlace& place, const ScoreRule& rule) {
  for (const std::size_t index : rule.of) {
    if (!m_rules.scores[index].minimum) return wrong(place, "is made of a score that is not on a scale");
  }
  const auto possible = possible_range(rule, m_rules);
  if (!possible) return;
  if (!rule.maximum) return wrong(place["maximum"], "must be a number: the items say where the score ends");
  if (possible->lowest == *rule.minimum && possible->highest == *rule.maximum) return;
  wrong(place,
        std::format("goes from {} to {} by its items, but minimum and maximum say {} to {}", possible->lowest.text(),
                    possible->highest.text(), rule.minimum->text(), rule.maximum->text()));
}

void ScoringReader::check_bands(const RulePlace& place, const ScoreRule& rule) {
  const RulePlace bands = place["bands"];
  const ScoreRule& scale = rule.verb == Verb::category ? m_rules.scores[rule.of.front()] : rule;
  if (!scale.minimum) return wrong(bands, "are of a score that is not on a scale");
  Exact next = *scale.minimum;
  for (std::size_t index = 0; index < rule.bands.size(); ++index) {
    const Band& band = rule.bands[index];
    if (band.from != next) {
      wrong(bands, std::format("band {} begins at {} and not at {}: bands must neither overlap nor leave a gap",
                               index + 1, band.from.text(), next.text()));
    }
    if (!band.to && index + 1 < rule.bands.size()) wrong(bands, "only the last band may have no end");
    next = band.to.value_or(band.from) + step_of(scale);
  }
  const Band& last = rule.bands.back();
  if (last.to == scale.maximum) return;
  wrong(bands, std::format("the last band ends at {} and not at {}", last.to ? last.to->text() : "no number",
                           scale.maximum ? scale.maximum->text() : "no number"));
}

}  // namespace anteroom::forms
