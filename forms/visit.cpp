#include "forms/visit.h"

#include "forms/standing.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace anteroom::forms {

namespace {

VisitPlan plan_of(const std::vector<const Form*>& forms, Context context) {
  VisitPlan plan{{}, std::move(context)};
  for (const Form* form : forms) plan.forms.push_back({form, {}, {}});
  return plan;
}

bool looks_at_answers(const FormCondition& condition) { return !std::holds_alternative<FactCondition>(condition); }

}  // namespace

Visit::Visit(const std::vector<const Form*>& forms, Context context) : Visit(plan_of(forms, std::move(context))) {}

Visit::Visit(VisitPlan plan)
    : m_plan(std::move(plan.forms)),
      m_twins(std::make_shared<const std::vector<Twin>>(find_twins(m_plan))),
      m_context(std::move(plan.context)),
      m_given(m_plan.size()),
      m_positions(m_plan.size()) {
  for (const VisitForm& each : m_plan) m_forms.push_back(each.form);
  settle_from(0);
}

std::optional<std::size_t> Visit::index_of(std::string_view form) const {
  const auto found = std::ranges::find_if(m_forms, [&](const Form* each) { return each->questionnaire.id == form; });
  if (found == m_forms.end()) return std::nullopt;
  return static_cast<std::size_t>(found - m_forms.begin());
}

const Form* Visit::form(std::string_view id) const {
  const auto index = index_of(id);
  return index ? m_forms[*index] : nullptr;
}

bool Visit::is_open(std::string_view form) const {
  const auto index = index_of(form);
  return index && m_positions[*index].is_open;
}

std::string_view Visit::language(std::string_view form) const {
  const auto index = index_of(form);
  return index ? m_plan[*index].spoken() : std::string_view();
}

bool Visit::is_tailored() const {
  return std::ranges::any_of(
      m_plan, [](const VisitForm& each) { return std::ranges::any_of(each.when.conditions, looks_at_answers); });
}

const Answers& Visit::answers(std::string_view form) const {
  static const Answers none;
  const auto index = index_of(form);
  return index ? m_positions[*index].answers : none;
}

const Item& Visit::item(const Place& place) const {
  static const Item none;
  const Form* const of = form(place.form);
  const Item* const found = of == nullptr ? nullptr : of->questionnaire.find(place.link_id);
  return found == nullptr ? none : *found;
}

Progress Visit::progress(const Place& place) const {
  const Answers& given = answers(place.form);
  const auto found = given.find(place.link_id);
  if (found == given.end()) return Progress::not_answered;
  return std::holds_alternative<Declined>(found->second) ? Progress::declined : Progress::answered;
}

std::optional<Refusal> Visit::refuse(const Place& place, const Answer& answer) const {
  const Form* const of = form(place.form);
  const Item* const asked = of == nullptr ? nullptr : of->questionnaire.find(place.link_id);
  if (asked == nullptr) return Refusal{"unknown-link-id", place.link_id, "this visit has no such question"};
  if (auto refused = forms::refuse(*asked, answer)) return refused;
  if (!std::ranges::contains(m_asked, place)) {
    return Refusal{"not-enabled", place.link_id, "the question is not asked as the other answers stand"};
  }
  return std::nullopt;
}

std::vector<NotAskedWith> Visit::left_out(std::string_view form) const {
  std::vector<NotAskedWith> rules;
  const auto index = index_of(form);
  if (!index || !m_positions[*index].is_open) return rules;
  std::ranges::copy_if(m_forms[*index]->not_asked_with, std::back_inserter(rules),
                       [&](const NotAskedWith& rule) { return is_left_out(*index, rule); });
  return rules;
}

std::vector<Flag> Visit::flags_of(const Place& place, const Answer& answer) const {
  std::vector<Flag> flags;
  for (const Place& same : same_as(place)) {
    const Form* const of = form(same.form);
    for (Flag& flag : of->rules.flags_of_answer(of->questionnaire, same.link_id, answer)) {
      flags.push_back(std::move(flag));
    }
  }
  std::ranges::stable_partition(flags, [](const Flag& flag) { return flag.level == FlagLevel::safety; });
  return flags;
}

void Visit::apply(const Place& place, const Answer& answer, Instant at) {
  for (const Place& same : same_as(place)) {
    const Form* const of = form(same.form);
    for (Flag& flag : of->rules.flags_of_answer(of->questionnaire, same.link_id, answer)) {
      if (flag.level == FlagLevel::safety)
        raise(same.form, std::move(flag), in_words(item(same), answer, staff_language), at);
    }
  }
  const Place owner = owner_of(place);
  const auto index = index_of(owner.form);
  if (!index) return;
  m_given[*index].insert_or_assign(owner.link_id, answer);
  settle_from(*index);
  follow_answers(at);
}

void Visit::clear(const Place& place, Instant at) {
  const Place owner = owner_of(place);
  const auto index = index_of(owner.form);
  if (!index) return;
  m_given[*index].erase(owner.link_id);
  settle_from(*index);
  follow_answers(at);
}

std::vector<ScoreReport> Visit::reports() const {
  std::vector<ScoreReport> all;
  for (std::size_t index = 0; index < m_forms.size(); ++index) {
    if (!m_positions[index].is_open) continue;
    all.push_back(m_forms[index]->rules.score(m_forms[index]->questionnaire, m_positions[index].answers,
                                              m_positions[index].context));
  }
  return all;
}

