// Twenty patients who never lived, each as the answers of one or more visits: what a page must hold is reckoned from
// these answers by the tests themselves, without the product.
#pragma once

#include "export/summary.h"
#include "export/visit_record.h"
#include "export/visit_results.h"
#include "forms/visit.h"

#include <optional>
#include <ostream>
#include <string>
#include <vector>

namespace anteroom::exporting {

// The answers of one visit. A text has one sign a question, in the order of the form: a digit, 'x' for ten, '-' for
// skipped, 'd' for "prefer not to answer". An empty text: the form was not in the visit.
struct MadeVisit {
  std::string day;  // "2026-11-23"
  std::string nrs;  // now, average, worst, least
  std::string peg;
  std::string tsk;
  std::string phq9;
  std::string gad7;
  std::string semcd;
  std::optional<int> sleep_days = {};
  std::string hrqol;  // general health 1 to 5, then days as "05", "12", "03" for the three counts
  std::string audit_c;
  std::optional<int> drug_times = {};
  std::optional<std::vector<std::string>> areas = {};  // codes of the body map
  std::string goal = {};
  std::string barrier = {};
  std::vector<std::string> hopes = {};       // codes, what matters most first
  std::vector<std::string> daily_life = {};  // codes: work, home, caring, help, getting-about, money
  std::string pgic = {};
  std::string phq2 = {};
  std::string gad2 = {};
  std::string stress = {};
  std::string taps = {};
  std::string healthy_days_symptoms = {};
  // Item 9 as it was changed to afterwards.
  std::optional<char> item9_later = {};
};

struct MadePatient {
  std::string name;  // of the file
  std::string record_number;
  std::string initials;
  std::string birth_date;
  std::string sex = "unknown";
  std::vector<MadeVisit> visits;  // the last is on the page
  PageSize size = PageSize::a4;
  bool finished = true;
  std::string clinic = "Riverside Pain Clinic";
  std::string language_line = {};
  std::string language = {};             // of the patient
  std::optional<ChartFacts> chart = {};  // as staff typed it; none: they were not asked
};

inline void PrintTo(const MadePatient& patient, std::ostream* stream) { *stream << patient.name; }

[[nodiscard]] const std::vector<MadePatient>& made_patients();
[[nodiscard]] const MadePatient& made_patient(const std::string& name);

// The visit as the product runs it.
[[nodiscard]] forms::Visit run_visit(const MadePatient& patient, const MadeVisit& visit, int number);
[[nodiscard]] Summary summary_of(const MadePatient& patient);
// The visit on the page, as it leaves for other machines.
[[nodiscard]] VisitRecord record_of(const MadePatient& patient);

}  // namespace anteroom::exporting
