#include "kiosk/flow/safety.h"

#include "kiosk/flow/flow.h"

#include <algorithm>

namespace anteroom::flow {
namespace {

void deliver(State& state, Delivery& delivery, Services& services) {
  delivery.under_way = true;
  services.alert_jobs.run(
      [&channel = services.channel, message = delivery.message, number = delivery.number, inbox = state.inbox] {
        Result<void> outcome = channel.deliver(message);
        return std::function<void()>(
            [inbox, number, outcome] { inbox->push_back(intent::DeliveryEnded{number, outcome}); });
      });
}

void test_channel(State& state, Services& services) {
  state.safety.testing = true;
  services.alert_jobs.run([&channel = services.channel, inbox = state.inbox] {
    Result<void> outcome = channel.self_test();
    return std::function<void()>([inbox, outcome] { inbox->push_back(intent::SelfTested{outcome}); });
  });
}

}  // namespace

bool staff_light(const State& state) { return std::ranges::any_of(state.safety.deliveries, &Delivery::failed); }

bool channel_is_proven(const State& state, const Services& services) {
  return state.safety.passed_at && services.clock.since_boot() - *state.safety.passed_at < self_test_validity;
}

int send_alert(State& state, Services& services, AlertId alert, const platform::VisitRow& visit, Instant at,
               bool urgent) {
  Delivery delivery;
  delivery.number = state.safety.next_number++;
  delivery.alert = alert;
  delivery.message = {services.config.kiosk.name, visit.code, services.clock.local_minute(at), urgent};
  deliver(state, state.safety.deliveries.emplace_back(std::move(delivery)), services);
  return state.safety.next_number - 1;
}

void resume_deliveries(State& state, Services& services) {
  const auto open = services.store.open_alerts();
  if (!open) {
    services.log.write(platform::Event::store_failed);
    return;
  }
  for (const platform::AlertRow& alert : *open) {
    if (alert.state != platform::AlertState::raised) continue;
    platform::VisitRow visit;
    visit.code = alert.visit_code;
    send_alert(state, services, alert.id, visit, alert.facts.at, alert.facts.kind == platform::AlertKind::come_now);
    // Nobody heard of it in an earlier run: that is a failure already.
    state.safety.deliveries.back().failed = true;
  }
}

bool is_delivered(const State& state, int delivery) {
  return !std::ranges::contains(state.safety.deliveries, delivery, &Delivery::number);
}

void drop_delivery(State& state, AlertId alert) {
  std::erase_if(state.safety.deliveries, [&](const Delivery& delivery) { return delivery.alert == alert; });
}

void settle_self_test(State& state, const intent::SelfTested& result, Services& services) {
  const Milliseconds now = services.clock.since_boot();
  state.safety.testing = false;
  if (result.outcome) {
    state.safety.passed_at = now;
    state.safety.next_test = now + self_test_interval;
  } else {
    // The latest word counts: a channel that fails now would let an alert of today reach nobody.
    state.safety.passed_at.reset();
    state.safety.next_test = now + self_test_retry;
    services.log.write(platform::Event::channel_failed);
  }
}

void settle_delivery(State& state, const intent::DeliveryEnded& result, Services& services) {
  const auto delivery = std::ranges::find(state.safety.deliveries, result.delivery, &Delivery::number);
  if (delivery == state.safety.deliveries.end()) return;  // a person was quicker
  const bool delivered = result.outcome.has_value();
  services.log.write(delivered ? platform::Event::alert_delivered : platform::Event::alert_undelivered,
                     delivery->alert.value);
  if (delivery->alert.value != 0) {
    const auto at = delivered ? std::optional(services.clock.now()) : std::nullopt;
    if (!services.store.count_delivery(delivery->alert, at)) services.log.write(platform::Event::store_failed);
  }
  if (delivered) {
    state.safety.deliveries.erase(delivery);
    return;
  }
  delivery->under_way = false;
  delivery->failed = true;
  delivery->next_try = services.clock.since_boot() + delivery_retry;
}

void watch_safety(State& state, Services& services) {
  const Milliseconds now = services.clock.since_boot();
  if (!state.safety.testing && now >= state.safety.next_test) test_channel(state, services);
  for (Delivery& delivery : state.safety.deliveries) {
    if (!delivery.under_way && now >= delivery.next_try) deliver(state, delivery, services);
  }
}

Milliseconds next_safety_tick(const State& state) {
  Milliseconds next = state.safety.testing ? Milliseconds::max() : state.safety.next_test;
  for (const Delivery& delivery : state.safety.deliveries) {
    if (!delivery.under_way) next = std::min(next, delivery.next_try);
  }
  return next;
}

}  // namespace anteroom::flow
