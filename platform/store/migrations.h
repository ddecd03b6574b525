// The migrations of the database as SQL, compiled in from migrations/NNNN.sql. Index 0 brings an empty file to
// schema 1.
#pragma once

#include <span>

namespace anteroom::platform {

[[nodiscard]] std::span<const char* const> migrations();

}  // namespace anteroom::platform
