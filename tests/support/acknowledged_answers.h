// What somebody was told is safe: answers, alerts and finished visits that were acknowledged before a crash. It
// compares them with what a store really holds, whoever wrote it.
#pragma once

#include "platform/store/record_store.h"
#include "tests/support/plain_response.h"

#include <algorithm>
#include <format>
#include <map>
#include <string>
#include <vector>

namespace anteroom::testing {

class AcknowledgedAnswers {
 public:
  void answer(VisitId visit, platform::AnswerRow row) { m_answers[visit].push_back(std::move(row)); }
  void alert(VisitId visit, AlertId alert) { m_alerts[visit].push_back(alert); }
  void finished(VisitId visit) { m_finished.push_back(visit); }

  [[nodiscard]] int answers() const { return count_in(m_answers); }
  [[nodiscard]] int alerts() const { return count_in(m_alerts); }

  // One line for each thing that is lost or changed, or that the store says is wrong. A last answer that was committed
  // and not yet acknowledged is no loss.
  [[nodiscard]] std::vector<std::string> losses_in(platform::RecordStore& store) const {
    std::vector<std::string> losses;
    for (const auto& [visit, acknowledged] : m_answers) {
      const auto stored = answers_in(store, visit);
      if (!stored) {
        losses.push_back(stored.error().detail);
        continue;
      }
      for (const platform::AnswerRow& row : acknowledged) {
        const auto at = static_cast<std::size_t>(row.sequence) - 1;
        if (at >= stored->size()) {
          losses.push_back(std::format("visit {}: answer {} is lost", visit.value, row.sequence));
        } else if (const auto& found = (*stored)[at];
                   found.form != row.form || found.link_id != row.link_id || found.payload != row.payload) {
          losses.push_back(std::format("visit {}: answer {} is another one", visit.value, row.sequence));
        }
      }
      const auto last = static_cast<std::size_t>(acknowledged.back().sequence);
      if (stored->size() > last + 1) losses.push_back(std::format("visit {}: answers out of nowhere", visit.value));
    }
    for (const auto& [visit, acknowledged] : m_alerts) {
      const auto stored = store.alerts_of(visit);
      for (const AlertId alert : acknowledged) {
        if (!stored || !std::ranges::contains(*stored, alert, &platform::AlertRow::id)) {
          losses.push_back(std::format("alert {} is lost", alert.value));
        }
      }
    }
    for (const VisitId visit : m_finished) {
      const auto row = store.visit(visit);
      if (!row || row->state != platform::VisitState::finished) {
        losses.push_back(std::format("visit {} is no longer finished", visit.value));
      }
    }
    return losses;
  }

 private:
  static int count_in(const auto& lists) {
    int count = 0;
    for (const auto& [visit, list] : lists) count += static_cast<int>(list.size());
    return count;
  }

  std::map<VisitId, std::vector<platform::AnswerRow>> m_answers;
  std::map<VisitId, std::vector<AlertId>> m_alerts;
  std::vector<VisitId> m_finished;
};

}  // namespace anteroom::testing
