// What a question's screen shows, read from the visit and the draft; the only place where an item becomes a view.
#pragma once

#include "kiosk/flow/state.h"
#include "kiosk/screens/patient/views.h"

namespace anteroom::screens {

// `words` are those of the language that the question's form is asked in.
[[nodiscard]] QuestionView question_view(const flow::Session& session, const flow::patient::Question& question,
                                         const Words& words);
[[nodiscard]] CheckView check_view(const flow::Session& session, const flow::patient::Check& check, const Words& words);
// Each row is wholly in the language that its question was asked in; `otherwise` where the kiosk does not speak it.
[[nodiscard]] ReviewView review_view(const flow::Session& session, const words::Vocabulary& vocabulary,
                                     const Words& otherwise);

}  // namespace anteroom::screens
