#include "kiosk/start_trouble.h"

#include "forms/library.h"
#include "kiosk/letters.h"
#include "kiosk/load_words.h"
#include "kiosk/machine.h"
#include "kiosk/one_line.h"
#include "kiosk/screen_options.h"
#include "kiosk/screens/it/views.h"
#include "kiosk/version.h"
#include "kiosk/window/window.h"
#include "platform/linux/supervisor.h"
#include "platform/linux/system_clock.h"
#include "platform/linux/this_machine.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace anteroom::kiosk {
namespace {

constexpr std::chrono::minutes between_looks{1};

screens::StartTroubleView view_of(const StartTrouble& trouble) {
  const platform::MachineFacts machine = platform::this_machine();
  screens::StartTroubleView view{.faults = {}, .version = release(), .serial = machine.serial, .addresses = {}};
  for (const std::string& fault : trouble.faults) view.faults.push_back(one_line(fault));
  for (const std::string& address : machine.addresses) view.addresses += (view.addresses.empty() ? "" : ", ") + address;
  return view;
}

// Settings that are wrong in one place mostly say the clinic's language in another.
words::Vocabulary vocabulary_of(const platform::Config& config) {
  words::Vocabulary vocabulary;
  if (auto words = load_words(words_folder(), config.kiosk.languages.front())) vocabulary.add(std::move(*words));
  return vocabulary;
}

}  // namespace

int show_start_trouble(const RunOptions& options, const StartTrouble& trouble) {
  const words::Vocabulary vocabulary = vocabulary_of(trouble.config);
  screens::StartTroubleView view = view_of(trouble);
  auto window = window::Window::open(
      screen_options(trouble.config, letters_of(forms::Library{}, trouble.config, vocabulary), options));
  if (!window) return trouble.exit_code;
  const screens::Chrome chrome{.clinic = trouble.config.kiosk.clinic,
                               .staff_light = false,
                               .words = vocabulary.in(trouble.config.kiosk.languages.front())};
  const platform::SystemClock clock;
  auto next_look = clock.since_boot();
  bool is_ready = false;
  (*window)->run({.settle =
                      [&](ui::Ui&) {
                        if (clock.since_boot() >= next_look) (*window)->present_again();
                      },
                  .draw = [&](ui::Ui& ui) { (void)screens::draw(ui, view, chrome); },
                  .wait = [&] { return std::max(next_look - clock.since_boot(), std::chrono::milliseconds{0}); },
                  .confirmed =
                      [&] {
                        next_look = clock.since_boot() + between_looks;
                        if (!std::exchange(is_ready, true)) platform::tell_ready();
                        platform::tell_alive();
                        view = view_of(trouble);  // a cable was plugged in meanwhile
                        if (trouble.is_over()) (*window)->stop();
                      }});
  platform::tell_stopping();
  return trouble.exit_code;
}

}  // namespace anteroom::kiosk
