#include "export/handout.h"

#include "export/page_flow.h"
#include "export/paragraph.h"
#include "export/pdf_writer.h"
#include "export/summary_layout.h"
#include "export/typefaces.h"

namespace anteroom::exporting {
namespace {

// Large: it is read at home, without the glasses that were forgotten there.
constexpr double text_size = 15;
constexpr double title_size = 22;

}  // namespace

Result<std::vector<std::byte>> handout_pdf(const Handout& handout, PageSize size, const SummaryFonts& fonts) {
  auto faces = Typefaces::open(fonts);
  if (!faces) return std::unexpected(faces.error());
  const PageFrame frame = page_frame(size);
  const double width = frame.text_width();
  PageFlow flow(frame, {.running_head = [] { return Drawing{}; }, .continued_on = [](int) { return Drawing{}; }});
  flow.add(set_text(*faces, {{handout.clinic}}, width, {.size = text_size}));
  for (const HandoutPart& part : handout.parts) {
    Drawing block = set_text(*faces, {{part.title, Weight::bold}}, width, {.size = title_size});
    for (const std::string& paragraph : part.paragraphs) {
      block.height += text_size / 2;
      stack(block, set_text(*faces, {{paragraph}}, width, {.size = text_size}));
    }
    flow.add(block, 2 * text_size);
  }
  flow.add(set_text(*faces, {{handout.foot}}, width, {.size = text_size}), 2 * text_size);
  if (faces->trouble()) return std::unexpected(*faces->trouble());
  return write_pdf(flow.finish(), {"Handout", frame.width, frame.height, handout.created_at, handout.language}, fonts);
}

}  // namespace anteroom::exporting
