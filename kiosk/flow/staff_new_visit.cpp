// Starting a visit, and correcting one that nobody has begun: one field after the other, then what staff may add.
#include "kiosk/flow/safety.h"
#include "kiosk/flow/staff_steps.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace anteroom::flow {
namespace {

using platform::VisitState;
using Form = staff::NewVisitForm;
using Field = Form::Field;

constexpr std::size_t longest_initials = 4;
constexpr std::size_t date_digits = 8;
constexpr std::size_t dose_digits = 4;
constexpr std::uint32_t codes = 10'000;

// Batteries that are suggested where the library has them.
constexpr std::string_view first_battery = "intake";
constexpr std::string_view next_battery = "follow-up";
// After a longer pause everything is asked again.
constexpr std::chrono::months longest_pause{12};

bool accepts(Field field, const std::string& typed, char key) {
  const auto character = static_cast<unsigned char>(key);
  switch (field) {
    case Field::record_number: return fits_record_number(typed, key);
    case Field::initials: return typed.size() < longest_initials && std::isalpha(character) != 0;
    case Field::birth_date:
    case Field::as_of: return typed.size() < date_digits && std::isdigit(character) != 0;
    case Field::opioid: return typed.size() < dose_digits && std::isdigit(character) != 0;
    case Field::sex:
    case Field::battery:
    case Field::language:
    case Field::unspoken:
    case Field::facts:
    case Field::clinician: return false;
  }
  return false;
}

std::string* typed_of(Form& form) {
  switch (form.field) {
    case Field::record_number: return &form.record_number;
    case Field::initials: return &form.initials;
    case Field::birth_date: return &form.birth_date;
    case Field::opioid: return &form.opioid;
    case Field::as_of: return &form.as_of;
    case Field::sex:
    case Field::battery:
    case Field::language:
    case Field::unspoken:
    case Field::facts:
    case Field::clinician: return nullptr;
  }
  return nullptr;
}

void show(Form& form, Field field) {
  form.field = field;
  form.problem = Form::Problem::none;
}

std::string digits_of(const Date& date) {
  const std::string text = to_string(date);  // "1957-03-05"
  return text.substr(8, 2) + text.substr(5, 2) + text.substr(0, 4);
}

// The date under which the chart was read: today, unless somebody says otherwise.
void date_chart(Form& form, Services& services) {
  if (form.as_of.empty()) form.as_of = digits_of(services.clock.local_date(services.clock.now()));
}

ChartFacts chart_of(const Form& form) {
  ChartFacts chart{.benzodiazepine = form.benzodiazepine, .naloxone = form.naloxone};
  int dose = 0;
  const char* end = form.opioid.data() + form.opioid.size();
  if (!form.opioid.empty() && std::from_chars(form.opioid.data(), end, dose).ptr == end) chart.opioid_mme = dose;
  if (chart.opioid_mme || chart.benzodiazepine || chart.naloxone) chart.as_of = date_of_digits(form.as_of);
  return chart;
}

staff::Step start_visit(State& state, const Staff& screen, Form& form, Services& services) {
  const forms::Battery* battery = services.library.battery(form.battery);
  const auto birth_date = date_of_digits(form.birth_date);
  if (battery == nullptr || !birth_date) return std::move(form);
  platform::NewVisit visit{form.record_number, form.initials, *birth_date, battery->id, {}, {}, screen.name};
  visit.sex = form.sex.value_or(platform::Sex::unknown);
  visit.language = form.language;
  visit.with_help = form.with_help;
  visit.time_verified = services.clock.is_synchronised();
  visit.clinician = form.clinician;
  visit.chart = chart_of(form);
  tailor(visit, *battery, form.unspoken.value_or(Unspoken::left_out), channel_is_proven(state, services), services);
  if (visit.forms.empty()) {
    form.problem = Form::Problem::nothing_asked;
    return std::move(form);
  }
  const auto failed = [&](const Error& error) {
    services.log.write(platform::Event::store_failed);
    form.problem = error.fault == Fault::no_space ? Form::Problem::no_room : Form::Problem::store;
    return std::move(form);
  };
  // A visit that was entered wrongly is cancelled and the right one takes over its code.
  std::uint32_t code = services.random.below(codes);
  if (form.corrects) {
    const auto ended = services.store.end_visit(form.corrects->id, VisitState::cancelled, services.clock.now());
    if (!ended) return failed(ended.error());
    std::from_chars(form.corrects->code.data(), form.corrects->code.data() + form.corrects->code.size(), code);
  }
  auto row = services.store.start_visit(visit, services.clock.now(), code);
  if (!row) return failed(row.error());
  return staff::VisitCreated{std::move(*row)};
}

std::vector<const forms::Battery*> offered_batteries(const Services& services) {
  auto batteries = services.library.batteries();
  std::erase_if(batteries, [](const forms::Battery* each) { return each->kind == forms::BatteryKind::anonymous; });
  return batteries;
}

// From history: everything at the first visit and after a long pause, else the shorter one. Only a suggestion.
void suggest_battery(Form& form, Services& services) {
  const auto batteries = offered_batteries(services);
  if (form.battery.empty() && batteries.size() == 1) form.battery = batteries.front()->id;
  if (form.suggested_for == form.record_number) return;
  form.suggested_for = form.record_number;
  form.last_visit.reset();
  const auto history = services.store.visits_of(form.record_number);
  if (!history) {
    services.log.write(platform::Event::store_failed);
    return;
  }
  for (const platform::VisitRow& row : *history) {
    if (row.state == VisitState::finished) form.last_visit = services.clock.local_date(row.created_at);
  }
  const Date today = services.clock.local_date(services.clock.now());
  const bool is_recent = form.last_visit && *form.last_visit + longest_pause >= today;
  const std::string_view suggested = is_recent ? next_battery : first_battery;
  form.suggested = std::ranges::contains(batteries, suggested, &forms::Battery::id) ? suggested : std::string_view{};
  if (!form.suggested.empty() && !form.corrects) form.battery = form.suggested;
}

bool has_unspoken(const Form& form, const forms::Battery& battery, const Services& services) {
  return !unspoken_forms(battery, form.language, services).empty();
}

// The battery is chosen: language and interpreter are asked only where there is a choice.
void after_battery(Form& form, Services& services) {
  const forms::Battery* battery = services.library.battery(form.battery);
  if (battery == nullptr) return;
  const auto languages = languages_of(*battery, services);
  if (languages.empty()) return show(form, Field::facts);
  if (form.field == Field::battery && languages.size() > 1) {
    if (!std::ranges::contains(languages, form.language)) form.language.clear();
    return show(form, Field::language);
  }
  if (form.field == Field::battery) form.language = languages.front();
  if (form.language.empty()) return;
  if (form.field != Field::unspoken && has_unspoken(form, *battery, services)) {
    form.unspoken.reset();
    return show(form, Field::unspoken);
  }
  if (form.field == Field::unspoken && !form.unspoken) return;
  show(form, Field::facts);
}

// A day in the calendar that has come.
bool check_day(Form& form, const std::string& digits, Services& services) {
  if (digits.size() < date_digits) return false;
  const auto date = date_of_digits(digits);
  if (date && *date <= services.clock.local_date(services.clock.now())) return true;
  form.problem = Form::Problem::no_such_day;
  return false;
}

staff::Step next_field(State& state, const Staff& screen, Form& form, Services& services) {
  switch (form.field) {
    case Field::record_number:
      if (!form.record_number.empty()) show(form, Field::initials);
      break;
    case Field::initials:
      if (!form.initials.empty()) show(form, Field::birth_date);
      break;
    case Field::birth_date:
      if (check_day(form, form.birth_date, services)) show(form, Field::sex);
      break;
    case Field::sex:
      if (!form.sex) break;
      show(form, Field::battery);
      suggest_battery(form, services);
      break;
    case Field::battery:
    case Field::language:
    case Field::unspoken: after_battery(form, services); break;
    case Field::facts: return start_visit(state, screen, form, services);
    case Field::opioid:
      if (!form.opioid.empty()) date_chart(form, services);
      show(form, Field::facts);
      break;
    case Field::as_of:
      if (check_day(form, form.as_of, services)) show(form, Field::facts);
      break;
    case Field::clinician: show(form, Field::facts); break;
  }
  return std::move(form);
}

Field before_facts(const Form& form, const Services& services) {
  const forms::Battery* battery = services.library.battery(form.battery);
  if (battery == nullptr) return Field::battery;
  if (has_unspoken(form, *battery, services)) return Field::unspoken;
  return languages_of(*battery, services).size() > 1 ? Field::language : Field::battery;
}

staff::Step field_before(const Staff& screen, Form& form, Services& services) {
  switch (form.field) {
    case Field::record_number: return home_of(screen.role, services);
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
    case Field::facts: show(form, before_facts(form, services)); break;
    case Field::as_of:
      // A half-typed day is no day.
      if (!date_of_digits(form.as_of)) form.as_of.clear(), date_chart(form, services);
      show(form, Field::facts);
      break;
    case Field::clinician:
    case Field::opioid: show(form, Field::facts); break;
  }
  return std::move(form);
}

// Not available, yes, no, and round again.
void turn(std::optional<bool>& fact) {
  if (!fact) {
    fact = true;
  } else if (*fact) {
    fact = false;
  } else {
    fact.reset();
  }
}

void touch_fact(Form& form, intent::Fact fact, Services& services) {
  using intent::Fact;
  switch (fact) {
    case Fact::help: form.with_help = !form.with_help; break;
    case Fact::clinician: show(form, Field::clinician); break;
    case Fact::opioid: show(form, Field::opioid); break;
    case Fact::benzodiazepine:
      turn(form.benzodiazepine);
      date_chart(form, services);
      break;
    case Fact::naloxone:
      turn(form.naloxone);
      date_chart(form, services);
      break;
    case Fact::as_of: show(form, Field::as_of); break;
  }
}

void pick_clinician(Form& form, int index, const Services& services) {
  const auto& clinicians = services.config.clinic.clinicians;
  const auto picked = static_cast<std::size_t>(index);
  // One below the last name is "nobody".
  form.clinician = index >= 0 && picked < clinicians.size() ? clinicians[picked] : std::string{};
  show(form, Field::facts);
}

}  // namespace

