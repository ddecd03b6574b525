#include "kiosk/screens/chrome.h"

namespace anteroom::screens {

// The words of buttons and keys are short: a box in the footer of a 7 inch panel is 17 to 35 mm wide.

ui::PageLabels page_labels(const Words& words) { return {words.say("More"), words.say("Up")}; }

void begin_words(ui::Ui& ui) {
  if (is_short(ui)) ui.begin_columns(2);
}

void begin_buttons(ui::Ui& ui) {
  if (is_short(ui)) {
    ui.next_column();
  } else {
    ui.space(4);
  }
}

void end_buttons(ui::Ui& ui) {
  if (is_short(ui)) ui.end_columns();
}

std::string_view erase_label(const Words& words) { return words.say("Erase"); }

std::string_view space_label(const Words& words) { return words.say("Space"); }

ui::WriteWords write_words(const Words& words) {
  return {.write = words.say("Touch here to write"), .read = words.say_as("button: back to it", "See question")};
}

std::array<std::string_view, 3> date_hints(const Words& words) {
  return {words.say("Day"), words.say("Month"), words.say("Year")};
}

ui::FooterButton ask_staff_button(const Chrome& chrome) {
  return {.label = chrome.has_asked_staff ? chrome.words.say("Staff told") : chrome.words.say("Ask staff"),
          .chosen = chrome.has_asked_staff};
}

ui::FooterButton help_button(const Words& words) { return {.label = words.say("Help")}; }

ui::FooterButton back_button(const Words& words) { return {.label = words.say("Back")}; }

ui::FooterButton continue_button(const Words& words, bool enabled, std::string_view why) {
  return {.label = words.say("Continue"), .enabled = enabled, .why = {.words = std::string(why)}};
}

ui::FooterButton continue_after_all(const Words& words) {
  return {.label = words.say("Continue"), .after_last_page = true, .why = see_first(words.say("More"), words)};
}

std::string unbroken(std::string_view name) {
  std::string whole;
  for (const char letter : name) letter == ' ' ? whole += "\u00A0" : whole += letter;
  return whole;
}

ui::Why see_first(std::string_view button, const Words& words) {
  return {.words = words.say("Please touch “{button}” first.", {{"button", unbroken(button)}}),
          .button = std::string(button)};
}

Touched footer(ui::Ui& ui, const ui::Footer& footer) {
  const auto box = ui.footer(footer);
  if (!box) return std::nullopt;
  switch (*box) {
    case ui::FooterBox::ask_staff: return flow::intent::AskStaff{};
    case ui::FooterBox::back: return flow::intent::Back{};
    case ui::FooterBox::skip: return flow::intent::Skip{};
    case ui::FooterBox::decline: return flow::intent::Decline{};
    case ui::FooterBox::next:
      if (footer.next_id == "finish") return flow::intent::Finish{};
      return flow::intent::Continue{};
  }
  return std::nullopt;
}

namespace {

// Everything that stands in a box on a patient's screens: they must all have the same boxes.
ui::FooterWords patients_words(const Words& words) {
  return {{{{words.say("Back"), words.say_as("a changed answer", "Cancel")},
            {words.say("Ask staff"), words.say("Staff told"), words.say("Staff only"), words.say("Help")},
            {words.say("Later"), words.say("Up")},
            {words.say("Prefer not to answer"), words.say("More")},
            {words.say("Continue"), words.say("Finish"), words.say("Done"), words.say("More"),
             words.say("Message for staff")}}},
          page_labels(words)};
}

ui::FooterWords staffs_words(const Words& words) {
  return {{{{words.say("Back"), words.say("Sign out"), words.say_as("an export", "Stop")},
            {words.say("Cancel visit"), words.say("After a visit")},
            {words.say("Up")},
            {words.say("More")},
            {words.say("Continue"), words.say("Clean the screen"), words.say("New visit"), words.say("Start now"),
             words.say_as("a sound", "Play"), words.say("Print"), words.say("Print again"),
             words.say_as("a summary", "Printing"), words.say("Export"), words.say_as("onto a stick", "Save"),
             words.say("Done"), words.say("Repeat"), words.say("Try all"), words.say("Restart"),
             words.say_as("to the staff", "Add"), words.say("New passphrase"), words.say("New key"),
             words.say_as("from the staff", "Remove")}}},
          page_labels(words)};
}

}  // namespace

void staff_header(ui::Ui& ui, const Chrome& chrome, std::string_view title) {
  ui.set_letters_of_language(chrome.words.letters());
  ui.share_footer(staffs_words(chrome.words));
  ui.header({.clinic = chrome.clinic, .progress = title, .staff_light = chrome.staff_light});
}

void header(ui::Ui& ui, const Chrome& chrome, std::string_view progress, int step, int of) {
  const Words& words = chrome.words;
  const std::string_view aloud = chrome.is_read_aloud ? words.say("Stop reading aloud") : words.say("Read aloud");
  ui.set_letters_of_language(words.letters());
  ui.share_footer(patients_words(words));
  ui.header({.clinic = chrome.clinic,
             .progress = progress,
             .step = step,
             .of = of,
             .staff_light = chrome.staff_light,
             .hide = chrome.can_hide ? words.say("Hide my screen") : std::string_view{},
             .reading = chrome.can_set_reading ? words.say("Text size and colours") : std::string_view{},
             .aloud = chrome.can_read_aloud ? aloud : std::string_view{},
             .is_read_aloud = chrome.is_read_aloud});
}

Touched intent_of(const std::optional<ui::Key>& key) {
  if (!key) return std::nullopt;
  if (key->erase) return flow::intent::Erase{};
  return flow::intent::Type{key->letter};
}

}  // namespace anteroom::screens
