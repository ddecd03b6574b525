// A visit shall be deleted: what is lost, and who else says so.
#include "kiosk/screens/nurse/words.h"

namespace anteroom::screens {
namespace {

using Problem = flow::staff::DeleteVisit::Problem;

void draw_warning(ui::Ui& ui, const DeleteVisitView& view, const Words& words) {
  ui.heading(words.say("Delete visit {code} · {initials}?", {{"code", view.code}, {"initials", view.initials}}));
  // Why it cannot be done stands first: below what would be lost a small panel hides it.
  switch (view.problem) {
    case Problem::none:
      ui.notice(words.say("This cannot be undone, and no backup made from now on has it."), ui::Tone::danger);
      break;
    case Problem::nobody:
      ui.notice(words.say("Nobody else can agree: it takes two people, one of them a charge nurse."),
                ui::Tone::attention);
      break;
    case Problem::not_over: ui.notice(words.say("Not deleted: the visit is not over yet."), ui::Tone::attention); break;
    case Problem::printing:
      ui.notice(words.say("Not deleted: a page of it is being printed. Please try again after that."),
                ui::Tone::attention);
      break;
    case Problem::alert:
      ui.notice(words.say("Not deleted: it has an alert that nobody has seen to. See to it first."),
                ui::Tone::attention);
      break;
  }
  if (view.problem != Problem::none) return;
  ui.bullet(words.say("Every answer of this visit goes, with its scores, alerts and summary."));
  ui.bullet(words.say("Later visits of this patient are no longer compared with it."));
  ui.bullet(words.say("What was printed, exported or backed up before stays where it is."));
  ui.bullet(words.say("The log keeps that this visit was deleted, and who did it."));
  ui.paragraph(words.say("A second person has to agree with their own PIN; one of the two is a charge nurse."));
}

}  // namespace

Touched draw(ui::Ui& ui, const DeleteVisitView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  ui.begin_screen({.id = view.picking ? "nurse.delete_visit.person" : "nurse.delete_visit",
                   .instance = view.code,
                   .layout = ui::Layout::staff,
                   .pages = page_labels(words)});
  staff_header(ui, chrome);
  Touched touched;
  ui::Footer boxes{.back = back_button(words)};
  if (view.picking) {
    ui.heading(words.say("Who agrees that visit {code} is deleted?", {{"code", view.code}}));
    touched = draw_people(ui, view.people, words);
  } else {
    draw_warning(ui, view, words);
    // Not before every consequence was on the screen, and only where it can be done.
    if (view.problem == Problem::none)
      boxes.next = ui::FooterButton{.label = words.say_as("a visit", "Delete"),
                                    .id = "delete",
                                    .kind = ui::ButtonKind::danger,
                                    .after_last_page = true};
  }
  touched = either(touched, footer(ui, boxes));
  ui.end_screen();
  return touched;
}

}  // namespace anteroom::screens
