#include "forms/copies.h"

#include <charconv>
#include <string>

namespace anteroom::forms {
namespace {

void append_copies(LinkId& link_id, std::span<const std::uint32_t> copies) {
  while (!copies.empty() && copies.back() == 1) copies = copies.first(copies.size() - 1);
  for (const std::uint32_t copy : copies) {
    link_id += copy_mark;
    link_id += std::to_string(copy);
  }
}

}  // namespace

LinkId copied_link_id(std::string_view base, std::span<const std::uint32_t> copies) {
  LinkId link_id(base);
  append_copies(link_id, copies);
  return link_id;
}

LinkId more_link_id(std::string_view base, std::span<const std::uint32_t> copies) {
  LinkId link_id(base);
  link_id += copy_mark;
  link_id += "more";
  append_copies(link_id, copies);
  return link_id;
}

std::uint32_t copy_of(std::string_view link_id) {
  const std::size_t mark = link_id.rfind(copy_mark);
  std::uint32_t copy = 1;
  if (mark != std::string_view::npos) {
    std::from_chars(link_id.data() + mark + 1, link_id.data() + link_id.size(), copy);
  }
  return copy;
}

}  // namespace anteroom::forms
