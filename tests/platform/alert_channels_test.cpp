// The ways an alert takes beside paper. Webhook and mail talk to real servers on this machine; the lamp's wire is a
// fake, since no kernel that tests run on has a GPIO chip to lend.
#include "platform/lamp_alert_channel.h"
#include "platform/linux/curl_channels.h"
#include "platform/linux/gpio_line.h"
#include "tests/support/child_process.h"
#include "tests/support/remote_alert_channel.h"
#include "tests/support/remote_output_line.h"

#include <format>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <regex>

namespace anteroom::platform {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::RemoteAlertChannel;
using testing::RemoteOutputLine;
using ::testing::SizeIs;

const AlertMessage message{
    .kiosk = "Kiosk 2", .visit_code = "4821", .minute = "2026-11-23 14:05", .contact = "Charge nurse"};

AlertMessage escalated() {
  AlertMessage second = message;
  second.escalated = true;
  second.contact = "Lead";
  return second;
}

TEST(Telling, stops_at_the_first_that_says_where_and_skips_no_failure) {
  RemoteAlertChannel lamp(ChannelKind::lamp);
  RemoteAlertChannel slips;
  RemoteAlertChannel webhook(ChannelKind::webhook);
  RemoteAlertChannel mail(ChannelKind::mail);
  lamp.says_no_place();
  slips.break_down();
  const std::vector<AlertChannel*> channels{&lamp, &slips, &webhook, &mail};
  const auto outcomes = tell(channels, message);
  ASSERT_THAT(outcomes, SizeIs(3));
  EXPECT_TRUE(outcomes[0].outcome);
  EXPECT_FALSE(outcomes[1].outcome);
  EXPECT_EQ(outcomes[2].channel, ChannelKind::webhook);
  EXPECT_EQ(mail.tries(), 0);
  EXPECT_THAT(tell(channels, escalated()), SizeIs(4)) << "the second contact is told by every way";
}

TEST(Lamp, shines_from_the_alert_until_nobody_waits) {
  RemoteOutputLine line;
  LampAlertChannel lamp(line);
  EXPECT_TRUE(lamp.self_test());
  EXPECT_FALSE(line.is_on());
  EXPECT_TRUE(lamp.deliver(message));
  EXPECT_TRUE(line.is_on());
  EXPECT_TRUE(lamp.self_test());
  EXPECT_TRUE(line.is_on()) << "a test in between puts nothing out";
  EXPECT_TRUE(lamp.stand_down());
  EXPECT_FALSE(line.is_on());
  EXPECT_FALSE(lamp.says_where());
}

TEST(Lamp, a_wire_that_is_away_or_stuck_is_no_delivery) {
  RemoteOutputLine line;
  LampAlertChannel lamp(line);
  line.go_away();
  EXPECT_EQ(lamp.self_test().error().fault, Fault::not_found);
  EXPECT_FALSE(lamp.deliver(message));
  line.come_back();
  line.stick();
  EXPECT_EQ(lamp.deliver(message).error().fault, Fault::unavailable);
}

TEST(Lamp, a_chip_that_this_machine_has_not_is_named) {
  GpioLine line({.chip = "gpiochip-of-nobody", .line = 17});
  const auto set = line.set(Level::on);
  ASSERT_FALSE(set);
  EXPECT_EQ(set.error().fault, Fault::not_found);
  EXPECT_THAT(set.error().detail, AllOf(HasSubstr("line 17"), HasSubstr("gpiochip-of-nobody")));
}

class Network : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto line = m_servers.read_line(std::chrono::seconds{20});
    ASSERT_TRUE(line) << "the servers did not start";
    static const std::regex ports(R"re("web": (\d+), "relay": (\d+))re");
    std::smatch found;
    ASSERT_TRUE(std::regex_search(*line, found, ports)) << *line;
    web = "http://127.0.0.1:" + found[1].str();
    relay = "smtp://127.0.0.1:" + found[2].str();
  }
  // What a server received next.
  std::string received() { return m_servers.read_line(std::chrono::seconds{5}).value_or("nothing"); }

  [[nodiscard]] Config::Mail mail(std::string to = "nurse@clinic.example") const {
    return {.relay = relay, .from = "kiosk2@clinic.example", .to = std::move(to), .second_to = "lead@clinic.example"};
  }

  std::string web;
  std::string relay;

 private:
  testing::ChildProcess m_servers{{"python3", ANTEROOM_SOURCE_DIR "/tests/support/alert_servers.py"},
                                  {.environment = {}, .kept_descriptors = {}, .capture_output = true, .log_file = {}}};
};

