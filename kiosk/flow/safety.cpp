#include "kiosk/flow/safety.h"

#include "kiosk/flow/flow.h"

#include <algorithm>

namespace anteroom::flow {
namespace {

using platform::AlertKind;
using platform::AlertStepKind;
using platform::AlertSubject;

void deliver(State& state, Delivery& delivery, Services& services) {
  delivery.under_way = true;
  // Lamps are asked to stop once nobody waits; a job that runs now may still turn one on.
  state.safety.is_calling = true;
  services.alert_jobs.run(
      [channels = services.channels, message = delivery.message, number = delivery.number, inbox = state.inbox] {
        auto outcomes = platform::tell(channels, message);
        return std::function<void()>([inbox, number, outcomes = std::move(outcomes), escalated = message.escalated] {
          inbox->push_back(intent::DeliveryEnded{number, outcomes, escalated});
        });
      });
}

void test_channel(State& state, std::size_t index, Services& services) {
  state.safety.channels[index].testing = true;
  services.alert_jobs.run([channel = services.channels[index], index, inbox = state.inbox] {
    Result<void> outcome = channel->self_test();
    return std::function<void()>([inbox, index, outcome] { inbox->push_back(intent::SelfTested{index, outcome}); });
  });
}

void stand_down(State& state, Services& services) {
  state.safety.is_calling = false;
  services.alert_jobs.run([channels = services.channels] {
    // What cannot be turned off now fails its self-test, and is said there.
    for (platform::AlertChannel* channel : channels) static_cast<void>(channel->stand_down());
    return std::function<void()>([] {});
  });
}

bool passed_today(const ChannelTrust& channel, Milliseconds now) {
  return channel.passed_at && now - *channel.passed_at < self_test_validity;
}

Delivery& add_delivery(State& state, AlertId alert, platform::AlertMessage message, Services& services) {
  Delivery& delivery = state.safety.deliveries.emplace_back();
  delivery.number = state.safety.next_number++;
  delivery.alert = alert;
  delivery.message = std::move(message);
  delivery.message.kiosk = services.config.kiosk.name;
  delivery.message.contact = services.config.safety.contact;
  return delivery;
}

AlertSubject subject_of(AlertKind kind) {
  switch (kind) {
    case AlertKind::printer_trouble: return AlertSubject::printer;
    case AlertKind::storage_trouble: return AlertSubject::storage;
    case AlertKind::safety_answer:
    case AlertKind::come_now:
    case AlertKind::ask_staff: return AlertSubject::patient;
  }
  return AlertSubject::patient;
}

void call_for(State& state, AlertKind kind, Services& services) {
  const AlertSubject subject = subject_of(kind);
  const auto is_open = [&](const Delivery& delivery) { return delivery.message.subject == subject; };
  if (std::ranges::any_of(state.safety.deliveries, is_open)) return;
  const Instant at = services.clock.now();
  const auto stored = services.store.raise_alert(VisitId{}, {kind, {}, {}, at});
  const AlertId alert = stored.value_or(AlertId{});
  services.log.write(stored ? platform::Event::alert_raised : platform::Event::store_failed, alert.value);
  deliver(state, add_delivery(state, alert, {.minute = services.clock.local_minute(at), .subject = subject}, services),
          services);
}

// The alert goes on, to everybody who can be told, in the second contact's name.
void escalate(State& state, Delivery& delivery, Services& services) {
  const std::string& second = services.config.safety.second_contact;
  delivery.message.escalated = true;
  if (!second.empty()) delivery.message.contact = second;
  services.log.write(platform::Event::alert_escalated, delivery.alert.value);
  deliver(state, delivery, services);
}

std::vector<platform::AlertStep> steps_of(const intent::DeliveryEnded& result, Instant at) {
  std::vector<platform::AlertStep> steps;
  for (const auto& [channel, outcome] : result.outcomes) {
    const AlertStepKind kind = result.escalated ? (outcome ? AlertStepKind::escalated : AlertStepKind::not_escalated)
                                                : (outcome ? AlertStepKind::delivered : AlertStepKind::undelivered);
    steps.push_back({.at = at, .kind = kind, .channel = channel});
  }
  return steps;
}

}  // namespace

bool staff_light(const State& state) {
  // Who has just answered a question sees no light come on because of it.
  const bool is_patients = std::holds_alternative<Patient>(state.screen);
  return std::ranges::any_of(state.safety.deliveries,
                             [&](const Delivery& delivery) { return delivery.failed || !is_patients; });
}

bool channel_is_proven(const State& state, const Services& services) {
  return std::ranges::any_of(state.safety.channels, [&](const ChannelTrust& channel) {
    return passed_today(channel, services.clock.since_boot());
  });
}

std::vector<platform::ChannelKind> failing_channels(const State& state, const Services& services) {
  std::vector<platform::ChannelKind> failing;
  for (std::size_t index = 0; index < state.safety.channels.size(); ++index) {
    const ChannelTrust& channel = state.safety.channels[index];
    if (!channel.testing && !passed_today(channel, services.clock.since_boot()))
      failing.push_back(services.channels[index]->kind());
  }
  return failing;
}

void test_channels(State& state, Services& services) {
  for (std::size_t index = 0; index < state.safety.channels.size(); ++index) {
    if (!state.safety.channels[index].testing) test_channel(state, index, services);
  }
}

int send_alert(State& state, Services& services, AlertId alert, const platform::VisitRow& visit, Instant at,
               bool urgent) {
  Delivery& delivery = add_delivery(
      state, alert, {.visit_code = visit.code, .minute = services.clock.local_minute(at), .urgent = urgent}, services);
  delivery.escalates = services.clock.since_boot() + services.config.safety.escalate_after;
  deliver(state, delivery, services);
  return delivery.number;
}

int call_to_patient(State& state, Services& services, const platform::VisitRow& visit, AlertKind kind) {
  const Instant at = services.clock.now();
  const auto alert = services.store.raise_alert(visit.id, {kind, {}, {}, at});
  services.log.write(alert ? platform::Event::alert_raised : platform::Event::store_failed, visit.id.value);
  // The store's trouble must not keep a person from coming.
  return send_alert(state, services, alert.value_or(AlertId{}), visit, at, kind == AlertKind::come_now);
}

void call_for_printer(State& state, Services& services) { call_for(state, AlertKind::printer_trouble, services); }

void call_for_storage(State& state, Services& services) {
  const Milliseconds now = services.clock.since_boot();
  if (state.safety.storage_told && now - *state.safety.storage_told < storage_pause) return;
  state.safety.storage_told = now;
  call_for(state, AlertKind::storage_trouble, services);
}

void resume_deliveries(State& state, Services& services) {
  const auto open = services.store.open_alerts();
  if (!open) {
    services.log.write(platform::Event::store_failed);
    return;
  }
  for (const platform::AlertRow& alert : *open) {
    if (alert.state == platform::AlertState::seen) continue;
    const AlertSubject subject = subject_of(alert.facts.kind);
    Delivery& delivery = add_delivery(state, alert.id,
                                      {.visit_code = alert.visit_code,
                                       .minute = services.clock.local_minute(alert.facts.at),
                                       .urgent = alert.facts.kind == AlertKind::come_now,
                                       .subject = subject},
                                      services);
    // How long it has waited nobody knows for sure: the clock may have been wrong. It waits once more, and no longer.
    if (subject == AlertSubject::patient && !alert.escalated_at)
      delivery.escalates = services.clock.since_boot() + services.config.safety.escalate_after;
    delivery.delivered = alert.state == platform::AlertState::delivered;
    if (delivery.delivered) continue;
    // Nobody heard of it in an earlier run: that is a failure already.
    delivery.failed = true;
    deliver(state, delivery, services);
  }
}

bool is_delivered(const State& state, int number) {
  const auto found = std::ranges::find(state.safety.deliveries, number, &Delivery::number);
  return found == state.safety.deliveries.end() || found->delivered;
}

void drop_delivery(State& state, AlertId alert) {
  std::erase_if(state.safety.deliveries, [&](const Delivery& delivery) { return delivery.alert == alert; });
}

void settle_self_test(State& state, const intent::SelfTested& result, Services& services) {
  const Milliseconds now = services.clock.since_boot();
  ChannelTrust& channel = state.safety.channels.at(result.channel);
  const bool first = channel.next_test == state.started;
  const bool was_well = first || channel.passed_at;
  const platform::ChannelKind kind = services.channels.at(result.channel)->kind();
  channel.testing = false;
  const std::string fault = result.outcome ? std::string{} : result.outcome.error().detail;
  channel.fault = fault;
  if (!services.store.keep_channel_test(kind, services.clock.now(), fault))
    services.log.write(platform::Event::store_failed);
  if (result.outcome) {
    channel.passed_at = now;
    channel.next_test = now + self_test_interval;
    return;
  }
  // The latest word counts: a channel that fails now would let an alert of today reach nobody.
  channel.passed_at.reset();
  channel.next_test = now + self_test_retry;
  services.log.write(platform::Event::channel_failed);
  // The nurses' printer needs somebody, and another channel can say so.
  if (kind == platform::ChannelKind::printer && was_well && channel_is_proven(state, services))
    call_for_printer(state, services);
}

void settle_delivery(State& state, const intent::DeliveryEnded& result, Services& services) {
  const auto delivery = std::ranges::find(state.safety.deliveries, result.delivery, &Delivery::number);
  if (delivery == state.safety.deliveries.end()) return;  // a person was quicker
  const bool reached = std::ranges::any_of(result.outcomes, [](const auto& one) { return one.outcome.has_value(); });
  services.log.write(reached ? platform::Event::alert_delivered : platform::Event::alert_undelivered,
                     delivery->alert.value);
  if (delivery->alert.value != 0 &&
      !services.store.count_delivery(delivery->alert, steps_of(result, services.clock.now())))
    services.log.write(platform::Event::store_failed);
  delivery->under_way = false;
  delivery->failed = !reached;
  if (!reached) {
    delivery->next_try = services.clock.since_boot() + delivery_retry;
    return;
  }
  delivery->delivered = true;
  if (result.escalated) delivery->escalates.reset();
  // What the store does not know nobody can acknowledge: it is done when everybody was told.
  if (delivery->alert.value == 0 && !delivery->escalates) state.safety.deliveries.erase(delivery);
}

void watch_safety(State& state, Services& services) {
  const Milliseconds now = services.clock.since_boot();
  ChannelTrust untested;
  untested.next_test = state.started;
  state.safety.channels.resize(services.channels.size(), untested);
  for (std::size_t index = 0; index < state.safety.channels.size(); ++index) {
    const ChannelTrust& channel = state.safety.channels[index];
    if (!channel.testing && now >= channel.next_test) test_channel(state, index, services);
  }
  for (Delivery& delivery : state.safety.deliveries) {
    if (delivery.under_way) continue;
    const bool is_due = delivery.failed && now >= delivery.next_try;
    if (delivery.escalates && now >= *delivery.escalates && !delivery.message.escalated) {
      escalate(state, delivery, services);
    } else if (is_due) {
      deliver(state, delivery, services);
    }
  }
  if (state.safety.deliveries.empty() && state.safety.is_calling) stand_down(state, services);
}

Milliseconds next_safety_tick(const State& state) {
  Milliseconds next = Milliseconds::max();
  for (const ChannelTrust& channel : state.safety.channels) {
    if (!channel.testing) next = std::min(next, channel.next_test);
  }
  for (const Delivery& delivery : state.safety.deliveries) {
    if (delivery.under_way) continue;
    if (delivery.failed) next = std::min(next, delivery.next_try);
    if (delivery.escalates && !delivery.message.escalated) next = std::min(next, *delivery.escalates);
  }
  return next;
}

}  // namespace anteroom::flow
