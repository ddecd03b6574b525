// What every Printer promises, and what only the real one can be asked. The fake and CUPS pass the same claims.
#include "platform/linux/cups_printer.h"
#include "tests/support/memory_printer.h"
#include "tests/support/print_lab.h"

#include <fstream>
#include <functional>
#include <gtest/gtest.h>
#include <memory>
#include <thread>

namespace anteroom::testing {
namespace {

using namespace std::chrono_literals;
using platform::PrinterTrouble;
using platform::PrintJobId;
using platform::PrintState;
using platform::PrintStatus;

constexpr const char* queue = "summary";

// A printer and the hand that fills and switches it.
class Bench {
 public:
  virtual ~Bench() = default;
  virtual platform::Printer& printer() = 0;
  virtual void run_into(PrinterTrouble trouble) = 0;
  virtual void recover() = 0;
  virtual int pages() = 0;
};

class MemoryBench : public Bench {
 public:
  platform::Printer& printer() override { return m_printer; }
  void run_into(PrinterTrouble trouble) override { m_printer.run_into(trouble); }
  void recover() override { m_printer.recover(); }
  int pages() override { return m_printer.pages(); }

 private:
  MemoryPrinter m_printer;
};

class CupsBench : public Bench {
 public:
  CupsBench() {
    auto started = PrintLab::start({queue}, m_received.path());
    if (!started) {
      ADD_FAILURE() << started.error().detail;
      return;
    }
    m_lab = std::move(*started);
    m_printer = std::make_unique<platform::CupsPrinter>(
        platform::Config::PrinterQueue{.queue = queue, .server = m_lab->server(), .address = {}});
  }
  bool stands() const { return m_lab != nullptr; }
  PrintLab& lab() { return *m_lab; }
  platform::Printer& printer() override { return *m_printer; }
  void run_into(PrinterTrouble trouble) override {
    m_trouble = trouble;
    if (trouble == PrinterTrouble::away) m_lab->switch_off(queue);
    if (trouble == PrinterTrouble::out_of_paper) expect(m_lab->take_paper(queue));
    if (trouble == PrinterTrouble::jam) m_lab->run_into(queue, "media-jam");
    if (trouble == PrinterTrouble::door_open) m_lab->run_into(queue, "cover-open");
  }
  void recover() override {
    if (m_trouble == PrinterTrouble::away) expect(m_lab->switch_on(queue));
    if (m_trouble == PrinterTrouble::out_of_paper) expect(m_lab->refill(queue));
    m_lab->clear(queue);
  }
  int pages() override { return static_cast<int>(m_lab->received(queue).size()); }

 private:
  static void expect(const Result<void>& done) { EXPECT_TRUE(done) << done.error().detail; }

