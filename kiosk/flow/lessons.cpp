#include "kiosk/flow/lessons.h"

#include "kiosk/flow/safety.h"

#include <algorithm>

namespace anteroom::flow {

bool offers_lessons(const Thanks& thanks, const Services& services) {
  return services.config.clinic.lessons && !thanks.anonymous;
}

namespace {

// They are done, but may still need somebody. Once is enough: the answer stays on the screen.
void ask_staff(State& state, Thanks& thanks, Services& services) {
  if (thanks.anonymous || thanks.help) return;
  const auto row = services.store.visit(thanks.visit);
  if (!row) services.log.write(platform::Event::store_failed, thanks.visit.value);
  platform::VisitRow unread;
  unread.id = thanks.visit;
  thanks.help = call_to_patient(state, services, row ? *row : unread, platform::AlertKind::ask_staff);
}

}  // namespace

Next on(State& state, Thanks& thanks, const Intent& intent, Services& services) {
  if (std::holds_alternative<intent::AskStaff>(intent)) ask_staff(state, thanks, services);
  if (std::holds_alternative<intent::Continue>(intent)) return Welcome{};
  if (std::holds_alternative<intent::OpenLessons>(intent) && offers_lessons(thanks, services)) {
    auto row = services.store.visit(thanks.visit);
    thanks.is_awaited = false;
    thanks.was_left = true;
    return Lessons{thanks, 0, row ? std::move(row->handout) : std::vector<std::string>{}};
  }
  return std::nullopt;
}

Next on(State& state, Lessons& lessons, const Intent& intent, Services& services) {
  if (std::holds_alternative<intent::AskStaff>(intent)) {
    ask_staff(state, lessons.thanks, services);
    return lessons.thanks;
  }
  if (std::holds_alternative<intent::Continue>(intent)) {
    // The first screen right after the last page looks as if all of it began anew.
    if (++lessons.page == lesson_ids.size()) return lessons.thanks;
  } else if (std::holds_alternative<intent::Back>(intent)) {
    if (lessons.page == 0) return lessons.thanks;
    --lessons.page;
  } else if (std::holds_alternative<intent::ToggleHandout>(intent)) {
    std::vector<std::string> wanted = lessons.handout;
    const std::string_view id = lesson_ids.at(lessons.page);
    if (std::erase(wanted, id) == 0) wanted.emplace_back(id);
    // The button shows what is stored; a disk in trouble is not this patient's concern.
    if (services.store.set_handout(lessons.thanks.visit, wanted)) {
      lessons.handout = std::move(wanted);
    } else {
      services.log.write(platform::Event::store_failed, lessons.thanks.visit.value);
    }
  }
  return std::nullopt;
}

}  // namespace anteroom::flow
