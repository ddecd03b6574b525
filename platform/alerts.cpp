#include "platform/alerts.h"

namespace anteroom::platform {

std::vector<ChannelOutcome> tell(std::span<AlertChannel* const> channels, const AlertMessage& message) {
  std::vector<ChannelOutcome> outcomes;
  for (AlertChannel* channel : channels) {
    // A lamp that shines for the kiosk's own trouble would call somebody to no patient.
    if (message.subject != AlertSubject::patient && !channel->says_where()) continue;
    outcomes.push_back({channel->kind(), channel->deliver(message)});
    if (outcomes.back().outcome && channel->says_where() && !message.escalated) break;
  }
  return outcomes;
}

}  // namespace anteroom::platform
