// The heap of the kiosk's program forgets: what is given back is zeroed before anybody else can have it, whoever gives
// it back: a string, the database, the printer's library, the graphics driver. It owns nothing else: memory still comes
// from glibc, and code that keeps an answer must wipe it itself. security.md asks for no trace of a patient once they
// have left; tests/journeys/canary.cpp is the proof.
#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <malloc.h>
#include <string.h>  // explicit_bzero

// glibc's own, under the names that it exports for those who replace free() and still want its heap.
extern "C" void __libc_free(void* memory);  // NOLINT(readability-identifier-naming): glibc names it

extern "C" void free(void* memory) noexcept {
  if (memory == nullptr) return;
  explicit_bzero(memory, malloc_usable_size(memory));
  __libc_free(memory);
}

// glibc's would move a block and leave the old one as it was.
extern "C" void* realloc(void* memory, std::size_t size) noexcept {
  if (memory == nullptr) return std::malloc(size);
  if (size == 0) {
    std::free(memory);
    return nullptr;
  }
  const std::size_t held = malloc_usable_size(memory);
  if (size <= held && size >= held / 2) {
    explicit_bzero(static_cast<std::byte*>(memory) + size, held - size);
    return memory;
  }
  void* moved = std::malloc(size);
  if (moved == nullptr) return nullptr;
  std::memcpy(moved, memory, std::min(held, size));
  std::free(memory);
  return moved;
}
