// Whether patients may be offered that a screen is read aloud: headphones stand in the settings, and a member of staff
// has heard the sound in them and nowhere else. It never speaks: that is the screens' part, who have the words.
#pragma once

#include "kiosk/flow/state.h"
#include "kiosk/services.h"

namespace anteroom::flow {

// At the start: the sound test that staff passed earlier, lost when the settings are others now.
void recall_sound_test(State& state, Services& services);

[[nodiscard]] bool can_read_aloud(const State& state, const Services& services);

// A text was not said. Without sound there are no headphones to trust: the test has to be passed again. A voice that is
// missing for one language says nothing of them.
void settle_speech(State& state, const intent::SpeechFailed& failure, Services& services);

[[nodiscard]] staff::Step on_sound_test(State& state, const Staff& screen, staff::SoundTest& test, const Intent& intent,
                                        Services& services);

}  // namespace anteroom::flow
