// What leaves on a USB stick: what and of when, how the stick is, how far it has come, and when it may be taken out.
#include "kiosk/screens/nurse/words.h"

#include <array>
#include <format>

namespace anteroom::screens {
namespace {

using flow::intent::ExportKind;
using flow::intent::Span;
using platform::StickState;
using Problem = flow::staff::Export::Problem;
using Stage = flow::staff::Export::Stage;

std::string_view kind_words(ExportKind kind, const Words& words) {
  switch (kind) {
    case ExportKind::summary: return words.say_as("an export", "Summary page (PDF)");
    case ExportKind::fhir: return words.say_as("an export", "Answers for another system (FHIR)");
    case ExportKind::csv: return words.say_as("an export", "Table (CSV)");
    case ExportKind::report: return words.say_as("an export", "Outcome report");
    case ExportKind::backup: return words.say_as("an export", "Backup");
    case ExportKind::support: return words.say_as("an export", "Support file");
  }
  return {};
}

std::string_view span_words(Span span, const Words& words) {
  switch (span) {
    case Span::last_month: return words.say_as("a period", "Last month");
    case Span::last_three_months: return words.say_as("a period", "Last three months");
    case Span::this_year: return words.say_as("a period", "This year");
    case Span::last_year: return words.say_as("a period", "Last year");
    case Span::other: return words.say_as("a period", "Other dates");
  }
  return {};
}

// Said already where something had no room on it.
void say_stick_here(ui::Ui& ui, const ExportView& view, const Words& words) {
  if (view.problem != Problem::no_room || view.stick != StickState::full) say_stick(ui, view.stick, words);
}

// Of the kiosk itself, by IT.
bool is_of_kiosk(ExportKind kind) { return kind == ExportKind::backup || kind == ExportKind::support; }

void say_problem(ui::Ui& ui, const ExportView& view, const Words& words) {
  if (is_of_kiosk(view.kind) && view.problem == Problem::store)
    return ui.notice(words.say("It could not be made. “{command}” may say why.", {{"command", words.say("Checks")}}),
                     ui::Tone::danger);
  const Problem problem = view.problem;
  switch (problem) {
    case Problem::none:
    case Problem::no_such_day: break;
    case Problem::no_visit:
      ui.notice(words.say("No visit ended in this period. Nothing was exported."), ui::Tone::attention);
      break;
    case Problem::store:
      ui.notice(words.say("The visits could not be read. Please try again."), ui::Tone::danger);
      break;
    case Problem::no_room:
      ui.notice(words.say("The stick has too little room: nothing was exported. Use another stick."), ui::Tone::danger);
      break;
    case Problem::failed:
      ui.notice(words.say("Nothing was exported: the stick was pulled out, or did not work. Please try again."),
                ui::Tone::danger);
      break;
  }
}

std::string dates_words(const std::string& from, const std::string& to, const Words& words) {
  return words.say("{from} to {to}", {{"from", from}, {"to", to}});
}

ui::FooterButton export_button(const ExportView& view, const Words& words) {
  return {.label = is_of_kiosk(view.kind) ? words.say_as("onto a stick", "Save") : words.say("Export"),
          .enabled = view.stick == StickState::ready && !view.is_busy,
          .id = "export"};
}

Touched draw_choice_of_kiosk(ui::Ui& ui, const ExportView& view, const Words& words) {
  const bool is_backup = view.kind == ExportKind::backup;
  ui.heading(is_backup ? words.say("Backup to a USB stick") : words.say("Support file to a USB stick"));
  say_problem(ui, view, words);
  say_stick_here(ui, view, words);
  // What became of the last one is over.
  if (view.is_busy && view.problem == Problem::none) ui.caption(words.say("Another export is still being written."));
  if (is_backup) {
    ui.paragraph(words.say("Everything on this kiosk, sealed: only the recovery code opens it, on a new device."));
    ui.paragraph(words.say("Keep stick and recovery code apart."));
  } else {
    ui.paragraph(
        words.say("A text for whoever helps: settings, checks and log, without anything of a patient. Read it "
                  "through before you send it."));
  }
  return footer(ui, {.back = back_button(words), .next = export_button(view, words)});
}

Touched draw_choice(ui::Ui& ui, const ExportView& view, const Words& words) {
  if (is_of_kiosk(view.kind)) return draw_choice_of_kiosk(ui, view, words);
  ui.heading(view.code.empty()
                 ? std::string(words.say("Export to a USB stick"))
                 : words.say("Export visit {code} · {initials}", {{"code", view.code}, {"initials", view.initials}}));
  say_problem(ui, view, words);
  say_stick_here(ui, view, words);
  // Read before anything can be exported, so it stands above what may go over to a next page.
  if (view.stick == StickState::ready && view.kind != ExportKind::report)
    ui.notice(words.say("The answers on the stick are not encrypted: whoever has it can read them. Keep it as you keep "
                        "patients' papers."),
              ui::Tone::attention);
  // What became of the last one is over.
  if (view.is_busy && view.problem == Problem::none) ui.caption(words.say("Another export is still being written."));
  const std::string period =
      view.span == Span::other ? dates_words(view.from, view.to, words) : std::string(span_words(view.span, words));
  std::vector<ui::Row> rows{
      {.id = "kind", .title = words.say("What to export"), .value = kind_words(view.kind, words), .changes = true}};
  if (view.code.empty())
    rows.push_back({.id = "period", .title = words.say("Visits of"), .value = period, .changes = true});
  Touched touched;
  if (const auto tapped = ui.list(rows, page_labels(words)))
    touched = *tapped == 0 ? flow::Intent(flow::intent::ChangeExportKind{}) : flow::intent::OpenSpans{};
  if (view.kind == ExportKind::report)
    ui.paragraph(words.say("The report has only counts and means: it shows no single patient."));
  return either(touched, footer(ui, {.back = back_button(words), .next = export_button(view, words)}));
}

Touched draw_spans(ui::Ui& ui, const ExportView& view, const Words& words) {
  ui.heading(words.say("Visits of which period?"));
  std::vector<std::string> ids;
  std::vector<std::string> dates;
  std::vector<ui::Row> rows;
  ids.reserve(view.spans.size());  // the rows look at these strings
  dates.reserve(view.spans.size());
  for (const ExportView::Item& item : view.spans) {
    ids.push_back(std::format("span:{}", ids.size()));
    dates.push_back(item.from.empty() ? std::string() : dates_words(item.from, item.to, words));
    rows.push_back({.id = ids.back(),
                    .title = span_words(item.span, words),
                    .value = dates.back(),
                    .selected = item.span == view.span,
                    .is_name = true});
  }
  Touched touched;
  if (const auto tapped = ui.list(rows, page_labels(words))) touched = flow::intent::PickSpan{view.spans[*tapped].span};
  return either(touched, footer(ui, {.back = back_button(words)}));
}

Touched draw_day(ui::Ui& ui, const ExportView& view, const Words& words) {
  const bool is_first = view.stage == Stage::from;
  constexpr std::size_t date_digits = 8;
  // Only whether there is such a day: the boxes know no more.
  const NewVisitView day{.problem = view.problem == Problem::no_such_day
                                        ? flow::staff::NewVisitForm::Problem::no_such_day
                                        : flow::staff::NewVisitForm::Problem::none,
                         .typed = view.typed,
                         .batteries = {},
                         .battery = {},
                         .withheld = {}};
  const Touched touched =
      draw_date(ui, day, words, is_first ? "from" : "to",
                is_first ? words.say("First day of the period") : words.say("Last day of the period"));
  return either(
      touched,
      footer(ui, {.back = back_button(words),
                  .next = continue_button(words, view.typed.size() == date_digits && view.problem == Problem::none)}));
}

Touched draw_work(ui::Ui& ui, const ExportView& view, const Words& words) {
  ui.heading(is_of_kiosk(view.kind) ? words.say_as("onto a stick", "Saving") : words.say("Exporting"));
  if (view.is_writing || view.to_read == 0) {
    ui.paragraph(words.say("Writing to the stick…"));
  } else {
    ui.paragraph(words.say("Reading visit {number} of {of}", {{"number", view.read}, {"of", view.to_read}}));
  }
  ui.notice(words.say("Leave the stick in the kiosk until this screen says that you may take it out."),
            ui::Tone::attention);
  ui::Footer boxes;
  if (!view.is_writing) boxes.back = ui::FooterButton{.label = words.say_as("an export", "Stop"), .id = "back"};
  return footer(ui, boxes);
}

Touched draw_end(ui::Ui& ui, const ExportView& view, const Words& words) {
  ui.heading(is_of_kiosk(view.kind) ? words.say_as("onto a stick", "Saved") : words.say("Exported"));
  ui.notice(words.say("You may take the stick out now."), ui::Tone::good);
  if (view.unreadable > 0)
    ui.notice(words.say_count("{count} visit could not be read and was left out.",
                              "{count} visits could not be read and were left out.",
                              static_cast<unsigned long>(view.unreadable)),
              ui::Tone::attention);
  ui.paragraph(words.say("On the stick: {files}", {{"files", words.list(view.files)}}));
  return footer(ui, {.next = ui::FooterButton{.label = words.say("Done"), .id = "continue"}});
}

std::string_view screen_id(Stage stage, ExportKind kind) {
  const bool is_its = is_of_kiosk(kind);
  switch (stage) {
    case Stage::choosing: return is_its ? "it.export" : "nurse.export";
    case Stage::spans: return "nurse.export.period";
    case Stage::from: return "nurse.export.from";
    case Stage::to: return "nurse.export.to";
    case Stage::working: return is_its ? "it.export.working" : "nurse.export.working";
    case Stage::done: return is_its ? "it.export.done" : "nurse.export.done";
  }
  return {};
}

}  // namespace

Touched draw(ui::Ui& ui, const ExportView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  const bool is_typed = view.stage == Stage::from || view.stage == Stage::to;
  ui.begin_screen({.id = screen_id(view.stage, view.kind),
                   .instance = view.code,
                   .layout = is_typed ? ui::Layout::question : ui::Layout::staff,
                   .audience = ui::Audience::staff,
                   .pages = page_labels(words)});
  staff_header(ui, chrome, is_typed ? words.say("Export") : std::string_view{});
  Touched touched;
  switch (view.stage) {
    case Stage::choosing: touched = draw_choice(ui, view, words); break;
    case Stage::spans: touched = draw_spans(ui, view, words); break;
    case Stage::from:
    case Stage::to: touched = draw_day(ui, view, words); break;
    case Stage::working: touched = draw_work(ui, view, words); break;
    case Stage::done: touched = draw_end(ui, view, words); break;
  }
  ui.end_screen();
  return touched;
}

}  // namespace anteroom::screens
