// What opens the day, and what answers are sealed to. A passphrase is shown once, before it counts.
#include "kiosk/screens/it/views.h"
#include "kiosk/screens/nurse/words.h"

#include <format>

namespace anteroom::screens {
namespace {

using Stage = flow::staff::Keys::Stage;
using Problem = flow::staff::Keys::Problem;

void say_problem(ui::Ui& ui, Problem problem, const Words& words) {
  switch (problem) {
    case Problem::none: return;
    case Problem::last:
      return ui.notice(words.say("Not removed: it is the last passphrase. Add another one first."),
                       ui::Tone::attention);
    case Problem::refused:
      return ui.notice(words.say("Nothing was changed. Please sign in anew and try again."), ui::Tone::attention);
  }
}

// The recovery code stands there and cannot be touched: it goes with the clinic alone.
Touched draw_list(ui::Ui& ui, const KeysView& view, const Words& words) {
  ui.heading(words.say("Passphrases and keys"));
  say_problem(ui, view.problem, words);
  ui.paragraph(words.say("When somebody leaves, remove the passphrase that they know: touch it."));
  std::vector<std::string> ids;
  std::vector<std::string> titles;
  std::vector<std::string> dates;
  std::vector<ui::Row> rows;
  ids.reserve(view.ways.size());  // the rows look at these strings
  titles.reserve(view.ways.size());
  dates.reserve(view.ways.size());
  for (const KeysView::Way& way : view.ways) {
    ids.push_back(std::format("way:{}", way.number));
    titles.push_back(way.is_recovery ? std::string(words.say("Recovery code, on paper"))
                                     : words.say("Passphrase {number}", {{"number", way.number}}));
    dates.push_back(words.say("since {date}", {{"date", way.made}}));
    rows.push_back({.id = ids.back(),
                    .title = titles.back(),
                    .value = dates.back(),
                    .enabled = !way.is_recovery,
                    .is_name = true});
  }
  const std::string sealed =
      words.say("Answers are sealed to key {number} since {date}.", {{"number", view.epoch}, {"date", view.since}});
  rows.push_back({.id = "rotate", .title = words.say("New key now"), .detail = sealed});
  Touched touched;
  if (const auto tapped = ui.list(rows, page_labels(words)))
    touched = *tapped < view.ways.size() ? flow::Intent(flow::intent::RemoveWay{view.ways[*tapped].number})
                                         : flow::intent::RotateKey{};
  ui.caption(words.say("This kiosk signs as {signer}.", {{"signer", view.signer}}));
  const ui::FooterButton add{.label = words.say("New passphrase"), .id = "add"};
  return either(touched, footer(ui, {.back = back_button(words), .next = add}));
}

Touched draw_removal(ui::Ui& ui, const KeysView& view, const Words& words) {
  ui.heading(words.say("Remove passphrase {number}?", {{"number", view.way}}));
  ui.bullet(words.say("It no longer opens the day."));
  ui.bullet(words.say("New answers are sealed to a new key at once, out of reach of whoever knew this passphrase."));
  ui.bullet(words.say("The day is closed, and opened again with a passphrase that stays."));
  ui.paragraph(words.say("Next, a passphrase that opens the day has to be typed."));
  const ui::FooterButton remove{.label = words.say_as("from the staff", "Remove"),
                                .id = "continue",
                                .kind = ui::ButtonKind::danger,
                                .after_last_page = true};
  return footer(ui, {.back = back_button(words), .next = remove});
}

Touched draw_rotation(ui::Ui& ui, const Words& words) {
  ui.heading(words.say("A new key now?"));
  ui.bullet(words.say("New answers are sealed to it; older ones stay readable."));
  ui.bullet(words.say("Passphrases and recovery code stay as they are."));
  ui.bullet(words.say("The day is closed, and opened again with a passphrase."));
  return footer(
      ui, {.back = back_button(words), .next = ui::FooterButton{.label = words.say("New key"), .id = "continue"}});
}

Touched draw_passphrase(ui::Ui& ui, const KeysView& view, const Words& words) {
  ui.heading(words.say("Write these six words down"));
  say_passphrase(ui, view.passphrase);
  ui.paragraph(words.say("Write today's date beside them: it tells this passphrase from the others."));
  ui.paragraph(words.say("They open the day once you say on the next screen that they are on paper."));
  ui::FooterButton next = continue_button(words);
  next.after_more = true;  // when they open the day may stand on a second page
  return footer(ui, {.back = back_button(words), .next = next});
}

Touched draw_check(ui::Ui& ui, const Words& words) {
  ui.heading(words.say("Are the six words on paper?"));
  ui.paragraph(words.say("After this screen they are not shown again; “{button}” still shows them.",
                         {{"button", unbroken(words.say("Back"))}}));
  return footer(ui, {.back = back_button(words), .next = ui::FooterButton{.label = words.say("Yes, all six")}});
}

// Without buttons where there is something to wait for.
Touched draw_news(ui::Ui& ui, std::string_view news, ui::Tone tone, const Words& words) {
  ui.heading(words.say("Passphrases and keys"));
  ui.notice(news, tone);
  ui::Footer boxes;
  if (tone == ui::Tone::good) boxes.next = ui::FooterButton{.label = words.say("Done"), .id = "continue"};
  return footer(ui, boxes);
}

std::string_view screen_id(Stage stage) {
  switch (stage) {
    case Stage::list: return "it.keys";
    case Stage::removing: return "it.keys.remove";
    case Stage::rotating: return "it.keys.rotate";
    case Stage::proof: return "it.proof";
    case Stage::working: return "it.keys.working";
    case Stage::passphrase: return "it.keys.passphrase";
    case Stage::confirming: return "it.keys.check";
    case Stage::added:
    case Stage::changed: return "it.keys.done";
  }
  return {};
}

}  // namespace

Touched draw(ui::Ui& ui, const KeysView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  ui.begin_screen({.id = screen_id(view.stage), .layout = ui::Layout::staff, .pages = page_labels(words)});
  staff_header(ui, chrome);
  Touched touched;
  switch (view.stage) {
    case Stage::list: touched = draw_list(ui, view, words); break;
    case Stage::removing: touched = draw_removal(ui, view, words); break;
    case Stage::rotating: touched = draw_rotation(ui, words); break;
    case Stage::proof: break;  // an OpenDayView
    case Stage::working:
      touched = draw_news(ui, words.say("The keys are being made. This takes a moment."), ui::Tone::neutral, words);
      break;
    case Stage::passphrase: touched = draw_passphrase(ui, view, words); break;
    case Stage::confirming: touched = draw_check(ui, words); break;
    case Stage::added:
      touched = draw_news(ui, words.say("The new passphrase opens the day from now on, like those before."),
                          ui::Tone::good, words);
      break;
    case Stage::changed:
      touched =
          draw_news(ui, words.say("Done. The day is closed: open it again with a passphrase."), ui::Tone::good, words);
      break;
  }
  ui.end_screen();
  return touched;
}

}  // namespace anteroom::screens
