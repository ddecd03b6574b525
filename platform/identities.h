// Who a visit is of, as it passes between the store, which keeps it sealed, and the vault, which seals. While the day
// is closed the kiosk compares, by hashes with a key of the device: it finds a record number again and knows a birth
// date that somebody types, and can name neither.
#pragma once

#include "forms/base/result.h"

#include <array>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace anteroom::platform {

using BlindIndex = std::array<std::byte, 32>;

[[nodiscard]] inline std::string_view bytes_of(const BlindIndex& index) {
  return {reinterpret_cast<const char*>(index.data()), index.size()};
}

struct IdentitySealer {
  std::function<Result<std::string>(std::string_view text, std::string_view place)> seal;
  std::function<BlindIndex(std::string_view text)> index;
};

// Only somebody with the keys of an open day has one.
using IdentityOpener = std::function<Result<std::string>(std::string_view sealed, std::string_view place)>;

}  // namespace anteroom::platform
