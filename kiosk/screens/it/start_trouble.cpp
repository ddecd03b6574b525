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
  // What whoever is called asks for stands above the faults, which may take several pages.
  ui.caption(std::format("{} · {} · {}", words.say("Version {version}", {{"version", view.version}}),
                         words.say("Serial number {serial}", {{"serial", view.serial}}), address));
  ui.paragraph(words.say("Please call your IT staff. It goes on by itself once this is put right:"));
  for (const std::string& fault : view.faults) ui.notice(fault, ui::Tone::attention);
  const Touched touched = footer(ui, {});
  ui.end_screen();
  return touched;
}

}  // namespace anteroom::screens
