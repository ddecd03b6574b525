// What the steps of a signed-in member of staff share, for staff*.cpp alone.
#pragma once

#include "kiosk/flow/screens.h"

namespace anteroom::flow {

// One more character of a record number that is being typed.
[[nodiscard]] bool fits_record_number(const std::string& typed, char key);

// One visit of the day's list.
[[nodiscard]] staff::Step open_visit(VisitId id, Services& services);

// One alert and what became of it; what they see first when somebody has acknowledged it meanwhile, or when it is of a
// patient and they are IT.
[[nodiscard]] staff::Step open_alert(AlertId alert, platform::StaffRole role, Services& services);

// The form of a new visit, filled with what stands in this one, which it will take the place of.
[[nodiscard]] staff::Step correct_visit(const platform::VisitRow& row);

// Every visit of this record number; scores only while the day is open.
[[nodiscard]] staff::Step history_of(const State& state, std::string_view record_number, Services& services);
[[nodiscard]] staff::Step find_from(char key);

[[nodiscard]] staff::Step on_step(State& state, const Staff& screen, staff::Find& find, const Intent& intent,
                                  Services& services);
[[nodiscard]] staff::Step on_step(State& state, const Staff& screen, staff::History& history, const Intent& intent,
                                  Services& services);
[[nodiscard]] staff::Step on_step(State& state, const Staff& screen, staff::NewVisitForm& form, const Intent& intent,
                                  Services& services);
[[nodiscard]] staff::Step on_step(State& state, const Staff& screen, staff::Export& leaving, const Intent& intent,
                                  Services& services);

[[nodiscard]] staff::Step on_step(State& state, const Staff& screen, staff::Machine& machine, const Intent& intent,
                                  Services& services);
[[nodiscard]] staff::Step on_step(State& state, const Staff& screen, staff::Checks& checks, const Intent& intent,
                                  Services& services);
[[nodiscard]] staff::Step on_step(State& state, const Staff& screen, staff::PrinterTest& test, const Intent& intent,
                                  Services& services);
[[nodiscard]] staff::Step on_step(State& state, const Staff& screen, staff::AlertTest& test, const Intent& intent,
                                  Services& services);
[[nodiscard]] staff::Step on_step(State& state, const Staff& screen, staff::People& people, const Intent& intent,
                                  Services& services);
[[nodiscard]] staff::Step on_step(State& state, const Staff& screen, staff::Keys& keys, const Intent& intent,
                                  Services& services);
[[nodiscard]] staff::Step on_step(State& state, const Staff& screen, staff::About& about, const Intent& intent,
                                  Services& services);
// Who works here, read from the store; the ways to open the day, from the office.
[[nodiscard]] staff::Step open_people(Services& services);
[[nodiscard]] staff::Step open_keys(Services& services);

}  // namespace anteroom::flow
