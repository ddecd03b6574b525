#include "kiosk/flow/staff_machine.h"

#include "kiosk/flow/audit.h"
#include "kiosk/flow/printing.h"
#include "kiosk/flow/safety.h"
#include "kiosk/flow/staff_export.h"
#include "kiosk/flow/staff_steps.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace anteroom::flow {
namespace {

using intent::Tool;
using platform::Check;
using platform::Condition;

staff::Checks check_machine(State& state, Services& services) {
  services.jobs.run([make = checks_of_machine(services), inbox = state.inbox] {
    return std::function<void()>([inbox, checks = make()] { inbox->push_back(intent::MachineChecked{checks}); });
  });
  return {};
}

staff::Step open_tool(State& state, Tool tool, Services& services) {
  switch (tool) {
    case Tool::checks: return check_machine(state, services);
    case Tool::printer_test:
      if (!is_printing(state, VisitId{}, Printout::test)) state.printing.test_page.reset();
      return staff::PrinterTest{};
    case Tool::alert_test: return staff::AlertTest{};
    case Tool::people: return open_people(services);
    case Tool::keys: return open_keys(services);
    case Tool::backup: return export_of_kiosk(intent::ExportKind::backup);
    case Tool::support: return export_of_kiosk(intent::ExportKind::support);
    case Tool::about:
      return staff::About{services.look_at_machine ? services.look_at_machine() : platform::MachineFacts{}};
  }
  std::unreachable();
}

}  // namespace

bool is_machines(const staff::Step& step) {
  if (const auto* leaving = std::get_if<staff::Export>(&step)) return is_of_kiosk(leaving->kind);
  return std::holds_alternative<staff::Machine>(step) || std::holds_alternative<staff::Checks>(step) ||
         std::holds_alternative<staff::PrinterTest>(step) || std::holds_alternative<staff::AlertTest>(step) ||
         std::holds_alternative<staff::Keys>(step) || std::holds_alternative<staff::About>(step);
}

std::function<std::vector<Check>()> checks_of_machine(Services& services) {
  return [&office = services.office, check = services.check_machine, channels = services.store.channel_tests(),
          sound = services.store.sound_test()] {
    auto checks = check ? check(channels, sound) : std::vector<Check>{};
    auto records = office.check_records();
    if (records) {
      std::ranges::move(*records, std::back_inserter(checks));
    } else {
      checks.push_back({"database", Condition::broken, records.error().detail});
    }
    std::ranges::stable_sort(checks, std::ranges::greater{}, &Check::condition);
    return checks;
  };
}

void settle_machine_check(State& state, const intent::MachineChecked& result) {
  auto* screen = std::get_if<Staff>(&state.screen);
  auto* checks = screen == nullptr ? nullptr : std::get_if<staff::Checks>(&screen->step);
  if (checks == nullptr) return;  // they have left, and nobody looks at it
  checks->under_way = false;
  checks->checks = result.checks;
}

staff::Step on_step(State& state, const Staff& screen, staff::Machine& machine, const Intent& intent,
                    Services& services) {
  if (std::holds_alternative<intent::OpenSoundTest>(intent) && services.config.audio.headphones)
    return staff::SoundTest{};
  if (const auto* open = std::get_if<intent::OpenAlert>(&intent)) return open_alert(open->alert, screen.role, services);
  if (const auto* open = std::get_if<intent::OpenTool>(&intent)) return open_tool(state, open->tool, services);
  return std::move(machine);
}

staff::Step on_step(State& state, const Staff& screen, staff::Checks& checks, const Intent& intent,
                    Services& services) {
  if (std::holds_alternative<intent::Back>(intent)) return home_of(screen.role, services);
  if (std::holds_alternative<intent::TryAgain>(intent) && !checks.under_way) return check_machine(state, services);
  return std::move(checks);
}

staff::Step on_step(State& state, const Staff& screen, staff::PrinterTest& test, const Intent& intent,
                    Services& services) {
  if (std::holds_alternative<intent::Back>(intent)) return home_of(screen.role, services);
  const auto* print = std::get_if<intent::PrintTestPage>(&intent);
  if (print != nullptr && !is_printing(state, VisitId{}, Printout::test)) {
    note(services, platform::AuditEvent::tested, "printer");
    print_test_page(state, print->page, services);
  }
  return test;
}

staff::Step on_step(State& state, const Staff& screen, staff::AlertTest& test, const Intent& intent,
                    Services& services) {
  if (std::holds_alternative<intent::Back>(intent)) return home_of(screen.role, services);
  if (std::holds_alternative<intent::TestAlerts>(intent) && !services.channels.empty()) {
    note(services, platform::AuditEvent::tested, "alerts");
    test_channels(state, services);
  }
  return test;
}

staff::Step on_step(State&, const Staff& screen, staff::About& about, const Intent& intent, Services& services) {
  using Stage = staff::About::Stage;
  if (about.stage == Stage::restarting) return std::move(about);
  if (std::holds_alternative<intent::Back>(intent)) {
    if (about.stage == Stage::reading) return home_of(screen.role, services);
    about.stage = Stage::reading;
  }
  if (std::holds_alternative<intent::Restart>(intent) && about.stage == Stage::reading && services.restart_machine)
    about.stage = Stage::restart_asked;
  if (std::holds_alternative<intent::Continue>(intent) && about.stage == Stage::restart_asked) {
    note(services, platform::AuditEvent::restarted, {});
    about.stage = services.restart_machine() ? Stage::restarting : Stage::not_restarted;
  }
  return std::move(about);
}

}  // namespace anteroom::flow
