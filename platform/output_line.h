// One wire that is on or off: a lamp or a buzzer hangs on it. Abstract because a desk has none.
#pragma once

#include "forms/base/result.h"

namespace anteroom::platform {

enum class Level { off, on };

class OutputLine {
 public:
  virtual ~OutputLine() = default;
  // Stays so until it is set again or the program ends. Fault::not_found, denied or unavailable with what is wrong.
  [[nodiscard]] virtual Result<void> set(Level level) = 0;
  // As it is now; opens the line, off, when nobody has set it yet.
  [[nodiscard]] virtual Result<Level> level() = 0;
};

}  // namespace anteroom::platform