  TemporaryFolder m_received{"anteroom-received"};
  std::unique_ptr<PrintLab> m_lab;
  std::unique_ptr<platform::CupsPrinter> m_printer;
  PrinterTrouble m_trouble = PrinterTrouble::none;
};

bool eventually(const std::function<bool()>& claim, std::chrono::milliseconds patience = 15s) {
  for (const auto end = std::chrono::steady_clock::now() + patience; std::chrono::steady_clock::now() < end;
       std::this_thread::sleep_for(50ms)) {
    if (claim()) return true;
  }
  return claim();
}

// The smallest document that the filters take.
std::vector<std::byte> one_page() {
  std::string pdf = "%PDF-1.4\n";
  std::vector<std::size_t> places;
  const auto add = [&](const std::string& object) {
    places.push_back(pdf.size());
    pdf += std::to_string(places.size()) + " 0 obj\n" + object + "\nendobj\n";
  };
  const std::string text = "BT /F1 24 Tf 72 700 Td (one page of a test) Tj ET";
  add("<< /Type /Catalog /Pages 2 0 R >>");
  add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
  add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>");
  add("<< /Length " + std::to_string(text.size()) + " >>\nstream\n" + text + "\nendstream");
  add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
  const std::size_t table = pdf.size();
  pdf += "xref\n0 " + std::to_string(places.size() + 1) + "\n0000000000 65535 f \n";
  for (const std::size_t place : places) pdf += std::format("{:010} 00000 n \n", place);
  pdf += "trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
  const auto* bytes = reinterpret_cast<const std::byte*>(pdf.data());
  return {bytes, bytes + pdf.size()};
}

PrintJobId submit(platform::Printer& printer) {
  const auto job = printer.submit(one_page(), "visit-summary");
  EXPECT_TRUE(job) << job.error().detail;
  return job.value_or(PrintJobId{});
}

PrintStatus status(platform::Printer& printer, PrintJobId job) {
  const auto status = printer.status(job);
  EXPECT_TRUE(status) << status.error().detail;
  return status.value_or(PrintStatus{});
}

bool reaches(platform::Printer& printer, PrintJobId job, PrintState state) {
  return eventually([&] { return status(printer, job).state == state; });
}

bool runs_into(platform::Printer& printer, PrintJobId job, PrinterTrouble trouble) {
  return eventually([&] {
    const PrintStatus now = status(printer, job);
    return now.state == PrintState::waiting && now.trouble == trouble;
  });
}

struct Kind {
  const char* name;
  std::function<std::unique_ptr<Bench>()> make;
};

class EveryPrinter : public ::testing::TestWithParam<Kind> {
 protected:
  void SetUp() override {
    m_bench = GetParam().make();
    if (::testing::Test::HasFailure()) GTEST_FAIL() << "no bench";
  }
  platform::Printer& printer() { return m_bench->printer(); }
  Bench& bench() { return *m_bench; }

 private:
  std::unique_ptr<Bench> m_bench;
};

INSTANTIATE_TEST_SUITE_P(All, EveryPrinter,
                         ::testing::Values(Kind{"memory", [] { return std::make_unique<MemoryBench>(); }},
                                           Kind{"cups", [] { return std::make_unique<CupsBench>(); }}),
                         [](const auto& kind) { return kind.param.name; });

TEST_P(EveryPrinter, a_page_comes_out_once) {
  EXPECT_TRUE(printer().health().ready) << printer().health().detail;
  const PrintJobId job = submit(printer());
  EXPECT_TRUE(reaches(printer(), job, PrintState::printed));
  EXPECT_EQ(bench().pages(), 1);
  EXPECT_EQ(status(printer(), job).state, PrintState::printed) << "asking again changes nothing";
}

TEST_P(EveryPrinter, away_is_seen_without_paper) {
  bench().run_into(PrinterTrouble::away);
  const auto health = printer().health();
  EXPECT_FALSE(health.ready);
  EXPECT_EQ(health.trouble, PrinterTrouble::away);
  bench().recover();
  EXPECT_TRUE(printer().health().ready);
  EXPECT_EQ(bench().pages(), 0);
}

TEST_P(EveryPrinter, an_empty_tray_is_seen_without_a_job) {
  bench().run_into(PrinterTrouble::out_of_paper);
  EXPECT_EQ(printer().health().trouble, PrinterTrouble::out_of_paper);
  EXPECT_FALSE(printer().health().ready);
}

TEST_P(EveryPrinter, a_job_of_a_printer_that_is_away_waits_and_can_be_taken_back) {
  bench().run_into(PrinterTrouble::away);
  const PrintJobId lost = submit(printer());
  EXPECT_TRUE(runs_into(printer(), lost, PrinterTrouble::away));
  EXPECT_TRUE(printer().cancel(lost));
  EXPECT_EQ(status(printer(), lost).state, PrintState::gone);
  bench().recover();
  const PrintJobId again = submit(printer());
  EXPECT_TRUE(reaches(printer(), again, PrintState::printed));
  EXPECT_EQ(bench().pages(), 1) << "the job that was taken back stays back";
}

TEST_P(EveryPrinter, a_job_without_paper_prints_once_after_the_refill) {
  bench().run_into(PrinterTrouble::out_of_paper);
  const PrintJobId job = submit(printer());
  EXPECT_TRUE(runs_into(printer(), job, PrinterTrouble::out_of_paper));
  EXPECT_EQ(bench().pages(), 0);
  bench().recover();
  EXPECT_TRUE(reaches(printer(), job, PrintState::printed));
  EXPECT_EQ(bench().pages(), 1);
}

TEST_P(EveryPrinter, a_job_taken_back_without_paper_never_comes_out) {
  bench().run_into(PrinterTrouble::out_of_paper);
  const PrintJobId job = submit(printer());
  EXPECT_TRUE(runs_into(printer(), job, PrinterTrouble::out_of_paper));
  EXPECT_TRUE(printer().cancel(job));
  bench().recover();
  const PrintJobId next = submit(printer());
  EXPECT_TRUE(reaches(printer(), next, PrintState::printed));
  EXPECT_EQ(bench().pages(), 1);
}

TEST_P(EveryPrinter, a_jam_is_named) {
  bench().run_into(PrinterTrouble::jam);
  const PrintJobId job = submit(printer());
  EXPECT_TRUE(runs_into(printer(), job, PrinterTrouble::jam));
  bench().recover();
  EXPECT_TRUE(reaches(printer(), job, PrintState::printed));
  EXPECT_EQ(bench().pages(), 1);
}

TEST_P(EveryPrinter, an_open_door_is_named) {
  bench().run_into(PrinterTrouble::door_open);
  const PrintJobId job = submit(printer());
  EXPECT_TRUE(runs_into(printer(), job, PrinterTrouble::door_open));
  EXPECT_TRUE(printer().cancel(job));
  bench().recover();
  EXPECT_EQ(bench().pages(), 0);
}

TEST_P(EveryPrinter, an_unknown_job_is_gone_and_cancelling_it_is_fine) {
  EXPECT_EQ(status(printer(), PrintJobId{4711}).state, PrintState::gone);
  EXPECT_TRUE(printer().cancel(PrintJobId{4711}));
}

class Cups : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(m_bench.stands()); }
  platform::Printer& printer() { return m_bench.printer(); }
  PrintLab& lab() { return m_bench.lab(); }
  CupsBench m_bench;
};

