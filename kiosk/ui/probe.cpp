#include "kiosk/ui/probe.h"

#include <algorithm>

namespace anteroom::ui {

const Mark* Probe::find(std::string_view id) const {
  const auto found = std::ranges::find(marks, id, &Mark::id);
  return found == marks.end() ? nullptr : &*found;
}

}  // namespace anteroom::ui
