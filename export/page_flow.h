// Stacks drawings down a page and on to the next. Nothing is ever cut or pushed off the paper: what does not fit goes
// to the next page, with a pointer to it at the foot of this one.
#pragma once

#include "export/drawing.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace anteroom::exporting {

struct PageFrame {
  double width = 0;  // of the paper, points
  double height = 0;
  double margin = 0;
  double first_foot = 0;  // kept free above the lower margin, for the footer
  double next_foot = 0;

  [[nodiscard]] double text_width() const { return width - 2 * margin; }
};

// What the flow draws by itself; each is as wide as the text.
struct PageFurniture {
  std::function<Drawing()> running_head;               // of every page but the first
  std::function<Drawing(int next_page)> continued_on;  // the pointer
};

class PageFlow {
 public:
  PageFlow(const PageFrame& frame, PageFurniture furniture);

  // Keeps the drawing in one piece; it must fit an empty page. `gap` is left out at the top of a page.
  void add(const Drawing& block, double gap = 0);
  // Rows that belong together: parted only when they are more than a dozen lines.
  void add_rows(const std::vector<Drawing>& rows, double gap = 0);
  // A box around everything until close_box, drawn anew on each page it reaches.
  void open_box(double thickness, double padding, double gap);
  void close_box();
  // Drawn again at the top of each further page until it is taken back (a table's head).
  void repeat(std::optional<Drawing> head) { m_repeat = std::move(head); }
  void next_page();
  [[nodiscard]] std::size_t pages() const { return m_pages.size(); }
  // Points that are left on the page, above its foot.
  [[nodiscard]] double room() const { return bottom() - m_y; }

  [[nodiscard]] std::vector<Drawing> finish() { return std::move(m_pages); }

 private:
  [[nodiscard]] double bottom() const;
  [[nodiscard]] double indent() const { return m_box ? m_box->padding : 0; }
  void overflow();
  void draw_box();
  void start_page();

  struct Box {
    double thickness = 0;
    double padding = 0;
    double top = 0;
  };

  PageFrame m_frame;
  PageFurniture m_furniture;
  double m_pointer_height = 0;
  std::vector<Drawing> m_pages;
  double m_y = 0;
  bool m_fresh = true;  // nothing but furniture on this page yet
  std::optional<Box> m_box;
  std::optional<Drawing> m_repeat;
};

}  // namespace anteroom::exporting