bool fits_record_number(const std::string& typed, char key) {
  constexpr std::size_t longest_record_number = 20;
  return typed.size() < longest_record_number &&
         (std::isalnum(static_cast<unsigned char>(key)) != 0 || key == '-' || key == '.');
}

staff::Step correct_visit(const platform::VisitRow& row) {
  Form form;
  form.corrects = Form::Corrected{row.id, row.code};
  form.record_number = row.facts.record_number;
  form.initials = row.facts.initials;
  form.birth_date = digits_of(row.facts.birth_date);
  form.sex = row.facts.sex;
  form.battery = row.facts.battery;
  form.language = row.facts.language;
  form.with_help = row.facts.with_help;
  form.clinician = row.facts.clinician;
  if (row.facts.chart.opioid_mme) form.opioid = std::to_string(*row.facts.chart.opioid_mme);
  form.benzodiazepine = row.facts.chart.benzodiazepine;
  form.naloxone = row.facts.chart.naloxone;
  if (row.facts.chart.as_of) form.as_of = digits_of(*row.facts.chart.as_of);
  return form;
}

staff::Step on_step(State& state, const Staff& screen, Form& form, const Intent& intent, Services& services) {
  std::string* typed = typed_of(form);
  if (const auto* touched = std::get_if<intent::Type>(&intent)) {
    // A day that does not exist is typed anew.
    const bool anew = std::exchange(form.problem, Form::Problem::none) == Form::Problem::no_such_day;
    if (typed != nullptr && anew) typed->clear();
    if (typed != nullptr && accepts(form.field, *typed, touched->plain())) {
      if (form.field == Field::birth_date || form.field == Field::as_of) {
        type_date_digit(*typed, touched->plain());
      } else {
        *typed += static_cast<char>(std::toupper(static_cast<unsigned char>(touched->plain())));
      }
    }
  } else if (std::holds_alternative<intent::Erase>(intent) && typed != nullptr) {
    form.problem = Form::Problem::none;
    erase_last(*typed);
  } else if (const auto* picked = std::get_if<intent::PickBattery>(&intent)) {
    form.battery = picked->battery;
  } else if (const auto* sex = std::get_if<intent::PickSex>(&intent)) {
    form.sex = sex->sex;
  } else if (const auto* language = std::get_if<intent::PickLanguage>(&intent)) {
    form.language = language->language;
  } else if (const auto* unspoken = std::get_if<intent::PickUnspoken>(&intent)) {
    form.unspoken = unspoken->with_interpreter ? Unspoken::with_interpreter : Unspoken::left_out;
  } else if (const auto* fact = std::get_if<intent::PickFact>(&intent); fact != nullptr && form.field == Field::facts) {
    touch_fact(form, fact->fact, services);
  } else if (const auto* person = std::get_if<intent::PickPerson>(&intent);
             person != nullptr && form.field == Field::clinician) {
    pick_clinician(form, person->index, services);
  } else if (std::holds_alternative<intent::Continue>(intent)) {
    return next_field(state, screen, form, services);
  } else if (std::holds_alternative<intent::Back>(intent)) {
    return field_before(screen, form, services);
  }
  return std::move(form);
}

}  // namespace anteroom::flow
