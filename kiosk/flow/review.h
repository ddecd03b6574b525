// The end of the questions: the patient looks through the answers, changes them, and hands them in.
#pragma once

#include "kiosk/flow/screens.h"

namespace anteroom::flow {

// What a touch does while the patient stands at the review. Finish seals the answers and their scores and ends the
// visit; where the store does not take them, the screen offers to try again and nothing is lost.
[[nodiscard]] Next on_review(Patient& screen, const Intent& intent, Services& services);

}  // namespace anteroom::flow
