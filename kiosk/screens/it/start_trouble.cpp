#include "kiosk/screens/it/views.h"

#include <format>

namespace anteroom::screens {

// Calm, because patients see it too; exact, because whoever was called reads it off the glass.
Touched draw(ui::Ui& ui, const StartTroubleView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  ui.begin_screen({.id = "it.start_trouble", .layout = ui::Layout::staff, .pages = page_labels(words)});
  staff_header(ui, chrome);
  ui.heading(words.say("This kiosk is not ready"));
  const std::string address = view.addresses.empty()
                                  ? std::string(words.say("No network"))
                                  : words.say("Address {addresses}", {{"addresses", view.addresses}});
  ui.paragraph(words.say("Please call your IT staff. It goes on by itself once this is put right:"));
  // What whoever is called asks for stands above further faults, which may take several pages, and below the first.
  for (std::size_t fault = 0; fault < view.faults.size(); ++fault) {
    ui.notice(view.faults[fault], ui::Tone::attention);
    if (fault > 0) continue;
    ui.caption(std::format("{} · {} · {}", words.say("Version {version}", {{"version", view.version}}),
                           words.say("Serial number {serial}", {{"serial", view.serial}}), address));
  }
  const Touched touched = footer(ui, {});
  ui.end_screen();
  return touched;
}

}  // namespace anteroom::screens
