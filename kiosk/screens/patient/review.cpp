// At the end of the questions: whether anything is missing, what was answered by its forms, and the way to change it.
#include "kiosk/screens/patient/views.h"

#include <format>

namespace anteroom::screens {
namespace {

// What there are answers to, each form with what is missing in it.
Touched draw_forms(ui::Ui& ui, const ReviewView& view, const Words& words) {
  std::vector<std::string> ids;
  std::vector<ui::Row> shown;
  ids.reserve(view.forms.size());  // the rows look at these strings
  for (const ReviewForm& form : view.forms) {
    ids.push_back("form:" + form.form);
    const std::string_view said = form.said;
    shown.push_back({.id = ids.back(),
                     .title = form.title,
                     .value = form.unanswered > 0 ? std::string_view{} : said,
                     .pill = form.unanswered > 0 ? said : std::string_view{},
                     .pill_tone = ui::Tone::attention});
  }
  const auto tapped = ui.list(shown, page_labels(words));
  if (!tapped) return std::nullopt;
  return flow::intent::OpenForm{view.forms[*tapped].form};
}

// Nobody turns many pages to find the few that have no answer.
constexpr std::size_t few_answers = 4;  // rows that are seen at a glance

bool leads_to_unanswered(const ReviewView& view) {
  return view.unanswered > 0 && view.one_form.empty() && (view.rows.size() > few_answers || view.only_unanswered);
}

std::string unanswered_words(const ReviewView& view, const Words& words) {
  return words.say_count("{count} question has no answer: show it", "{count} questions have no answer: show them",
                         view.unanswered);
}

Touched draw_unanswered(ui::Ui& ui, const ReviewView& view, const Words& words) {
  const std::string label =
      view.only_unanswered ? std::string(words.say("Show all answers")) : unanswered_words(view, words);
  // No row of the list.
  const ui::ButtonKind kind = view.only_unanswered ? ui::ButtonKind::secondary : ui::ButtonKind::attention;
  if (!ui.button("unanswered", label, kind)) return std::nullopt;
  return flow::intent::ShowUnanswered{};
}

Touched draw_answers(ui::Ui& ui, const ReviewView& view, const Words& words) {
  const std::vector<ReviewRow>& rows = view.rows;
  // Few questions say by themselves what they are of, where there is little room.
  const bool in_sections = view.one_form.empty() && (!view.only_unanswered || !is_small(ui));
  std::vector<std::string> ids;
  std::vector<ui::Row> shown;
  ids.reserve(rows.size());  // the rows look at these strings
  std::string_view form;
  for (const ReviewRow& row : rows) {
    ids.push_back(std::format("edit:{}/{}", row.place.form, row.place.link_id));
    const bool missing = row.progress != forms::Progress::answered;
    shown.push_back({.section = in_sections && row.form != form ? std::string_view(row.form) : std::string_view{},
                     .id = ids.back(),
                     .title = row.question,
                     .value = missing ? std::string_view{} : std::string_view(row.answer),
                     .pill = missing ? std::string_view(row.answer) : std::string_view{},
                     .pill_tone = row.progress == forms::Progress::declined ? ui::Tone::neutral : ui::Tone::attention});
    form = row.form;
  }
  const auto tapped = ui.list(shown, page_labels(words));
  if (!tapped) return std::nullopt;
  return flow::intent::Edit{rows[*tapped].place};
}

// Who is done may be done: nobody turns through sixty answers to find the way out.
Touched draw_overview(ui::Ui& ui, const ReviewView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  ui.begin_screen(
      {.id = "patient.review", .instance = "overview", .layout = ui::Layout::centered, .pages = page_labels(words)});
  header(ui, chrome);
  Touched touched;
  begin_words(ui);
  const std::string_view end = words.say("That was the last question");
  is_short(ui) ? ui.heading(end) : ui.title(end);
  // In large letters the buttons say it themselves.
  if (!is_short(ui) || ui.text_size() < ui::TextSize::large)
    ui.paragraph(words.say("You can look at your answers and change them, or finish now."));
  begin_buttons(ui);
  const std::string missing = unanswered_words(view, words);
  std::vector<ui::Ui::ButtonSpec> buttons{{.id = "answers", .label = words.say("Look at my answers")}};
  // Finish stands where Continue was: while something is missing it is not the loudest.
  std::optional<ui::ButtonKind> finish;
  if (view.unanswered > 0) {
    buttons.push_back({.id = "unanswered", .label = missing, .kind = ui::ButtonKind::attention});
    finish = ui::ButtonKind::secondary;
  }
  // Below one another, and as wide, where a row has no room for both.
  std::optional<std::size_t> tapped;
  if (is_wide(ui)) {
    tapped = ui.button_row(buttons);
  } else {
    for (std::size_t place = 0; place < buttons.size(); ++place) {
      if (ui.button_row({&buttons[place], 1}, 1, ui::Ui::RowWidth::full)) tapped = place;
    }
  }
  if (tapped == 0U) touched = flow::intent::ShowAnswers{};
  if (tapped == 1U) touched = flow::intent::ShowUnanswered{};
  end_buttons(ui);
  touched = either(touched, footer(ui, {.ask_staff = ask_staff_button(chrome),
                                        .back = back_button(words),
                                        .next = ui::FooterButton{.label = words.say("Finish"), .kind = finish},
                                        .next_id = "finish"}));
  ui.end_screen();
  return touched;
}

struct ReviewWords {
  std::string_view title;
  std::string_view how;
  std::string_view short_how;  // where it stands alone
};

ReviewWords review_words(const ReviewView& view, const Words& words) {
  const std::string_view yours = words.say("Your answers");
  if (view.only_unanswered) return {yours, words.say("Touch a question to answer it"), {}};
  if (!view.forms.empty()) return {yours, words.say("Touch a subject to see your answers"), {}};
  const std::string_view change = words.say("Touch an answer to change it");
  if (!view.one_form.empty()) return {view.rows.front().form, change, change};
  return {yours, words.say("Touch an answer to change it. If all is right, touch “Finish”."), change};
}

}  // namespace

Touched draw(ui::Ui& ui, const ReviewView& view, const Chrome& chrome) {
  if (view.overview && view.rows.size() > few_answers) return draw_overview(ui, view, chrome);
  const Words& words = chrome.words;
  const bool is_one = !view.one_form.empty();
  ui.begin_screen({.id = "patient.review",
                   .instance = view.only_unanswered ? "unanswered"
                               : view.forms.empty() ? view.one_form
                                                    : "forms",
                   .layout = ui::Layout::question,
                   .pages = page_labels(words),
                   .fit = view.rows.size() <= few_answers ? ui::Fit::first_page : ui::Fit::pages});
  const ui::Ui::PageShown shown = ui.page_shown();
  const bool leads = leads_to_unanswered(view);
  // A small panel has no room for all of it above the first answer: there the strip says what this is, or upright,
  // where the strip is narrow, a line above them.
  const bool is_close = (is_small(ui) || is_low(ui)) && (leads || is_one || !view.forms.empty());
  const bool in_strip = is_close && is_low(ui);
  const ReviewWords said = review_words(view, words);
  const std::string_view close = said.short_how.empty() ? said.how : said.short_how;
  const std::string progress = in_strip ? std::string(close)
                               : shown.of > 1
                                   ? words.say("Page {page} of {of}", {{"page", shown.page}, {"of", shown.of}})
                                   : std::string{};
  header(ui, chrome, progress, static_cast<int>(shown.page), shown.of > 1 ? static_cast<int>(shown.of) : 0);
  const bool has_heading = !is_close || (is_one && !in_strip);
  if (!has_heading && !in_strip) ui.paragraph(close);
  if (has_heading) {
    ui.heading(said.title);
    ui.paragraph(said.how);
  }
  Touched touched;
  if (leads) touched = draw_unanswered(ui, view, words);
  touched = either(touched, view.forms.empty() ? draw_answers(ui, view, words) : draw_forms(ui, view, words));
  ui::Footer boxes{.ask_staff = ask_staff_button(chrome),
                   .back = back_button(words),
                   .next = ui::FooterButton{.label = words.say("Finish"), .after_more = true},
                   .next_id = "finish"};
  if (view.unanswered > 0) boxes.next->kind = ui::ButtonKind::secondary;
  // The way on leads back to the forms; from there it is finished.
  if (is_one) {
    boxes.next = ui::FooterButton{.label = words.say("Done"), .after_more = true};
    boxes.next_id = ui::Footer{}.next_id;
  }
  touched = either(touched, footer(ui, boxes));
  ui.end_screen();
  return touched;
}

}  // namespace anteroom::screens
