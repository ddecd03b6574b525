#include "kiosk/export_commands.h"

#include "export/csv.h"
#include "export/fhir.h"
#include "export/outcome_report.h"
#include "kiosk/care_answers.h"
#include "kiosk/exit_codes.h"
#include "kiosk/flow/summary_of.h"
#include "kiosk/flow/visit_record_of.h"
#include "kiosk/load_library.h"
#include "kiosk/services.h"
#include "kiosk/set_up.h"
#include "platform/linux/cups_printer.h"
#include "platform/linux/disk_files.h"
#include "platform/linux/espeak_speech.h"
#include "platform/linux/journal_log.h"
#include "platform/linux/secret_input.h"
#include "platform/linux/system_random.h"
#include "platform/linux/worker_jobs.h"

#include <algorithm>
#include <cstdio>
#include <format>
#include <print>
#include <set>
#include <string_view>

namespace anteroom::kiosk {
namespace {

constexpr std::chrono::hours day_reach{36};  // holds a local day in every time zone

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
  [[nodiscard]] const platform::Config& config() const { return m_kiosk->config; }
  [[nodiscard]] exporting::PageSize page_size() const { return page_size_of(config().printer.paper); }

  // Visits created on these local days, oldest first.
  [[nodiscard]] Result<std::vector<platform::VisitRow>> visits(const Date& from, const Date& to) {
    const Instant begin = std::chrono::sys_days(from) - day_reach;
    const Instant end = std::chrono::sys_days(to) + std::chrono::days{1} + day_reach;
    auto rows = m_kiosk->store->visits(begin, end);
    if (!rows) return rows;
    std::erase_if(*rows, [&](const platform::VisitRow& row) {
      const Date day = m_kiosk->clock.local_date(row.created_at);
      return day < from || day > to;
    });
    return rows;
  }

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
  Services m_services{.clock = m_kiosk->clock,
                      .random = m_random,
                      .store = *m_kiosk->store,
                      .vault = *m_kiosk->vault,
                      .passphrase_words = m_words,
                      .printer = m_printer,
                      .channels = {},
                      .jobs = m_jobs,
                      .alert_jobs = m_jobs,
                      .store_jobs = m_jobs,
                      .log = m_log,
                      .speech = m_speech,
                      .library = m_library,
                      .config = m_kiosk->config,
                      .fonts = m_fonts,
                      .languages = m_kiosk->config.kiosk.languages};
};

std::string_view text_of(const std::vector<std::byte>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};  // the same bytes, as a file takes them
}

// What leaves is written down first. `what`: "visit 12", "csv".
int write_new(Reader& reader, const std::filesystem::path& path, std::string_view what, std::string_view bytes) {
  platform::DiskFiles files;
  if (files.exists(path)) {
    std::println(stderr, "anteroom: {} is there already; choose another place", path.string());
    return exit_cannot_create;
  }
  std::error_code problem;
  if (const auto folder = path.parent_path(); !folder.empty() && !std::filesystem::is_directory(folder, problem)) {
    std::println(stderr, "anteroom: there is no folder {}; make it first", folder.string());
    return exit_cannot_create;
  }
  if (const auto noted = reader.services().store.note(platform::AuditEvent::exported, what); !noted)
    return refused(noted.error());
  const auto written = files.write(path, bytes, 0600);
  return written ? exit_ok : refused(written.error());
}

std::string object_of(const platform::VisitRow& row) { return std::format("visit {}", row.id.value); }

bool has_ended(const platform::VisitRow& row) {
  return row.state == platform::VisitState::finished || row.state == platform::VisitState::incomplete;
}

Result<platform::VisitRow> chosen(Reader& reader, const ChosenVisit& visit) {
  auto rows = reader.visits(visit.day, visit.day);
  if (!rows) return std::unexpected(rows.error());
  for (auto row = rows->rbegin(); row != rows->rend(); ++row) {
    if (row->code == visit.code) return std::move(*row);
  }
  return failure(Fault::not_found, std::format("no visit of {} has this code", to_string(visit.day)));
}

// The records of a period; how many could not be read stands in `unreadable`.
Result<std::vector<exporting::VisitRecord>> records(Reader& reader, const Period& period, int& unreadable) {
  auto rows = reader.visits(period.from, period.to);
  if (!rows) return std::unexpected(rows.error());
  std::vector<exporting::VisitRecord> all;
  for (const platform::VisitRow& row : *rows) {
    if (!has_ended(row)) continue;
    auto record = flow::visit_record_of(row, reader.keys(), reader.services());
    if (record) {
      all.push_back(std::move(*record));
    } else {
      ++unreadable;
    }
  }
  return all;
}

// Forms that patients are asked with their names, in the order of the library, and what older visits had besides.
std::vector<const forms::Form*> forms_of(Reader& reader, const std::vector<exporting::VisitRecord>& records) {
  std::set<std::string, std::less<>> ids;
  for (const forms::Battery* battery : reader.services().library.batteries()) {
    if (battery->kind != forms::BatteryKind::identified) continue;
    for (const forms::BatteryForm& entry : battery->forms) ids.insert(entry.form);
  }
  for (const exporting::VisitRecord& record : records) {
    for (const forms::ScoreReport& report : record.past.scores.reports) ids.insert(report.form);
    if (!record.past.visit) continue;
    for (const forms::Form* form : record.past.visit->forms()) ids.insert(form->questionnaire.id);
  }
  std::vector<const forms::Form*> forms;
  for (const std::string& id : ids) {
    if (const forms::Form* form = reader.services().library.form(id)) forms.push_back(form);
  }
  return forms;
}

