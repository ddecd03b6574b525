// The body as the figure that kiosk/ui draws and touches; the only place where the outline of forms becomes one.
#pragma once

#include "kiosk/ui/figure.h"

namespace anteroom::screens {

// Front and back; its parts are named by the codes of the body areas. Made at the first call.
[[nodiscard]] const ui::Figure& body_figure();

}  // namespace anteroom::screens
