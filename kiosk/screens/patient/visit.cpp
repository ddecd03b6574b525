#include "kiosk/screens/patient/views.h"

#include <array>
#include <format>

namespace anteroom::screens {
namespace {

// Shown where neither the site nor the form brings words of its own.
constexpr std::string_view hard_time =
    "Thank you for telling us. Some of your answers show that things may be very hard for you right now. Someone from "
    "our "
    "team would like to talk with you today, before you go home. You do not have to wait for them: please tell anyone "
    "at "
    "the desk.";

std::string_view come_now_words(Help help) {
  switch (help) {
    case Help::not_asked: return {};
    case Help::asked: return "We are asking somebody to come now. You can also tell anyone at the desk.";
    case Help::delivered: return "Our team has been told. Somebody will come to you.";
  }
  return {};
}

std::string review_answer(const ReviewRow& row) {
  switch (row.progress) {
    case forms::Progress::answered: return row.answer;
    case forms::Progress::declined: return "You preferred not to answer";
    case forms::Progress::not_answered: return "Not answered";
  }
  return {};
}

}  // namespace

Touched draw(ui::Ui& ui, const BriefingView& view, const Chrome& chrome) {
  ui.begin_screen({.id = "patient.briefing", .instance = {}, .layout = ui::Layout::page});
  header(ui, chrome);
  ui.heading("Before you start");
  const std::string length = view.minutes > 0 ? std::format("There are {} questions. They take about {} minutes.",
                                                            view.questions, view.minutes)
                                              : std::format("There are {} questions.", view.questions);
  ui.paragraph(length);
  for (const std::string& part : view.parts) ui.bullet(part);
  ui.paragraph(
      "Your care team reads your answers before your visit. Nobody else at this screen can see them after you.");
  ui.paragraph("You can skip any question and change any answer.");
  Touched touched =
      footer(ui, {.ask_staff = ask_staff_button, .back = {}, .skip = {}, .decline = {}, .next = continue_button});
  ui.end_screen();
  return touched;
}

Touched draw(ui::Ui& ui, const FormNoticeView& view, const Chrome& chrome) {
  ui.begin_screen({.id = "patient.form_notice", .instance = view.form, .layout = ui::Layout::page});
  header(ui, chrome);
  ui.heading(view.title);
  ui.paragraph(view.text);
  Touched touched = footer(
      ui, {.ask_staff = ask_staff_button, .back = back_button, .skip = {}, .decline = {}, .next = continue_button});
  ui.end_screen();
  return touched;
}

Touched draw(ui::Ui& ui, const FormAfterView& view, const Chrome& chrome) {
  ui.begin_screen({.id = "patient.form_after", .instance = view.form, .layout = ui::Layout::page});
  header(ui, chrome);
  Touched touched;
  ui.paragraph(view.text.empty() ? hard_time : std::string_view(view.text));
  ui.paragraph("If you feel you might act on such thoughts right now, tell a staff member now.");
  for (const CrisisLine& line : view.numbers) ui.bullet(std::format("{}: {}", line.label, line.number));
  if (!view.emergency_number.empty()) ui.bullet(std::format("If you are in danger now: {}", view.emergency_number));
  ui.space(2);
  if (view.help == Help::not_asked) {
    if (ui.button("come_now", "I would like somebody to come now", ui::ButtonKind::secondary))
      touched = flow::intent::ComeNow{};
  } else {
    ui.notice(come_now_words(view.help), view.help == Help::delivered ? ui::Tone::good : ui::Tone::neutral);
  }
  touched = either(
      touched,
      footer(ui, {.ask_staff = ask_staff_button, .back = {}, .skip = {}, .decline = {}, .next = continue_button}));
  ui.end_screen();
  return touched;
}

Touched draw(ui::Ui& ui, const ReviewView& view, const Chrome& chrome) {
  ui.begin_screen({.id = "patient.review", .instance = {}, .layout = ui::Layout::staff});
  header(ui, chrome);
  ui.heading("Your answers");
  ui.paragraph("Touch an answer to change it. When all is right, touch Finish.");
  std::vector<std::string> ids;
  std::vector<std::string> answers;
  std::vector<ui::Row> rows;
  ids.reserve(view.rows.size());  // the rows look at these strings
  answers.reserve(view.rows.size());
  for (const ReviewRow& row : view.rows) {
    ids.push_back(std::format("edit:{}/{}", row.place.form, row.place.link_id));
    answers.push_back(review_answer(row));
    const bool missing = row.progress != forms::Progress::answered;
    rows.push_back({.id = ids.back(),
                    .title = row.question,
                    .detail = row.form,
                    .value = missing ? std::string_view{} : std::string_view(answers.back()),
                    .pill = missing ? std::string_view(answers.back()) : std::string_view{},
                    .pill_tone = ui::Tone::attention,
                    .selected = {}});
  }
  Touched touched;
  if (const auto tapped = ui.list(rows, page_labels)) touched = flow::intent::Edit{view.rows[*tapped].place};
  touched = either(touched, footer(ui, {.ask_staff = ask_staff_button,
                                        .back = back_button,
                                        .skip = {},
                                        .decline = {},
                                        .next = ui::FooterButton{"Finish"},
                                        .next_id = "finish"}));
  ui.end_screen();
  return touched;
}

Touched draw(ui::Ui& ui, const ThanksView&, const Chrome& chrome) {
  ui.begin_screen({.id = "patient.thanks", .instance = {}, .layout = ui::Layout::centered});
  header(ui, chrome);
  ui.title("Thank you");
  ui.paragraph("Your answers are saved. Your care team will read them before your visit. Please take a seat.");
  Touched touched = footer(ui, {.ask_staff = {}, .back = {}, .skip = {}, .decline = {}, .next = continue_button});
  ui.end_screen();
  return touched;
}

Touched draw(ui::Ui& ui, const StaffAskedView& view, const Chrome& chrome) {
  ui.begin_screen({.id = "patient.staff_asked", .instance = {}, .layout = ui::Layout::centered});
  header(ui, chrome);
  if (view.help == Help::delivered) {
    ui.title("Our team has been told");
    ui.paragraph("Somebody will come to you. You can go on, or wait here.");
  } else {
    ui.title("We are asking somebody to come");
    ui.paragraph("You can also tell anyone at the desk. Your answers are kept.");
  }
  Touched touched = footer(ui, {.ask_staff = {}, .back = {}, .skip = {}, .decline = {}, .next = continue_button});
  ui.end_screen();
  return touched;
}

Touched draw(ui::Ui& ui, const StillHereView&, const Chrome& chrome) {
  ui.begin_screen({.id = "patient.still_here", .instance = {}, .layout = ui::Layout::centered});
  header(ui, chrome);
  Touched touched;
  ui.title("Are you still there?");
  ui.paragraph(
      "Soon we will close this screen, so that nobody else sees your answers. What you have answered is saved.");
  ui.space(4);
  constexpr std::array<ui::Ui::ButtonSpec, 2> buttons{
      {{"still_here", "Yes, go on", ui::ButtonKind::primary}, {"stop", "No, stop here", ui::ButtonKind::secondary}}};
  if (const auto tapped = ui.button_row(buttons)) {
    if (*tapped == 0) {
      touched = flow::intent::StillHere{};
    } else {
      touched = flow::intent::Stop{};
    }
  }
  ui.end_screen();
  return touched;
}

Touched draw(ui::Ui& ui, const TroubleView& view, const Chrome& chrome) {
  ui.begin_screen({.id = "patient.trouble", .instance = {}, .layout = ui::Layout::centered});
  header(ui, chrome);
  ui.title("This kiosk needs staff");
  ui.paragraph(
      view.in_visit
          ? "Your last answer could not be saved just now. The answers before it are safe. You did nothing wrong."
          : "It cannot save answers just now. You did nothing wrong. Please tell somebody at the desk.");
  ui.space(4);
  Touched touched;
  if (ui.button("try_again", "Try again", ui::ButtonKind::primary)) touched = flow::intent::TryAgain{};
  touched =
      either(touched, footer(ui, {.ask_staff = ask_staff_button, .back = {}, .skip = {}, .decline = {}, .next = {}}));
  ui.end_screen();
  return touched;
}

}  // namespace anteroom::screens
