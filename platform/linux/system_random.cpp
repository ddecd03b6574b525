#include "platform/linux/system_random.h"

#include <sodium.h>

namespace anteroom::platform {

// libsodium's generator asks getrandom(2), waits for the kernel's pool at boot and needs no initialisation for this.
void SystemRandom::fill(std::span<std::byte> bytes) { randombytes_buf(bytes.data(), bytes.size()); }

std::uint32_t SystemRandom::below(std::uint32_t bound) { return randombytes_uniform(bound); }

}  // namespace anteroom::platform
