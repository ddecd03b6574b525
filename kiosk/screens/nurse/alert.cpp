// One alert: what became of it, and what was done about it.
#include "kiosk/screens/nurse/words.h"

#include <array>

namespace anteroom::screens {
namespace {

using platform::AlertAction;
using platform::AlertStepKind;

ui::Row answer(std::string_view id, std::string_view title, std::string_view detail) {
  return {.id = id, .title = title, .detail = detail, .value = {}, .pill = {}, .selected = {}};
}

std::string step_words(const AlertStepItem& step, const Words& words) {
  const std::string_view channel = step.channel ? channel_words(*step.channel, words) : std::string_view{};
  switch (step.kind) {
    case AlertStepKind::delivered:
      return words.say("{time} told: {channel}", {{"time", step.time}, {"channel", channel}});
    case AlertStepKind::undelivered:
      return words.say("{time} did not get through: {channel}", {{"time", step.time}, {"channel", channel}});
    case AlertStepKind::escalated:
      return words.say("{time} second contact told: {channel}", {{"time", step.time}, {"channel", channel}});
    case AlertStepKind::not_escalated:
      return words.say("{time} second contact not reached: {channel}", {{"time", step.time}, {"channel", channel}});
    case AlertStepKind::seen: return words.say("{time} seen at the kiosk", {{"time", step.time}});
    case AlertStepKind::acknowledged:
      return words.say("{time} acknowledged by {name}", {{"time", step.time}, {"name", step.person}});
  }
  return {};
}

}  // namespace

Touched draw(ui::Ui& ui, const AlertDetailView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  ui.begin_screen({.id = "nurse.alert", .layout = ui::Layout::staff, .pages = page_labels(words)});
  // What did not get through comes before what there is to do, and all that can be done stays in sight: on a small
  // panel the strip asks.
  staff_header(ui, chrome, is_short(ui) ? words.say("What was done?") : std::string_view{});
  if (!is_short(ui)) ui.heading(words.say("What was done?"));
  ui.paragraph(alert_words(view.item, words));
  const auto is_bad = [](const AlertStepItem& step) {
    return step.kind == AlertStepKind::undelivered || step.kind == AlertStepKind::not_escalated;
  };
  const auto tell_bad = [&] {
    for (const AlertStepItem& step : view.steps) {
      if (is_bad(step)) ui.notice(step_words(step, words), ui::Tone::attention);
    }
  };
  if (!is_small(ui) || is_short(ui)) tell_bad();
  Touched touched;
  if (is_of_patient(view.item.kind)) {
    constexpr std::array<AlertAction, 3> actions{AlertAction::seen, AlertAction::handed_over,
                                                 AlertAction::patient_left};
    const std::array<std::string_view, 3> titles{words.say_as("an alert", "Seen"),
                                                 words.say_as("an alert", "Handed over"),
                                                 words.say_as("an alert", "Patient left")};
    std::optional<std::size_t> tapped;
    constexpr float tall_mm = 160;
    const bool is_low =
        ui.metrics().mm(ui.metrics().window.h) < tall_mm && ui.metrics().window.w > ui.metrics().window.h;
    if (is_low) {
      // Beside each other, so that nobody turns a page to find the one that is true.
      const std::array<ui::Ui::ButtonSpec, 3> buttons{
          {{"action:seen", titles[0]}, {"action:handed_over", titles[1]}, {"action:patient_left", titles[2]}}};
      tapped = ui.button_row(buttons);
    } else {
      const auto detail = [&](std::string_view text) { return is_small(ui) ? std::string_view{} : text; };
      const std::vector<ui::Row> rows{
          answer("action:seen", titles[0], detail(words.say("I have been with the patient."))),
          answer("action:handed_over", titles[1], detail(words.say("A colleague is with the patient."))),
          answer("action:patient_left", titles[2], detail(words.say("Somebody has to call the patient.")))};
      tapped = ui.list(rows, page_labels(words));
    }
    if (tapped) touched = flow::intent::Acknowledge{actions.at(*tapped)};
  } else {
    const std::vector<ui::Row> rows{
        answer("action:seen", words.say_as("an alert", "Seen to"), words.say("It works again, or somebody is at it."))};
    if (ui.list(rows, page_labels(words))) touched = flow::intent::Acknowledge{AlertAction::seen};
  }
  if (is_small(ui) && !is_short(ui)) tell_bad();
  for (const AlertStepItem& step : view.steps) {
    if (!is_bad(step)) ui.caption(step_words(step, words));
  }
  touched =
      either(touched, footer(ui, {.ask_staff = {}, .back = back_button(words), .skip = {}, .decline = {}, .next = {}}));
  ui.end_screen();
  return touched;
}

}  // namespace anteroom::screens
