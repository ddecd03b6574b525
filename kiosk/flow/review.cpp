#include "kiosk/flow/review.h"

#include "kiosk/flow/after_visit.h"
#include "kiosk/flow/past_visit.h"
#include "kiosk/flow/path.h"
#include "kiosk/flow/response.h"

#include <algorithm>

namespace anteroom::flow {
namespace {

Result<void> submit(const Session& session, Services& services) {
  std::string text = response_text(session.committed);
  const auto sealed = services.vault.seal(text, platform::place_of_response(session.row.id));
  wipe(text);
  if (!sealed) return std::unexpected(sealed.error());
  // Of their own: they stay when the answers go.
  const auto scores = seal_scores(session.row.id, forms::scores_of(session.visit), services.vault);
  if (!scores) return std::unexpected(scores.error());
  return services.store.submit_visit(session.row.id, {*sealed, static_cast<int>(session.committed.size())}, *scores,
                                     services.clock.now());
}

// Many answers are found by what they are about: nobody turns thirty pages to the one that shall be changed.
ReviewPart answers_part(const Session& session) {
  constexpr std::size_t few = 12;
  const auto& asked = session.visit.asked();
  const bool several_forms =
      std::ranges::any_of(asked, [&](const forms::Place& place) { return place.form != asked.front().form; });
  return asked.size() > few && several_forms ? ReviewPart::forms : ReviewPart::all;
}

}  // namespace

Next on_review(Patient& screen, const Intent& intent, Services& services) {
  Session& session = *screen.session;
  const auto is_missing = [&](const forms::Place& place) {
    return session.visit.progress(place) == forms::Progress::not_answered;
  };
  // Nothing is left of what was shown: the screen is back at the beginning.
  if (session.review == ReviewPart::unanswered && std::ranges::none_of(session.visit.asked(), is_missing))
    session.review = ReviewPart::overview;
  if (const auto* edit = std::get_if<intent::Edit>(&intent)) {
    if (std::ranges::contains(session.visit.asked(), edit->place)) {
      screen.step = question_at(session, edit->place, patient::Origin::review);
    }
  } else if (std::holds_alternative<intent::ShowUnanswered>(intent)) {
    const bool shown = session.review == ReviewPart::unanswered;
    session.review = shown ? answers_part(session) : ReviewPart::unanswered;
  } else if (std::holds_alternative<intent::ShowAnswers>(intent)) {
    session.review = answers_part(session);
  } else if (const auto* open = std::get_if<intent::OpenForm>(&intent)) {
    if (session.review != ReviewPart::forms ||
        !std::ranges::contains(session.visit.asked(), open->form, &forms::Place::form))
      return std::nullopt;
    session.review = ReviewPart::one_form;
    session.reviewed = open->form;
  } else if (session.review == ReviewPart::one_form &&
             (std::holds_alternative<intent::Back>(intent) || std::holds_alternative<intent::Continue>(intent))) {
    session.review = ReviewPart::forms;
  } else if (std::holds_alternative<intent::Back>(intent) && session.review != ReviewPart::overview) {
    session.review = ReviewPart::overview;
  } else if (std::holds_alternative<intent::Back>(intent)) {
    screen.step = step_before_review(session);
  } else if (std::holds_alternative<intent::Finish>(intent)) {
    const auto ended = session.clinician ? finish_after_visit(session, services) : submit(session, services);
    if (!ended) {
      services.log.write(platform::Event::store_failed, session.row.id.value);
      screen.overlay = patient::Trouble{intent::Finish{}};
      return std::nullopt;
    }
    if (!session.clinician) services.log.write(platform::Event::visit_finished, session.row.id.value);
    return Thanks{session.row.id, session.clinician.has_value(), session.help,
                  !session.afters_shown.empty() || !session.alerted.empty()};
  }
  return std::nullopt;
}

}  // namespace anteroom::flow
