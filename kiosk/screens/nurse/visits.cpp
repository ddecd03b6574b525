#include "kiosk/screens/nurse/words.h"

#include <array>
#include <format>

namespace anteroom::screens {
namespace {

// More would push the visits off the screen; acknowledging one brings up the next.
constexpr std::size_t alerts_shown = 2;

std::string progress_words(const VisitItem& visit) {
  std::string words = std::format("Started {}", visit.created);
  if (visit.asked > 0) words += std::format(" · {} of {} answered", visit.answered, visit.asked);
  if (visit.state == platform::VisitState::finished || visit.state == platform::VisitState::incomplete) {
    words += std::format(" · {}", summary_words(visit.summary));
  }
  if (visit.marked) words += " · Seen by the care team";
  return words;
}

Touched draw_alerts(ui::Ui& ui, const std::vector<AlertItem>& alerts) {
  Touched touched;
  for (std::size_t index = 0; index < alerts.size() && index < alerts_shown; ++index) {
    const AlertItem& alert = alerts[index];
    const std::string id = std::format("alert:{}:seen", alert.alert.value);
    const ui::Ui::ButtonSpec seen{id, "Seen", ui::ButtonKind::secondary};
    if (ui.notice_with_button(alert_words(alert), ui::Tone::danger, seen))
      touched = flow::intent::SeeAlert{alert.alert};
  }
  if (alerts.size() > alerts_shown) ui.caption(std::format("And {} more after these", alerts.size() - alerts_shown));
  return touched;
}

std::string fact(std::string_view name, std::string_view value) { return std::format("{}: {}", name, value); }

Touched draw_actions(ui::Ui& ui, const VisitDetailView& view) {
  using platform::SummaryState;
  using platform::VisitState;
  const VisitItem& item = view.item;
  if (view.confirming_cancel) {
    ui.notice("Cancel this visit? Its code stops working. This cannot be undone.", ui::Tone::attention);
    constexpr std::array<ui::Ui::ButtonSpec, 2> buttons{
        {{"cancel_visit:yes", "Yes, cancel it", ui::ButtonKind::danger},
         {"cancel_visit:no", "No, keep it", ui::ButtonKind::secondary}}};
    const auto tapped = ui.button_row(buttons);
    if (!tapped) return std::nullopt;
    return flow::intent::ConfirmCancel{*tapped == 0 ? flow::intent::Reply::yes : flow::intent::Reply::no};
  }
  if (item.summary == SummaryState::unclear) {
    ui.notice("The kiosk could not see how printing ended. Please look in the printer's tray.", ui::Tone::attention);
    constexpr std::array<ui::Ui::ButtonSpec, 2> buttons{
        {{"came_out", "Yes, the page came out", ui::ButtonKind::secondary},
         {"not_out", "No, it did not", ui::ButtonKind::secondary}}};
    const auto tapped = ui.button_row(buttons);
    if (!tapped) return std::nullopt;
    return flow::intent::PageCameOut{*tapped == 0 ? flow::intent::Reply::yes : flow::intent::Reply::no};
  }
  if (item.summary == SummaryState::saved_not_printed) {
    ui.notice(std::format("Saved, not printed. {} Nothing is lost: print again when it is ready.",
                          printer_words(view.why_not)),
              ui::Tone::attention);
  }
  const bool gone = item.state == VisitState::finished || item.state == VisitState::incomplete;
  const bool open = item.state == VisitState::waiting || item.state == VisitState::in_progress;
  const std::string_view print_label = item.summary == SummaryState::printing  ? "Printing"
                                       : item.summary == SummaryState::printed ? "Print again"
                                                                               : "Print";
  const std::array<ui::Ui::ButtonSpec, 3> buttons{
      {{"print", print_label, ui::ButtonKind::primary, gone && item.summary != SummaryState::printing},
       {"mark", item.marked ? "Not seen yet" : "Seen by the care team", ui::ButtonKind::secondary, gone},
       {"cancel_visit", "Cancel visit", ui::ButtonKind::secondary, open}}};
  const auto tapped = ui.button_row(buttons);
  if (!tapped) return std::nullopt;
  switch (*tapped) {
    case 0: return flow::intent::Print{};
    case 1: return flow::intent::Mark{};
    default: return flow::intent::CancelVisit{};
  }
}

}  // namespace

Touched draw(ui::Ui& ui, const VisitListView& view, const Chrome& chrome) {
  ui.begin_screen({.id = "nurse.visits", .instance = {}, .layout = ui::Layout::staff});
  header(ui, chrome, view.name);
  constexpr std::array<ui::Ui::ButtonSpec, 2> buttons{
      {{"new_visit", "New visit", ui::ButtonKind::primary}, {"sign_out", "Sign out", ui::ButtonKind::secondary}}};
  Touched touched;
  if (const auto tapped = ui.button_row(buttons)) {
    if (*tapped == 0) {
      touched = flow::intent::NewVisit{};
    } else {
      touched = flow::intent::SignOut{};
    }
  }
  touched = either(touched, draw_alerts(ui, view.alerts));
  ui.heading("Today's visits");
  if (view.visits.empty()) ui.paragraph("No visit yet today. Touch “New visit” to start one.");
  std::vector<std::string> ids;
  std::vector<std::string> titles;
  std::vector<std::string> details;
  std::vector<ui::Row> rows;
  ids.reserve(view.visits.size());
  titles.reserve(view.visits.size());
  details.reserve(view.visits.size());
  for (const VisitItem& visit : view.visits) {
    ids.push_back(std::format("visit:{}", visit.code));
    titles.push_back(std::format("{} · {}", visit.code, visit.initials));
    details.push_back(progress_words(visit));
    rows.push_back({.id = ids.back(),
                    .title = titles.back(),
                    .detail = details.back(),
                    .value = {},
                    .pill = state_words(visit.state),
                    .pill_tone = state_tone(visit.state),
                    .selected = {}});
  }
  if (!rows.empty()) {
    if (const auto tapped = ui.list(rows, page_labels)) touched = flow::intent::OpenVisit{view.visits[*tapped].visit};
  }
  ui.end_screen();
  return touched;
}

Touched draw(ui::Ui& ui, const VisitDetailView& view, const Chrome& chrome) {
  const VisitItem& item = view.item;
  ui.begin_screen({.id = "nurse.visit", .instance = item.code, .layout = ui::Layout::staff});
  header(ui, chrome);
  ui.heading(std::format("Visit {} · {}", item.code, item.initials));
  ui.begin_columns(2);
  ui.pill(state_words(item.state), state_tone(item.state));
  ui.paragraph(fact("Record number", item.record_number));
  ui.paragraph(fact("Birth date", view.birth_date));
  ui.paragraph(fact("Battery", view.battery));
  ui.next_column();
  ui.pill(summary_words(item.summary), summary_tone(item.summary),
          std::format("summary:{}", summary_mark(item.summary)));
  if (!view.begun.empty()) ui.paragraph(fact("Began", view.begun));
  if (!view.finished.empty()) ui.paragraph(fact("Ended", view.finished));
  if (item.asked > 0) ui.paragraph(std::format("{} of {} answered", item.answered, item.asked));
  if (!view.printed.empty()) ui.paragraph(fact("Printed", view.printed));
  ui.end_columns();
  if (!view.withheld.empty()) ui.notice(withheld_words(view.withheld), ui::Tone::attention);
  for (const AlertItem& alert : view.alerts) ui.caption(alert_words(alert));
  Touched touched = draw_actions(ui, view);
  if (!view.confirming_cancel) {
    touched =
        either(touched, footer(ui, {.ask_staff = {}, .back = back_button, .skip = {}, .decline = {}, .next = {}}));
  }
  ui.end_screen();
  return touched;
}

}  // namespace anteroom::screens