TEST_F(Cups, the_spool_is_empty_five_seconds_after_the_page) {
  const PrintJobId job = submit(printer());
  ASSERT_TRUE(reaches(printer(), job, PrintState::printed));
  EXPECT_TRUE(eventually([&] { return lab().spooled().empty(); }, 5s));
}

TEST_F(Cups, cancelling_removes_the_document_from_the_spool) {
  lab().switch_off(queue);
  const PrintJobId job = submit(printer());
  ASSERT_TRUE(eventually([&] { return !lab().spooled().empty(); }));
  ASSERT_TRUE(printer().cancel(job));
  EXPECT_TRUE(eventually([&] { return lab().spooled().empty(); }, 5s));
}

TEST_F(Cups, a_page_that_the_printer_holds_is_taken_back_from_it) {
  ASSERT_TRUE(lab().take_paper(queue));
  const PrintJobId job = submit(printer());
  ASSERT_TRUE(eventually([&] { return lab().held(queue).size() == 1; }));
  std::this_thread::sleep_for(500ms);  // the spooler has heard that it was taken
  ASSERT_TRUE(printer().cancel(job));
  ASSERT_TRUE(lab().refill(queue));
  const PrintJobId next = submit(printer());
  ASSERT_TRUE(reaches(printer(), next, PrintState::printed));
  EXPECT_EQ(m_bench.pages(), 1);
}

// What is between the rollers comes out, whoever takes the job back: it must not be printed a second time unasked.
TEST_F(Cups, a_page_that_is_on_its_way_out_is_not_called_taken_back) {
  lab().feed_slowly(queue, 8s);
  const PrintJobId job = submit(printer());
  ASSERT_TRUE(eventually([&] { return lab().is_feeding(queue); }));
  const auto taken_back = printer().cancel(job);
  ASSERT_FALSE(taken_back);
  EXPECT_EQ(taken_back.error().fault, Fault::unavailable) << taken_back.error().detail;
  EXPECT_TRUE(eventually([&] { return m_bench.pages() == 1; }, 20s));
}

