// Who works here: a name, a role, and a PIN that the machine makes and shows once.
#include "kiosk/flow/draft.h"
#include "kiosk/flow/staff_steps.h"
#include "kiosk/flow/tones.h"

#include <utility>

namespace anteroom::flow {
namespace {

using Stage = staff::People::Stage;
using Problem = staff::People::Problem;

staff::Step trouble(Services& services) {
  services.log.write(platform::Event::store_failed);
  return staff::Trouble{};
}

Problem problem_of(Fault fault) {
  switch (fault) {
    case Fault::invalid_input: return Problem::name;
    case Fault::conflict: return Problem::taken;
    default: return Problem::refused;
  }
}

std::string_view name_of(const staff::People& people) { return people.person ? people.person->name : people.name; }

void make_pin(State& state, staff::People& people, Services& services) {
  people.stage = Stage::making;
  people.problem = Problem::none;
  services.jobs.run([&office = services.office, name = std::string(name_of(people)), inbox = state.inbox] {
    auto pin = office.make_pin(name);
    return std::function<void()>([inbox, pin = std::move(pin)] { inbox->push_back(intent::PinMade{pin}); });
  });
}

// It counts from here on; until then nothing was changed.
void keep_pin(const Staff& screen, staff::People& people, const Result<platform::NewPin>& made, Services& services) {
  const auto kept = [&]() -> Result<void> {
    if (!made) return std::unexpected(made.error());
    if (people.person) return services.office.change_pin(screen.id, people.person->name, made->sealed);
    return services.office.add_person(screen.id, people.name, people.role, made->sealed);
  }();
  if (kept) {
    people.pin = made->digits;
    people.stage = Stage::pin;
    return;
  }
  people.problem = problem_of(kept.error().fault);
  people.stage = people.person ? Stage::person : Stage::name;
}

void type_name(staff::People& people, const Intent& intent) {
  std::string& name = people.name;
  if (const auto* touched = std::get_if<intent::Type>(&intent)) {
    std::string longer = name;
    add_letter(longer, touched->key);
    if (!platform::check_name_of_staff(longer)) return;
    name = std::move(longer);
  } else if (std::holds_alternative<intent::Erase>(intent) && !name.empty()) {
    erase_last(name);
  } else {
    return;
  }
  people.problem = Problem::none;  // of the name before
}

void pick(staff::People& people, int index) {
  if (index < 0 || static_cast<std::size_t>(index) >= people.people.size()) return;
  people.person = people.people[static_cast<std::size_t>(index)];
  people.stage = Stage::person;
}

// The list as it is now, with what went wrong.
staff::Step list(Services& services, Problem problem = Problem::none) {
  auto rows = services.store.staff();
  if (!rows) return trouble(services);
  staff::People people;
  people.people = *std::move(rows);
  people.problem = problem;
  return people;
}

staff::Step remove(const Staff& screen, staff::People& people, Services& services) {
  const auto removed = services.office.remove_person(screen.id, people.person->name);
  if (removed) return list(services);
  people.stage = Stage::person;
  people.problem = removed.error().fault == Fault::conflict ? Problem::own : Problem::refused;
  return std::move(people);
}

}  // namespace

staff::Step open_people(Services& services) { return list(services); }

staff::Step on_step(State& state, const Staff& screen, staff::People& people, const Intent& intent,
                    Services& services) {
  const bool back = std::holds_alternative<intent::Back>(intent);
  const bool goes_on = std::holds_alternative<intent::Continue>(intent);
  switch (people.stage) {
    case Stage::list:
      if (back) return home_of(screen.role, services);
      if (const auto* picked = std::get_if<intent::PickPerson>(&intent)) pick(people, picked->index);
      if (goes_on) people.stage = Stage::name;
      break;
    case Stage::person:
      if (back) return list(services);
      if (std::holds_alternative<intent::NewPin>(intent)) make_pin(state, people, services);
      if (std::holds_alternative<intent::RemovePerson>(intent)) people.stage = Stage::removing;
      break;
    case Stage::name:
      if (back) return list(services);
      if (goes_on && !people.name.empty()) {
        people.stage = Stage::role;
        people.problem = Problem::none;
      } else {
        type_name(people, intent);
      }
      break;
    case Stage::role:
      if (back) people.stage = Stage::name;
      if (const auto* picked = std::get_if<intent::PickRole>(&intent)) people.role = picked->role;
      if (goes_on) make_pin(state, people, services);
      break;
    case Stage::making:
      if (const auto* made = std::get_if<intent::PinMade>(&intent)) keep_pin(screen, people, made->pin, services);
      break;
    case Stage::pin:
      if (goes_on) return list(services);
      break;
    case Stage::removing:
      if (back) people.stage = Stage::person;
      if (goes_on) return remove(screen, people, services);
      break;
  }
  return std::move(people);
}

}  // namespace anteroom::flow
