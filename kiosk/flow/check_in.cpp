// Welcome and check-in: a visit code and a birth date open a visit; five wrong tries lead to the desk. The words are
// the same whichever of the two is wrong.
#include "kiosk/flow/local_day.h"
#include "kiosk/flow/open_day.h"
#include "kiosk/flow/path.h"
#include "kiosk/flow/safety.h"
#include "kiosk/flow/screens.h"
#include "kiosk/flow/summary_of.h"

#include <algorithm>
#include <utility>

namespace anteroom::flow {
namespace {

constexpr std::size_t code_digits = 4;
constexpr std::size_t date_digits = 8;

bool is_digit(char key) { return key >= '0' && key <= '9'; }

Next no_match(CheckIn& screen, int tries) {
  if (tries >= most_check_ins) return AskAtDesk{};
  const int unknown_tries = screen.tries;
  screen = CheckIn{};
  screen.tries = unknown_tries;
  screen.problem = CheckIn::Problem::no_match;
  return std::nullopt;
}

// Today's visit with this code, the newest: an open one, or one that was cut short and has its code no longer.
Result<platform::VisitRow> visit_of_code(std::string_view code, Services& services) {
  auto open = services.store.open_visit_by_code(code);
  if (open || open.error().fault != Fault::not_found) return open;
  const auto [from, to] = local_day(services.clock.now(), services.clock);
  auto today = services.store.visits(from, to);
  if (!today) return std::unexpected(std::move(today.error()));
  const auto of_code = std::ranges::find_if(today->rbegin(), today->rend(), [&](const platform::VisitRow& row) {
    return row.state == platform::VisitState::incomplete && row.code == code;
  });
  if (of_code == today->rend()) return open;
  return std::move(*of_code);
}

Next check(State& state, CheckIn& screen, Services& services) {
  const auto birth_date = date_of_digits(screen.birth_date);
  if (!birth_date) {
    screen.problem = CheckIn::Problem::no_such_day;
    return std::nullopt;
  }
  auto visit = visit_of_code(screen.code, services);
  if (!visit && visit.error().fault == Fault::not_found) return no_match(screen, ++screen.tries);
  // Counted and committed before the check, so that pulling the plug refunds nothing.
  const auto tries = visit ? services.store.count_check_in(visit->id) : Result<int>(std::unexpected(visit.error()));
  if (!tries) {
    services.log.write(platform::Event::store_failed);
    return NeedsStaff{};
  }
  if (*tries > most_check_ins) return AskAtDesk{};
  const auto is_theirs = services.store.is_born_on(visit->id, *birth_date);
  if (!is_theirs) {
    services.log.write(platform::Event::store_failed);
    return NeedsStaff{};
  }
  if (!*is_theirs) return no_match(screen, *tries);
  if (visit->state == platform::VisitState::incomplete) return AskAtDesk{AskAtDesk::Reason::interrupted};
  visit->facts.birth_date = *birth_date;  // which the store does not tell while the day is closed
  return begin_visit(state, std::move(*visit), services);
}

// The kiosk speaks what staff wrote into the visit, whatever was chosen before.
void speak_language_of(const platform::VisitRow& row, State& state, const Services& services) {
  const bool spoken = std::ranges::contains(services.languages, row.facts.language);
  state.language = spoken ? row.facts.language : std::string{};
}

// The channel may have failed since staff started the visit. A form that was begun goes on: its alerts are raised, and
// tried again until they reach somebody.
Result<void> withhold_unproven(const State& state, platform::VisitRow& row,
                               const std::vector<platform::AnswerRow>& answers, Services& services) {
  if (channel_is_proven(state, services)) return {};
  const auto offered = row.facts.forms;
  for (const FormId& id : offered) {
    const forms::Form* form = services.library.form(id);
    if (form == nullptr || !form->rules.raises_safety_flags() ||
        std::ranges::contains(answers, id, &platform::AnswerRow::form))
      continue;
    if (auto withheld = services.store.withhold_form(row.id, id); !withheld) return withheld;
    std::erase(row.facts.forms, id);
    row.facts.withheld.push_back(id);
  }
  return {};
}

std::unique_ptr<Session> session_of(platform::VisitRow row, forms::Visit visit,
                                    const std::vector<platform::AlertRow>& alerts, const Services& services) {
  const bool half_days = counts_half_days(row.facts.language, services);
  auto session = std::make_unique<Session>(std::move(row), std::move(visit));
  session->half_days = half_days;
  for (const platform::AlertRow& alert : alerts) {
    if (alert.facts.kind == platform::AlertKind::safety_answer)
      session->alerted.insert({alert.facts.form, alert.facts.link_id});
  }
  return session;
}

}  // namespace

Next on(State& state, Welcome&, const Intent& intent, Services& services) {
  if (std::holds_alternative<intent::Start>(intent)) return CheckIn{};
  if (const auto* picked = std::get_if<intent::PickLanguage>(&intent)) {
    if (std::ranges::contains(services.languages, picked->language)) state.language = picked->language;
  }
  if (std::holds_alternative<intent::OpenStaff>(intent)) return sign_in_or_open(state, services);
  // Whoever sees to somebody says who they are, as long as the day is open; while it is closed nobody can be checked,
  // and the light must go out all the same.
  if (std::holds_alternative<intent::OpenAlerts>(intent) && state.day) return sign_in_or_open(state, services);
  if (std::holds_alternative<intent::OpenAlerts>(intent)) {
    auto alerts = services.store.open_alerts();
    if (alerts) return LockedAlerts{std::move(*alerts)};
    services.log.write(platform::Event::store_failed);
    return NeedsStaff{};
  }
  return std::nullopt;
}

CheckInStep type_check_in(CheckIn& check_in, const Intent& intent) {
  const bool at_code = check_in.step == CheckIn::Step::code;
  std::string& typed = at_code ? check_in.code : check_in.birth_date;
  const std::size_t whole = at_code ? code_digits : date_digits;
  if (const auto* touched = std::get_if<intent::Type>(&intent)) {
    // A day that does not exist is typed anew.
    if (std::exchange(check_in.problem, CheckIn::Problem::none) == CheckIn::Problem::no_such_day) wipe(typed);
    if (!is_digit(touched->plain())) return CheckInStep::typing;
    if (!at_code) {
      type_date_digit(typed, touched->plain());
    } else if (typed.size() < whole) {
      typed += touched->plain();
    }
  } else if (std::holds_alternative<intent::Erase>(intent)) {
    check_in.problem = CheckIn::Problem::none;
    erase_last(typed);
  } else if (std::holds_alternative<intent::Back>(intent)) {
    if (at_code) return CheckInStep::left;
    check_in.step = CheckIn::Step::code;
    check_in.problem = CheckIn::Problem::none;
    wipe(check_in.birth_date);
  } else if (std::holds_alternative<intent::Continue>(intent) && typed.size() == whole) {
    if (!at_code) return CheckInStep::whole;
    check_in.step = CheckIn::Step::birth_date;
    check_in.problem = CheckIn::Problem::none;
  }
  return CheckInStep::typing;
}

Next on(State& state, CheckIn& screen, const Intent& intent, Services& services) {
  if (std::holds_alternative<intent::AskStaff>(intent)) return AskAtDesk{AskAtDesk::Reason::asked, std::move(screen)};
  switch (type_check_in(screen, intent)) {
    case CheckInStep::typing: return std::nullopt;
    case CheckInStep::left: return Welcome{};
    case CheckInStep::whole: return check(state, screen, services);
  }
  std::unreachable();
}

Next on(State&, AskAtDesk& screen, const Intent& intent, Services&) {
  if (!std::holds_alternative<intent::Continue>(intent)) return std::nullopt;
  if (screen.asked_in) return std::move(*screen.asked_in);
  return Welcome{};
}

Next on(State&, NeedsStaff&, const Intent& intent, Services&) {
  if (std::holds_alternative<intent::TryAgain>(intent)) return Welcome{};
  if (std::holds_alternative<intent::AskStaff>(intent)) return AskAtDesk{AskAtDesk::Reason::asked};
  return std::nullopt;
}

Screen begin_visit(State& state, platform::VisitRow row, Services& services) {
  speak_language_of(row, state, services);
  const auto give_up = [&]() -> Screen {
    services.log.write(platform::Event::store_failed, row.id.value);
    return NeedsStaff{};
  };
  if (!withhold_unproven(state, row, {}, services)) return give_up();
  if (row.state == platform::VisitState::waiting) {
    row.facts.versions.clear();
    for (const FormId& id : row.facts.forms) {
      if (const forms::Form* form = services.library.form(id))
        row.facts.versions.emplace(id, form->questionnaire.version);
    }
    if (!services.store.set_form_versions(row.id, row.facts.versions) ||
        !services.store.begin_visit(row.id, services.clock.now()))
      return give_up();
  }
  const auto answers = services.store.answers(row.id);
  if (!answers) return give_up();
  // What was answered is sealed: nobody who comes to the kiosk can be shown it again, or go on from it.
  if (!answers->empty()) return AskAtDesk{AskAtDesk::Reason::interrupted};
  auto visit = visit_of(row, {}, services);
  const auto alerts = services.store.alerts_of(row.id);
  if (!visit || !alerts) return give_up();

  services.log.write(platform::Event::visit_started, row.id.value);
  return Patient{session_of(std::move(row), std::move(*visit), *alerts, services), patient::Briefing{}, {}, {}};
}

Result<Screen> resume_visit(State& state, const platform::VisitRow& row, const platform::Unlocked& keys,
                            Services& services) {
  auto answers = opened_answers(row.id, keys, services);
  if (!answers) return std::unexpected(std::move(answers.error()));
  platform::VisitRow going = row;
  if (auto withheld = withhold_unproven(state, going, *answers, services); !withheld)
    return std::unexpected(std::move(withheld.error()));
  auto visit = visit_of(going, *answers, services);
  if (!visit) return std::unexpected(std::move(visit.error()));
  const auto alerts = services.store.alerts_of(row.id);
  if (!alerts) return std::unexpected(alerts.error());
  const auto resumed = services.store.resume_visit(row.id);
  if (!resumed) return std::unexpected(resumed.error());
  going.state = resumed->state;
  going.code = resumed->code;
  speak_language_of(going, state, services);
  auto session = session_of(std::move(going), std::move(*visit), *alerts, services);
  session->committed = std::move(*answers);
  services.log.write(platform::Event::visit_resumed, row.id.value);
  patient::Step step = step_to_go_on(*session);
  return Patient{std::move(session), std::move(step), {}, {}};
}

}  // namespace anteroom::flow
