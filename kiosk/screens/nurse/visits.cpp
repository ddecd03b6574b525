#include "kiosk/screens/nurse/words.h"

#include <algorithm>
#include <array>
#include <format>
#include <span>

namespace anteroom::screens {
namespace {

bool is_over(const VisitItem& visit) {
  return visit.state == platform::VisitState::finished || visit.state == platform::VisitState::incomplete;
}

// A page that did not come out, or may not have, stands where a nurse looks first.
bool needs_paper(const VisitItem& visit) {
  using platform::SummaryState;
  return is_over(visit) && (visit.summary == SummaryState::saved_not_printed || visit.summary == SummaryState::unclear);
}

std::string progress_words(const VisitItem& visit, const Words& words) {
  std::string line;
  const auto add = [&](std::string_view more) { line.append(line.empty() ? "" : " · ").append(unbroken(more)); };
  // What may have to be done comes first.
  if (is_over(visit) && (visit.has_alert || !needs_paper(visit))) add(summary_words(visit.summary, words));
  if (visit.has_alert || needs_paper(visit)) add(state_words(visit.state, words));
  if (visit.marked) add(words.say_as("a summary", "Read"));
  add(words.say("Created {time}", {{"time", visit.created}}));
  // Never what was answered, only how far.
  if (visit.asked > 0)
    add(visit.state == platform::VisitState::in_progress
            ? words.say("Question {number} of {of}",
                        {{"number", std::min(visit.answered + 1, visit.asked)}, {"of", visit.asked}})
            : words.say("{answered} of {asked} answered", {{"answered", visit.answered}, {"asked", visit.asked}}));
  return line;
}

// What has to be settled or known before anything else: it stands first, where no panel is too small for it.
// Why the last try failed is said already; that the printer is ready now is news.
bool can_be_printed(const VisitDetailView& view) {
  using platform::SummaryState;
  const bool is_told = view.item.summary == SummaryState::saved_not_printed && !(view.printer && view.printer->ready);
  const bool is_waited_for = view.item.summary == SummaryState::printing || view.item.summary == SummaryState::unclear;
  return is_over(view.item) && !is_waited_for && !is_told;
}

bool is_handout_missing(const VisitDetailView& view) {
  using platform::SummaryState;
  return !view.handout.parts.empty() &&
         (view.handout_state == SummaryState::saved_not_printed || view.handout_state == SummaryState::unclear);
}

// With its own button: the footer's prints the summary.
Touched warn_of_handout(ui::Ui& ui, const VisitDetailView& view, const Words& words) {
  if (view.confirming_cancel || !is_handout_missing(view)) return std::nullopt;
  const std::string line =
      view.handout_state == platform::SummaryState::unclear
          ? std::string(words.say("The handout may have come out. Please look in the printer's output tray."))
          : words.say("The handout did not come out. {reason}",
                      {{"reason", printer_words(view.why_no_handout, words)}});
  const ui::Ui::ButtonSpec again{
      .id = "print_handout", .label = words.say("Print handout"), .kind = ui::ButtonKind::primary};
  if (!ui.notice_with_button(line, ui::Tone::attention, again)) return std::nullopt;
  return flow::intent::PrintHandout{view.handout};
}

Touched draw_matters(ui::Ui& ui, const VisitDetailView& view, const Words& words) {
  using platform::SummaryState;
  const VisitItem& item = view.item;
  if (view.confirming_cancel) {
    ui.notice(words.say("Cancel this visit? Its code stops working. This cannot be undone."), ui::Tone::attention);
    const std::array<ui::Ui::ButtonSpec, 2> buttons{
        {{"cancel_visit:yes", words.say("Yes, cancel it"), ui::ButtonKind::danger},
         {"cancel_visit:no", words.say("No, keep it"), ui::ButtonKind::secondary}}};
    const auto tapped = ui.button_row(buttons);
    if (!tapped) return std::nullopt;
    return flow::intent::ConfirmCancel{*tapped == 0 ? flow::intent::Reply::yes : flow::intent::Reply::no};
  }
  if (item.summary == SummaryState::unclear) {
    ui.notice(words.say("The kiosk could not see how printing ended. Please look in the printer's output tray."),
              ui::Tone::attention);
    const std::array<ui::Ui::ButtonSpec, 2> buttons{
        {{"came_out", words.say("Yes, the page came out"), ui::ButtonKind::secondary},
         {"not_out", words.say("No, it did not"), ui::ButtonKind::secondary}}};
    const auto tapped = ui.button_row(buttons);
    if (!tapped) return std::nullopt;
    return flow::intent::PageCameOut{*tapped == 0 ? flow::intent::Reply::yes : flow::intent::Reply::no};
  }
  if (view.too_many)
    ui.notice(words.say("You have printed as many summaries today as one person may. Please ask a colleague."),
              ui::Tone::attention);
  if (item.summary == SummaryState::printing && view.now != platform::PrinterTrouble::none)
    ui.notice(words.say("{reason} Once that is put right the page comes out by itself.",
                        {{"reason", printer_words(view.now, words)}}),
              ui::Tone::attention);
  // An unfinished visit is gone on with, rather than printed.
  if (view.can_go_on) ui.space(1);
  if (view.can_go_on && ui.button("go_on", words.say("Continue visit"), ui::ButtonKind::primary))
    return flow::intent::StartNow{};
  if (item.summary == SummaryState::saved_not_printed) {
    ui.notice(words.say("Saved, not printed. {reason} Nothing is lost: print again when it is ready.",
                        {{"reason", printer_words(view.why_not, words)}}),
              ui::Tone::attention);
  }
  return std::nullopt;
}

Touched draw_actions(ui::Ui& ui, const VisitDetailView& view, const Words& words) {
  using platform::SummaryState;
  const VisitItem& item = view.item;
  if (view.confirming_cancel || item.summary == SummaryState::unclear) return std::nullopt;
  if (item.state == platform::VisitState::waiting &&
      ui.button("correct", words.say("Correct this visit"), ui::ButtonKind::secondary))
    return flow::intent::CorrectVisit{};
  if (item.state == platform::VisitState::cancelled &&
      ui.button("delete_visit", words.say("Delete this visit"), ui::ButtonKind::quiet))
    return flow::intent::DeleteVisit{};
  if (!is_over(item)) return std::nullopt;
  const bool at_rest = item.summary != SummaryState::printing;
  const std::array<ui::Ui::ButtonSpec, 4> ways{
      {{"mark", item.marked ? words.say("Mark as not read") : words.say("Mark as read")},
       {"preview", words.say("Preview")},
       {"export", words.say("Export")},
       {"delete_visit", words.say("Delete this visit"), ui::ButtonKind::quiet, at_rest}}};
  std::optional<std::size_t> way;
  // In two rows the columns are as wide as one another.
  const std::size_t in_a_row = is_wide(ui) ? ways.size() : 2;
  const auto width = in_a_row < ways.size() ? ui::Ui::RowWidth::full : ui::Ui::RowWidth::natural;
  for (std::size_t first = 0; first < ways.size(); first += in_a_row) {
    if (const auto tapped = ui.button_row(std::span(ways).subspan(first, in_a_row), in_a_row, width))
      way = first + *tapped;
  }
  if (!way) return std::nullopt;
  const std::array<flow::Intent, 4> intents{flow::intent::Mark{}, flow::intent::OpenPreview{},
                                            flow::intent::OpenExport{}, flow::intent::DeleteVisit{}};
  return intents.at(*way);
}

// The patient's own sheet, where pages of it were chosen.
Touched draw_handout(ui::Ui& ui, const VisitDetailView& view, const Words& words) {
  using platform::SummaryState;
  if (view.handout.parts.empty() || view.confirming_cancel || is_handout_missing(view)) return std::nullopt;
  if (view.handout_state == SummaryState::printed) ui.caption(words.say("The handout was printed."));
  const bool is_printing = view.handout_state == SummaryState::printing;
  if (ui.button("print_handout", words.say("Print handout"), ui::ButtonKind::secondary, !is_printing))
    return flow::intent::PrintHandout{view.handout};
  return std::nullopt;
}

// Back, Cancel visit while it is open, Print once it is over.
Touched draw_footer(ui::Ui& ui, const VisitDetailView& view, const Words& words) {
  using platform::SummaryState;
  const VisitItem& item = view.item;
  ui::Footer boxes{.back = back_button(words)};
  if (!is_over(item) && item.state != platform::VisitState::cancelled) {
    boxes.ask_staff = ui::FooterButton{.label = words.say("Cancel visit"), .id = "cancel_visit"};
  }
  if (is_over(item) && item.summary != SummaryState::unclear) {
    const std::string_view label = item.summary == SummaryState::printing  ? words.say_as("a summary", "Printing")
                                   : item.summary == SummaryState::printed ? words.say("Print again")
                                                                           : words.say("Print");
    boxes.next = ui::FooterButton{
        .label = label, .enabled = item.summary != SummaryState::printing && !view.too_many, .id = "print"};
    // Nobody in a hurry prints the summary a second time for the handout that is missing.
    const bool only_handout = is_handout_missing(view) && item.summary == SummaryState::printed;
    if (view.can_go_on || only_handout) boxes.next->kind = ui::ButtonKind::secondary;
  }
  if (item.state == platform::VisitState::waiting)
    boxes.next = ui::FooterButton{.label = words.say("Start now"), .id = "start_now"};
  const auto box = ui.footer(boxes);
  if (!box) return std::nullopt;
  switch (*box) {
    case ui::FooterBox::next:
      if (item.state == platform::VisitState::waiting) return flow::intent::StartNow{};
      return flow::intent::Print{};
    case ui::FooterBox::ask_staff: return flow::intent::CancelVisit{};
    default: return flow::intent::Back{};
  }
}

std::string times_words(const VisitDetailView& view, const Words& words) {
  if (view.begun.empty()) return words.say("Created {time}", {{"time", view.item.created}});
  if (view.finished.empty()) return words.say("Began {time}", {{"time", view.begun}});
  return words.say("Began {begun}, ended {ended}", {{"begun", view.begun}, {"ended", view.finished}});
}

}  // namespace

Touched draw(ui::Ui& ui, const VisitListView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  ui.begin_screen({.id = "nurse.visits", .layout = ui::Layout::staff, .pages = page_labels(words)});
  // In the strip, so that more of the list stands below.
  staff_header(ui, chrome, std::format("{} · {}", words.say("Today's visits"), view.name));
  Touched touched = draw_alert(ui, view.alerts, words);
  if (view.is_set_aside) set_aside_notice(ui, Reader::nurse, words);
  const bool needs_sound_test = view.has_headphones && !view.is_sound_tested;
  const ui::Ui::ButtonSpec sound_test{.id = "sound_test", .label = words.say("Sound test")};
  if (needs_sound_test && ui.notice_with_button(words.say("Nothing is read aloud to patients before the sound test."),
                                                ui::Tone::attention, sound_test))
    touched = flow::intent::OpenSoundTest{};
  failing_notice(ui, view.failing, Reader::nurse, words);
  // Above the visits: nobody turns all of their pages to find one. A list that leaves visits out says so.
  const bool is_all = view.shown == flow::intent::Shown::all;
  const std::string_view kind = shown_words(view.shown, words);
  const std::string filter =
      is_all ? std::string(words.say("Filter")) : words.say("Filter: {kind}", {{"kind", unbroken(kind)}});
  const std::array<ui::Ui::ButtonSpec, 2> ways{
      {{"find", words.say("Find")},
       {"filter", filter, ui::ButtonKind::secondary, !is_all || !view.visits.empty(), !is_all}}};
  // On a small panel that has something else to say first they would push every visit off its first page: there the
  // footer has the way to find one, and the filter stands behind the first visit.
  const bool has_notice = !view.alerts.empty() || view.is_set_aside || needs_sound_test || !view.failing.empty();
  const bool filter_later = is_small(ui) && has_notice && is_all && !view.visits.empty() && !view.after_visit;
  if (!filter_later) {
    if (const auto way = ui.button_row(ways))
      touched = *way == 0 ? flow::Intent(flow::intent::OpenFind{}) : flow::intent::OpenFilter{};
  }
  if (view.visits.empty() && is_all) ui.paragraph(words.say("No visit yet today. Touch “New visit” to start one."));
  if (view.visits.empty() && !is_all)
    ui.paragraph(words.say("No visit of today is under “{kind}”. To see all of them, touch “{button}”, then “{all}”.",
                           {{"kind", unbroken(kind)},
                            {"button", unbroken(filter)},
                            {"all", shown_words(flow::intent::Shown::all, words)}}));
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
    details.push_back(progress_words(visit, words));
    rows.push_back({.id = ids.back(),
                    .title = titles.back(),
                    .detail = details.back(),
                    .pill = visit.has_alert      ? words.say_as("a visit", "Alert")
                            : needs_paper(visit) ? summary_words(visit.summary, words)
                                                 : state_words(visit.state, words),
                    .pill_tone = visit.has_alert      ? ui::Tone::danger
                                 : needs_paper(visit) ? ui::Tone::attention
                                                      : state_tone(visit.state)});
  }
  const std::size_t above = filter_later ? 1 : 0;
  if (const auto tapped = ui.list(std::span(rows).first(above), page_labels(words)))
    touched = flow::intent::OpenVisit{view.visits[*tapped].visit};
  if (filter_later && ui.button(ways[1].id, ways[1].label, ui::ButtonKind::secondary))
    touched = flow::intent::OpenFilter{};
  if (const auto tapped = ui.list(std::span(rows).subspan(above), page_labels(words)))
    touched = flow::intent::OpenVisit{view.visits[above + *tapped].visit};
  if (view.is_charge_nurses) {
    const std::array<ui::Ui::ButtonSpec, 3> more{
        {{"log", words.say("Log")}, {"export", words.say("Export")}, {"tool:people", words.say("Staff")}}};
    const std::array<flow::Intent, 3> intents{flow::intent::OpenLog{}, flow::intent::OpenExport{},
                                              flow::intent::OpenTool{flow::intent::Tool::people}};
    // Upright on 7 inches three have no width beside one another.
    const std::size_t in_a_row = is_small(ui) && !is_short(ui) ? 2 : more.size();
    const auto width = in_a_row < more.size() ? ui::Ui::RowWidth::full : ui::Ui::RowWidth::natural;
    for (std::size_t first = 0; first < more.size(); first += in_a_row) {
      const auto row = std::span(more).subspan(first, std::min(in_a_row, more.size() - first));
      if (const auto way = ui.button_row(row, in_a_row, width)) touched = intents.at(first + *way);
    }
  }
  // To be repeated when somebody doubts it; out of the way of the visits.
  if (view.has_headphones && view.is_sound_tested && ui.button(sound_test.id, sound_test.label, ui::ButtonKind::quiet))
    touched = flow::intent::OpenSoundTest{};
  ui::Footer boxes{.back = ui::FooterButton{.label = words.say("Sign out"), .id = "sign_out"},
                   .next = ui::FooterButton{.label = words.say("New visit"), .id = "new_visit"}};
  if (view.after_visit) boxes.ask_staff = ui::FooterButton{.label = words.say("After a visit"), .id = "after_visit"};
  if (filter_later) boxes.ask_staff = ui::FooterButton{.label = ways[0].label, .id = ways[0].id};
  const auto box = ui.footer(boxes);
  if (box == ui::FooterBox::ask_staff)
    touched = filter_later ? flow::Intent(flow::intent::OpenFind{}) : flow::intent::AfterVisit{};
  if (box == ui::FooterBox::back) touched = flow::intent::SignOut{};
  if (box == ui::FooterBox::next) touched = flow::intent::NewVisit{};
  ui.end_screen();
  return touched;
}

