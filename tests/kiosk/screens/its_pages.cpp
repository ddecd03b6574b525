#include "tests/kiosk/screens/page_lists.h"

namespace anteroom::testing {

using namespace screens;

namespace {

using PeopleStage = flow::staff::People::Stage;
using KeysStage = flow::staff::Keys::Stage;
using AboutStage = flow::staff::About::Stage;
using flow::intent::ExportKind;

// Of the kiosk itself: no visit has it.
AlertItem trouble(std::int64_t id, platform::AlertKind kind, platform::AlertState state) {
  return {AlertId{id}, {}, "10:41", kind, state};
}

std::vector<platform::Check> checks() {
  using platform::Condition;
  return {
      {"printer", Condition::broken, "office: the printer does not answer; remedy: its cable, its power, its address"},
      {"words", Condition::reminder, "de: 612 messages, in use, not reviewed by a native speaker"},
      {"clock", Condition::reminder,
       "2026-11-26 14:05, and no time server has confirmed it: printed pages say so; remedy: let this machine reach "
       "one"},
      {"settings", Condition::good, "/etc/anteroom/anteroom.toml: Kiosk 1"},
      {"database", Condition::good, "encrypted by SQLCipher 4.6.1 community, schema 22, 1042 visits, 28431 answers"}};
}

AboutView about(AboutStage stage) {
  AboutView view{};
  view.can_restart = true;
  view.stage = stage;
  return view;
}

PeopleView people(PeopleStage stage) {
  using platform::StaffRole;
  return {.people = {{"A. Nowak-Wisniewska", StaffRole::nurse},
                     {"R. Meyer", StaffRole::charge_nurse},
                     {"S. Lindqvist", StaffRole::nurse},
                     {"T. Okafor", StaffRole::it}},
          .name = "A. Nowak-Wisniewska",
          .pin = "482913",
          .stage = stage};
}

KeysView keys_at(KeysStage stage) {
  return {.ways = {{1, false, "2026-01-12"}, {2, true, "2026-01-12"}, {4, false, "2026-11-03"}},
          .epoch = 4,
          .since = "2026-11-03",
          .signer = "7f3a-90c1-22de-b804",
          .way = 4,
          .passphrase = "zoologist zookeeper zigzagged yesterday wrongness wrongdoer",
          .stage = stage};
}

PrinterTestView printer_test(std::optional<platform::SummaryState> state) {
  return {.printer = platform::PrinterHealth{true, platform::PrinterTrouble::none, {}},
          .state = state,
          .why_not = platform::PrinterTrouble::out_of_paper};
}

ExportView export_of_kiosk(ExportKind kind, flow::staff::Export::Stage stage) {
  ExportView view{.code = {}, .initials = {}, .kind = kind, .stage = stage, .stick = platform::StickState::ready};
  view.is_writing = stage == flow::staff::Export::Stage::working;
  return view;
}

FirstSetUpView first_set_up(FirstSetUpStage stage) {
  FirstSetUpView view{
      .stage = stage, .kiosk = "Kiosk 1", .version = "0.1.0 (a1b2c3d4e5f6)", .serial = "10000000a1b2c3d4"};
  // As long as they can be: the longest words of the list.
  view.secrets = {.name = "R. Meyer",
                  .pin = "482913",
                  .passphrase = "zoologist zookeeper zigzagged yesterday wrongness wrongdoer",
                  .recovery_code = "7K3Q-9TRM-2WXH-PD5L-V8NJ-4BYZ-6UFK-3MTR-9WXH-PD5L-V8NJ-4BYZ-6UFK-3MTR"};
  return view;
}

FirstSetUpView restoring(FirstSetUpStage stage) {
  FirstSetUpView view = first_set_up(stage);
  view.stick = platform::StickState::ready;
  view.files = {"anteroom-kiosk-1-2026-11-26.backup", "anteroom-kiosk-2-2026-11-25.backup"};
  view.code = "7K3Q9TRM2WXHPD5LV8NJ4BYZ6UFK3MTR9WXHPD5LV8NJ4BYZ6UFK3MTR";
  return view;
}

}  // namespace

std::vector<Page> its_pages() {
  using platform::AlertKind;
  using platform::AlertState;
  using platform::SummaryState;
  using ExportStage = flow::staff::Export::Stage;
  FirstSetUpView without_stick = restoring(FirstSetUpStage::stick);
  without_stick.files = {};
  without_stick.stick = platform::StickState::none;
  FirstSetUpView mistyped_code = restoring(FirstSetUpStage::code);
  mistyped_code.problem = Fault::invalid_input;
  FirstSetUpView restored = restoring(FirstSetUpStage::showing);
  restored.secrets.name = restored.secrets.pin = restored.secrets.recovery_code = {};
  ExportView backed_up = export_of_kiosk(ExportKind::backup, flow::staff::Export::Stage::done);
  backed_up.files = {"anteroom-kiosk-1-2026-11-26.backup"};
  ExportView backup_not_made = export_of_kiosk(ExportKind::backup, flow::staff::Export::Stage::choosing);
  backup_not_made.problem = ExportView::Step::Problem::store;
  PeopleView not_removed = people(PeopleStage::person);
  not_removed.problem = PeopleView::Step::Problem::own;
  PeopleView name_taken = people(PeopleStage::name);
  name_taken.problem = PeopleView::Step::Problem::taken;
  KeysView last_passphrase = keys_at(KeysStage::list);
  last_passphrase.ways.pop_back();
  last_passphrase.problem = KeysView::Step::Problem::last;
  return {
      {"machine", MachineView{.name = "T. Okafor", .alerts = {}, .has_headphones = true, .is_sound_tested = true}},
      {"machine-trouble", MachineView{.name = "T. Okafor",
                                      .alerts = {trouble(4, AlertKind::printer_trouble, AlertState::delivered),
                                                 trouble(5, AlertKind::storage_trouble, AlertState::raised)},
                                      .failing = {platform::ChannelKind::printer, platform::ChannelKind::lamp},
                                      .is_set_aside = true}},
      {"checks", ChecksView{.checks = checks()}},
      {"checks-under-way", ChecksView{.checks = {}, .under_way = true}},
      {"checks-good", ChecksView{.checks = {checks().back()}}},
      {"printer-test", printer_test({})},
      {"printer-test-printing", printer_test(SummaryState::printing)},
      {"printer-test-printed", printer_test(SummaryState::printed)},
      {"printer-test-jammed", printer_test(SummaryState::saved_not_printed)},
      {"printer-test-unclear", printer_test(SummaryState::unclear)},
      {"printer-test-none", PrinterTestView{.has_printer = false}},
      {"alert-test", AlertTestView{{{.channel = platform::ChannelKind::lamp, .passed = "10:41"},
                                    {.channel = platform::ChannelKind::printer, .testing = true},
                                    {.channel = platform::ChannelKind::webhook,
                                     .fault = "the webhook answered 503; remedy: look at its server"},
                                    {.channel = platform::ChannelKind::mail, .passed = "10:40"}}}},
      {"alert-test-none", AlertTestView{}},
      {"about",
       AboutView{.kiosk = "Kiosk 1",
                 .version = "0.1.0 (a1b2c3d4e5f6)",
                 .facts = {.model = "Raspberry Pi 4 Model B Rev 1.4",
                           .serial = "10000000a1b2c3d4",
                           .system = "Debian GNU/Linux 13 (trixie), Linux 6.12.48 aarch64",
                           .addresses = {"192.0.2.17", "2001:db8::a1b2:c3d4"},
                           .carrier = "carrier",
                           .zone = "CET, +0100",
                           .slot = "a",
                           .last_update = "2026-11-26 14:05: version 0.2.0 is installed; it starts at 03:00, or "
                                          "with the next start; the stick can be taken out"},
                 .now = "2026-11-26 14:05",
                 .is_synchronised = true,
                 .can_restart = true}},
      {"about-restart", about(AboutStage::restart_asked)},
      {"about-restarting", about(AboutStage::restarting)},
      {"about-not-restarted", about(AboutStage::not_restarted)},
      {"about-alone", AboutView{.kiosk = "Kiosk 1",
                                .version = "0.1.0 (a1b2c3d4e5f6)",
                                .facts = {.model = {},
                                          .serial = "01234567",
                                          .system = "Debian GNU/Linux 13 (trixie)",
                                          .addresses = {},
                                          .carrier = "no-carrier",
                                          .zone = "UTC, +0000"},
                                .now = "1970-01-01 00:05"}},
      {"backup", export_of_kiosk(ExportKind::backup, ExportStage::choosing)},
      {"backup-working", export_of_kiosk(ExportKind::backup, ExportStage::working)},
      {"backup-done", backed_up},
      {"backup-not-made", backup_not_made},
      {"support", export_of_kiosk(ExportKind::support, ExportStage::choosing)},
      {"people", people(PeopleStage::list)},
      {"person", people(PeopleStage::person)},
      {"person-not-removed", not_removed},
      {"person-name", people(PeopleStage::name)},
      {"person-name-taken", name_taken},
      {"person-role", people(PeopleStage::role)},
      {"person-making", people(PeopleStage::making)},
      {"person-pin", people(PeopleStage::pin)},
      {"person-remove", people(PeopleStage::removing)},
      {"keys", keys_at(KeysStage::list)},
      {"keys-last", last_passphrase},
      {"keys-remove", keys_at(KeysStage::removing)},
      {"keys-rotate", keys_at(KeysStage::rotating)},
      {"keys-proof",
       OpenDayView{.done = 2, .of = 6, .letters = "ab", .offered = {"abide", "ability"}, .is_proof = true}},
      {"keys-working", keys_at(KeysStage::working)},
      {"keys-passphrase", keys_at(KeysStage::passphrase)},
      {"keys-check", keys_at(KeysStage::confirming)},
      {"keys-added", keys_at(KeysStage::added)},
      {"keys-changed", keys_at(KeysStage::changed)},
      {"start-trouble",
       StartTroubleView{{"/boot/firmware/anteroom.toml:3:8: kiosk.name: empty; name this kiosk as staff call it, for "
                         "example \"Kiosk 1\"",
                         "/boot/firmware/anteroom.toml:7:1: display.with_mm: unknown key; did you mean width_mm?"},
                        "0.1.0 (a1b2c3d4e5f6)",
                        "10000000a1b2c3d4",
                        "192.0.2.17"}},
      {"first-set-up", first_set_up(FirstSetUpStage::asking)},
      {"first-restore", restoring(FirstSetUpStage::stick)},
      {"first-restore-no-stick", without_stick},
      {"first-restore-code", restoring(FirstSetUpStage::code)},
      {"first-restore-mistyped", mistyped_code},
      {"first-restoring", restoring(FirstSetUpStage::restoring)},
      {"first-restored", restored},
      {"first-making", first_set_up(FirstSetUpStage::making)},
      {"first-secrets", first_set_up(FirstSetUpStage::showing)},
      {"first-check", first_set_up(FirstSetUpStage::confirming)},
  };
}

}  // namespace anteroom::testing
