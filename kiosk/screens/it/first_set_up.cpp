#include "kiosk/screens/it/views.h"

#include <format>
#include <string_view>

namespace anteroom::screens {
namespace {

// Half of its groups a line: it has no word at which a small panel could break it. Both stand on one page.
void say_recovery_code(ui::Ui& ui, std::string_view code) {
  const std::size_t middle = code.find('-', code.size() / 2);
  ui.pill(code.substr(0, middle), ui::Tone::neutral, {}, 1);
  if (middle != std::string_view::npos) ui.pill(code.substr(middle + 1), ui::Tone::neutral);
}

void say_secrets(ui::Ui& ui, const FirstSetUpView::Secrets& secrets, const Words& words) {
  ui.label(words.say("PIN of {name}", {{"name", secrets.name}}));
  ui.code(std::format("pin:{}", secrets.pin), secrets.pin);
  ui.label(words.say("Passphrase, for those who open the day"));
  ui.pill(secrets.passphrase, ui::Tone::neutral, std::format("passphrase:{}", secrets.passphrase));
  ui.label(words.say("Recovery code, in two lines: lock it away on paper"));
  say_recovery_code(ui, secrets.recovery_code);
}

}  // namespace

Touched draw(ui::Ui& ui, const FirstSetUpView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  using enum FirstSetUpStage;
  const bool is_secret = view.stage == showing;
  ui.begin_screen({.id = is_secret                  ? "it.first_secrets"
                         : view.stage == confirming ? "it.first_check"
                                                    : "it.first_set_up",
                   .layout = ui::Layout::staff,
                   .pages = page_labels(words)});
  staff_header(ui, chrome);
  bool can_go_on = true;
  bool can_go_back = false;
  switch (view.stage) {
    case asking:
      ui.heading(words.say("A new kiosk: {kiosk}", {{"kiosk", view.kiosk}}));
      ui.paragraph(words.say(
          "The next screen shows, once, what nobody can find out later: a PIN, a passphrase and the recovery code. "
          "Have pen and paper ready, and nobody beside you."));
      ui.caption(std::format("{} · {}", words.say("Version {version}", {{"version", view.version}}),
                             words.say("Serial number {serial}", {{"serial", view.serial}})));
      break;
    case making:
      ui.heading(words.say("A new kiosk: {kiosk}", {{"kiosk", view.kiosk}}));
      ui.paragraph(words.say("The keys are being made. This takes a moment."));
      can_go_on = false;
      break;
    case showing:
      ui.heading(words.say("Write all of this down"));
      say_secrets(ui, view.secrets, words);
      can_go_on = ui.page_shown().page >= ui.page_shown().of;
      break;
    case confirming:
      ui.heading(words.say("Is all of it on paper?"));
      ui.paragraph(words.say(
          "When passphrase and recovery code are both lost, every answer on this kiosk is lost. After this screen "
          "they are not shown again."));
      can_go_back = true;
      break;
  }
  ui::Footer buttons{.next = continue_button(words, can_go_on)};
  if (view.stage == confirming) buttons.next->label = words.say("Yes, all of it");
  if (can_go_back) buttons.back = back_button(words);
  const Touched touched = footer(ui, buttons);
  ui.end_screen();
  return touched;
}

}  // namespace anteroom::screens
