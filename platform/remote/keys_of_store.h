// What a store is given of a vault's keys: it seals who a visit is of, and its audit trail begins anew with each epoch.
#pragma once

#include "platform/clock.h"
#include "platform/random.h"
#include "platform/store/record_store.h"
#include "platform/vault/vault.h"

namespace anteroom::platform {

// `vault` and `clock` outlive the store's use of them.
[[nodiscard]] Result<void> give_keys_to(RecordStore& store, const Vault& vault, const Clock& clock, Random& random);

}  // namespace anteroom::platform
