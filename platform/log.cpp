#include "platform/log.h"

namespace anteroom::platform {

std::string_view to_string(Event event) {
  switch (event) {
    case Event::started: return "started";
    case Event::stopped: return "stopped";
    case Event::visit_started: return "visit_started";
    case Event::visit_finished: return "visit_finished";
    case Event::visit_incomplete: return "visit_incomplete";
    case Event::visit_rests: return "visit_rests";
    case Event::visit_resumed: return "visit_resumed";
    case Event::alert_raised: return "alert_raised";
    case Event::alert_delivered: return "alert_delivered";
    case Event::alert_escalated: return "alert_escalated";
    case Event::alert_undelivered: return "alert_undelivered";
    case Event::alert_acknowledged: return "alert_acknowledged";
    case Event::print_started: return "print_started";
    case Event::printed: return "printed";
    case Event::print_failed: return "print_failed";
    case Event::day_opened: return "day_opened";
    case Event::day_refused: return "day_refused";
    case Event::day_closed: return "day_closed";
    case Event::sign_in: return "sign_in";
    case Event::sign_in_refused: return "sign_in_refused";
    case Event::store_failed: return "store_failed";
    case Event::store_damaged: return "store_damaged";
    case Event::channel_failed: return "channel_failed";
    case Event::sound_test_passed: return "sound_test_passed";
    case Event::sound_test_failed: return "sound_test_failed";
    case Event::sound_test_lost: return "sound_test_lost";
    case Event::speech_failed: return "speech_failed";
    case Event::vault_lost: return "vault_lost";
    case Event::request_refused: return "request_refused";
  }
  return "unknown";
}

}  // namespace anteroom::platform
