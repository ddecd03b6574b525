#include "platform/office.h"

#include <algorithm>

namespace anteroom::platform {

Result<void> check_name_of_staff(std::string_view name) {
  constexpr std::size_t longest = 40;
  const bool printable =
      std::ranges::none_of(name, [](unsigned char letter) { return letter < 0x20 || letter == '"' || letter == '\\'; });
  if (name.empty() || name.size() > longest || !printable) {
    return failure(Fault::invalid_input, "a nurse's name has 1 to 40 letters, without quotation marks or backslashes");
  }
  return {};
}

}  // namespace anteroom::platform
