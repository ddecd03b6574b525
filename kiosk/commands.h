// What `anteroom` does on the command line. Results go to standard output, messages to standard error; each function
// returns the exit code (sysexits).
#pragma once

#include "platform/store/record_store.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace anteroom::kiosk {

struct WindowSize {
  int width = 0;
  int height = 0;
};

struct RunOptions {
  std::filesystem::path config;
  std::optional<WindowSize> windowed;   // absent: full screen
  std::optional<int> marks_descriptor;  // where a test reads the marks of each presented frame
  // The sockets of a vault and a notifier that somebody else runs; without them the kiosk starts its own.
  std::optional<std::filesystem::path> vault = {};
  std::optional<std::filesystem::path> notifier = {};
  // While this file is there, what it says stands on the screen and no kiosk: a device says in it what keeps it from
  // having one, such as a data partition that does not open.
  std::optional<std::filesystem::path> trouble = {};
};

// Opens the kiosk and stays until it is told to stop (SIGTERM, SIGINT, window closed).
int run_kiosk(const RunOptions& options);

// The process that has the keys and the records, for one kiosk and as long as that stays; and the one that has the
// network, the nurses' printer and the lamp. Both are reached by lines alone, from the one user that may: over the
// socket that the service manager listens on, or over the ends that the kiosk who started them kept open.
struct ServiceOptions {
  std::filesystem::path config;
  std::vector<int> lines;            // descriptors from the kiosk that started it; empty: the service manager's socket
  std::optional<std::string> kiosk;  // the user who may ask; absent: the own one
};
int run_vault(const ServiceOptions& options);
int run_notifier(const ServiceOptions& options);

// Findings as file:line:column on standard output; exit 78 when there is one.
int check_config(const std::filesystem::path& config);

// The udev rules that mark the USB devices which the settings allow, on standard output; exit 78 for wrong settings.
int print_usb_rules(const std::filesystem::path& config);

// "QUEUE ADDRESS" lines: the printer queues that a device makes for itself; exit 78 for wrong settings.
int print_queues(const std::filesystem::path& config);

// Whether an SSH server may start on a device of the image: exit 0 when it may, 77 when not, 78 for wrong settings.
int allows_ssh(const std::filesystem::path& config);

enum class ReportStyle { lines, json };
// What works and what does not, each with its remedy; exit 69 when something that a visit needs is broken.
int doctor(const std::filesystem::path& config, ReportStyle style);

// Versions, settings, the doctor's findings, figures and the journal's last lines into one new text file, without
// anything that points to a person. Exit 73 when the file is there.
int support_bundle(const std::filesystem::path& config, const std::filesystem::path& target);

enum class RecoveryCodeGoes { to_standard_output, to_printer };
// Makes data folder, device key, database, the keys that answers are sealed to, and the first charge nurse; prints
// {"name", "pin", "passphrase", "recovery_code"} once; the code is null when it went onto paper instead. Exit 73 when
// there are any already.
int admin_init(const std::filesystem::path& config, const std::string& nurse, RecoveryCodeGoes where);
// Likewise on a device without a terminal: a window asks for a touch, then shows name, PIN, passphrase and recovery
// code once. One that was not told that they are written down begins anew at its next start. The nurse is
// kiosk.charge_nurse.
int admin_init_on_screen(const RunOptions& options);
// What patients answered after their visits, for each clinician; only counts below 25 answers.
int admin_care_report(const std::filesystem::path& config, std::optional<int> secret_descriptor);

// The recovery code in, a new passphrase out, which replaces the one before. Exit 65 for a code that was mistyped, 77
// for one of another clinic.
int admin_recover(const std::filesystem::path& config, std::optional<int> secret_descriptor);
// A new key, which answers are sealed to from the next start on.
int admin_rotate(const std::filesystem::path& config);

// A JSON line a slot: number, kind, when it was made.
int admin_slots(const std::filesystem::path& config);
// One more passphrase; asks for one that opens the day, or the recovery code. Prints {"slot", "passphrase"} once.
int admin_add_slot(const std::filesystem::path& config, std::optional<int> secret_descriptor);
// A passphrase that somebody who left knows opens nothing more, and what is sealed from then on is out of their reach.
// Exit 66 for a slot that is none, 73 for the last passphrase and for the recovery code.
int admin_remove_slot(const std::filesystem::path& config, int slot, std::optional<int> secret_descriptor);

// Everything into one file that only the recovery code opens; nobody's secret is needed. Exit 73 when it is there.
int admin_backup(const std::filesystem::path& config, const std::filesystem::path& target);
// Onto a kiosk that is not set up; asks for the recovery code, prints {"passphrase"} once. Exit 73 where there is a
// database, 65 for a file that is no backup, 77 for a code that does not open it.
int admin_restore(const std::filesystem::path& config, const std::filesystem::path& source,
                  std::optional<int> secret_descriptor);

// Whether somebody changed the audit trail; with the mark from the foot of a printed page also whether it was cut or
// put back. Prints {"entries", "mark"}; exit 65 when it was tampered with.
int admin_verify(const std::filesystem::path& config, std::string_view mark, std::optional<int> secret_descriptor);

// One more person; prints {"name", "pin"} once.
int admin_add_staff(const std::filesystem::path& config, const std::string& name, platform::StaffRole role);
// For a PIN that was forgotten or locked; prints {"name", "pin"} once. Exit 66 for a name that nobody has.
int admin_new_pin(const std::filesystem::path& config, const std::string& name);
int admin_remove_staff(const std::filesystem::path& config, const std::string& name);

}  // namespace anteroom::kiosk
