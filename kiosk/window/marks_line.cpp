#include "kiosk/window/marks_line.h"

#include <cmath>
#include <format>
#include <string_view>

namespace anteroom::window {
namespace {

std::string quoted(std::string_view text) {
  std::string json = "\"";
  for (const char letter : text) {
    if (letter == '"' || letter == '\\') {
      json += {'\\', letter};
    } else if (static_cast<unsigned char>(letter) < 0x20) {
      json += std::format("\\u{:04x}", static_cast<unsigned>(letter));
    } else {
      json += letter;
    }
  }
  return json + '"';
}

long whole(float pixels) { return std::lround(pixels); }

}  // namespace

std::string marks_of(const ui::Probe& probe) {
  std::string json = std::format(R"("screen":{},"marks":[)", quoted(probe.screen));
  bool first = true;
  for (const ui::Mark& mark : probe.marks) {
    json += std::format(R"({}{{"id":{},"x":{},"y":{},"w":{},"h":{},"enabled":{}}})", first ? "" : ",", quoted(mark.id),
                        whole(mark.rect.x), whole(mark.rect.y), whole(mark.rect.w), whole(mark.rect.h), mark.enabled);
    first = false;
  }
  return json + "]";
}

std::string marks_line(std::uint64_t frame, const std::string& marks) {
  return std::format("{{\"frame\":{},{}}}\n", frame, marks);
}

}  // namespace anteroom::window
