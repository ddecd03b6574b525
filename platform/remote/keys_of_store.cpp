#include "platform/remote/keys_of_store.h"

#include "platform/vault/audit.h"

namespace anteroom::platform {

Result<void> give_keys_to(RecordStore& store, const Vault& vault, const Clock& clock, Random& random) {
  if (auto kept = store.keep_identities(identity_sealer(vault)); !kept) return kept;
  store.keep_audit(audit_pen(clock));
  const auto trail = store.audit_starts();
  if (!trail) return std::unexpected(trail.error());
  const bool is_newest = !trail->empty() && trail->back().epoch == vault.ring().epochs.back().number;
  if (is_newest) return {};
  const auto state = store.audit_state();
  if (!state) return std::unexpected(state.error());
  const auto start = new_audit_start(vault, *state ? (*state)->number + 1 : 1, random);
  if (!start) return std::unexpected(start.error());
  return store.begin_audit(start->start, start->first_key);
}

}  // namespace anteroom::platform
