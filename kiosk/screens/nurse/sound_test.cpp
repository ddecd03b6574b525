// Whether the kiosk speaks into its headphones and nowhere else. Its words stay the same while the sentence is said:
// what changes on a screen ends what is read of it.
#include "kiosk/screens/nurse/views.h"

#include <array>
#include <span>

namespace anteroom::screens {
namespace {

using Outcome = flow::staff::SoundTest::Outcome;

std::string_view outcome_words(Outcome outcome, const Words& words) {
  switch (outcome) {
    case Outcome::none:
    case Outcome::passed: break;
    case Outcome::failed: return words.say("Then nothing is read aloud: others would hear a patient's questions.");
    case Outcome::not_said: return words.say("The kiosk could not speak. For IT staff: “Checks” says why.");
  }
  return words.say("Patients are not offered “Read aloud” before this test is passed.");
}

}  // namespace

std::string_view sound_test_sentence(const Words& words) {
  return words.say("This is the sound test. It should be heard in the headphones, and nowhere else.");
}

Touched draw(ui::Ui& ui, const SoundTestView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  ui.begin_screen({.id = "nurse.sound_test", .layout = ui::Layout::staff, .pages = page_labels(words)});
  staff_header(ui, chrome);
  Touched touched;
  ui.heading(words.say("Sound test"));
  const bool is_new = view.passed_on.empty() && view.outcome == Outcome::none;
  if (view.passed_on.empty()) {
    // What is no news stands below everything else: "Play" stays in sight on a small panel.
    if (!is_new) ui.notice(outcome_words(view.outcome, words), ui::Tone::attention);
  } else {
    ui.notice(words.say("Passed on {date} by {name}. Patients are offered “Read aloud”.",
                        {{"date", view.passed_on}, {"name", view.passed_by}}),
              ui::Tone::good);
  }
  // Where height is short who has heard it needs the two answers, not the way there.
  if (!is_short(ui) || !view.played) {
    ui.paragraph(words.say("Put on the headphones of this kiosk and touch “Play”. The kiosk then says:"));
    ui.paragraph(words.say("“{sentence}”", {{"sentence", sound_test_sentence(words)}}));
  }
  using Where = flow::intent::HeardSound::Where;
  const bool was_heard = view.played && view.outcome != Outcome::not_said;
  const std::array answers{
      ui::Ui::ButtonSpec{.id = "heard", .label = words.say("I hear it in the headphones only"), .enabled = was_heard},
      ui::Ui::ButtonSpec{
          .id = "not_heard", .label = words.say("From a loudspeaker, or not at all"), .enabled = was_heard}};
  // Upright on 7 inches each has a row of its own.
  const std::size_t in_a_row = is_small(ui) && !is_short(ui) ? 1 : answers.size();
  for (std::size_t first = 0; first < answers.size(); first += in_a_row) {
    if (const auto answer =
            ui.button_row(std::span(answers).subspan(first, in_a_row), in_a_row, ui::Ui::RowWidth::full))
      touched = flow::intent::HeardSound{first + *answer == 0 ? Where::headphones_only : Where::elsewhere};
  }
  if (is_new) ui.caption(outcome_words(view.outcome, words));
  // In the footer, so that it stays in sight together with what comes after it.
  ui::FooterButton play{.label = words.say_as("a sound", "Play"), .id = "play"};
  if (was_heard) play.kind = ui::ButtonKind::secondary;  // the answers are what is wanted now
  const auto box = ui.footer({.back = back_button(words), .next = play});
  if (box == ui::FooterBox::next) touched = flow::intent::PlaySound{};
  if (box == ui::FooterBox::back) touched = flow::intent::Back{};
  ui.end_screen();
  return touched;
}

}  // namespace anteroom::screens
