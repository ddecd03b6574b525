#include "kiosk/screens/nurse/words.h"

#include <array>
#include <format>

namespace anteroom::screens {
namespace {

using Field = flow::staff::NewVisitForm::Field;
using Problem = flow::staff::NewVisitForm::Problem;

constexpr std::array<std::size_t, 3> date_groups{2, 2, 4};
constexpr std::array<std::string_view, 3> date_hints{"Day", "Month", "Year"};
constexpr std::size_t date_digits = 8;

std::string_view screen_id(Field field) {
  switch (field) {
    case Field::record_number: return "nurse.new_visit.record_number";
    case Field::initials: return "nurse.new_visit.initials";
    case Field::birth_date: return "nurse.new_visit.birth_date";
    case Field::battery: return "nurse.new_visit.battery";
  }
  return {};
}

Touched draw_battery(ui::Ui& ui, const NewVisitView& view) {
  ui.heading("What will be asked?");
  Touched touched;
  if (view.problem == Problem::store) ui.notice("The visit could not be saved. Please try again.", ui::Tone::attention);
  if (!view.withheld.empty()) ui.notice(withheld_words(view.withheld), ui::Tone::attention);
  std::vector<std::string> ids;
  std::vector<std::string> details;
  std::vector<ui::Row> rows;
  ids.reserve(view.batteries.size());
  details.reserve(view.batteries.size());
  for (const BatteryItem& battery : view.batteries) {
    ids.push_back(std::format("battery:{}", battery.id));
    details.push_back(std::format("{} forms, about {} minutes", battery.forms, battery.minutes));
    rows.push_back({.id = ids.back(),
                    .title = battery.title,
                    .detail = details.back(),
                    .value = {},
                    .pill = {},
                    .selected = battery.id == view.battery});
  }
  if (const auto tapped = ui.list(rows, page_labels)) touched = flow::intent::PickBattery{view.batteries[*tapped].id};
  return touched;
}

Touched draw_field(ui::Ui& ui, const NewVisitView& view) {
  switch (view.field) {
    case Field::record_number:
      ui.question({}, "Record number of the patient", page_labels);
      ui.text_field({.id = "record_number", .label = {}, .value = view.typed, .hint = {}});
      return intent_of(ui.keyboard(
          {.kind = ui::KeyboardKind::record_number, .erase_label = erase_label, .space_label = space_label}));
    case Field::initials:
      ui.question({}, "Initials of the patient", page_labels);
      ui.text_field({.id = "initials", .label = {}, .value = view.typed, .hint = {}});
      return intent_of(
          ui.keyboard({.kind = ui::KeyboardKind::letters, .erase_label = erase_label, .space_label = space_label}));
    case Field::birth_date:
      ui.question({}, "Birth date of the patient", page_labels);
      ui.digit_field({.id = "birth_date",
                      .label = view.problem == Problem::no_such_day ? "No such day. Please check." : "Day, month, year",
                      .digits = view.typed,
                      .groups = date_groups,
                      .group_hints = date_hints});
      return intent_of(ui.keypad({.enabled = view.typed.size() < date_digits, .erase_label = erase_label}));
    case Field::battery: return draw_battery(ui, view);
  }
  return std::nullopt;
}

bool may_continue(const NewVisitView& view) {
  switch (view.field) {
    case Field::record_number:
    case Field::initials: return !view.typed.empty();
    case Field::birth_date: return view.typed.size() == date_digits;
    case Field::battery: return !view.battery.empty();
  }
  return false;
}

}  // namespace

Touched draw(ui::Ui& ui, const NewVisitView& view, const Chrome& chrome) {
  const ui::Layout layout = view.field == Field::battery ? ui::Layout::staff : ui::Layout::question;
  ui.begin_screen(
      {.id = screen_id(view.field), .layout = layout, .audience = ui::Audience::staff, .pages = page_labels});
  header(ui, chrome, "New visit");
  Touched touched = draw_field(ui, view);
  touched = either(
      touched,
      footer(
          ui,
          {.ask_staff = {}, .back = back_button, .skip = {}, .decline = {}, .next = continue_if(may_continue(view))}));
  ui.end_screen();
  return touched;
}

Touched draw(ui::Ui& ui, const VisitCreatedView& view, const Chrome& chrome) {
  ui.begin_screen({.id = "nurse.visit_created",
                   .instance = view.code,
                   .layout = ui::Layout::centered,
                   .audience = ui::Audience::staff,
                   .pages = page_labels});
  header(ui, chrome, "New visit");
  ui.heading(std::format("Visit code for {}", view.initials));
  ui.code(std::format("code:{}", view.code), view.code);
  ui.paragraph("The patient types this code and their birth date at the kiosk.");
  if (!view.withheld.empty()) ui.notice(withheld_words(view.withheld), ui::Tone::attention);
  Touched touched = footer(ui, {.ask_staff = {}, .back = {}, .skip = {}, .decline = {}, .next = continue_button});
  ui.end_screen();
  return touched;
}

}  // namespace anteroom::screens
