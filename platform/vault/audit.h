// The chain of the audit trail: how an entry is tied to the one before, and how every change to it is found. Keys go
// one way: whoever takes the kiosk can write entries from then on, and change none of those before.
#pragma once

#include "forms/base/result.h"
#include "platform/audit.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "platform/vault/vault.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace anteroom::platform {

// The pen of this machine. `clock` outlives it.
[[nodiscard]] AuditPen audit_pen(const Clock& clock);

struct NewAuditStart {
  AuditStart start;
  SecretKey first_key;
};
// A fresh key for the entry `first`, sealed to the newest epoch.
[[nodiscard]] Result<NewAuditStart> new_audit_start(const Vault& vault, std::int64_t first, Random& random);

// "1042 3f9a…": number and the first 16 hex digits of the hash.
[[nodiscard]] std::string to_string(const AuditAnchor& anchor);
// As it is printed. Fault::invalid_input for anything else.
[[nodiscard]] Result<AuditAnchor> read_anchor(std::string_view text);

// Rows of the chain that a frame has time for.
inline constexpr int checked_at_once = 500;

struct AuditFault {
  std::int64_t number = 0;  // of the first entry that cannot be trusted
  std::string what;
};
// How far a check in parts has come.
struct AuditProgress {
  std::int64_t number = 0;          // of the last row that was looked at
  bool is_done = false;             // that was the end
  std::optional<AuditFault> fault;  // the first thing that is wrong
};
// The same check in parts, for a trail that grows while it is looked at.
class AuditCheck {
 public:
  explicit AuditCheck(std::optional<AuditAnchor> anchor = {});
  // The rows after number(), with every start and the end at that moment. The first thing that is wrong, or none.
  [[nodiscard]] std::optional<AuditFault> take(const AuditTrail& part, const Unlocked& unlocked);
  // Reads one part more, the rows after `after`, and takes it; 0 begins anew. Fault::conflict when the check has come
  // to another row.
  [[nodiscard]] Result<AuditProgress> go_on(std::int64_t after,
                                            const std::function<Result<AuditTrail>(std::int64_t after)>& read,
                                            const Unlocked& unlocked);
  // Of the last row that was taken.
  [[nodiscard]] std::int64_t number() const { return m_state.number; }
  // The part that was taken last reached the end.
  [[nodiscard]] bool is_done() const { return m_is_done; }

 private:
  [[nodiscard]] std::optional<AuditFault> take_row(const AuditRow& row, const std::vector<AuditStart>& starts,
                                                   const Unlocked& unlocked);
  [[nodiscard]] std::optional<AuditFault> finish(const AuditTrail& part) const;

  std::optional<AuditAnchor> m_anchor;
  AuditState m_state;
  std::size_t m_starts = 0;    // that were come by
  std::int64_t m_removed = 0;  // entries before the first: some entry must say that they were deleted
  bool m_is_removal_told = true;
  bool m_is_anchored = false;
  bool m_is_done = false;
};

// The first thing that is wrong, or none: an entry that was edited, deleted, put in, or moved; an end that was cut off;
// and, where an anchor from paper is given, a chain that was put back to before it. The starts must open with
// `unlocked`.
[[nodiscard]] std::optional<AuditFault> check_audit(const AuditTrail& trail, const Unlocked& unlocked,
                                                    const std::optional<AuditAnchor>& anchor);

}  // namespace anteroom::platform
