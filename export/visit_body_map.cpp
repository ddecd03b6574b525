// Where it hurts, as the visit's own answers say: the first question that was asked on the drawing of the body.
#include "export/visit_results.h"
#include "forms/body_outline.h"

#include <algorithm>
#include <ranges>
#include <variant>

namespace anteroom::exporting {
namespace {

// The areas of the first body map that was answered; empty where none was. "None of these areas" is an answer of none.
std::optional<std::vector<BodyPart>> areas_of(const forms::Visit& visit) {
  for (const forms::Form* form : visit.forms()) {
    if (!visit.is_open(form->questionnaire.id)) continue;
    for (const auto& [link_id, answer] : visit.answers(form->questionnaire.id)) {
      const forms::Item* item = form->questionnaire.find(link_id);
      if (item == nullptr || !item->body_map || std::holds_alternative<forms::Declined>(answer)) continue;
      std::vector<BodyPart> areas;
      for (const forms::AnswerOption& option : item->options) {
        const auto* coding = std::get_if<forms::Coding>(&option.value);
        if (coding == nullptr || !forms::is_body_area(coding->code)) continue;
        if (std::ranges::contains(forms::values_of(answer), option.value))
          areas.push_back({coding->code, option.label.in(staff_language(*form))});
      }
      return areas;
    }
  }
  return std::nullopt;
}

bool has(const std::vector<BodyPart>& areas, const std::string& code) {
  return std::ranges::contains(areas, code, &BodyPart::code);
}

}  // namespace

void add_body_map(Summary& summary, const forms::Visit& visit, std::span<const EarlierVisit> earlier) {
  auto today = areas_of(visit);
  if (!today) return;
  BodyMap map;
  for (const EarlierVisit& before : earlier | std::views::reverse) {
    const auto then = areas_of(before.visit);
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
  map.areas = std::move(*today);
  summary.body_map = std::move(map);
}

}  // namespace anteroom::exporting
