// Formatted text (xhtml) made plain: what a person would read, without tags. It fetches nothing and runs nothing.
#pragma once

#include <string>
#include <string_view>

namespace anteroom::forms {

// Paragraphs, rows and list entries stand on lines of their own; scripts and styles are left out; entities are
// resolved.
[[nodiscard]] std::string plain_text(std::string_view xhtml);

}  // namespace anteroom::forms
