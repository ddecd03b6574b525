#include "kiosk/export_commands.h"

#include "kiosk/exit_codes.h"
#include "kiosk/flow/export_contents.h"
#include "kiosk/flow/staff_export.h"
#include "kiosk/load_library.h"
#include "kiosk/services.h"
#include "kiosk/set_up.h"
#include "platform/linux/cups_printer.h"
#include "platform/linux/disk_files.h"
#include "platform/linux/espeak_speech.h"
#include "platform/linux/journal_log.h"
#include "platform/linux/secret_input.h"
#include "platform/linux/system_random.h"
#include "platform/linux/usb_stick.h"
#include "platform/linux/worker_jobs.h"
#include "platform/remote/vault_session.h"

#include <cstdio>
#include <format>
#include <print>
#include <string_view>

namespace anteroom::kiosk {
namespace {

// What an export reads with: the open store, the library and the keys, beside a kiosk that may be running. Nothing of
// it prints, alerts or speaks.
class Reader {
 public:
  // The exit code when it does not come about; what is wrong was said.
  static std::expected<std::unique_ptr<Reader>, int> open(const ExportOptions& options) {
    auto opened = open_set_up(options.config);
    if (!opened) return std::unexpected(opened.error());
    std::unique_ptr<SetUp> kiosk = std::move(*opened);
    auto library = load_library(share_folder() / "forms", kiosk->config.forms.site);
    if (!library) return std::unexpected(refused(library.error()));
    auto fonts = load_summary_fonts();
    if (!fonts) return std::unexpected(refused(fonts.error()));
    auto words = load_passphrase_words();
    if (!words) return std::unexpected(refused(words.error()));
    const auto passphrase = platform::read_secret("Passphrase that opens the day: ", options.secret_descriptor);
    if (!passphrase) return std::unexpected(refused(passphrase.error()));
    auto keys = kiosk->vault->unlock(*passphrase);
    if (!keys) return std::unexpected(refused(keys.error()));
    kiosk->store->open_identities(platform::identity_opener(*keys));
    return std::unique_ptr<Reader>(new Reader(std::move(kiosk), std::move(library->library), std::move(*fonts),
                                              std::move(*words), std::move(*keys)));
  }

  [[nodiscard]] Services& services() { return m_services; }
  [[nodiscard]] const platform::Unlocked& keys() const { return *m_keys; }

 private:
  Reader(std::unique_ptr<SetUp> kiosk, forms::Library library, exporting::SummaryFonts fonts, platform::WordList words,
         std::shared_ptr<const platform::Unlocked> keys)
      : m_kiosk(std::move(kiosk)),
        m_library(std::move(library)),
        m_fonts(std::move(fonts)),
        m_words(std::move(words)),
        m_keys(std::move(keys)) {}

