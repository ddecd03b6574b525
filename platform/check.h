// One thing of the kiosk that was looked at: whether it is well, and what would help.
#pragma once

#include <string>

namespace anteroom::platform {

enum class Condition { good, reminder, broken };

struct Check {
  std::string name;  // "display"
  Condition condition = Condition::good;
  std::string text;  // in English, with its remedy where there is one
};

}  // namespace anteroom::platform
