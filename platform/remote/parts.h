// What the kiosk's values are made of, each once: a member that is missing here does not compile.
#pragma once

#include "platform/alerts.h"
#include "platform/office.h"
#include "platform/printer.h"
#include "platform/remote/wire.h"
#include "platform/store/record_store.h"
#include "platform/vault/audit.h"

#include <concepts>
#include <tuple>

namespace anteroom {

// Value or const Value.
template <class Given, class Value>
concept Of = std::same_as<std::remove_const_t<Given>, Value>;

auto parts(Of<VisitId> auto& id) { return std::tie(id.value); }
auto parts(Of<AlertId> auto& id) { return std::tie(id.value); }

auto parts(Of<Error> auto& error) {
  auto& [fault, detail] = error;
  return std::tie(fault, detail);
}

auto parts(Of<ChartFacts> auto& facts) {
  auto& [as_of, opioid_mme, benzodiazepine, naloxone] = facts;
  return std::tie(as_of, opioid_mme, benzodiazepine, naloxone);
}

namespace platform {

auto parts(Of<PrintJobId> auto& id) { return std::tie(id.value); }

auto parts(Of<PrintStatus> auto& status) {
  auto& [state, trouble] = status;
  return std::tie(state, trouble);
}

auto parts(Of<PrinterHealth> auto& health) {
  auto& [ready, trouble, detail] = health;
  return std::tie(ready, trouble, detail);
}

auto parts(Of<NewVisit> auto& visit) {
  auto& [record_number, initials, birth_date, battery, forms, withheld, started_by, sex, language, interpreted,
         unspoken, rules, versions, time_verified, with_help, clinician, chart] = visit;
  return std::tie(record_number, initials, birth_date, battery, forms, withheld, started_by, sex, language, interpreted,
                  unspoken, rules, versions, time_verified, with_help, clinician, chart);
}

auto parts(Of<VisitRow> auto& row) {
  auto& [id, code, facts, state, summary, created_at, begun_at, finished_at, answered, asked, print_job, printed_at,
         marked, number, handout, handout_state, answers_removed_at] = row;
  return std::tie(id, code, facts, state, summary, created_at, begun_at, finished_at, answered, asked, print_job,
                  printed_at, marked, number, handout, handout_state, answers_removed_at);
}

auto parts(Of<AfterVisit> auto& answers) {
  auto& [form, version, clinician, month, sealed] = answers;
  return std::tie(form, version, clinician, month, sealed);
}

auto parts(Of<AfterVisitCount> auto& count) {
  auto& [clinician, answers] = count;
  return std::tie(clinician, answers);
}

auto parts(Of<AnswerRow> auto& row) {
  auto& [sequence, form, link_id, payload, at] = row;
  return std::tie(sequence, form, link_id, payload, at);
}

auto parts(Of<ResponseRow> auto& row) {
  auto& [payload, answers] = row;
  return std::tie(payload, answers);
}

auto parts(Of<AlertStep> auto& step) {
  auto& [at, kind, channel, person] = step;
  return std::tie(at, kind, channel, person);
}

auto parts(Of<NewAlert> auto& alert) {
  auto& [kind, form, link_id, at] = alert;
  return std::tie(kind, form, link_id, at);
}

auto parts(Of<AlertRow> auto& row) {
  auto& [id, visit, visit_code, facts, state, attempts, delivered_at, acknowledged_at, acknowledged_by, escalated_at,
         action] = row;
  return std::tie(id, visit, visit_code, facts, state, attempts, delivered_at, acknowledged_at, acknowledged_by,
                  escalated_at, action);
}

auto parts(Of<ChannelTest> auto& test) {
  auto& [channel, tested_at, passed_at, fault] = test;
  return std::tie(channel, tested_at, passed_at, fault);
}

auto parts(Of<PrintRow> auto& row) {
  auto& [person, at, reason] = row;
  return std::tie(person, at, reason);
}

auto parts(Of<RetentionRun> auto& run) {
  auto& [at, visits, entries, answers] = run;
  return std::tie(at, visits, entries, answers);
}

auto parts(Of<StaffRow> auto& row) {
  auto& [id, name, role, sealed_pin, failed_attempts, last_failure] = row;
  return std::tie(id, name, role, sealed_pin, failed_attempts, last_failure);
}

auto parts(Of<SoundTest> auto& test) {
  auto& [passed_on, passed_by, device] = test;
  return std::tie(passed_on, passed_by, device);
}

auto parts(Of<StoreFigures> auto& figures) {
  auto& [last_finished, unprinted_since, bytes] = figures;
  return std::tie(last_finished, unprinted_since, bytes);
}

auto parts(Of<AuditMoment> auto& moment) {
  auto& [wall, since_boot, boot_id, synchronised] = moment;
  return std::tie(wall, since_boot, boot_id, synchronised);
}

auto parts(Of<AuditEntry> auto& entry) {
  auto& [at, actor, event, object] = entry;
  return std::tie(at, actor, event, object);
}

auto parts(Of<AuditRow> auto& row) {
  auto& [number, entry, previous, mac] = row;
  return std::tie(number, entry, previous, mac);
}

auto parts(Of<AuditAnchor> auto& anchor) {
  auto& [number, hash] = anchor;
  return std::tie(number, hash);
}

auto parts(Of<AuditFault> auto& fault) {
  auto& [number, what] = fault;
  return std::tie(number, what);
}

auto parts(Of<AuditProgress> auto& progress) {
  auto& [number, is_done, fault] = progress;
  return std::tie(number, is_done, fault);
}

auto parts(Of<AlertMessage> auto& message) {
  auto& [kiosk, visit_code, minute, urgent, subject, contact, escalated] = message;
  return std::tie(kiosk, visit_code, minute, urgent, subject, contact, escalated);
}

auto parts(Of<Check> auto& check) {
  auto& [name, condition, text] = check;
  return std::tie(name, condition, text);
}

auto parts(Of<NewPin> auto& pin) {
  auto& [digits, sealed] = pin;
  return std::tie(digits, sealed);
}

auto parts(Of<ClinicKeys::Way> auto& way) {
  auto& [number, kind, made_at] = way;
  return std::tie(number, kind, made_at);
}

auto parts(Of<ClinicKeys> auto& keys) {
  auto& [ways, epoch, since, signer] = keys;
  return std::tie(ways, epoch, since, signer);
}

namespace wire {

template <>
inline constexpr Fault last_of<Fault> = Fault::internal;
template <>
inline constexpr VisitState last_of<VisitState> = VisitState::cancelled;
template <>
inline constexpr SummaryState last_of<SummaryState> = SummaryState::unclear;
template <>
inline constexpr Sex last_of<Sex> = Sex::unknown;
template <>
inline constexpr AlertKind last_of<AlertKind> = AlertKind::storage_trouble;
template <>
inline constexpr AlertState last_of<AlertState> = AlertState::acknowledged;
template <>
inline constexpr AlertAction last_of<AlertAction> = AlertAction::patient_left;
template <>
inline constexpr AlertStepKind last_of<AlertStepKind> = AlertStepKind::acknowledged;
template <>
inline constexpr AlertSubject last_of<AlertSubject> = AlertSubject::storage;
template <>
inline constexpr ChannelKind last_of<ChannelKind> = ChannelKind::mail;
template <>
inline constexpr PrintState last_of<PrintState> = PrintState::gone;
template <>
inline constexpr PrinterTrouble last_of<PrinterTrouble> = PrinterTrouble::other;
template <>
inline constexpr StaffRole last_of<StaffRole> = StaffRole::it;
template <>
inline constexpr PrintReason last_of<PrintReason> = PrintReason::changed;
template <>
inline constexpr AuditEvent last_of<AuditEvent> = AuditEvent::restarted;
template <>
inline constexpr SlotKind last_of<SlotKind> = SlotKind::recovery;
template <>
inline constexpr Condition last_of<Condition> = Condition::broken;

}  // namespace wire
}  // namespace platform
}  // namespace anteroom
