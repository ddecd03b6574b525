// A record number to look for, and the visits that it has.
#include "kiosk/screens/nurse/words.h"
#include "kiosk/screens/patient/answer_words.h"

#include <algorithm>
#include <format>
#include <ranges>

namespace anteroom::screens {
namespace {

std::string_view verdict_words(forms::Verdict verdict, const Words& words) {
  switch (verdict) {
    case forms::Verdict::better: return words.say_as("a score since the last visit", "better");
    case forms::Verdict::worse: return words.say_as("a score since the last visit", "worse");
    case forms::Verdict::no_clear_change: return words.say_as("a score since the last visit", "no clear change");
    case forms::Verdict::no_threshold: return words.say_as("a score since the last visit", "no published threshold");
  }
  return {};
}

// A row a form, the visits' days above: "PEG  7.0  –  4.3  better".
void draw_scores(ui::Ui& ui, const HistoryView& view, const Words& words) {
  std::vector<std::vector<std::string>> cells;
  std::vector<ui::TableRow> rows;
  cells.reserve(view.lines.size());  // the rows look at them
  for (const auto& line : view.lines) {
    auto& row = cells.emplace_back();
    for (const auto& value : line.values)
      row.push_back(value ? with_decimal_sign(value->text, words) + (value->is_other_version ? "*" : "") : "–");
    rows.push_back({.name = line.name,
                    .cells = row,
                    .note = line.change ? verdict_words(*line.change, words) : std::string_view{}});
  }
  const std::size_t shown = ui.table(view.scored, rows);
  if (const std::size_t hidden = view.scored.size() - shown; hidden > 0)
    ui.caption(words.say_count("{count} earlier day has no room here: its visit is below.",
                               "{count} earlier days have no room here: their visits are below.", hidden));
  const auto any_shown = [&](auto&& fits) {
    return std::ranges::any_of(view.lines, [&](const auto& line) {
      return std::ranges::any_of(line.values | std::views::drop(line.values.size() - shown), fits);
    });
  };
  using Value = std::optional<flow::staff::History::Value>;
  if (std::ranges::any_of(view.lines, [](const auto& line) { return line.change.has_value(); }))
    ui.caption(words.say("Better or worse: the last score of a line, against the one before it."));
  if (any_shown([](const Value& value) { return !value; })) ui.caption(words.say("– no score that day"));
  if (any_shown([](const Value& value) { return value && value->is_other_version; }))
    ui.caption(words.say("* by another version of the form; not compared"));
}

}  // namespace

Touched draw(ui::Ui& ui, const FindView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  ui.begin_screen({.id = "nurse.find",
                   .layout = ui::Layout::question,
                   .audience = ui::Audience::staff,
                   .pages = page_labels(words)});
  staff_header(ui, chrome, words.say("Find"));
  // Above the keys there is room for the question or for what went wrong.
  ui.question({}, view.not_found ? std::string_view{} : words.say("Record number of the patient"), page_labels(words));
  if (view.not_found) ui.question_hint(words.say("No patient has this number."), ui::Tone::attention);
  ui.text_field({.id = "record_number", .label = {}, .value = view.typed, .hint = {}});
  Touched touched = intent_of(ui.keyboard({.kind = ui::KeyboardKind::record_number,
                                           .erase_label = erase_label(words),
                                           .space_label = space_label(words),
                                           .language = words.language()}));
  touched = either(touched, footer(ui, {.ask_staff = {},
                                        .back = back_button(words),
                                        .skip = {},
                                        .decline = {},
                                        .next = continue_button(words, !view.typed.empty() && !view.not_found)}));
  ui.end_screen();
  return touched;
}

Touched draw(ui::Ui& ui, const HistoryView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  ui.begin_screen({.id = "nurse.history", .layout = ui::Layout::staff, .pages = page_labels(words)});
  staff_header(ui, chrome);
  ui.heading(words.say("Record {number} · {initials}", {{"number", view.record_number}, {"initials", view.initials}}));
  draw_scores(ui, view, words);
  ui.space(2);
  std::vector<std::string> ids;
  std::vector<std::string> titles;
  std::vector<ui::Row> rows;
  ids.reserve(view.visits.size());
  titles.reserve(view.visits.size());
  for (const HistoryView::Item& visit : view.visits) {
    ids.push_back(std::format("past:{}", ids.size()));
    titles.push_back(std::format("{} · {}", visit.date, visit.battery));
    rows.push_back({.id = ids.back(),
                    .title = titles.back(),
                    .detail = visit.is_over ? summary_words(visit.summary, words) : std::string_view{},
                    .pill = state_words(visit.state, words),
                    .pill_tone = state_tone(visit.state)});
  }
  Touched touched;
  if (const auto tapped = ui.list(rows, page_labels(words)))
    touched = flow::intent::OpenVisit{view.visits[*tapped].visit};
  touched =
      either(touched, footer(ui, {.ask_staff = {}, .back = back_button(words), .skip = {}, .decline = {}, .next = {}}));
  ui.end_screen();
  return touched;
}

}  // namespace anteroom::screens
