// What a signed-in member of staff does: the day's list, a new visit, one visit's print, mark and end, and alerts.
#include "kiosk/flow/after_visit.h"
#include "kiosk/flow/overloaded.h"
#include "kiosk/flow/printing.h"
#include "kiosk/flow/safety.h"
#include "kiosk/flow/screens.h"
#include "kiosk/flow/sound_test.h"

#include <algorithm>
#include <cctype>

namespace anteroom::flow {
namespace {

using platform::SummaryState;
using platform::VisitState;
using Field = staff::NewVisitForm::Field;

constexpr std::size_t longest_record_number = 20;
constexpr std::size_t longest_initials = 4;
constexpr std::size_t date_digits = 8;
constexpr std::uint32_t codes = 10'000;
// Wide enough to hold today in every time zone; the local date then picks.
constexpr std::chrono::hours day_reach{36};

staff::Step trouble(Services& services, std::int64_t subject = 0) {
  services.log.write(platform::Event::store_failed, subject);
  return staff::Trouble{};
}

staff::Step visit_detail(VisitId id, Services& services) {
  auto row = services.store.visit(id);
  auto alerts = services.store.alerts_of(id);
  if (!row || !alerts) return trouble(services, id.value);
  return staff::VisitDetail{std::move(*row), std::move(*alerts)};
}

// A wish to reload after a change; failure of the change itself is trouble too.
staff::Step reloaded(const Result<void>& change, VisitId id, Services& services) {
  return change ? visit_detail(id, services) : trouble(services, id.value);
}

// The list, when somebody has acknowledged it meanwhile.
staff::Step alert_detail(AlertId alert, Services& services) {
  auto open = services.store.open_alerts();
  auto steps = services.store.alert_steps(alert);
  if (!open || !steps) return trouble(services, alert.value);
  const auto row = std::ranges::find(*open, alert, &platform::AlertRow::id);
  if (row == open->end()) return visit_list(services);
  return staff::AlertDetail{std::move(*row), std::move(*steps)};
}

bool is_patient_gone(const platform::VisitRow& row) {
  return row.state == VisitState::finished || row.state == VisitState::incomplete;
}

// ---- the new visit's form
// --------------------------------------------------------------------------------------------

bool accepts(Field field, const std::string& typed, char key) {
  const auto character = static_cast<unsigned char>(key);
  switch (field) {
    case Field::record_number:
      return typed.size() < longest_record_number && (std::isalnum(character) != 0 || key == '-' || key == '.');
    case Field::initials: return typed.size() < longest_initials && std::isalpha(character) != 0;
    case Field::birth_date: return typed.size() < date_digits && std::isdigit(character) != 0;
    case Field::sex:
    case Field::battery:
    case Field::language:
    case Field::unspoken: return false;
  }
  return false;
}

std::string* typed_of(staff::NewVisitForm& form) {
  switch (form.field) {
    case Field::record_number: return &form.record_number;
    case Field::initials: return &form.initials;
    case Field::birth_date: return &form.birth_date;
    case Field::sex:
    case Field::battery:
    case Field::language:
    case Field::unspoken: return nullptr;
  }
  return nullptr;
}

void show(staff::NewVisitForm& form, Field field) {
  form.field = field;
  form.problem = staff::NewVisitForm::Problem::none;
}

staff::Step start_visit(State& state, const Staff& screen, staff::NewVisitForm& form, Services& services) {
  const forms::Battery* battery = services.library.battery(form.battery);
  const auto birth_date = date_of_digits(form.birth_date);
  if (battery == nullptr || !birth_date) return std::move(form);
  platform::NewVisit visit{form.record_number, form.initials, *birth_date, battery->id, {}, {}, screen.name};
  visit.sex = form.sex.value_or(platform::Sex::unknown);
  visit.language = form.language;
  tailor(visit, *battery, form.unspoken.value_or(Unspoken::left_out), channel_is_proven(state, services), services);
  auto row = services.store.start_visit(visit, services.clock.now(), services.random.below(codes));
  if (row) return staff::VisitCreated{std::move(*row)};
  services.log.write(platform::Event::store_failed);
  const bool is_full = row.error().fault == Fault::no_space;
  form.problem = is_full ? staff::NewVisitForm::Problem::no_room : staff::NewVisitForm::Problem::store;
  return std::move(form);
}

std::vector<const forms::Battery*> offered_batteries(const Services& services) {
  auto batteries = services.library.batteries();
  std::erase_if(batteries, [](const forms::Battery* each) { return each->kind == forms::BatteryKind::anonymous; });
  return batteries;
}

bool has_unspoken(const staff::NewVisitForm& form, const forms::Battery& battery, const Services& services) {
  return !unspoken_forms(battery, form.language, services).empty();
}

// The battery is chosen: language and interpreter are asked only where there is a choice.
staff::Step after_battery(State& state, const Staff& screen, staff::NewVisitForm& form, Services& services) {
  const forms::Battery* battery = services.library.battery(form.battery);
  if (battery == nullptr) return std::move(form);
  const auto languages = languages_of(*battery, services);
  if (languages.empty()) return start_visit(state, screen, form, services);
  if (form.field == Field::battery && languages.size() > 1) {
    if (!std::ranges::contains(languages, form.language)) form.language.clear();
    show(form, Field::language);
    return std::move(form);
  }
  if (form.field == Field::battery) form.language = languages.front();
  if (form.language.empty()) return std::move(form);
  if (form.field != Field::unspoken && has_unspoken(form, *battery, services)) {
    form.unspoken.reset();
    show(form, Field::unspoken);
    return std::move(form);
  }
  if (form.field == Field::unspoken && !form.unspoken) return std::move(form);
  return start_visit(state, screen, form, services);
}

staff::Step next_field(State& state, const Staff& screen, staff::NewVisitForm& form, Services& services) {
  switch (form.field) {
    case Field::record_number:
      if (!form.record_number.empty()) show(form, Field::initials);
      break;
    case Field::initials:
      if (!form.initials.empty()) show(form, Field::birth_date);
      break;
    case Field::birth_date: {
      if (form.birth_date.size() < date_digits) break;
      const auto date = date_of_digits(form.birth_date);
      if (!date || *date > services.clock.local_date(services.clock.now())) {
        form.problem = staff::NewVisitForm::Problem::no_such_day;
        break;
      }
      show(form, Field::sex);
      break;
    }
    case Field::sex: {
      if (!form.sex) break;
      show(form, Field::battery);
      const auto batteries = offered_batteries(services);
      if (form.battery.empty() && batteries.size() == 1) form.battery = batteries.front()->id;
      break;
    }
    case Field::battery:
    case Field::language:
    case Field::unspoken: return after_battery(state, screen, form, services);
  }
  return std::move(form);
}

staff::Step field_before(staff::NewVisitForm& form, Services& services) {
  switch (form.field) {
    case Field::record_number: return visit_list(services);
    case Field::initials: show(form, Field::record_number); break;
    case Field::birth_date: show(form, Field::initials); break;
    case Field::sex: show(form, Field::birth_date); break;
    case Field::battery: show(form, Field::sex); break;
    case Field::language: show(form, Field::battery); break;
    case Field::unspoken: {
      const forms::Battery* battery = services.library.battery(form.battery);
      const bool chosen = battery != nullptr && languages_of(*battery, services).size() > 1;
      show(form, chosen ? Field::language : Field::battery);
      break;
    }
  }
  return std::move(form);
}

// ---- one function a step: the step that follows
// -----------------------------------------------------------------------

staff::Step on_step(State&, const Staff&, staff::VisitList& list, const Intent& intent, Services& services) {
  if (std::holds_alternative<intent::NewVisit>(intent)) return staff::NewVisitForm{};
  if (std::holds_alternative<intent::AfterVisit>(intent) && after_visit_battery(services) != nullptr)
    return staff::PickClinician{};
  if (std::holds_alternative<intent::OpenSoundTest>(intent) && services.config.audio.headphones)
    return staff::SoundTest{};
  if (const auto* open = std::get_if<intent::OpenVisit>(&intent)) return visit_detail(open->visit, services);
  if (const auto* open = std::get_if<intent::OpenAlert>(&intent)) return alert_detail(open->alert, services);
  return std::move(list);
}

staff::Step on_step(State& state, const Staff& screen, staff::AlertDetail& detail, const Intent& intent,
                    Services& services) {
  if (std::holds_alternative<intent::Back>(intent)) return visit_list(services);
  const auto* done = std::get_if<intent::Acknowledge>(&intent);
  if (done == nullptr) return std::move(detail);
  const AlertId alert = detail.row.id;
  const auto stored = services.store.acknowledge_alert(alert, screen.name, done->action, services.clock.now());
  // Somebody else was quicker: the list says so.
  if (!stored && stored.error().fault != Fault::conflict) return trouble(services, alert.value);
  services.log.write(platform::Event::alert_acknowledged, alert.value);
  drop_delivery(state, alert);
  return visit_list(services);
}

staff::Step on_step(State& state, const Staff& screen, staff::NewVisitForm& form, const Intent& intent,
                    Services& services) {
  std::string* typed = typed_of(form);
  if (const auto* touched = std::get_if<intent::Type>(&intent)) {
    form.problem = staff::NewVisitForm::Problem::none;
    if (typed != nullptr && accepts(form.field, *typed, touched->plain())) {
      *typed += static_cast<char>(std::toupper(static_cast<unsigned char>(touched->plain())));
    }
  } else if (std::holds_alternative<intent::Erase>(intent) && typed != nullptr) {
    form.problem = staff::NewVisitForm::Problem::none;
    erase_last(*typed);
  } else if (const auto* picked = std::get_if<intent::PickBattery>(&intent)) {
    form.battery = picked->battery;
  } else if (const auto* sex = std::get_if<intent::PickSex>(&intent)) {
    form.sex = sex->sex;
  } else if (const auto* language = std::get_if<intent::PickLanguage>(&intent)) {
    form.language = language->language;
  } else if (const auto* unspoken = std::get_if<intent::PickUnspoken>(&intent)) {
    form.unspoken = unspoken->with_interpreter ? Unspoken::with_interpreter : Unspoken::left_out;
  } else if (std::holds_alternative<intent::Continue>(intent)) {
    return next_field(state, screen, form, services);
  } else if (std::holds_alternative<intent::Back>(intent)) {
    return field_before(form, services);
  }
  return std::move(form);
}

staff::Step on_step(State&, const Staff&, staff::VisitCreated& created, const Intent& intent, Services& services) {
  if (std::holds_alternative<intent::Continue>(intent)) return visit_list(services);
  return std::move(created);
}

staff::Step on_step(State& state, const Staff&, staff::VisitDetail& detail, const Intent& intent, Services& services) {
  platform::RecordStore& store = services.store;
  const platform::VisitRow& row = detail.row;
  if (detail.confirming_cancel) {
    const auto* confirmed = std::get_if<intent::ConfirmCancel>(&intent);
    if (confirmed == nullptr) return std::move(detail);
    if (confirmed->reply == intent::Reply::yes) {
      return reloaded(store.end_visit(row.id, VisitState::cancelled, services.clock.now()), row.id, services);
    }
    detail.confirming_cancel = false;
    return std::move(detail);
  }
  if (std::holds_alternative<intent::Back>(intent)) return visit_list(services);
  if (std::holds_alternative<intent::Mark>(intent))
    return reloaded(store.mark_visit(row.id, !row.marked), row.id, services);
  if (std::holds_alternative<intent::CancelVisit>(intent)) {
    detail.confirming_cancel = row.state == VisitState::waiting || row.state == VisitState::in_progress;
  } else if (const auto* page = std::get_if<intent::PageCameOut>(&intent);
             page != nullptr && row.summary == SummaryState::unclear) {
    // The old job's number stays where the page did not come out: printing again takes it back first.
    if (page->reply == intent::Reply::yes) {
      return reloaded(store.set_summary(row.id, SummaryState::printed, row.print_job, services.clock.now()), row.id,
                      services);
    }
    return reloaded(store.set_summary(row.id, SummaryState::saved_not_printed, row.print_job, std::nullopt), row.id,
                    services);
  } else if (std::holds_alternative<intent::Print>(intent) && is_patient_gone(row) &&
             row.summary != SummaryState::unclear && !is_printing(state, row.id)) {
    return reloaded(print_summary(state, row, services), row.id, services);
  } else if (const auto* handout = std::get_if<intent::PrintHandout>(&intent);
             handout != nullptr && !row.handout.empty() && !is_printing(state, row.id, Printout::handout)) {
    return reloaded(print_handout(state, row.id, handout->handout, services), row.id, services);
  }
  return std::move(detail);
}

staff::Step on_step(State&, const Staff&, staff::PickClinician&, const Intent& intent, Services& services) {
  if (std::holds_alternative<intent::Back>(intent)) return visit_list(services);
  return staff::PickClinician{};
}

staff::Step on_step(State& state, const Staff& screen, staff::SoundTest& test, const Intent& intent,
                    Services& services) {
  return on_sound_test(state, screen, test, intent, services);
}

staff::Step on_step(State&, const Staff&, staff::Trouble&, const Intent& intent, Services& services) {
  if (std::holds_alternative<intent::TryAgain>(intent)) return visit_list(services);
  return staff::Trouble{};
}

}  // namespace

staff::Step visit_list(Services& services) {
  const Instant now = services.clock.now();
  const Date today = services.clock.local_date(now);
  auto visits = services.store.visits(now - day_reach, now + day_reach);
  auto alerts = services.store.open_alerts();
  if (!visits || !alerts) return trouble(services);
  std::erase_if(*visits,
                [&](const platform::VisitRow& row) { return services.clock.local_date(row.created_at) != today; });
  std::ranges::reverse(*visits);
  return staff::VisitList{std::move(*visits), std::move(*alerts)};
}

void refresh(State& state, Services& services) {
  auto* screen = std::get_if<Staff>(&state.screen);
  if (screen == nullptr) return;
  if (std::holds_alternative<staff::VisitList>(screen->step)) {
    screen->step = visit_list(services);
  } else if (const auto* alert = std::get_if<staff::AlertDetail>(&screen->step)) {
    screen->step = alert_detail(alert->row.id, services);
  } else if (const auto* detail = std::get_if<staff::VisitDetail>(&screen->step);
             detail != nullptr && !detail->confirming_cancel) {
    screen->step = visit_detail(detail->row.id, services);
  }
}

Next on(State& state, Staff& screen, const Intent& intent, Services& services) {
  if (std::holds_alternative<intent::SignOut>(intent)) return Welcome{};
  const bool leaves_trouble =
      std::holds_alternative<staff::Trouble>(screen.step) && std::holds_alternative<intent::Back>(intent);
  if (leaves_trouble) return Welcome{};
  if (std::holds_alternative<staff::PickClinician>(screen.step)) {
    const auto& clinicians = services.config.clinic.clinicians;
    const auto* picked = std::get_if<intent::PickPerson>(&intent);
    if (picked != nullptr && picked->index >= 0 && static_cast<std::size_t>(picked->index) < clinicians.size()) {
      // The kiosk changes hands: staff are signed out.
      if (auto patient = begin_after_visit(clinicians[static_cast<std::size_t>(picked->index)], services))
        return std::move(*patient);
    }
  }
  screen.step = std::visit([&](auto& step) { return on_step(state, screen, step, intent, services); }, screen.step);
  return std::nullopt;
}

}  // namespace anteroom::flow
