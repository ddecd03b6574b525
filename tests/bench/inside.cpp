// What runs inside the program: scoring, the summary page, committing an answer. Its floors are in floors.cpp.
#include "export/summary.h"
#include "forms/library.h"
#include "forms/visit.h"
#include "platform/store/record_store.h"

#include <benchmark/benchmark.h>
#include <filesystem>
#include <format>
#include <fstream>
#include <iterator>
#include <string>
#include <unistd.h>

namespace {

using namespace anteroom;

std::string file_text(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

const std::filesystem::path forms_folder = ANTEROOM_SOURCE_DIR "/forms/library";

forms::FormFiles files_of(const std::string& id) {
  return {.folder = id,
          .questionnaire_json = file_text(forms_folder / id / "questionnaire.json"),
          .scoring_json = file_text(forms_folder / id / "scoring.json")};
}

forms::Answers answers_of(const forms::Form& form) {
  forms::Answers answers;
  for (const forms::Item* item : form.questionnaire.questions()) {
    if (!item->options.empty())
      answers[item->link_id] = item->options[item->options.size() / 2].value;
    else
      answers[item->link_id] = forms::Value{std::int64_t{5}};
  }
  return answers;
}

void form_load_and_score(benchmark::State& state) {
  const forms::FormFiles files = files_of("phq-9");
  for (auto _ : state) {
    forms::Library library;
    if (!library.add_form(files).empty()) state.SkipWithError("phq-9 has findings");
    const forms::Form* form = library.form("phq-9");
    if (form == nullptr) return state.SkipWithError("phq-9 did not load");
    benchmark::DoNotOptimize(form->rules.score(form->questionnaire, answers_of(*form)));
  }
}
BENCHMARK(form_load_and_score)->Unit(benchmark::kMicrosecond);

exporting::Summary made_up_summary(const forms::Library& library) {
  exporting::Summary summary;
  summary.clinic = "Pain clinic";
  summary.kiosk = "Kiosk 1";
  summary.record_number = "MRN-1001";
  summary.initials = "AB";
  summary.birth_date = Date{std::chrono::year{1957}, std::chrono::month{3}, std::chrono::day{14}};
  summary.visit_code = "4821";
  summary.battery = "Intake";
  summary.started = "2026-11-23 10:12";
  summary.finished = "2026-11-23 10:18";
  summary.printed = "2026-11-23 10:21";
  summary.minutes = 6;
  for (const forms::Form* form : library.forms()) {
    const forms::Answers answers = answers_of(*form);
    summary.results.push_back({form->short_name, form->long_name, form->rules.score(form->questionnaire, answers)});
    exporting::FormAnswers page{.title = form->long_name,
                                .version = form->questionnaire.version,
                                .credit = form->questionnaire.copyright,
                                .lines = {}};
    for (const forms::Item* item : form->questionnaire.questions()) {
      page.lines.push_back({.question = item->text.original,
                            .answer = forms::in_words(*item, answers.at(item->link_id), "en"),
                            .missing = false});
    }
    summary.answers.push_back(std::move(page));
  }
  return summary;
}

void summary_page(benchmark::State& state) {
  forms::Library library;
  for (const char* id : {"nrs", "peg", "tsk-11", "phq-9"}) library.add_form(files_of(id));
  const exporting::Summary summary = made_up_summary(library);
  const std::filesystem::path folder = ANTEROOM_SHARE_DIR "/fonts";
  const exporting::SummaryFonts fonts{.regular = file_text(folder / "summary-regular.ttf"),
                                      .bold = file_text(folder / "summary-bold.ttf"),
                                      .fallback = file_text(folder / "summary-fallback.ttf")};
  std::size_t bytes = 0;
  for (auto _ : state) {
    const auto pdf = exporting::summary_pdf(summary, exporting::PageSize::a4, fonts);
    if (!pdf) return state.SkipWithError(pdf.error().detail);
    bytes = pdf->size();
  }
  state.counters["bytes"] = static_cast<double>(bytes);
}
BENCHMARK(summary_page)->Unit(benchmark::kMicrosecond);

std::filesystem::path fresh_folder(const std::string& name) {
  const auto folder = std::filesystem::temp_directory_path() / std::format("anteroom-bench-{}-{}", name, getpid());
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  return folder;
}

void answer_commit(benchmark::State& state) {
  const auto folder = fresh_folder("store");
  auto store = platform::open_record_store(folder / "records.db", platform::SecretKey{}, platform::OpenMode::create);
  if (!store) return state.SkipWithError(store.error().detail);
  platform::NewVisit facts;
  facts.record_number = "MRN-1001";
  facts.initials = "AB";
  facts.birth_date = Date{std::chrono::year{1957}, std::chrono::month{3}, std::chrono::day{14}};
  facts.battery = "intake";
  const auto visit = (*store)->start_visit(facts, Instant{}, 1);
  if (!visit) return state.SkipWithError(visit.error().detail);
  if (!(*store)->begin_visit(visit->id, Instant{})) return state.SkipWithError("the visit did not begin");
  platform::AnswerRow row{.sequence = 0,
                          .form = "phq-9",
                          .link_id = "/44250-9",
                          .payload = R"({"c":"LA6569-3","s":"http://loinc.org"})",
                          .at = {}};
  for (auto _ : state) {
    ++row.sequence;
    if (!(*store)->commit_answer(visit->id, row, 28, std::nullopt))
      return state.SkipWithError("an answer was not committed");
  }
  store->reset();
  std::filesystem::remove_all(folder);
}
BENCHMARK(answer_commit)->Unit(benchmark::kMicrosecond)->Iterations(400);

}  // namespace

BENCHMARK_MAIN();
