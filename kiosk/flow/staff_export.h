// What a person of the staff takes away on a USB stick: one visit, or for a charge nurse the visits of a period. It is
// written down before it begins; IT take what nobody can be read from.
#pragma once

#include "kiosk/flow/screens.h"

#include <chrono>
#include <string>

namespace anteroom::flow {

// How often it is looked for a stick while somebody is about to export.
inline constexpr std::chrono::seconds stick_poll{1};

[[nodiscard]] staff::Step export_of(const platform::VisitRow& row);
[[nodiscard]] staff::Step export_of_period(Services& services);
// Of the kiosk itself: IT's, and nobody else's.
[[nodiscard]] bool is_of_kiosk(intent::ExportKind kind);
[[nodiscard]] staff::Step export_of_kiosk(intent::ExportKind kind);

// The period that this means today; for `other` the last month, to begin with.
[[nodiscard]] intent::ExportPeriod period_of(intent::Span span, const Date& today);

// "csv, visits 42, 2026-10-01 – 2026-10-31", "summary, visit 12": what the audit trail says of it.
[[nodiscard]] std::string export_object(intent::ExportKind kind, VisitId visit);
[[nodiscard]] std::string export_object(intent::ExportKind kind, const intent::ExportPeriod& period,
                                        std::size_t visits);

void settle_stick(State& state, const intent::StickAsked& result, Services& services);
void settle_export(State& state, const intent::ExportWritten& result, Services& services);
// Reads the next visits of an export whose screen stands, and drops one whose screen has gone.
void watch_export(State& state, Services& services);
[[nodiscard]] Milliseconds next_export_tick(const State& state);

}  // namespace anteroom::flow
