// The composition root: the real machine behind every port, the window around the application.
#include "export/summary.h"
#include "kiosk/commands.h"
#include "kiosk/exit_codes.h"
#include "kiosk/letters.h"
#include "kiosk/load_library.h"
#include "kiosk/load_words.h"
#include "kiosk/machine.h"
#include "kiosk/one_line.h"
#include "kiosk/screens/app.h"
#include "kiosk/services.h"
#include "kiosk/set_up.h"
#include "kiosk/window/window.h"
#include "platform/lamp_alert_channel.h"
#include "platform/linux/cups_printer.h"
#include "platform/linux/curl_channels.h"
#include "platform/linux/espeak_speech.h"
#include "platform/linux/gpio_line.h"
#include "platform/linux/journal_log.h"
#include "platform/linux/process_memory.h"
#include "platform/linux/system_clock.h"
#include "platform/linux/system_random.h"
#include "platform/linux/worker_jobs.h"
#include "platform/printer_alert_channel.h"

#include <cstdio>
#include <optional>
#include <print>
#include <utility>
#include <vector>

namespace anteroom::kiosk {
namespace {

exporting::SlipSubject slip_subject(platform::AlertSubject subject) {
  switch (subject) {
    case platform::AlertSubject::patient: return exporting::SlipSubject::patient;
    case platform::AlertSubject::printer: return exporting::SlipSubject::printer;
    case platform::AlertSubject::storage: return exporting::SlipSubject::storage;
  }
  return exporting::SlipSubject::patient;
}

}  // namespace

int run_kiosk(const RunOptions& options) {
  const auto config = load_config(options.config);
  if (!config) return refused_config(config.error());
  const auto library = load_library(share_folder() / "forms", config->forms.site);
  if (!library) return refused(library.error());
  for (const forms::Finding& finding : library->findings)
    std::println(stderr, "anteroom: {}", one_line(forms::to_string(finding)));
  auto vocabulary = load_vocabulary(words_folder(), config->kiosk.languages, library->library);
  if (!vocabulary) return refused(vocabulary.error());
  const auto fonts = load_summary_fonts();
  if (!fonts) return refused(fonts.error());
  platform::SystemClock clock;
  if (const auto looked = set_aside_damaged_store(*config, clock); !looked) return refused(looked.error());
  auto store = open_store(*config, platform::OpenMode::existing);
  if (!store) return refused(store.error());

  const auto vault = open_vault(*config, **store);
  if (!vault) return refused(vault.error());
  const auto passphrase_words = load_passphrase_words();
  if (!passphrase_words) return refused(passphrase_words.error());

  if (const auto kept = give_keys(**store, *vault, clock, "kiosk"); !kept) return refused(kept.error());
  if (const auto noted = (*store)->note(platform::AuditEvent::started, {}); !noted) return refused(noted.error());
  platform::SystemRandom random;
  platform::JournalLog log;
  platform::CupsPrinter printer(config->printer);
  platform::CupsPrinter nurses_printer(config->nurses_printer);
  const auto draw_slip = [&](const platform::AlertMessage& message) {
    return exporting::slip_pdf({.kiosk = message.kiosk,
                                .visit_code = message.visit_code,
                                .minute = message.minute,
                                .urgent = message.urgent,
                                .subject = slip_subject(message.subject),
                                .contact = message.contact,
                                .escalated = message.escalated,
                                .created_at = clock.now()},
                               page_size_of(config->nurses_printer.paper), *fonts);
  };
  platform::GpioLine lamp_line(config->lamp);
  platform::LampAlertChannel lamp(lamp_line);
  platform::PrinterAlertChannel slips(nurses_printer, clock, draw_slip, config->nurses_printer.deadline);
  platform::WebhookAlertChannel webhook(config->webhook);
  platform::MailAlertChannel mail(config->mail);
  // A lamp is quickest, paper needs no network.
  std::vector<platform::AlertChannel*> channels;
  if (!config->lamp.chip.empty()) channels.push_back(&lamp);
  if (!config->nurses_printer.queue.empty()) channels.push_back(&slips);
  if (!config->webhook.url.empty()) channels.push_back(&webhook);
  if (!config->mail.relay.empty()) channels.push_back(&mail);

  window::WindowOptions window_options;
  window_options.ui.fonts = {.regular = share_folder() / "fonts" / "screen-regular.ttf",
                             .bold = share_folder() / "fonts" / "screen-bold.ttf",
                             .fallback = share_folder() / "fonts" / "screen-fallback.ttf",
                             .fallback_bold = share_folder() / "fonts" / "screen-fallback-bold.ttf"};
  window_options.ui.letters = letters_of(library->library, *config, *vocabulary);
  window_options.ui.theme = config->display.theme == platform::Theme::dark ? ui::Theme::dark : ui::Theme::light;
  window_options.panel_width_mm = static_cast<float>(config->display.width_mm);
  if (options.windowed) window_options.windowed = window::PixelSize{options.windowed->width, options.windowed->height};
  window_options.marks_descriptor = options.marks_descriptor;
  auto window = window::Window::open(window_options);
  if (!window) return refused(window.error());

  const auto wake = [&window] { (*window)->wake(); };
  platform::WorkerJobs jobs(wake);
  platform::WorkerJobs alert_jobs(wake);
  platform::WorkerJobs store_jobs(wake);
  platform::EspeakSpeech speech({.device = config->audio.device}, wake);
  Services services{.clock = clock,
                    .random = random,
                    .store = **store,
                    .vault = *vault,
                    .passphrase_words = *passphrase_words,
                    .printer = printer,
                    .channels = channels,
                    .jobs = jobs,
                    .alert_jobs = alert_jobs,
                    .store_jobs = store_jobs,
                    .log = log,
                    .speech = speech,
                    .library = library->library,
                    .config = *config,
                    .fonts = *fonts,
                    .examine_store = [&config] { return examine_store(*config); },
                    .is_set_aside = !platform::set_aside_databases(database_file(*config)).empty(),
                    .languages = config->kiosk.languages};
  screens::App app(services, std::move(*vocabulary));
  log.write(platform::Event::started);
  (*window)->run({.settle =
                      [&](ui::Ui& ui) {
                        if (app.settle(ui)) platform::wipe_unused_stack();
                      },

                  .draw = [&](ui::Ui& ui) { app.frame(ui); },
                  .wait = [&] { return app.wait(); },
                  .key = [&](char32_t letter) { app.scanned(letter); }});
  log.write(platform::Event::stopped);
  return exit_ok;
}

}  // namespace anteroom::kiosk
