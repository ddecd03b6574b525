// Staff PINs: made by the machine, kept as Argon2id verifiers. A PIN identifies a person; it never wraps a key.
#pragma once

#include "forms/base/date.h"
#include "forms/base/result.h"
#include "platform/random.h"

#include <chrono>
#include <string>
#include <string_view>

namespace anteroom::platform {

// What people try first: all the same, a run up or down (890123 too), a repeated pair or triple, a day of any year
// written with two digits for it (day, month, year in any usual order).
[[nodiscard]] bool is_weak_pin(std::string_view pin);

// Six digits, never weak ones; each of the others is as likely as the next.
[[nodiscard]] std::string make_pin(Random& random);

// The Argon2id string to store. Takes about 0.1 s and 64 MiB: make it on a worker. Fault::invalid_input unless the PIN
// is six digits.
[[nodiscard]] Result<std::string> make_pin_verifier(std::string_view pin);
[[nodiscard]] bool pin_matches(std::string_view pin, std::string_view verifier);

// How long a person waits before the next try after so many wrong ones: 5 tries are free, then 15 s doubling, locked
// at 10.
struct SignInDelay {
  bool locked = false;
  std::chrono::seconds wait{0};
};
[[nodiscard]] SignInDelay delay_after(int failed_attempts);

}  // namespace anteroom::platform
