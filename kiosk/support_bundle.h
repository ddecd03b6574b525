// What somebody who helps from afar needs to know of a kiosk, as a text that its sender can read through before sending
// it. It holds nothing of a patient, no secret and no name of a person: it is put together from what may be said, not
// from everything less what may not.
#pragma once

#include "kiosk/examination.h"
#include "platform/config.h"
#include "platform/linux/journal_reader.h"
#include "platform/linux/this_machine.h"

#include <functional>
#include <string>
#include <vector>

namespace anteroom::kiosk {

struct SupportFacts {
  std::string version;
  std::string written;  // local time, "2026-11-23 14:05"
  platform::MachineFacts machine;
  platform::Config config;
  Examination examination;
  std::string metrics = {};  // the file as it stands; empty: none
  std::vector<platform::JournalLine> journal = {};
  std::string journal_fault = {};                   // why there is none
  std::vector<std::string> people = {};             // staff and clinicians: never in the bundle
  std::function<std::string(Instant)> minute = {};  // how the journal's times are written
};

[[nodiscard]] std::string support_bundle_text(const SupportFacts& facts);

// What this machine has for it, besides what was examined and who works here.
[[nodiscard]] SupportFacts support_facts(const platform::Config& config, Examination examination,
                                         std::vector<std::string> people);

}  // namespace anteroom::kiosk
