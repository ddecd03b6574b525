// What a new visit will ask: which languages a battery can be done in, which of its forms speak the one chosen, and the
// plan that a stored visit is run by. Pure; it stores nothing.
#pragma once

#include "forms/visit.h"
#include "kiosk/services.h"

#include <string>
#include <vector>

namespace anteroom::flow {

// What is done with the forms that do not speak the patient's language.
enum class Unspoken { with_interpreter, left_out };

// The languages of the kiosk that at least one form of the battery speaks wholly; the kiosk's first one always.
[[nodiscard]] std::vector<std::string> languages_of(const forms::Battery& battery, const Services& services);

// Forms of the battery that do not speak this language wholly.
[[nodiscard]] std::vector<const forms::Form*> unspoken_forms(const forms::Battery& battery, std::string_view language,
                                                             const Services& services);

// Forms, rules and languages of a new visit; `proven`: whether a safety alert would reach a person.
void tailor(platform::NewVisit& visit, const forms::Battery& battery, Unspoken unspoken, bool proven,
            const Services& services);

// The visit asked another version of this form than the library has: its answers belong to other questions. A visit
// from before versions were kept is taken to be of this one.
[[nodiscard]] bool is_another_version(const platform::VisitRow& row, std::string_view form, const Services& services);

// Forms, languages, rules and facts of a stored visit, without forms of another version. Fault::not_found for a form
// that the library has no longer.
[[nodiscard]] Result<forms::VisitPlan> plan_of(const platform::VisitRow& row, const Services& services);

// "female", "male", "unknown"
[[nodiscard]] std::string_view word_of(platform::Sex sex);

// Whole years.
[[nodiscard]] int age_on(const Date& day, const Date& birth_date);

}  // namespace anteroom::flow
