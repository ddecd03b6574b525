#include "platform/linux/journal_reader.h"

#include <algorithm>
#include <chrono>
#include <format>
#include <memory>
#include <string_view>
#include <system_error>
#include <systemd/sd-journal.h>

namespace anteroom::platform {
namespace {

struct Closes {
  void operator()(sd_journal* journal) const { sd_journal_close(journal); }
};

std::string field(sd_journal* journal, std::string_view name) {
  const void* data = nullptr;
  std::size_t length = 0;
  const std::string wanted(name);
  if (sd_journal_get_data(journal, wanted.c_str(), &data, &length) < 0) return {};
  std::string text(static_cast<const char*>(data), length);
  return text.substr(std::min(text.size(), name.size() + 1));  // "NAME=value"
}

}  // namespace

Result<std::vector<JournalLine>> journal_lines(std::span<const std::string> services, std::size_t most) {
  sd_journal* opened = nullptr;
  if (const int failed = sd_journal_open(&opened, SD_JOURNAL_LOCAL_ONLY); failed < 0)
    return failure(Fault::io, "the journal cannot be read: " + std::system_category().message(-failed));
  const std::unique_ptr<sd_journal, Closes> journal(opened);
  for (const std::string& service : services)
    sd_journal_add_match(opened, std::format("_SYSTEMD_UNIT={}", service).c_str(), 0);
  std::vector<JournalLine> lines;
  sd_journal_seek_tail(opened);
  while (lines.size() < most && sd_journal_previous(opened) > 0) {
    std::uint64_t microseconds = 0;
    sd_journal_get_realtime_usec(opened, &microseconds);
    lines.push_back({Instant{std::chrono::duration_cast<Instant::duration>(std::chrono::microseconds(microseconds))},
                     field(opened, "_SYSTEMD_UNIT"), field(opened, "MESSAGE")});
  }
  std::ranges::reverse(lines);
  return lines;
}

}  // namespace anteroom::platform
