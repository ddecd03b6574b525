// The command line: parses, then hands over. Nothing is decided here.
#include "kiosk/commands.h"
#include "kiosk/exit_codes.h"
#include "kiosk/export_commands.h"
#include "kiosk/forms_commands.h"
#include "kiosk/machine.h"
#include "kiosk/version.h"
#include "platform/linux/process_memory.h"
#include "platform/linux/system_clock.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <print>
#include <string>
#include <system_error>
#include <vector>

namespace {

using namespace anteroom::kiosk;

std::optional<WindowSize> window_size(const std::string& text) {
  WindowSize size;
  int used = 0;
  if (std::sscanf(text.c_str(), "%dx%d%n", &size.width, &size.height, &used) != 2) return std::nullopt;
  if (static_cast<std::size_t>(used) != text.size() || size.width < 480 || size.height < 320 || size.width > 7680 ||
      size.height > 4320) {
    return std::nullopt;
  }
  return size;
}

// Today on this machine, for the expressions of a form.
anteroom::forms::Day this_day() {
  const anteroom::platform::SystemClock clock;
  const anteroom::Instant now = clock.now();
  std::string minute = clock.local_minute(now);  // "2026-11-23 14:05"
  if (const auto space = minute.find(' '); space != std::string::npos) minute[space] = 'T';
  return {.today = anteroom::forms::fhirpath::moment_of(clock.local_date(now)),
          .now = anteroom::forms::fhirpath::parse_moment(minute)};
}

}  // namespace

