// A key ring as a damaged or forged database gives it: every field may be anything. It is refused, or its slots open
// what the vault sealed with it, or they say that they do not.
#include "platform/vault/recovery_code.h"
#include "tests/fuzz/clinic_keys.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <fuzzer/FuzzedDataProvider.h>
#include <limits>

namespace {

using namespace anteroom;
using namespace anteroom::platform;
using forms::claim;

// What Argon2id may be asked for by somebody who writes the database: what it costs us to try must have an end. Nothing
// between, or each try would take as long as it says.
constexpr std::array<std::uint64_t, 6> operations = {0, 1, 2, 3, 1U << 31U, std::numeric_limits<std::uint64_t>::max()};
constexpr std::array<std::uint64_t, 6> memory = {
    0, 1, 8192, 65536, std::uint64_t{1} << 42U, std::numeric_limits<std::uint64_t>::max()};

void change_key(PublicKey& key, FuzzedDataProvider& input) {
  const auto at = input.ConsumeIntegralInRange<std::size_t>(0, key.size() - 1);
  key.at(at) ^= std::byte{input.ConsumeIntegral<unsigned char>()};
}

void change_text(std::string& text, FuzzedDataProvider& input) {
  if (input.ConsumeBool()) {
    text = input.ConsumeRandomLengthString(200);
  } else if (!text.empty()) {
    char& byte = text.at(input.ConsumeIntegralInRange<std::size_t>(0, text.size() - 1));
    byte = static_cast<char>(byte ^ input.ConsumeIntegral<char>());
  }
}

template <class Thing, class Change>
void change_one(std::vector<Thing>& things, FuzzedDataProvider& input, Change change) {
  if (things.empty()) return;
  const auto at = input.ConsumeIntegralInRange<std::size_t>(0, things.size() - 1);
  switch (input.ConsumeIntegralInRange<int>(0, 3)) {
    case 0: things.erase(things.begin() + static_cast<std::ptrdiff_t>(at)); break;
    case 1: things.push_back(things[at]); break;
    default: change(things[at]);
  }
}

void change(KeyRing& ring, FuzzedDataProvider& input) {
  switch (input.ConsumeIntegralInRange<int>(0, 2)) {
    case 0:
      change_one(ring.epochs, input, [&](Epoch& epoch) {
        switch (input.ConsumeIntegralInRange<int>(0, 2)) {
          case 0: epoch.number = input.ConsumeIntegral<int>(); break;
          case 1: change_key(epoch.public_key, input); break;
          default: change_text(epoch.signature, input);
        }
      });
      break;
    case 1:
      change_one(ring.slots, input, [&](Slot& slot) {
        switch (input.ConsumeIntegralInRange<int>(0, 5)) {
          case 0: slot.number = input.ConsumeIntegral<int>(); break;
          case 1: slot.kind = input.ConsumeBool() ? SlotKind::passphrase : SlotKind::recovery; break;
          case 2: change_key(slot.public_key, input); break;
          case 3: change_text(slot.salt, input); break;
          case 4: slot.operations = input.PickValueInArray(operations); break;
          default: slot.memory_bytes = input.PickValueInArray(memory);
        }
      });
      break;
    default:
      change_one(ring.shares, input, [&](SealedEpochKey& share) {
        switch (input.ConsumeIntegralInRange<int>(0, 2)) {
          case 0: share.epoch = input.ConsumeIntegral<int>(); break;
          case 1: share.slot = input.ConsumeIntegral<int>(); break;
          default: change_text(share.sealed, input);
        }
      });
  }
}

void claim_of_keys(const Result<std::shared_ptr<const OpenKeys>>& keys, const std::string& sealed) {
  if (!keys) {
    claim(!keys.error().detail.empty(), "a refusal says why");
    return;
  }
  const auto text = (*keys)->open(sealed, "answer 1 1");
  claim(text ? *text == "7" : !text.error().detail.empty(), "what opens is what was sealed");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FuzzedDataProvider input(data, size);
  KeyRing ring = clinic_keys();
  do {
    change(ring, input);
  } while (input.remaining_bytes() > 0);
  const auto vault = Vault::create(fuzzed_device, ring);
  if (!vault) {
    claim(!vault.error().detail.empty(), "a refusal says why");
    return 0;
  }
  for (const Epoch& epoch : ring.epochs) {
    claim(epoch.number == 1 || epoch.number == 2, "nobody but the device puts a key in");
  }
  const auto sealed = vault->seal("7", "answer 1 1");
  claim(sealed.has_value(), "a ring that is taken seals");
  claim_of_keys(vault->unlock(fuzzed_passphrase), *sealed);
  static const std::string code = recovery_code_of(fuzzed_recovery);
  claim_of_keys(vault->recover(code), *sealed);
  return 0;
}
