// How a nurse hears of a patient who needs somebody, away from the kiosk. An alert names kiosk and visit code only.
// Calls may take seconds: make them on a worker.
#pragma once

#include "forms/base/result.h"

#include <string>

namespace anteroom::platform {

struct AlertMessage {
  std::string kiosk;       // "Kiosk 2"
  std::string visit_code;  // "4821"
  std::string minute;      // local, "2026-11-23 14:05"
  bool urgent = false;     // the patient asked for somebody to come now
};

class AlertChannel {
 public:
  virtual ~AlertChannel() = default;
  [[nodiscard]] virtual std::string name() const = 0;
  // Returns only when a person can perceive it (the slip is printed), or with the reason why not.
  [[nodiscard]] virtual Result<void> deliver(const AlertMessage& message) = 0;
  [[nodiscard]] virtual Result<void> self_test() = 0;
};

}  // namespace anteroom::platform
