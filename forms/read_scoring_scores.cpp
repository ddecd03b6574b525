#include "forms/read_scoring.h"

#include <algorithm>
#include <array>
#include <format>

namespace anteroom::forms {
namespace {

constexpr std::array<std::pair<std::string_view, Verb>, 6> verbs = {{{"value", Verb::value},
                                                                     {"sum", Verb::sum},
                                                                     {"mean", Verb::mean},
                                                                     {"count", Verb::count},
                                                                     {"prorate", Verb::prorate},
                                                                     {"pattern", Verb::pattern}}};

constexpr std::array<std::pair<std::string_view, Direction>, 3> directions = {
    {{"lower_is_better", Direction::lower_is_better},
     {"higher_is_better", Direction::higher_is_better},
     {"none", Direction::none}}};

bool sums(Verb verb) { return verb == Verb::value || verb == Verb::sum || verb == Verb::mean || verb == Verb::prorate; }

// What the items allow the score to be; empty where an item states no range.
std::optional<ScoreRange> possible_range(const ScoreRule& rule, const Questionnaire& form) {
  if (rule.verb == Verb::count) return ScoreRange{Exact{}, Exact::whole(static_cast<std::int64_t>(rule.items.size()))};
  ScoreRange total;
  for (const LinkId& link_id : rule.items) {
    const Item* item = form.find(link_id);
    const auto range = item == nullptr ? std::nullopt : range_of(*item);
    if (!range) return std::nullopt;
    const bool reversed = std::ranges::contains(rule.reversed, link_id);
    total.lowest += reversed ? rule.reversed_from - range->highest : range->lowest;
    total.highest += reversed ? rule.reversed_from - range->lowest : range->highest;
  }
  if (rule.verb == Verb::mean && !rule.items.empty()) {
    const auto divisor = static_cast<std::int64_t>(rule.items.size()) * Exact::one;
    total.lowest = rounded_ratio(total.lowest.units(), divisor, rule.decimals);
    total.highest = rounded_ratio(total.highest.units(), divisor, rule.decimals);
  }
  return total;
}

}  // namespace

void ScoringReader::read_items(const RulePlace& place, ScoreRule& rule) {
  for (const RulePlace& element : place["items"].elements()) {
    const LinkId link_id = item(element);
    if (std::ranges::contains(rule.items, link_id)) wrong(element, "stands twice", link_id);
    rule.items.push_back(link_id);
  }
  if (rule.items.empty()) wrong(place["items"], "must be a list of linkIds that is not empty");
  if (rule.verb == Verb::value && rule.items.size() > 1) wrong(place["items"], "the verb value takes one item");
}

void ScoringReader::read_reversed(const RulePlace& place, ScoreRule& rule) {
  const RulePlace reverse = place["reverse"];
  if (!reverse.json.exists()) return;
  expect_keys(reverse, {"items", "from", "source"});
  static_cast<void>(source(reverse));  // must be named; the score's own source is what is printed
  rule.reversed_from = number(reverse["from"]);
  for (const RulePlace& element : reverse["items"].elements()) {
    const LinkId link_id = item(element);
    if (!std::ranges::contains(rule.items, link_id)) wrong(element, "is not one of the score's items", link_id);
    // 5 minus 1..4 is 4..1: any other number would move the item off its own scale.
    const Item* reversed = m_form.find(link_id);
    const auto range = reversed == nullptr ? std::nullopt : range_of(*reversed);
    if (range && rule.reversed_from != range->lowest + range->highest) {
      wrong(reverse["from"], "must be the item's lowest and highest number together", link_id);
    }
    rule.reversed.push_back(link_id);
  }
  if (rule.reversed.empty()) wrong(reverse["items"], "must be a list of linkIds that is not empty");
}

std::vector<Threshold> ScoringReader::read_thresholds(const RulePlace& place, ScoreRule& rule) {
  std::vector<Threshold> thresholds;
  for (const auto& [link_id, json] : place.json.members()) {
    const RulePlace member{json, std::format("{}.{}", place.path, link_id)};
    thresholds.push_back({item(link_id, member), number(member)});
    if (!std::ranges::contains(rule.items, link_id)) rule.items.emplace_back(link_id);
  }
  if (thresholds.empty()) wrong(place, "must name at least one linkId with the number that counts");
  return thresholds;
}

void ScoringReader::read_pattern(const RulePlace& place, ScoreRule& rule) {
  for (const auto& [name, json] : place["counts"].json.members()) {
    rule.counts.push_back(
        {std::string(name), read_thresholds({json, std::format("{}.counts.{}", place.path, name)}, rule)});
  }
  if (rule.counts.empty()) wrong(place["counts"], "must be an object that is not empty");
  for (const RulePlace& element : place["outcomes"].elements()) {
    expect_keys(element, {"value", "where"});
    Outcome outcome{text(element["value"]), {}};
    if (!element["where"].json.is_object()) wrong(element["where"], "must be an object; {} always holds");
    for (const auto& [name, json] : element["where"].json.members()) {
      const RulePlace member = element["where"][name];
      const auto count = std::ranges::find(rule.counts, name, &Count::name);
      if (count == rule.counts.end()) {
        wrong(member, "there is no count of this name");
        continue;
      }
      outcome.where.emplace_back(name, whole(member, 1, static_cast<int>(count->thresholds.size())));
    }
    rule.outcomes.push_back(std::move(outcome));
  }
  // The last outcome takes what is left, and only the last: behind one that always holds nothing is ever reached.
  const auto always = std::ranges::find_if(rule.outcomes, [](const Outcome& outcome) { return outcome.where.empty(); });
  if (rule.outcomes.empty() || always != rule.outcomes.end() - 1) {
    wrong(place["outcomes"], "the last one, and only the last, must have an empty \"where\"");
  }
}

void ScoringReader::read_missing(const RulePlace& place, ScoreRule& rule) {
  const RulePlace missing = place["missing"];
  if (!missing.json.exists()) return wrong(place, "says nothing about missing answers; add \"missing\"");
  expect_keys(missing, {"allowed", "source"});
  static_cast<void>(source(missing));  // must be named; the score's own source is what is printed
  rule.allowed_missing = whole(missing["allowed"], 0, std::max(0, static_cast<int>(rule.items.size()) - 1));
  if (rule.allowed_missing > 0 && rule.verb != Verb::mean && rule.verb != Verb::prorate) {
    wrong(missing["allowed"], "must be 0, or a skipped item would count as 0; use mean or prorate");
  }
}

void ScoringReader::read_range(const RulePlace& place, ScoreRule& rule) {
  rule.minimum = number(place["minimum"]);
  rule.maximum = number(place["maximum"]);
  const auto possible = possible_range(rule, m_form);
  if (possible && (possible->lowest != *rule.minimum || possible->highest != *rule.maximum)) {
    wrong(place,
          std::format("goes from {} to {} by its items, but minimum and maximum say {} to {}", possible->lowest.text(),
                      possible->highest.text(), rule.minimum->text(), rule.maximum->text()));
  }
}

void ScoringReader::read_bands(const RulePlace& place, ScoreRule& rule) {
  const RulePlace bands = place["bands"];
  if (!bands.json.exists()) return;
  if (rule.verb == Verb::prorate) wrong(bands, "an estimate has no band: it may lie between two");
  for (const RulePlace& element : bands.elements()) {
    expect_keys(element, {"from", "to", "name", "source"});
    rule.bands.push_back({number(element["from"]), number(element["to"]), text(element["name"]), source(element)});
    const Band& band = rule.bands.back();
    if (band.to < band.from) wrong(element, "ends before it begins");
  }
  if (rule.bands.empty()) return wrong(bands, "must be a list that is not empty");
  const Exact step = rounded_ratio(1, rule.decimals == 0 ? 1 : rule.decimals == 1 ? 10 : 100, 2);
  Exact next = *rule.minimum;
  for (std::size_t index = 0; index < rule.bands.size(); ++index) {
    if (rule.bands[index].from != next) {
      wrong(bands, std::format("band {} begins at {} and not at {}: bands must neither overlap nor leave a gap",
                               index + 1, rule.bands[index].from.text(), next.text()));
    }
    next = rule.bands[index].to + step;
  }
  if (rule.bands.back().to != *rule.maximum) {
    wrong(bands,
          std::format("the last band ends at {} and not at {}", rule.bands.back().to.text(), rule.maximum->text()));
  }
}

ScoreRule ScoringReader::read_score(const RulePlace& place) {
  ScoreRule rule;
  rule.id = text(place["id"]);
  rule.label = text(place["label"]);
  const std::string word = text(place["verb"]);
  const auto verb = std::ranges::find(verbs, word, &std::pair<std::string_view, Verb>::first);
  if (verb == verbs.end()) {
    wrong(place["verb"],
          std::format("{} is no verb; there are value, sum, mean, count, prorate, pattern", in_quotes(word)));
    return rule;
  }
  rule.verb = verb->second;
  static_cast<void>(source(place));  // must be named; bands and changes print their own
  if (const RulePlace printed = place["printed"]; printed.json.exists()) {
    if (!printed.json.boolean()) wrong(printed, "must be true or false");
    rule.printed = printed.json.boolean().value_or(true);
  }
  if (const RulePlace only_with = place["only_with"]; only_with.json.exists()) {
    const auto members = only_with.json.members();
    if (members.size() != 1) wrong(only_with, "must name one fact of the context and its value");
    if (members.size() == 1) rule.only_with.emplace(members.front().first, text(only_with[members.front().first]));
  }
  if (rule.verb == Verb::pattern) {
    expect_keys(place, {"id", "label", "verb", "counts", "outcomes", "source", "missing", "only_with", "printed"});
    read_pattern(place, rule);
    read_missing(place, rule);
    return rule;
  }
  expect_keys(place, {"id", "label", "verb", sums(rule.verb) ? "items" : "at_least", "reverse", "decimals", "minimum",
                      "maximum", "direction", "source", "missing", "bands", "only_with", "printed"});
  if (sums(rule.verb)) {
    read_items(place, rule);
    read_reversed(place, rule);
  } else {
    rule.counts.push_back({"", read_thresholds(place["at_least"], rule)});
  }
  if (place["decimals"].json.exists()) rule.decimals = whole(place["decimals"], 0, 2);
  if (rule.decimals > 0 && rule.verb != Verb::mean) wrong(place["decimals"], "only a mean has decimals");
  const std::string way = text(place["direction"]);
  const auto direction = std::ranges::find(directions, way, &std::pair<std::string_view, Direction>::first);
  if (direction == directions.end()) {
    wrong(place["direction"], "must be lower_is_better, higher_is_better or none");
  } else {
    rule.direction = direction->second;
  }
  read_missing(place, rule);
  read_range(place, rule);
  read_bands(place, rule);
  return rule;
}

}  // namespace anteroom::forms
