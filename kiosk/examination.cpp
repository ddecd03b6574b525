#include "kiosk/examination.h"

#include "kiosk/letters.h"
#include "kiosk/load_library.h"
#include "kiosk/load_words.h"
#include "kiosk/machine.h"
#include "kiosk/screen_options.h"
#include "platform/linux/cups_printer.h"
#include "platform/linux/espeak_speech.h"
#include "platform/linux/plugged_devices.h"
#include "platform/linux/process_memory.h"
#include "platform/linux/system_clock.h"

#include <algorithm>
#include <chrono>
#include <format>
#include <iterator>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace anteroom::kiosk {
namespace {

Check broken(std::string name, const Error& error) { return {std::move(name), Condition::broken, error.detail}; }

// Opens the window for a moment: only that shows that display, OpenGL and fonts really work together.
Check check_display(const platform::Config& config, const forms::Library& library) {
  // A catalogue that cannot be read is a finding of its own.
  const auto vocabulary =
      load_vocabulary(words_folder(), config.kiosk.languages, library).value_or(words::Vocabulary{});
  const auto window = window::Window::open(screen_options(config, letters_of(library, config, vocabulary)));
  if (!window) return broken("display", window.error());
  const std::string found = std::format("{}, {:g} mm wide", (*window)->description(), config.display.width_mm);
  if ((*window)->ui().largest_text() == ui::TextSize::largest) return {"display", Condition::good, found};
  return {
      "display", Condition::reminder,
      std::format("{}: too small for very large letters; patients who need them are better served by a 10 inch panel",
                  found)};
}

Check check_fonts() {
  const ui::FontFiles fonts = screen_fonts();
  for (const auto& file : {fonts.regular, fonts.bold, fonts.fallback, fonts.fallback_bold}) {
    if (const auto bytes = read_text_file(file); !bytes) return broken("fonts", bytes.error());
  }
  return {"fonts", Condition::good, "Atkinson Hyperlegible, and Noto Sans for the letters it lacks"};
}

// Every catalogue there is, and whether patients are offered it.
void check_words(const platform::Config& config, std::vector<Check>& checks) {
  for (const std::string& language : spoken_languages(words_folder())) {
    const auto words = load_words(words_folder(), language);
    if (!words) {
      checks.push_back(broken("words", words.error()));
      continue;
    }
    const bool reviewed = words->catalogue().header("X-Native-Review") == "yes";
    const bool offered = std::ranges::contains(config.kiosk.languages, language);
    checks.push_back(
        {"words", offered && !reviewed ? Condition::reminder : Condition::good,
         std::format("{}: {} messages, {}, {}", language, words->catalogue().size(), offered ? "in use" : "not in use",
                     reviewed ? "reviewed by a native speaker" : "not reviewed by a native speaker")});
  }
}

void check_forms(const LoadedLibrary& loaded, std::vector<Check>& checks) {
  std::string names;
  for (const forms::Form* form : loaded.library.forms()) names += (names.empty() ? "" : ", ") + form->short_name;
  const bool wrong = std::ranges::contains(loaded.findings, forms::Severity::error, &forms::Finding::severity);
  checks.push_back({"forms", wrong ? Condition::broken : Condition::good, names});
  for (const forms::Finding& finding : loaded.findings) {
    checks.push_back({"forms", finding.severity == forms::Severity::error ? Condition::broken : Condition::reminder,
                      forms::to_string(finding)});
  }
  for (const forms::Form* form : loaded.library.forms()) {
    if (form->licence.starts_with("free") || form->licence.empty()) continue;
    checks.push_back(
        {"forms", Condition::reminder,
         std::format("{}: licence {}; confirm that your clinic may use it", form->short_name, form->licence)});
  }
}

std::string listed(const std::vector<FormId>& ids) {
  std::string list;
  for (const FormId& id : ids) list += (list.empty() ? "" : ", ") + id;
  return list;
}

// Forms whose rules we ship without their text: a site that holds the licence brings it.
void check_site_forms(const LoadedLibrary& loaded, const platform::Config& config, std::vector<Check>& checks) {
  if (!loaded.of_site.empty())
    checks.push_back({"forms", Condition::good, std::format("text brought by the site: {}", listed(loaded.of_site))});
  if (loaded.without_text.empty()) return;
  const std::string folder = config.forms.site.empty() ? "the folder of [forms] site" : config.forms.site.string();
  checks.push_back({"forms", Condition::reminder,
                    std::format("scored, but without a text, so not asked: {}; a clinic that holds the licence puts "
                                "<id>/questionnaire.json into {}",
                                listed(loaded.without_text), folder)});
}

// What was set aside stays a matter until somebody has taken it away.
void check_set_aside(const platform::Config& config, std::vector<Check>& checks) {
  for (const auto& file : platform::set_aside_databases(database_file(config))) {
    checks.push_back(
        {"database", Condition::broken,
         std::format("{} was damaged and set aside; the visits in it are in no list. Remedy: restore from a "
                     "backup or keep it elsewhere, then move it away; look at the disk or card",
                     file.string())});
  }
  if (platform::damage_is_noted(database_file(config))) {
    checks.push_back({"database", Condition::broken,
                      "the daily check found damage; remedy: restart the kiosk, which sets it aside"});
  }
}

void check_disk(const platform::Config& config, std::vector<Check>& checks) {
  std::error_code problem;
  const auto space = std::filesystem::space(config.kiosk.data_folder, problem);
  if (problem) return;
  const std::uintmax_t free = space.available >> 20U;
  const bool enough = std::cmp_greater_equal(free, config.kiosk.disk_reserve_mib);
  checks.push_back({"disk", enough ? Condition::good : Condition::broken,
                    enough ? std::format("{} MiB free, and {} in reserve", free, config.kiosk.disk_reserve_mib)
                           : std::format("{} MiB free, less than the {} that a new visit needs; remedy: make room",
                                         free, config.kiosk.disk_reserve_mib)});
}

void check_database(const platform::Config& config, Examination& examination) {
  const auto health = database_key(config).and_then(
      [&](const platform::SecretKey& key) { return platform::check_record_store(database_file(config), key); });
  if (!health) {
    examination.checks.push_back(broken("database", health.error()));
    return;
  }
  examination.visits = health->visits;
  examination.answers = health->answers;
  examination.checks.push_back(
      {"database", Condition::good,
       std::format("encrypted by SQLCipher {}, schema {}, {} visits, {} answers", health->cipher_version,
                   health->schema_version, health->visits, health->answers)});
}

// What is too old goes once a day, and only by a clock that can be trusted.
Check check_retention(const platform::Config& config) {
  const platform::SystemClock clock;
  const std::string rule = std::format(
      "answers are kept for {} days after printing, visits with their scores for {} months, the log for {} years",
      config.retention.answers_days, config.retention.visits_months, config.retention.audit_years);
  const auto run =
      open_store(config, platform::OpenMode::beside).and_then([](const auto& store) { return store->retention_run(); });
  if (!run) return broken("retention", run.error());
  if (!*run) return {"retention", Condition::reminder, rule + "; nothing was looked for yet: it needs a time server"};
  const std::string last = std::format(
      "{}; looked for last {}: {} visits and {} entries of the log were deleted, the answers of {} visits removed",
      rule, clock.local_minute((*run)->at), (*run)->visits, (*run)->entries, (*run)->answers);
  constexpr std::chrono::days longest{2};
  if (clock.now() - (*run)->at > longest)
    return {"retention", Condition::reminder, last + "; is the kiosk running, and its clock set by a time server?"};
  return {"retention", Condition::good, last};
}

constexpr std::chrono::days oldest_epoch{100};  // a quarter, and some days to get round to it

Check check_keys(const platform::Config& config) {
  const auto store = open_store(config, platform::OpenMode::beside);
  if (!store) return broken("keys", store.error());
  const auto vault = open_vault(config, **store);
  if (!vault) return broken("keys", vault.error());
  const platform::Epoch& epoch = vault->ring().epochs.back();
  const platform::SystemClock clock;
  const std::string since = to_string(clock.local_date(epoch.made_at));
  if (clock.now() - epoch.made_at > oldest_epoch) {
    return {
        "keys", Condition::reminder,
        std::format("answers are sealed to a key of {}, older than a quarter; remedy: anteroom admin rotate", since)};
  }
  return {"keys", Condition::good,
          std::format("answers are sealed to key {} of {}; {} ways to open them, none of them on this device",
                      epoch.number, since, vault->ring().slots.size())};
}

Check check_memory() {
  if (!platform::machine_swaps()) return {"memory", Condition::good, "nothing of it can reach a disk: no swap"};
  return {"memory", Condition::reminder,
          "this machine has swap, so answers that are being given may reach its disk in clear; remedy: swapoff, or "
          "MemorySwapMax=0 for the kiosk's service"};
}

Check check_touch() {
  std::string names;
  for (const std::string& name : platform::touch_screens()) names += (names.empty() ? "" : ", ") + name;
  if (!names.empty()) return {"touch", Condition::good, names};
  return {"touch", Condition::reminder,
          "the kernel sees no touch screen: only a mouse can answer; remedy: its cable, then its driver (dmesg)"};
}

void check_usb(std::vector<Check>& checks) {
  for (const std::string& device : platform::blocked_usb_devices())
    checks.push_back({"usb", Condition::reminder,
                      std::format("{}: is blocked; remedy, where it belongs to this kiosk: [usb] allowed", device)});
}

Check check_clock() {
  const platform::SystemClock clock;
  const std::string now = clock.local_minute(clock.now());
  if (clock.is_synchronised()) return {"clock", Condition::good, now + ", set by a time server"};
  return {"clock", Condition::reminder,
          now + ", and no time server has confirmed it: printed pages say so; remedy: let this machine reach one"};
}

Check check_printer(const platform::Config& config, platform::Printer& printer) {
  if (config.printer.queue.empty()) {
    return {"printer", Condition::reminder,
            "none is configured: summaries are saved and not printed; remedy: [printer] queue"};
  }
  const platform::PrinterHealth health = printer.health();
  return {"printer", health.ready ? Condition::good : Condition::broken,
          std::format("{}: {}", config.printer.queue, health.detail)};
}

std::string_view name_of(platform::ChannelKind channel) {
  switch (channel) {
    case platform::ChannelKind::printer: return "slips at the nurses' printer";
    case platform::ChannelKind::lamp: return "lamp";
    case platform::ChannelKind::webhook: return "webhook";
    case platform::ChannelKind::mail: return "mail";
  }
  return {};
}

// The kiosk tests each channel at its start and every hour; only it can, since it holds the lamp's line.
Check check_channel(platform::ChannelKind channel, const std::vector<platform::ChannelTest>& tests) {
  const platform::SystemClock clock;
  const auto test = std::ranges::find(tests, channel, &platform::ChannelTest::channel);
  if (test == tests.end())
    return {"safety", Condition::reminder,
            std::format("{}: not tested yet; a running kiosk tests it at its start", name_of(channel))};
  const std::string passed = test->passed_at ? "last passed " + clock.local_minute(*test->passed_at) : "never passed";
  if (!test->fault.empty())
    return {"safety", Condition::broken,
            std::format("{}: failed its self-test {}: {}; {}", name_of(channel), clock.local_minute(test->tested_at),
                        test->fault, passed)};
  constexpr std::chrono::days longest{1};
  if (clock.now() - test->tested_at > longest)
    return {"safety", Condition::reminder,
            std::format("{}: {}, more than a day ago; is the kiosk running?", name_of(channel), passed)};
  return {"safety", Condition::good,
          std::format("{}: self-test passed {}", name_of(channel), clock.local_minute(test->tested_at))};
}

void check_channels(const platform::Config& config, const TestsSoFar& record, std::vector<Check>& checks) {
  const std::vector<platform::ChannelKind> channels = alert_channels_of(config);
  if (channels.empty()) {
    checks.push_back(
        {"safety", Condition::reminder,
         "no channel is configured: PHQ-9 is not offered, because a positive answer would reach nobody; remedy: "
         "[nurses_printer] queue"});
    return;
  }
  checks.push_back({"safety", Condition::good,
                    std::format("{} answers alerts; after {} minutes {}", config.safety.contact,
                                config.safety.escalate_after.count(),
                                config.safety.second_contact.empty() ? "the same once more: no second_contact is named"
                                                                     : config.safety.second_contact)});
  if (!record.channels) {
    checks.push_back(broken("safety", record.channels.error()));
    return;
  }
  for (const platform::ChannelKind channel : channels) checks.push_back(check_channel(channel, *record.channels));
}

// By whoever has the network; a running kiosk leaves it to the channel's own test.
void check_nurses_printer(const platform::Config& config, std::vector<Check>& checks) {
  if (config.nurses_printer.queue.empty()) return;
  const platform::PrinterHealth health = platform::CupsPrinter(config.nurses_printer).health();
  checks.push_back({"safety", health.ready ? Condition::good : Condition::broken,
                    std::format("{} now: {}", config.nurses_printer.queue, health.detail)});
}

// What a patient in crisis reads is a clinical decision: ours is a proposal until somebody who answers for it has read
// it.
void check_crisis_words(const platform::Config& config, std::vector<Check>& checks) {
  if (config.safety.crisis_text.empty()) {
    checks.push_back(
        {"safety", Condition::reminder,
         "what a patient reads after a positive answer about self-harm is our own text and needs your clinical "
         "lead's approval; remedy: [safety] crisis_text"});
  }
  if (config.safety.numbers.empty()) {
    checks.push_back(
        {"safety", Condition::reminder,
         "no crisis line is configured: the patient is sent to your staff only; remedy: [[safety.numbers]]"});
  }
}

// Program, voices and sound device are tried without a sound; only staff can say where it is heard.
void check_reading_aloud(const platform::Config& config, const TestsSoFar& record, std::vector<Check>& checks) {
  if (!config.audio.headphones) {
    checks.push_back({"aloud", Condition::good,
                      "not offered: [audio] headphones is false; a loudspeaker would read to the whole room"});
    return;
  }
  for (const std::string& language : config.kiosk.languages) {
    const auto tried = platform::try_espeak({.device = config.audio.device}, language);
    if (!tried) {
      checks.push_back({"aloud", Condition::broken, std::format("{}: {}", language, tried.error().detail)});
      if (tried.error().fault != Fault::unsupported) return;
    }
  }
  const auto& test = record.sound;
  if (!test) {
    checks.push_back(broken("aloud", test.error()));
  } else if (!*test) {
    checks.push_back(
        {"aloud", Condition::reminder, "not offered before staff have passed the sound test: Staff, then Sound test"});
  } else if ((*test)->device != config.audio.device) {
    checks.push_back({"aloud", Condition::reminder,
                      "the sound device is another since the sound test; it has to be passed again after the start"});
  } else {
    checks.push_back(
        {"aloud", Condition::good,
         std::format("offered; sound test passed on {} by {}", to_string((*test)->passed_on), (*test)->passed_by)});
  }
}

}  // namespace

