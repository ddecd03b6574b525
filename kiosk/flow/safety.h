// How an alert reaches a person: told to one channel after the other on a worker, again until somebody is reached, to a
// second contact when nobody acknowledges it; and the self-tests that decide whether a form with safety flags may be
// asked at all. Works while nobody is signed in. It never tells a patient anything.
#pragma once

#include "kiosk/flow/state.h"
#include "kiosk/services.h"

namespace anteroom::flow {

inline constexpr std::chrono::seconds delivery_retry{30};
inline constexpr std::chrono::hours self_test_interval{1};
inline constexpr std::chrono::minutes self_test_retry{1};  // after one that failed
inline constexpr std::chrono::hours self_test_validity{24};
inline constexpr std::chrono::hours storage_pause{1};  // between two calls because of the store

// True when a channel passed its latest self-test, within the last day: only then is a form with safety flags offered.
[[nodiscard]] bool channel_is_proven(const State& state, const Services& services);
// Every channel is tested now, whether its time has come or not.
void test_channels(State& state, Services& services);
// Channels whose latest self-test failed.
[[nodiscard]] std::vector<platform::ChannelKind> failing_channels(const State& state, const Services& services);

// Sends at once and again every 30 s until it is delivered, then to the second contact unless somebody sees it in time.
// `alert` 0: the store could not take it. Returns our number of it.
int send_alert(State& state, Services& services, AlertId alert, const platform::VisitRow& visit, Instant at,
               bool urgent);

// Somebody is asked to come to the patient of this visit: stored if it can be, sent in any case. Returns our number of
// it.
int call_to_patient(State& state, Services& services, const platform::VisitRow& visit, platform::AlertKind kind);

// The kiosk's own trouble: stored if it can be, sent. Nothing while the last one of its kind is still open.
void call_for_printer(State& state, Services& services);
void call_for_storage(State& state, Services& services);

// Alerts that nobody had seen before the program started.
void resume_deliveries(State& state, Services& services);

[[nodiscard]] bool is_delivered(const State& state, int delivery);

// A person saw the alert on the kiosk: nothing left to deliver, nobody else to tell.
void drop_delivery(State& state, AlertId alert);

void settle_self_test(State& state, const intent::SelfTested& result, Services& services);
void settle_delivery(State& state, const intent::DeliveryEnded& result, Services& services);

// Starts what is due.
void watch_safety(State& state, Services& services);
[[nodiscard]] Milliseconds next_safety_tick(const State& state);

}  // namespace anteroom::flow
