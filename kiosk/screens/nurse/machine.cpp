// What IT see when they sign in: whether the kiosk is well, and nothing of any patient.
#include "kiosk/screens/nurse/words.h"

#include <format>

namespace anteroom::screens {

Touched draw(ui::Ui& ui, const MachineView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  ui.begin_screen({.id = "it.machine", .layout = ui::Layout::staff, .pages = page_labels(words)});
  staff_header(ui, chrome, view.name);
  Touched touched;
  ui.heading(words.say("This kiosk"));
  ui.paragraph(words.say("You are signed in as IT. Visits, answers and summaries are not shown to you."));
  if (view.is_set_aside) set_aside_notice(ui, Reader::it, words);
  failing_notice(ui, view.failing, Reader::it, words);
  const bool is_well = !view.is_set_aside && view.failing.empty() && view.alerts.empty();
  if (is_well) ui.notice(words.say("Alerts get through, and nothing waits for you."), ui::Tone::good);
  std::vector<std::string> ids;
  std::vector<std::string> titles;
  std::vector<ui::Row> rows;
  ids.reserve(view.alerts.size());  // the rows look at these strings
  titles.reserve(view.alerts.size());
  for (const AlertItem& alert : view.alerts) {
    ids.push_back(std::format("alert:{}:open", alert.alert.value));
    titles.push_back(alert_words(alert, words));
    rows.push_back({.id = ids.back(), .title = titles.back(), .detail = {}, .value = {}, .pill = {}, .selected = {}});
  }
  if (const auto tapped = ui.list(rows, page_labels(words)))
    touched = flow::intent::OpenAlert{view.alerts[*tapped].alert};
  if (view.has_headphones && ui.button("sound_test", words.say("Sound test"), ui::ButtonKind::secondary))
    touched = flow::intent::OpenSoundTest{};
  ui.paragraph(words.say("For all else: “{command}” says what is wrong.", {{"command", "anteroom doctor"}}));
  const auto box = ui.footer({.back = ui::FooterButton{.label = words.say("Sign out"), .id = "sign_out"}});
  if (box == ui::FooterBox::back) touched = flow::intent::SignOut{};
  ui.end_screen();
  return touched;
}

}  // namespace anteroom::screens
