// References to every port that the kiosk's flow may call, and to the data it was started with. It owns nothing: the
// composition root does, and everything here outlives the flow.
#pragma once

#include "export/summary.h"
#include "forms/library.h"
#include "platform/alerts.h"
#include "platform/clock.h"
#include "platform/config.h"
#include "platform/jobs.h"
#include "platform/log.h"
#include "platform/machine_facts.h"
#include "platform/office.h"
#include "platform/printer.h"
#include "platform/random.h"
#include "platform/speech.h"
#include "platform/stick.h"
#include "platform/store/record_store.h"
#include "platform/vault/audit.h"
#include "platform/vault/passphrase.h"
#include "platform/vault/vault.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace anteroom {

struct Services {
  platform::Clock& clock;
  platform::Random& random;
  platform::KioskRecords& store;       // only on the frame's thread
  const platform::AnswerVault& vault;  // seals anywhere; opens the day only on a worker
  platform::Office& office;            // what IT change: at once on the frame's thread, slow on a worker
  const platform::WordList& passphrase_words;
  platform::Printer& printer;                     // only on a worker
  std::vector<platform::AlertChannel*> channels;  // in the order in which they are told; only on the alert worker
  platform::Jobs& jobs;                           // PINs, pages, printing
  platform::Jobs& alert_jobs;  // a worker of its own: a slow printer never holds up an alert, nor an alert a PIN
  platform::Jobs& store_jobs;  // likewise: reading a whole database takes its time, and so does a stick
  platform::Log& log;
  platform::Speech& speech;  // only on the frame's thread
  platform::Stick& stick;    // only on the store worker
  const forms::Library& library;
  const platform::Config& config;
  const exporting::SummaryFonts& fonts;
  // Reads every page and says what is damaged; on a worker, minutes on a large file. Empty: it is never examined.
  std::function<Result<std::vector<std::string>>()> examine_store = {};
  // Reads and checks the audit trail's next rows after this number while the day is open, 0 from its beginning.
  std::function<Result<platform::AuditProgress>(std::int64_t after)> check_audit = {};
  // What `anteroom doctor` says besides the office's part; on a worker, a second or two. The tests are as the store has
  // them.
  std::function<std::vector<platform::Check>(const Result<std::vector<platform::ChannelTest>>& channels,
                                             const Result<std::optional<platform::SoundTest>>& sound)>
      check_machine = {};
  // What somebody who helps from afar needs to know, as a text without anything of a patient and none of these names;
  // on a worker.
  std::function<std::string(const std::vector<platform::Check>& checks, const std::vector<std::string>& people)>
      make_support_text = {};
  std::function<platform::MachineFacts()> look_at_machine = {};
  // Whether the machine was asked to start again. Empty: nobody would do it.
  std::function<bool()> restart_machine = {};
  std::string version = {};   // "0.1.0 (a1b2c3d4e5f6)"
  bool is_set_aside = false;  // a damaged database lies beside the store, with visits that are in no list
  std::vector<std::string> languages{"en"};           // that patients are offered, the clinic's own first
  std::vector<std::string> half_day_languages{"en"};  // those whose clock counts twelve hours twice
};

}  // namespace anteroom