TEST_F(Network, the_webhook_says_kiosk_visit_and_time_and_no_more) {
  WebhookAlertChannel webhook({.url = web + "/ok", .second_url = web + "/second"});
  const auto delivered = webhook.deliver(message);
  ASSERT_TRUE(delivered) << delivered.error().detail;
  EXPECT_EQ(received(),
            R"({"path": "/ok", "type": "application/json", "body": "{\"kiosk\":\"Kiosk 2\",\"visit\":\"4821\",)"
            R"(\"at\":\"2026-11-23 14:05\",\"subject\":\"patient\",\"urgent\":false,\"for\":\"Charge nurse\",)"
            R"(\"escalated\":false}"})");
  ASSERT_TRUE(webhook.deliver(escalated()));
  EXPECT_THAT(received(), AllOf(HasSubstr("/second"), HasSubstr("Lead"), HasSubstr(R"(\"escalated\":true)")));
}

TEST_F(Network, the_webhooks_test_goes_all_the_way_to_both_addresses) {
  ASSERT_TRUE(WebhookAlertChannel({.url = web + "/ok", .second_url = web + "/second"}).self_test());
  EXPECT_THAT(received(), AllOf(HasSubstr("/ok"), HasSubstr("self-test")));
  EXPECT_THAT(received(), AllOf(HasSubstr("/second"), HasSubstr("self-test")));
  EXPECT_FALSE(WebhookAlertChannel({.url = web + "/ok", .second_url = web + "/500"}).self_test());
}

TEST_F(Network, only_2xx_is_delivered_and_no_redirection_is_followed) {
  const auto refused = WebhookAlertChannel({.url = web + "/500", .second_url = {}}).deliver(message);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().detail, "webhook: the server answered 500");
  EXPECT_FALSE(WebhookAlertChannel({.url = web + "/redirect", .second_url = {}}).deliver(message));
  EXPECT_THAT(received(), HasSubstr("/500"));
  EXPECT_THAT(received(), HasSubstr("/redirect"));
  WebhookAlertChannel good({.url = web + "/ok", .second_url = {}});
  ASSERT_TRUE(good.deliver(message));
  EXPECT_THAT(received(), HasSubstr("4821")) << "the one after it, and nothing in between";
}

TEST_F(Network, a_server_that_is_away_is_said_without_its_address) {
  const auto away = WebhookAlertChannel({.url = "http://127.0.0.1:1/token", .second_url = {}}).deliver(message);
  ASSERT_FALSE(away);
  EXPECT_EQ(away.error().fault, Fault::unavailable);
  EXPECT_THAT(away.error().detail, Not(HasSubstr("token")));
}

TEST_F(Network, the_mail_goes_to_the_first_contact_and_an_escalation_to_the_second) {
  MailAlertChannel channel(mail());
  const auto delivered = channel.deliver(message);
  ASSERT_TRUE(delivered) << delivered.error().detail;
  const std::string first = received();
  EXPECT_THAT(first, AllOf(HasSubstr("<kiosk2@clinic.example>"), HasSubstr(R"("to": "<nurse@clinic.example>")"),
                           HasSubstr("Subject: please see the patient, Kiosk 2, visit 4821"),
                           HasSubstr("For: Charge nurse"), HasSubstr("2026-11-23 14:05")));
  ASSERT_TRUE(channel.deliver(escalated()));
  EXPECT_THAT(received(), AllOf(HasSubstr(R"("to": "<lead@clinic.example>")"),
                                HasSubstr("Subject: Not acknowledged: please see the patient")));
}

TEST_F(Network, nothing_in_the_settings_can_add_a_header) {
  AlertMessage odd = message;
  odd.kiosk = "Kiosk\r\nBcc: other@clinic.example";
  ASSERT_TRUE(MailAlertChannel(mail()).deliver(odd));
  EXPECT_THAT(received(), Not(HasSubstr(R"("Bcc:)")));
}

TEST_F(Network, a_recipient_that_the_relay_refuses_is_no_delivery_and_the_test_sends_no_mail) {
  EXPECT_FALSE(MailAlertChannel(mail("refused@clinic.example")).deliver(message));
  const auto tested = MailAlertChannel(mail()).self_test();
  ASSERT_TRUE(tested) << tested.error().detail;
  EXPECT_EQ(received(), R"({"noop": true})");
  Config::Mail away = mail();
  away.relay = "smtp://127.0.0.1:1";
  EXPECT_EQ(MailAlertChannel(away).self_test().error().fault, Fault::unavailable);
}

}  // namespace
}  // namespace anteroom::platform
