#include "kiosk/flow/export_contents.h"

#include "export/fhir.h"
#include "kiosk/flow/care_answers.h"
#include "kiosk/flow/summary_of.h"
#include "kiosk/flow/visit_record_of.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

namespace anteroom::flow {
namespace {

using intent::ExportKind;
using platform::StickFile;

constexpr std::chrono::hours day_reach{36};  // holds a local day in every time zone
constexpr Date long_ago{std::chrono::year{1971}, std::chrono::January, std::chrono::day{1}};

exporting::PageSize page_size(const Services& services) {
  return services.config.printer.paper == platform::Paper::a4 ? exporting::PageSize::a4 : exporting::PageSize::letter;
}

std::string text_of(const std::vector<std::byte>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};  // the same bytes, as a file takes them
}

bool has_ended(const platform::VisitRow& row) {
  return row.state == platform::VisitState::finished || row.state == platform::VisitState::incomplete;
}

Date day_of(const platform::VisitRow& row, const Services& services) {
  return services.clock.local_date(row.created_at);
}

// Forms that patients are asked with their names, in the order of the library, and what older visits had besides.
std::vector<const forms::Form*> forms_of(const std::vector<platform::VisitRow>& rows, const Services& services) {
  std::set<std::string, std::less<>> ids;
  for (const forms::Battery* battery : services.library.batteries()) {
    if (battery->kind != forms::BatteryKind::identified) continue;
    for (const forms::BatteryForm& entry : battery->forms) ids.insert(entry.form);
  }
  for (const platform::VisitRow& row : rows) ids.insert(row.facts.forms.begin(), row.facts.forms.end());
  std::vector<const forms::Form*> forms;
  for (const std::string& id : ids) {
    if (const forms::Form* form = services.library.form(id)) forms.push_back(form);
  }
  return forms;
}

// What was answered after visits of the period, from clinicians who have enough answers at all.
Result<exporting::CareAnswers> care_of(const intent::ExportPeriod& period, const platform::Unlocked& keys,
                                       Services& services) {
  exporting::CareAnswers care;
  constexpr std::size_t month = 7;  // "2026-11"
  const std::string first = to_string(period.from).substr(0, month);
  const std::string last = to_string(period.to).substr(0, month);
  for (const forms::Battery* battery : services.library.batteries()) {
    if (battery->kind != forms::BatteryKind::anonymous) continue;
    for (const forms::BatteryForm& entry : battery->forms) {
      const forms::Form* form = services.library.form(entry.form);
      const auto counts = services.store.count_after_visits(entry.form);
      if (!counts) return std::unexpected(counts.error());
      for (const platform::AfterVisitCount& count : *counts) {
        if (count.answers < platform::fewest_after_visits) continue;
        const auto answers = care_answers(services.store, keys, *form, count.clinician);
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

Result<std::function<ExportFiles()>> export_of_visit(ExportKind kind, const platform::VisitRow& row,
                                                     const platform::Unlocked& keys, Services& services) {
  if (kind == ExportKind::summary) {
    auto summary = summary_of(row, keys, services);
    if (!summary) return std::unexpected(summary.error());
    return [summary = std::move(*summary), &fonts = services.fonts, size = page_size(services)] {
      return exporting::summary_pdf(summary, size, fonts).transform([](const std::vector<std::byte>& pdf) {
        return std::vector<StickFile>{{"summary.pdf", text_of(pdf)}};
      });
    };
  }
  if (kind != ExportKind::fhir) return failure(Fault::invalid_input, "this is exported of a period");
  auto record = visit_record_of(row, keys, services);
  if (!record) return std::unexpected(record.error());
  return [record = std::make_shared<const exporting::VisitRecord>(std::move(*record))]() -> ExportFiles {
    return std::vector<StickFile>{{"visit.json", exporting::fhir_bundle(*record) + "\n"}};
  };
}

Result<ExportContents> ExportContents::of_period(ExportKind kind, const intent::ExportPeriod& period,
                                                 Services& services) {
  if (kind != ExportKind::csv && kind != ExportKind::report)
    return failure(Fault::invalid_input, "this is exported of one visit");
  const Date from = kind == ExportKind::report ? long_ago : period.from;
  auto rows = services.store.visits(std::chrono::sys_days(from) - day_reach,
                                    std::chrono::sys_days(period.to) + std::chrono::days{1} + day_reach);
  if (!rows) return std::unexpected(rows.error());
  std::erase_if(*rows, [&](const platform::VisitRow& row) {
    const Date day = day_of(row, services);
    return !has_ended(row) || day < from || day > period.to;
  });
  return ExportContents(kind, period, std::move(*rows), services);
}

ExportContents::ExportContents(ExportKind kind, const intent::ExportPeriod& period,
                               std::vector<platform::VisitRow> rows, Services& services)
    : m_kind(kind), m_period(period), m_rows(std::move(rows)) {
  m_visits = static_cast<std::size_t>(std::ranges::count_if(
      m_rows, [&](const platform::VisitRow& row) { return day_of(row, services) >= period.from; }));
  if (m_kind == ExportKind::csv) m_table = std::make_shared<exporting::VisitTable>(forms_of(m_rows, services));
}

void ExportContents::read_next(const platform::Unlocked& keys, Services& services) {
  if (is_read()) return;
  const auto record = visit_record_of(m_rows[m_read++], keys, services);
  if (!record) {
    ++m_unreadable;
  } else if (m_table != nullptr) {
    m_table->add(*record);
  } else {
    m_outcomes.push_back(exporting::outcome_visit(*record));
  }
}

Result<std::function<ExportFiles()>> ExportContents::maker(const platform::Unlocked& keys, Services& services) {
  if (m_table != nullptr) {
    return [table = m_table]() -> ExportFiles {
      return std::vector<StickFile>{{"codebook.csv", table->codebook()}, {"visits.csv", table->take()}};
    };
  }
  auto care = care_of(m_period, keys, services);
  if (!care) return std::unexpected(care.error());
  const Instant now = services.clock.now();
  return [outcomes = std::move(m_outcomes), care = std::move(*care), period = m_period, now,
          made = services.clock.local_minute(now), clinic = services.config.kiosk.clinic, &library = services.library,
          &fonts = services.fonts, size = page_size(services)]() -> ExportFiles {
    exporting::OutcomeReport report = exporting::outcome_report(
        outcomes, period.from, period.to, [&](std::string_view id) { return library.form(id); }, care);
    report.clinic = clinic;
    report.created_at = now;
    report.made = made;
    const auto pdf = exporting::outcome_pdf(report, size, fonts);
    if (!pdf) return std::unexpected(pdf.error());
    return std::vector<StickFile>{{"outcome.pdf", text_of(*pdf)}, {"outcome.csv", exporting::outcome_csv(report)}};
  };
}

}  // namespace anteroom::flow
