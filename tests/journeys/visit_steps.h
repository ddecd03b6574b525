// What staff and a patient do around the questions of one visit, on the real kiosk. Each step ends on the screen after
// it; `look` is called at each screen once it is filled in, for those who take pictures.
#pragma once

#include "tests/journeys/demo_clinic.h"
#include "tests/journeys/kiosk_driver.h"

#include <functional>
#include <string>

namespace anteroom::journeys {

struct VisitFacts {
  std::string record_number;  // as it is typed: letters become capitals
  std::string initials;
  std::string birth_date;  // DDMMYYYY
  std::string sex = "female";
  std::string battery = "intake";
};

using Look = std::function<void()>;

// From the welcome screen to the list of visits, as the first person on it; opens the day where it is closed.
void sign_in(KioskDriver& kiosk, const StaffSecrets& secrets, const Look& look = {});
// From the list of visits to the page of the visit with this code, on whichever page of the list it stands.
void open_visit(KioskDriver& kiosk, const std::string& code);
// From the list of visits to the welcome screen. Returns the code that the patient is given.
[[nodiscard]] std::string start_visit(KioskDriver& kiosk, const VisitFacts& facts, const Look& look = {});
// From the welcome screen to the first question or notice.
void check_in(KioskDriver& kiosk, const std::string& code, const std::string& birth_date, const Look& look = {});

}  // namespace anteroom::journeys
