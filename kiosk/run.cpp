// The composition root: the real machine behind every port, the window around the application.
#include "export/summary.h"
#include "kiosk/commands.h"
#include "kiosk/examination.h"
#include "kiosk/exit_codes.h"
#include "kiosk/heartbeat.h"
#include "kiosk/letters.h"
#include "kiosk/load_library.h"
#include "kiosk/load_words.h"
#include "kiosk/machine.h"
#include "kiosk/metrics_file.h"
#include "kiosk/one_line.h"
#include "kiosk/processes.h"
#include "kiosk/screen_options.h"
#include "kiosk/screens/app.h"
#include "kiosk/screens/patient/answer_words.h"
#include "kiosk/services.h"
#include "kiosk/set_up.h"
#include "kiosk/start_trouble.h"
#include "kiosk/support_bundle.h"
#include "kiosk/version.h"
#include "platform/linux/cups_printer.h"
#include "platform/linux/espeak_speech.h"
#include "platform/linux/journal_log.h"
#include "platform/linux/process_memory.h"
#include "platform/linux/supervisor.h"
#include "platform/linux/system_clock.h"
#include "platform/linux/system_random.h"
#include "platform/linux/this_machine.h"
#include "platform/linux/usb_stick.h"
#include "platform/linux/worker_jobs.h"
#include "platform/remote/notifier.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <format>
#include <fstream>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <print>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace anteroom::kiosk {
namespace {

// Once a minute, sooner only where the service manager is less patient; never when nobody listens.
std::chrono::milliseconds beat_interval(bool has_metrics) {
  constexpr std::chrono::minutes usual{1};
  const auto silence = platform::longest_silence();
  if (!silence && !has_metrics) return std::chrono::milliseconds::max();
  return silence ? std::min<std::chrono::milliseconds>(usual, *silence * 2 / 5) : usual;
}

int wrong_settings(const RunOptions& options, const Result<platform::ConfigOutcome>& settings) {
  StartTrouble trouble{.faults = {}, .config = {}, .exit_code = exit_config, .is_over = [&] {
                         const auto now = read_settings(options.config);
                         return now && now->findings.empty();
                       }};
  if (settings) {
    trouble.config = settings->config;
    for (const platform::ConfigFinding& finding : settings->findings)
      trouble.faults.push_back(place_of(finding, options.config));
  } else {
    trouble.faults.push_back(settings.error().detail);
    trouble.exit_code = exit_code_of_config(settings.error().fault);
  }
  for (const std::string& fault : trouble.faults) std::println(stderr, "{}", fault);
  return show_start_trouble(options, trouble);
}

// Somebody else's words, line by line.
StartTrouble told_trouble(const std::filesystem::path& file, const platform::Config& config) {
  StartTrouble trouble{.faults = {}, .config = config, .exit_code = exit_unavailable, .is_over = [file] {
                         std::error_code ignored;
                         return !std::filesystem::exists(file, ignored);
                       }};
  constexpr std::size_t most_lines = 8;
  std::ifstream said(file);
  for (std::string line; trouble.faults.size() < most_lines && std::getline(said, line);)
    if (!line.empty()) trouble.faults.push_back(line);
  if (trouble.faults.empty()) trouble.faults.push_back(std::format("{} is there and says nothing", file.string()));
  return trouble;
}

// What may mend itself, such as a disk that comes late, is tried again now and then: a vault that is not there after a
// minute.
std::function<bool()> after_a_while(Fault fault) {
  const int looks = fault == Fault::unavailable ? 2 : 10;
  return [left = looks]() mutable { return --left <= 0; };
}

}  // namespace

