// Where it hurts, beside the last visit that asked.
#include "export/visit_results.h"

#include <algorithm>
#include <ranges>

namespace anteroom::exporting {
namespace {

bool has(const std::vector<BodyPart>& areas, const std::string& code) {
  return std::ranges::contains(areas, code, &BodyPart::code);
}

}  // namespace

void add_body_map(Summary& summary, const forms::VisitScores& scores, std::span<const EarlierVisit> earlier) {
  const auto& today = scores.areas;
  if (!today) return;
  BodyMap map;
  for (const EarlierVisit& before : earlier | std::views::reverse) {
    const auto& then = before.past.scores.areas;
    if (!then) continue;
    map.last_day = to_string(before.day);
    map.last_count = then->size();
    for (const BodyPart& area : *today) {
      if (!has(*then, area.code)) map.new_areas.push_back(area);
    }
    for (const BodyPart& area : *then) {
      if (!has(*today, area.code)) map.gone.push_back(area.name);
    }
    break;
  }
  map.areas = *today;
  summary.body_map = std::move(map);
}

}  // namespace anteroom::exporting
