#include "kiosk/flow/care_answers.h"

#include "forms/json.h"

#include <format>

namespace anteroom::flow {
namespace {

Result<forms::Answers> answers_of(const platform::AfterVisit& stored, const platform::Unlocked& keys) {
  const auto opened =
      keys.open(stored.answers, platform::place_of_after_visit(stored.form, stored.clinician, stored.month));
  if (!opened) return std::unexpected(opened.error());
  const auto document = forms::JsonDocument::parse(*opened);
  if (!document) return failure(Fault::corrupt, "stored answers cannot be read");
  forms::Answers answers;
  for (const auto& [link_id, json] : document->root().members()) {
    auto answer = forms::answer_from_json(json.written());
    if (!answer) return failure(Fault::corrupt, "a stored answer cannot be read");
    answers.emplace(link_id, std::move(*answer));
  }
  return answers;
}

}  // namespace

Result<CareAnswers> care_answers(platform::KioskRecords& store, const platform::Unlocked& keys, const forms::Form& form,
                                 const std::string& clinician) {
  const auto stored = store.after_visits(form.questionnaire.id, clinician);
  if (!stored) return std::unexpected(stored.error());
  CareAnswers care{.answers = stored->size(), .scores = {}, .range = {}};
  for (const platform::AfterVisit& each : *stored) {
    // Only equal versions are compared; another one is counted and left out.
    if (each.version != form.questionnaire.version) continue;
    const auto answers = answers_of(each, keys);
    if (!answers) return std::unexpected(answers.error());
    const forms::ScoreReport report = form.rules.score(form.questionnaire, *answers);
    if (report.scores.empty()) continue;
    const forms::Score& main = report.scores.front();
    if (main.minimum && main.maximum) care.range = std::format("{:g}-{:g}", *main.minimum, *main.maximum);
    if (const auto* number = std::get_if<forms::Number>(&main.value))
      care.scores.push_back({each.month, number->value});
  }
  return care;
}

}  // namespace anteroom::flow
