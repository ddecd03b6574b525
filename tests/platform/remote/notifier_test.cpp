// Alert channels behind a line: told and tested as if they were here, and failed when nobody is there.
#include "platform/remote/notifier.h"

#include "platform/linux/socket_line.h"
#include "tests/support/memory_printer.h"
#include "tests/support/remote_alert_channel.h"

#include <gtest/gtest.h>
#include <thread>

namespace anteroom::platform {
namespace {

using testing::MemoryPrinter;
using testing::RemoteAlertChannel;

// A session that answers at the other end of a line, until it is told to end.
class Served {
 public:
  explicit Served(NotifierSession& session) {
    auto ends = *line_pair();
    m_line = std::make_shared<SocketLine>(std::move(ends[0]), "the notifier");
    m_socket = std::move(ends[1]);
    m_thread = std::thread([this, &session] {
      (void)serve_line(m_socket, {.answer = [&](std::string_view request) { return session.answer(request); }});
    });
  }
  ~Served() { end(); }
  Served(const Served&) = delete;
  Served& operator=(const Served&) = delete;
  void end() {
    cut_line(m_socket);
    if (m_thread.joinable()) m_thread.join();
  }
  [[nodiscard]] const std::shared_ptr<SocketLine>& line() const { return m_line; }

 private:
  std::shared_ptr<SocketLine> m_line;
  Descriptor m_socket;
  std::thread m_thread;
};

class Notifier : public ::testing::Test {
 protected:
  void end() { m_served.end(); }
  [[nodiscard]] std::unique_ptr<AlertChannel> channel(ChannelKind kind) const {
    return remote_channel(kind, m_served.line());
  }

  RemoteAlertChannel m_printer{ChannelKind::printer};
  RemoteAlertChannel m_lamp{ChannelKind::lamp};
  std::vector<AlertChannel*> m_channels{&m_printer, &m_lamp};
  NotifierSession m_session{m_channels};
  Served m_served{m_session};
};

TEST_F(Notifier, tells_the_channel_that_is_meant_what_it_was_given) {
  const auto printer = channel(ChannelKind::printer);
  const AlertMessage message{.kiosk = "Kiosk 2",
                             .visit_code = "4821",
                             .minute = "2026-11-23 14:05",
                             .urgent = true,
                             .subject = AlertSubject::storage,
                             .contact = "Charge nurse",
                             .escalated = true};
  EXPECT_TRUE(printer->deliver(message));
  ASSERT_EQ(m_printer.delivered().size(), 1U);
  const AlertMessage& told = m_printer.delivered().front();
  EXPECT_EQ(told.kiosk, "Kiosk 2");
  EXPECT_EQ(told.visit_code, "4821");
  EXPECT_EQ(told.minute, "2026-11-23 14:05");
  EXPECT_EQ(told.contact, "Charge nurse");
  EXPECT_EQ(told.subject, AlertSubject::storage);
  EXPECT_TRUE(told.urgent && told.escalated);
  EXPECT_EQ(m_lamp.tries(), 0);
  EXPECT_TRUE(channel(ChannelKind::lamp)->stand_down());
  EXPECT_EQ(m_lamp.stood_down(), 1);
  EXPECT_TRUE(printer->self_test());
  EXPECT_EQ(m_printer.self_tests(), 1);
  EXPECT_TRUE(printer->says_where());
  EXPECT_FALSE(channel(ChannelKind::lamp)->says_where()) << "a lamp says that somebody is needed and not where";
}

TEST_F(Notifier, a_failure_is_the_channels_own) {
  m_printer.break_down();
  const auto failed = channel(ChannelKind::printer)->deliver({});
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().detail, "told to fail");
  EXPECT_EQ(channel(ChannelKind::mail)->self_test().error().fault, Fault::not_found) << "one that is not named";
}

TEST_F(Notifier, one_that_is_not_there_is_a_failed_channel_and_the_next_is_told) {
  end();
  RemoteAlertChannel here(ChannelKind::webhook);
  const auto away = channel(ChannelKind::printer);
  const std::array<AlertChannel*, 2> ways{away.get(), &here};
  const auto outcomes = tell(ways, {.kiosk = "Kiosk 2", .visit_code = "4821"});
  ASSERT_EQ(outcomes.size(), 2U);
  EXPECT_EQ(outcomes[0].outcome.error().fault, Fault::unavailable);
  EXPECT_EQ(outcomes[0].outcome.error().detail, "the notifier does not answer");
  EXPECT_TRUE(outcomes[1].outcome);
  EXPECT_EQ(here.delivered().size(), 1U);
}

// The spooler is this machine's; what the device says only the notifier can hear.
class PrinterOverALine : public ::testing::Test {
 protected:
  MemoryPrinter m_spooler;
  MemoryPrinter m_device;
  NotifierSession m_session{m_device};
  Served m_served{m_session};
  std::unique_ptr<Printer> m_printer = remote_printer(m_spooler, m_served.line());
};

TEST_F(PrinterOverALine, a_page_stays_here_and_is_asked_about_there) {
  const std::array<std::byte, 3> page{};
  const auto job = m_printer->submit(page, "visit-summary");
  ASSERT_TRUE(job);
  EXPECT_EQ(m_spooler.submissions(), 1);
  EXPECT_TRUE(m_device.documents().empty()) << "no document goes where the network is";
  EXPECT_EQ(m_printer->status(*job)->state, PrintState::gone) << "the other one's word";
  m_device.run_into(PrinterTrouble::jam);
  const auto there = m_device.submit(page, "visit-summary");
  const auto status = m_printer->status(*there);
  ASSERT_TRUE(status);
  EXPECT_EQ(status->state, PrintState::waiting);
  EXPECT_EQ(status->trouble, PrinterTrouble::jam);
  EXPECT_EQ(m_printer->health().trouble, PrinterTrouble::jam);
  EXPECT_TRUE(m_printer->cancel(*there));
  EXPECT_EQ(m_device.cancellations(), 1);
  EXPECT_EQ(m_spooler.cancellations(), 0);
  EXPECT_EQ(remote_channel(ChannelKind::printer, m_served.line())->self_test().error().fault, Fault::not_found)
      << "alerts have a line of their own";
}

TEST_F(PrinterOverALine, nobody_there_is_a_printer_that_is_not_ready) {
  m_served.end();
  EXPECT_EQ(m_printer->status(PrintJobId{1}).error().fault, Fault::unavailable);
  EXPECT_FALSE(m_printer->health().ready);
  EXPECT_EQ(m_printer->cancel(PrintJobId{1}).error().fault, Fault::unavailable);
}

}  // namespace
}  // namespace anteroom::platform
