#include "kiosk/first_set_up.h"

#include "forms/base/wipe.h"
#include "forms/library.h"
#include "kiosk/backup.h"
#include "kiosk/letters.h"
#include "kiosk/load_words.h"
#include "kiosk/machine.h"
#include "kiosk/newest_first.h"
#include "kiosk/screen_options.h"
#include "kiosk/screens/it/views.h"
#include "kiosk/version.h"
#include "kiosk/window/window.h"
#include "platform/linux/system_clock.h"
#include "platform/linux/this_machine.h"
#include "platform/linux/worker_jobs.h"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <memory>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace anteroom::kiosk {
namespace {

using Stage = screens::FirstSetUpStage;
namespace intent = flow::intent;

constexpr std::size_t code_letters = 56;  // of a recovery code, without its hyphens

class FirstSetUp {
 public:
  // Outlives the jobs that it is given below: what runs still when the window closes comes back to nobody.
  FirstSetUp(const platform::Config& config, const Beginnings& beginnings) : m_beginnings(beginnings) {
    view.kiosk = config.kiosk.name;
    view.version = release();
    view.serial = platform::this_machine().serial;
  }
  ~FirstSetUp() {
    wipe(view.code);
    forget(view.secrets);
  }
  FirstSetUp(const FirstSetUp&) = delete;
  FirstSetUp& operator=(const FirstSetUp&) = delete;

  screens::FirstSetUpView view{.stage = Stage::asking, .kiosk = {}, .version = {}, .serial = {}};
  bool is_written_down = false;
  std::optional<Error> fault;  // of `make`

  void touched(const flow::Intent& touch, platform::Jobs& jobs) {
    const bool goes_on = std::holds_alternative<intent::Continue>(touch);
    switch (view.stage) {
      case Stage::asking:
        if (goes_on) begin(Stage::making, m_beginnings.make, jobs);
        if (std::holds_alternative<intent::OpenTool>(touch)) view.stage = Stage::stick;
        break;
      case Stage::stick:
        if (std::holds_alternative<intent::Back>(touch)) view.stage = Stage::asking;
        if (const auto* picked = std::get_if<intent::Choose>(&touch)) pick(picked->option);
        break;
      case Stage::code:
        if (std::holds_alternative<intent::Back>(touch)) view.stage = Stage::stick;
        type(touch);
        if (goes_on && view.code.size() == code_letters)
          begin(
              Stage::restoring,
              [restore = m_beginnings.restore, file = view.file, code = view.code] { return restore(file, code); },
              jobs);
        break;
      case Stage::making:
      case Stage::restoring: break;
      case Stage::showing:
        if (goes_on) view.stage = Stage::confirming;
        break;
      case Stage::confirming:
        is_written_down = goes_on;
        if (std::holds_alternative<intent::Back>(touch)) view.stage = Stage::showing;
        break;
    }
  }

  // Looks for the stick while somebody waits for it; how long until it is looked for again.
  std::chrono::milliseconds look(platform::Jobs& jobs) {
    constexpr std::chrono::seconds pause{1};
    if (view.stage != Stage::stick) return std::chrono::milliseconds::max();
    const auto now = m_clock.since_boot();
    if (!m_is_looking && now >= m_next_look) {
      m_next_look = now + pause;
      m_is_looking = true;
      jobs.run([this] {
        const platform::StickState state = m_beginnings.stick.look();
        auto files = m_beginnings.stick.names(backup_ending).value_or(std::vector<std::string>{});
        put_newest_first(files);
        return std::function<void()>([this, state, files = std::move(files)] {
          m_is_looking = false;
          view.stick = state;
          view.files = files;
        });
      });
    }
    return pause;
  }

 private:
  static void forget(screens::FirstSetUpView::Secrets& secrets) {
    wipe(secrets.pin);
    wipe(secrets.passphrase);
    wipe(secrets.recovery_code);
  }

  void pick(int index) {
    if (index < 0 || static_cast<std::size_t>(index) >= view.files.size()) return;
    view.file = view.files[static_cast<std::size_t>(index)];
    view.stage = Stage::code;
    view.problem = {};
  }

  void type(const flow::Intent& touch) {
    if (const auto* key = std::get_if<intent::Type>(&touch)) {
      const char letter = key->plain();
      view.problem = {};
      if (view.code.size() < code_letters && std::isalnum(static_cast<unsigned char>(letter)) != 0)
        view.code += static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
    } else if (std::holds_alternative<intent::Erase>(touch) && !view.code.empty()) {
      view.problem = {};
      view.code.pop_back();
    }
  }

  void begin(Stage stage, std::function<Result<FirstSecrets>()> work, platform::Jobs& jobs) {
    view.stage = stage;
    jobs.run([this, stage, work = std::move(work)] {
      auto secrets = std::make_shared<Result<FirstSecrets>>(work());
      return std::function<void()>([this, stage, secrets] { begun(stage, *secrets); });
    });
  }

  void begun(Stage stage, Result<FirstSecrets>& secrets) {
    if (secrets) {
      view.secrets = {.name = secrets->name,
                      .pin = std::move(secrets->pin),
                      .passphrase = std::move(secrets->passphrase),
                      .recovery_code = std::move(secrets->recovery_code)};
      view.stage = Stage::showing;
      wipe(view.code);
    } else if (stage == Stage::making) {
      fault = secrets.error();
    } else {
      view.problem = secrets.error().fault;
      view.stage = Stage::code;
    }
  }

  const Beginnings& m_beginnings;
  platform::SystemClock m_clock;
  bool m_is_looking = false;
  std::chrono::milliseconds m_next_look{0};
};

}  // namespace

Result<bool> show_first_set_up(const platform::Config& config, const RunOptions& options,
                               const Beginnings& beginnings) {
  words::Vocabulary vocabulary;
  if (auto words = load_words(words_folder(), config.kiosk.languages.front())) vocabulary.add(std::move(*words));
  auto window = window::Window::open(screen_options(config, letters_of(forms::Library{}, config, vocabulary), options));
  if (!window) return std::unexpected(window.error());
  const screens::Chrome chrome{
      .clinic = config.kiosk.clinic, .staff_light = false, .words = vocabulary.in(config.kiosk.languages.front())};
  FirstSetUp set_up(config, beginnings);
  platform::WorkerJobs jobs([&window] { (*window)->wake(); });
  (*window)->run({.settle =
                      [&](ui::Ui&) {
                        jobs.settle();
                        if (set_up.fault) (*window)->stop();
                      },
                  .draw =
                      [&](ui::Ui& ui) {
                        if (const auto touch = screens::draw(ui, set_up.view, chrome)) set_up.touched(*touch, jobs);
                        if (set_up.is_written_down) (*window)->stop();
                      },
                  .wait = [&] { return set_up.look(jobs); }});
  if (set_up.fault) return std::unexpected(*set_up.fault);
  return set_up.is_written_down;
}

}  // namespace anteroom::kiosk
