#include "platform/linux/journal_log.h"

#include <format>
#include <print>
#include <string>
#include <syslog.h>
#include <systemd/sd-journal.h>
#include <unistd.h>

namespace anteroom::platform {

JournalLog::JournalLog() : m_journal(::access("/run/systemd/journal/socket", W_OK) == 0) {}

void JournalLog::write(Event event, std::int64_t subject) {
  std::string line(to_string(event));
  if (subject != 0) line += std::format(" {}", subject);
  if (m_journal) {
    sd_journal_send("MESSAGE=%s", line.c_str(), "PRIORITY=%i", LOG_INFO, "SYSLOG_IDENTIFIER=anteroom", nullptr);
  } else {
    std::println(stderr, "anteroom: {}", line);
  }
}

}  // namespace anteroom::platform
