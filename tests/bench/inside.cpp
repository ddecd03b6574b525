// What runs inside the program: reading forms, scoring, the summary page, committing an answer. Further floors are in
// floors.cpp.
#include "export/summary.h"
#include "forms/library.h"
#include "forms/read_questionnaire.h"
#include "forms/visit.h"
#include "platform/store/record_store.h"
#include "tests/export/made_patients.h"
#include "tests/support/kiosk_keys.h"
#include "tests/support/store_over_a_line.h"

#include <algorithm>
#include <benchmark/benchmark.h>
#include <filesystem>
#include <format>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <unistd.h>
#include <vector>
#include <yyjson.h>

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

// Floor of what reads a form: yyjson alone takes the same texts apart and nobody looks at them.
void parse_alone(benchmark::State& state, const std::vector<std::string>& texts) {
  for (auto _ : state) {
    for (const std::string& text : texts) {
      yyjson_doc* document = yyjson_read(text.data(), text.size(), YYJSON_READ_NUMBER_AS_RAW);
      if (document == nullptr) return state.SkipWithError("a text is no JSON");
      yyjson_doc_free(document);
    }
  }
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

void form_load_and_score_floor(benchmark::State& state) {
  const forms::FormFiles files = files_of("phq-9");
  parse_alone(state, {files.questionnaire_json, files.scoring_json});
}
BENCHMARK(form_load_and_score_floor)->Unit(benchmark::kMicrosecond);

std::vector<forms::FormFiles> library_files() {
  std::vector<std::string> ids;
  for (const auto& entry : std::filesystem::directory_iterator(forms_folder)) {
    if (std::filesystem::exists(entry.path() / "questionnaire.json")) ids.push_back(entry.path().filename());
  }
  std::ranges::sort(ids);
  std::vector<forms::FormFiles> files;
  for (const std::string& id : ids) files.push_back(files_of(id));
  return files;
}

// What a start of the kiosk costs beside the disk.
void library_load(benchmark::State& state) {
  const std::vector<forms::FormFiles> files = library_files();
  std::size_t loaded = 0;
  for (auto _ : state) {
    forms::Library library;
    for (const forms::FormFiles& form : files) benchmark::DoNotOptimize(library.add_form(form));
    loaded = library.forms().size();
  }
  if (loaded != files.size()) state.SkipWithError("a form of the library did not load");
}
BENCHMARK(library_load)->Unit(benchmark::kMicrosecond);

void library_load_floor(benchmark::State& state) {
  std::vector<std::string> texts;
  for (forms::FormFiles& files : library_files()) {
    texts.push_back(std::move(files.questionnaire_json));
    if (!files.scoring_json.empty()) texts.push_back(std::move(files.scoring_json));
  }
  parse_alone(state, texts);
}
BENCHMARK(library_load_floor)->Unit(benchmark::kMicrosecond);

// As many items as a Questionnaire may have, in groups of ten: choices with conditions on the question before them.
std::string largest_questionnaire() {
  std::string text =
      R"({"resourceType":"Questionnaire","id":"large","status":"active","version":"1","title":"L","language":"en","item":[)";
  int items = 0;
  for (int group = 0; items + 11 <= 5000; ++group) {
    text += std::format(R"({}{{"linkId":"g{}","text":"Group {}","type":"group","item":[)", group == 0 ? "" : ",", group,
                        group);
    for (int question = 0; question < 10; ++question) {
      text += question == 0 ? "" : ",";
      text += std::format(R"({{"linkId":"g{}-{}","text":"Question {}, as long as most of them are?",)", group, question,
                          question);
      if (question > 0) {
        text +=
            std::format(R"("enableWhen":[{{"question":"g{}-{}","operator":"=","answerCoding":{{)", group, question - 1);
        text += R"("system":"urn:a","code":"1"}}],)";
      }
      text += R"("type":"choice","answerOption":[)";
      for (int option = 0; option < 4; ++option) {
        text += std::format(R"({}{{"valueCoding":{{"system":"urn:a","code":"{}","display":"Option {}"}}}})",
                            option == 0 ? "" : ",", option, option);
      }
      text += "]}";
    }
    text += "]}";
    items += 11;
  }
  return text + "]}";
}

void large_questionnaire_load(benchmark::State& state) {
  const std::string text = largest_questionnaire();
  for (auto _ : state) {
    const auto outcome = forms::read_questionnaire(text, "large.json");
    if (!outcome.questionnaire) return state.SkipWithError(to_string(outcome.findings.front()));
  }
}
BENCHMARK(large_questionnaire_load)->Unit(benchmark::kMicrosecond);

void large_questionnaire_load_floor(benchmark::State& state) { parse_alone(state, {largest_questionnaire()}); }
BENCHMARK(large_questionnaire_load_floor)->Unit(benchmark::kMicrosecond);

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

// The page of `summary` again and again, as the running program makes it.
void make_pages(benchmark::State& state, const exporting::Summary& summary) {
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

void summary_page(benchmark::State& state) {
  forms::Library library;
  for (const char* id : {"nrs", "peg", "tsk-11", "phq-9"}) library.add_form(files_of(id));
  make_pages(state, made_up_summary(library));
}
BENCHMARK(summary_page)->Unit(benchmark::kMicrosecond);

// With last scores, trends, a body map and flags.
void summary_page_of_a_year(benchmark::State& state) {
  make_pages(state, exporting::summary_of(exporting::made_patient("04-worsening")));
}
BENCHMARK(summary_page_of_a_year)->Unit(benchmark::kMicrosecond);

// More than its first side holds: every way to set it is tried.
void summary_page_overfull(benchmark::State& state) {
  make_pages(state, exporting::summary_of(exporting::made_patient("18-fifteen-instruments")));
}
BENCHMARK(summary_page_overfull)->Unit(benchmark::kMicrosecond);

std::filesystem::path fresh_folder(const std::string& name) {
  const auto folder = std::filesystem::temp_directory_path() / std::format("anteroom-bench-{}-{}", name, getpid());
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  return folder;
}

constexpr const char* an_answer = R"({"c":"LA6569-3","s":"http://loinc.org"})";

// One answer after the other into a visit; `payload_of` makes what is kept of each.
void commit_answers(benchmark::State& state, platform::KioskRecords& records,
                    const std::function<std::string(VisitId, int)>& payload_of) {
  platform::NewVisit facts;
  facts.record_number = "MRN-1001";
  facts.initials = "AB";
  facts.birth_date = Date{std::chrono::year{1957}, std::chrono::month{3}, std::chrono::day{14}};
  facts.battery = "intake";
  const auto visit = records.start_visit(facts, Instant{}, 1);
  if (!visit) return state.SkipWithError(visit.error().detail);
  if (!records.begin_visit(visit->id, Instant{})) return state.SkipWithError("the visit did not begin");
  platform::AnswerRow row{.sequence = 0, .form = "phq-9", .link_id = "/44250-9", .payload = {}, .at = {}};
  for (auto _ : state) {
    ++row.sequence;
    row.payload = payload_of(visit->id, row.sequence);
    if (!records.commit_answer(visit->id, row, 28, std::nullopt))
      return state.SkipWithError("an answer was not committed");
  }
}

// In a folder of its own.
void with_store(benchmark::State& state, const std::function<void(platform::RecordStore&)>& use) {
  const auto folder = fresh_folder("store");
  {
    auto store = platform::open_record_store(folder / "records.db", platform::SecretKey{}, platform::OpenMode::create);
    if (!store) return state.SkipWithError(store.error().detail);
    testing::open_to(**store);
    use(**store);
  }
  std::filesystem::remove_all(folder);
}

void answer_commit(benchmark::State& state) {
  with_store(state, [&](platform::RecordStore& store) {
    commit_answers(state, store, [](VisitId, int) { return an_answer; });
  });
}
BENCHMARK(answer_commit)->Unit(benchmark::kMicrosecond)->Iterations(400);

// As the kiosk does it: sealed, then committed. First with the vault in this process, then behind a line.
void answer_sealed(benchmark::State& state) {
  const platform::Vault vault = testing::made_up_vault();
  with_store(state, [&](platform::RecordStore& store) {
    commit_answers(state, store, [&](VisitId visit, int sequence) {
      return *vault.seal(an_answer, platform::place_of_answer(visit, sequence));
    });
  });
}
BENCHMARK(answer_sealed)->Unit(benchmark::kMicrosecond)->Iterations(400);

void answer_sealed_over_a_line(benchmark::State& state) {
  const platform::Vault vault = testing::made_up_vault();
  testing::HandClock clock;
  with_store(state, [&](platform::RecordStore& store) {
    testing::ServedVault served(store, vault, clock);
    platform::RemoteVault remote(served.lines());
    commit_answers(state, remote.records(), [&](VisitId visit, int sequence) {
      return *remote.seal(an_answer, platform::place_of_answer(visit, sequence));
    });
  });
}
BENCHMARK(answer_sealed_over_a_line)->Unit(benchmark::kMicrosecond)->Iterations(400);

}  // namespace

BENCHMARK_MAIN();
