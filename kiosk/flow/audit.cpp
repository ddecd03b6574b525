#include "kiosk/flow/audit.h"

#include <format>

namespace anteroom::flow {

std::string actor_at(const Screen& screen) {
  if (const auto* staff = std::get_if<Staff>(&screen)) return std::format("staff {}", staff->id);
  if (const auto* pin = std::get_if<EnterPin>(&screen)) return std::format("staff {}", pin->person.id);
  if (std::holds_alternative<Patient>(screen)) return "patient";
  return "anybody";
}

void note(Services& services, platform::AuditEvent event, std::string_view object) {
  if (!services.store.note(event, object)) services.log.write(platform::Event::store_failed);
}

}  // namespace anteroom::flow
