// A visit as one FHIR R4 Bundle: a QuestionnaireResponse a form and an Observation a score, ready to be posted as a
// transaction. Where the answers are kept no longer, Observations alone, derived from nothing. It refuses nothing and
// invents nothing: what has no value says why.
#pragma once

#include "export/visit_record.h"

#include <string>

namespace anteroom::exporting {

struct FhirSystems {
  std::string patient = "urn:anteroom:record-number";  // of the clinic's record numbers, as the clinic's server has it
};

// The same visit gives the same bytes. Entries have urn:uuid addresses made of the visit's id, business identifiers
// that stay, and ifNoneExist on them, so that sending it twice stores it once. The patient is referred to by
// identifier; no Patient resource, no birth date and no initials are in it.
[[nodiscard]] std::string fhir_bundle(const VisitRecord& record, const FhirSystems& systems = {});

}  // namespace anteroom::exporting
