#include "kiosk/newest_first.h"

#include "forms/base/date.h"

#include <algorithm>
#include <functional>
#include <string_view>

namespace anteroom::kiosk {

void put_newest_first(std::vector<std::string>& files) {
  const auto day_in = [](std::string_view name) -> std::string_view {
    constexpr std::size_t length = 10;  // "2026-11-25"
    for (std::size_t at = name.size(); at-- > 0;) {
      if (parse_date(name.substr(at, length))) return name.substr(at);
    }
    return {};
  };
  std::ranges::stable_sort(files, std::ranges::greater{}, day_in);
}

}  // namespace anteroom::kiosk
