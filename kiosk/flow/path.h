// The patient's path through a visit: what comes before and after a place. Pure; it commits nothing.
#pragma once

#include "kiosk/flow/state.h"
#include "kiosk/services.h"

namespace anteroom::flow {

// The question with what was chosen before: a draft left by Back, else the stored answer.
[[nodiscard]] patient::Question question_at(const Session& session, const forms::Place& place,
                                            patient::Origin origin = patient::Origin::path);

// Whether the hours of whoever reads this language are twelve, twice. A language that the kiosk does not speak is asked
// with the clinic's own words round it, and their clock.
[[nodiscard]] bool counts_half_days(const std::string& language, const Services& services);

[[nodiscard]] patient::Step first_step(const Session& session);
// Of a visit that was interrupted: the question after the last one that was answered, or the review.
[[nodiscard]] patient::Step step_to_go_on(const Session& session);
// What the answers of this place's form make it necessary to ask the patient, who has not been asked before; it counts
// as asked from now on.
[[nodiscard]] std::optional<patient::Check> check_after(Session& session, const forms::Place& place,
                                                        patient::Origin origin);
// The first of the questions that the warning is about.
[[nodiscard]] patient::Step step_to_change(const Session& session, const patient::Check& check);

// After this place is done: the calm message when its form calls for it, a notice, the next question or the review.
[[nodiscard]] patient::Step step_after(Session& session, const forms::Place& place, patient::Origin origin);
[[nodiscard]] patient::Step step_after_form(Session& session, std::string_view form);
[[nodiscard]] patient::Step step_after_notice(Session& session, std::string_view form, patient::Origin origin);
// What was offered in place of the next form: that form, or what came before it.
[[nodiscard]] patient::Step step_after_rest_offer(const Session& session, const patient::RestOffer& offer);
[[nodiscard]] patient::Step step_before_rest_offer(const Session& session, const patient::RestOffer& offer);
// Questions that the path did not come by first, then the review.
[[nodiscard]] patient::Step step_back_to_review(Session& session);

[[nodiscard]] patient::Step step_before(const Session& session, const patient::Question& question);
[[nodiscard]] patient::Step step_before_notice(const Session& session, std::string_view form, patient::Origin origin);
[[nodiscard]] patient::Step step_before_review(const Session& session);

}  // namespace anteroom::flow
