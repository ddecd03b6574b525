#include "kiosk/flow/staff_log.h"

#include "kiosk/flow/local_day.h"

#include <algorithm>
#include <charconv>
#include <format>
#include <optional>
#include <ranges>
#include <string>
#include <string_view>
#include <system_error>

namespace anteroom::flow {
namespace {

using intent::LogShown;
using platform::AuditEvent;
using Check = staff::AuditLog::Check;

staff::Step trouble(Services& services) {
  services.log.write(platform::Event::store_failed);
  return staff::Trouble{};
}

// Staff know a visit by its code; one that was deleted has its number only.
std::optional<VisitId> visit_of(std::string_view object) {
  constexpr std::string_view kind = "visit ";
  if (!object.starts_with(kind)) return std::nullopt;
  VisitId id;
  const auto read = std::from_chars(object.data() + kind.size(), object.data() + object.size(), id.value);
  return read.ec == std::errc{} ? std::optional(id) : std::nullopt;
}

// The day that has this moment, in place of the one that is shown. False when it was not read.
bool show_day(staff::AuditLog& log, Instant at, Services& services) {
  const LocalDay day = local_day(at, services.clock);
  const auto rows = services.store.audit_between(day.from, day.to);
  const auto earlier = services.store.audit_before(day.from);
  const auto later = services.store.audit_from(day.to);
  if (!rows || !earlier || !later) return false;
  log.day = services.clock.local_date(at);
  log.entries.clear();
  for (const platform::AuditRow& row : *rows) {
    log.entries.push_back(row.entry);
    for (const auto part : std::views::split(std::string_view(row.entry.object), std::string_view(", "))) {
      const std::string object(std::string_view{part});
      const auto id = visit_of(object);
      if (!id || log.codes.contains(object)) continue;
      if (const auto visit = services.store.visit(*id)) log.codes[object] = visit->code;
    }
  }
  log.earlier = *earlier;
  log.later = *later;
  return true;
}

}  // namespace

bool is_shown(AuditEvent event, LogShown shown) {
  LogShown kind = LogShown::all;
  switch (event) {
    case AuditEvent::chain_begun:
    case AuditEvent::started:
    case AuditEvent::restored:
    case AuditEvent::integrity_failure:
    case AuditEvent::disk_low:
    case AuditEvent::tested:
    case AuditEvent::restarted: break;
    case AuditEvent::day_opened:
    case AuditEvent::day_closed:
    case AuditEvent::day_refused:
    case AuditEvent::pin_tried:
    case AuditEvent::pin_accepted:
    case AuditEvent::pin_locked:
    case AuditEvent::staff_added:
    case AuditEvent::staff_removed:
    case AuditEvent::pin_changed:
    case AuditEvent::keys_changed: kind = LogShown::sign_ins; break;
    case AuditEvent::visit_started:
    case AuditEvent::visit_corrected:
    case AuditEvent::checked_in:
    case AuditEvent::visit_finished:
    case AuditEvent::visit_incomplete:
    case AuditEvent::visit_cancelled:
    case AuditEvent::visit_resumed:
    case AuditEvent::record_opened:
    case AuditEvent::deleted:
    case AuditEvent::answers_removed: kind = LogShown::visits; break;
    case AuditEvent::alert_raised:
    case AuditEvent::alert_delivered:
    case AuditEvent::alert_not_delivered:
    case AuditEvent::alert_seen:
    case AuditEvent::alert_acknowledged:
    case AuditEvent::alert_escalated:
    case AuditEvent::alert_not_escalated: kind = LogShown::alerts; break;
    case AuditEvent::printing:
    case AuditEvent::printed:
    case AuditEvent::not_printed:
    case AuditEvent::exported:
    case AuditEvent::not_exported: kind = LogShown::printing; break;
  }
  return shown == LogShown::all || shown == kind;
}

staff::Step open_log(Services& services) {
  staff::AuditLog log;
  const auto people = services.store.staff();
  if (!people) return trouble(services);
  for (const platform::StaffRow& person : *people) log.people[std::format("staff {}", person.id)] = person.name;
  return show_day(log, services.clock.now(), services) ? staff::Step(std::move(log)) : trouble(services);
}

staff::Step on_step(State&, const Staff& screen, staff::AuditLog& log, const Intent& intent, Services& services) {
  if (log.choosing) {
    if (const auto* picked = std::get_if<intent::PickLog>(&intent)) {
      log.shown = picked->shown;
      log.choosing = false;
    } else if (std::holds_alternative<intent::Back>(intent)) {
      log.choosing = false;
    }
    return std::move(log);
  }
  if (std::holds_alternative<intent::Back>(intent)) return home_of(screen.role, services);
  if (std::holds_alternative<intent::OpenFilter>(intent)) log.choosing = true;
  if (const auto* turned = std::get_if<intent::TurnLog>(&intent)) {
    const auto& at = turned->to == intent::TurnLog::To::earlier ? log.earlier : log.later;
    if (at && !show_day(log, *at, services)) return trouble(services);
  }
  return std::move(log);
}

void watch_log(State& state, Services& services) {
  auto* screen = std::get_if<Staff>(&state.screen);
  auto* log = screen == nullptr ? nullptr : std::get_if<staff::AuditLog>(&screen->step);
  if (log == nullptr || log->check != Check::under_way || !state.day) return;
  const auto progress = services.check_audit(log->checked);
  if (!progress) {
    services.log.write(platform::Event::store_failed);
    log->check = Check::unavailable;
    return;
  }
  log->checked = progress->number;
  log->fault = progress->fault;
  if (log->fault) {
    log->check = Check::broken;
  } else if (progress->is_done) {
    log->check = Check::holds;
  }
}

Milliseconds next_log_tick(const State& state) {
  const auto* screen = std::get_if<Staff>(&state.screen);
  const auto* log = screen == nullptr ? nullptr : std::get_if<staff::AuditLog>(&screen->step);
  return log != nullptr && log->check == Check::under_way ? Milliseconds{0} : Milliseconds::max();
}

}  // namespace anteroom::flow
