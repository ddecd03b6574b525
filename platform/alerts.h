// How a nurse hears of a patient who needs somebody, away from the kiosk. An alert names kiosk and visit code only,
// never a reason. Calls may take seconds: make them on a worker.
#pragma once

#include "forms/base/result.h"

#include <span>
#include <string>
#include <vector>

namespace anteroom::platform {

// What needs a person: a patient, or the kiosk itself.
enum class AlertSubject { patient, printer, storage };

struct AlertMessage {
  std::string kiosk = {};       // "Kiosk 2"
  std::string visit_code = {};  // "4821"; empty where no patient is concerned
  std::string minute = {};      // local, "2026-11-23 14:05"
  bool urgent = false;          // the patient asked for somebody to come now
  AlertSubject subject = AlertSubject::patient;
  std::string contact = {};  // who is to come: "Charge nurse, ext. 12"
  bool escalated = false;    // nobody has acknowledged it in time: this is for the second contact
};

enum class ChannelKind { printer, lamp, webhook, mail };

class AlertChannel {
 public:
  virtual ~AlertChannel() = default;
  [[nodiscard]] virtual ChannelKind kind() const = 0;
  // False for a lamp, which says that somebody is needed and not where: the next channel is told all the same.
  [[nodiscard]] virtual bool says_where() const { return true; }
  // Returns only when a person can perceive it (the slip is printed), or with the reason why not.
  [[nodiscard]] virtual Result<void> deliver(const AlertMessage& message) = 0;
  [[nodiscard]] virtual Result<void> self_test() = 0;
  // No alert waits for anybody any more: what still shines or sounds stops.
  [[nodiscard]] virtual Result<void> stand_down() { return {}; }
};

// What became of a message on one channel.
struct ChannelOutcome {
  ChannelKind channel = ChannelKind::printer;
  Result<void> outcome;
};

// Tells the channels in their order until one that says where to go has delivered; what one cannot deliver goes to the
// next. An escalated message goes to all of them. One outcome for each that was tried.
[[nodiscard]] std::vector<ChannelOutcome> tell(std::span<AlertChannel* const> channels, const AlertMessage& message);

}  // namespace anteroom::platform
