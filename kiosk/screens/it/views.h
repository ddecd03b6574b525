// What each screen of IT staff shows, as plain data.
#pragma once

#include "kiosk/screens/chrome.h"

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

// A new device: its secrets are made at a touch and stand here once.
enum class FirstSetUpStage { asking, making, showing, confirming };
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
  } secrets = {};
};

Touched draw(ui::Ui& ui, const StartTroubleView& view, const Chrome& chrome);
Touched draw(ui::Ui& ui, const FirstSetUpView& view, const Chrome& chrome);

}  // namespace anteroom::screens
