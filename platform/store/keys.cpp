// The clinic's key ring. What is public and what is sealed; the store could open none of it.
#include "platform/store/sqlcipher_record_store.h"

#include <cstring>

namespace anteroom::platform {
namespace {

constexpr std::array<std::string_view, 2> kind_words = {"passphrase", "recovery"};

std::string_view view_of(const PublicKey& key) { return {reinterpret_cast<const char*>(key.data()), key.size()}; }

PublicKey public_key_of(Statement& row, int column) {
  PublicKey key{};
  const std::string bytes = row.blob(column);
  if (bytes.size() != key.size()) row.fail(Fault::corrupt, "a public key in the database has another length");
  std::memcpy(key.data(), bytes.data(), std::min(bytes.size(), key.size()));
  return key;
}

}  // namespace

Result<KeyRing> SqlcipherRecordStore::key_ring() {
  auto epochs = rows_of(m_database.query("SELECT number, public_key, signature, made_at FROM epochs ORDER BY number"),
                        [](Statement& row) {
                          return Epoch{.number = row.number(0),
                                       .public_key = public_key_of(row, 1),
                                       .made_at = row.instant(3),
                                       .signature = row.blob(2)};
                        });
  if (!epochs) return std::unexpected(std::move(epochs.error()));
  auto slots =
      rows_of(m_database.query("SELECT number, kind, public_key, salt, operations, memory_bytes, made_at FROM slots"
                               " ORDER BY number"),
              [](Statement& row) {
                return Slot{.number = row.number(0),
                            .kind = row.word<SlotKind>(1, kind_words),
                            .public_key = public_key_of(row, 2),
                            .salt = row.blob(3),
                            .operations = static_cast<std::uint64_t>(row.integer(4)),
                            .memory_bytes = static_cast<std::uint64_t>(row.integer(5)),
                            .made_at = row.instant(6)};
              });
  if (!slots) return std::unexpected(std::move(slots.error()));
  auto shares =
      rows_of(m_database.query("SELECT epoch, slot, sealed FROM epoch_keys ORDER BY epoch, slot"), [](Statement& row) {
        return SealedEpochKey{.epoch = row.number(0), .slot = row.number(1), .sealed = row.blob(2)};
      });
  if (!shares) return std::unexpected(std::move(shares.error()));
  auto devices = rows_of(m_database.query("SELECT signer, signature FROM former_devices ORDER BY signer"),
                         [](Statement& row) { return FormerDevice{public_key_of(row, 0), row.blob(1)}; });
  if (!devices) return std::unexpected(std::move(devices.error()));
  return KeyRing{std::move(*epochs), std::move(*slots), std::move(*shares), std::move(*devices)};
}

Result<void> SqlcipherRecordStore::set_key_ring(const KeyRing& ring) {
  return m_database.transaction([&]() -> Result<void> {
    if (auto emptied = m_database.execute("DELETE FROM epoch_keys; DELETE FROM slots; DELETE FROM epochs;"
                                          " DELETE FROM former_devices;");
        !emptied)
      return emptied;
    for (const Epoch& epoch : ring.epochs) {
      auto added = one_row(
          m_database.run("INSERT INTO epochs (number, public_key, signature, made_at) VALUES (?, ?, ?, ?)",
                         {epoch.number, Blob{view_of(epoch.public_key)}, Blob{epoch.signature}, bound(epoch.made_at)}),
          "an epoch was not taken");
      if (!added) return added;
    }
    for (const Slot& slot : ring.slots) {
      auto added =
          one_row(m_database.run("INSERT INTO slots (number, kind, public_key, salt, operations, memory_bytes, made_at)"
                                 " VALUES (?, ?, ?, ?, ?, ?, ?)",
                                 {slot.number, word_of(slot.kind, kind_words), Blob{view_of(slot.public_key)},
                                  Blob{slot.salt}, static_cast<std::int64_t>(slot.operations),
                                  static_cast<std::int64_t>(slot.memory_bytes), bound(slot.made_at)}),
                  "a slot was not taken");
      if (!added) return added;
    }
    for (const SealedEpochKey& share : ring.shares) {
      auto added = one_row(m_database.run("INSERT INTO epoch_keys (epoch, slot, sealed) VALUES (?, ?, ?)",
                                          {share.epoch, share.slot, Blob{share.sealed}}),
                           "a key was not taken");
      if (!added) return added;
    }
    for (const FormerDevice& device : ring.former_devices) {
      auto added = one_row(m_database.run("INSERT INTO former_devices (signer, signature) VALUES (?, ?)",
                                          {Blob{view_of(device.signer)}, Blob{device.signature}}),
                           "a device was not taken");
      if (!added) return added;
    }
    return write_audit(AuditEvent::keys_changed, {});
  });
}

}  // namespace anteroom::platform
