#include "kiosk/flow/staff_export.h"

#include "kiosk/flow/audit.h"
#include "kiosk/flow/export_contents.h"
#include "kiosk/flow/staff_machine.h"
#include "kiosk/flow/staff_steps.h"

#include <cctype>
#include <format>
#include <utility>

namespace anteroom::flow {
namespace {

using intent::ExportKind;
using intent::Span;
using platform::AuditEvent;
using platform::StickFile;
using platform::StickState;
using Stage = staff::Export::Stage;
using Problem = staff::Export::Problem;

// Visits that a frame has time for.
constexpr int read_at_once = 4;
constexpr std::size_t date_digits = 8;

std::string_view kind_word(ExportKind kind) {
  switch (kind) {
    case ExportKind::summary: return "summary";
    case ExportKind::fhir: return "fhir";
    case ExportKind::csv: return "csv";
    case ExportKind::report: return "report";
    case ExportKind::backup: return "backup";
    case ExportKind::support: return "support";
  }
  return {};
}

staff::Export* screen_of(State& state) {
  auto* screen = std::get_if<Staff>(&state.screen);
  return screen == nullptr ? nullptr : std::get_if<staff::Export>(&screen->step);
}
const staff::Export* screen_of(const State& state) {
  const auto* screen = std::get_if<Staff>(&state.screen);
  return screen == nullptr ? nullptr : std::get_if<staff::Export>(&screen->step);
}

bool waits_for_run(const State& state) {
  const staff::Export* leaving = screen_of(state);
  return leaving != nullptr && leaving->stage == Stage::working && state.export_run &&
         leaving->run == state.export_run->number;
}

bool asks_for_stick(const State& state) {
  const staff::Export* leaving = screen_of(state);
  return leaving != nullptr && leaving->stage == Stage::choosing && !state.stick.is_asking;
}

// The files as they stand on the stick: no name tells whose they are.
void rename(std::vector<StickFile>& files, const std::string& suffix) {
  for (StickFile& file : files) {
    const std::size_t point = file.name.find('.');
    file.name = file.name.substr(0, point) + suffix + file.name.substr(point);
  }
}

void begin_writing(State& state, std::function<ExportFiles()> make, Services& services) {
  state.export_run->is_writing = true;
  services.store_jobs.run([&stick = services.stick, make = std::move(make), suffix = state.export_run->suffix,
                           number = state.export_run->number, inbox = state.inbox] {
    Result<std::vector<std::string>> names = make().and_then([&](std::vector<StickFile>&& files) {
      rename(files, suffix);
      return stick.write(files);
    });
    return std::function<void()>([inbox, number, names] { inbox->push_back(intent::ExportWritten{number, names}); });
  });
}

// What cannot be made is no fault of the stick.
ExportFiles made(Result<std::string> bytes, std::string_view name) {
  if (!bytes) return failure(Fault::internal, bytes.error().detail);
  return std::vector<StickFile>{{std::string(name), *std::move(bytes)}};
}

Result<std::string> whole_backup(platform::Office& office, std::int64_t by) {
  const auto size = office.begin_backup(by);
  if (!size) return std::unexpected(size.error());
  std::string bytes;
  while (bytes.size() < *size) {
    const auto part = office.backup_part(by, bytes.size());
    if (!part) return part;
    if (part->empty()) return failure(Fault::corrupt, "the backup ends before its end");
    bytes += *part;
  }
  return bytes;
}

// "Kiosk 1" as "kiosk-1"; letters beyond ASCII stay.
std::string name_for_file(std::string_view name) {
  std::string plain;
  for (const char letter : name) {
    const auto byte = static_cast<unsigned char>(letter);
    plain +=
        byte >= 0x80 || std::isalnum(byte) != 0 ? static_cast<char>(byte >= 0x80 ? byte : std::tolower(byte)) : '-';
  }
  return plain;
}

std::function<ExportFiles()> export_of_kiosk(ExportKind kind, std::int64_t by, Services& services) {
  // On one stick there may be the backups of a whole fleet.
  if (kind == ExportKind::backup)
    return [&office = services.office, by, name = "anteroom-" + name_for_file(services.config.kiosk.name) + ".backup"] {
      return made(whole_backup(office, by), name);
    };
  std::vector<std::string> people;
  for (const platform::StaffRow& person : services.store.staff().value_or(std::vector<platform::StaffRow>{}))
    people.push_back(person.name);
  return [checks = checks_of_machine(services), make = services.make_support_text, people = std::move(people)] {
    return made(make(checks(), people), "anteroom-support.txt");
  };
}

void give_up(State& state, Services& services) {
  note(services, AuditEvent::not_exported, state.export_run->object);
  state.export_run.reset();
}

// Written down, or it does not begin.
bool begin_run(State& state, staff::Export& leaving, std::string object, std::string suffix, Services& services) {
  leaving.problem = Problem::none;
  if (!services.store.note(AuditEvent::exported, object)) {
    services.log.write(platform::Event::store_failed);
    leaving.problem = Problem::store;
    return false;
  }
  leaving.stage = Stage::working;
  leaving.run = state.next_export++;
  leaving.unreadable = 0;
  state.export_run = ExportRun{leaving.run, std::move(object), nullptr, std::move(suffix)};
  return true;
}

void fail(State& state, staff::Export& leaving, Services& services) {
  services.log.write(platform::Event::store_failed);
  give_up(state, services);
  leaving.stage = Stage::choosing;
  leaving.problem = Problem::store;
}

void start(State& state, const Staff& screen, staff::Export& leaving, Services& services) {
  const bool is_free = !state.export_run && state.stick.state == StickState::ready && state.day && state.day->keys;
  if (!is_free) return;
  const std::string day = "-" + to_string(services.clock.local_date(services.clock.now()));
  if (leaving.row) {
    const platform::VisitRow& row = *leaving.row;
    if (!begin_run(state, leaving, export_object(leaving.kind, row.id), std::format("-{}{}", row.code, day), services))
      return;
    auto make = export_of_visit(leaving.kind, row, *state.day->keys, services);
    if (!make) return fail(state, leaving, services);
    return begin_writing(state, std::move(*make), services);
  }
  if (is_of_kiosk(leaving.kind)) {
    if (begin_run(state, leaving, std::string(kind_word(leaving.kind)), day, services))
      begin_writing(state, export_of_kiosk(leaving.kind, screen.id, services), services);
    return;
  }
  if (screen.role != platform::StaffRole::charge_nurse) return;
  auto contents = ExportContents::of_period(leaving.kind, leaving.period, services);
  if (!contents) {
    services.log.write(platform::Event::store_failed);
    leaving.problem = Problem::store;
    return;
  }
  if (contents->visits() == 0) {
    leaving.problem = Problem::no_visit;
    return;
  }
  if (begin_run(state, leaving, export_object(leaving.kind, leaving.period, contents->visits()), day, services))
    state.export_run->contents = std::make_shared<ExportContents>(std::move(*contents));
}

// A day in the calendar that has come, and in the order in which a period has them.
std::optional<Date> typed_day(const std::string& digits, const Services& services) {
  const auto day = date_of_digits(digits);
  const bool has_come = day && *day <= services.clock.local_date(services.clock.now());
  return has_come ? day : std::nullopt;
}

void type_day(std::string& digits, const Intent& intent) {
  if (const auto* touched = std::get_if<intent::Type>(&intent)) {
    const char key = touched->plain();
    if (std::isdigit(static_cast<unsigned char>(key)) != 0) type_date_digit(digits, key);
  } else if (std::holds_alternative<intent::Erase>(intent) && !digits.empty()) {
    digits.pop_back();
  }
}

void on_dates(staff::Export& leaving, const Intent& intent, Services& services) {
  const bool is_first = leaving.stage == Stage::from;
  std::string& digits = is_first ? leaving.from : leaving.to;
  const Problem before = std::exchange(leaving.problem, Problem::none);
  if (std::holds_alternative<intent::Back>(intent)) {
    leaving.stage = is_first ? Stage::spans : Stage::from;
  } else if (std::holds_alternative<intent::Continue>(intent)) {
    if (digits.size() < date_digits) {
      leaving.problem = before;
      return;
    }
    const auto from = typed_day(leaving.from, services);
    const auto to = typed_day(leaving.to, services);
    const bool is_right = is_first ? from.has_value() : from && to && *from <= *to;
    if (!is_right) {
      leaving.problem = Problem::no_such_day;
    } else if (is_first) {
      leaving.stage = Stage::to;
    } else {
      leaving.span = Span::other;
      leaving.period = {*from, *to};
      leaving.stage = Stage::choosing;
    }
  } else {
    // A day that does not exist is typed anew.
    if (before == Problem::no_such_day && std::holds_alternative<intent::Type>(intent)) digits.clear();
    type_day(digits, intent);
  }
}

ExportKind other_kind(ExportKind kind) {
  switch (kind) {
    case ExportKind::summary: return ExportKind::fhir;
    case ExportKind::fhir: return ExportKind::summary;
    case ExportKind::csv: return ExportKind::report;
    case ExportKind::report: return ExportKind::csv;
    case ExportKind::backup:
    case ExportKind::support: break;
  }
  return kind;
}

void choose(State& state, const Staff& screen, staff::Export& leaving, const Intent& intent, Services& services) {
  if (std::holds_alternative<intent::ChangeExportKind>(intent)) {
    leaving.kind = other_kind(leaving.kind);
    leaving.problem = Problem::none;
  } else if (std::holds_alternative<intent::OpenSpans>(intent) && !leaving.row && !is_of_kiosk(leaving.kind)) {
    leaving.stage = Stage::spans;
    leaving.problem = Problem::none;
  } else if (std::holds_alternative<intent::Continue>(intent)) {
    start(state, screen, leaving, services);
  }
}

Problem problem_of(Fault fault) {
  switch (fault) {
    case Fault::no_space: return Problem::no_room;
    case Fault::internal: return Problem::store;
    // How the stick is now is said beside it.
    case Fault::denied: return Problem::none;
    default: return Problem::failed;
  }
}

}  // namespace

intent::ExportPeriod period_of(Span span, const Date& today) {
  using std::chrono::days;
  using std::chrono::months;
  using std::chrono::sys_days;
  using std::chrono::years;
  const Date first{today.year(), today.month(), std::chrono::day{1}};
  const Date new_year{today.year(), std::chrono::January, std::chrono::day{1}};
  const auto day_before = [](const Date& day) { return Date(sys_days(day) - days{1}); };
  switch (span) {
    case Span::last_three_months: return {first - months{3}, day_before(first)};
    case Span::this_year: return {new_year, today};
    case Span::last_year: return {new_year - years{1}, day_before(new_year)};
    case Span::last_month:
    case Span::other: break;
  }
  return {first - months{1}, day_before(first)};
}

std::string export_object(ExportKind kind, VisitId visit) {
  return std::format("{}, visit {}", kind_word(kind), visit.value);
}

std::string export_object(ExportKind kind, const intent::ExportPeriod& period, std::size_t visits) {
  return std::format("{}, visits {}, {} – {}", kind_word(kind), visits, to_string(period.from), to_string(period.to));
}

staff::Step export_of(const platform::VisitRow& row) {
  staff::Export leaving;
  leaving.row = row;
  return leaving;
}

bool is_of_kiosk(ExportKind kind) { return kind == ExportKind::backup || kind == ExportKind::support; }

staff::Step export_of_kiosk(ExportKind kind) {
  staff::Export leaving;
  leaving.kind = kind;
  return leaving;
}

staff::Step export_of_period(Services& services) {
  staff::Export leaving;
  leaving.kind = ExportKind::csv;
  leaving.period = period_of(leaving.span, services.clock.local_date(services.clock.now()));
  return leaving;
}

staff::Step on_step(State& state, const Staff& screen, staff::Export& leaving, const Intent& intent,
                    Services& services) {
  const bool back = std::holds_alternative<intent::Back>(intent);
  switch (leaving.stage) {
    case Stage::choosing:
      if (back) return leaving.row ? open_visit(leaving.row->id, services) : home_of(screen.role, services);
      choose(state, screen, leaving, intent, services);
      break;
    case Stage::spans:
      if (back) leaving.stage = Stage::choosing;
      if (const auto* picked = std::get_if<intent::PickSpan>(&intent)) {
        const bool is_typed = picked->span == Span::other;
        leaving.stage = is_typed ? Stage::from : Stage::choosing;
        if (is_typed) break;
        leaving.span = picked->span;
        leaving.period = period_of(leaving.span, services.clock.local_date(services.clock.now()));
      }
      break;
    case Stage::from:
    case Stage::to: on_dates(leaving, intent, services); break;
    case Stage::working:
      // What is being written is written to its end.
      if (back && waits_for_run(state) && !state.export_run->is_writing) {
        give_up(state, services);
        leaving.stage = Stage::choosing;
      }
      break;
    case Stage::done:
      if (back || std::holds_alternative<intent::Continue>(intent))
        return leaving.row ? open_visit(leaving.row->id, services) : home_of(screen.role, services);
      break;
  }
  return std::move(leaving);
}

void settle_stick(State& state, const intent::StickAsked& result, Services& services) {
  state.stick = {result.state, false, services.clock.since_boot() + stick_poll};
}

void settle_export(State& state, const intent::ExportWritten& result, Services& services) {
  if (!state.export_run || state.export_run->number != result.number) return;
  staff::Export* leaving = waits_for_run(state) ? screen_of(state) : nullptr;
  if (!result.names) {
    give_up(state, services);
  } else {
    state.export_run.reset();
  }
  // How the stick was before is no news any more.
  state.stick = {std::nullopt, state.stick.is_asking, Milliseconds{0}};
  if (leaving == nullptr) return;
  if (result.names) {
    leaving->stage = Stage::done;
    leaving->files = *result.names;
  } else {
    leaving->stage = Stage::choosing;
    leaving->problem = problem_of(result.names.error().fault);
  }
}

void watch_export(State& state, Services& services) {
  if (state.export_run && !state.export_run->is_writing) {
    staff::Export* leaving = waits_for_run(state) ? screen_of(state) : nullptr;
    if (leaving == nullptr || !state.day || !state.day->keys) {
      give_up(state, services);
    } else {
      ExportContents& contents = *state.export_run->contents;
      for (int reads = 0; reads < read_at_once && !contents.is_read(); ++reads)
        contents.read_next(*state.day->keys, services);
      if (contents.is_read()) {
        leaving->unreadable = contents.unreadable();
        auto make = contents.maker(*state.day->keys, services);
        if (make) {
          begin_writing(state, std::move(*make), services);
        } else {
          fail(state, *leaving, services);
        }
      }
    }
  }
  if (screen_of(state) == nullptr && !state.stick.is_asking) state.stick = {};
  if (!asks_for_stick(state) || services.clock.since_boot() < state.stick.next_ask) return;
  state.stick.is_asking = true;
  services.store_jobs.run([&stick = services.stick, inbox = state.inbox] {
    const StickState seen = stick.look();
    return std::function<void()>([inbox, seen] { inbox->push_back(intent::StickAsked{seen}); });
  });
}

Milliseconds next_export_tick(const State& state) {
  if (state.export_run && !state.export_run->is_writing) return Milliseconds{0};
  return asks_for_stick(state) ? state.stick.next_ask : Milliseconds::max();
}

}  // namespace anteroom::flow
