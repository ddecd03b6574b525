// The clinic's keys as they lie on the kiosk, between the store that keeps them and the vault that uses them: what is
// public, and what is sealed to a secret that is not here. Nothing of it opens an answer.
#pragma once

#include "forms/base/date.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace anteroom::platform {

using PublicKey = std::array<std::byte, 32>;  // X25519

// Answers of one time are sealed to one key; the newest epoch seals.
struct Epoch {
  int number = 0;  // from 1
  PublicKey public_key{};
  Instant made_at;
  std::string signature;  // by the device, so that nobody puts a key of theirs in its place
};

enum class SlotKind { passphrase, recovery };

// A way in: a secret that somebody has makes a key pair, and every epoch's secret key is sealed to its public half. So
// a new epoch needs nobody's secret at hand.
struct Slot {
  int number = 0;
  SlotKind kind = SlotKind::passphrase;
  PublicKey public_key{};
  std::string salt;              // of Argon2id, 16 bytes; empty for recovery
  std::uint64_t operations = 0;  // of Argon2id
  std::uint64_t memory_bytes = 0;
  Instant made_at;
};

struct SealedEpochKey {
  int epoch = 0;
  int slot = 0;
  std::string sealed;
};

// A device whose records this one took over from a backup: what that one signed still counts.
struct FormerDevice {
  PublicKey signer{};     // Ed25519
  std::string signature;  // by this device
};

struct KeyRing {
  std::vector<Epoch> epochs;  // oldest first
  std::vector<Slot> slots;
  std::vector<SealedEpochKey> shares;  // one for each epoch and slot
  std::vector<FormerDevice> former_devices = {};
};

}  // namespace anteroom::platform
