#include "kiosk/flow/tailoring.h"

#include <algorithm>
#include <array>

namespace anteroom::flow {

std::string_view word_of(platform::Sex sex) {
  switch (sex) {
    case platform::Sex::female: return "female";
    case platform::Sex::male: return "male";
    case platform::Sex::unknown: return "unknown";
  }
  return "unknown";
}

int age_on(const Date& day, const Date& birth_date) {
  const int years = static_cast<int>(day.year()) - static_cast<int>(birth_date.year());
  const bool had_birthday =
      day.month() > birth_date.month() || (day.month() == birth_date.month() && day.day() >= birth_date.day());
  return had_birthday ? years : years - 1;
}

std::vector<const forms::Form*> unspoken_forms(const forms::Battery& battery, std::string_view language,
                                               const Services& services) {
  std::vector<const forms::Form*> unspoken;
  for (const forms::BatteryForm& entry : battery.forms) {
    const forms::Form* form = services.library.form(entry.form);
    if (form != nullptr && !form->speaks(language)) unspoken.push_back(form);
  }
  return unspoken;
}

std::vector<std::string> languages_of(const forms::Battery& battery, const Services& services) {
  std::vector<std::string> languages;
  for (const std::string& language : services.languages) {
    const bool spoken = unspoken_forms(battery, language, services).size() < battery.forms.size();
    if (spoken || languages.empty()) languages.push_back(language);
  }
  return languages;
}

void tailor(platform::NewVisit& visit, const forms::Battery& battery, Unspoken unspoken, bool proven,
            const Services& services) {
  const auto silent = unspoken_forms(battery, visit.language, services);
  for (const forms::BatteryForm& entry : battery.forms) {
    const forms::Form* form = services.library.form(entry.form);
    if (form == nullptr) continue;
    const bool speaks = !std::ranges::contains(silent, form);
    if (!speaks && unspoken == Unspoken::left_out) {
      visit.unspoken.push_back(entry.form);
      continue;
    }
    const bool allowed = proven || !form->rules.raises_safety_flags();
    (allowed ? visit.forms : visit.withheld).push_back(entry.form);
    if (!speaks) visit.interpreted.push_back(entry.form);
    if (!entry.rule.empty()) visit.rules.emplace(entry.form, entry.rule);
  }
}

bool is_another_version(const platform::VisitRow& row, std::string_view form, const Services& services) {
  const auto then = row.facts.versions.find(form);
  const forms::Form* now = services.library.form(form);
  return then != row.facts.versions.end() && now != nullptr && then->second != now->questionnaire.version;
}

Result<forms::VisitPlan> plan_of(const platform::VisitRow& row, const Services& services) {
  forms::VisitPlan plan;
  for (const FormId& id : row.facts.forms) {
    const forms::Form* form = services.library.form(id);
    if (form == nullptr) return failure(Fault::not_found, "this library has no form " + id);
    if (is_another_version(row, id, services)) continue;
    const auto rule = row.facts.rules.find(id);
    auto when = forms::read_rule(rule == row.facts.rules.end() ? std::string_view() : std::string_view(rule->second));
    if (!when) return std::unexpected(when.error());
    const bool interpreted = std::ranges::contains(row.facts.interpreted, id);
    plan.forms.push_back({form, interpreted ? std::string() : row.facts.language, std::move(*when)});
  }
  const Date day = services.clock.local_date(row.created_at);
  plan.context = {{"sex", std::string(word_of(row.facts.sex))},
                  {"age", std::to_string(age_on(day, row.facts.birth_date))},
                  {"visit", std::to_string(row.number)}};
  return plan;
}

}  // namespace anteroom::flow
