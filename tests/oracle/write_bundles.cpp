// write_bundles: the last visit of each made patient as a FHIR Bundle, one a line, for other people's validators.
#include "export/fhir.h"
#include "tests/export/made_patients.h"

#include <print>

int main() {
  using namespace anteroom::exporting;
  for (const MadePatient& patient : made_patients()) std::println("{}", fhir_bundle(record_of(patient)));
  return 0;
}
