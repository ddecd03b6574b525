// Any bytes as a sealed answer. Without the device's signature nothing opens but what it was; with it (a thief has the
// device key) whatever stands behind is refused or opened, and never read beyond its end.
#include "platform/vault/device_keys.h"
#include "tests/fuzz/clinic_keys.h"

#include <cstddef>
#include <cstdint>
#include <sodium.h>

namespace {

using namespace anteroom;
using namespace anteroom::platform;
using forms::claim;

constexpr std::string_view place = "answer 1 1";

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

// As the vault signs: four bytes for the length of the place, the place, what is sealed.
std::string signed_by_device(std::string body) {
  static const SecretKey seed = signing_seed_of(fuzzed_device);
  std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> half{};
  std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret{};
  crypto_sign_seed_keypair(half.data(), secret.data(), reinterpret_cast<const unsigned char*>(seed.bytes().data()));
  std::string text(1, static_cast<char>(place.size()));
  text.append(3, '\0').append(place).append(body);
  std::array<unsigned char, crypto_sign_BYTES> signature{};
  crypto_sign_detached(signature.data(), nullptr, bytes(text), text.size(), secret.data());
  return body.append(reinterpret_cast<const char*>(signature.data()), signature.size());
}

struct Clinic {
  Vault vault = *Vault::create(fuzzed_device, clinic_keys());
  std::shared_ptr<const Unlocked> keys = *vault.unlock(fuzzed_passphrase);
  std::string sealed = *vault.seal("{\"i\":3}", place);
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Clinic clinic;
  const std::string input(reinterpret_cast<const char*>(data), size);
  claim(!clinic.keys->open(input, place), "what the device did not sign does not open");

  std::string changed = clinic.sealed;
  for (std::size_t at = 0; at < std::min(size, changed.size()); ++at)
    changed[at] = static_cast<char>(changed[at] ^ input[at]);
  const auto opened = clinic.keys->open(changed, place);
  claim(opened.has_value() == (changed == clinic.sealed), "it opens unchanged or not at all");

  const auto forged = clinic.keys->open(signed_by_device(input), place);
  claim(forged || !forged.error().detail.empty(), "a refusal says why");
  // A box of our own with anything in it: padding and length are the thief's too.
  if (size >= 8192) return 0;
  std::string body("\1\2\0\0\0", 5);
  std::string box(input.size() + crypto_box_SEALBYTES, '\0');
  crypto_box_seal(reinterpret_cast<unsigned char*>(box.data()), bytes(input), input.size(),
                  reinterpret_cast<const unsigned char*>(clinic_keys().epochs.back().public_key.data()));
  const auto text = clinic.keys->open(signed_by_device(body + box), place);
  claim(text ? input.starts_with(*text) : !text.error().detail.empty(), "what opens is what was in the box");
  return 0;
}
