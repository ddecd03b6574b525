// Alerts, until a named person acknowledges them, and the self-tests of the ways that they take.
#include "platform/store/sqlcipher_record_store.h"

#include <format>
#include <utility>

namespace anteroom::platform {
namespace {

constexpr std::array<std::string_view, 5> kind_words = {"safety_answer", "come_now", "ask_staff", "printer_trouble",
                                                        "storage_trouble"};
constexpr std::array<std::string_view, 4> state_words = {"raised", "delivered", "seen", "acknowledged"};
constexpr std::array<std::string_view, 4> action_words = {"none", "seen", "handed_over", "patient_left"};
constexpr std::array<std::string_view, 6> step_words = {"delivered",     "undelivered", "escalated",
                                                        "not_escalated", "seen",        "acknowledged"};
constexpr std::array<std::string_view, 4> channel_words = {"printer", "lamp", "webhook", "mail"};

constexpr std::string_view select_alert =
    "SELECT alerts.id, coalesce(alerts.visit, 0), coalesce(visits.code, ''), alerts.kind, alerts.form, alerts.link_id,"
    " alerts.at, alerts.state, alerts.attempts, alerts.delivered_at, alerts.acknowledged_at, alerts.acknowledged_by,"
    " alerts.escalated_at, alerts.action FROM alerts LEFT JOIN visits ON visits.id = alerts.visit ";

std::string with(std::string_view select, std::string_view rest) { return std::string(select).append(rest); }

AlertRow alert_of(Statement& row) {
  return {.id = AlertId{row.integer(0)},
          .visit = VisitId{row.integer(1)},
          .visit_code = row.text(2),
          .facts = {row.word<AlertKind>(3, kind_words), row.text(4), row.text(5), row.instant(6)},
          .state = row.word<AlertState>(7, state_words),
          .attempts = row.number(8),
          .delivered_at = row.optional_instant(9),
          .acknowledged_at = row.optional_instant(10),
          .acknowledged_by = row.text(11),
          .escalated_at = row.optional_instant(12),
          .action = row.word<AlertAction>(13, action_words)};
}

AlertStep step_of(Statement& row) {
  AlertStep step{.at = row.instant(0), .kind = row.word<AlertStepKind>(1, step_words), .person = row.text(3)};
  if (!row.text(2).empty()) step.channel = row.word<ChannelKind>(2, channel_words);
  return step;
}

ChannelTest channel_test_of(Statement& row) {
  return {row.word<ChannelKind>(0, channel_words), row.instant(1), row.optional_instant(2), row.text(3)};
}

constexpr AuditEvent audit_event_of(AlertStepKind kind) {
  switch (kind) {
    case AlertStepKind::delivered: return AuditEvent::alert_delivered;
    case AlertStepKind::undelivered: return AuditEvent::alert_not_delivered;
    case AlertStepKind::escalated: return AuditEvent::alert_escalated;
    case AlertStepKind::not_escalated: return AuditEvent::alert_not_escalated;
    case AlertStepKind::seen: return AuditEvent::alert_seen;
    case AlertStepKind::acknowledged: return AuditEvent::alert_acknowledged;
  }
  std::unreachable();
}

std::string object_of(AlertId id) { return std::format("alert {}", id.value); }

}  // namespace

Result<AlertId> SqlcipherRecordStore::raise_alert(VisitId id, const NewAlert& alert) {
  return m_database.transaction([&] { return insert_alert(id, alert); });
}

Result<AlertId> SqlcipherRecordStore::insert_alert(VisitId id, const NewAlert& alert) {
  const auto raised = m_database.run("INSERT INTO alerts (visit, kind, form, link_id, at) VALUES (?, ?, ?, ?, ?)",
                                     {id.value == 0 ? Bound{} : Bound{id.value}, word_of(alert.kind, kind_words),
                                      alert.form, alert.link_id, bound(alert.at)});
  if (!raised) return std::unexpected(raised.error());
  const AlertId inserted{m_database.last_insert_id()};
  if (auto noted = write_audit(AuditEvent::alert_raised, object_of(inserted)); !noted)
    return std::unexpected(std::move(noted.error()));
  return inserted;
}

Result<std::vector<AlertRow>> SqlcipherRecordStore::open_alerts() {
  return rows_of(m_database.query(with(select_alert, "WHERE alerts.state <> 'acknowledged' ORDER BY alerts.id")),
                 alert_of);
}

Result<std::vector<AlertRow>> SqlcipherRecordStore::alerts_of(VisitId id) {
  return rows_of(m_database.query(with(select_alert, "WHERE alerts.visit = ? ORDER BY alerts.id"), {id.value}),
                 alert_of);
}

// A failure that repeats every half minute stands once.
Result<void> SqlcipherRecordStore::add_step(AlertId id, const AlertStep& step) {
  const auto added = m_database.run(
      "INSERT INTO alert_steps (alert, at, kind, channel, person) SELECT ?1, ?2, ?3, ?4, ?5"
      " WHERE ?3 NOT IN ('undelivered', 'not_escalated') OR ?3 IS NOT"
      " (SELECT kind FROM alert_steps WHERE alert = ?1 AND channel = ?4 ORDER BY id DESC LIMIT 1)",
      {id.value, bound(step.at), word_of(step.kind, step_words),
       step.channel ? word_of(*step.channel, channel_words) : std::string_view(), step.person});
  if (!added) return std::unexpected(added.error());
  return *added == 0 ? Result<void>() : write_audit(audit_event_of(step.kind), object_of(id));
}

Result<void> SqlcipherRecordStore::count_delivery(AlertId id, const std::vector<AlertStep>& steps) {
  const auto first = [&](std::initializer_list<AlertStepKind> kinds) -> std::optional<Instant> {
    const auto found =
        std::ranges::find_if(steps, [&](const AlertStep& step) { return std::ranges::contains(kinds, step.kind); });
    return found == steps.end() ? std::nullopt : std::optional(found->at);
  };
  const auto delivered = first({AlertStepKind::delivered, AlertStepKind::escalated});
  const auto escalated = first({AlertStepKind::escalated});
  return m_database.transaction([&]() -> Result<void> {
    // The first delivery counts; an alert that somebody has seen stays seen.
    auto counted =
        one_row(m_database.run("UPDATE alerts SET attempts = attempts + 1, delivered_at = coalesce(delivered_at, ?1),"
                               " escalated_at = coalesce(escalated_at, ?2),"
                               " state = iif(state = 'raised' AND ?1 IS NOT NULL, 'delivered', state) WHERE id = ?3",
                               {bound(delivered), bound(escalated), id.value}),
                "there is no such alert");
    if (!counted) return counted;
    for (const AlertStep& step : steps) {
      if (auto added = add_step(id, step); !added) return added;
    }
    return {};
  });
}

Result<void> SqlcipherRecordStore::see_alert(AlertId id, Instant at) {
  return m_database.transaction([&]() -> Result<void> {
    auto seen = one_row(
        m_database.run("UPDATE alerts SET state = iif(state = 'acknowledged', state, 'seen') WHERE id = ?", {id.value}),
        "there is no such alert");
    if (!seen) return seen;
    return add_step(id, {.at = at, .kind = AlertStepKind::seen});
  });
}

Result<void> SqlcipherRecordStore::acknowledge_alert(AlertId id, std::string_view by, AlertAction action, Instant at) {
  if (action == AlertAction::none) return failure(Fault::invalid_input, "what was done about the alert is missing");
  return m_database.transaction([&]() -> Result<void> {
    auto acknowledged =
        one_row(m_database.run("UPDATE alerts SET state = 'acknowledged', acknowledged_by = ?, acknowledged_at = ?,"
                               " action = ? WHERE id = ? AND state <> 'acknowledged'",
                               {by, bound(at), word_of(action, action_words), id.value}),
                "there is no such alert, or somebody has acknowledged it");
    if (!acknowledged) return acknowledged;
    return add_step(id, {.at = at, .kind = AlertStepKind::acknowledged, .person = std::string(by)});
  });
}

Result<std::vector<AlertStep>> SqlcipherRecordStore::alert_steps(AlertId id) {
  return rows_of(
      m_database.query("SELECT at, kind, channel, person FROM alert_steps WHERE alert = ? ORDER BY id", {id.value}),
      step_of);
}

Result<void> SqlcipherRecordStore::keep_channel_test(ChannelKind channel, Instant at, std::string_view fault) {
  const auto kept = m_database.run(
      "INSERT INTO channel_tests (channel, tested_at, passed_at, fault) VALUES (?1, ?2, iif(?3 = '', ?2, NULL), ?3)"
      " ON CONFLICT (channel) DO UPDATE SET tested_at = excluded.tested_at,"
      " passed_at = coalesce(excluded.passed_at, passed_at), fault = excluded.fault",
      {word_of(channel, channel_words), bound(at), fault});
  if (!kept) return std::unexpected(kept.error());
  return {};
}

Result<std::vector<ChannelTest>> SqlcipherRecordStore::channel_tests() {
  return rows_of(m_database.query("SELECT channel, tested_at, passed_at, fault FROM channel_tests ORDER BY channel"),
                 channel_test_of);
}

}  // namespace anteroom::platform