Touched draw(ui::Ui& ui, const FilterView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  ui.begin_screen({.id = "nurse.filter", .layout = ui::Layout::staff, .pages = page_labels(words)});
  staff_header(ui, chrome);
  ui.heading(words.say("Which of today's visits?"));
  std::vector<std::string> ids;
  std::vector<std::string> counts;
  std::vector<ui::Row> rows;
  ids.reserve(view.items.size());
  counts.reserve(view.items.size());
  for (const FilterView::Item& item : view.items) {
    ids.push_back(std::format("show:{}", ids.size()));
    counts.push_back(std::to_string(item.count));
    rows.push_back({.id = ids.back(),
                    .title = shown_words(item.shown, words),
                    .detail = {},
                    .value = counts.back(),
                    .selected = item.shown == view.shown});
  }
  Touched touched;
  if (const auto tapped = ui.list(rows, page_labels(words)))
    touched = flow::intent::PickFilter{view.items[*tapped].shown};
  touched =
      either(touched, footer(ui, {.ask_staff = {}, .back = back_button(words), .skip = {}, .decline = {}, .next = {}}));
  ui.end_screen();
  return touched;
}

namespace {

// A second sheet of the same patient: why, from a short list that is kept.
Touched draw_reasons(ui::Ui& ui, const Words& words) {
  using platform::PrintReason;
  constexpr std::array<PrintReason, 4> reasons{PrintReason::another_reader, PrintReason::lost, PrintReason::unreadable,
                                               PrintReason::changed};
  ui.heading(words.say("Why print it again?"));
  const auto row = [](std::string_view id, std::string_view title) {
    return ui::Row{.id = id, .title = title, .detail = {}, .value = {}, .pill = {}, .selected = {}};
  };
  const std::vector<ui::Row> rows{row("reason:another_reader", words.say("Somebody else needs it")),
                                  row("reason:lost", words.say("The sheet is lost")),
                                  row("reason:unreadable", words.say("It cannot be read")),
                                  row("reason:changed", words.say("Something on it has changed"))};
  if (const auto tapped = ui.list(rows, page_labels(words))) return flow::intent::Reprint{reasons.at(*tapped)};
  return std::nullopt;
}

}  // namespace

