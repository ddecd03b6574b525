#include "kiosk/flow/past_visit.h"

#include "kiosk/flow/scores_text.h"
#include "kiosk/flow/summary_of.h"
#include "kiosk/flow/tailoring.h"

#include <algorithm>
#include <format>
#include <ranges>

namespace anteroom::flow {
namespace {

// None where the visit was never scored.
Result<std::optional<forms::VisitScores>> kept_scores(VisitId visit, const platform::Unlocked& keys,
                                                      Services& services) {
  const auto sealed = services.store.scores(visit);
  if (!sealed) return std::unexpected(sealed.error());
  if (!*sealed) return std::nullopt;
  auto opened = keys.open(**sealed, platform::place_of_scores(visit));
  if (!opened) return std::unexpected(std::move(opened.error()));
  auto scores = scores_of_text(*opened);
  wipe(*opened);
  return scores;
}

}  // namespace

Result<forms::PastVisit> past_visit_of(const platform::VisitRow& row, const platform::Unlocked& keys,
                                       Services& services) {
  if (row.answers_removed_at) {
    auto kept = kept_scores(row.id, keys, services);
    if (!kept) return std::unexpected(std::move(kept.error()));
    if (!*kept) return failure(Fault::corrupt, std::format("visit {} has neither answers nor scores", row.id.value));
    return forms::PastVisit{*std::move(*kept), std::nullopt};
  }
  const auto answers = opened_answers(row.id, keys, services);
  if (!answers) return std::unexpected(answers.error());
  auto visit = visit_of(row, *answers, services);
  if (!visit) return std::unexpected(std::move(visit.error()));
  forms::PastVisit past = forms::past_visit(*std::move(visit));
  const auto is_other = [&](std::string_view form) { return is_another_version(row, form, services); };
  if (std::ranges::none_of(row.facts.versions | std::views::keys, is_other)) return past;
  auto kept = kept_scores(row.id, keys, services);
  if (!kept) return std::unexpected(std::move(kept.error()));
  if (!*kept) return past;
  for (forms::ScoreReport& report : (*kept)->reports) {
    if (is_other(report.form)) past.scores.reports.push_back(std::move(report));
  }
  return past;
}

Result<std::string> seal_scores(VisitId visit, const forms::VisitScores& scores, const platform::AnswerVault& vault) {
  std::string text = scores_text(scores);
  auto sealed = vault.seal(text, platform::place_of_scores(visit));
  wipe(text);
  return sealed;
}

}  // namespace anteroom::flow
