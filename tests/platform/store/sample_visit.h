// A key, an instant and a visit for tests of the store.
#pragma once

#include "platform/store/record_store.h"

namespace anteroom::platform {

inline SecretKey key_of(unsigned char byte) {
  std::array<std::byte, SecretKey::size> bytes{};
  bytes.fill(std::byte{byte});
  return SecretKey(bytes);
}

inline const SecretKey right_key = key_of(0x5a);

inline const Instant noon =
    std::chrono::sys_days{Date{std::chrono::year{2026}, std::chrono::November, std::chrono::day{23}}} +
    std::chrono::hours{12};

inline NewVisit new_visit(std::string record_number = "KZ-1042") {
  return {.record_number = std::move(record_number),
          .initials = "MO",
          .birth_date = Date{std::chrono::year{1951}, std::chrono::April, std::chrono::day{9}},
          .battery = "intake",
          .forms = {"nrs", "peg", "tsk-11", "phq-9"},
          .withheld = {},
          .started_by = "Rosa"};
}

// The call, and once more as people press "Try again": three times at most.
template <class Call>
auto insist(Call call) {
  auto result = call();
  for (int attempt = 1; !result && attempt < 3; ++attempt) result = call();
  return result;
}

}  // namespace anteroom::platform
