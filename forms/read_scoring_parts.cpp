// What a score is made of: items with their weights and thresholds, options, other scores, facts of the context.
#include "forms/read_scoring.h"

#include <algorithm>
#include <format>

namespace anteroom::forms {
namespace {

constexpr int heaviest = 1000;

bool is_whole(Exact number) { return number.units() % Exact::one == 0; }

}  // namespace

void ScoringReader::read_items(const RulePlace& place, ScoreRule& rule) {
  const auto items = place["items"].elements();
  rule.slots.reserve(items.size());
  rule.terms.reserve(items.size());
  for (const RulePlace& element : items) {
    Term term;
    term.slot = item(element);
    const std::string_view link_id = m_rules.slots[term.slot].link_id;
    if (std::ranges::contains(rule.slots, term.slot)) wrong(element, "stands twice", link_id);
    if (const Item* found = item_at(term.slot)) {
      const auto range = range_of(*found);
      term.lowest = range ? range->lowest : Exact{};
      term.highest = range ? range->highest : Exact{};
    }
    rule.slots.push_back(term.slot);
    rule.terms.push_back(std::move(term));
  }
  if (rule.terms.empty()) wrong(place["items"], "must be a list of linkIds that is not empty");
  if (rule.verb == Verb::value && rule.terms.size() > 1) wrong(place["items"], "the verb value takes one item");
  read_reversed(place, rule);
  read_recoded(place, rule);
  read_weights(place, rule);
  if (const RulePlace fact = place["or_context"]; fact.json.exists() && !rule.slots.empty()) {
    m_rules.slots[rule.slots.front()].or_context = text(fact);
  }
}

void ScoringReader::read_reversed(const RulePlace& place, ScoreRule& rule) {
  const RulePlace reverse = place["reverse"];
  if (!reverse.json.exists()) return;
  expect_keys(reverse, {"items", "from", "source"});
  static_cast<void>(source(reverse));  // must be named; the score's own source is what is printed
  const Exact from = number(reverse["from"]);
  const auto items = reverse["items"].elements();
  for (const RulePlace& element : items) {
    const std::size_t slot = item(element);
    const std::string_view link_id = m_rules.slots[slot].link_id;
    const auto term = std::ranges::find(rule.terms, slot, &Term::slot);
    if (term == rule.terms.end()) {
      wrong(element, "is not one of the score's items", link_id);
      continue;
    }
    // 5 minus 1..4 is 4..1: any other number would move the item off its own scale.
    if (const Item* reversed = item_at(slot); reversed != nullptr && range_of(*reversed)) {
      if (from != term->lowest + term->highest) {
        wrong(reverse["from"], "must be the item's lowest and highest number together", link_id);
      }
    }
    if (term->reversed_from) wrong(element, "stands twice", link_id);
    term->reversed_from = from;
  }
  if (items.empty()) wrong(reverse["items"], "must be a list of linkIds that is not empty");
}

void ScoringReader::read_recoded(const RulePlace& place, ScoreRule& rule) {
  const RulePlace recode = place["recode"];
  if (!recode.json.exists()) return;
  expect_keys(recode, {"item", "ranges", "source"});
  static_cast<void>(source(recode));  // must be named; the score's own source is what is printed
  const std::size_t slot = item(recode["item"]);
  const auto term = std::ranges::find(rule.terms, slot, &Term::slot);
  if (term == rule.terms.end()) return wrong(recode["item"], "is not one of the score's items");
  Exact next = term->lowest;
  for (const RulePlace& element : recode["ranges"].elements()) {
    expect_keys(element, {"from", "to", "value"});
    const Recoded range{number(element["from"]), number(element["to"]), number(element["value"])};
    if (range.from != next || range.to < range.from) {
      wrong(element, std::format("must begin at {}: ranges neither overlap nor leave a gap", next.text()));
    }
    if (!is_whole(range.from) || !is_whole(range.to)) wrong(element, "must begin and end at a whole number");
    next = range.to + Exact::whole(1);
    term->recoded.push_back(range);
  }
  if (term->recoded.empty()) return wrong(recode["ranges"], "must be a list that is not empty");
  if (term->recoded.back().to != term->highest) {
    wrong(recode["ranges"], std::format("must end at the item's highest number, {}", term->highest.text()));
  }
  const auto [lowest, highest] = std::ranges::minmax(term->recoded, {}, &Recoded::value);
  term->lowest = lowest.value;
  term->highest = highest.value;
}

void ScoringReader::read_weights(const RulePlace& place, ScoreRule& rule) {
  for (const auto& [link_id, weight] : place["weights"].members()) {
    const std::size_t slot = item(link_id, weight);
    const auto term = std::ranges::find(rule.terms, slot, &Term::slot);
    if (term == rule.terms.end()) {
      wrong(weight, "is not one of the score's items", link_id);
      continue;
    }
    term->weight = whole(weight, 0, heaviest);
    term->lowest = term->lowest * term->weight;
    term->highest = term->highest * term->weight;
  }
  if (place["weights"].json.exists() && place["weights"].members().size() != rule.terms.size()) {
    wrong(place["weights"], "must name every item of the score");
  }
}

void ScoringReader::read_left_out(const RulePlace& place, ScoreRule& rule) {
  for (const RulePlace& element : place["left_out"].elements()) {
    expect_keys(element, {"item", "number", "context", "is", "items", "note", "source"});
    static_cast<void>(source(element));  // must be named; the score's own source is what is printed
    LeftOut left_out;
    if (element["item"].json.exists()) {
      left_out.slot = item(element["item"]);
      left_out.number = number(element["number"]);
    } else {
      left_out.fact = {text(element["context"]), text(element["is"])};
    }
    for (const RulePlace& one : element["items"].elements()) {
      left_out.slots.push_back(item(one));
      if (!std::ranges::contains(rule.slots, left_out.slots.back())) wrong(one, "is not one of the score's items");
    }
    if (left_out.slots.empty()) wrong(element["items"], "must be a list of linkIds that is not empty");
    if (element["note"].json.exists()) left_out.note = text(element["note"]);
    rule.left_out.push_back(std::move(left_out));
  }
}

std::vector<Threshold> ScoringReader::read_thresholds(const RulePlace& place, ScoreRule& rule) {
  const auto members = place.members();
  std::vector<Threshold> thresholds;
  thresholds.reserve(members.size());
  rule.slots.reserve(rule.slots.size() + members.size());
  for (const auto& [link_id, member] : members) {
    thresholds.push_back({item(link_id, member), number(member), {}});
    if (!std::ranges::contains(rule.slots, thresholds.back().slot)) rule.slots.push_back(thresholds.back().slot);
  }
  if (thresholds.empty()) wrong(place, "must name at least one linkId with the number that counts");
  return thresholds;
}

void ScoringReader::read_names(const RulePlace& place, ScoreRule& rule) {
  auto& thresholds = rule.counts.front().thresholds;
  for (const auto& [link_id, name] : place["names"].members()) {
    const auto threshold = std::ranges::find(thresholds, item(link_id, name), &Threshold::slot);
    if (threshold == thresholds.end()) {
      wrong(name, "is not one of the score's items", link_id);
    } else {
      threshold->name = text(name);
    }
  }
  if (std::ranges::contains(thresholds, std::string(), &Threshold::name)) {
    wrong(place["names"], "must name every item of the score");
  }
}

void ScoringReader::read_pattern(const RulePlace& place, ScoreRule& rule) {
  for (const auto& [name, member] : place["counts"].members()) {
    rule.counts.push_back({std::string(name), read_thresholds(member, rule)});
  }
  if (rule.counts.empty()) wrong(place["counts"], "must be an object that is not empty");
  for (const RulePlace& element : place["outcomes"].elements()) {
    expect_keys(element, {"value", "where"});
    Outcome outcome{text(element["value"]), {}};
    if (!element["where"].json.is_object()) wrong(element["where"], "must be an object; {} always holds");
    for (const auto& [name, member] : element["where"].members()) {
      const auto count = std::ranges::find(rule.counts, name, &Count::name);
      if (count == rule.counts.end()) {
        wrong(member, "there is no count of this name");
        continue;
      }
      outcome.where.emplace_back(static_cast<std::size_t>(count - rule.counts.begin()),
                                 whole(member, 1, static_cast<int>(count->thresholds.size())));
    }
    rule.outcomes.push_back(std::move(outcome));
  }
  // The last outcome takes what is left, and only the last: behind one that always holds nothing is ever reached.
  const auto always = std::ranges::find_if(rule.outcomes, [](const Outcome& outcome) { return outcome.where.empty(); });
  if (rule.outcomes.empty() || always != rule.outcomes.end() - 1) {
    wrong(place["outcomes"], "the last one, and only the last, must have an empty \"where\"");
  }
}

OptionGroup ScoringReader::read_group(const RulePlace& codes, std::string_view name, const Item& item) {
  OptionGroup group{std::string(name), {}};
  for (const RulePlace& element : codes.elements()) {
    const std::string code = text(element);
    const auto is_it = [&](const AnswerOption& option) {
      const auto* coding = std::get_if<Coding>(&option.value);
      return coding != nullptr && coding->code == code;
    };
    const auto option = std::ranges::find_if(item.options, is_it);
    if (option == item.options.end()) {
      wrong(element, std::format("the question has no option {}", in_quotes(code)), item.link_id);
      continue;
    }
    if (std::ranges::contains(group.options, option->value)) wrong(element, "stands twice", item.link_id);
    group.options.push_back(option->value);
  }
  if (group.options.empty()) wrong(codes, "must be a list of option codes that is not empty");
  return group;
}

void ScoringReader::read_options(const RulePlace& place, ScoreRule& rule) {
  const std::string link_id = text(place["item"]);
  rule.slots.push_back(slot_of(link_id));
  const Item* item = m_form.find(link_id);
  if (item == nullptr || item->options.empty() || !item->repeats) {
    return wrong(place["item"], "the Questionnaire has no question of this linkId that takes several options", link_id);
  }
  if (rule.verb == Verb::choices) {
    rule.option_groups.push_back(read_group(place["options"], "", *item));
    return;
  }
  for (const auto& [name, codes] : place["groups"].members()) {
    rule.option_groups.push_back(read_group(codes, name, *item));
  }
  if (rule.option_groups.empty()) wrong(place["groups"], "must be an object: name to option codes");
}

void ScoringReader::read_of(const RulePlace& place, ScoreRule& rule) {
  const RulePlace of = place["of"];
  if (rule.verb != Verb::add) {
    rule.of.push_back(score(of));
    return;
  }
  for (const RulePlace& element : of.elements()) {
    rule.of.push_back(score(element));
    if (std::ranges::count(rule.of, rule.of.back()) > 1) wrong(element, "stands twice");
  }
  if (rule.of.empty()) wrong(of, "must be a list of scores that is not empty");
}

void ScoringReader::read_table(const RulePlace& place, ScoreRule& rule) {
  for (const auto& [key, row] : place["rows"].members()) {
    const auto from = Exact::parse(key);
    if (!from) wrong(row, "the key of a row must be a number");
    rule.table.emplace_back(from.value_or(Exact{}), number(row));
    const std::string_view written = row.json.number_text().value_or("");
    const std::size_t point = written.find('.');
    const std::size_t decimals = point == std::string_view::npos ? 0 : written.size() - point - 1;
    if (decimals != static_cast<std::size_t>(rule.decimals)) {
      wrong(row, std::format("must be written with {} decimals, as the score has", rule.decimals));
    }
  }
  if (rule.table.empty()) wrong(place["rows"], "must be an object: the number to look up and what it becomes");
  if (!std::ranges::is_sorted(rule.table, {}, &std::pair<Exact, Exact>::first)) wrong(place["rows"], "must rise");
}

void ScoringReader::read_criteria(const RulePlace& place, ScoreRule& rule) {
  for (const RulePlace& element : place["any"].elements()) {
    std::vector<Criterion>& set = rule.criteria.emplace_back();
    for (const auto& [id, range] : element.members()) {
      expect_keys(range, {"from", "to"});
      set.push_back({score(id, range), number(range["from"]), std::nullopt});
      if (range["to"].json.exists()) set.back().to = number(range["to"]);
      if (set.back().to && *set.back().to < set.back().from) wrong(range, "ends before it begins");
      if (!std::ranges::contains(rule.of, set.back().score)) rule.of.push_back(set.back().score);
    }
    if (set.empty()) wrong(element, "must name at least one score with its range");
  }
  if (rule.criteria.empty()) wrong(place["any"], "must be a list that is not empty");
}

void ScoringReader::read_by_context(const RulePlace& place, ScoreRule& rule) {
  ByContext& choice = rule.by_context;
  choice.fact = text(place["context"]);
  for (const auto& [fact, member] : place["values"].members()) {
    if (member.json.is_number()) {
      choice.numbers.emplace_back(fact, number(member));
    } else {
      choice.scores.emplace_back(fact, score(member));
      rule.of.push_back(choice.scores.back().second);
    }
  }
  if (choice.numbers.empty() == choice.scores.empty()) {
    wrong(place["values"], "must give a number, or must give a score, for each value of the context");
  }
  if (place["otherwise"].json.exists()) choice.otherwise = number(place["otherwise"]);
  choice.note = text(place["note"]);
}

void ScoringReader::read_missing(const RulePlace& place, ScoreRule& rule) {
  const RulePlace missing = place["missing"];
  if (!missing.json.exists()) return wrong(place, "says nothing about missing answers; add \"missing\"");
  expect_keys(missing, {"allowed", "top_band_is_certain", "source"});
  static_cast<void>(source(missing));  // must be named; the score's own source is what is printed
  rule.allowed_missing = whole(missing["allowed"], 0, std::max(0, static_cast<int>(rule.slots.size()) - 1));
  const bool without_a_sum =
      rule.verb == Verb::mean || rule.verb == Verb::percent || rule.verb == Verb::prorate || rule.verb == Verb::list;
  if (rule.allowed_missing > 0 && !without_a_sum) {
    wrong(missing["allowed"], "must be 0, or a skipped item would count as 0; use mean or prorate");
  }
  rule.top_band_is_certain = yes(missing["top_band_is_certain"], false);
}

}  // namespace anteroom::forms
