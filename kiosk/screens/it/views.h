// What each screen of IT staff shows, as plain data. Nothing of any patient.
#pragma once

#include "kiosk/screens/nurse/views.h"
#include "platform/check.h"
#include "platform/machine_facts.h"

#include <optional>
#include <string>
#include <vector>

namespace anteroom::screens {

// The kiosk that could not start: the one screen that no state of the flow leads to.
struct StartTroubleView {
  std::vector<std::string> faults;  // "/etc/anteroom/anteroom.toml:3:8: what is wrong; what would be right"
  std::string version;
  std::string serial;
  std::string addresses;  // empty: no network
};

// A new device: its secrets are made at a touch, or it takes over a backup from a stick; they stand here once.
enum class FirstSetUpStage { asking, stick, code, restoring, making, showing, confirming };
struct FirstSetUpView {
  FirstSetUpStage stage;
  std::string kiosk;
  std::string version;
  std::string serial;
  struct Secrets {
    std::string name;
    std::string pin;
    std::string passphrase;
    std::string recovery_code;
  } secrets = {};                                  // after a backup the passphrase alone
  std::optional<platform::StickState> stick = {};  // nothing while it is looked for
  std::vector<std::string> files = {};             // backups on it
  std::string file = {};                           // that was picked
  std::string code = {};                           // as far as it is typed, without hyphens
  std::optional<Fault> problem = {};               // of the last try
};

// What they see first.
struct MachineView {
  std::string name;               // who is signed in
  std::vector<AlertItem> alerts;  // of the kiosk's own trouble
  bool has_headphones = false;
  bool is_sound_tested = false;
  std::vector<platform::ChannelKind> failing = {};  // ways that an alert does not get through
  bool is_set_aside = false;                        // visits of a damaged database are in no list
};

struct ChecksView {
  std::vector<platform::Check> checks;  // the worst first
  bool under_way = false;
};

struct PrinterTestView {
  bool has_printer = true;  // in the settings
  PrinterState printer = {};
  std::optional<platform::SummaryState> state = {};                   // of the page that was asked for last
  platform::PrinterTrouble why_not = platform::PrinterTrouble::none;  // of the last try
  exporting::TestPage page = {};
};

struct AlertTestView {
  struct Way {
    platform::ChannelKind channel = platform::ChannelKind::printer;
    bool testing = false;
    std::string passed = {};  // "10:41"; empty: it did not
    std::string fault = {};
  };
  std::vector<Way> ways;
};

struct PeopleView {
  using Step = flow::staff::People;
  std::vector<Person> people;
  std::string name;  // of whom it is about, or as far as it is typed
  platform::StaffRole role = platform::StaffRole::nurse;
  std::string pin = {};
  Step::Stage stage = Step::Stage::list;
  Step::Problem problem = Step::Problem::none;
};

// Where a passphrase proves it, that is an OpenDayView.
struct KeysView {
  using Step = flow::staff::Keys;
  struct Way {
    int number = 0;
    bool is_recovery = false;
    std::string made;  // "2026-11-23"
  };
  std::vector<Way> ways;
  int epoch = 0;
  std::string since = {};
  std::string signer = {};
  int way = 0;  // that is removed
  std::string passphrase = {};
  Step::Stage stage = Step::Stage::list;
  Step::Problem problem = Step::Problem::none;
};

struct AboutView {
  std::string kiosk;
  std::string version;
  platform::MachineFacts facts;
  std::string now;  // "2026-11-26 14:05"
  bool is_synchronised = false;
  bool can_restart = false;
  flow::staff::About::Stage stage = flow::staff::About::Stage::reading;
};

[[nodiscard]] Touched draw(ui::Ui& ui, const AboutView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const PeopleView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const KeysView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const MachineView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const ChecksView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const PrinterTestView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const AlertTestView& view, const Chrome& chrome);
Touched draw(ui::Ui& ui, const StartTroubleView& view, const Chrome& chrome);
Touched draw(ui::Ui& ui, const FirstSetUpView& view, const Chrome& chrome);

}  // namespace anteroom::screens