void Visit::raise(const FormId& form, Flag flag, std::string answer, Instant at) {
  const auto known = std::ranges::find_if(m_raised, [&](const RaisedFlag& raised) {
    return raised.form == form && raised.flag.id == flag.id && raised.flag.link_id == flag.link_id;
  });
  if (known == m_raised.end()) {
    m_raised.push_back({form, std::move(flag), answer, answer, at, at});
  } else if (flag.answer > known->flag.answer) {
    known->flag = std::move(flag);  // a worse answer raises the grade; nothing ever lowers it
  }
}

void Visit::follow_answers(Instant at) {
  for (RaisedFlag& raised : m_raised) {
    const Place place{raised.form, raised.flag.link_id};
    const Answer* const answer = current_answer(place);
    std::string current = answer == nullptr ? "" : in_words(item(place), *answer, staff_language);
    if (current == raised.current_answer) continue;
    raised.current_answer = std::move(current);
    raised.changed_at = at;
  }
}

// Where the question is asked: here, or in the earlier form that asks it for both.
Place Visit::owner_of(const Place& place) const {
  const auto index = index_of(place.form);
  if (!index) return place;
  const auto& owners = m_positions[*index].owner;
  const auto owner = owners.find(place.link_id);
  return owner == owners.end() ? place : owner->second;
}

// The place and every other one of the visit that asks the same question, open or not; none where the visit has no such
// form.
std::vector<Place> Visit::same_as(const Place& place) const {
  const auto index = index_of(place.form);
  if (!index) return {};
  std::vector<Place> same{place};
  for (const Twin& twin : *m_twins) {
    const Place later{m_forms[twin.form]->questionnaire.id, twin.link_id};
    const Place earlier{m_forms[twin.earlier]->questionnaire.id, twin.earlier_link_id};
    if (later == place && !std::ranges::contains(same, earlier)) same.push_back(earlier);
    if (earlier == place && !std::ranges::contains(same, later)) same.push_back(later);
  }
  return same;
}

const Answer* Visit::current_answer(const Place& place) const {
  for (const Place& same : same_as(place)) {
    const Answers& given = answers(same.form);
    if (const auto found = given.find(same.link_id); found != given.end()) return &found->second;
  }
  return nullptr;
}

// A form that may close again by a later answer leaves nothing out before it.
bool Visit::is_left_out(std::size_t form, const NotAskedWith& rule) const {
  const auto other = index_of(rule.form);
  if (!other) return false;
  return *other < form ? m_positions[*other].is_open : m_plan[*other].when.always();
}

// Conditions and shared answers look back only, so one pass in order settles everything from the first form on.
void Visit::settle_from(std::size_t first) {
  for (std::size_t form = first; form < m_forms.size(); ++form) settle(form);
  m_asked.clear();
  for (std::size_t form = 0; form < m_forms.size(); ++form) {
    const Position& position = m_positions[form];
    if (!position.is_open) continue;
    const Form& of = *m_forms[form];
    for (const LinkId& question : position.in_order) {
      if (!position.owner.contains(question)) m_asked.push_back({of.questionnaire.id, question});
    }
  }
}

void Visit::settle(std::size_t form) {
  const Form& of = *m_forms[form];
  Position position;
  const auto earlier = [&](std::string_view id) -> Standpoint {
    const auto index = index_of(id);
    if (!index || *index >= form || !m_positions[*index].is_open) return {};
    return {m_forms[*index], &m_positions[*index].answers, &m_positions[*index].context};
  };
  position.is_open = holds(m_plan[form].when, earlier, m_context);
  if (!position.is_open) {
    m_given[form].clear();  // dropped, not hidden: when the form opens again it is answered anew
    m_positions[form] = std::move(position);
    return;
  }
  position.context = m_context;
  std::set<LinkId, std::less<>> left_out;
  for (const NotAskedWith& rule : of.not_asked_with) {
    if (!is_left_out(form, rule)) continue;
    left_out.insert(rule.item);
    position.context.insert_or_assign(rule.form, "asked");  // what is left out is not missing to a score
  }
  std::map<LinkId, Place, std::less<>> owners;
  for (const Twin& twin : *m_twins) {
    if (twin.form != form || owners.contains(twin.link_id)) continue;
    const Position& before = m_positions[twin.earlier];
    if (before.is_open && before.asked.contains(twin.earlier_link_id)) {
      const auto first = before.owner.find(twin.earlier_link_id);
      owners.emplace(twin.link_id, first != before.owner.end()
                                       ? first->second
                                       : Place{m_forms[twin.earlier]->questionnaire.id, twin.earlier_link_id});
    }
  }
  Answers given = m_given[form];
  std::erase_if(given, [&](const auto& one) { return left_out.contains(one.first) || owners.contains(one.first); });
  for (const auto& [link_id, owner] : owners) {
    const Answers& shared = m_positions[*index_of(owner.form)].answers;
    if (const auto found = shared.find(owner.link_id); found != shared.end() && !left_out.contains(link_id))
      given.insert_or_assign(link_id, found->second);
  }
  Standing standing = forms::stand(of.questionnaire, given);
  position.answers = std::move(standing.answers);
  for (const Item* question : standing.asked) {
    if (left_out.contains(question->link_id)) continue;
    position.asked.insert(question->link_id);
    position.in_order.push_back(question->link_id);
    if (const auto owner = owners.find(question->link_id); owner != owners.end()) position.owner.insert(*owner);
  }
  m_given[form] = std::move(standing.given);
  std::erase_if(m_given[form], [&](const auto& one) { return owners.contains(one.first); });
  m_positions[form] = std::move(position);
}

}  // namespace anteroom::forms