  std::unique_ptr<SetUp> m_kiosk;
  forms::Library m_library;
  exporting::SummaryFonts m_fonts;
  platform::WordList m_words;
  std::shared_ptr<const platform::Unlocked> m_keys;
  platform::SystemRandom m_random;
  platform::JournalLog m_log;
  platform::CupsPrinter m_printer{m_kiosk->config.printer};
  platform::WorkerJobs m_jobs{[] {}};
  platform::EspeakSpeech m_speech{{.device = m_kiosk->config.audio.device}, [] {}};
  platform::UsbStick m_stick{m_kiosk->config.usb.allowed};
  platform::VaultSession m_office{
      *m_kiosk->store, *m_kiosk->vault, m_kiosk->clock, {.random = m_random}};  // nobody signs in here
  Services m_services{.clock = m_kiosk->clock,
                      .random = m_random,
                      .store = *m_kiosk->store,
                      .vault = *m_kiosk->vault,
                      .office = m_office,
                      .passphrase_words = m_words,
                      .printer = m_printer,
                      .channels = {},
                      .jobs = m_jobs,
                      .alert_jobs = m_jobs,
                      .store_jobs = m_jobs,
                      .log = m_log,
                      .speech = m_speech,
                      .stick = m_stick,
                      .library = m_library,
                      .config = m_kiosk->config,
                      .fonts = m_fonts,
                      .languages = m_kiosk->config.kiosk.languages};
};

// What leaves is written down first, and nothing that is there already is written over.
int write_new(Reader& reader, const std::filesystem::path& folder, std::string_view object,
              const std::vector<platform::StickFile>& to_write) {
  platform::DiskFiles files;
  for (const platform::StickFile& file : to_write) {
    if (!files.exists(folder / file.name)) continue;
    std::println(stderr, "anteroom: {} is there already; choose another place", (folder / file.name).string());
    return exit_cannot_create;
  }
  std::error_code problem;
  if (!folder.empty() && !std::filesystem::is_directory(folder, problem)) {
    std::println(stderr, "anteroom: there is no folder {}; make it first", folder.string());
    return exit_cannot_create;
  }
  if (const auto noted = reader.services().store.note(platform::AuditEvent::exported, object); !noted)
    return refused(noted.error());
  constexpr unsigned for_owner = 0600;
  for (const platform::StickFile& file : to_write) {
    if (const auto written = files.write(folder / file.name, file.bytes, for_owner); !written)
      return refused(written.error());
  }
  return exit_ok;
}

int finish(int code, int unreadable) {
  if (code != exit_ok || unreadable == 0) return code;
  std::println(stderr, "anteroom: {} {} could not be read and {} left out", unreadable,
               unreadable == 1 ? "visit" : "visits", unreadable == 1 ? "was" : "were");
  return exit_bad_data;
}

Result<platform::VisitRow> chosen(Services& services, const ChosenVisit& visit) {
  constexpr std::chrono::hours day_reach{36};  // holds a local day in every time zone
  const Instant day = std::chrono::sys_days(visit.day);
  auto rows = services.store.visits(day - day_reach, day + std::chrono::days{1} + day_reach);
  if (!rows) return std::unexpected(rows.error());
  for (auto row = rows->rbegin(); row != rows->rend(); ++row) {
    if (row->code == visit.code && services.clock.local_date(row->created_at) == visit.day) return std::move(*row);
  }
  return failure(Fault::not_found, std::format("no visit of {} has this code", to_string(visit.day)));
}

int export_visit(const ExportOptions& options, flow::intent::ExportKind kind, const ChosenVisit& visit,
                 const std::filesystem::path& file) {
  auto reader = Reader::open(options);
  if (!reader) return reader.error();
  const auto row = chosen((*reader)->services(), visit);
  if (!row) return refused(row.error());
  const auto make = flow::export_of_visit(kind, *row, (*reader)->keys(), (*reader)->services());
  if (!make) return refused(make.error());
  auto made = (*make)();
  if (!made) return refused(made.error());
  made->front().name = file.filename().string();
  return write_new(**reader, file.parent_path(), flow::export_object(kind, row->id), *made);
}

int export_period(const ExportOptions& options, flow::intent::ExportKind kind, const Period& period,
                  const std::filesystem::path& folder) {
  auto reader = Reader::open(options);
  if (!reader) return reader.error();
  Services& services = (*reader)->services();
  const flow::intent::ExportPeriod days{period.from, period.to};
  auto contents = flow::ExportContents::of_period(kind, days, services);
  if (!contents) return refused(contents.error());
  while (!contents->is_read()) contents->read_next((*reader)->keys(), services);
  const auto make = contents->maker((*reader)->keys(), services);
  if (!make) return refused(make.error());
  const auto made = (*make)();
  if (!made) return refused(made.error());
  return finish(write_new(**reader, folder, flow::export_object(kind, days, contents->visits()), *made),
                contents->unreadable());
}

}  // namespace

int export_summary(const ExportOptions& options, const ChosenVisit& visit, const std::filesystem::path& file) {
  return export_visit(options, flow::intent::ExportKind::summary, visit, file);
}

int export_fhir(const ExportOptions& options, const ChosenVisit& visit, const std::filesystem::path& file) {
  return export_visit(options, flow::intent::ExportKind::fhir, visit, file);
}

int export_csv(const ExportOptions& options, const Period& period, const std::filesystem::path& folder) {
  return export_period(options, flow::intent::ExportKind::csv, period, folder);
}

int export_report(const ExportOptions& options, const Period& period, const std::filesystem::path& folder) {
  return export_period(options, flow::intent::ExportKind::report, period, folder);
}

}  // namespace anteroom::kiosk
