// A summary on its way to paper: built from the store, made and sent on a worker, followed until the device says
// "printed" or the deadline passes and the job is taken back. Never says printed before the printer does, never prints
// twice.
#pragma once

#include "kiosk/flow/state.h"
#include "kiosk/services.h"

namespace anteroom::flow {

inline constexpr std::chrono::seconds print_poll{1};
// How often the printer is asked how it is, before anything is sent to it.
inline constexpr std::chrono::seconds health_poll{10};
// A job that cannot be taken back is followed this often, then a person looks into the tray.
inline constexpr int most_withdrawals = 5;

// Fault::conflict while a job of this visit is under way or its page may have come out (SummaryState::unclear).
[[nodiscard]] Result<void> print_summary(State& state, const platform::VisitRow& row, Services& services);

// The patient's own sheet, on the same way. It says nothing about anybody.
[[nodiscard]] Result<void> print_handout(State& state, VisitId visit, exporting::Handout handout, Services& services);

// A slip with the code of a visit, for the patient's hand. Nothing while one is on its way.
void print_code(State& state, VisitId visit, exporting::CodeSlip slip, Services& services);

// A page without anything of a patient, to see whether the printer prints. Nothing while one is on its way.
void print_test_page(State& state, exporting::TestPage page, Services& services);

// The first page, made on a worker; it comes as intent::PreviewMade. Reading answers is noted in the audit trail.
[[nodiscard]] Result<void> make_preview(State& state, const platform::VisitRow& row, Services& services);
void settle_preview(State& state, const intent::PreviewMade& result, Services& services);
void settle_health(State& state, const intent::PrinterAsked& result, Services& services);

[[nodiscard]] bool is_printing(const State& state, VisitId visit, Printout what = Printout::summary);

void settle_submission(State& state, const intent::PrintSubmitted& result, Services& services);
void settle_poll(State& state, const intent::PrintPolled& result, Services& services);
void settle_withdrawal(State& state, const intent::PrintWithdrawn& result, Services& services);

void watch_printing(State& state, Services& services);
[[nodiscard]] Milliseconds next_printing_tick(const State& state);

}  // namespace anteroom::flow
