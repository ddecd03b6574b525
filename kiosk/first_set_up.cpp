#include "kiosk/first_set_up.h"

#include "forms/base/wipe.h"
#include "forms/library.h"
#include "kiosk/letters.h"
#include "kiosk/load_words.h"
#include "kiosk/machine.h"
#include "kiosk/screen_options.h"
#include "kiosk/screens/it/views.h"
#include "kiosk/version.h"
#include "kiosk/window/window.h"
#include "platform/linux/this_machine.h"
#include "platform/linux/worker_jobs.h"

#include <chrono>
#include <memory>
#include <optional>
#include <utility>
#include <variant>

namespace anteroom::kiosk {

Result<bool> show_first_set_up(const platform::Config& config, const RunOptions& options,
                               const std::function<Result<FirstSecrets>()>& make) {
  words::Vocabulary vocabulary;
  if (auto words = load_words(words_folder(), config.kiosk.languages.front())) vocabulary.add(std::move(*words));
  auto window = window::Window::open(screen_options(config, letters_of(forms::Library{}, config, vocabulary), options));
  if (!window) return std::unexpected(window.error());
  const screens::Chrome chrome{
      .clinic = config.kiosk.clinic, .staff_light = false, .words = vocabulary.in(config.kiosk.languages.front())};
  using Stage = screens::FirstSetUpStage;
  screens::FirstSetUpView view{.stage = Stage::asking,
                               .kiosk = config.kiosk.name,
                               .version = release(),
                               .serial = platform::this_machine().serial};
  std::optional<Result<FirstSecrets>> made;
  bool is_written_down = false;
  platform::WorkerJobs jobs([&window] { (*window)->wake(); });

  const auto touched = [&](const flow::Intent& intent) {
    const bool goes_on = std::holds_alternative<flow::intent::Continue>(intent);
    if (goes_on && view.stage == Stage::asking) {
      view.stage = Stage::making;
      jobs.run([&made, &make]() -> std::function<void()> {
        auto secrets = std::make_shared<Result<FirstSecrets>>(make());
        return [&made, secrets] { made.emplace(std::move(*secrets)); };
      });
    } else if (goes_on && view.stage == Stage::showing) {
      view.stage = Stage::confirming;
    } else if (view.stage == Stage::confirming) {
      if (!goes_on) view.stage = Stage::showing;
      is_written_down = goes_on;
    }
  };
  (*window)->run({.settle =
                      [&](ui::Ui&) {
                        jobs.settle();
                        if (view.stage != Stage::making || !made) return;
                        if (!*made) {
                          (*window)->stop();
                          return;
                        }
                        view.stage = Stage::showing;
                        view.secrets = {.name = (*made)->name,
                                        .pin = (*made)->pin,
                                        .passphrase = (*made)->passphrase,
                                        .recovery_code = (*made)->recovery_code};
                      },
                  .draw =
                      [&](ui::Ui& ui) {
                        if (const auto intent = screens::draw(ui, view, chrome)) touched(*intent);
                        if (is_written_down) (*window)->stop();
                      },
                  .wait = [] { return std::chrono::milliseconds::max(); }});
  if (made && !*made) return std::unexpected(made->error());
  if (made) {
    wipe((*made)->pin);
    wipe((*made)->passphrase);
    wipe((*made)->recovery_code);
  }
  return is_written_down;
}

}  // namespace anteroom::kiosk