Touched draw(ui::Ui& ui, const VisitDetailView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  const VisitItem& item = view.item;
  ui.begin_screen(
      {.id = "nurse.visit", .instance = item.code, .layout = ui::Layout::staff, .pages = page_labels(words)});
  const std::string title = words.say("Visit {code} · {initials}", {{"code", item.code}, {"initials", item.initials}});
  if (view.asking_why) {
    staff_header(ui, chrome, title);
    Touched reason = draw_reasons(ui, words);
    reason = either(reason,
                    footer(ui, {.ask_staff = {}, .back = back_button(words), .skip = {}, .decline = {}, .next = {}}));
    ui.end_screen();
    return reason;
  }
  staff_header(ui, chrome);
  ui.heading(title);
  Touched touched = draw_matters(ui, view, words);
  // Never on a later page than Print, and in one place: what stands below it must not go away from under a finger when
  // the printer has answered.
  if (can_be_printed(view) && !view.confirming_cancel) say_printer(ui, view.printer, words);
  touched = either(touched, warn_of_handout(ui, view, words));
  if (!view.withheld.empty()) ui.notice(withheld_words(view.withheld, words), ui::Tone::attention);
  ui.paragraph(words.say("Record {number}, born {date}, {battery}",
                         {{"number", item.record_number}, {"date", view.birth_date}, {"battery", view.battery}}));
  for (const AlertItem& alert : view.alerts) ui.paragraph(alert_words(alert, words));
  if (!view.tailoring.empty()) ui.paragraph(view.tailoring);
  const std::string summary = std::format("summary:{}", summary_mark(item.summary));
  const std::array<ui::Ui::Pill, 2> states{{{state_words(item.state, words), state_tone(item.state)},
                                            {summary_words(item.summary, words), summary_tone(item.summary), summary}}};
  // Before there are answers nobody misses a page.
  ui.pills(std::span(states).first(is_over(item) ? 2 : 1));
  std::string course = times_words(view, words);
  if (item.asked > 0) {
    course += " · ";
    course +=
        unbroken(words.say("{answered} of {asked} answered", {{"answered", item.answered}, {"asked", item.asked}}));
  }
  if (!view.printed.empty()) {
    course += " · ";
    course += words.say("Printed {time}", {{"time", view.printed}});
  }
  ui.paragraph(course);
  if (!view.answers_removed.empty()) {
    ui.paragraph(
        words.say("The answers were removed on {date}. The scores are kept.", {{"date", view.answers_removed}}));
  }
  touched = either(touched, draw_actions(ui, view, words));
  touched = either(touched, draw_handout(ui, view, words));
  if (!view.confirming_cancel) touched = either(touched, draw_footer(ui, view, words));
  ui.end_screen();
  return touched;
}

}  // namespace anteroom::screens