int finish(int code, int unreadable) {
  if (code != exit_ok || unreadable == 0) return code;
  std::println(stderr, "anteroom: {} {} could not be read and {} left out", unreadable,
               unreadable == 1 ? "visit" : "visits", unreadable == 1 ? "was" : "were");
  return exit_bad_data;
}

// What was answered after visits of the period, from clinicians who have enough answers at all.
Result<exporting::CareAnswers> care_of(Reader& reader, const Period& period) {
  exporting::CareAnswers care;
  Services& services = reader.services();
  const std::string first = to_string(period.from).substr(0, 7);
  const std::string last = to_string(period.to).substr(0, 7);
  for (const forms::Battery* battery : services.library.batteries()) {
    if (battery->kind != forms::BatteryKind::anonymous) continue;
    for (const forms::BatteryForm& entry : battery->forms) {
      const forms::Form* form = services.library.form(entry.form);
      const auto counts = services.store.count_after_visits(entry.form);
      if (!counts) return std::unexpected(counts.error());
      for (const platform::AfterVisitCount& count : *counts) {
        if (count.answers < platform::fewest_after_visits) continue;
        const auto answers = care_answers(services.store, reader.keys(), *form, count.clinician);
        if (!answers) return std::unexpected(answers.error());
        care.range = answers->range;
        for (const CareScore& score : answers->scores) {
          if (score.month >= first && score.month <= last) care.scores.push_back(score.value);
        }
      }
    }
  }
  return care;
}

}  // namespace

int export_summary(const ExportOptions& options, const ChosenVisit& visit, const std::filesystem::path& file) {
  auto reader = Reader::open(options);
  if (!reader) return reader.error();
  const auto row = chosen(**reader, visit);
  if (!row) return refused(row.error());
  const auto summary = flow::summary_of(*row, (*reader)->keys(), (*reader)->services());
  if (!summary) return refused(summary.error());
  const auto pdf = exporting::summary_pdf(*summary, (*reader)->page_size(), (*reader)->services().fonts);
  return pdf ? write_new(**reader, file, object_of(*row), text_of(*pdf)) : refused(pdf.error());
}

int export_fhir(const ExportOptions& options, const ChosenVisit& visit, const std::filesystem::path& file) {
  auto reader = Reader::open(options);
  if (!reader) return reader.error();
  const auto row = chosen(**reader, visit);
  if (!row) return refused(row.error());
  const auto record = flow::visit_record_of(*row, (*reader)->keys(), (*reader)->services());
  return record ? write_new(**reader, file, object_of(*row), exporting::fhir_bundle(*record) + "\n")
                : refused(record.error());
}

int export_csv(const ExportOptions& options, const Period& period, const std::filesystem::path& folder) {
  auto reader = Reader::open(options);
  if (!reader) return reader.error();
  int unreadable = 0;
  const auto all = records(**reader, period, unreadable);
  if (!all) return refused(all.error());
  exporting::VisitTable table(forms_of(**reader, *all));
  for (const exporting::VisitRecord& record : *all) table.add(record);
  if (const int code = write_new(**reader, folder / "codebook.csv", "codebook", table.codebook()); code != exit_ok)
    return code;
  return finish(write_new(**reader, folder / "visits.csv", "csv", table.take()), unreadable);
}

int export_report(const ExportOptions& options, const Period& period, const std::filesystem::path& folder) {
  auto reader = Reader::open(options);
  if (!reader) return reader.error();
  Services& services = (*reader)->services();
  int unreadable = 0;
  // From the beginning: a patient's baseline is older than the period.
  const Period all_time{Date{std::chrono::year{1971}, std::chrono::January, std::chrono::day{1}}, period.to};
  std::vector<exporting::OutcomeVisit> visits;
  {
    const auto all = records(**reader, all_time, unreadable);
    if (!all) return refused(all.error());
    for (const exporting::VisitRecord& record : *all) visits.push_back(exporting::outcome_visit(record));
  }
  const auto care = care_of(**reader, period);
  if (!care) return refused(care.error());
  exporting::OutcomeReport report = exporting::outcome_report(
      visits, period.from, period.to, [&](std::string_view id) { return services.library.form(id); }, *care);
  report.clinic = (*reader)->config().kiosk.clinic;
  report.created_at = services.clock.now();
  report.made = services.clock.local_minute(report.created_at);
  const auto pdf = exporting::outcome_pdf(report, (*reader)->page_size(), services.fonts);
  if (!pdf) return refused(pdf.error());
  if (const int code = write_new(**reader, folder / "outcome.pdf", "report", text_of(*pdf)); code != exit_ok)
    return code;
  return finish(write_new(**reader, folder / "outcome.csv", "report", exporting::outcome_csv(report)), unreadable);
}

}  // namespace anteroom::kiosk
