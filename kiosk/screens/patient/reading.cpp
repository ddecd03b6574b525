// How the patient wants to read, and how the screen is covered.
#include "kiosk/screens/patient/answer_words.h"
#include "kiosk/screens/patient/views.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

namespace anteroom::screens {
namespace {

using Button = ui::Ui::ButtonSpec;

constexpr std::array sizes{ui::TextSize::small, ui::TextSize::medium, ui::TextSize::large, ui::TextSize::largest};
constexpr std::array themes{ui::Theme::light, ui::Theme::dark, ui::Theme::contrast};

// All in a row, but two and two on an upright panel; on one page with what they are, and with such a choice that
// belongs to it.
std::optional<std::size_t> choice(ui::Ui& ui, std::string_view label, std::span<const Button> buttons,
                                  std::size_t groups = 1) {
  const std::size_t in_a_row = is_wide(ui) || is_short(ui) ? buttons.size() : 2;
  ui.label(label, buttons, in_a_row, groups);
  std::optional<std::size_t> tapped;
  for (std::size_t first = 0; first < buttons.size(); first += in_a_row) {
    const auto row = buttons.subspan(first, std::min(in_a_row, buttons.size() - first));
    if (const auto in_row = ui.button_row(row, row.size(), ui::Ui::RowWidth::full)) tapped = first + *in_row;
  }
  return tapped;
}

void draw_voice(ui::Ui& ui, const Words& words, Voice& voice) {
  const std::array pace_buttons{
      Button{.id = "pace:0", .label = words.say_as("pace of a voice", "Slow"), .chosen = voice.pace == Pace::slow},
      Button{.id = "pace:1", .label = words.say_as("pace of a voice", "Normal"), .chosen = voice.pace == Pace::normal},
      Button{.id = "pace:2", .label = words.say_as("pace of a voice", "Fast"), .chosen = voice.pace == Pace::fast}};
  if (const auto tapped = choice(ui, words.say("Voice speed"), pace_buttons, 2))
    voice.pace = static_cast<Pace>(*tapped);
  const std::array loudness_buttons{Button{.id = "loudness:0",
                                           .label = words.say_as("loudness of a voice", "Quiet"),
                                           .chosen = voice.loudness == Loudness::quiet},
                                    Button{.id = "loudness:1",
                                           .label = words.say_as("loudness of a voice", "Normal"),
                                           .chosen = voice.loudness == Loudness::normal},
                                    Button{.id = "loudness:2",
                                           .label = words.say_as("loudness of a voice", "Loud"),
                                           .chosen = voice.loudness == Loudness::loud}};
  if (const auto tapped = choice(ui, words.say("Voice loudness"), loudness_buttons))
    voice.loudness = static_cast<Loudness>(*tapped);
}

}  // namespace

bool draw_reading(ui::Ui& ui, const Chrome& chrome, Voice& voice) {
  const Words& words = chrome.words;
  ui.begin_screen(
      {.id = "patient.reading", .layout = ui::Layout::question, .pages = page_labels(words), .fit = ui::Fit::one_page});
  // A small panel has no room for the question, and one of ten inches none in large letters, nor above what the voice
  // has as well: then the strip says what this is.
  const bool lies = ui.metrics().window.w > ui.metrics().window.h;
  const bool asks = !is_small(ui) && !(lies && (chrome.can_read_aloud || ui.text_size() >= ui::TextSize::large));
  const std::string_view title =
      chrome.can_read_aloud ? words.say("Text, colours and voice") : words.say("Text size and colours");
  header(ui, chrome, asks ? std::string_view{} : title);
  if (asks) ui.heading(words.say("What is easiest for you to read?"));
  const ui::TextSize size = ui.text_size();
  const std::array size_buttons{
      Button{.id = "text:0", .label = words.say("Small"), .chosen = size == sizes[0]},
      Button{.id = "text:1", .label = words.say_as("text size", "Normal"), .chosen = size == sizes[1]},
      Button{.id = "text:2", .label = words.say("Large"), .chosen = size == sizes[2]},
      Button{.id = "text:3", .label = words.say("Very large"), .chosen = size == sizes[3]}};
  // Only what this panel has room for.
  const auto offered = std::span(size_buttons).first(static_cast<std::size_t>(ui.largest_text()) + 1);
  if (const auto tapped = choice(ui, words.say("Text size"), offered)) ui.set_text_size(sizes.at(*tapped));
  const ui::Theme theme = ui.theme();
  const std::array theme_buttons{
      Button{.id = "colours:0", .label = words.say_as("colours", "Light"), .chosen = theme == themes[0]},
      Button{.id = "colours:1", .label = words.say_as("colours", "Dark"), .chosen = theme == themes[1]},
      Button{.id = "colours:2", .label = words.say("Strong contrast"), .chosen = theme == themes[2]}};
  if (const auto tapped = choice(ui, words.say("Colours"), theme_buttons)) ui.set_theme(themes.at(*tapped));
  if (chrome.can_read_aloud) draw_voice(ui, words, voice);
  const auto touched = footer(ui, {.next = ui::FooterButton{.label = words.say("Done"), .after_more = true}});
  ui.end_screen();
  return touched.has_value();
}

Touched draw(ui::Ui& ui, const HiddenView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  ui.begin_screen({.id = "patient.hidden", .layout = ui::Layout::centered, .pages = page_labels(words)});
  header(ui, chrome);
  ui.title(words.say("Your screen is hidden"));
  // A small panel has no room for what its button says too.
  if (is_small(ui) && view.can_rest) {
    ui.paragraph(
        words.say("Your answers are safe. After a longer break you need your visit code and your birth date."));
  } else {
    ui.paragraph(words.say("Your answers are safe. Touch “Go on” when you are ready."));
  }
  if (view.can_rest && !is_small(ui))
    ui.paragraph(words.say("After a longer break you need your visit code and your birth date."));
  ui.space(4);
  Touched touched;
  const std::array buttons{Button{.id = "go_on", .label = words.say("Go on"), .kind = ui::ButtonKind::primary},
                           Button{.id = "rest", .label = words.say("I need a longer break")}};
  if (const auto tapped = ui.button_row(std::span(buttons).first(view.can_rest ? 2 : 1))) {
    if (*tapped == 0) {
      touched = flow::intent::Continue{};
    } else {
      touched = flow::intent::Rest{};
    }
  }
  touched = either(touched, footer(ui, {.ask_staff = ask_staff_button(chrome)}));
  ui.end_screen();
  return touched;
}

Touched draw(ui::Ui& ui, const RestOfferView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  ui.begin_screen({.id = "patient.rest_offer", .layout = ui::Layout::centered, .pages = page_labels(words)});
  header(ui, chrome);
  ui.title(words.say("Would you like a break?"));
  ui.paragraph(words.say("Questions done: {done}. Still to come: {left}.", {{"done", view.done}, {"left", view.left}}));
  ui.paragraph(words.say(
      "Your answers are saved. A break is up to 15 minutes. After it you need your visit code and your birth date."));
  ui.space(4);
  Touched touched;
  const std::array buttons{Button{.id = "go_on", .label = words.say("Go on"), .kind = ui::ButtonKind::primary},
                           Button{.id = "rest", .label = words.say("Take a break")}};
  if (const auto tapped = ui.button_row(buttons)) {
    if (*tapped == 0) {
      touched = flow::intent::Continue{};
    } else {
      touched = flow::intent::Rest{};
    }
  }
  touched = either(touched, footer(ui, {.ask_staff = ask_staff_button(chrome), .back = back_button(words)}));
  ui.end_screen();
  return touched;
}

Touched draw(ui::Ui& ui, const RestingView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  ui.begin_screen({.id = "patient.resting", .layout = ui::Layout::centered, .pages = page_labels(words)});
  header(ui, chrome);
  ui.title(words.say("Somebody is taking a break here"));
  ui.paragraph(
      words.say("This kiosk is kept for that person until {time}. Is it you? Touch “Go on”, then type your visit code "
                "and your birth date.",
                {{"time", time_words(view.until, words)}}));
  if (view.help != Help::not_asked) {
    ui.notice(help_words(view.help, words), view.help == Help::delivered ? ui::Tone::good : ui::Tone::neutral);
  }
  ui.space(4);
  Touched touched;
  if (ui.button("go_on", words.say("Go on"), ui::ButtonKind::primary)) touched = flow::intent::Continue{};
  if (view.help == Help::not_asked) touched = either(touched, footer(ui, {.ask_staff = ask_staff_button(chrome)}));
  ui.end_screen();
  return touched;
}

}  // namespace anteroom::screens
