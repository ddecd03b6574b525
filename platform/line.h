// A line to another process of the kiosk: a request goes over, its reply comes back, one after the other. It knows
// nothing of what they say. Abstract because what is behind it may vanish, and tests cut it.
#pragma once

#include "forms/base/result.h"

#include <string>
#include <string_view>

namespace anteroom::platform {

class Line {
 public:
  virtual ~Line() = default;
  // Returns when the reply is there: as soon as the other side has done what was asked. From any thread; one waits for
  // the other. Fault::unavailable when nobody is there, from then on for ever.
  [[nodiscard]] virtual Result<std::string> ask(std::string_view request) = 0;
  // Whoever is there talks nonsense: nothing more is asked of them.
  virtual void hang_up() = 0;
  // Whether it still stands, as far as is known.
  [[nodiscard]] virtual bool stands() const = 0;
};

}  // namespace anteroom::platform
