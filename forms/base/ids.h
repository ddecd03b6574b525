// Identifiers that cross rooms. A VisitId is a row number and means nothing outside this kiosk.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace anteroom {

using FormId = std::string;  // "phq-9"; the folder name in forms/library
using LinkId = std::string;  // FHIR Questionnaire.item.linkId, unique inside its form

struct VisitId {
  std::int64_t value = 0;
  auto operator<=>(const VisitId&) const = default;
};

struct AlertId {
  std::int64_t value = 0;
  auto operator<=>(const AlertId&) const = default;
};

}  // namespace anteroom
