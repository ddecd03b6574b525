// The recovery code: 32 random bytes as a person copies them from paper.
#pragma once

#include "forms/base/result.h"
#include "platform/keys.h"

#include <string>
#include <string_view>

namespace anteroom::platform {

// 14 groups of four of 0-9 and letters without I, L, O and U, the last group a check of the others.
[[nodiscard]] std::string recovery_code_of(const SecretKey& secret);
// Case, spaces and hyphens mean nothing; O reads as 0, I and L as 1. Fault::invalid_input with what is wrong.
[[nodiscard]] Result<SecretKey> secret_of_recovery_code(std::string_view code);

}  // namespace anteroom::platform
