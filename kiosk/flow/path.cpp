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

// A rest is offered between two forms, never within one: in a visit of at least so many questions …
constexpr std::size_t long_visit = 25;
// … after so many since the last offer or the beginning, about five minutes …
constexpr std::size_t between_offers = 20;
// … and while more than a handful are left: nobody comes back with a code for these.
constexpr std::size_t worth_a_rest = 5;

patient::Step enter_form(Session& session, const forms::Place& place) {
  const Places asked = session.visit.asked();
  const auto before = static_cast<std::size_t>(std::ranges::find(asked, place) - asked.begin());
  const std::size_t left = asked.size() - before;
  const bool is_due = asked.size() >= long_visit && before >= session.rest_offered_at + between_offers;
  // Nobody could be known again who answers without a name.
  if (!is_due || left < worth_a_rest || session.clinician) return enter(session, place);
  session.rest_offered_at = before;
  return patient::RestOffer{place};
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
  question.draft.is_stored = answer != answers.end();
  question.draft.half_days = session.half_days;
  return question;
}

bool counts_half_days(const std::string& language, const Services& services) {
  const bool spoken = std::ranges::contains(services.languages, language);
  if (!spoken && services.languages.empty()) return true;
  return std::ranges::contains(services.half_day_languages, spoken ? language : services.languages.front());
}

patient::Step first_step(const Session& session) {
  const Places asked = session.visit.asked();
  if (asked.empty()) return patient::Review{};
  return enter(session, asked.front());
}

patient::Step step_to_go_on(const Session& session) {
  // What was skipped before the last answer was skipped on purpose; the review shows it.
  const Places asked = session.visit.asked();
  std::size_t next = 0;
  for (std::size_t index = 0; index < asked.size(); ++index) {
    const auto is_of_place = [&](const platform::AnswerRow& row) {
      return row.form == asked[index].form && row.link_id == asked[index].link_id;
    };
    if (std::ranges::any_of(session.committed, is_of_place)) next = index + 1;
  }
  if (next == asked.size()) return patient::Review{};
  return enter(session, asked[next]);
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
    if (!concerned) continue;
    patient::Question question = question_at(session, place, check.origin);
    question.after_check = true;
    return question;
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
  return next->form == place.form ? patient::Step{question_at(session, *next)} : enter_form(session, *next);
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
    if (rank(session, place.form) > rank(session, form)) return enter_form(session, place);
  }
  return step_back_to_review(session);
}

patient::Step step_after_rest_offer(const Session& session, const patient::RestOffer& offer) {
  return enter(session, offer.next);
}

patient::Step step_before_rest_offer(const Session& session, const patient::RestOffer& offer) {
  return last_question_before(session, rank(session, offer.next.form));
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
