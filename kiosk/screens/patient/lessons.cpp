#include "kiosk/screens/patient/lessons.h"

#include "kiosk/flow/lessons.h"
#include "kiosk/screens/patient/views.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

namespace anteroom::screens {

exporting::HandoutPart lesson(std::size_t page, const Words& words) {
  const auto part = [](std::string_view title, std::initializer_list<std::string_view> paragraphs) {
    exporting::HandoutPart made{std::string(title), {}};
    for (const std::string_view paragraph : paragraphs) made.paragraphs.emplace_back(paragraph);
    return made;
  };
  switch (page) {
    case 0:
      return part(words.say("How lasting pain works"),
                  {words.say("Pain is an alarm. It is there to protect you."),
                   words.say("When pain lasts for months, the alarm itself can become too sensitive. Then it can "
                             "ring although nothing new is damaged."),
                   words.say("The pain is real. Sleep, worry, mood and movement can turn it up or down."),
                   words.say("If a pain is new or different, tell your care team.")});
    case 1:
      return part(
          words.say("Pacing: a little, often"),
          {words.say(
               "On a good day it is easy to do too much. After that, days may follow on which you can do very little."),
           words.say("Pacing means: plan in small parts, and take a break before the pain makes you stop."),
           words.say("It helps some people and not all. Your care team can help you find out.")});
    default:
      return part(
          words.say("Your team"),
          {words.say("Pain touches body, mind and daily life. So people with different jobs look at it together."),
           words.say("A doctor looks at causes and medicines, a physiotherapist at movement."),
           words.say("A psychologist helps with thoughts, mood and sleep, a social worker with work, money and home."),
           words.say("You are part of the team: you say what matters to you.")});
  }
}

exporting::Handout handout_of(std::span<const std::string> ids, std::string clinic, const Words& words) {
  exporting::Handout handout;
  handout.clinic = std::move(clinic);
  for (std::size_t page = 0; page < flow::lesson_ids.size(); ++page) {
    if (std::ranges::contains(ids, flow::lesson_ids.at(page))) handout.parts.push_back(lesson(page, words));
  }
  handout.foot = words.say("This sheet does not take the place of what your care team tells you.");
  return handout;
}

Touched draw(ui::Ui& ui, const LessonView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  const std::string instance = std::to_string(view.page + 1);
  // All three in one size of letters: it turns pages rather than shrink.
  ui.begin_screen(
      {.id = "patient.lesson", .instance = instance, .layout = ui::Layout::page, .pages = page_labels(words)});
  const std::size_t pages = flow::lesson_ids.size();
  header(ui, chrome, words.say("Part {number} of {of}", {{"number", view.page + 1}, {"of", pages}}),
         static_cast<int>(view.page) + 1, static_cast<int>(pages));
  exporting::HandoutPart shown = lesson(view.page, words);
  // Who is in the team stands in two paragraphs, so that a page of a small panel ends with a sentence. A larger one has
  // room for all of it where they are one.
  if (view.page == 2 && !is_small(ui)) {
    shown.paragraphs[1] += " " + shown.paragraphs[2];
    shown.paragraphs.erase(shown.paragraphs.begin() + 2);
  }
  ui.heading(shown.title);
  // Neither the button nor what it ends with stands alone on a page; on a small panel the end may, with the button.
  const std::size_t count = shown.paragraphs.size();
  const std::size_t together = is_small(ui) ? 1 : 2;
  for (std::size_t place = 0; place < count; ++place) {
    const bool is_before_end = together == 2 && place + 2 == count;
    ui.paragraph(shown.paragraphs[place], place + together >= count ? 1 : 0,
                 is_before_end ? std::string_view(shown.paragraphs.back()) : std::string_view{});
  }
  ui.space(2);
  Touched touched;
  const std::array buttons{
      ui::Ui::ButtonSpec{.id = "print",
                         .label = view.is_printed ? words.say("Staff will print it") : words.say("Print this for me"),
                         .chosen = view.is_printed}};
  if (ui.button_row(buttons)) touched = flow::intent::ToggleHandout{};
  const bool last = view.page + 1 == pages;
  // Where it turns pages all the same, the way on waits for the last of them.
  ui::FooterButton next = continue_after_all(words);
  if (last) next.label = words.say("Done");
  touched =
      either(touched, footer(ui, {.ask_staff = ask_staff_button(chrome), .back = back_button(words), .next = next}));
  ui.end_screen();
  return touched;
}

}  // namespace anteroom::screens
