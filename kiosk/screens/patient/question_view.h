// What a question's screen shows, read from the visit and the draft; the only place where an item becomes a view.
#pragma once

#include "kiosk/flow/state.h"
#include "kiosk/screens/patient/views.h"

namespace anteroom::screens {

[[nodiscard]] QuestionView question_view(const flow::Session& session, const flow::patient::Question& question);
[[nodiscard]] CheckView check_view(const flow::Session& session, const flow::patient::Check& check);
[[nodiscard]] ReviewView review_view(const flow::Session& session);

}  // namespace anteroom::screens
