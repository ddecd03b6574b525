#include "kiosk/flow/visit_record_of.h"

#include "kiosk/flow/summary_of.h"
#include "kiosk/flow/tailoring.h"

#include <format>

namespace anteroom::flow {

Result<exporting::VisitRecord> visit_record_of(const platform::VisitRow& row, const platform::Unlocked& keys,
                                               Services& services) {
  const auto answers = opened_answers(row.id, keys, services);
  if (!answers) return std::unexpected(answers.error());
  const auto alerts = services.store.alerts_of(row.id);
  if (!alerts) return std::unexpected(alerts.error());
  auto visit = visit_of(row, *answers, services);
  if (!visit) return std::unexpected(visit.error());
  const Instant begun = row.begun_at.value_or(row.created_at);
  const forms::Context& context = visit->context();
  const auto sex = context.find("sex");
  exporting::VisitRecord record{.id = std::format("{}/{}", services.config.kiosk.name, row.id.value),
                                .record_number = row.facts.record_number,
                                .initials = row.facts.initials,
                                .birth_date = row.facts.birth_date,
                                .sex = sex == context.end() ? "unknown" : sex->second,
                                .battery = row.facts.battery,
                                .number = row.number,
                                .language = row.facts.language,
                                .finished = row.state == platform::VisitState::finished,
                                .day = services.clock.local_date(begun),
                                .begun = begun,
                                .ended = row.finished_at,
                                .visit = std::move(*visit)};
  for (const platform::AlertRow& alert : *alerts) {
    record.alerts.push_back({.safety = alert.facts.kind == platform::AlertKind::safety_answer,
                             .raised = alert.facts.at,
                             .acknowledged = alert.acknowledged_at});
  }
  return record;
}

}  // namespace anteroom::flow
