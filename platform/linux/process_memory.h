// What of this process's memory others could get at: cores, debuggers, and stacks that keep what a call left on them.
// It owns no memory and knows nothing of what stands in it.
#pragma once

#include "forms/base/result.h"

namespace anteroom::platform {

// From here on a crash writes no core, and no program of the same user may look into this one (prctl(2),
// PR_SET_DUMPABLE). Fault::unavailable when the system refuses.
[[nodiscard]] Result<void> close_to_others();

// Whether the machine may write memory to a disk (/proc/swaps).
[[nodiscard]] bool machine_swaps();

// Zeroes what earlier calls left on the stack of this thread, below the caller: 256 KiB. And in the registers, from
// where it would come there again.
void wipe_unused_stack();

}  // namespace anteroom::platform