int main(int count, char** words) {
  CLI::App app{"Anteroom: a questionnaire kiosk for a pain clinic's waiting room"};
  app.set_version_flag("--version", version_line, "release, commit, schema of the database, number of forms");
  app.require_subcommand(1);
  std::string config = "/etc/anteroom/anteroom.toml";
  app.add_option("--config", config, "the kiosk's settings")->capture_default_str();

  int exit_code = exit_ok;
  if (const auto closed = anteroom::platform::close_to_others(); !closed) {
    std::println(stderr, "anteroom: {}", closed.error().detail);
    return exit_unavailable;
  }

  CLI::App* run = app.add_subcommand("run", "open the kiosk");
  std::string windowed;
  int marks = -1;
  std::string kiosk_user;
  std::vector<int> lines;
  run->add_option("--windowed", windowed, "in a window of WxH pixels instead of full screen")
      ->check([](const std::string& text) {
        return window_size(text) ? std::string() : "give the size as 1280x800 (480x320 to 7680x4320)";
      });
  run->add_option("--marks-fd", marks,
                  "for tests: write where each control stands, a JSON line a frame, to this descriptor")
      ->check(CLI::Range(0, 1023));
  std::string vault_socket;
  std::string notifier_socket;
  run->add_option("--vault", vault_socket, "the socket of a vault that the service manager runs; else it starts one");
  run->add_option("--notifier", notifier_socket, "likewise of a notifier");
  std::string trouble_file;
  run->add_option("--trouble-file", trouble_file, "while this file is there, what it says is shown and no kiosk");
  run->callback([&] {
    RunOptions options{.config = config, .windowed = window_size(windowed), .marks_descriptor = std::nullopt};
    if (marks >= 0) options.marks_descriptor = marks;
    if (!vault_socket.empty()) options.vault = vault_socket;
    if (!notifier_socket.empty()) options.notifier = notifier_socket;
    if (!trouble_file.empty()) options.trouble = trouble_file;
    exit_code = run_kiosk(options);
  });

  const auto service = [&](const char* name, const char* what, int (*run_it)(const ServiceOptions&)) {
    CLI::App* command = app.add_subcommand(name, what);
    command->add_option("--kiosk", kiosk_user, "the user whose kiosk may ask, instead of the own one");
    command->add_option("--lines", lines, "from `anteroom run`: the descriptors of its lines")
        ->delimiter(',')
        ->check(CLI::Range(3, 1023));
    command->callback([&, run_it] {
      ServiceOptions options{.config = config, .lines = lines, .kiosk = std::nullopt};
      if (!kiosk_user.empty()) options.kiosk = kiosk_user;
      exit_code = run_it(options);
    });
  };
  service("vault", "keys and records, for the kiosk's process to ask; the service manager starts it", run_vault);
  service("notifier", "network, nurses' printer and lamp, for alerts; likewise", run_notifier);

  CLI::App* config_command = app.add_subcommand("config", "the settings file")->require_subcommand(1);
  CLI::App* config_check = config_command->add_subcommand("check", "say where a settings file is wrong");
  std::string config_file;
  config_check->add_option("FILE", config_file)->required();
  config_check->callback([&] { exit_code = check_config(config_file); });

  CLI::App* usb_rules = config_command->add_subcommand("usb-rules", "the USB devices it allows, as udev reads them");
  usb_rules->add_option("FILE", config_file)->required();
  usb_rules->callback([&] { exit_code = print_usb_rules(config_file); });
  CLI::App* queues = config_command->add_subcommand("queues", "the printer queues that a device makes, with addresses");
  queues->add_option("FILE", config_file)->required();
  queues->callback([&] { exit_code = print_queues(config_file); });

  CLI::App* ssh = config_command->add_subcommand("ssh", "whether an SSH server may start on a device: exit 0 or 77");
  ssh->add_option("FILE", config_file)->required();
  ssh->callback([&] { exit_code = allows_ssh(config_file); });

  CLI::App* doctor_command = app.add_subcommand(
      "doctor", "say what works: display, touch, fonts, database, clock, printer, forms, safety channel");
  bool json = false;
  doctor_command->add_flag("--json", json, "one JSON object");
  doctor_command->callback([&] { exit_code = doctor(config, json ? ReportStyle::json : ReportStyle::lines); });

  std::string bundle_file;
  CLI::App* bundle = app.add_subcommand("support-bundle", "what a helper needs to know, without anything of a person");
  bundle->add_option("FILE", bundle_file, "a new file")->required();
  bundle->callback([&] { exit_code = support_bundle(config, bundle_file); });

  CLI::App* admin = app.add_subcommand("admin", "set a kiosk up")->require_subcommand(1);
  std::string nurse;
  CLI::App* init = admin->add_subcommand(
      "init", "make keys, database and the first nurse; prints PIN, passphrase and recovery code once");
  CLI::Option* named = init->add_option("--nurse", nurse, "name as it stands on the sign-in screen");
  bool print_sheet = false;
  init->add_flag("--print-sheet", print_sheet,
                 "the recovery code onto paper, by the kiosk's printer, and not onto the screen");
  bool on_screen = false;
  CLI::Option* shown =
      init->add_flag("--on-screen", on_screen, "in a window, for a device without a terminal; by a touch")
          ->excludes(named);
  RunOptions set_up;
  init->add_option("--marks-fd", set_up.marks_descriptor, "for tests: the marks of each frame go there")->needs(shown);
  init->callback([&] {
    if (on_screen) {
      set_up.config = config;
      exit_code = admin_init_on_screen(set_up);
      return;
    }
    if (nurse.empty()) throw CLI::RequiredError("--nurse");
    exit_code =
        admin_init(config, nurse, print_sheet ? RecoveryCodeGoes::to_printer : RecoveryCodeGoes::to_standard_output);
  });
  CLI::App* add_staff = admin->add_subcommand("add-staff", "one more person; prints the PIN once");
  add_staff->add_option("NAME", nurse)->required();
  auto role = anteroom::platform::StaffRole::nurse;
  add_staff->add_option("--role", role, "nurse (unless given), charge-nurse or it")
      ->transform(CLI::CheckedTransformer(std::map<std::string, anteroom::platform::StaffRole>{
          {"nurse", anteroom::platform::StaffRole::nurse},
          {"charge-nurse", anteroom::platform::StaffRole::charge_nurse},
          {"it", anteroom::platform::StaffRole::it}}));
  add_staff->callback([&] { exit_code = admin_add_staff(config, nurse, role); });
  CLI::App* new_pin = admin->add_subcommand("new-pin", "another PIN for somebody; prints it once");
  new_pin->add_option("NAME", nurse)->required();
  new_pin->callback([&] { exit_code = admin_new_pin(config, nurse); });
  CLI::App* remove_staff = admin->add_subcommand("remove-staff", "somebody who left signs in no more");
  remove_staff->add_option("NAME", nurse)->required();
  remove_staff->callback([&] { exit_code = admin_remove_staff(config, nurse); });

  int secret = -1;
  const auto secret_descriptor = [&] { return secret < 0 ? std::nullopt : std::optional(secret); };
  const auto asks_for = [&](CLI::App* command, const char* what) {
    command->add_option("--secret-fd", secret, what)->check(CLI::Range(0, 1023));
  };
  CLI::App* care_report = admin->add_subcommand(
      "care-report", "what patients said after their visits, for each clinician from 25 answers on");
  asks_for(care_report, "read the passphrase from this descriptor instead of the terminal");
  care_report->callback([&] { exit_code = admin_care_report(config, secret_descriptor()); });
  CLI::App* recover = admin->add_subcommand("recover", "a new passphrase for the recovery code; prints it once");
  asks_for(recover, "read the recovery code from this descriptor instead of the terminal");
  recover->callback([&] { exit_code = admin_recover(config, secret_descriptor()); });
  admin->add_subcommand("rotate", "a new key that answers are sealed to; older answers stay readable")->callback([&] {
    exit_code = admin_rotate(config);
  });

  admin->add_subcommand("slots", "the ways in: passphrases and the recovery code")->callback([&] {
    exit_code = admin_slots(config);
  });
  CLI::App* add_slot = admin->add_subcommand("add-slot", "one more passphrase; prints it once");
  asks_for(add_slot, "read a passphrase or the recovery code from this descriptor instead of the terminal");
  add_slot->callback([&] { exit_code = admin_add_slot(config, secret_descriptor()); });
  CLI::App* remove_slot = admin->add_subcommand("remove-slot", "take away a passphrase that somebody who left knows");
  int slot = 0;
  remove_slot->add_option("NUMBER", slot, "as `admin slots` says it")->required();
  asks_for(remove_slot, "read a passphrase or the recovery code from this descriptor instead of the terminal");
  remove_slot->callback([&] { exit_code = admin_remove_slot(config, slot, secret_descriptor()); });
  std::string backup_file;
  CLI::App* backup = admin->add_subcommand("backup", "everything into one file that only the recovery code opens");
  backup->add_option("FILE", backup_file)->required();
  backup->callback([&] { exit_code = admin_backup(config, backup_file); });
  CLI::App* restore = admin->add_subcommand("restore", "a backup onto a kiosk that is not set up yet");
  restore->add_option("FILE", backup_file)->required();
  asks_for(restore, "read the recovery code from this descriptor instead of the terminal");
  restore->callback([&] { exit_code = admin_restore(config, backup_file, secret_descriptor()); });
  std::string mark;
  CLI::App* verify = admin->add_subcommand("verify", "whether the audit trail is whole and unchanged");
  verify->add_option("--mark", mark,
                     "the audit mark at the foot of a printed page: finds what was cut off or put back");
  asks_for(verify, "read passphrase or recovery code from this descriptor instead of the terminal");
  verify->callback([&] { exit_code = admin_verify(config, mark, secret_descriptor()); });

  CLI::App* exports =
      app.add_subcommand("export", "what leaves as a file, for whoever opens the day")->require_subcommand(1);
  std::string visit_code;
  std::string day;
  std::string from;
  std::string to;
  std::string place;
  const auto is_day = [](const std::string& text) {
    return anteroom::parse_date(text) ? std::string() : "give a day as 2026-11-23";
  };
  const auto of_visit = [&](const char* name, const char* what,
                            int (*run_it)(const ExportOptions&, const ChosenVisit&, const std::filesystem::path&)) {
    CLI::App* command = exports->add_subcommand(name, what);
    command->add_option("--code", visit_code, "the visit's four digits")->required();
    command->add_option("--day", day, "the day on which staff started it, as 2026-11-23")->required()->check(is_day);
    command->add_option("FILE", place, "a new file")->required();
    asks_for(command, "read the passphrase from this descriptor instead of the terminal");
    command->callback([&, run_it] {
      exit_code = run_it({config, secret_descriptor()}, {visit_code, *anteroom::parse_date(day)}, place);
    });
  };
  of_visit("summary", "the page that the care team reads, as PDF", export_summary);
  of_visit("fhir", "one visit as a FHIR R4 transaction Bundle", export_fhir);
  const auto of_period = [&](const char* name, const char* what,
                             int (*run_it)(const ExportOptions&, const Period&, const std::filesystem::path&)) {
    CLI::App* command = exports->add_subcommand(name, what);
    command->add_option("--from", from, "first day, as 2026-01-01")->required()->check(is_day);
    command->add_option("--to", to, "last day, as 2026-12-31")->required()->check(is_day);
    command->add_option("FOLDER", place, "a folder that is there")->required()->check(CLI::ExistingDirectory);
    asks_for(command, "read the passphrase from this descriptor instead of the terminal");
    command->callback([&, run_it] {
      exit_code =
          run_it({config, secret_descriptor()}, {*anteroom::parse_date(from), *anteroom::parse_date(to)}, place);
    });
  };
  of_period("csv", "visits.csv and its codebook.csv, as REDCap reads them", export_csv);
  of_period("report", "outcome.pdf and outcome.csv: how the clinic's patients fared, nobody to be told from it",
            export_report);

  CLI::App* forms =
      app.add_subcommand("forms", "questionnaires: list, check, import, score, run, change")->require_subcommand(1);
  forms->add_subcommand("list", "the library as JSON")->callback([&] {
    exit_code = forms_list(share_folder() / "forms");
  });
  CLI::App* check = forms->add_subcommand("check", "one line a finding: file:linkId: message");
  std::vector<std::string> paths;
  check->add_option("PATH", paths, "Questionnaire files or form folders")->required();
  check->callback([&] { exit_code = forms_check({paths.begin(), paths.end()}); });
  CLI::App* import = forms->add_subcommand("import", "what of a clinic's own form is kept, flattened or refused");
  std::string import_file;
  import->add_option("FILE", import_file, "a FHIR Questionnaire")->required();
  import->callback([&] { exit_code = forms_import(import_file); });
  std::string form;
  std::string answers;
  CLI::App* score = forms->add_subcommand("score", "score one set of answers");
  score->add_option("FORM", form, "a form id or a Questionnaire file")->required();
  score->add_option("ANSWERS", answers, "a FHIR QuestionnaireResponse, or {\"answers\": {…}, \"context\": {…}}")
      ->required();
  score->callback([&] { exit_code = forms_score(share_folder() / "forms", form, answers); });
  CLI::App* run_form = forms->add_subcommand("run", "what a form makes of a set of answers, without a window");
  run_form->add_option("FORM", form, "a form id or a Questionnaire file")->required();
  run_form->add_option("ANSWERS", answers, "a FHIR QuestionnaireResponse, or {\"answers\": {…}, \"context\": {…}}")
      ->required();
  run_form->callback([&] { exit_code = forms_run(share_folder() / "forms", form, answers, this_day()); });
  double baseline = 0;
  double current = 0;
  std::string score_id;
  CLI::App* change = forms->add_subcommand("change", "compare two scores by the instrument's own threshold");
  change->add_option("FORM", form, "a form id or a Questionnaire file")->required();
  change->add_option("BASELINE", baseline)->required();
  change->add_option("CURRENT", current)->required();
  change->add_option("--score", score_id, "which score; the main one when not named");
  change->callback([&] { exit_code = forms_change(share_folder() / "forms", form, baseline, current, score_id); });

  try {
    app.parse(count, words);
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error);
    return code == 0 ? exit_ok : exit_usage;
  } catch (const std::system_error&) {  // std::print on a full disk or a closed descriptor
    std::fputs("anteroom: the output cannot be written\n", stderr);
    return exit_io;
  }
  // What was buffered counts too: half an answer with exit code 0 would be taken for a whole one.
  if (std::fflush(stdout) != 0 && exit_code == exit_ok) return exit_io;
  return exit_code;
}
