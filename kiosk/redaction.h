// Takes out of a text what may point to a person. It cannot know every name: what goes through it must not come from a
// patient in the first place.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace anteroom::kiosk {

// Each of `words` replaced by "[removed]", the longest first; empty ones mean nothing.
[[nodiscard]] std::string without(std::string text, std::span<const std::string> words);

// A line that another program wrote: what stands in quotes is taken out, and numbers of four digits and more, whatever
// blanks, points or hyphens stand in them.
[[nodiscard]] std::string without_particulars(std::string_view line);

}  // namespace anteroom::kiosk
