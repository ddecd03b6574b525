// anteroom.toml: small and strict. An unknown key, a wrong type or a value out of range is refused with its place.
#pragma once

#include "forms/base/result.h"
#include "platform/printer.h"

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace anteroom::platform {

enum class Theme { light, dark };

struct CrisisNumber {
  std::string label;   // "Suicide & Crisis Lifeline"
  std::string number;  // "988"
};

struct Config {
  struct Kiosk {
    std::string name;  // "Kiosk 1"
    std::string clinic;
    // Of the screens, as tags ("es"): the first is the clinic's own and the staff's, patients may choose the others.
    std::vector<std::string> languages{"en"};
    std::filesystem::path data_folder{"/var/lib/anteroom"};
    std::string charge_nurse{"Charge nurse"};  // whom a device's first start gives a PIN
    int disk_reserve_mib = 64;                 // kept for visits that have begun; with less room no new one starts
    std::chrono::seconds idle_warning{120};
    std::chrono::seconds idle_grace{45};
  } kiosk;
  struct Display {
    double width_mm = 217;  // of the visible area; monitors misreport it
    Theme theme = Theme::light;
  } display;
  struct PrinterQueue {
    std::string queue;   // CUPS queue; empty = none
    std::string server;  // CUPS server, empty = the machine's own
    std::string
        address;  // of the printer itself, for a device that makes the queue from it; empty = the queue is there
    Paper paper = Paper::a4;
    std::chrono::seconds deadline{60};
  };
  PrinterQueue printer;
  int prints_a_day = 60;  // summaries that one person may print
  PrinterQueue nurses_printer;
  // Below, the ways an alert takes besides the nurses' printer; each is off while its first key is empty.
  struct Lamp {
    std::string chip;  // GPIO device without its folder: "gpiochip0"
    int line = 0;      // offset on the chip
    bool active_low = false;
  } lamp;
  struct Webhook {
    std::string url;
    std::string second_url;  // of the second contact; empty: the first one
  } webhook;
  struct Mail {
    std::string relay;  // "smtp://relay.clinic.example:25"
    std::string from;
    std::string to;
    std::string second_to;  // of the second contact; empty: the first one
  } mail;
  struct Safety {
    std::string contact;         // the role that answers an alert: "Charge nurse, ext. 12"
    std::string second_contact;  // whom an alert goes to that nobody acknowledges; empty: the first again
    std::chrono::minutes escalate_after{5};
    std::string crisis_text;  // replaces our own words; empty = ours
    std::vector<CrisisNumber> numbers;
    std::string emergency_number;  // "911"
  } safety;
  struct Audio {
    bool headphones = false;  // whether there is a pair at the kiosk, and no loudspeaker
    std::string device;       // of ALSA; empty: its default
    bool operator==(const Audio&) const = default;
  } audio;
  struct Clinic {
    bool lessons = true;                  // three short texts about pain are offered after a visit
    std::vector<std::string> clinicians;  // whom the questions after a visit are about; empty: not asked
  } clinic;
  struct Retention {
    int answers_days = 30;   // a visit's answers, after its page was first printed
    int visits_months = 24;  // a visit with its scores: what later visits are compared with
    int audit_years = 6;
  } retention;
  struct Metrics {
    std::filesystem::path file;  // for the Prometheus node exporter; empty = none
  } metrics;
  struct Usb {
    std::vector<std::string> allowed;  // "0eef:0001", "04b8:0e15:X1234": vendor, product, serial number
  } usb;
  struct Maintenance {
    bool ssh = false;  // on a device of the image: whether its SSH server may start
  } maintenance;
  struct Forms {
    std::filesystem::path site;  // forms that the site brings; empty = none
  } forms;
};

struct ConfigFinding {
  int line = 0;  // from 1
  int column = 0;
  std::string message;  // what is wrong and what would be right
};

struct ConfigOutcome {
  Config config;
  std::vector<ConfigFinding> findings;  // empty: the file is right
};

// `spoken`: the languages that the kiosk has words in; others are refused. Empty: every language is taken.
[[nodiscard]] ConfigOutcome read_config(std::string_view toml, std::string_view file,
                                        const std::vector<std::string>& spoken = {});

}  // namespace anteroom::platform
