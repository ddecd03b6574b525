#include "kiosk/support_bundle.h"

#include "kiosk/commands.h"
#include "kiosk/exit_codes.h"
#include "kiosk/load_library.h"
#include "kiosk/machine.h"
#include "kiosk/one_line.h"
#include "kiosk/redaction.h"
#include "kiosk/set_up.h"
#include "kiosk/version.h"
#include "platform/linux/disk_files.h"
#include "platform/linux/system_clock.h"

#include <array>
#include <format>
#include <print>
#include <string_view>
#include <utility>

namespace anteroom::kiosk {
namespace {

std::string_view given(bool is_given) { return is_given ? "given" : "not given"; }
std::string_view yes_or_no(bool is_so) { return is_so ? "yes" : "no"; }

// Numbers and choices as they are; of texts only whether there is one, but for the kiosk's own name.
std::string settings_text(const platform::Config& config) {
  std::string languages;
  for (const std::string& language : config.kiosk.languages) languages += (languages.empty() ? "" : " ") + language;
  const auto printer = [](const platform::Config::PrinterQueue& queue) {
    return std::format("queue {}, server {}, {}, {} s", given(!queue.queue.empty()), given(!queue.server.empty()),
                       queue.paper == platform::Paper::letter ? "letter" : "a4", queue.deadline.count());
  };
  std::string text;
  text +=
      std::format("kiosk: name \"{}\", clinic {}, languages {}, reserve {} MiB, idle {} s and {} s\n",
                  one_line(config.kiosk.name), given(!config.kiosk.clinic.empty()), languages,
                  config.kiosk.disk_reserve_mib, config.kiosk.idle_warning.count(), config.kiosk.idle_grace.count());
  text += std::format("display: {:g} mm, {}\n", config.display.width_mm,
                      config.display.theme == platform::Theme::dark ? "dark" : "light");
  text += std::format("printer: {}, {} pages a day\n", printer(config.printer), config.prints_a_day);
  text += std::format("nurses_printer: {}\n", printer(config.nurses_printer));
  text += std::format("lamp: {}, line {}, active low {}\n", given(!config.lamp.chip.empty()), config.lamp.line,
                      yes_or_no(config.lamp.active_low));
  text += std::format("webhook: {}, second {}\n", given(!config.webhook.url.empty()),
                      given(!config.webhook.second_url.empty()));
  text +=
      std::format("mail: {}, second {}\n", given(!config.mail.relay.empty()), given(!config.mail.second_to.empty()));
  text += std::format("safety: contact {}, second {}, after {} min, crisis text {}, {} numbers\n",
                      given(!config.safety.contact.empty()), given(!config.safety.second_contact.empty()),
                      config.safety.escalate_after.count(), given(!config.safety.crisis_text.empty()),
                      config.safety.numbers.size());
  text += std::format("audio: headphones {}, device {}\n", yes_or_no(config.audio.headphones),
                      given(!config.audio.device.empty()));
  text += std::format("clinic: lessons {}, {} clinicians\n", yes_or_no(config.clinic.lessons),
                      config.clinic.clinicians.size());
  text += std::format("forms: site {}\n", given(!config.forms.site.empty()));
  text += std::format("maintenance: ssh {}\n", yes_or_no(config.maintenance.ssh));
  text += std::format("metrics: {}\n", given(!config.metrics.file.empty()));
  return text;
}

// What other sections may repeat of the settings, and of who works here.
std::vector<std::string> private_words(const SupportFacts& facts) {
  const platform::Config& config = facts.config;
  std::vector<std::string> words{config.kiosk.clinic,
                                 config.safety.contact,
                                 config.safety.second_contact,
                                 config.webhook.url,
                                 config.webhook.second_url,
                                 config.mail.relay,
                                 config.mail.from,
                                 config.mail.to,
                                 config.mail.second_to,
                                 config.printer.server,
                                 config.nurses_printer.server};
  words.insert(words.end(), facts.people.begin(), facts.people.end());
  words.insert(words.end(), config.clinic.clinicians.begin(), config.clinic.clinicians.end());
  return words;
}

std::string journal_text(const SupportFacts& facts) {
  if (!facts.journal_fault.empty()) return facts.journal_fault + "\n";
  if (facts.journal.empty()) return "nothing\n";
  std::string text;
  for (const platform::JournalLine& line : facts.journal)
    text += std::format("{} {} {}\n", facts.minute(line.at), line.service, one_line(without_particulars(line.message)));
  return text;
}

}  // namespace

std::string support_bundle_text(const SupportFacts& facts) {
  std::string addresses;
  for (const std::string& address : facts.machine.addresses) addresses += (addresses.empty() ? "" : ", ") + address;
  std::string checks;
  for (const Check& check : facts.examination.checks)
    checks += std::format("{:<7} {:<10} {}\n", word_of(check.condition), check.name, one_line(check.text));
  const std::string text = std::format(
      "{}\nwritten {}\n\n== machine\nmodel {}\nserial {}\nsystem {}\naddresses {}\n\n== settings\n{}\n== doctor\n{}\n"
      "== metrics\n{}\n== journal\n{}",
      facts.version, facts.written, facts.machine.model, facts.machine.serial, facts.machine.system, addresses,
      settings_text(facts.config), checks, facts.metrics.empty() ? "none\n" : facts.metrics, journal_text(facts));
  return without(text, private_words(facts));
}

SupportFacts support_facts(const platform::Config& config, Examination examination, std::vector<std::string> people) {
  const platform::SystemClock clock;
  SupportFacts facts{.version = version_line(),
                     .written = clock.local_minute(clock.now()),
                     .machine = platform::this_machine(),
                     .config = config,
                     .examination = std::move(examination),
                     .people = std::move(people),
                     .minute = [](Instant at) { return platform::SystemClock().local_minute(at); }};
  if (!config.metrics.file.empty()) facts.metrics = read_text_file(config.metrics.file).value_or("not written yet\n");
  const std::array<std::string, 5> services{"anteroom.service", "anteroom-vault.service", "anteroom-notifier.service",
                                            "anteroom-x.service", "cups.service"};
  constexpr std::size_t most_lines = 2000;
  auto journal = platform::journal_lines(services, most_lines);
  if (journal) {
    facts.journal = std::move(*journal);
  } else {
    facts.journal_fault = journal.error().detail;
  }
  return facts;
}

int support_bundle(const std::filesystem::path& config_file, const std::filesystem::path& target) {
  const auto config = load_config(config_file);
  if (!config) return refused_config(config.error());
  platform::DiskFiles files;
  if (files.exists(target)) return refused({Fault::conflict, target.string() + " is there already"});
  std::vector<std::string> people;
  const auto staff =
      open_store(*config, platform::OpenMode::beside).and_then([](const auto& store) { return store->staff(); });
  if (staff) {
    for (const platform::StaffRow& person : *staff) people.push_back(person.name);
  }
  const SupportFacts facts = support_facts(*config, examine(*config, config_file), std::move(people));
  constexpr unsigned for_its_owner = 0600;
  if (const auto written = files.write(target, support_bundle_text(facts), for_its_owner); !written)
    return refused(written.error());
  std::println(stderr, "anteroom: {} is a text: read it through before you send it", target.string());
  return exit_ok;
}

}  // namespace anteroom::kiosk
