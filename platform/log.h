// What the machine's log may say: an event of a closed list and numbers. There is no call that logs free text.
#pragma once

#include <cstdint>
#include <string_view>

namespace anteroom::platform {

enum class Event {
  started,
  stopped,
  visit_started,
  visit_finished,
  visit_incomplete,
  visit_rests,
  visit_resumed,
  alert_raised,
  alert_delivered,
  alert_undelivered,
  alert_escalated,  // to the second contact
  alert_acknowledged,
  print_started,
  printed,
  print_failed,
  day_opened,
  day_refused,
  day_closed,
  sign_in,
  sign_in_refused,
  store_failed,
  store_damaged,  // the daily check found it
  channel_failed,
  sound_test_passed,
  sound_test_failed,
  sound_test_lost,  // the settings changed, or a text could not be said
  speech_failed,
  vault_lost,       // it ended, or cannot be reached
  request_refused,  // one that the kiosk does not make: the line is cut
};

[[nodiscard]] std::string_view to_string(Event event);

class Log {
 public:
  virtual ~Log() = default;
  // `subject` is a row number of ours (visit, alert, staff), 0 when there is none.
  virtual void write(Event event, std::int64_t subject = 0) = 0;
};

}  // namespace anteroom::platform
