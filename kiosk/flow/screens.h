// One handler a screen, for flow.cpp alone: what an intent does there. Each returns the screen that follows, or nothing
// to stay; it may change its own screen freely and never touches another's.
#pragma once

#include "kiosk/flow/state.h"
#include "kiosk/services.h"

namespace anteroom::flow {

using Next = std::optional<Screen>;

Next on(State& state, Welcome& screen, const Intent& intent, Services& services);
Next on(State& state, CheckIn& screen, const Intent& intent, Services& services);
Next on(State& state, AskAtDesk& screen, const Intent& intent, Services& services);
Next on(State& state, NeedsStaff& screen, const Intent& intent, Services& services);
Next on(State& state, Patient& screen, const Intent& intent, Services& services);
Next on(State& state, Thanks& screen, const Intent& intent, Services& services);
Next on(State& state, Lessons& screen, const Intent& intent, Services& services);
Next on(State& state, OpenDay& screen, const Intent& intent, Services& services);
Next on(State& state, SignIn& screen, const Intent& intent, Services& services);
Next on(State& state, Cleaning& screen, const Intent& intent, Services& services);
Next on(State& state, EnterPin& screen, const Intent& intent, Services& services);
Next on(State& state, LockedAlerts& screen, const Intent& intent, Services& services);
Next on(State& state, Staff& screen, const Intent& intent, Services& services);

// The patient is who they say: withholds what must not be asked today and opens the visit.
[[nodiscard]] Screen begin_visit(State& state, platform::VisitRow row, Services& services);
// An incomplete visit goes on where it was left, with the answers that were kept: staff stand beside the patient.
[[nodiscard]] Result<Screen> resume_visit(State& state, const platform::VisitRow& row, const platform::Unlocked& keys,
                                          Services& services);

inline constexpr int most_check_ins = 5;  // wrong ones, then the desk

// What a touch does to the code and birth date that are typed.
enum class CheckInStep { typing, left, whole };
[[nodiscard]] CheckInStep type_check_in(CheckIn& check_in, const Intent& intent);

// A kiosk waits so long for a patient who rests.
inline constexpr std::chrono::minutes longest_rest{15};

// Sealed off as it is and wiped from memory; what was committed stays.
void end_incomplete(const Patient& patient, Services& services);

// Whether this choice of today's visits has this one.
[[nodiscard]] bool is_shown(const platform::VisitRow& row, intent::Shown shown);
// Incomplete, and of today.
[[nodiscard]] bool can_go_on(const platform::VisitRow& row, const Services& services);
// What somebody of this role sees first, read from the store: the day's list, or the machine.
[[nodiscard]] staff::Step home_of(platform::StaffRole role, Services& services);
// Reads again what a worker's result may have changed.
void refresh(State& state, Services& services);

// Idle rules: warning, sealing, signing out. Nothing while nobody has been away long enough.
[[nodiscard]] Next after_idle(State& state, Services& services);
[[nodiscard]] Milliseconds next_idle_tick(const State& state, const Services& services);

}  // namespace anteroom::flow
