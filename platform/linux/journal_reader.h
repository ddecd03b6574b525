// The last lines that some services wrote to the machine's journal. It reads, and follows nothing.
#pragma once

#include "forms/base/date.h"
#include "forms/base/result.h"

#include <span>
#include <string>
#include <vector>

namespace anteroom::platform {

struct JournalLine {
  Instant at;
  std::string service;  // "anteroom.service"
  std::string message;
};

// Of these services, oldest first, at most `most`; empty where the machine keeps no journal. Fault::io when it cannot
// be read.
[[nodiscard]] Result<std::vector<JournalLine>> journal_lines(std::span<const std::string> services, std::size_t most);

}  // namespace anteroom::platform
