#include "forms/visit.h"

#include <algorithm>

namespace anteroom::forms {

Visit::Visit(std::vector<const Form*> forms, Context context)
    : m_forms(std::move(forms)), m_context(std::move(context)) {
  for (const Form* form : m_forms) m_answers[form->questionnaire.id];
  find_asked();
}

const Form* Visit::form(std::string_view id) const {
  const auto found = std::ranges::find_if(m_forms, [&](const Form* form) { return form->questionnaire.id == id; });
  return found == m_forms.end() ? nullptr : *found;
}

const Answers& Visit::answers(std::string_view form) const {
  static const Answers none;
  const auto found = m_answers.find(form);
  return found == m_answers.end() ? none : found->second;
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

std::vector<Flag> Visit::flags_of(const Place& place, const Answer& answer) const {
  const Form* const of = form(place.form);
  if (of == nullptr) return {};
  std::vector<Flag> flags = of->rules.flags_of_answer(of->questionnaire, place.link_id, answer);
  std::ranges::stable_partition(flags, [](const Flag& flag) { return flag.level == FlagLevel::safety; });
  return flags;
}

void Visit::apply(const Place& place, const Answer& answer, Instant at) {
  const Form* const of = form(place.form);
  if (of == nullptr) return;
  for (Flag& flag : flags_of(place, answer)) {
    if (flag.level == FlagLevel::safety)
      raise(place.form, std::move(flag), in_words(item(place), answer, staff_language), at);
  }
  Answers& given = m_answers[place.form];
  given.insert_or_assign(place.link_id, answer);
  given = enabled_answers(of->questionnaire, given);
  follow_answers(at);
  find_asked();
}

void Visit::clear(const Place& place, Instant at) {
  const Form* const of = form(place.form);
  if (of == nullptr) return;
  Answers& given = m_answers[place.form];
  given.erase(place.link_id);
  given = enabled_answers(of->questionnaire, given);
  follow_answers(at);
  find_asked();
}

std::vector<ScoreReport> Visit::reports() const {
  std::vector<ScoreReport> all;
  for (const Form* form : m_forms) {
    all.push_back(form->rules.score(form->questionnaire, answers(form->questionnaire.id), m_context));
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
    const Answers& given = answers(raised.form);
    const auto found = given.find(raised.flag.link_id);
    std::string current =
        found == given.end() ? "" : in_words(item({raised.form, raised.flag.link_id}), found->second, staff_language);
    if (current == raised.current_answer) continue;
    raised.current_answer = std::move(current);
    raised.changed_at = at;
  }
}

void Visit::find_asked() {
  m_asked.clear();
  for (const Form* form : m_forms) {
    for (const Item* question : asked_questions(form->questionnaire, answers(form->questionnaire.id))) {
      m_asked.push_back({form->questionnaire.id, question->link_id});
    }
  }
}

}  // namespace anteroom::forms
