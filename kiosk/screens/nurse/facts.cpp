// What staff may add to a new visit: whether somebody helps, the clinician, and what the chart says. Nothing of it is
// required, and what is left blank is "not available", never "none".
#include "kiosk/screens/nurse/words.h"

#include <array>
#include <format>

namespace anteroom::screens {
namespace {

using flow::intent::Fact;
using Field = flow::staff::NewVisitForm::Field;
using Problem = flow::staff::NewVisitForm::Problem;

constexpr std::array<std::size_t, 3> date_groups{2, 2, 4};
constexpr std::size_t date_digits = 8;
constexpr std::size_t dose_digits = 4;

std::string_view in_chart(const std::optional<bool>& fact, const Words& words) {
  if (!fact) return words.say_as("in the chart", "Not entered");
  return *fact ? words.say_as("in the chart", "Yes") : words.say_as("in the chart", "No");
}

}  // namespace

Touched draw_facts(ui::Ui& ui, const NewVisitView& view, const Words& words) {
  // A low panel needs the height: there the strip asks, and rows without a heading stand side by side.
  const bool low = is_short(ui);
  if (!low) ui.heading(words.say("Anything to add?"));
  if (view.problem == Problem::no_room)
    ui.notice(words.say("There is no room left on this kiosk for another visit. Please tell your IT staff."),
              ui::Tone::attention);
  if (view.problem == Problem::nothing_asked)
    ui.notice(words.say("Nothing would be asked: no form is left. Go back and choose an interpreter or other forms."),
              ui::Tone::attention);
  if (view.problem == Problem::store)
    ui.notice(words.say("The visit could not be saved. Please try again."), ui::Tone::attention);
  const std::string dose = view.opioid.empty() ? std::string(words.say_as("in the chart", "Not entered"))
                                               : words.say("{dose} MME a day", {{"dose", view.opioid}});
  std::vector<Fact> facts;
  std::vector<ui::Row> rows;
  const auto add = [&](Fact fact, std::string_view id, std::string_view title, std::string_view value,
                       std::string_view section = {}) {
    facts.push_back(fact);
    rows.push_back(
        {.section = section, .id = id, .title = title, .detail = {}, .value = value, .selected = {}, .changes = true});
  };
  add(Fact::help, "fact:help", words.say("Filled in"), view.with_help ? words.say("With help") : words.say("Alone"));
  if (!view.clinicians.empty())
    add(Fact::clinician, "fact:clinician", words.say("Clinician"),
        view.clinician.empty() ? words.say("Not named") : std::string_view(view.clinician));
  add(Fact::opioid, "fact:opioid", words.say("Opioids"), dose, words.say("From the chart"));
  add(Fact::benzodiazepine, "fact:benzodiazepine", words.say("Benzodiazepine"), in_chart(view.benzodiazepine, words));
  add(Fact::naloxone, "fact:naloxone", words.say("Naloxone"), in_chart(view.naloxone, words));
  if (!view.as_of.empty()) add(Fact::as_of, "fact:as_of", words.say("Chart as of"), view.as_of);
  if (const auto tapped = ui.list(rows, page_labels(words))) return flow::intent::PickFact{facts.at(*tapped)};
  return std::nullopt;
}

Touched draw_opioid(ui::Ui& ui, const NewVisitView& view, const Words& words) {
  ui.question({}, words.say("Opioid dose a day, as in the chart"), page_labels(words));
  ui.text_field({.id = "opioid",
                 .label = {},
                 .value = view.typed,
                 .hint = words.say_as("in the chart", "Not entered"),
                 .suffix = words.say("MME")});
  return intent_of(ui.keypad({.enabled = view.typed.size() < dose_digits, .erase_label = erase_label(words)}));
}

Touched draw_date(ui::Ui& ui, const NewVisitView& view, const Words& words, std::string_view id,
                  std::string_view question) {
  ui.question({}, question, page_labels(words));
  const auto hints = date_hints(words);
  const bool wrong = view.problem == Problem::no_such_day;
  ui.digit_field({.id = id,
                  .label = wrong ? words.say("No such day. Please type it again.") : words.say("Day, month, year"),
                  .label_tone = wrong ? ui::Tone::attention : ui::Tone::neutral,
                  .digits = view.typed,
                  .begins_anew = wrong,
                  .groups = date_groups,
                  .group_hints = hints});
  return intent_of(ui.keypad({.enabled = view.typed.size() < date_digits || wrong, .erase_label = erase_label(words)}));
}

Touched draw_clinicians(ui::Ui& ui, const NewVisitView& view, const Words& words) {
  ui.heading(words.say("Whom will the patient see?"));
  std::vector<std::string> ids;
  std::vector<ui::Row> rows;
  ids.reserve(view.clinicians.size() + 1);
  for (const std::string& name : view.clinicians) {
    ids.push_back(std::format("clinician:{}", ids.size()));
    rows.push_back(
        {.id = ids.back(), .title = name, .detail = {}, .value = {}, .pill = {}, .selected = name == view.clinician});
  }
  ids.emplace_back("clinician:none");
  rows.push_back({.id = ids.back(),
                  .title = words.say("Not named"),
                  .detail = {},
                  .value = {},
                  .pill = {},
                  .selected = view.clinician.empty()});
  if (const auto tapped = ui.list(rows, page_labels(words))) return flow::intent::PickPerson{static_cast<int>(*tapped)};
  return std::nullopt;
}

}  // namespace anteroom::screens
