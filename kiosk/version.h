// What this program is: release, commit, schema, forms. It says nothing of the kiosk that it runs on.
#pragma once

#include <string>

namespace anteroom::kiosk {

// Of the checkout that it was built from: twelve hex digits, with "+changes" when that had changes; "unknown" without
// git.
extern const char* const commit;

// "0.1.0 (a1b2c3d4e5f6)"
[[nodiscard]] std::string release();

// "anteroom 0.1.0, commit a1b2c3d4e5f6, schema 10, 22 forms". Reads the forms; what is wrong with them takes their
// place.
[[nodiscard]] std::string version_line();

}  // namespace anteroom::kiosk
