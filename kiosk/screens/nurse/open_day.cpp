#include "kiosk/screens/nurse/words.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <utility>

namespace anteroom::screens {
namespace {

std::string said(const OpenDayView& view, const Words& words) {
  using Problem = flow::OpenDay::Problem;
  if (view.checking) return std::string(words.say("Opening…"));
  switch (view.problem) {
    case Problem::none: break;
    case Problem::no_such_word: return std::string(words.say("No word goes on like that"));
    case Problem::wrong: return std::string(words.say("Wrong: start again at word 1."));
    case Problem::unavailable: return std::string(words.say("Not checked: call your IT staff"));
  }
  if (view.done == view.of) return std::string(words.say("All six words are there"));
  return words.say("Word {number} of {count}: its first letters",
                   {{"number", static_cast<int>(view.done + 1)}, {"count", static_cast<int>(view.of)}});
}

std::optional<ui::FooterButton>& box_of(ui::Footer& boxes, ui::FooterBox box) {
  switch (box) {
    case ui::FooterBox::back: return boxes.back;
    case ui::FooterBox::ask_staff: return boxes.ask_staff;
    case ui::FooterBox::skip: return boxes.skip;
    case ui::FooterBox::decline: return boxes.decline;
    case ui::FooterBox::next: return boxes.next;
  }
  std::unreachable();
}

// `places`: where the words that are offered stand.
flow::Intent intent_of(ui::FooterBox box, std::span<const ui::FooterBox> places) {
  if (box == ui::FooterBox::back) return flow::intent::Back{};
  if (box == ui::FooterBox::next) return flow::intent::Continue{};
  return flow::intent::Choose{static_cast<int>(std::ranges::find(places, box) - places.begin())};
}

}  // namespace

Touched draw(ui::Ui& ui, const OpenDayView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  ui.begin_screen({.id = view.is_proof ? "it.proof" : "nurse.open_day",
                   .layout = ui::Layout::question,
                   .audience = ui::Audience::staff,
                   .pages = page_labels(words)});
  staff_header(ui, chrome, view.is_proof ? words.say("A passphrase that opens the day") : words.say("Open the day"));
  const bool is_wrong = !view.checking && view.problem != flow::OpenDay::Problem::none;
  ui.question({}, is_wrong ? std::string{} : said(view, words), page_labels(words));
  if (is_wrong) ui.question_hint(said(view, words), ui::Tone::attention);
  // Done words are dots: who stands behind sees one word at a time.
  std::string typed;
  for (std::size_t word = 0; word < view.done; ++word) typed += "•••  ";
  typed += view.letters;
  ui.text_field({.id = "words", .label = {}, .value = typed, .hint = {}, .active = !view.checking});
  const bool open = view.done < view.of && !view.checking;
  Touched touched = screens::intent_of(ui.keyboard({.kind = ui::KeyboardKind::letters,
                                                    .enabled = open,
                                                    .locked = view.checking,
                                                    .erase_label = erase_label(words),
                                                    .space_label = space_label(words),
                                                    .language = words.language()}));
  // The words offered stand in the boxes that no such screen needs, right below the keys.
  ui::Footer boxes{.back = back_button(words), .next = continue_button(words, view.done == view.of && !view.checking)};
  // Upright the footer has two rows: all of them belong into one, as far as it goes.
  const bool is_upright = ui.metrics().window.w < ui.metrics().window.h;
  using enum ui::FooterBox;
  const std::array<ui::FooterBox, 3> places =
      is_upright ? std::array{skip, decline, ask_staff} : std::array{ask_staff, skip, decline};
  std::vector<std::string> ids;
  ids.reserve(places.size());
  // Each as wide as its word: a long one has no room in the box of a short label.
  ui::FooterWords labels{{{{words.say("Back")}, {}, {}, {}, {words.say("Continue")}}}};
  for (std::size_t offer = 0; offer < std::min(places.size(), view.offered.size()); ++offer) {
    const std::string& word = view.offered[offer];
    ids.push_back("word:" + word);
    box_of(boxes, places.at(offer)) =
        ui::FooterButton{.label = word, .id = ids.back(), .kind = ui::ButtonKind::secondary};
    labels.labels.at(static_cast<std::size_t>(places.at(offer))) = {std::string_view(word)};
  }
  boxes.keeps_both_rows = true;
  ui.share_footer(labels);
  if (const auto box = ui.footer(boxes)) touched = intent_of(*box, places);
  ui.end_screen();
  return touched;
}

}  // namespace anteroom::screens
