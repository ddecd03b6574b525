#include "platform/linux/process_memory.h"

#include <array>
#include <cstddef>
#include <fstream>
#include <string.h>  // explicit_bzero
#include <string>
#include <sys/prctl.h>
#include <sys/resource.h>

namespace anteroom::platform {

Result<void> close_to_others() {
  const rlimit none{};
  if (setrlimit(RLIMIT_CORE, &none) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
    return failure(Fault::unavailable, "the system does not let this program keep its memory to itself");
  return {};
}

bool machine_swaps() {
  std::ifstream swaps("/proc/swaps");
  std::string line;
  std::getline(swaps, line);  // its heading
  return static_cast<bool>(std::getline(swaps, line));
}

namespace {

// The compiler zeroes every register that a call may leave as it likes, of those that it was told of. The empty
// instruction keeps it from leaving the call out.
[[gnu::noinline, gnu::zero_call_used_regs("all")]] void zero_registers() { asm volatile(""); }

// A string that was copied stands in vector registers until something else does; the next function that the dynamic
// linker looks up, or a signal, would save it onto the stack.
void wipe_registers() {
#if defined(__x86_64__)
  // Wider ones are only used by libraries that ask for them as this does.
  if (__builtin_cpu_supports("avx512f") != 0) {
    asm volatile(
        "vpxorq %zmm16, %zmm16, %zmm16\n\t"
        "vpxorq %zmm17, %zmm17, %zmm17\n\t"
        "vpxorq %zmm18, %zmm18, %zmm18\n\t"
        "vpxorq %zmm19, %zmm19, %zmm19\n\t"
        "vpxorq %zmm20, %zmm20, %zmm20\n\t"
        "vpxorq %zmm21, %zmm21, %zmm21\n\t"
        "vpxorq %zmm22, %zmm22, %zmm22\n\t"
        "vpxorq %zmm23, %zmm23, %zmm23\n\t"
        "vpxorq %zmm24, %zmm24, %zmm24\n\t"
        "vpxorq %zmm25, %zmm25, %zmm25\n\t"
        "vpxorq %zmm26, %zmm26, %zmm26\n\t"
        "vpxorq %zmm27, %zmm27, %zmm27\n\t"
        "vpxorq %zmm28, %zmm28, %zmm28\n\t"
        "vpxorq %zmm29, %zmm29, %zmm29\n\t"
        "vpxorq %zmm30, %zmm30, %zmm30\n\t"
        "vpxorq %zmm31, %zmm31, %zmm31\n\t");
  }
  if (__builtin_cpu_supports("avx") != 0) {
    asm volatile("vzeroall"
                 :
                 :
                 : "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10", "xmm11",
                   "xmm12", "xmm13", "xmm14", "xmm15");
  }
#endif
  zero_registers();
}

}  // namespace

[[gnu::noinline]] void wipe_unused_stack() {
  std::array<std::byte, std::size_t{256} * 1024> below;  // NOLINT(cppcoreguidelines-pro-type-member-init): zeroed next
  explicit_bzero(below.data(), below.size());
  wipe_registers();
}

}  // namespace anteroom::platform
