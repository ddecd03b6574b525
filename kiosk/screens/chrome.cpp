#include "kiosk/screens/chrome.h"

namespace anteroom::screens {

Touched footer(ui::Ui& ui, const ui::Footer& footer) {
  const auto box = ui.footer(footer);
  if (!box) return std::nullopt;
  switch (*box) {
    case ui::FooterBox::ask_staff: return flow::intent::AskStaff{};
    case ui::FooterBox::back: return flow::intent::Back{};
    case ui::FooterBox::skip: return flow::intent::Skip{};
    case ui::FooterBox::decline: return flow::intent::Decline{};
    case ui::FooterBox::next:
      if (footer.next_id == "finish") return flow::intent::Finish{};
      return flow::intent::Continue{};
  }
  return std::nullopt;
}

void header(ui::Ui& ui, const Chrome& chrome, std::string_view progress, int step, int of) {
  ui.header({.clinic = chrome.clinic, .progress = progress, .step = step, .of = of, .staff_light = chrome.staff_light});
}

Touched intent_of(const std::optional<ui::Key>& key) {
  if (!key) return std::nullopt;
  if (key->erase) return flow::intent::Erase{};
  constexpr char32_t last_plain_letter = U'~';
  if (key->letter < U' ' || key->letter > last_plain_letter) return std::nullopt;
  return flow::intent::Type{static_cast<char>(key->letter)};
}

}  // namespace anteroom::screens
