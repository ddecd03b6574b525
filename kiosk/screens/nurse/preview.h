// A page that was laid out for paper, as the screen draws one.
#pragma once

#include "export/preview.h"
#include "kiosk/ui/sheet.h"

namespace anteroom::screens {

[[nodiscard]] ui::Sheet sheet_of(const exporting::Preview& preview, const exporting::Drawing& page);

}  // namespace anteroom::screens
