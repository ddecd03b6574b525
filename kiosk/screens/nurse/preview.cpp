// The summary's pages on the screen, before anybody prints it. What stands on them is their own.
#include "kiosk/screens/nurse/preview.h"

#include "kiosk/screens/nurse/words.h"

#include <vector>

namespace anteroom::screens {
namespace {

ui::Point point_at(double x, double y) { return {static_cast<float>(x), static_cast<float>(y)}; }

}  // namespace

ui::Sheet sheet_of(const exporting::Preview& preview, const exporting::Drawing& page) {
  ui::Sheet sheet;
  sheet.size = {static_cast<float>(preview.width), static_cast<float>(preview.height)};
  for (const exporting::Fill& fill : page.fills) {
    sheet.fills.push_back({static_cast<float>(fill.x), static_cast<float>(fill.y), static_cast<float>(fill.width),
                           static_cast<float>(fill.height)});
  }
  for (const exporting::Shape& shape : page.shapes) {
    ui::SheetShape drawn{{}, static_cast<float>(shape.thickness), shape.closed};
    for (const exporting::Spot& corner : shape.corners) drawn.corners.push_back(point_at(corner.x, corner.y));
    sheet.shapes.push_back(std::move(drawn));
  }
  for (const exporting::Stroke& stroke : page.strokes) {
    sheet.lines.push_back({point_at(stroke.x1, stroke.y1), point_at(stroke.x2, stroke.y2),
                           static_cast<float>(stroke.thickness), static_cast<float>(stroke.dash),
                           stroke.ink == exporting::Ink::white});
  }
  for (const exporting::TextRun& text : page.texts) {
    sheet.texts.push_back({point_at(text.x, text.baseline), static_cast<float>(text.width),
                           text.face == exporting::Face::bold, text.ink == exporting::Ink::white, text.text});
  }
  return sheet;
}

Touched draw(ui::Ui& ui, const PreviewView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  ui.begin_screen(
      {.id = "nurse.preview", .instance = view.code, .layout = ui::Layout::staff, .pages = page_labels(words)});
  staff_header(ui, chrome, words.say("Visit {code} · {initials}", {{"code", view.code}, {"initials", view.initials}}));
  say_printer(ui, view.printer, words);
  if (view.failed) {
    ui.notice(words.say("The page could not be made. For IT staff: “{command}” says what is wrong.",
                        {{"command", words.say("Checks")}}),
              ui::Tone::attention);
  } else if (view.page == nullptr) {
    ui.paragraph(words.say("The page is being made…"));
  } else {
    const std::vector<exporting::Drawing>& pages = view.page->pages;
    ui.caption(words.say_count("{count} page, as it prints", "{count} pages, as they print",
                               static_cast<unsigned long>(pages.size())));
    for (const exporting::Drawing& page : pages) ui.sheet("page", sheet_of(*view.page, page));
  }
  ui::Footer boxes{.back = back_button(words)};
  if (view.can_print && view.page != nullptr) boxes.next = ui::FooterButton{.label = words.say("Print"), .id = "print"};
  Touched touched;
  const auto box = ui.footer(boxes);
  if (box == ui::FooterBox::back) touched = flow::intent::Back{};
  if (box == ui::FooterBox::next) touched = flow::intent::Print{};
  ui.end_screen();
  return touched;
}

}  // namespace anteroom::screens
