// The floors of inside.cpp. A program of their own, because plain SQLite and SQLCipher share their symbols.
#include <benchmark/benchmark.h>
#include <filesystem>
#include <format>
#include <hpdf.h>
#include <sqlite3.h>
#include <string>
#include <unistd.h>

namespace {

// Floor: libharu with a font that every reader has, so that nothing is parsed or embedded.
void summary_page_floor(benchmark::State& state) {
  std::size_t bytes = 0;
  for (auto _ : state) {
    HPDF_Doc document = HPDF_New(nullptr, nullptr);
    HPDF_SetCompressionMode(document, HPDF_COMP_ALL);
    for (int page_number = 0; page_number < 2; ++page_number) {
      HPDF_Page page = HPDF_AddPage(document);
      HPDF_Page_BeginText(page);
      HPDF_Page_SetFontAndSize(page, HPDF_GetFont(document, "Helvetica", nullptr), 10);
      for (int line = 0; line < 40; ++line)
        HPDF_Page_TextOut(page, 50, static_cast<float>(780 - line * 18), "One line of plain text, as long as most");
      HPDF_Page_EndText(page);
    }
    HPDF_SaveToStream(document);
    bytes = HPDF_GetStreamSize(document);
    HPDF_Free(document);
  }
  state.counters["bytes"] = static_cast<double>(bytes);
}
BENCHMARK(summary_page_floor)->Unit(benchmark::kMicrosecond);

std::filesystem::path fresh_folder(const std::string& name) {
  const auto folder = std::filesystem::temp_directory_path() / std::format("anteroom-bench-{}-{}", name, getpid());
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  return folder;
}

// Floor: the same row into plain SQLite, same journal and same syncs.
void answer_commit_floor(benchmark::State& state) {
  const auto folder = fresh_folder("floor");
  sqlite3* database = nullptr;
  sqlite3_open((folder / "floor.db").c_str(), &database);
  const auto run = [&](const char* sql) { return sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK; };
  if (!run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE visit(id INTEGER PRIMARY KEY, answered INT);"
           "CREATE TABLE answer(visit INT, sequence INT, form TEXT, link_id TEXT, payload TEXT, PRIMARY KEY(visit, "
           "sequence));"
           "INSERT INTO visit VALUES(1, 0);")) {
    return state.SkipWithError("the floor database does not open");
  }
  int sequence = 0;
  for (auto _ : state) {
    const std::string sql = std::format(
        R"(BEGIN IMMEDIATE; INSERT INTO answer VALUES(1, {}, 'phq-9', '/44250-9', '{{"c":"LA6569-3","s":"http://loinc.org"}}'); UPDATE visit SET answered = answered + 1; COMMIT;)",
        ++sequence);
    if (!run(sql.c_str())) return state.SkipWithError("a row was not committed");
  }
  sqlite3_close(database);
  std::filesystem::remove_all(folder);
}
BENCHMARK(answer_commit_floor)->Unit(benchmark::kMicrosecond)->Iterations(400);

}  // namespace

BENCHMARK_MAIN();
