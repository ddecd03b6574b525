#include "kiosk/screens/nurse/words.h"

#include <array>
#include <format>

namespace anteroom::screens {
namespace {

bool is_over(const VisitItem& visit) {
  return visit.state == platform::VisitState::finished || visit.state == platform::VisitState::incomplete;
}

std::string progress_words(const VisitItem& visit) {
  std::string words = std::format("Started {}", visit.created);
  if (visit.asked > 0) words += std::format(" · {} of {} answered", visit.answered, visit.asked);
  if (is_over(visit)) {
    words += std::format(" · {}", summary_words(visit.summary));
  }
  if (visit.marked) words += " · Seen";
  return words;
}

// One at a time, so that the visits stay in sight; acknowledging it brings up the next.
Touched draw_alert(ui::Ui& ui, const std::vector<AlertItem>& alerts) {
  if (alerts.empty()) return std::nullopt;
  const AlertItem& alert = alerts.front();
  std::string words = alert_words(alert);
  if (alerts.size() > 1) words += std::format(" {} more after this one.", alerts.size() - 1);
  const std::string id = std::format("alert:{}:seen", alert.alert.value);
  const ui::Ui::ButtonSpec seen{.id = id, .label = "Seen"};
  if (!ui.notice_with_button(words, ui::Tone::danger, seen)) return std::nullopt;
  return flow::intent::SeeAlert{alert.alert};
}

Touched draw_actions(ui::Ui& ui, const VisitDetailView& view) {
  using platform::SummaryState;
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
  if (!is_over(item)) return std::nullopt;
  if (ui.button("mark", item.marked ? "Take back “seen”" : "Seen by the care team", ui::ButtonKind::secondary)) {
    return flow::intent::Mark{};
  }
  return std::nullopt;
}

// Back, Cancel visit while it is open, Print once it is over.
Touched draw_footer(ui::Ui& ui, const VisitItem& item) {
  using platform::SummaryState;
  ui::Footer boxes{.back = back_button};
  if (!is_over(item) && item.state != platform::VisitState::cancelled) {
    boxes.ask_staff = ui::FooterButton{.label = "Cancel visit", .id = "cancel_visit"};
  }
  if (is_over(item) && item.summary != SummaryState::unclear) {
    const std::string_view label = item.summary == SummaryState::printing  ? "Printing"
                                   : item.summary == SummaryState::printed ? "Print again"
                                                                           : "Print";
    boxes.next = ui::FooterButton{.label = label, .enabled = item.summary != SummaryState::printing, .id = "print"};
  }
  const auto box = ui.footer(boxes);
  if (!box) return std::nullopt;
  switch (*box) {
    case ui::FooterBox::next: return flow::intent::Print{};
    case ui::FooterBox::ask_staff: return flow::intent::CancelVisit{};
    default: return flow::intent::Back{};
  }
}

std::string times_words(const VisitDetailView& view) {
  if (view.begun.empty()) return std::format("Created {}", view.item.created);
  std::string words = std::format("Began {}", view.begun);
  if (!view.finished.empty()) words += std::format(", ended {}", view.finished);
  return words;
}

}  // namespace

Touched draw(ui::Ui& ui, const VisitListView& view, const Chrome& chrome) {
  ui.begin_screen({.id = "nurse.visits", .layout = ui::Layout::staff, .pages = page_labels});
  header(ui, chrome, view.name);
  Touched touched = draw_alert(ui, view.alerts);
  ui.heading("Today's visits");
  if (view.visits.empty()) ui.paragraph("No visit yet today. Touch “New visit” to start one.");
  std::vector<std::string> ids;
  std::vector<std::string> titles;
  std::vector<std::string> details;
  std::vector<ui::Row> rows;
  ids.reserve(view.visits.size());  // the rows look at these strings
  titles.reserve(view.visits.size());
  details.reserve(view.visits.size());
  for (const VisitItem& visit : view.visits) {
    ids.push_back(std::format("visit:{}", visit.code));
    titles.push_back(std::format("{} · {}", visit.code, visit.initials));
    details.push_back(progress_words(visit));
    rows.push_back({.id = ids.back(),
                    .title = titles.back(),
                    .detail = details.back(),
                    .pill = state_words(visit.state),
                    .pill_tone = state_tone(visit.state)});
  }
  if (const auto tapped = ui.list(rows, page_labels)) touched = flow::intent::OpenVisit{view.visits[*tapped].visit};
  ui::Footer boxes{.back = ui::FooterButton{.label = "Sign out", .id = "sign_out"},
                   .next = ui::FooterButton{.label = "New visit", .id = "new_visit"}};
  if (view.after_visit) boxes.ask_staff = ui::FooterButton{.label = "After a visit", .id = "after_visit"};
  const auto box = ui.footer(boxes);
  if (box == ui::FooterBox::ask_staff) touched = flow::intent::AfterVisit{};
  if (box == ui::FooterBox::back) touched = flow::intent::SignOut{};
  if (box == ui::FooterBox::next) touched = flow::intent::NewVisit{};
  ui.end_screen();
  return touched;
}

Touched draw(ui::Ui& ui, const VisitDetailView& view, const Chrome& chrome) {
  const VisitItem& item = view.item;
  ui.begin_screen({.id = "nurse.visit", .instance = item.code, .layout = ui::Layout::staff, .pages = page_labels});
  header(ui, chrome);
  ui.heading(std::format("Visit {} · {}", item.code, item.initials));
  ui.paragraph(std::format("Record {}, born {}, {}", item.record_number, view.birth_date, view.battery));
  if (!view.tailoring.empty()) ui.paragraph(view.tailoring);
  ui.begin_columns(2);
  ui.pill(state_words(item.state), state_tone(item.state));
  ui.paragraph(times_words(view));
  ui.next_column();
  ui.pill(summary_words(item.summary), summary_tone(item.summary),
          std::format("summary:{}", summary_mark(item.summary)));
  if (item.asked > 0) ui.paragraph(std::format("{} of {} answered", item.answered, item.asked));
  ui.end_columns();
  Touched touched = draw_actions(ui, view);
  if (!view.withheld.empty()) ui.notice(withheld_words(view.withheld), ui::Tone::attention);
  for (const AlertItem& alert : view.alerts) ui.caption(alert_words(alert));
  if (!view.printed.empty()) ui.caption(std::format("Printed {}", view.printed));
  if (!view.confirming_cancel) touched = either(touched, draw_footer(ui, item));
  ui.end_screen();
  return touched;
}

}  // namespace anteroom::screens
