#include "kiosk/flow/flow.h"

#include "kiosk/flow/audit.h"
#include "kiosk/flow/overloaded.h"
#include "kiosk/flow/printing.h"
#include "kiosk/flow/retention.h"
#include "kiosk/flow/safety.h"
#include "kiosk/flow/screens.h"
#include "kiosk/flow/sound_test.h"
#include "kiosk/flow/staff_export.h"
#include "kiosk/flow/staff_log.h"
#include "kiosk/flow/staff_machine.h"
#include "kiosk/flow/store_check.h"

#include <algorithm>

namespace anteroom::flow {
namespace {

// Results of workers concern what goes on behind the screens. True when the intent was one.
bool settle(State& state, const Intent& intent, Services& services) {
  return std::visit(
      Overloaded{
          [&](const intent::SelfTested& result) { return settle_self_test(state, result, services), true; },
          [&](const intent::StoreChecked& result) { return settle_store_check(state, result, services), true; },
          [&](const intent::DeliveryEnded& result) { return settle_delivery(state, result, services), true; },
          [&](const intent::PrintSubmitted& result) { return settle_submission(state, result, services), true; },
          [&](const intent::StickAsked& result) { return settle_stick(state, result, services), true; },
          [&](const intent::ExportWritten& result) { return settle_export(state, result, services), true; },
          [&](const intent::MachineChecked& result) { return settle_machine_check(state, result), true; },
          [&](const intent::PreviewMade& result) { return settle_preview(state, result, services), true; },
          [&](const intent::PrinterAsked& result) { return settle_health(state, result, services), true; },
          [&](const intent::PrintPolled& result) { return settle_poll(state, result, services), true; },
          [&](const intent::PrintWithdrawn& result) { return settle_withdrawal(state, result, services), true; },
          [&](const intent::SpeechFailed& failure) { return settle_speech(state, failure, services), true; },
          [](const auto&) { return false; },
      },
      intent);
}

// The language is of a person, and goes with them. Somebody who only turned back is still there.
void forget_language(State& state, const Screen& next, const Intent& intent) {
  const bool turned_back =
      std::holds_alternative<CheckIn>(state.screen) || std::holds_alternative<NeedsStaff>(state.screen);
  if (!std::holds_alternative<Welcome>(next)) return;
  if (std::holds_alternative<intent::Tick>(intent) || !turned_back) state.language.clear();
}

// The screen says that the store does not answer: somebody who can help may not be standing before it.
bool is_in_trouble(const Screen& screen) {
  if (std::holds_alternative<NeedsStaff>(screen)) return true;
  if (const auto* patient = std::get_if<Patient>(&screen))
    return std::holds_alternative<patient::Trouble>(patient->overlay);
  const auto* staff = std::get_if<Staff>(&screen);
  return staff != nullptr && std::holds_alternative<staff::Trouble>(staff->step);
}

// A PIN that was found right or wrong, or was made, is that person's doing; what other workers hand back is nobody's.
bool is_persons_result(const Intent& intent) {
  return std::holds_alternative<intent::PinChecked>(intent) || std::holds_alternative<intent::DayOpened>(intent) ||
         std::holds_alternative<intent::PinMade>(intent) || std::holds_alternative<intent::KeysPrepared>(intent);
}

bool is_touch(const Intent& intent) {
  return !std::holds_alternative<intent::Tick>(intent) && !is_persons_result(intent);
}

std::string actor_of(const Intent& intent, const Screen& screen) {
  return is_touch(intent) || is_persons_result(intent) ? actor_at(screen) : "kiosk";
}

}  // namespace

State start(Services& services) {
  State state;
  state.started = state.last_touch = services.clock.since_boot();
  resume_deliveries(state, services);
  recall_sound_test(state, services);
  watch_safety(state, services);
  state.store_check.due = state.started + first_store_check;
  watch_retention(state, services);
  services.log.write(platform::Event::started);
  return state;
}

State step(State state, Intent intent, Services& services) {
  services.store.act_as("kiosk");
  if (settle(state, intent, services)) {
    refresh(state, services);
    return state;
  }
  Next next;
  services.store.act_as(actor_of(intent, state.screen));
  if (std::holds_alternative<intent::Tick>(intent)) {
    watch_safety(state, services);
    watch_printing(state, services);
    watch_store(state, services);
    watch_log(state, services);
    watch_export(state, services);
    watch_retention(state, services);
    next = after_idle(state, services);
  } else {
    if (is_touch(intent)) state.last_touch = services.clock.since_boot();
    next = std::visit([&](auto& screen) { return on(state, screen, intent, services); }, state.screen);
  }
  if (next) {
    forget_language(state, *next, intent);
    state.screen = std::move(*next);
  }
  if (is_in_trouble(state.screen)) call_for_storage(state, services);
  return state;
}

Milliseconds next_tick(const State& state, const Services& services) {
  return std::min({next_idle_tick(state, services), next_safety_tick(state), next_printing_tick(state),
                   next_store_tick(state), next_log_tick(state), next_export_tick(state), next_retention_tick(state)});
}

}  // namespace anteroom::flow
