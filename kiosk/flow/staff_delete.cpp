#include "kiosk/flow/staff_delete.h"

#include "kiosk/flow/pin_check.h"
#include "kiosk/flow/staff_steps.h"
#include "platform/vault/sign_in.h"

#include <algorithm>
#include <format>

namespace anteroom::flow {
namespace {

using platform::StaffRole;
using Stage = staff::DeleteVisit::Stage;
using Problem = staff::DeleteVisit::Problem;

// Who may be the second: somebody else, never IT, and a charge nurse where the first is none.
bool may_confirm(const Staff& first, const platform::StaffRow& second) {
  if (second.id == first.id || second.role == StaffRole::it) return false;
  return first.role == StaffRole::charge_nurse || second.role == StaffRole::charge_nurse;
}

// The count of wrong tries changes while the screen stands.
Result<std::vector<platform::StaffRow>> who_may_confirm(const Staff& first, Services& services) {
  auto people = services.store.staff();
  if (people) std::erase_if(*people, [&](const platform::StaffRow& person) { return !may_confirm(first, person); });
  return people;
}

staff::Step trouble(VisitId visit, Services& services) {
  services.log.write(platform::Event::store_failed, visit.value);
  return staff::Trouble{};
}

Problem why_not(const platform::VisitRow& row) {
  using platform::VisitState;
  if (row.state == VisitState::waiting || row.state == VisitState::in_progress) return Problem::not_over;
  using platform::SummaryState;
  const bool prints = row.summary == SummaryState::printing || row.handout_state == SummaryState::printing;
  return prints ? Problem::printing : Problem::alert;
}

staff::Step confirmed(const Staff& first, staff::DeleteVisit& deleting, Services& services) {
  const auto gone = services.store.delete_visit(deleting.row.id, std::format("staff {}", deleting.pin.person.id));
  if (gone) return home_of(first.role, services);
  if (gone.error().fault != Fault::conflict) return trouble(deleting.row.id, services);
  // What the store refuses for may have come about while the screen stood.
  const auto now = services.store.visit(deleting.row.id);
  if (!now) return trouble(deleting.row.id, services);
  deleting.row = *now;
  deleting.stage = Stage::warning;
  deleting.problem = why_not(*now);
  return std::move(deleting);
}

}  // namespace

staff::Step delete_visit(const Staff& screen, const platform::VisitRow& row, Services& services) {
  auto people = who_may_confirm(screen, services);
  if (!people) return trouble(row.id, services);
  staff::DeleteVisit deleting;
  deleting.row = row;
  if (people->empty()) deleting.problem = Problem::nobody;
  deleting.people = *std::move(people);
  return deleting;
}

staff::Step on_step(State& state, const Staff& screen, staff::DeleteVisit& deleting, const Intent& intent,
                    Services& services) {
  if (const auto* result = std::get_if<intent::PinChecked>(&intent)) {
    const bool right =
        deleting.stage == Stage::pin && settle_pin(state, deleting.pin, *result, services) == PinOutcome::right;
    return right ? confirmed(screen, deleting, services) : std::move(deleting);
  }
  if (deleting.stage == Stage::pin && deleting.pin.checking) return std::move(deleting);
  const bool back = std::holds_alternative<intent::Back>(intent);
  switch (deleting.stage) {
    case Stage::warning:
      if (back) return open_visit(deleting.row.id, services);
      if (std::holds_alternative<intent::Continue>(intent) && deleting.problem == Problem::none)
        deleting.stage = Stage::person;
      break;
    case Stage::person:
      if (back) deleting.stage = Stage::warning;
      if (const auto* picked = std::get_if<intent::PickPerson>(&intent)) {
        auto people = who_may_confirm(screen, services);
        if (!people) return trouble(deleting.row.id, services);
        deleting.people = *std::move(people);
        if (picked->index < 0 || static_cast<std::size_t>(picked->index) >= deleting.people.size()) break;
        deleting.pin = {};
        deleting.pin.person = deleting.people[static_cast<std::size_t>(picked->index)];
        deleting.stage = Stage::pin;
      }
      break;
    case Stage::pin:
      if (back) {
        deleting.pin = {};
        deleting.stage = Stage::person;
      } else if (std::holds_alternative<intent::Continue>(intent) && deleting.pin.pin.size() == pin_digits) {
        check_pin(state, deleting.pin, services);
      } else {
        type_pin(deleting.pin, intent);
      }
      break;
  }
  return std::move(deleting);
}

}  // namespace anteroom::flow