std::vector<Check> examine_machine(const platform::Config& config, const std::filesystem::path& config_file,
                                   const TestsSoFar& tests, platform::Printer& printer) {
  std::vector<Check> checks{
      {"settings", Condition::good, std::format("{}: {}", config_file.string(), config.kiosk.name)}};
  checks.push_back(check_touch());
  check_usb(checks);
  checks.push_back(check_fonts());
  check_words(config, checks);
  checks.push_back(check_memory());
  checks.push_back(check_clock());
  checks.push_back(check_printer(config, printer));
  if (const auto loaded = load_library(share_folder() / "forms", config.forms.site)) {
    check_forms(*loaded, checks);
    check_site_forms(*loaded, config, checks);
  } else {
    checks.push_back(broken("forms", loaded.error()));
  }
  check_channels(config, tests, checks);
  check_crisis_words(config, checks);
  check_reading_aloud(config, tests, checks);
  return checks;
}

Examination examine_records(const platform::Config& config) {
  Examination examination;
  check_database(config, examination);
  check_set_aside(config, examination.checks);
  check_disk(config, examination.checks);
  examination.checks.push_back(check_retention(config));
  examination.checks.push_back(check_keys(config));
  return examination;
}

Examination examine(const platform::Config& config, const std::filesystem::path& config_file) {
  const auto store = open_store(config, platform::OpenMode::beside);
  const TestsSoFar tests = store ? TestsSoFar{(*store)->channel_tests(), (*store)->sound_test()}
                                 : TestsSoFar{std::unexpected(store.error()), std::unexpected(store.error())};
  platform::CupsPrinter printer(config.printer);
  Examination examination{.checks = examine_machine(config, config_file, tests, printer)};
  const auto loaded = load_library(share_folder() / "forms", config.forms.site);
  examination.checks.push_back(check_display(config, loaded ? loaded->library : forms::Library{}));
  check_nurses_printer(config, examination.checks);
  Examination records = examine_records(config);
  examination.visits = records.visits;
  examination.answers = records.answers;
  std::ranges::move(records.checks, std::back_inserter(examination.checks));
  return examination;
}

}  // namespace anteroom::kiosk
