// Any text as a stored answer: it is none, or it is written again as an answer that is equal.
#include "forms/value.h"
#include "tests/fuzz/claims.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace anteroom::forms;
  const auto answer = answer_from_json({reinterpret_cast<const char*>(data), size});
  if (answer) claim(answer_from_json(to_json(*answer)) == answer, "a stored answer is read back as it was");
  return 0;
}
