#include "platform/config.h"

#include <format>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iterator>

namespace anteroom::platform {
namespace {

using std::chrono::seconds;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

constexpr std::string_view smallest = "[kiosk]\nname = \"Kiosk 1\"\n[display]\nwidth_mm = 217\n";

// "line:column: message" of every finding.
std::vector<std::string> findings_in(std::string_view toml) {
  std::vector<std::string> lines;
  for (const ConfigFinding& finding : read_config(toml, "anteroom.toml").findings) {
    lines.push_back(std::format("{}:{}: {}", finding.line, finding.column, finding.message));
  }
  return lines;
}

std::vector<std::string> findings_with(std::string_view more) {
  return findings_in(std::string(smallest).append(more));
}

std::string example() {
  std::ifstream stream(ANTEROOM_SOURCE_DIR "/platform/anteroom.example.toml");
  return {std::istreambuf_iterator<char>(stream), {}};
}

TEST(Configuration, the_example_is_right) {
  const auto [config, findings] = read_config(example(), "anteroom.example.toml");
  for (const ConfigFinding& finding : findings) ADD_FAILURE() << finding.line << ": " << finding.message;
  EXPECT_EQ(config.kiosk.name, "Kiosk 1");
  EXPECT_EQ(config.kiosk.clinic, "Riverside Pain Clinic");
  EXPECT_EQ(config.display.width_mm, 217);
  EXPECT_EQ(config.printer.queue, "summary");
  EXPECT_EQ(config.nurses_printer.queue, "nurses");
  EXPECT_EQ(config.safety.contact, "Charge nurse, ext. 12");
  EXPECT_EQ(config.safety.emergency_number, "911");
  ASSERT_EQ(config.safety.numbers.size(), 1U);
  EXPECT_EQ(config.safety.numbers[0].number, "988");
}

TEST(Configuration, every_optional_key_of_the_example_shows_its_own_default) {
  // Opens up the lines "# key = value" and the multi-line text behind them.
  std::string opened;
  bool in_text = false;
  const std::string file = example();
  for (std::size_t at = 0; at < file.size();) {
    const std::size_t end = std::min(file.find('\n', at), file.size());
    std::string line = file.substr(at, end - at);
    at = end + 1;
    const bool is_key = line.starts_with("# ") && line.contains(" = ") && line.find(' ', 2) == line.find(" = ");
    if (is_key || in_text) line.erase(0, 2);
    if (line.contains("\"\"\"")) in_text = !in_text;
    opened += line + "\n";
  }
  const auto [config, findings] = read_config(opened, "opened");
  for (const ConfigFinding& finding : findings) ADD_FAILURE() << finding.line << ": " << finding.message;
  const Config plain;
  EXPECT_EQ(config.kiosk.data_folder, plain.kiosk.data_folder);
  EXPECT_EQ(config.kiosk.idle_warning, plain.kiosk.idle_warning);
  EXPECT_EQ(config.kiosk.idle_grace, plain.kiosk.idle_grace);
  EXPECT_EQ(config.kiosk.languages, plain.kiosk.languages);
  EXPECT_EQ(config.display.theme, plain.display.theme);
  EXPECT_EQ(config.printer.paper, plain.printer.paper);
  EXPECT_EQ(config.printer.deadline, plain.printer.deadline);
  EXPECT_EQ(config.audio.headphones, plain.audio.headphones);
  EXPECT_EQ(config.audio.device, "plughw:1");
  EXPECT_EQ(config.clinic.lessons, plain.clinic.lessons);
  EXPECT_EQ(config.maintenance.ssh, plain.maintenance.ssh);
  EXPECT_EQ(config.prints_a_day, plain.prints_a_day);
  EXPECT_EQ(config.retention.answers_days, plain.retention.answers_days);
  EXPECT_EQ(config.retention.visits_months, plain.retention.visits_months);
  EXPECT_EQ(config.retention.audit_years, plain.retention.audit_years);
  EXPECT_EQ(config.lamp.line, plain.lamp.line);
  EXPECT_EQ(config.lamp.active_low, plain.lamp.active_low);
  EXPECT_EQ(config.safety.escalate_after, plain.safety.escalate_after);
  EXPECT_EQ(config.printer.server, "printserver.clinic.example:631");
  EXPECT_THAT(config.safety.crisis_text, StartsWith("If you might act"));
}

TEST(Configuration, every_key_is_read) {
  const auto [config, findings] = read_config(
      "[kiosk]\nname = \"A\"\nclinic = \"B\"\ndata_folder = \"/data\"\nidle_warning_seconds = 30\n"
      "idle_grace_seconds = 120\n[display]\nwidth_mm = 344.5\ntheme = \"dark\"\n[printer]\nqueue = \"q\"\n"
      "server = \"s:1\"\npaper = \"letter\"\ndeadline_seconds = 10\n[nurses_printer]\nqueue = \"n\"\nserver = \"t\"\n"
      "paper = \"letter\"\ndeadline_seconds = 600\n[safety]\ncontact = \"c\"\ncrisis_text = \"one\\ntwo\"\n"
      "emergency_number = \"112\"\n[[safety.numbers]]\nlabel = \"l\"\nnumber = \"1\"\n[[safety.numbers]]\n"
      "label = \"m\"\nnumber = \"2\"\n",
      "x");
  EXPECT_THAT(findings, IsEmpty());
  EXPECT_EQ(config.kiosk.data_folder, "/data");
  EXPECT_EQ(config.kiosk.idle_warning, seconds{30});
  EXPECT_EQ(config.kiosk.idle_grace, seconds{120});
  EXPECT_EQ(config.display.width_mm, 344.5);
  EXPECT_EQ(config.display.theme, Theme::dark);
  EXPECT_EQ(config.printer.server, "s:1");
  EXPECT_EQ(config.printer.paper, Paper::letter);
  EXPECT_EQ(config.printer.deadline, seconds{10});
  EXPECT_EQ(config.nurses_printer.queue, "n");
  EXPECT_EQ(config.nurses_printer.deadline, seconds{600});
  EXPECT_EQ(config.safety.crisis_text, "one\ntwo");
  ASSERT_EQ(config.safety.numbers.size(), 2U);
  EXPECT_EQ(config.safety.numbers[1].label, "m");
}

TEST(Configuration, a_device_makes_a_queue_from_an_address_and_knows_its_first_nurse) {
  const auto [config, findings] =
      read_config(std::string(smallest) + "[printer]\nqueue = \"q\"\naddress = \"ipp://192.0.2.20/ipp/print\"\n", "x");
  EXPECT_THAT(findings, IsEmpty());
  EXPECT_EQ(config.printer.address, "ipp://192.0.2.20/ipp/print");
  EXPECT_EQ(config.nurses_printer.address, "");
  EXPECT_EQ(config.kiosk.charge_nurse, "Charge nurse");
  EXPECT_THAT(findings_with("[printer]\naddress = \"ipp://a/b\"\n"),
              ElementsAre(HasSubstr("printer.queue: missing; give the queue a name")));
  EXPECT_THAT(findings_with("[printer]\nqueue = \"q\"\naddress = \"usb://a\"\n"),
              ElementsAre(HasSubstr("beginning with ipp://, ipps://")));
}

TEST(Configuration, the_smallest_file_has_a_name_and_a_width) {
  EXPECT_THAT(findings_in(smallest), IsEmpty());
  EXPECT_THAT(findings_in(""), ElementsAre(AllOf(StartsWith("1:1: kiosk.name: missing"), HasSubstr("[kiosk]")),
                                           AllOf(StartsWith("1:1: display.width_mm: missing"), HasSubstr("ruler"))));
  EXPECT_THAT(findings_in("\n[kiosk]\nname = \"\"\n[display]\n"),
              ElementsAre(StartsWith("3:8: kiosk.name: empty"), StartsWith("4:1: display.width_mm: missing")));
}

TEST(Configuration, headphones_are_true_or_false_and_a_sound_device_is_no_option) {
  const auto [config, findings] = read_config(std::string(smallest) + "[audio]\nheadphones = true\n", "x");
  EXPECT_THAT(findings, IsEmpty());
  EXPECT_TRUE(config.audio.headphones);
  EXPECT_EQ(config.audio.device, "");
  EXPECT_FALSE(read_config(smallest, "x").config.audio.headphones) << "left out, nothing is read aloud";
  EXPECT_TRUE(read_config(smallest, "x").config.clinic.lessons);
  EXPECT_FALSE(read_config(std::string(smallest) + "[clinic]\nlessons = false\n", "x").config.clinic.lessons);
  EXPECT_THAT(findings_with("[audio]\nheadphones = \"yes\"\n"),
              ElementsAre(AllOf(StartsWith("6:14: audio.headphones: a text"), HasSubstr("true or false"))));
  EXPECT_THAT(findings_with("[audio]\ndevice = \"--stdout\"\n"), ElementsAre(StartsWith("6:10: audio.device")));
}

TEST(Configuration, a_usb_device_is_named_by_vendor_and_product_and_nothing_that_udev_would_read_otherwise) {
  EXPECT_TRUE(read_config(smallest, "x").config.usb.allowed.empty());
  const auto [config, findings] =
      read_config(std::string(smallest) + "[usb]\nallowed = [\"0eef:0001\", \"04b8:0e15:X-12.3_4\"]\n", "x");
  EXPECT_THAT(findings, IsEmpty());
  EXPECT_THAT(config.usb.allowed, ElementsAre("0eef:0001", "04b8:0e15:X-12.3_4"));
  for (const char* wrong : {"0eef", "0eef:001", "0EEF:0001", "0eef:0001:", "0eef:0001:a b", "0eef:0001:a\\\"", "*:*"})
    EXPECT_THAT(findings_with(std::format("[usb]\nallowed = [\"1d6b:0002\", \"{}\"]\n", wrong)),
                ElementsAre(AllOf(StartsWith("6:25: usb.allowed"), HasSubstr("lsusb"))));
}

TEST(Configuration, no_ssh_server_starts_unless_the_settings_say_so) {
  EXPECT_FALSE(read_config(smallest, "x").config.maintenance.ssh);
  EXPECT_TRUE(read_config(std::string(smallest) + "[maintenance]\nssh = true\n", "x").config.maintenance.ssh);
  EXPECT_THAT(findings_with("[maintenance]\nssh = \"yes\"\n"), ElementsAre(HasSubstr("maintenance.ssh")));
}

TEST(Configuration, metrics_go_into_a_file_that_the_node_exporter_reads) {
  EXPECT_EQ(read_config(std::string(smallest) + "[metrics]\nfile = \"/run/x/a.prom\"\n", "x").config.metrics.file,
            "/run/x/a.prom");
  EXPECT_TRUE(read_config(smallest, "x").config.metrics.file.empty());
  for (const char* wrong : {"a.prom", "/run/a.txt"})
    EXPECT_THAT(findings_with(std::format("[metrics]\nfile = \"{}\"\n", wrong)),
                ElementsAre(AllOf(StartsWith("6:8: metrics.file"), HasSubstr(".prom"))));
}

TEST(Configuration, a_nurses_printer_needs_somebody_who_answers) {
  EXPECT_THAT(findings_with("[nurses_printer]\nqueue = \"n\"\n"), ElementsAre(HasSubstr("safety.contact: missing")));
  EXPECT_THAT(findings_with("[nurses_printer]\nqueue = \"n\"\n[safety]\ncontact = \"Nurse\"\n"), IsEmpty());
}

TEST(Configuration, every_way_of_an_alert_needs_somebody_who_answers) {
  for (const char* way : {"[lamp]\nchip = \"gpiochip0\"\n", "[webhook]\nurl = \"https://a.example/b\"\n",
                          "[mail]\nrelay = \"smtp://a.example\"\nfrom = \"k@a.example\"\nto = \"n@a.example\"\n"}) {
    EXPECT_THAT(findings_with(way), ElementsAre(HasSubstr("safety.contact: missing")));
    EXPECT_THAT(findings_with(std::string(way) + "[safety]\ncontact = \"Nurse\"\n"), IsEmpty());
  }
}

TEST(Configuration, the_ways_of_an_alert_are_read) {
  const auto [config, findings] =
      read_config(std::string(smallest) +
                      "[printer]\nprints_a_day = 1\n[lamp]\nchip = \"gpiochip4\"\nline = 511\nactive_low = true\n"
                      "[webhook]\nurl = \"http://a.example/b\"\nsecond_url = \"https://c.example\"\n"
                      "[mail]\nrelay = \"smtps://r.example:465\"\nfrom = \"k@a.example\"\nto = \"n@a.example\"\n"
                      "second_to = \"l@a.example\"\n"
                      "[safety]\ncontact = \"Nurse\"\nsecond_contact = \"Lead\"\nescalate_after_minutes = 60\n",
                  "x");
  EXPECT_THAT(findings, IsEmpty());
  EXPECT_EQ(config.prints_a_day, 1);
  EXPECT_EQ(config.lamp.chip, "gpiochip4");
  EXPECT_EQ(config.lamp.line, 511);
  EXPECT_TRUE(config.lamp.active_low);
  EXPECT_EQ(config.webhook.url, "http://a.example/b");
  EXPECT_EQ(config.webhook.second_url, "https://c.example");
  EXPECT_EQ(config.mail.relay, "smtps://r.example:465");
  EXPECT_EQ(config.mail.from, "k@a.example");
  EXPECT_EQ(config.mail.to, "n@a.example");
  EXPECT_EQ(config.mail.second_to, "l@a.example");
  EXPECT_EQ(config.safety.second_contact, "Lead");
  EXPECT_EQ(config.safety.escalate_after, std::chrono::minutes{60});
}

TEST(Configuration, the_ways_of_an_alert_are_held_to_what_they_can_be) {
  const std::string contact = "[safety]\ncontact = \"Nurse\"\n";
  EXPECT_THAT(findings_with(contact + "escalate_after_minutes = 0\n"), ElementsAre(HasSubstr("give 1 to 60 minutes")));
  EXPECT_THAT(findings_with("[printer]\nprints_a_day = 0\n"), ElementsAre(HasSubstr("give 1 to 1000 pages")));
  EXPECT_THAT(findings_with("[lamp]\nchip = \"/dev/gpiochip0\"\n" + contact),
              ElementsAre(StartsWith("6:8: lamp.chip")));
  EXPECT_THAT(findings_with("[lamp]\nline = 512\n"), ElementsAre(HasSubstr("give 0 to 511")));
  EXPECT_THAT(findings_with("[webhook]\nurl = \"file:///etc/passwd\"\n" + contact),
              ElementsAre(StartsWith("6:7: webhook.url: give an address")));
  EXPECT_THAT(findings_with("[webhook]\nurl = \"https://\"\n" + contact), ElementsAre(HasSubstr("give an address")));
  EXPECT_THAT(findings_with("[mail]\nrelay = \"smtp://a.example\"\n" + contact),
              ElementsAre(HasSubstr("mail.from: missing"), HasSubstr("mail.to: missing")));
  for (const char* wrong : {"nurse", "@a.example", "a@", "a@b.example, c@b.example", "<a@b.example>"})
    EXPECT_THAT(findings_with(std::format("[mail]\nto = \"{}\"\n", wrong)),
                ElementsAre(HasSubstr("give one mail address")));
}

TEST(Configuration, clinicians_are_a_list_and_the_sites_forms_a_folder) {
  const auto [config, findings] =
      read_config(std::string(smallest) +
                      "[clinic]\nclinicians = [\"Dr. Abel\", \"Dr. Zed\"]\n[forms]\nsite = \"/etc/anteroom/forms\"\n",
                  "anteroom.toml");
  EXPECT_TRUE(findings.empty());
  EXPECT_THAT(config.clinic.clinicians, ElementsAre("Dr. Abel", "Dr. Zed"));
  EXPECT_EQ(config.forms.site, "/etc/anteroom/forms");
  for (const char* wrong : {"\"Dr. Abel\"", "[\"Dr. Abel\", \"Dr. Abel\"]", "[\"\"]", "[1]"}) {
    EXPECT_THAT(findings_with(std::string("[clinic]\nclinicians = ") + wrong + "\n"),
                ElementsAre(HasSubstr("give a list of different texts")));
  }
  EXPECT_THAT(findings_with("[forms]\nsite = \"forms\"\n"), ElementsAre(HasSubstr("beginning with /")));
}

TEST(Configuration, languages_are_those_that_the_kiosk_speaks) {
  const auto with = [](std::string_view value) {
    return read_config(std::format("[kiosk]\nname = \"K\"\nlanguages = {}\n[display]\nwidth_mm = 217\n", value), "x",
                       {"de", "en", "es"});
  };
  const auto finding = [&](std::string_view value) {
    const auto findings = with(value).findings;
    return findings.size() == 1 ? std::format("{}:{}: {}", findings[0].line, findings[0].column, findings[0].message)
                                : std::format("{} findings", findings.size());
  };
  EXPECT_THAT(with("[\"de\", \"es\"]").config.kiosk.languages, ElementsAre("de", "es"));
  EXPECT_THAT(with("[\"de\", \"es\"]").findings, IsEmpty());
  EXPECT_THAT(read_config(smallest, "x", {"de"}).config.kiosk.languages, ElementsAre("en"));
  EXPECT_EQ(finding("[\"en\", \"xx\"]"),
            "3:20: kiosk.languages: \"xx\" stands here; the kiosk speaks \"de\", \"en\", \"es\"");
  EXPECT_EQ(finding("[]"), "3:13: kiosk.languages: name at least one language, the clinic's own first");
  EXPECT_THAT(finding("\"en\""),
              HasSubstr("give a list of different texts in double quotes, such as [\"en\", \"es\"]"));
  EXPECT_THAT(finding("[\"en\", \"en\"]"), HasSubstr("different texts"));
}

TEST(Configuration, an_unknown_key_names_the_one_that_was_meant) {
  EXPECT_THAT(findings_with("theem = \"dark\"\n"), ElementsAre("5:1: display.theem: unknown key; did you mean theme?"));
  EXPECT_THAT(findings_with("[printer]\ndeadline = 20\n"),
              ElementsAre("6:1: printer.deadline: unknown key; did you mean deadline_seconds?"));
  EXPECT_THAT(findings_with("idle_grace_seconds = 20\n"),
              ElementsAre("5:1: display.idle_grace_seconds: unknown key; it belongs in [kiosk]"));
  EXPECT_THAT(findings_with("colour = 1\n"),
              ElementsAre("5:1: display.colour: unknown key; this table has width_mm, theme"));
  EXPECT_THAT(findings_with("[[safety.numbers]]\nlabel = \"l\"\nnumber = \"1\"\nnote = 2\n"),
              ElementsAre("8:1: safety.numbers.note: unknown key; this table has label, number"));
}

TEST(Configuration, an_unknown_table_names_the_one_that_was_meant) {
  EXPECT_THAT(findings_with("[nurse_printer]\n"),
              ElementsAre("5:2: nurse_printer: unknown table; did you mean [nurses_printer]?"));
  EXPECT_THAT(findings_with("[weather]\n"),
              ElementsAre(HasSubstr("there are [audio], [clinic], [display], [forms], [kiosk]")));
  EXPECT_THAT(findings_in("theme = \"dark\"\n" + std::string(smallest)),
              ElementsAre("1:1: theme: unknown key; it belongs in [display]"));
}

TEST(Configuration, a_wrong_type_says_what_would_be_right) {
  EXPECT_THAT(findings_with("theme = true\n"),
              ElementsAre("5:9: display.theme: true or false stands here; give \"light\" or \"dark\""));
  EXPECT_THAT(findings_with("theme = \"blue\"\n"),
              ElementsAre("5:9: display.theme: \"blue\" stands here; give \"light\" or \"dark\""));
  EXPECT_THAT(findings_with("[printer]\nqueue = 5\n"),
              ElementsAre("6:9: printer.queue: a whole number stands here; give a text in double quotes"));
  EXPECT_THAT(findings_with("[printer]\ndeadline_seconds = 60.0\n"), ElementsAre(HasSubstr("give whole seconds")));
  EXPECT_THAT(findings_with("[safety]\nnumbers = [\"988\"]\n"), ElementsAre(HasSubstr("[[safety.numbers]]")));
  EXPECT_THAT(findings_with("[safety.numbers]\nlabel = \"l\"\n"), ElementsAre(HasSubstr("[[safety.numbers]]")));
  EXPECT_THAT(findings_in("kiosk = 1\n[display]\nwidth_mm = 217\n"),
              ElementsAre(HasSubstr("kiosk.name: missing"),
                          "1:9: kiosk: a whole number stands here; write it as a table, [kiosk]"));
  EXPECT_THAT(findings_in("[kiosk]\nname = \"K\"\n[display]\nwidth_mm = \"217\"\n"),
              ElementsAre("4:12: display.width_mm: a text stands here; give millimetres, 80 to 1200"));
}

TEST(Configuration, ranges_hold_at_both_ends) {
  const auto with = [](std::string_view key, std::string_view value) {
    return findings_in(std::format("[display]\nwidth_mm = 217\n[kiosk]\nname = \"K\"\n{} = {}\n", key, value));
  };
  EXPECT_THAT(with("idle_warning_seconds", "30"), IsEmpty());
  EXPECT_THAT(with("idle_warning_seconds", "600"), IsEmpty());
  EXPECT_THAT(with("idle_warning_seconds", "29"),
              ElementsAre("5:24: kiosk.idle_warning_seconds: 29 is out of range; give 30 to 600 seconds"));
  EXPECT_THAT(with("idle_warning_seconds", "601"), ElementsAre(HasSubstr("out of range")));
  EXPECT_THAT(with("disk_reserve_mib", "1"), IsEmpty());
  EXPECT_THAT(with("disk_reserve_mib", "0"), ElementsAre(HasSubstr("give 1 to 4096 MiB")));
  EXPECT_THAT(with("disk_reserve_mib", "4097"), ElementsAre(HasSubstr("give 1 to 4096 MiB")));
  EXPECT_THAT(with("idle_grace_seconds", "14"), ElementsAre(HasSubstr("give 15 to 120 seconds")));
  EXPECT_THAT(with("idle_grace_seconds", "121"), ElementsAre(HasSubstr("give 15 to 120 seconds")));
  EXPECT_THAT(findings_with("[printer]\ndeadline_seconds = 9\n"), ElementsAre(HasSubstr("give 10 to 600 seconds")));
  EXPECT_THAT(findings_with("[retention]\nvisits_months = 1\naudit_years = 30\n"), IsEmpty());
  EXPECT_THAT(findings_with("[retention]\nvisits_months = 240\naudit_years = 1\n"), IsEmpty());
  EXPECT_THAT(findings_with("[retention]\nanswers_days = 1\n"), IsEmpty());
  EXPECT_THAT(findings_with("[retention]\nanswers_days = 3650\n"), IsEmpty());
  EXPECT_THAT(findings_with("[retention]\nanswers_days = 0\n"), ElementsAre(HasSubstr("give 1 to 3650 days")));
  EXPECT_THAT(findings_with("[retention]\nanswers_days = 3651\n"), ElementsAre(HasSubstr("give 1 to 3650 days")));
  EXPECT_THAT(findings_with("[retention]\nvisits_months = 0\n"), ElementsAre(HasSubstr("give 1 to 240 months")));
  EXPECT_THAT(findings_with("[retention]\nvisits_months = 241\n"), ElementsAre(HasSubstr("give 1 to 240 months")));
  EXPECT_THAT(findings_with("[retention]\naudit_years = 0\n"), ElementsAre(HasSubstr("give 1 to 30 years")));
  EXPECT_THAT(findings_with("[retention]\naudit_years = 31\n"), ElementsAre(HasSubstr("give 1 to 30 years")));
  const auto width = [](std::string_view value) {
    return findings_in(std::format("[kiosk]\nname = \"K\"\n[display]\nwidth_mm = {}\n", value));
  };
  EXPECT_THAT(width("80"), IsEmpty());
  EXPECT_THAT(width("1200.0"), IsEmpty());
  EXPECT_THAT(width("79.9"), ElementsAre(HasSubstr("79.9 is out of range; give 80 to 1200 millimetres")));
  EXPECT_THAT(width("1201"), ElementsAre(HasSubstr("out of range")));
  EXPECT_THAT(width("nan"), ElementsAre(HasSubstr("out of range")));
}

TEST(Configuration, texts_fit_where_they_are_shown) {
  EXPECT_THAT(findings_in("[kiosk]\nname = \"a\\nb\"\n[display]\nwidth_mm = 217\n"),
              ElementsAre("2:8: kiosk.name: more than one line; give a single line"));
  EXPECT_THAT(findings_with(std::format("[safety]\ncontact = \"{}\"\n", std::string(121, 'x'))),
              ElementsAre("6:11: safety.contact: too long; give at most 120 bytes"));
  EXPECT_THAT(findings_with("[printer]\nqueue = \"front desk\"\n"), ElementsAre(HasSubstr("no blank")));
  EXPECT_THAT(findings_in("[kiosk]\nname = \"K\"\ndata_folder = \"data\"\n[display]\nwidth_mm = 217\n"),
              ElementsAre(AllOf(StartsWith("3:15: kiosk.data_folder"), HasSubstr("from the root"))));
}

TEST(Configuration, all_findings_come_at_once_in_the_order_of_the_file) {
  EXPECT_THAT(
      findings_in("[kiosk]\nnmae = \"K\"\nidle_grace_seconds = 1\n[display]\nwidth_mm = 5\n[printer]\npaper = 4\n"),
      ElementsAre(StartsWith("1:1: kiosk.name: missing"), StartsWith("2:1: kiosk.nmae: unknown key"),
                  StartsWith("3:22: kiosk.idle_grace_seconds"), StartsWith("5:12: display.width_mm"),
                  StartsWith("7:9: printer.paper")));
}

TEST(Configuration, a_broken_line_is_named) {
  EXPECT_THAT(findings_in("[kiosk]\nname = Kiosk 1\n"),
              ElementsAre(AllOf(StartsWith("2:8: "), HasSubstr("double quotes"))));
  EXPECT_THAT(findings_in("[kiosk\nname = \"K\"\n"), ElementsAre(StartsWith("1:")));
  EXPECT_THAT(findings_with("width_mm = 200\n"), ElementsAre(AllOf(StartsWith("5:"), HasSubstr("each key once"))));
  EXPECT_EQ(findings_in(std::string("[kiosk]\nname = \"\xff\"\n")).size(), 1U);
}

TEST(Configuration, a_letter_with_an_accent_outside_quotes_is_named_and_inside_them_is_kept) {
  EXPECT_THAT(findings_in("[kiosk]\nname = \"K\" \u00e9\n"), ElementsAre(StartsWith("2:12: ")));
  EXPECT_THAT(findings_in("[kiosk]\u00e9\n"), ElementsAre(StartsWith("1:8: ")));
  const auto [config, findings] =
      read_config("[kiosk]\nname = \"\"\"\\\n\u00e9t\u00e9\"\"\"\n[display]\nwidth_mm = 217\n", "anteroom.toml");
  EXPECT_THAT(findings, IsEmpty());
  EXPECT_EQ(config.kiosk.name, "\u00e9t\u00e9");
}

}  // namespace
}  // namespace anteroom::platform
