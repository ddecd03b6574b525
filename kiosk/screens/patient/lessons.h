// What the pages about pain say, on the screen and on the sheet that is printed of them. Where the facts are from
// stands in LESSONS.md beside it.
#pragma once

#include "export/handout.h"
#include "kiosk/words/words.h"

#include <span>
#include <string>

namespace anteroom::screens {

// By its place in flow::lesson_ids.
[[nodiscard]] exporting::HandoutPart lesson(std::size_t page, const words::Words& words);

// The sheet of the pages with these ids, in their own order.
[[nodiscard]] exporting::Handout handout_of(std::span<const std::string> ids, std::string clinic,
                                            const words::Words& words);

}  // namespace anteroom::screens
