#include "kiosk/flow/visit_record_of.h"

#include "kiosk/flow/past_visit.h"
#include "kiosk/flow/tailoring.h"

#include <format>

namespace anteroom::flow {

Result<exporting::VisitRecord> visit_record_of(const platform::VisitRow& row, const platform::Unlocked& keys,
                                               Services& services) {
  const auto alerts = services.store.alerts_of(row.id);
  if (!alerts) return std::unexpected(alerts.error());
  auto past = past_visit_of(row, keys, services);
  if (!past) return std::unexpected(past.error());
  auto whole = services.store.visit(row.id);  // a list has no chart
  if (!whole) return std::unexpected(whole.error());
  const Instant begun = row.begun_at.value_or(row.created_at);
  exporting::VisitRecord record{.id = std::format("{}/{}", services.config.kiosk.name, row.id.value),
                                .record_number = row.facts.record_number,
                                .initials = row.facts.initials,
                                .birth_date = row.facts.birth_date,
                                .sex = std::string(word_of(row.facts.sex)),
                                .battery = row.facts.battery,
                                .number = row.number,
                                .language = row.facts.language,
                                .finished = row.state == platform::VisitState::finished,
                                .day = services.clock.local_date(begun),
                                .begun = begun,
                                .ended = row.finished_at,
                                .past = *std::move(past),
                                .chart = whole->facts.chart};
  for (const platform::AlertRow& alert : *alerts) {
    record.alerts.push_back({.safety = alert.facts.kind == platform::AlertKind::safety_answer,
                             .raised = alert.facts.at,
                             .acknowledged = alert.acknowledged_at});
  }
  return record;
}

}  // namespace anteroom::flow
