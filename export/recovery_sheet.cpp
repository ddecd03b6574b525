#include "export/recovery_sheet.h"

#include "export/paragraph.h"
#include "export/pdf_writer.h"
#include "export/summary_layout.h"

#include <algorithm>
#include <memory>
#include <qrencode.h>
#include <ranges>
#include <string_view>

namespace anteroom::exporting {
namespace {

constexpr double quiet_modules = 4;  // white around a QR code, as ISO/IEC 18004 wants it
constexpr double qr_side = 200;      // points: 70 mm, read from an arm's length
constexpr int groups_a_line = 2;

// Dark modules as filled squares; a row's neighbours are one, or a reader sees hairlines between them.
Result<Drawing> draw_qr(const std::string& text) {
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_Q, QR_MODE_8, 1), &QRcode_free);
  if (!code) return failure(Fault::invalid_input, "the recovery code does not fit a QR code");
  const double module = qr_side / (code->width + 2 * quiet_modules);
  Drawing drawing;
  drawing.height = qr_side;
  for (int row = 0; row < code->width; ++row) {
    const unsigned char* const line = code->data + static_cast<std::ptrdiff_t>(row) * code->width;
    for (int column = 0; column < code->width; ++column) {
      const int from = column;
      while (column < code->width && (line[column] & 1U) != 0) ++column;
      if (column > from) {
        drawing.fills.push_back({.x = (from + quiet_modules) * module,
                                 .y = (row + quiet_modules) * module,
                                 .width = (column - from) * module,
                                 .height = module});
      }
    }
  }
  return drawing;
}

}  // namespace

Result<Drawing> lay_out_recovery_sheet(const RecoverySheet& sheet, PageSize size, Typefaces& faces) {
  const PageFrame frame = page_frame(size);
  const double width = frame.text_width();
  const auto line = [&](const std::string& text, Weight weight, double font_size) {
    return set_text(faces, {{text, weight}}, width, {.size = font_size});
  };
  Drawing block;
  stack(block, line("Recovery code", Weight::bold, 30));
  stack(block, line(sheet.clinic + " \xc2\xb7 " + sheet.kiosk + " \xc2\xb7 made " + sheet.made, Weight::regular, 12));
  block.height += 18;
  stack(block,
        line("Lock this sheet away. Whoever has it, and the kiosk or a backup of it, can read every answer. When the "
             "passphrase and this sheet are both lost, every answer is lost: nobody can bring it back.",
             Weight::bold, 14));
  block.height += 24;

  const auto qr = draw_qr(sheet.code);
  if (!qr) return qr;
  const double top = block.height;
  paint(block, *qr, 0, top);
  Drawing groups;
  std::vector<std::string> words;
  for (const auto word : std::views::split(sheet.code, ' ')) words.emplace_back(std::string_view(word));
  const double text_left = qr_side + 24;
  for (std::size_t at = 0; at < words.size(); at += groups_a_line) {
    std::string row;
    for (std::size_t next = at; next < std::min(words.size(), at + groups_a_line); ++next)
      row += (row.empty() ? "" : "   ") + words[next];
    stack(groups, set_text(faces, {{row, Weight::bold}}, width - text_left, {.size = 20, .leading = 1.4}));
  }
  paint(block, groups, text_left, top + (qr_side - std::min(qr_side, groups.height)) / 2);
  block.height = top + std::max(qr_side, groups.height) + 24;

  stack(block, line("When nobody knows the passphrase any more", Weight::bold, 14));
  stack(block, line("anteroom admin recover   asks for this code and makes a new passphrase.", Weight::regular, 12));
  block.height += 10;
  stack(block, line("When another kiosk takes over from a backup", Weight::bold, 14));
  stack(
      block,
      line("anteroom admin restore FILE   asks for this code. The backup says that it was signed by the device below; "
           "if it says another, do not use it.",
           Weight::regular, 12));
  block.height += 10;
  stack(block, line("This kiosk signs as " + sheet.fingerprint, Weight::bold, 14));
  block.height += 24;
  stack(block, line("Printed once. The code is kept nowhere else, not on the kiosk either.", Weight::regular, 12));

  Drawing page;
  page.height = frame.height;
  paint(page, block, frame.margin, frame.margin);
  return page;
}

Result<std::vector<std::byte>> recovery_sheet_pdf(const RecoverySheet& sheet, PageSize size,
                                                  const SummaryFonts& fonts) {
  auto faces = Typefaces::open(fonts);
  if (!faces) return std::unexpected(faces.error());
  auto page = lay_out_recovery_sheet(sheet, size, *faces);
  if (!page) return std::unexpected(page.error());
  const std::vector<Drawing> pages = {*std::move(page)};
  if (faces->trouble()) return std::unexpected(*faces->trouble());
  const PageFrame frame = page_frame(size);
  return write_pdf(pages, {"Recovery code", frame.width, frame.height, sheet.created_at}, fonts);
}

}  // namespace anteroom::exporting
