// One alert: what became of it, and what was done about it.
#include "kiosk/screens/nurse/words.h"

#include <array>

namespace anteroom::screens {
namespace {

using platform::AlertAction;
using platform::AlertStepKind;

std::string step_words(const AlertStepItem& step, const Words& words) {
  const std::string_view channel = step.channel ? channel_words(*step.channel, words) : std::string_view{};
  switch (step.kind) {
    case AlertStepKind::delivered:
      return words.say("{time}: staff told by {channel}", {{"time", step.time}, {"channel", channel}});
    case AlertStepKind::undelivered:
      return words.say("{time}: {channel} did not work", {{"time", step.time}, {"channel", channel}});
    case AlertStepKind::escalated:
      return words.say("{time}: second contact told by {channel}", {{"time", step.time}, {"channel", channel}});
    case AlertStepKind::not_escalated:
      return words.say("{time}: second contact not reached by {channel}", {{"time", step.time}, {"channel", channel}});
    case AlertStepKind::seen: return words.say("{time}: seen at the kiosk", {{"time", step.time}});
    case AlertStepKind::acknowledged:
      return words.say("{time}: acknowledged by {name}", {{"time", step.time}, {"name", step.person}});
  }
  return {};
}

}  // namespace

Touched draw(ui::Ui& ui, const AlertDetailView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  ui.begin_screen({.id = "nurse.alert", .layout = ui::Layout::staff, .pages = page_labels(words)});
  // All that can be done stays in sight: on a small panel the strip asks.
  const bool is_asked_above = is_small(ui) && is_of_patient(view.item.kind);
  staff_header(ui, chrome, is_asked_above ? words.say("What was done?") : std::string_view{});
  if (!is_asked_above) ui.heading(words.say("What was done?"));
  // What became of it stands step by step below.
  ui.paragraph(view.steps.empty() ? alert_words(view.item, words) : what_words(view.item, words));
  const auto is_bad = [](const AlertStepItem& step) {
    return step.kind == AlertStepKind::undelivered || step.kind == AlertStepKind::not_escalated;
  };
  for (const AlertStepItem& step : view.steps) {
    if (is_bad(step)) ui.notice(step_words(step, words), ui::Tone::attention);
  }
  Touched touched;
  if (is_of_patient(view.item.kind)) {
    constexpr std::array<AlertAction, 3> actions{AlertAction::seen, AlertAction::handed_over,
                                                 AlertAction::patient_left};
    const std::array<ui::Ui::ButtonSpec, 3> answers{
        {{"action:seen", words.say_as("an alert", "I was with the patient")},
         {"action:handed_over", words.say_as("an alert", "A colleague is with them")},
         {"action:patient_left", words.say_as("an alert", "They left: will be called")}}};
    std::optional<std::size_t> tapped;
    constexpr float tall_mm = 160;
    const bool is_low =
        ui.metrics().mm(ui.metrics().window.h) < tall_mm && ui.metrics().window.w > ui.metrics().window.h;
    if (is_low) {
      // Beside each other, so that nobody turns a page to find the one that is true.
      tapped = ui.button_row(answers, 0, ui::Ui::RowWidth::full);
    } else {
      std::vector<ui::Row> rows;
      for (const auto& answer : answers) rows.push_back({.id = answer.id, .title = answer.label});
      tapped = ui.list(rows, page_labels(words));
    }
    if (tapped) touched = flow::intent::Acknowledge{actions.at(*tapped)};
  } else {
    const std::array<ui::Row, 1> rows{{{.id = "action:seen",
                                        .title = words.say_as("an alert", "Seen to"),
                                        .detail = words.say("It works again, or somebody is at it.")}}};
    if (ui.list(rows, page_labels(words))) touched = flow::intent::Acknowledge{AlertAction::seen};
  }
  for (const AlertStepItem& step : view.steps) {
    if (!is_bad(step)) ui.caption(step_words(step, words));
  }
  touched =
      either(touched, footer(ui, {.ask_staff = {}, .back = back_button(words), .skip = {}, .decline = {}, .next = {}}));
  ui.end_screen();
  return touched;
}

}  // namespace anteroom::screens
