// `anteroom notifier`: the ways that alerts take, and what the printer says of its jobs, for whichever kiosk asks. It
// stays when the kiosk goes, so that a lamp shines on.
#include "export/summary.h"
#include "kiosk/commands.h"
#include "kiosk/exit_codes.h"
#include "kiosk/machine.h"
#include "kiosk/processes.h"
#include "kiosk/set_up.h"
#include "platform/lamp_alert_channel.h"
#include "platform/linux/cups_printer.h"
#include "platform/linux/curl_channels.h"
#include "platform/linux/gpio_line.h"
#include "platform/linux/journal_log.h"
#include "platform/linux/supervisor.h"
#include "platform/linux/system_clock.h"
#include "platform/printer_alert_channel.h"
#include "platform/remote/notifier.h"

#include <thread>
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

// Every way there is, and those that the settings name.
class Channels {
 public:
  Channels(const platform::Config& config, const exporting::SummaryFonts& fonts)
      : m_printer(config.nurses_printer),
        m_line(config.lamp),
        m_lamp(m_line),
        m_slips(
            m_printer, m_clock, [&](const platform::AlertMessage& message) { return draw(message, config, fonts); },
            config.nurses_printer.deadline),
        m_webhook(config.webhook),
        m_mail(config.mail) {
    for (const platform::ChannelKind kind : alert_channels_of(config)) m_named.push_back(&channel_of(kind));
  }
  [[nodiscard]] const std::vector<platform::AlertChannel*>& named() const { return m_named; }

 private:
  [[nodiscard]] Result<std::vector<std::byte>> draw(const platform::AlertMessage& message,
                                                    const platform::Config& config,
                                                    const exporting::SummaryFonts& fonts) const {
    return exporting::slip_pdf({.kiosk = message.kiosk,
                                .visit_code = message.visit_code,
                                .minute = message.minute,
                                .urgent = message.urgent,
                                .subject = slip_subject(message.subject),
                                .contact = message.contact,
                                .escalated = message.escalated,
                                .created_at = m_clock.now()},
                               page_size_of(config.nurses_printer.paper), fonts);
  }
  [[nodiscard]] platform::AlertChannel& channel_of(platform::ChannelKind kind) {
    switch (kind) {
      case platform::ChannelKind::printer: return m_slips;
      case platform::ChannelKind::lamp: return m_lamp;
      case platform::ChannelKind::webhook: return m_webhook;
      case platform::ChannelKind::mail: return m_mail;
    }
    return m_slips;
  }

  platform::SystemClock m_clock;
  platform::CupsPrinter m_printer;
  platform::GpioLine m_line;
  platform::LampAlertChannel m_lamp;
  platform::PrinterAlertChannel m_slips;
  platform::WebhookAlertChannel m_webhook;
  platform::MailAlertChannel m_mail;
  std::vector<platform::AlertChannel*> m_named;
};

void serve(const platform::Descriptor& line, platform::NotifierSession& session) {
  const auto end =
      platform::serve_line(line, {.answer = [&](std::string_view request) { return session.answer(request); }});
  if (end == platform::LineEnd::nonsense) platform::JournalLog().write(platform::Event::request_refused);
}

}  // namespace

int run_notifier(const ServiceOptions& options) {
  const auto config = load_config(options.config);
  if (!config) return refused_config(config.error());
  const auto fonts = load_summary_fonts();
  if (!fonts) return refused(fonts.error());
  auto lines = Lines::of(options);
  if (!lines) return refused(lines.error());
  Channels channels(*config, *fonts);
  platform::NotifierSession alerts(channels.named());
  platform::CupsPrinter printer(config->printer);
  platform::NotifierSession printing(printer);
  platform::tell_ready();
  for (;;) {
    const auto kiosk = lines->next(platform::notifier_lines);
    if (!kiosk && kiosk.error().fault == Fault::not_found) return exit_ok;  // the one that started it has gone
    if (!kiosk) return refused(kiosk.error());
    // Each on its own: a printer may take ten seconds to say that it does not answer.
    std::thread questions([&] { serve(kiosk->back(), printing); });
    serve(kiosk->front(), alerts);
    platform::cut_line(kiosk->back());
    questions.join();
  }
}

}  // namespace anteroom::kiosk
