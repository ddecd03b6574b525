#include "kiosk/screens/patient/views.h"

#include <array>
#include <format>

namespace anteroom::screens {
namespace {

constexpr std::size_t most_bullets = 6;  // more parts than these stand in one paragraph, so that none is cut off

std::string joined(const std::vector<std::string>& parts) {
  std::string line;
  for (const std::string& part : parts) line += (line.empty() ? "" : " · ") + part;
  return line;
}

// Shown where neither the site nor the form brings words of its own.
std::string_view hard_time(Help help, const Words& words) {
  // Who is told that somebody comes is not sent to look for them.
  if (help == Help::delivered)
    return words.say(
        "Thank you for telling us. Some of your answers show that things may be very hard for you right now.");
  return words.say(
      "Thank you for telling us. Some of your answers show that things may be very hard for you right now. Someone "
      "from our team would like to talk with you today, before you go home. You do not have to wait until they find "
      "you: please tell anyone at the desk.");
}

// How many bytes of a text its first two sentences take; all of a shorter one.
std::size_t opening_of(std::string_view text) {
  std::size_t end = 0;
  for (int sentence = 0; sentence < 2; ++sentence) {
    end = text.find(". ", end);
    if (end == std::string_view::npos) return text.size();
    ++end;
  }
  return end;
}

// "64 questions, about 12 minutes:", and below it what they are about.
std::string extent_words(const BriefingView& view, bool as_list, const Words& words) {
  const std::string questions =
      words.say_count("{count} question", "{count} questions", static_cast<unsigned long>(view.questions));
  if (view.minutes <= 0) {
    return view.parts.empty() || !as_list ? words.say("{questions}.", {{"questions", questions}})
                                          : words.say("{questions}:", {{"questions", questions}});
  }
  const std::string minutes =
      words.say_count("about {count} minute", "about {count} minutes", static_cast<unsigned long>(view.minutes));
  return view.parts.empty() || !as_list
             ? words.say("{questions}, {minutes}.", {{"questions", questions}, {"minutes", minutes}})
             : words.say("{questions}, {minutes}:", {{"questions", questions}, {"minutes", minutes}});
}

// No number stands on a line without a word of what it is.
std::string beside(std::string words, std::string_view number) {
  const std::size_t at = words.rfind(number);
  if (at != std::string::npos && at > 0 && words[at - 1] == ' ') words.replace(at - 1, 1, "\u00A0");
  return words;
}

// Something to be decided about an answer: two buttons, and Back to the question.
struct TwoWays {
  std::string_view id;
  forms::Place about;
  std::string_view heading;
  std::string_view paragraph;
  std::array<ui::Ui::ButtonSpec, 2> buttons;
  std::array<flow::Intent, 2> intents;
};

Touched draw_two_ways(ui::Ui& ui, const Chrome& chrome, const TwoWays& ways) {
  const std::string instance = ways.about.form + "/" + ways.about.link_id;
  ui.begin_screen(
      {.id = ways.id, .instance = instance, .layout = ui::Layout::centered, .pages = page_labels(chrome.words)});
  header(ui, chrome);
  begin_words(ui);
  ui.heading(ways.heading);
  ui.paragraph(ways.paragraph);
  begin_buttons(ui);
  Touched touched;
  // In one row: on a small panel nobody sees one of them without the other.
  if (const auto tapped = ui.button_row(ways.buttons)) touched = ways.intents.at(*tapped);
  end_buttons(ui);
  touched = either(touched, footer(ui, {.ask_staff = ask_staff_button(chrome), .back = back_button(chrome.words)}));
  ui.end_screen();
  return touched;
}

}  // namespace

std::string_view help_words(Help help, const Words& words) {
  switch (help) {
    case Help::not_asked: return {};
    case Help::asked: return words.say("We are asking somebody to come now. You can also tell anyone at the desk.");
    case Help::delivered: return words.say("Our team has been told and will come to you.");
  }
  return {};
}

Touched draw(ui::Ui& ui, const BriefingView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  const bool wide = is_wide(ui) && view.parts.size() <= most_bullets;
  ui.begin_screen({.id = "patient.briefing",
                   .layout = wide ? ui::Layout::question : ui::Layout::page,
                   .pages = page_labels(words),
                   .fit = ui::Fit::one_page});
  // A small panel needs the height for what is to be read: there the strip says what this is.
  header(ui, chrome, is_small(ui) ? words.say("Before you start") : std::string_view{});
  if (!is_small(ui)) ui.heading(words.say("Before you start"));
  if (wide) ui.begin_columns(2);
  const bool as_list = view.parts.size() <= most_bullets && !is_short(ui);
  ui.paragraph(extent_words(view, as_list, words));
  if (as_list) {
    for (const std::string& part : view.parts) ui.bullet(part);
  }
  if (view.interpreted)
    ui.paragraph(words.say("Some questions are in another language. Staff can help you with them."));
  if (wide) ui.next_column();
  ui.paragraph(
      view.anonymous
          ? words.say(
                "Your answers are kept without your name and without the time of day. We only look at them together "
                "with those of others.")
          : words.say("Your care team reads your answers before your visit. The next person here cannot see them."));
  ui.paragraph(words.say("You can skip any question and change any answer."));
  // On a small panel that would be a page for what each form says itself.
  if (!as_list && !is_small(ui)) ui.caption(joined(view.parts));
  if (wide) ui.end_columns();
  Touched touched = footer(ui, {.ask_staff = ask_staff_button(chrome), .next = continue_after_all(words)});
  ui.end_screen();
  return touched;
}

Touched draw(ui::Ui& ui, const FormNoticeView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  ui.begin_screen(
      {.id = "patient.form_notice", .instance = view.form, .layout = ui::Layout::page, .pages = page_labels(words)});
  header(ui, chrome);
  ui.heading(view.title);
  ui.paragraph(view.text);
  // What such a form asks about may be hard right now.
  ui.paragraph(words.say("If you need help now, tell any member of staff."));
  Touched touched = footer(
      ui, {.ask_staff = ask_staff_button(chrome), .back = back_button(words), .next = continue_after_all(words)});
  ui.end_screen();
  return touched;
}

Touched draw(ui::Ui& ui, const FormAfterView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  ui.begin_screen({.id = "patient.form_after",
                   .instance = view.form,
                   .layout = is_wide(ui) ? ui::Layout::question : ui::Layout::page,
                   .pages = page_labels(words),
                   .fit = ui::Fit::first_page});
  header(ui, chrome);
  Touched touched;
  const bool wide = is_wide(ui) && ui.begin_columns(2);
  // Thanks come first. Where there is one column only, who can help follows on them, and then the rest of the text:
  // nothing of the help may hide behind More.
  const std::string_view text = view.text.empty() ? hard_time(view.help, words) : std::string_view(view.text);
  const std::size_t opening = wide ? text.size() : opening_of(text);
  ui.paragraph(text.substr(0, opening));
  // In large letters there is more room for it beside the numbers than below them, and always once somebody comes.
  const bool roomy = wide && ui.text_size() < ui::TextSize::large;
  const std::string_view can_wait = words.say("The questions can wait.");
  const bool told = view.help == Help::delivered;  // then there is less to read above it
  const bool waits_below = roomy && !told;
  const auto tell_staff = [&] { ui.paragraph(words.say("If you might hurt yourself, tell staff now.")); };
  if (wide && told) tell_staff();
  if (wide && !waits_below) ui.paragraph(can_wait);
  if (wide) ui.next_column();
  if (view.help == Help::not_asked) {
    const std::array<ui::Ui::ButtonSpec, 1> come_now{
        {{"come_now", words.say("I would like somebody to come now"), ui::ButtonKind::primary}}};
    if (ui.button_row(come_now, 1, ui::Ui::RowWidth::full)) {
      touched = flow::intent::ComeNow{};
    }
  } else {
    ui.notice(help_words(view.help, words), view.help == Help::delivered ? ui::Tone::good : ui::Tone::neutral);
  }
  // In large letters both do not stand on one screen in every language: the numbers come first then.
  if (waits_below) tell_staff();
  for (const CrisisLine& line : view.numbers)
    ui.bullet(beside(words.say("{name}: {number}", {{"name", line.label}, {"number", line.number}}), line.number),
              ui::Weight::strong);
  if (!view.emergency_number.empty())
    ui.bullet(
        beside(words.say("In danger right now: {number}", {{"number", view.emergency_number}}), view.emergency_number),
        ui::Weight::strong);
  if (!waits_below && !(wide && told)) tell_staff();
  if (waits_below) ui.paragraph(can_wait);
  if (wide) ui.end_columns();
  if (opening < text.size()) ui.paragraph(text.substr(opening + 1));
  // Not on a page of its own, where the columns of a larger panel had no room beside one another.
  if (!is_wide(ui) && !(told && is_short(ui))) ui.paragraph(can_wait);
  // Where it turns pages nobody goes on without having read the last one. As long as nobody was called the way on is
  // never the loudest thing here.
  ui::FooterButton next = continue_after_all(words);
  next.why = {};  // no words over the numbers to call, whatever is touched
  if (view.help == Help::not_asked) next.kind = ui::ButtonKind::secondary;
  ui::Footer boxes{.next = next};
  if (view.help == Help::not_asked) boxes.ask_staff = ask_staff_button(chrome);
  touched = either(touched, footer(ui, boxes));
  ui.end_screen();
  return touched;
}

Touched draw(ui::Ui& ui, const LeaveOutView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  return draw_two_ways(
      ui, chrome,
      {.id = "patient.leave_out",
       .about = view.place,
       .heading = view.later ? words.say("Answer this later?") : words.say("Leave out your answer?"),
       .paragraph = view.later
                        ? words.say("You have answered this question. If you leave it for later, your answer is gone.")
                        : words.say("You have answered this question. If you leave it out, your answer is gone."),
       .buttons = {{{"keep", words.say("Keep my answer"), ui::ButtonKind::primary},
                    {"leave_out", view.later ? words.say("Later") : words.say("Leave it out")}}},
       .intents = {flow::intent::Back{}, flow::intent::Continue{}}});
}

Touched draw(ui::Ui& ui, const CheckView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  return draw_two_ways(
      ui, chrome,
      {.id = "patient.check",
       .about = view.place,
       .heading = view.text,
       .paragraph = words.say("You can leave it as it is, or change it."),
       .buttons = {{{"right", words.say("Yes, that is right")}, {"change", words.say("Change my answers")}}},
       .intents = {flow::intent::Continue{}, flow::intent::ChangeAnswers{}}});
}

Touched draw(ui::Ui& ui, const ThanksView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  ui.begin_screen({.id = "patient.thanks", .layout = ui::Layout::centered, .pages = page_labels(words)});
  header(ui, chrome);
  ui.title(words.say("Thank you"));
  ui.paragraph(view.anonymous ? words.say("Your answers are saved without your name. There is nothing more to do here.")
               : view.is_awaited
                   ? words.say("Your answers are saved. Someone from our team would like to talk with you "
                               "before you go home. Please take a seat.")
               : view.was_left
                   ? words.say("Your answers are saved. Please take a seat: somebody from our team will come to you.")
                   : words.say("Your answers are saved. Your care team will read them before your visit. "
                               "Please take a seat."));
  Touched touched;
  if (view.help != Help::not_asked) {
    ui.notice(help_words(view.help, words), view.help == Help::delivered ? ui::Tone::good : ui::Tone::neutral);
  }
  // A small panel has room for one of them.
  if (view.has_lessons && (view.help == Help::not_asked || !is_small(ui))) {
    ui.space(4);
    if (ui.button("lessons", words.say("Read three short texts about pain"), ui::ButtonKind::secondary))
      touched = flow::intent::OpenLessons{};
  }
  ui::Footer boxes{.next = ui::FooterButton{.label = words.say("Done")}};
  if (!view.anonymous && view.help == Help::not_asked) boxes.ask_staff = ask_staff_button(chrome);
  touched = either(touched, footer(ui, boxes));
  ui.end_screen();
  return touched;
}

Touched draw(ui::Ui& ui, const StaffAskedView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  ui.begin_screen({.id = "patient.staff_asked", .layout = ui::Layout::centered, .pages = page_labels(words)});
  header(ui, chrome);
  if (view.help == Help::delivered) {
    ui.title(words.say("Our team has been told"));
    ui.paragraph(words.say("Somebody will come to you. You can go on, or wait here."));
  } else if (view.help == Help::not_asked) {  // an anonymous run: nobody knows whom to look for
    ui.title(words.say("Please ask at the desk"));
    ui.paragraph(words.say("Nobody can be called from this screen. Please go to the desk. Your answers are kept."));
  } else {
    ui.title(words.say("We are asking somebody to come"));
    ui.paragraph(words.say("You can go on meanwhile, or tell anyone at the desk. Your answers are kept."));
  }
  Touched touched = footer(ui, {.next = continue_button(words)});
  ui.end_screen();
  return touched;
}

Touched draw(ui::Ui& ui, const StillHereView&, const Chrome& chrome) {
  const Words& words = chrome.words;
  ui.begin_screen({.id = "patient.still_here", .layout = ui::Layout::centered, .pages = page_labels(words)});
  header(ui, chrome);
  Touched touched;
  ui.title(words.say("Are you still there?"));
  ui.paragraph(words.say(
      "Soon we will close this screen, so that nobody else sees your answers. What you have answered is saved. To go "
      "on later, ask at the desk."));
  ui.space(4);
  const std::array<ui::Ui::ButtonSpec, 2> buttons{{{"still_here", words.say("Yes, go on"), ui::ButtonKind::primary},
                                                   {"stop", words.say("No, stop here"), ui::ButtonKind::secondary}}};
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
  const Words& words = chrome.words;
  ui.begin_screen({.id = "patient.trouble", .layout = ui::Layout::centered, .pages = page_labels(words)});
  header(ui, chrome);
  ui.title(words.say("This kiosk needs staff"));
  ui.paragraph(
      view.in_visit
          ? words.say("Your last answer could not be saved just now. The answers before it are safe. You did nothing "
                      "wrong. Please try again, or tell somebody at the desk.")
          : words.say("It cannot save answers just now. You did nothing wrong. Please tell somebody at the desk."));
  ui.space(4);
  Touched touched;
  if (ui.button("try_again", words.say("Try again"), ui::ButtonKind::primary)) touched = flow::intent::TryAgain{};
  touched = either(touched, footer(ui, {.ask_staff = view.in_visit ? ask_staff_button(chrome) : help_button(words)}));
  ui.end_screen();
  return touched;
}

}  // namespace anteroom::screens