int run_kiosk(const RunOptions& options) {
  const auto settings = read_settings(options.config);
  if (!settings || !settings->findings.empty()) return wrong_settings(options, settings);
  const platform::Config* config = &settings->config;
  if (std::error_code ignored; options.trouble && std::filesystem::exists(*options.trouble, ignored))
    return show_start_trouble(options, told_trouble(*options.trouble, *config));
  const auto cannot_start = [&](const Error& error) {
    const int exit_code = refused(error);
    // Another kiosk that runs here is in order, and what it shows stays.
    if (error.fault == Fault::conflict) return exit_code;
    return show_start_trouble(
        options,
        {.faults = {error.detail}, .config = *config, .exit_code = exit_code, .is_over = after_a_while(error.fault)});
  };
  // A keyboard here is a scanner, which composes no letters: X need not read its table of how they are. Before there
  // are threads.
  setenv("XCOMPOSEFILE", "", 0);
  const auto library = load_library(share_folder() / "forms", config->forms.site);
  if (!library) return cannot_start(library.error());
  for (const forms::Finding& finding : library->findings)
    std::println(stderr, "anteroom: {}", one_line(forms::to_string(finding)));
  auto vocabulary = load_vocabulary(words_folder(), config->kiosk.languages, library->library);
  if (!vocabulary) return cannot_start(vocabulary.error());
  const auto fonts = load_summary_fonts();
  if (!fonts) return cannot_start(fonts.error());
  platform::SystemClock clock;
  auto others = VaultProcess::reach(options);
  if (!others) return cannot_start(others.error());
  // It opens its store while this process opens its window.
  auto entered = std::async(std::launch::async, [&others] { return (*others)->enter(); });
  platform::RemoteVault& vault = (*others)->vault();
  const auto passphrase_words = load_passphrase_words();
  if (!passphrase_words) return cannot_start(passphrase_words.error());

  platform::SystemRandom random;
  platform::JournalLog log;
  platform::CupsPrinter spooler(config->printer);
  const platform::NotifierLines notifier = reach_notifier(options);
  const auto printer = platform::remote_printer(spooler, notifier.printing);
  std::vector<std::unique_ptr<platform::AlertChannel>> ways;
  std::vector<platform::AlertChannel*> channels;
  for (const platform::ChannelKind kind : alert_channels_of(*config)) {
    ways.push_back(platform::remote_channel(kind, notifier.alerts));
    channels.push_back(ways.back().get());
  }

  auto window =
      window::Window::open(screen_options(*config, letters_of(library->library, *config, *vocabulary), options));
  if (!window) return refused(window.error());
  // Nothing is on the panel yet: where the vault cannot open, another screen says so.
  if (auto inside = entered.get(); !inside) {
    window->reset();
    return cannot_start(inside.error());
  }

  const std::string display = std::format("{}, {:g} mm wide", (*window)->description(), config->display.width_mm);
  const auto wake = [&window] { (*window)->wake(); };
  platform::WorkerJobs jobs(wake);
  platform::WorkerJobs alert_jobs(wake);
  platform::WorkerJobs store_jobs(wake);
  platform::EspeakSpeech speech({.device = config->audio.device}, wake);
  platform::UsbStick stick(config->usb.allowed);
  Services services{.clock = clock,
                    .random = random,
                    .store = vault.records(),
                    .vault = vault,
                    .office = vault,
                    .passphrase_words = *passphrase_words,
                    .printer = *printer,
                    .channels = channels,
                    .jobs = jobs,
                    .alert_jobs = alert_jobs,
                    .store_jobs = store_jobs,
                    .log = log,
                    .speech = speech,
                    .stick = stick,
                    .library = library->library,
                    .config = *config,
                    .fonts = *fonts,
                    .examine_store = [&vault] { return vault.examine(); },
                    .check_audit = [&vault](std::int64_t after) { return vault.check_audit(after); },
                    .check_machine =
                        [&](const auto& of_channels, const auto& of_sound) {
                          auto checks = examine_machine(*config, options.config, {of_channels, of_sound}, *printer);
                          checks.push_back({"display", Condition::good, display});
                          return checks;
                        },
                    .make_support_text =
                        [config](const auto& checks, const auto& people) {
                          return support_bundle_text(support_facts(*config, {.checks = checks}, people));
                        },
                    .look_at_machine = [] { return platform::this_machine(); },
                    .restart_machine = platform::may_ask_for_restart()
                                           ? std::function<bool()>([] { return platform::ask_for_restart(); })
                                           : nullptr,
                    .version = release(),
                    .is_set_aside = (*others)->opening().is_set_aside,
                    .languages = config->kiosk.languages,
                    .half_day_languages = screens::half_day_languages(*vocabulary)};
  screens::App app(services, std::move(*vocabulary));
  MetricsFile metrics(*config, library->library.forms().size(), vault.records(), *printer, clock);
  Heartbeat heartbeat(
      clock, vault.records(), beat_interval(metrics.is_wanted()),
      {.ready = platform::tell_ready,
       .alive = platform::tell_alive,
       .tell = [&](const platform::StoreFigures& figures) { metrics.write(figures, MetricsFile::Kiosk::runs); }});
  // Whoever stood here comes back to a fresh kiosk: the vault of the next one settles what was interrupted.
  const auto watch = (*others)->watch([&window] { (*window)->stop(); });
  log.write(platform::Event::started);
  (*window)->run({.settle =
                      [&](ui::Ui& ui) {
                        if (app.settle(ui)) platform::wipe_unused_stack();
                        if (heartbeat.is_due()) (*window)->present_again();
                      },

                  .draw = [&](ui::Ui& ui) { app.frame(ui); },
                  .wait = [&] { return std::min(app.wait(), heartbeat.wait()); },
                  .key = [&](char32_t letter) { app.scanned(letter); },
                  .confirmed = [&] { heartbeat.presented(); }});
  platform::tell_stopping();
  metrics.write({}, MetricsFile::Kiosk::stopped);
  const bool is_lost = !vault.stands();
  (*others)->give_up_examination();
  if (is_lost) {
    log.write(platform::Event::vault_lost);
    return refused({Fault::unavailable, "the vault has ended, and the kiosk with it; what it acknowledged is kept"});
  }
  log.write(platform::Event::stopped);
  return exit_ok;
}

}  // namespace anteroom::kiosk
