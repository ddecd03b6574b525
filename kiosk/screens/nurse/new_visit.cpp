#include "kiosk/screens/nurse/words.h"

#include <array>
#include <format>

namespace anteroom::screens {
namespace {

using Field = flow::staff::NewVisitForm::Field;

constexpr std::size_t date_digits = 8;

std::string_view screen_id(Field field) {
  switch (field) {
    case Field::record_number: return "nurse.new_visit.record_number";
    case Field::initials: return "nurse.new_visit.initials";
    case Field::birth_date: return "nurse.new_visit.birth_date";
    case Field::sex: return "nurse.new_visit.sex";
    case Field::battery: return "nurse.new_visit.battery";
    case Field::language: return "nurse.new_visit.language";
    case Field::unspoken: return "nurse.new_visit.unspoken";
    case Field::facts: return "nurse.new_visit.facts";
    case Field::clinician: return "nurse.new_visit.clinician";
    case Field::opioid: return "nurse.new_visit.opioid";
    case Field::as_of: return "nurse.new_visit.as_of";
  }
  return {};
}

Touched draw_battery(ui::Ui& ui, const NewVisitView& view, const Words& words) {
  ui.heading(words.say("What will be asked?"));
  Touched touched;
  if (!view.suggested.empty())
    ui.paragraph(view.last_visit.empty() ? std::string(words.say("First visit with this record number."))
                                         : words.say("Last visit {date}.", {{"date", view.last_visit}}));
  if (!view.withheld.empty()) ui.notice(withheld_words(view.withheld, words), ui::Tone::attention);
  std::vector<std::string> ids;
  std::vector<std::string> details;
  std::vector<ui::Row> rows;
  ids.reserve(view.batteries.size());
  details.reserve(view.batteries.size());
  for (const BatteryItem& battery : view.batteries) {
    ids.push_back(std::format("battery:{}", battery.id));
    details.push_back(words.say(
        "{forms}, {minutes}",
        {{"forms", words.say_count("{count} form", "{count} forms", static_cast<unsigned long>(battery.forms))},
         {"minutes", words.say_count("about {count} minute", "about {count} minutes",
                                     static_cast<unsigned long>(battery.minutes))}}));
    rows.push_back({.id = ids.back(),
                    .title = battery.title,
                    .detail = details.back(),
                    .value = {},
                    .pill = {},
                    .selected = battery.id == view.battery});
  }
  if (const auto tapped = ui.list(rows, page_labels(words)))
    touched = flow::intent::PickBattery{view.batteries[*tapped].id};
  return touched;
}

ui::Row choice(std::string_view id, std::string_view title, std::string_view detail, bool selected) {
  return {.id = id, .title = title, .detail = detail, .value = {}, .pill = {}, .selected = selected};
}

Touched draw_sex(ui::Ui& ui, const NewVisitView& view, const Words& words) {
  using platform::Sex;
  ui.heading(words.say("Sex as in the chart"));
  if (!is_short(ui)) ui.paragraph(words.say("Some results are read differently for women and men."));
  constexpr std::array<Sex, 3> sexes{Sex::female, Sex::male, Sex::unknown};
  const std::vector<ui::Row> rows{
      choice("sex:female", words.say("Female"), {}, view.sex == Sex::female),
      choice("sex:male", words.say("Male"), {}, view.sex == Sex::male),
      choice("sex:unknown", words.say_as("sex", "Not recorded"), {}, view.sex == Sex::unknown)};
  if (const auto tapped = ui.list(rows, page_labels(words))) return flow::intent::PickSex{sexes.at(*tapped)};
  return std::nullopt;
}

Touched draw_language(ui::Ui& ui, const NewVisitView& view, const Words& words) {
  ui.heading(words.say("Which language does the patient read?"));
  ui.paragraph(words.say("These forms exist in the languages below."));
  std::vector<std::string> ids;
  std::vector<std::string> titles;
  std::vector<ui::Row> rows;
  ids.reserve(view.languages.size());
  titles.reserve(view.languages.size());
  for (const std::string& language : view.languages) {
    ids.push_back(std::format("language:{}", language));
    titles.push_back(language_words(language, words));
    rows.push_back(choice(ids.back(), titles.back(), {}, language == view.language));
  }
  if (const auto tapped = ui.list(rows, page_labels(words))) return flow::intent::PickLanguage{view.languages[*tapped]};
  return std::nullopt;
}

Touched draw_unspoken(ui::Ui& ui, const NewVisitView& view, const Words& words) {
  using flow::Unspoken;
  ui.heading(
      words.say("Not available in this language: {language}", {{"language", language_words(view.language, words)}}));
  ui.paragraph(words.list(view.silent));
  // On a low panel both stand side by side, without what explains them: nobody chooses one without having seen the
  // other.
  const bool low = is_short(ui);
  const std::vector<ui::Row> rows{
      choice("unspoken:interpreter", words.say("In English, with an interpreter"),
             low ? std::string_view{} : words.say("Somebody reads them out beside the patient."),
             view.unspoken == Unspoken::with_interpreter),
      choice("unspoken:leave_out", words.say("Leave them out today"),
             low ? std::string_view{} : words.say("The summary says which."), view.unspoken == Unspoken::left_out)};
  if (const auto tapped = ui.list(rows, page_labels(words))) return flow::intent::PickUnspoken{*tapped == 0};
  return std::nullopt;
}

Touched draw_field(ui::Ui& ui, const NewVisitView& view, const Words& words) {
  switch (view.field) {
    case Field::record_number:
      ui.question({}, words.say("Record number of the patient"), page_labels(words));
      ui.text_field({.id = "record_number", .label = {}, .value = view.typed, .hint = {}});
      return intent_of(ui.keyboard({.kind = ui::KeyboardKind::record_number,
                                    .erase_label = erase_label(words),
                                    .space_label = space_label(words),
                                    .language = words.language()}));
    case Field::initials:
      ui.question({}, words.say("Initials of the patient"), page_labels(words));
      ui.text_field({.id = "initials", .label = {}, .value = view.typed, .hint = {}});
      return intent_of(ui.keyboard({.kind = ui::KeyboardKind::letters,
                                    .erase_label = erase_label(words),
                                    .space_label = space_label(words),
                                    .language = words.language()}));
    case Field::birth_date: return draw_date(ui, view, words, "birth_date", words.say("Birth date of the patient"));
    case Field::sex: return draw_sex(ui, view, words);
    case Field::battery: return draw_battery(ui, view, words);
    case Field::language: return draw_language(ui, view, words);
    case Field::unspoken: return draw_unspoken(ui, view, words);
    case Field::facts: return draw_facts(ui, view, words);
    case Field::clinician: return draw_clinicians(ui, view, words);
    case Field::opioid: return draw_opioid(ui, view, words);
    case Field::as_of: return draw_date(ui, view, words, "as_of", words.say("When was the chart read?"));
  }
  return std::nullopt;
}

bool is_typed(Field field) {
  switch (field) {
    case Field::record_number:
    case Field::initials:
    case Field::birth_date:
    case Field::opioid:
    case Field::as_of: return true;
    case Field::sex:
    case Field::battery:
    case Field::language:
    case Field::unspoken:
    case Field::facts:
    case Field::clinician: return false;
  }
  return false;
}

bool may_continue(const NewVisitView& view) {
  switch (view.field) {
    case Field::record_number:
    case Field::initials: return !view.typed.empty();
    case Field::birth_date:
    case Field::as_of:
      return view.typed.size() == date_digits && view.problem != flow::staff::NewVisitForm::Problem::no_such_day;
    case Field::facts:
    case Field::clinician:
    case Field::opioid: return true;
    case Field::sex: return view.sex.has_value();
    case Field::battery: return !view.battery.empty();
    case Field::language: return !view.language.empty();
    case Field::unspoken: return view.unspoken.has_value();
  }
  return false;
}

}  // namespace

Touched draw(ui::Ui& ui, const NewVisitView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  const ui::Layout layout = is_typed(view.field) ? ui::Layout::question : ui::Layout::staff;
  ui.begin_screen(
      {.id = screen_id(view.field), .layout = layout, .audience = ui::Audience::staff, .pages = page_labels(words)});
  const bool asks_in_strip = view.field == Field::facts && is_short(ui);
  staff_header(ui, chrome, asks_in_strip ? words.say("Anything to add?") : words.say("New visit"));
  Touched touched = draw_field(ui, view, words);
  ui::FooterButton next = continue_button(words, may_continue(view));
  next.after_more = view.field == Field::facts;  // what the chart says may stand on a second page
  touched = either(touched,
                   footer(ui, {.ask_staff = {}, .back = back_button(words), .skip = {}, .decline = {}, .next = next}));
  ui.end_screen();
  return touched;
}

Touched draw(ui::Ui& ui, const ClinicianView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  ui.begin_screen({.id = "nurse.clinician",
                   .layout = ui::Layout::staff,
                   .audience = ui::Audience::staff,
                   .pages = page_labels(words)});
  staff_header(ui, chrome, words.say("After the visit"));
  ui.heading(words.say("Whom did the patient see?"));
  ui.paragraph(
      words.say("Touch the name, then hand the screen to the patient. No name and no code is kept with the answers."));
  ui.caption(words.say("Was it somebody else? Then nothing is asked: go back."));
  std::vector<std::string> ids;
  std::vector<ui::Row> rows;
  ids.reserve(view.names.size());
  for (const std::string& name : view.names) {
    ids.push_back(std::format("clinician:{}", ids.size()));
    rows.push_back({.id = ids.back(), .title = name});  // a touch is enough: no mark of something to be confirmed
  }
  Touched touched;
  if (const auto tapped = ui.list(rows, page_labels(words)))
    touched = flow::intent::PickPerson{static_cast<int>(*tapped)};
  touched =
      either(touched, footer(ui, {.ask_staff = {}, .back = back_button(words), .skip = {}, .decline = {}, .next = {}}));
  ui.end_screen();
  return touched;
}

namespace {

// What became of the slip with the code.
void say_slip(ui::Ui& ui, const VisitCreatedView& view, const Words& words) {
  using platform::SummaryState;
  switch (view.slip_state) {
    case SummaryState::not_printed: break;
    case SummaryState::printing: ui.caption(words.say("The slip with the code is on its way to the printer.")); break;
    case SummaryState::printed: ui.caption(words.say("The slip with the code was printed.")); break;
    case SummaryState::saved_not_printed:
      ui.notice(words.say("The slip did not come out. {reason}", {{"reason", printer_words(view.why_no_slip, words)}}),
                ui::Tone::attention);
      break;
    case SummaryState::unclear:
      ui.notice(words.say("The slip may have come out. Please look in the printer's output tray."),
                ui::Tone::attention);
      break;
  }
}

}  // namespace

Touched draw(ui::Ui& ui, const VisitCreatedView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  ui.begin_screen({.id = "nurse.visit_created",
                   .instance = view.code,
                   .layout = ui::Layout::centered,
                   .audience = ui::Audience::staff,
                   .pages = page_labels(words)});
  // Below a warning, beside the buttons, there is no height for it: there the strip says whose code this is.
  const bool warned = !view.withheld.empty() || view.slip_state != platform::SummaryState::not_printed;
  const bool in_strip = is_short(ui) && warned;
  const std::string whose = words.say("Visit code for {initials}", {{"initials", view.initials}});
  staff_header(ui, chrome, in_strip ? std::string_view(whose) : words.say("New visit"));
  const auto warn = [&] {
    if (!view.withheld.empty()) ui.notice(withheld_words(view.withheld, words), ui::Tone::attention);
    say_slip(ui, view, words);
  };
  // What may need a hand comes first where the code and its buttons stand side by side.
  if (is_short(ui)) warn();
  begin_words(ui);
  if (!in_strip) ui.heading(whose);
  ui.code(std::format("code:{}", view.code), view.code);
  const auto explain = [&] { ui.paragraph(words.say("The patient types this code and their birth date.")); };
  if (!is_small(ui)) explain();
  if (!is_short(ui)) warn();
  begin_buttons(ui);
  Touched touched;
  const std::array<ui::Ui::ButtonSpec, 2> ways{{{"start_now", words.say("Start now")},
                                                {"print_code", words.say("Print the code"), ui::ButtonKind::secondary,
                                                 view.slip_state != platform::SummaryState::printing}}};
  if (const auto way = ui.button_row(ways, in_strip ? ways.size() : 0)) {
    if (*way == 0) touched = flow::intent::StartNow{};
    if (*way == 1) touched = flow::intent::PrintCode{view.slip};
  }
  end_buttons(ui);
  if (is_small(ui)) explain();
  touched = either(touched, footer(ui, {.ask_staff = {},
                                        .back = {},
                                        .skip = {},
                                        .decline = {},
                                        .next = ui::FooterButton{.label = words.say("Done")}}));
  ui.end_screen();
  return touched;
}

}  // namespace anteroom::screens
