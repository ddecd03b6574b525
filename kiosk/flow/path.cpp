#include "kiosk/flow/path.h"

#include <algorithm>
#include <ranges>

namespace anteroom::flow {
namespace {

using Places = std::vector<forms::Place>;

patient::Step enter(const Session& session, const forms::Place& place, patient::Origin origin = patient::Origin::path) {
  const forms::Form* form = session.visit.form(place.form);
  if (!form->patient_notice.empty() && !session.notices_shown.contains(place.form))
    return patient::FormNotice{place.form, origin};
  return question_at(session, place, origin);
}

// Position of the form in the visit, to compare what comes first.
std::ptrdiff_t rank(const Session& session, std::string_view form) {
  return std::ranges::find(session.visit.forms(), form,
                           [](const forms::Form* each) { return each->questionnaire.id; }) -
         session.visit.forms().begin();
}

bool owes_message(const Session& session, const FormId& form) {
  return !session.afters_shown.contains(form) &&
         std::ranges::any_of(session.visit.raised(), [&](const forms::RaisedFlag& raised) {
           return raised.form == form && raised.flag.level == forms::FlagLevel::safety;
         });
}

patient::Step last_question_before(const Session& session, std::ptrdiff_t form_rank) {
  const Places asked = session.visit.asked();
  for (const forms::Place& place : std::views::reverse(asked)) {
    if (rank(session, place.form) < form_rank) return question_at(session, place);
  }
  return patient::Briefing{};
}

}  // namespace

patient::Question question_at(const Session& session, const forms::Place& place, patient::Origin origin) {
  patient::Question question{.place = place, .draft = {}, .refusal = {}, .origin = origin};
  const auto draft = std::ranges::find(session.drafts, place, &std::pair<forms::Place, Draft>::first);
  if (draft != session.drafts.end()) {
    question.draft = draft->second;
    return question;
  }
  const forms::Answers& answers = session.visit.answers(place.form);
  const auto answer = answers.find(place.link_id);
  const forms::Item& item = session.visit.item(place);
  question.draft = answer != answers.end() ? draft_of(item, answer->second) : proposal_of(item);
  return question;
}

patient::Step first_step(const Session& session) {
  const Places asked = session.visit.asked();
  if (asked.empty()) return patient::Review{};
  return enter(session, asked.front());
}

std::optional<patient::Check> check_after(Session& session, const forms::Place& place, patient::Origin origin) {
  const forms::Form& form = *session.visit.form(place.form);
  const auto report = form.rules.score(form.questionnaire, session.visit.answers(place.form), session.visit.context());
  std::optional<patient::Check> check;
  for (const forms::Warning& warning : report.warnings) {
    if (warning.patient_message.empty() || !std::ranges::contains(warning.link_ids, place.link_id)) continue;
    // One question at a time, and no series of them: what is told at once is asked about once.
    const bool is_new = session.checked.emplace(place.form, warning.id).second;
    if (is_new && !check) check = patient::Check{.place = place, .warning = warning, .origin = origin};
  }
  return check;
}

patient::Step step_to_change(const Session& session, const patient::Check& check) {
  for (const forms::Place& place : session.visit.asked()) {
    const bool concerned =
        place.form == check.place.form && std::ranges::contains(check.warning.link_ids, place.link_id);
    if (concerned) return question_at(session, place, check.origin);
  }
  return question_at(session, check.place, check.origin);
}

patient::Step step_after(Session& session, const forms::Place& place, patient::Origin origin) {
  const Places asked = session.visit.asked();
  const auto here = std::ranges::find(asked, place);
  const auto next = here == asked.end() ? here : here + 1;
  const bool leaves_form = origin == patient::Origin::review || next == asked.end() || next->form != place.form;
  if (leaves_form && owes_message(session, place.form)) {
    std::erase(session.opened, place);
    session.afters_shown.insert(place.form);
    return patient::FormAfter{place.form, origin};
  }
  if (origin == patient::Origin::review) {
    std::erase(session.opened, place);
    return step_back_to_review(session);
  }
  if (next == asked.end()) return step_back_to_review(session);
  return next->form == place.form ? patient::Step{question_at(session, *next)} : enter(session, *next);
}

patient::Step step_back_to_review(Session& session) {
  const Places& asked = session.visit.asked();
  std::erase_if(session.opened, [&](const forms::Place& place) {
    return !std::ranges::contains(asked, place) || session.visit.progress(place) != forms::Progress::not_answered;
  });
  if (session.opened.empty()) return patient::Review{};
  return enter(session, session.opened.front(), patient::Origin::review);
}

patient::Step step_after_form(Session& session, std::string_view form) {
  for (const forms::Place& place : session.visit.asked()) {
    if (rank(session, place.form) > rank(session, form)) return enter(session, place);
  }
  return step_back_to_review(session);
}

patient::Step step_after_notice(Session& session, std::string_view form, patient::Origin origin) {
  if (origin == patient::Origin::review) return step_back_to_review(session);
  for (const forms::Place& place : session.visit.asked()) {
    if (place.form == form) return question_at(session, place);
  }
  return step_after_form(session, form);
}

patient::Step step_before(const Session& session, const patient::Question& question) {
  if (question.origin == patient::Origin::review) return patient::Review{};
  const Places asked = session.visit.asked();
  const auto here = std::ranges::find(asked, question.place);
  if (here != asked.begin() && (here - 1)->form == question.place.form) return question_at(session, *(here - 1));
  if (!session.visit.form(question.place.form)->patient_notice.empty()) return patient::FormNotice{question.place.form};
  return last_question_before(session, rank(session, question.place.form));
}

patient::Step step_before_notice(const Session& session, std::string_view form, patient::Origin origin) {
  if (origin == patient::Origin::review) return patient::Review{};
  return last_question_before(session, rank(session, form));
}

patient::Step step_before_review(const Session& session) {
  return last_question_before(session, static_cast<std::ptrdiff_t>(session.visit.forms().size()));
}

}  // namespace anteroom::flow
