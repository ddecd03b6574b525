#include "export/page_flow.h"

#include <utility>

namespace anteroom::exporting {

PageFlow::PageFlow(const PageFrame& frame, PageFurniture furniture)
    : m_frame(frame), m_furniture(std::move(furniture)) {
  m_pointer_height = m_furniture.continued_on(2).height;
  start_page();
}

double PageFlow::bottom() const {
  const double foot = m_pages.size() == 1 ? m_frame.first_foot : m_frame.next_foot;
  return m_frame.height - m_frame.margin - foot - m_pointer_height - indent();
}

void PageFlow::start_page() {
  m_pages.emplace_back().height = m_frame.height;
  m_y = m_frame.margin;
  if (m_pages.size() > 1) {
    const Drawing head = m_furniture.running_head();
    paint(m_pages.back(), head, m_frame.margin, m_y);
    m_y += head.height;
  }
  m_fresh = true;
}

void PageFlow::next_page() { start_page(); }

void PageFlow::overflow() {
  if (m_box) draw_box();
  const int next = static_cast<int>(m_pages.size()) + 1;
  const double foot = m_pages.size() == 1 ? m_frame.first_foot : m_frame.next_foot;
  paint(m_pages.back(), m_furniture.continued_on(next), m_frame.margin,
        m_frame.height - m_frame.margin - foot - m_pointer_height);
  start_page();
  if (m_box) {
    m_box->top = m_y;
    m_y += m_box->padding;
  }
  if (m_repeat) {
    paint(m_pages.back(), *m_repeat, m_frame.margin + indent(), m_y);
    m_y += m_repeat->height;
  }
}

void PageFlow::add(const Drawing& block, double gap) {
  if (!m_fresh && m_y + gap + block.height > bottom()) overflow();
  if (!m_fresh) m_y += gap;
  paint(m_pages.back(), block, m_frame.margin + indent(), m_y);
  m_y += block.height;
  m_fresh = false;
}

void PageFlow::add_rows(const std::vector<Drawing>& rows, double gap) {
  double height = 0;
  for (const Drawing& row : rows) height += row.height;
  constexpr double kept_together = 160;  // about a dozen lines; beyond that a page may break inside
  if (height <= kept_together) {
    Drawing all;
    for (const Drawing& row : rows) stack(all, row);
    return add(all, gap);
  }
  for (const Drawing& row : rows) add(row, std::exchange(gap, 0));
}

void PageFlow::open_box(double thickness, double padding, double gap) {
  constexpr double worth_opening = 60;
  if (!m_fresh && m_y + gap + worth_opening > bottom()) overflow();
  if (!m_fresh) m_y += gap;
  m_box = Box{thickness, padding, m_y};
  m_y += padding;
}

void PageFlow::close_box() {
  draw_box();
  m_y += m_box->padding;
  m_box.reset();
}

void PageFlow::draw_box() {
  outline(m_pages.back(), m_frame.margin, m_box->top, m_frame.text_width(), m_y + m_box->padding - m_box->top,
          m_box->thickness);
}

}  // namespace anteroom::exporting
