// Overwrites a text that nobody may find in memory afterwards. Header only; knows nothing of what the text meant.
#pragma once

#include <string.h>  // explicit_bzero
#include <string>

namespace anteroom {

// All that the string holds, also behind its end: a short text that was moved or cut leaves its letters there. Then it
// is empty.
inline void wipe(std::string& text) {
  text.resize(text.capacity());
  explicit_bzero(text.data(), text.size());
  text.clear();
}

}  // namespace anteroom
