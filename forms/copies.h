// The names of items in the copies of a repeating group. A form is expanded when it is read, so that everything
// downstream sees plain questions; the response folds the copies back.
#pragma once

#include "forms/base/ids.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace anteroom::forms {

// Stands between a linkId and the numbers of its copy: "pain\x1f2" is the question pain in the second copy of its
// group, "side\x1f2\x1f3" the question in the third copy of a group inside the second copy of the outer one. The first
// copies keep their plain names; no linkId of a file has this character.
inline constexpr char copy_mark = '\x1f';

// The linkId as the form's file has it.
[[nodiscard]] constexpr std::string_view base_link_id(std::string_view link_id) {
  return link_id.substr(0, link_id.find(copy_mark));
}

// The linkId of an item in these copies of the repeating groups around it, outermost first: 1 is the first copy.
[[nodiscard]] LinkId copied_link_id(std::string_view base, std::span<const std::uint32_t> copies);

// "Add another?" asked for copy `copies.back()` of this group: "group\x1fmore\x1f2".
[[nodiscard]] LinkId more_link_id(std::string_view base, std::span<const std::uint32_t> copies);

// The number of the innermost copy that the name tells: 1 for a plain linkId. A copy that is the first of its own group
// has no number of its own in it; ask Item::copy for a group.
[[nodiscard]] std::uint32_t copy_of(std::string_view link_id);

}  // namespace anteroom::forms
