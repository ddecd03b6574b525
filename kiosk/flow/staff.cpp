// What a signed-in member of staff does: the day's list, one visit's print, mark and end, and alerts.
#include "kiosk/flow/after_visit.h"
#include "kiosk/flow/local_day.h"
#include "kiosk/flow/overloaded.h"
#include "kiosk/flow/printing.h"
#include "kiosk/flow/safety.h"
#include "kiosk/flow/screens.h"
#include "kiosk/flow/sound_test.h"
#include "kiosk/flow/staff_delete.h"
#include "kiosk/flow/staff_export.h"
#include "kiosk/flow/staff_log.h"
#include "kiosk/flow/staff_machine.h"
#include "kiosk/flow/staff_steps.h"

#include <algorithm>
#include <functional>

namespace anteroom::flow {
namespace {

using intent::Shown;
using platform::StaffRole;
using platform::SummaryState;
using platform::VisitState;

// Wide enough to hold today in every time zone; the local date then picks.
constexpr std::chrono::hours day_reach{36};

staff::Step trouble(Services& services, std::int64_t subject = 0) {
  services.log.write(platform::Event::store_failed, subject);
  return staff::Trouble{};
}

// A wish to reload after a change; failure of the change itself is trouble too.
staff::Step reloaded(const Result<void>& change, VisitId id, Services& services) {
  return change ? open_visit(id, services) : trouble(services, id.value);
}

bool is_of_patient(const platform::AlertRow& alert) { return alert.visit.value != 0; }

bool is_patient_gone(const platform::VisitRow& row) {
  return row.state == VisitState::finished || row.state == VisitState::incomplete;
}

bool is_over(const platform::VisitRow& row) { return is_patient_gone(row) || row.state == VisitState::cancelled; }

// What a person has printed today counts: each print may be read by somebody whom it does not concern.
Result<bool> may_print(const Staff& screen, Services& services) {
  const Instant morning = local_day(services.clock.now(), services.clock).from;
  const auto printed = services.store.count_prints(screen.name, morning);
  if (!printed) return std::unexpected(printed.error());
  return *printed < services.config.prints_a_day;
}

staff::Step print(State& state, const Staff& screen, staff::VisitDetail& detail, platform::PrintReason reason,
                  Services& services) {
  const VisitId id = detail.row.id;
  const auto may = may_print(screen, services);
  if (!may) return trouble(services, id.value);
  if (!*may) {
    detail.asking_why = false;
    detail.too_many = true;
    return std::move(detail);
  }
  if (!services.store.keep_print(id, screen.name, reason, services.clock.now())) return trouble(services, id.value);
  return reloaded(print_summary(state, detail.row, services), id, services);
}

// Who waits or answers stands first, the longest wait at the top; of the rest what has to be printed, then the latest.
int place_in_list(const platform::VisitRow& row) {
  switch (row.state) {
    case VisitState::waiting: return 0;
    case VisitState::in_progress: return 1;
    case VisitState::finished:
    case VisitState::incomplete: return row.summary == SummaryState::printed ? 3 : 2;
    case VisitState::cancelled: return 4;
  }
  return 4;
}

bool comes_before(const platform::VisitRow& one, const platform::VisitRow& other) {
  const int place = place_in_list(one);
  if (place != place_in_list(other)) return place < place_in_list(other);
  return place <= 2 ? one.id < other.id : one.id > other.id;  // the clock may have jumped
}

// Today's, by the local calendar.
Result<std::vector<platform::VisitRow>> visits_of_today(Services& services) {
  const Instant now = services.clock.now();
  const Date today = services.clock.local_date(now);
  auto visits = services.store.visits(now - day_reach, now + day_reach);
  if (!visits) return visits;
  // Started before the clock was set: whatever day it said, the patient is here. While it is not set, its day is as
  // good as any.
  const auto is_of_today = [&](const platform::VisitRow& row) {
    return services.clock.local_date(row.created_at) == today ||
           (!row.facts.time_verified && services.clock.is_synchronised());
  };
  std::erase_if(*visits, std::not_fn(is_of_today));
  std::ranges::stable_sort(*visits, comes_before);
  return visits;
}

staff::Step shown_list(Shown shown, Services& services) {
  auto visits = visits_of_today(services);
  auto alerts = services.store.open_alerts();
  if (!visits || !alerts) return trouble(services);
  std::erase_if(*visits, [&](const platform::VisitRow& row) { return !is_shown(row, shown); });
  return staff::VisitList{std::move(*visits), std::move(*alerts), shown};
}

staff::Step machine(Services& services) {
  auto alerts = services.store.open_alerts();
  if (!alerts) return trouble(services);
  std::erase_if(*alerts, is_of_patient);
  return staff::Machine{std::move(*alerts)};
}

template <class... Kinds>
bool is_one_of(const Intent& intent) {
  return (std::holds_alternative<Kinds>(intent) || ...);
}

// The log is the charge nurse's. IT look after the machine, and nobody else does: on other screens whatever is not
// named here is about patients, and is refused.
bool may(const Staff& screen, const Intent& intent) {
  if (is_one_of<intent::OpenLog, intent::PickLog, intent::TurnLog>(intent))
    return screen.role == StaffRole::charge_nurse;
  if (is_one_of<intent::Back, intent::TryAgain, intent::SignOut, intent::OpenAlert, intent::Acknowledge,
                intent::OpenSoundTest, intent::PlaySound, intent::HeardSound>(intent))
    return true;
  if (std::holds_alternative<staff::People>(screen.step)) return platform::manages_people(screen.role);
  return is_machines(screen.step) == (screen.role == StaffRole::it);
}

// ---- one function a step: the step that follows
// -----------------------------------------------------------------------

staff::Step on_step(State&, const Staff& screen, staff::VisitList& list, const Intent& intent, Services& services) {
  if (std::holds_alternative<intent::NewVisit>(intent)) return staff::NewVisitForm{};
  if (std::holds_alternative<intent::AfterVisit>(intent) && after_visit_battery(services) != nullptr)
    return staff::PickClinician{};
  if (std::holds_alternative<intent::OpenSoundTest>(intent) && services.config.audio.headphones)
    return staff::SoundTest{};
  if (const auto* open = std::get_if<intent::OpenVisit>(&intent)) return open_visit(open->visit, services);
  if (std::holds_alternative<intent::OpenFilter>(intent)) {
    auto visits = visits_of_today(services);
    if (!visits) return trouble(services);
    return staff::PickFilter{std::move(*visits), list.shown};
  }
  if (const auto* open = std::get_if<intent::OpenAlert>(&intent)) return open_alert(open->alert, screen.role, services);
  if (std::holds_alternative<intent::OpenFind>(intent)) return staff::Find{};
  if (std::holds_alternative<intent::OpenLog>(intent)) return open_log(services);
  const auto* tool = std::get_if<intent::OpenTool>(&intent);
  if (tool != nullptr && tool->tool == intent::Tool::people && screen.role == StaffRole::charge_nurse)
    return open_people(services);
  if (std::holds_alternative<intent::OpenExport>(intent) && screen.role == StaffRole::charge_nurse)
    return export_of_period(services);
  // Whoever scans has no need to say beforehand that they will.
  if (const auto* scanned = std::get_if<intent::Type>(&intent)) return find_from(scanned->plain());
  return std::move(list);
}

staff::Step on_step(State& state, const Staff& screen, staff::AlertDetail& detail, const Intent& intent,
                    Services& services) {
  if (std::holds_alternative<intent::Back>(intent)) return home_of(screen.role, services);
  const auto* done = std::get_if<intent::Acknowledge>(&intent);
  if (done == nullptr) return std::move(detail);
  const AlertId alert = detail.row.id;
  const auto stored = services.store.acknowledge_alert(alert, screen.name, done->action, services.clock.now());
  // Somebody else was quicker: the list says so.
  if (!stored && stored.error().fault != Fault::conflict) return trouble(services, alert.value);
  services.log.write(platform::Event::alert_acknowledged, alert.value);
  drop_delivery(state, alert);
  return home_of(screen.role, services);
}

staff::Step on_step(State&, const Staff&, staff::PickFilter& filter, const Intent& intent, Services& services) {
  if (const auto* picked = std::get_if<intent::PickFilter>(&intent)) return shown_list(picked->shown, services);
  if (std::holds_alternative<intent::Back>(intent)) return shown_list(filter.shown, services);
  return std::move(filter);
}

staff::Step on_step(State& state, const Staff& screen, staff::VisitCreated& created, const Intent& intent,
                    Services& services) {
  if (const auto* slip = std::get_if<intent::PrintCode>(&intent))
    print_code(state, created.row.id, slip->slip, services);
  if (std::holds_alternative<intent::Continue>(intent)) return home_of(screen.role, services);
  return std::move(created);
}

staff::Step on_step(State& state, const Staff& screen, staff::VisitDetail& detail, const Intent& intent,
                    Services& services) {
  platform::KioskRecords& store = services.store;
  const platform::VisitRow& row = detail.row;
  if (detail.confirming_cancel) {
    const auto* confirmed = std::get_if<intent::ConfirmCancel>(&intent);
    if (confirmed == nullptr) return std::move(detail);
    if (confirmed->reply == intent::Reply::yes) {
      return reloaded(store.end_visit(row.id, VisitState::cancelled, services.clock.now()), row.id, services);
    }
    detail.confirming_cancel = false;
    return std::move(detail);
  }
  if (detail.asking_why) {
    if (const auto* again = std::get_if<intent::Reprint>(&intent))
      return print(state, screen, detail, again->reason, services);
    if (std::holds_alternative<intent::Back>(intent)) detail.asking_why = false;
    return std::move(detail);
  }
  if (std::holds_alternative<intent::Back>(intent)) return home_of(screen.role, services);
  if (std::holds_alternative<intent::CorrectVisit>(intent) && row.state == VisitState::waiting)
    return correct_visit(row);
  if (std::holds_alternative<intent::Mark>(intent))
    return reloaded(store.mark_visit(row.id, !row.marked), row.id, services);
  if (std::holds_alternative<intent::OpenPreview>(intent) && is_patient_gone(row)) {
    if (!make_preview(state, row, services)) return trouble(services, row.id.value);
    return staff::Preview{.row = row, .page = {}};
  }
  if (std::holds_alternative<intent::OpenExport>(intent) && is_patient_gone(row)) return export_of(row);
  if (std::holds_alternative<intent::DeleteVisit>(intent) && is_over(row)) return delete_visit(screen, row, services);
  if (std::holds_alternative<intent::CancelVisit>(intent)) {
    detail.confirming_cancel = row.state == VisitState::waiting || row.state == VisitState::in_progress;
  } else if (const auto* page = std::get_if<intent::PageCameOut>(&intent);
             page != nullptr && row.summary == SummaryState::unclear) {
    // The old job's number stays where the page did not come out: printing again takes it back first.
    if (page->reply == intent::Reply::yes) {
      return reloaded(store.set_summary(row.id, SummaryState::printed, row.print_job, services.clock.now()), row.id,
                      services);
    }
    return reloaded(store.set_summary(row.id, SummaryState::saved_not_printed, row.print_job, std::nullopt), row.id,
                    services);
  } else if (std::holds_alternative<intent::Print>(intent) && is_patient_gone(row) &&
             row.summary != SummaryState::unclear && !is_printing(state, row.id)) {
    detail.asking_why = row.summary == SummaryState::printed;
    if (!detail.asking_why) return print(state, screen, detail, platform::PrintReason::first, services);
  } else if (const auto* handout = std::get_if<intent::PrintHandout>(&intent);
             handout != nullptr && !row.handout.empty() && !is_printing(state, row.id, Printout::handout)) {
    return reloaded(print_handout(state, row.id, handout->handout, services), row.id, services);
  }
  return std::move(detail);
}

// Print is the visit's: its page says what becomes of it.
staff::Step on_step(State& state, const Staff& screen, staff::Preview& preview, const Intent& intent,
                    Services& services) {
  const bool prints = std::holds_alternative<intent::Print>(intent);
  if (!prints && !std::holds_alternative<intent::Back>(intent)) return std::move(preview);
  staff::Step visit = open_visit(preview.row.id, services);
  auto* detail = std::get_if<staff::VisitDetail>(&visit);
  return prints && detail != nullptr ? on_step(state, screen, *detail, intent, services) : std::move(visit);
}

staff::Step on_step(State&, const Staff& screen, staff::PickClinician&, const Intent& intent, Services& services) {
  if (std::holds_alternative<intent::Back>(intent)) return home_of(screen.role, services);
  return staff::PickClinician{};
}

staff::Step on_step(State& state, const Staff& screen, staff::SoundTest& test, const Intent& intent,
                    Services& services) {
  return on_sound_test(state, screen, test, intent, services);
}

staff::Step on_step(State&, const Staff& screen, staff::Trouble&, const Intent& intent, Services& services) {
  if (std::holds_alternative<intent::TryAgain>(intent)) return home_of(screen.role, services);
  return staff::Trouble{};
}

}  // namespace

bool is_shown(const platform::VisitRow& row, intent::Shown shown) {
  switch (shown) {
    case Shown::all: return true;
    case Shown::waiting: return row.state == VisitState::waiting;
    case Shown::answering: return row.state == VisitState::in_progress;
    case Shown::finished: return row.state == VisitState::finished;
    case Shown::incomplete: return row.state == VisitState::incomplete;
    case Shown::to_print: return is_patient_gone(row) && row.summary != SummaryState::printed;
  }
  return true;
}

staff::Step open_alert(AlertId alert, platform::StaffRole role, Services& services) {
  auto open = services.store.open_alerts();
  auto steps = services.store.alert_steps(alert);
  if (!open || !steps) return trouble(services, alert.value);
  const auto row = std::ranges::find(*open, alert, &platform::AlertRow::id);
  const bool concerns_them = role != StaffRole::it || (row != open->end() && !is_of_patient(*row));
  if (row == open->end() || !concerns_them) return home_of(role, services);
  return staff::AlertDetail{std::move(*row), std::move(*steps)};
}

bool can_go_on(const platform::VisitRow& row, const Services& services) {
  return row.state == VisitState::incomplete &&
         services.clock.local_date(row.created_at) == services.clock.local_date(services.clock.now());
}

staff::Step open_visit(VisitId id, Services& services) {
  auto row = services.store.visit(id);
  auto alerts = services.store.alerts_of(id);
  if (!row || !alerts) return trouble(services, id.value);
  return staff::VisitDetail{std::move(*row), std::move(*alerts)};
}

staff::Step home_of(StaffRole role, Services& services) {
  return role == StaffRole::it ? machine(services) : shown_list(Shown::all, services);
}

void refresh(State& state, Services& services) {
  auto* screen = std::get_if<Staff>(&state.screen);
  if (screen == nullptr) return;
  if (const auto* list = std::get_if<staff::VisitList>(&screen->step)) {
    screen->step = shown_list(list->shown, services);
  } else if (std::holds_alternative<staff::Machine>(screen->step)) {
    screen->step = machine(services);
  } else if (const auto* alert = std::get_if<staff::AlertDetail>(&screen->step)) {
    screen->step = open_alert(alert->row.id, screen->role, services);
  } else if (const auto* detail = std::get_if<staff::VisitDetail>(&screen->step);
             detail != nullptr && !detail->confirming_cancel && !detail->asking_why) {
    screen->step = open_visit(detail->row.id, services);
  }
}

Next on(State& state, Staff& screen, const Intent& intent, Services& services) {
  if (!may(screen, intent)) return std::nullopt;
  if (std::holds_alternative<intent::SignOut>(intent)) return Welcome{};
  // What they had opened is closed by a new key, and with it who is signed in.
  if (const auto* keys = std::get_if<staff::Keys>(&screen.step);
      keys != nullptr && !state.day &&
      (std::holds_alternative<intent::Back>(intent) || std::holds_alternative<intent::Continue>(intent)))
    return Welcome{};
  const bool leaves_trouble =
      std::holds_alternative<staff::Trouble>(screen.step) && std::holds_alternative<intent::Back>(intent);
  if (leaves_trouble) return Welcome{};
  if (std::holds_alternative<staff::PickClinician>(screen.step)) {
    const auto& clinicians = services.config.clinic.clinicians;
    const auto* picked = std::get_if<intent::PickPerson>(&intent);
    if (picked != nullptr && picked->index >= 0 && static_cast<std::size_t>(picked->index) < clinicians.size()) {
      // The kiosk changes hands: staff are signed out.
      if (auto patient = begin_after_visit(clinicians[static_cast<std::size_t>(picked->index)], services))
        return std::move(*patient);
    }
  }
  // Likewise here; what may not be asked any more is withheld as at a check-in.
  if (std::holds_alternative<intent::StartNow>(intent)) {
    const auto* created = std::get_if<staff::VisitCreated>(&screen.step);
    const auto* detail = std::get_if<staff::VisitDetail>(&screen.step);
    const platform::VisitRow* row = created != nullptr ? &created->row : detail != nullptr ? &detail->row : nullptr;
    if (row != nullptr && row->state == VisitState::waiting) return begin_visit(state, *row, services);
    if (row != nullptr && can_go_on(*row, services) && state.day && state.day->keys) {
      auto going = resume_visit(state, *row, *state.day->keys, services);
      if (going) return std::move(*going);
      screen.step = trouble(services, row->id.value);
      return std::nullopt;
    }
  }
  if (const auto* past = std::get_if<intent::OpenVisit>(&intent);
      past != nullptr && std::holds_alternative<staff::History>(screen.step)) {
    screen.step = open_visit(past->visit, services);
    return std::nullopt;
  }
  screen.step = std::visit([&](auto& step) { return on_step(state, screen, step, intent, services); }, screen.step);
  return std::nullopt;
}

}  // namespace anteroom::flow
