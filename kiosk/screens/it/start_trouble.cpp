#include "kiosk/screens/it/views.h"

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
  for (const std::string& fault : view.faults) ui.notice(fault, ui::Tone::attention);
  // A label is never parted from what it is the label of.
  ui.caption(words.say("Version {version}", {{"version", view.version}}));
  ui.caption(words.say("Serial number {serial}", {{"serial", view.serial}}));
  ui.caption(address);
  const Touched touched = footer(ui, {});
  ui.end_screen();
  return touched;
}

}  // namespace anteroom::screens
