#include "platform/linux/process_memory.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <gtest/gtest.h>
#include <string>
#include <string_view>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

namespace anteroom::platform {
namespace {

TEST(ProcessMemory, is_closed_to_cores_and_to_other_programs) {
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const bool closed = close_to_others().has_value();
    rlimit core{.rlim_cur = 1, .rlim_max = 1};
    getrlimit(RLIMIT_CORE, &core);
    _exit(closed && prctl(PR_GET_DUMPABLE) == 0 && core.rlim_cur == 0 && core.rlim_max == 0 ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

constexpr std::string_view secret = "left on the stack";

std::uintptr_t left_at = 0;

// On the real stack, also where the address sanitizer would move it to one of its own.
[[gnu::noinline, gnu::no_sanitize_address]] void leave_a_secret() {
  volatile char left[std::size_t{16} * 1024] = {};  // the lowest of it, where no later call of the test writes
  for (std::size_t at = 0; at < secret.size(); ++at) left[at] = secret[at];
  left_at = reinterpret_cast<std::uintptr_t>(&left[0]);
}

// Read as another program would, since nothing of ours stands there any more.
std::string memory_at(std::uintptr_t address, std::size_t size) {
  std::string bytes(size, '?');
  const iovec here{.iov_base = bytes.data(), .iov_len = size};
  const iovec there{.iov_base = reinterpret_cast<void*>(address), .iov_len = size};  // NOLINT
  if (process_vm_readv(getpid(), &here, 1, &there, 1, 0) != static_cast<ssize_t>(size)) return "not readable";
  return bytes;
}

TEST(ProcessMemory, a_wiped_stack_keeps_nothing_of_earlier_calls) {
  leave_a_secret();
  wipe_unused_stack();
  EXPECT_EQ(memory_at(left_at, secret.size()), std::string(secret.size(), '\0'));
}

// A vector register that every call may use and every machine has.
using Vector = std::array<std::uint8_t, 16>;
[[gnu::noinline]] void set_register(const Vector& bytes) {
#if defined(__x86_64__)
  asm volatile("movdqu %0, %%xmm7" : : "m"(bytes) : "xmm7");
#elif defined(__aarch64__)
  asm volatile("ldr q7, %0" : : "m"(bytes) : "v7");
#endif
}
[[gnu::noinline]] void get_register(Vector& bytes) {
#if defined(__x86_64__)
  asm volatile("movdqu %%xmm7, %0" : "=m"(bytes));
#elif defined(__aarch64__)
  asm volatile("str q7, %0" : "=m"(bytes));
#endif
}

TEST(ProcessMemory, a_wiped_stack_does_not_get_it_back_from_a_register) {
  Vector left{};
  left.fill('s');
  Vector found{};
  set_register(left);
  get_register(found);
  ASSERT_EQ(found, left);
  set_register(left);
  wipe_unused_stack();
  get_register(found);
  EXPECT_EQ(found, Vector{});
}

#if defined(__x86_64__)
// The widest processors have more of them, and the C library copies strings with those.
using WideVector = std::array<std::uint8_t, 64>;
[[gnu::noinline]] void set_wide_registers(const WideVector& bytes) {
  asm volatile("vmovdqu64 %0, %%zmm7\n\tvmovdqu64 %0, %%zmm20" : : "m"(bytes) : "xmm7");
}
[[gnu::noinline]] void get_wide_registers(WideVector& low, WideVector& high) {
  asm volatile("vmovdqu64 %%zmm7, %0\n\tvmovdqu64 %%zmm20, %1" : "=m"(low), "=m"(high));
}

TEST(ProcessMemory, nor_from_one_that_only_some_processors_have) {
  if (__builtin_cpu_supports("avx512f") == 0)
    GTEST_SKIP() << "this processor has none; those that every one has are looked at in the test before";
  WideVector left{};
  left.fill('s');
  WideVector low{};
  WideVector high{};
  set_wide_registers(left);
  get_wide_registers(low, high);
  ASSERT_EQ(low, left);
  ASSERT_EQ(high, left);
  set_wide_registers(left);
  wipe_unused_stack();
  get_wide_registers(low, high);
  EXPECT_EQ(low, WideVector{});
  EXPECT_EQ(high, WideVector{});
}
#endif

}  // namespace
}  // namespace anteroom::platform
