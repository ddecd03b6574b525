// The sheet that opens everything when the passphrase is lost: printed once, at setting up, and kept nowhere else.
// Bytes in memory out.
#pragma once

#include "export/drawing.h"
#include "export/summary.h"
#include "export/typefaces.h"

#include <cstddef>
#include <string>
#include <vector>

namespace anteroom::exporting {

struct RecoverySheet {
  std::string clinic;
  std::string kiosk;
  std::string code;         // groups with blanks between, as a person copies them
  std::string fingerprint;  // of the device that signs
  std::string made;         // local, "2026-11-23 10:12"
  Instant created_at;
};

// One page: the code as groups and as a QR code. Faults as summary_pdf.
[[nodiscard]] Result<std::vector<std::byte>> recovery_sheet_pdf(const RecoverySheet& sheet, PageSize size,
                                                                const SummaryFonts& fonts);
// Pure; Fault::invalid_input for a code that is too long for a QR code.
[[nodiscard]] Result<Drawing> lay_out_recovery_sheet(const RecoverySheet& sheet, PageSize size, Typefaces& faces);

}  // namespace anteroom::exporting
