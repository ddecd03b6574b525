#include "kiosk/screens/view_of.h"

#include "kiosk/flow/after_visit.h"
#include "kiosk/flow/flow.h"
#include "kiosk/flow/lessons.h"
#include "kiosk/flow/overloaded.h"
#include "kiosk/flow/safety.h"
#include "kiosk/flow/screens.h"
#include "kiosk/flow/sound_test.h"
#include "kiosk/screens/patient/lessons.h"
#include "kiosk/screens/patient/question_view.h"
#include "kiosk/screens/view_of_staff.h"

#include <algorithm>
#include <ranges>
#include <utility>

namespace anteroom::screens {
namespace {

using flow::Overloaded;

// The languages that the clinic offers and the kiosk speaks, without the one on the screen.
WelcomeView welcome(const Services& services, const words::Vocabulary& vocabulary, const Words& words) {
  WelcomeView view;
  for (const std::string& tag : services.languages) {
    if (!vocabulary.speaks(tag) || &vocabulary.in(tag) == &words) continue;
    view.others.push_back({tag, std::string(vocabulary.in(tag).say_as("own name of this language", "English"))});
  }
  return view;
}

// ---- the patient ----------------------------------------------------------------------------------------------------

Help help_of(const flow::State& state, const std::optional<int>& delivery) {
  if (!delivery) return Help::not_asked;
  return flow::is_delivered(state, *delivery) ? Help::delivered : Help::asked;
}

// "es-MX" and "es" are one to a reader.
bool same_language(std::string_view one, std::string_view other) {
  return one.substr(0, one.find('-')) == other.substr(0, other.find('-'));
}

BriefingView briefing(const flow::Session& session, const Services& services, const Words& words) {
  BriefingView view;
  const auto asked = session.visit.asked();
  view.questions = static_cast<int>(asked.size());
  view.anonymous = session.clinician.has_value();
  for (const forms::Form* form : session.visit.forms()) {
    if (!std::ranges::contains(asked, form->questionnaire.id, &forms::Place::form)) continue;
    // A form that an interpreter reads out has no title that the patient could read.
    const std::string_view language = session.visit.language(form->questionnaire.id);
    if (same_language(language, words.language())) view.parts.push_back(form->words_in(language).title);
  }
  view.interpreted = !session.row.facts.interpreted.empty();
  if (const forms::Battery* battery = services.library.battery(session.row.facts.battery)) {
    // Of a battery that is asked in part, that part of its time; no less than a minute.
    const auto whole = static_cast<int>(battery->forms.size());
    const auto offered = static_cast<int>(session.visit.forms().size());
    view.minutes = offered < whole ? std::max(1, (battery->minutes * offered + whole - 1) / whole) : battery->minutes;
  }
  return view;
}

FormAfterView form_after(const flow::State& state, const flow::Session& session, const flow::patient::FormAfter& after,
                         const Services& services, const Words& words) {
  const auto& safety = services.config.safety;
  FormAfterView view;
  view.form = after.form;
  // The clinic's own words are in the clinic's own language.
  const bool readable = services.languages.empty() || same_language(words.language(), services.languages.front());
  const std::string_view language = session.visit.language(after.form);
  if (readable && !safety.crisis_text.empty()) {
    view.text = safety.crisis_text;
  } else if (same_language(language, words.language())) {
    view.text = session.visit.form(after.form)->words_in(language).after;
  }
  for (const platform::CrisisNumber& number : safety.numbers) view.numbers.push_back({number.label, number.number});
  view.emergency_number = safety.emergency_number;
  view.help = after.come_now ? help_of(state, session.help) : Help::not_asked;
  return view;
}

// What was left for later is still to come.
RestOfferView rest_offer(const flow::Session& session) {
  const auto asked = session.visit.asked();
  const auto done = std::ranges::count_if(
      asked, [&](const forms::Place& place) { return session.visit.progress(place) != forms::Progress::not_answered; });
  return {static_cast<int>(done), static_cast<int>(asked.size()) - static_cast<int>(done)};
}

AskAtDeskView::Reason desk_reason(flow::AskAtDesk::Reason reason) {
  using enum flow::AskAtDesk::Reason;
  switch (reason) {
    case no_match: return AskAtDeskView::Reason::no_match;
    case asked: return AskAtDeskView::Reason::asked;
    case interrupted: return AskAtDeskView::Reason::interrupted;
  }
  std::unreachable();
}

View check_in_view(const flow::CheckIn& check_in) {
  if (check_in.step == flow::CheckIn::Step::code) {
    return CodeView{check_in.code, check_in.problem == flow::CheckIn::Problem::no_match};
  }
  return BirthDateView{check_in.birth_date, check_in.problem == flow::CheckIn::Problem::no_such_day};
}

View of_patient(const flow::State& state, const flow::Patient& patient, const Services& services,
                const words::Vocabulary& vocabulary, const Words& words) {
  if (patient.warned_since) return StillHereView{};
  const flow::Session& session = *patient.session;
  if (std::holds_alternative<flow::patient::StaffAsked>(patient.overlay))
    return StaffAskedView{help_of(state, session.help)};
  if (std::holds_alternative<flow::patient::Hidden>(patient.overlay)) return HiddenView{flow::can_rest(patient)};
  if (const auto* rest = std::get_if<flow::patient::Resting>(&patient.overlay)) {
    return rest->check_in ? check_in_view(*rest->check_in)
                          : View(RestingView{time_of_day(services, rest->until), help_of(state, rest->help)});
  }
  if (std::holds_alternative<flow::patient::Trouble>(patient.overlay)) return TroubleView{true};
  return std::visit(
      Overloaded{
          [&](const flow::patient::Briefing&) -> View { return briefing(session, services, words); },
          [&](const flow::patient::FormNotice& notice) -> View {
            const forms::Form* form = session.visit.form(notice.form);
            const forms::PatientWords own = form->words_in(session.visit.language(notice.form));
            return FormNoticeView{notice.form, own.title, own.notice};
          },
          [&](const flow::patient::Question& step) -> View {
            return step.leaving ? View(LeaveOutView{step.place, step.leaving == flow::patient::Question::Leaving::skip})
                                : View(question_view(session, step, words));
          },
          [&](const flow::patient::FormAfter& after) -> View {
            return form_after(state, session, after, services, words);
          },
          [&](const flow::patient::Check& check) -> View { return check_view(session, check, words); },
          [&](const flow::patient::RestOffer&) -> View { return rest_offer(session); },
          [&](const flow::patient::Review&) -> View { return review_view(session, vocabulary, words); },
      },
      patient.step);
}

// What the patient was doing is on the screen, and nothing over it.
bool is_uncovered(const flow::Patient& patient) { return std::holds_alternative<std::monostate>(patient.overlay); }

// The form whose words are on the screen; none on screens about the whole visit.
std::string_view form_on_screen(const flow::Patient& patient) {
  if (patient.warned_since || !is_uncovered(patient)) return {};
  return std::visit(Overloaded{
                        [](const flow::patient::FormNotice& notice) -> std::string_view { return notice.form; },
                        [](const flow::patient::Question& question) -> std::string_view { return question.place.form; },
                        [](const flow::patient::FormAfter& after) -> std::string_view { return after.form; },
                        [](const flow::patient::Check& check) -> std::string_view { return check.place.form; },
                        [](const flow::patient::Briefing&) -> std::string_view { return {}; },
                        [](const flow::patient::RestOffer&) -> std::string_view { return {}; },
                        [](const flow::patient::Review&) -> std::string_view { return {}; },
                    },
                    patient.step);
}

// No voice speaks two languages: of a form that an interpreter reads out only that person can.
bool is_in_one_language(const flow::State& state, const Words& words) {
  const auto* patient = std::get_if<flow::Patient>(&state.screen);
  const std::string_view form = patient == nullptr ? std::string_view{} : form_on_screen(*patient);
  return form.empty() || same_language(patient->session->visit.language(form), words.language());
}

}  // namespace

const Words& words_of(const flow::State& state, const Services& services, const words::Vocabulary& vocabulary) {
  const Words& clinics = vocabulary.in(services.languages.empty() ? std::string_view{} : services.languages.front());
  const Words& persons = state.language.empty() ? clinics : vocabulary.in(state.language, clinics);
  // Each screen says whose words it speaks.
  return std::visit(Overloaded{
                        [&](const flow::Welcome&) -> const Words& { return persons; },
                        [&](const flow::CheckIn&) -> const Words& { return persons; },
                        [&](const flow::AskAtDesk&) -> const Words& { return persons; },
                        [&](const flow::NeedsStaff&) -> const Words& { return persons; },
                        // Also round a form in another language: who cannot read it must still find help.
                        [&](const flow::Patient&) -> const Words& { return persons; },
                        [&](const flow::Thanks&) -> const Words& { return persons; },
                        [&](const flow::Lessons&) -> const Words& { return persons; },
                        [&](const flow::OpenDay&) -> const Words& { return clinics; },
                        [&](const flow::SignIn&) -> const Words& { return clinics; },
                        [&](const flow::Cleaning&) -> const Words& { return clinics; },
                        [&](const flow::EnterPin&) -> const Words& { return clinics; },
                        [&](const flow::LockedAlerts&) -> const Words& { return clinics; },
                        [&](const flow::Staff&) -> const Words& { return clinics; },
                    },
                    state.screen);
}

Chrome chrome_of(const flow::State& state, const Services& services, const words::Vocabulary& vocabulary) {
  const Words& words = words_of(state, services, vocabulary);
  const auto* patient = std::get_if<flow::Patient>(&state.screen);
  const bool warned = patient != nullptr && patient->warned_since;
  const auto* lessons = std::get_if<flow::Lessons>(&state.screen);
  const bool has_asked = (patient != nullptr && patient->session->help) || (lessons != nullptr && lessons->thanks.help);
  const bool is_staffs =
      std::holds_alternative<flow::OpenDay>(state.screen) || std::holds_alternative<flow::Cleaning>(state.screen) ||
      std::holds_alternative<flow::SignIn>(state.screen) || std::holds_alternative<flow::EnterPin>(state.screen) ||
      std::holds_alternative<flow::LockedAlerts>(state.screen) || std::holds_alternative<flow::Staff>(state.screen);
  Chrome chrome{services.config.kiosk.clinic,
                flow::staff_light(state),
                words,
                patient != nullptr && !warned && is_uncovered(*patient),
                !is_staffs && !warned,
                !is_staffs && flow::can_read_aloud(state, services) && is_in_one_language(state, words)};
  chrome.has_asked_staff = has_asked;
  return chrome;
}

View view_of(const flow::State& state, const Services& services, const words::Vocabulary& vocabulary) {
  const Words& words = words_of(state, services, vocabulary);
  return std::visit(
      Overloaded{
          [&](const flow::Welcome&) -> View { return welcome(services, vocabulary, words); },
          [](const flow::CheckIn& check_in) { return check_in_view(check_in); },
          [](const flow::AskAtDesk& desk) -> View { return AskAtDeskView{desk_reason(desk.reason)}; },
          [](const flow::NeedsStaff&) -> View { return TroubleView{false}; },
          [&](const flow::Patient& patient) { return of_patient(state, patient, services, vocabulary, words); },
          [&](const flow::Thanks& thanks) -> View {
            return ThanksView{thanks.anonymous, flow::offers_lessons(thanks, services), help_of(state, thanks.help),
                              thanks.is_awaited, thanks.was_left};
          },
          [](const flow::Lessons& lessons) -> View {
            return LessonView{lessons.page, std::ranges::contains(lessons.handout, flow::lesson_ids.at(lessons.page))};
          },
          [&](const flow::OpenDay& screen) -> View { return open_day(screen, services); },
          [](const flow::SignIn& screen) -> View { return sign_in(screen); },
          [](const flow::Cleaning&) -> View { return CleaningView{}; },
          [&](const flow::EnterPin& screen) -> View { return pin(state, screen, services); },
          [&](const flow::LockedAlerts& screen) -> View { return locked_alerts(screen, services); },
          [&](const flow::Staff& screen) { return of_staff(state, screen, services, vocabulary, words); },
      },
      state.screen);
}

}  // namespace anteroom::screens
