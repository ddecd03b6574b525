// What happened at this kiosk, as a chain in which every entry names the one before: plain types between the store,
// which writes an entry in the transaction of its cause, and the vault, which links and checks. An entry says who by
// number and what by number: never a name, never an answer.
#pragma once

#include "forms/base/date.h"
#include "platform/keys.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <format>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace anteroom::platform {

enum class AuditEvent {
  chain_begun,  // with a first key of its own; again for each epoch
  started,      // the program
  day_opened,
  day_closed,
  day_refused,  // a wrong passphrase
  pin_tried,    // counted before it is looked at; a right one is followed by pin_accepted
  pin_accepted,
  pin_locked,
  staff_added,
  staff_removed,
  pin_changed,
  keys_changed,  // a slot or an epoch came or went
  visit_started,
  visit_corrected,
  checked_in,
  visit_finished,
  visit_incomplete,
  visit_cancelled,
  visit_resumed,  // after it was incomplete, with somebody of the staff
  alert_raised,
  alert_delivered,
  alert_not_delivered,
  alert_seen,  // by anybody
  alert_acknowledged,
  alert_escalated,
  alert_not_escalated,
  record_opened,
  printing,
  printed,
  not_printed,
  exported,
  deleted,
  answers_removed,  // of a visit; its scores stay
  restored,         // from another device's backup
  integrity_failure,
  disk_low,
  not_exported,  // what was noted as exported before it began did not come about
  tested,        // printer or alerts, by IT
  restarted,     // the machine, by IT
};
inline constexpr std::size_t audit_events = static_cast<std::size_t>(AuditEvent::restarted) + 1;

// When, as far as the machine knows: the order of entries is their number's, for a wall clock may be wrong.
struct AuditMoment {
  Instant wall;
  std::chrono::milliseconds since_boot{0};
  std::string boot_id;        // of the kernel; another one after every start of the machine
  bool synchronised = false;  // the wall clock, with a time server
};

struct AuditEntry {
  AuditMoment at;
  std::string actor;  // "staff 3", "patient", "kiosk", "anybody", "command line"
  AuditEvent event = AuditEvent::started;
  std::string object;  // "visit 12", "alert 4", "staff 3"; empty where there is none
};

// The object of AuditEvent::deleted where the oldest entries went, up to and with `last`: "entries 1-1042".
[[nodiscard]] inline std::string removed_entries(std::int64_t last) { return "entries 1-" + std::to_string(last); }

using AuditDigest = std::array<std::byte, 32>;

struct AuditRow {
  std::int64_t number = 0;  // 1, 2, 3 …
  AuditEntry entry;
  AuditDigest previous{};  // the hash of the entry before, zeros for the first
  AuditDigest mac{};       // with a key that is gone once the entry is written
};

// The end of the chain, and the key of the entry that comes next.
struct AuditState {
  std::int64_t number = 0;
  AuditDigest hash{};
  SecretKey next_key;
};

// Where the keys begin anew. What was drawn lies sealed to an epoch's key, so that who may read answers can check.
struct AuditStart {
  std::int64_t first = 0;  // number of the entry
  int epoch = 0;
  std::string sealed_key;
};

// What is printed on a page: who has it sees when the chain was cut or put back.
struct AuditAnchor {
  std::int64_t number = 0;
  std::string hash;  // the first 16 hex digits

  bool operator==(const AuditAnchor&) const = default;
};

[[nodiscard]] inline AuditAnchor anchor_of(const AuditState& state) {
  std::string digits;
  for (std::size_t at = 0; at < 8; ++at) digits += std::format("{:02x}", std::to_integer<unsigned>(state.hash.at(at)));
  return {state.number, std::move(digits)};
}

struct AuditTrail {
  std::vector<AuditRow> rows;  // oldest first
  std::vector<AuditStart> starts;
  AuditState state;
};

// How the store writes: the moment, and the row that follows a state, which is moved on.
struct AuditPen {
  std::function<AuditMoment()> moment;
  std::function<AuditRow(AuditState&, AuditEntry)> link;
};

}  // namespace anteroom::platform