TEST_F(Cups, a_job_that_its_printer_forgot_is_not_called_printed) {
  ASSERT_TRUE(lab().take_paper(queue));
  const PrintJobId job = submit(printer());
  ASSERT_TRUE(runs_into(printer(), job, PrinterTrouble::out_of_paper));
  ASSERT_TRUE(eventually([&] { return lab().held(queue).size() == 1; }));
  std::this_thread::sleep_for(1500ms);  // up-times are whole seconds
  lab().switch_off(queue);
  ASSERT_TRUE(runs_into(printer(), job, PrinterTrouble::away));
  ASSERT_TRUE(lab().switch_on(queue));
  EXPECT_TRUE(eventually([&] { return status(printer(), job).state != PrintState::waiting; }, 40s));
  EXPECT_EQ(status(printer(), job).state, PrintState::gone);
  EXPECT_EQ(m_bench.pages(), 0);
}

TEST_F(Cups, a_page_that_came_out_after_the_printer_returned_is_called_printed) {
  lab().switch_off(queue);
  const PrintJobId job = submit(printer());
  ASSERT_TRUE(runs_into(printer(), job, PrinterTrouble::away));
  std::this_thread::sleep_for(1500ms);
  ASSERT_TRUE(lab().switch_on(queue));
  EXPECT_TRUE(eventually([&] { return status(printer(), job).state != PrintState::waiting; }, 40s));
  EXPECT_EQ(status(printer(), job).state, PrintState::printed);
  EXPECT_EQ(m_bench.pages(), 1);
}

TEST_F(Cups, a_dead_spooler_costs_seconds_and_not_minutes) {
  lab().freeze_spooler();
  const auto timed = [](const auto& call) {
    const auto start = std::chrono::steady_clock::now();
    call();
    return std::chrono::steady_clock::now() - start;
  };
  EXPECT_LT(timed([&] {
              const auto job = printer().submit(one_page(), "visit-summary");
              ASSERT_FALSE(job);
              EXPECT_EQ(job.error().fault, Fault::unavailable) << "no job was made, so nothing can print";
            }),
            6s);
  EXPECT_LT(timed([&] { EXPECT_FALSE(printer().status(PrintJobId{1})); }), 6s);
  EXPECT_LT(timed([&] { EXPECT_FALSE(printer().cancel(PrintJobId{1})); }), 6s);
  EXPECT_LT(timed([&] { EXPECT_FALSE(printer().health().ready); }), 6s);
}

TEST_F(Cups, health_names_the_remedy) {
  ASSERT_TRUE(lab().administer("cupsdisable", queue));
  EXPECT_TRUE(printer().health().detail.contains("cupsenable summary")) << printer().health().detail;
  ASSERT_TRUE(lab().administer("cupsenable", queue));
  ASSERT_TRUE(lab().administer("cupsreject", queue));
  EXPECT_TRUE(printer().health().detail.contains("cupsaccept summary")) << printer().health().detail;
  const auto job = printer().submit(one_page(), "visit-summary");
  ASSERT_FALSE(job);
  EXPECT_EQ(job.error().fault, Fault::unavailable);
  ASSERT_TRUE(lab().administer("cupsaccept", queue));
  EXPECT_TRUE(printer().health().ready);
  platform::CupsPrinter other({.queue = "nobody", .server = lab().server(), .address = {}});
  EXPECT_TRUE(other.health().detail.contains("lpstat -e")) << other.health().detail;
  platform::CupsPrinter none({});
  EXPECT_TRUE(none.health().detail.contains("anteroom.toml")) << none.health().detail;
  lab().stop_spooler();
  EXPECT_TRUE(printer().health().detail.contains("systemctl status cups")) << printer().health().detail;
}

TEST_F(Cups, several_threads_may_print_at_once) {
  std::vector<PrintJobId> jobs(4);
  std::vector<std::thread> threads;
  for (PrintJobId& job : jobs) threads.emplace_back([this, &job] { job = submit(printer()); });
  for (std::thread& thread : threads) thread.join();
  for (const PrintJobId job : jobs) EXPECT_TRUE(reaches(printer(), job, PrintState::printed));
  EXPECT_EQ(m_bench.pages(), 4);
}

}  // namespace
}  // namespace anteroom::testing
