// One visit as the patient lives it: every answer is on the disk before the next question shows.
#include "kiosk/flow/flow.h"
#include "kiosk/flow/overloaded.h"
#include "kiosk/flow/path.h"
#include "kiosk/flow/review.h"
#include "kiosk/flow/safety.h"
#include "kiosk/flow/screens.h"

#include <algorithm>

namespace anteroom::flow {
namespace {

// Asking again within this time sends nothing new: somebody is being asked already.
constexpr std::chrono::seconds help_pause{60};

void forget_draft(Session& session, const forms::Place& place) {
  for (auto& [of, draft] : session.drafts) {
    if (of == place) draft.wipe();
  }
  std::erase_if(session.drafts, [&](const auto& draft) { return draft.first == place; });
}

void keep_draft(Session& session, const patient::Question& question) {
  forget_draft(session, question.place);
  if (!question.draft.is_empty()) session.drafts.emplace_back(question.place, question.draft);
}

void call_staff(State& state, Session& session, platform::AlertKind kind, Services& services) {
  session.help = call_to_patient(state, services, session.row, kind);
  session.help_asked = services.clock.since_boot();
}

// What the answer raises, once a question and visit, whatever happens to the answer later.
std::optional<platform::NewAlert> alert_of(const Session& session, const forms::Place& place,
                                           const forms::Answer& answer, Instant at) {
  const auto flags = session.visit.flags_of(place, answer);
  const bool safety = std::ranges::contains(flags, forms::FlagLevel::safety, &forms::Flag::level);
  if (!safety || session.alerted.contains({place.form, place.link_id})) return std::nullopt;
  return platform::NewAlert{platform::AlertKind::safety_answer, place.form, place.link_id, at};
}

// Questions that this answer opened and that the path does not come by: all of them after a change in the review, on
// the way there those that stand before it. They are asked before the review is shown.
std::vector<forms::Place> opened_by(const forms::Visit& before, const forms::Visit& after, const patient::Step& step) {
  const auto* question = std::get_if<patient::Question>(&step);
  std::vector<forms::Place> opened;
  if (question == nullptr) return opened;
  for (const forms::Place& place : after.asked()) {
    if (question->origin == patient::Origin::path && place == question->place) break;
    if (!std::ranges::contains(before.asked(), place)) opened.push_back(place);
  }
  return opened;
}

// Sealed before the store sees it: from here on only staff can read it.
Result<std::optional<AlertId>> store_answer(Session& session, const forms::Place& place,
                                            const std::optional<forms::Answer>& answer,
                                            const std::optional<platform::NewAlert>& alert, const forms::Visit& after,
                                            Services& services) {
  const int sequence = session.next_sequence();
  platform::AnswerRow given{sequence, place.form, place.link_id, answer ? forms::to_json(*answer) : std::string(),
                            services.clock.now()};
  platform::AnswerRow row = given;
  if (answer) {
    auto sealed = services.vault.seal(given.payload, platform::place_of_answer(session.row.id, sequence));
    wipe(row.payload);
    if (!sealed) return std::unexpected(std::move(sealed.error()));
    row.payload = std::move(*sealed);
  }
  auto committed = services.store.commit_answer(session.row.id, row, static_cast<int>(after.asked().size()), alert);
  if (committed) session.committed.push_back(std::move(given));
  return committed;
}

// Commits the answer (or its absence) and applies it; on failure nothing changed, and `again` is offered to the
// patient.
bool commit(State& state, Patient& screen, const forms::Place& place, const std::optional<forms::Answer>& answer,
            const Intent& again, Services& services) {
  Session& session = *screen.session;
  const Instant at = services.clock.now();
  forms::Visit after = session.visit;
  if (answer) {
    after.apply(place, *answer, at);
  } else {
    after.clear(place, at);
  }
  const auto opened = opened_by(session.visit, after, screen.step);
  const auto keep_opened = [&] { session.opened.insert(session.opened.end(), opened.begin(), opened.end()); };
  if (session.clinician) {
    keep_opened();
    session.visit = std::move(after);  // in memory only, until it is finished
    forget_draft(session, place);
    return true;
  }
  const auto alert = answer ? alert_of(session, place, *answer, at) : std::nullopt;
  const auto committed = store_answer(session, place, answer, alert, after, services);
  if (!committed) {
    services.log.write(platform::Event::store_failed, session.row.id.value);
    screen.overlay = patient::Trouble{again};
    // A disk in trouble must not silence the answer that needs a person; the row follows when the disk takes it.
    if (alert && session.unstored_alerts.insert({place.form, place.link_id}).second) {
      send_alert(state, services, AlertId{}, session.row, at, false);
    }
    return false;
  }
  keep_opened();
  session.visit = std::move(after);
  forget_draft(session, place);
  if (alert && *committed) {
    session.alerted.insert({place.form, place.link_id});
    services.log.write(platform::Event::alert_raised, (*committed)->value);
    send_alert(state, services, **committed, session.row, at, false);
  }
  return true;
}

void go_on(Patient& screen, const patient::Question& question) {
  Session& session = *screen.session;
  const forms::Place place = question.place;
  const patient::Origin origin = question.origin;
  if (auto check = check_after(session, place, origin)) {
    screen.step = std::move(*check);
  } else {
    screen.step = step_after(session, place, origin);
  }
}

void on_continue(State& state, Patient& screen, patient::Question& question, Services& services) {
  const Session& session = *screen.session;
  const forms::Place place = question.place;
  const forms::Answers& answers = session.visit.answers(place.form);
  const auto stored = answers.find(place.link_id);
  if (question.draft.is_empty()) {
    // "Prefer not to answer", given before, stands; a question without any answer needs Skip or a choice.
    const bool declined = session.visit.progress(place) == forms::Progress::declined;
    if (declined) go_on(screen, question);
    return;
  }
  const forms::Item& item = session.visit.item(place);
  if (!can_continue(item, question.draft)) return;
  switch (advance(item, question.draft)) {
    case Advance::answer: break;
    case Advance::stay: return;
    case Advance::refuse: question.refusal = "not-whole"; return;
  }
  const auto answer = answer_of(item, question.draft);
  if (!answer) {
    question.refusal = "not-whole";
    return;
  }
  if (const auto refusal = session.visit.refuse(place, *answer)) {
    question.refusal = refusal->code;
    return;
  }
  const bool unchanged = stored != answers.end() && stored->second == *answer;
  if (unchanged || commit(state, screen, place, answer, intent::Continue{}, services)) go_on(screen, question);
}

// Something that the patient chose or wrote, and not only what the form has filled in.
bool has_answered(const Session& session, const patient::Question& question) {
  const bool untouched = session.visit.progress(question.place) == forms::Progress::not_answered &&
                         is_proposal(session.visit.item(question.place), question.draft);
  return !question.draft.is_empty() && !untouched;
}

void on_skip(State& state, Patient& screen, const patient::Question& question, Services& services) {
  const bool nothing_stored = screen.session->visit.progress(question.place) == forms::Progress::not_answered;
  if (nothing_stored) forget_draft(*screen.session, question.place);
  if (nothing_stored || commit(state, screen, question.place, std::nullopt, intent::Skip{}, services))
    go_on(screen, question);
}

void on_decline(State& state, Patient& screen, const patient::Question& question, Services& services) {
  const bool unchanged = screen.session->visit.progress(question.place) == forms::Progress::declined;
  if (unchanged) forget_draft(*screen.session, question.place);
  if (unchanged || commit(state, screen, question.place, forms::Declined{}, intent::Decline{}, services)) {
    go_on(screen, question);
  }
}

void leave(State& state, Patient& screen, const patient::Question& question, patient::Question::Leaving how,
           Services& services) {
  switch (how) {
    case patient::Question::Leaving::skip: on_skip(state, screen, question, services); break;
    case patient::Question::Leaving::decline: on_decline(state, screen, question, services); break;
    case patient::Question::Leaving::back:
      forget_draft(*screen.session, question.place);
      screen.step = step_before(*screen.session, question);
      break;
  }
}

// Back on the way keeps what was chosen. Who came from the review would not pass here again: what was answered before
// stands, and a first answer is asked about.
void on_back(Patient& screen, patient::Question& question) {
  Session& session = *screen.session;
  if (step_back(session.visit.item(question.place), question.draft)) return;
  const bool is_first = session.visit.progress(question.place) == forms::Progress::not_answered;
  if (question.origin == patient::Origin::path) {
    keep_draft(session, question);
  } else if (is_first && has_answered(session, question)) {
    question.leaving = patient::Question::Leaving::back;
    return;
  } else {
    forget_draft(session, question.place);
  }
  screen.step = step_before(session, patient::Question(question));
}

// ---- one function a step; each may replace screen.step as the last thing it does -----------------------------------

Next on_step(State&, Patient& screen, patient::Briefing&, const Intent& intent, Services&) {
  if (std::holds_alternative<intent::Continue>(intent)) screen.step = first_step(*screen.session);
  return std::nullopt;
}

Next on_step(State&, Patient& screen, patient::FormNotice& notice, const Intent& intent, Services&) {
  const FormId form = notice.form;
  if (std::holds_alternative<intent::Continue>(intent)) {
    screen.session->notices_shown.insert(form);
    screen.step = step_after_notice(*screen.session, form, notice.origin);
  } else if (std::holds_alternative<intent::Back>(intent)) {
    screen.step = step_before_notice(*screen.session, form, notice.origin);
  }
  return std::nullopt;
}

Next on_step(State& state, Patient& screen, patient::Question& question, const Intent& intent, Services& services) {
  const forms::Item& item = screen.session->visit.item(question.place);
  // That somebody is there changes nothing; only the next touch with a meaning takes the words away.
  if (std::holds_alternative<intent::Touched>(intent)) return std::nullopt;
  if (question.leaving) {
    // Skip and Decline: again, after the store was in trouble.
    if (std::holds_alternative<intent::Continue>(intent) || std::holds_alternative<intent::Skip>(intent) ||
        std::holds_alternative<intent::Decline>(intent)) {
      leave(state, screen, patient::Question(question), *question.leaving, services);
    } else if (std::holds_alternative<intent::Back>(intent)) {
      question.leaving.reset();
    }
    return std::nullopt;
  }
  const auto leave_by = [&](patient::Question::Leaving how) {
    if (has_answered(*screen.session, question)) {
      question.leaving = how;
    } else {
      leave(state, screen, patient::Question(question), how, services);
    }
  };
  const bool was_refused = !std::exchange(question.refusal, {}).empty();
  std::visit(Overloaded{
                 [&](const intent::Choose& touched) {
                   if (!choose(item, question.draft, touched.option)) question.refusal = "too-many-answers";
                 },
                 [&](const intent::Undo&) { undo(question.draft); },
                 [&](const intent::AddLine&) { open_line(item, question.draft); },
                 [&](const intent::RemoveLine& touched) { remove_line(question.draft, touched.line); },
                 [&](const intent::Type& touched) {
                   if (was_refused) drop_refused_day(item, question.draft);
                   type(item, question.draft, touched.key);
                 },
                 [&](const intent::Erase&) { erase(item, question.draft); },
                 [&](const intent::Continue&) { on_continue(state, screen, question, services); },
                 [&](const intent::Skip&) { leave_by(patient::Question::Leaving::skip); },
                 [&](const intent::Decline&) { leave_by(patient::Question::Leaving::decline); },
                 [&](const intent::Back&) { on_back(screen, question); },
                 [](const auto&) {},
             },
             intent);
  return std::nullopt;
}

Next on_step(State& state, Patient& screen, patient::FormAfter& after, const Intent& intent, Services& services) {
  if (std::holds_alternative<intent::ComeNow>(intent) && !after.come_now) {
    after.come_now = true;
    call_staff(state, *screen.session, platform::AlertKind::come_now, services);
  } else if (std::holds_alternative<intent::Continue>(intent)) {
    if (after.origin == patient::Origin::review) {
      screen.step = step_back_to_review(*screen.session);
    } else {
      screen.step = step_after_form(*screen.session, FormId(after.form));
    }
  }
  return std::nullopt;
}

Next on_step(State&, Patient& screen, patient::Check& check, const Intent& intent, Services&) {
  Session& session = *screen.session;
  if (std::holds_alternative<intent::Continue>(intent)) {
    screen.step = step_after(session, check.place, check.origin);
  } else if (std::holds_alternative<intent::ChangeAnswers>(intent)) {
    screen.step = step_to_change(session, check);
  } else if (std::holds_alternative<intent::Back>(intent)) {
    patient::Question asked = question_at(session, check.place, check.origin);
    asked.after_check = true;
    screen.step = std::move(asked);
  }
  return std::nullopt;
}

void begin_rest(Patient& screen, Services& services) {
  services.log.write(platform::Event::visit_rests, screen.session->row.id.value);
  screen.overlay = patient::Resting{services.clock.since_boot(), services.clock.now() + longest_rest, {}, 0};
}

Next on_step(State&, Patient& screen, patient::RestOffer& offer, const Intent& intent, Services& services) {
  const Session& session = *screen.session;
  if (std::holds_alternative<intent::Continue>(intent)) {
    screen.step = step_after_rest_offer(session, patient::RestOffer(offer));
  } else if (std::holds_alternative<intent::Back>(intent)) {
    screen.step = step_before_rest_offer(session, patient::RestOffer(offer));
  } else if (std::holds_alternative<intent::Rest>(intent)) {
    screen.step = step_after_rest_offer(session, patient::RestOffer(offer));  // where they go on once they are back
    begin_rest(screen, services);
  }
  return std::nullopt;
}

Next on_step(State&, Patient& screen, patient::Review&, const Intent& intent, Services& services) {
  return on_review(screen, intent, services);
}

Next on_steps(State& state, Patient& screen, const Intent& intent, Services& services) {
  return std::visit([&](auto& step) { return on_step(state, screen, step, intent, services); }, screen.step);
}

}  // namespace

Session::~Session() {
  for (auto& [place, draft] : drafts) draft.wipe();
  for (platform::AnswerRow& answer : committed) wipe(answer.payload);
}

void end_incomplete(const Patient& patient, Services& services) {
  const platform::VisitRow& row = patient.session->row;
  if (patient.session->clinician) return;  // nothing of it is kept
  if (services.store.end_visit(row.id, platform::VisitState::incomplete, services.clock.now())) {
    services.log.write(platform::Event::visit_incomplete, row.id.value);
  } else {
    // The visit stays "in progress" and becomes incomplete at the next start; the screen is wiped now in any case.
    services.log.write(platform::Event::store_failed, row.id.value);
  }
}

namespace {

void ask_staff(State& state, Session& session, Services& services) {
  const bool asked_already = session.help && services.clock.since_boot() - session.help_asked < help_pause;
  // Nobody is named in an anonymous run, so no alert can say where to go: the words on the screen send to the desk.
  if (!asked_already && !session.clinician) call_staff(state, session, platform::AlertKind::ask_staff, services);
}

// A wrong code and a wrong birth date look the same, as at check-in. Tries are counted in memory: so is the visit.
Next check_back_in(Patient& screen, patient::Resting& resting, Services& services) {
  const platform::VisitRow& row = screen.session->row;
  const auto birth_date = date_of_digits(resting.check_in->birth_date);
  if (!birth_date) {
    resting.check_in->problem = CheckIn::Problem::no_such_day;
    return std::nullopt;
  }
  if (resting.check_in->code == row.code && *birth_date == row.facts.birth_date) {
    services.log.write(platform::Event::visit_resumed, row.id.value);
    screen.overlay = std::monostate{};
    return std::nullopt;
  }
  if (++resting.tries >= most_check_ins) {
    end_incomplete(screen, services);
    return AskAtDesk{};
  }
  resting.check_in.emplace();
  resting.check_in->problem = CheckIn::Problem::no_match;
  return std::nullopt;
}

Next on_rest(State& state, Patient& screen, patient::Resting& resting, const Intent& intent, Services& services) {
  if (std::holds_alternative<intent::AskStaff>(intent)) {
    // Whoever stands here: the answers stay covered.
    ask_staff(state, *screen.session, services);
    resting.help = screen.session->help;
    resting.check_in.reset();
    return std::nullopt;
  }
  if (!resting.check_in) {
    if (std::holds_alternative<intent::Continue>(intent)) resting.check_in.emplace();
    return std::nullopt;
  }
  switch (type_check_in(*resting.check_in, intent)) {
    case CheckInStep::typing: break;
    case CheckInStep::left: resting.check_in.reset(); break;
    case CheckInStep::whole: return check_back_in(screen, resting, services);
  }
  return std::nullopt;
}

Next on_hidden(Patient& screen, const Intent& intent, Services& services) {
  if (std::holds_alternative<intent::Continue>(intent)) screen.overlay = std::monostate{};
  if (std::holds_alternative<intent::Rest>(intent) && can_rest(screen)) begin_rest(screen, services);
  return std::nullopt;
}

}  // namespace

bool can_rest(const Patient& patient) { return !patient.session->clinician; }

Next on(State& state, Patient& screen, const Intent& intent, Services& services) {
  if (screen.warned_since) {
    if (std::holds_alternative<intent::StillHere>(intent)) screen.warned_since.reset();
    if (std::holds_alternative<intent::Stop>(intent)) {
      end_incomplete(screen, services);
      return Welcome{};
    }
    return std::nullopt;
  }
  if (auto* resting = std::get_if<patient::Resting>(&screen.overlay)) {
    return on_rest(state, screen, *resting, intent, services);
  }
  if (std::holds_alternative<intent::Hide>(intent)) {
    if (std::holds_alternative<std::monostate>(screen.overlay)) screen.overlay = patient::Hidden{};
    return std::nullopt;
  }
  if (std::holds_alternative<patient::Hidden>(screen.overlay)) return on_hidden(screen, intent, services);
  if (std::holds_alternative<intent::AskStaff>(intent)) {
    ask_staff(state, *screen.session, services);
    screen.overlay = patient::StaffAsked{};
    return std::nullopt;
  }
  if (std::holds_alternative<patient::StaffAsked>(screen.overlay)) {
    if (std::holds_alternative<intent::Continue>(intent)) screen.overlay = std::monostate{};
    return std::nullopt;
  }
  if (const auto* trouble = std::get_if<patient::Trouble>(&screen.overlay)) {
    if (!std::holds_alternative<intent::TryAgain>(intent)) return std::nullopt;
    const Intent again = trouble->again;
    screen.overlay = std::monostate{};
    return on_steps(state, screen, again, services);
  }
  return on_steps(state, screen, intent, services);
}

}  // namespace anteroom::flow
