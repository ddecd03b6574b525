// The system journal where there is one, standard error elsewhere.
#pragma once

#include "platform/log.h"

namespace anteroom::platform {

class JournalLog final : public Log {
 public:
  JournalLog();
  void write(Event event, std::int64_t subject = 0) override;

 private:
  bool m_journal = false;
};

}  // namespace anteroom::platform
