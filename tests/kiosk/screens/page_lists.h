// The lists of which pages() is made, by who stands before the kiosk.
#pragma once

#include "tests/kiosk/screens/pages.h"

namespace anteroom::testing {

[[nodiscard]] std::vector<Page> patients_pages(const words::Words& words);
[[nodiscard]] std::vector<Page> nurses_pages();
[[nodiscard]] std::vector<Page> its_pages();

}  // namespace anteroom::testing
