// Slow work off the frame: a worker runs it, its result comes back to the frame loop as a call on the loop's own
// thread.
#pragma once

#include <functional>

namespace anteroom::platform {

class Jobs {
 public:
  virtual ~Jobs() = default;
  // Runs `work` on a worker, in the order given; the function it returns runs later on the thread that calls settle().
  virtual void run(std::function<std::function<void()>()> work) = 0;
  // Runs what has come back. Returns how many.
  virtual int settle() = 0;
  [[nodiscard]] virtual bool busy() const = 0;
};

}  // namespace anteroom::platform
