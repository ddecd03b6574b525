// Opening and closing the day. Only while it is open can anything that patients answered be read; what they answer is
// taken at any time.
#pragma once

#include "kiosk/flow/state.h"
#include "kiosk/services.h"

namespace anteroom::flow {

// A day that nobody closed ends by itself.
inline constexpr std::size_t most_offered_words = 3;

// The words that go on from the letters typed so far, in the order in which they are offered (intent::Choose).
[[nodiscard]] std::vector<std::string> offered_words(const OpenDay& screen, const Services& services);

// What a touch does to the six words. True when all of them are there and shall be tried.
[[nodiscard]] bool type_words(OpenDay& screen, const Intent& intent, const Services& services);
// The words with a space between; none of them stays.
[[nodiscard]] std::string take_passphrase(OpenDay& screen);

// The people who may sign in; before the day is open its words are asked.
[[nodiscard]] Screen sign_in_or_open(State& state, Services& services);

// Wipes the keys.
void close_day(State& state, Services& services);

}  // namespace anteroom::flow
