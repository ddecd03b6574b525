#include "tests/journeys/visit_steps.h"

namespace anteroom::journeys {
namespace {

// Types into the field of this screen and goes on.
void fill(KioskDriver& kiosk, const std::string& screen, const std::string& letters, const Look& look) {
  kiosk.wait_for_screen(screen);
  kiosk.type(letters);
  if (look) look();
  kiosk.tap("continue");
}

void pick(KioskDriver& kiosk, const std::string& screen, const std::string& mark, const Look& look) {
  kiosk.wait_for_screen(screen);
  kiosk.tap(mark);
  if (look) look();
  kiosk.tap("continue");
}

}  // namespace

void sign_in(KioskDriver& kiosk, const StaffSecrets& secrets, const Look& look) {
  kiosk.wait_for_screen("patient.welcome", std::chrono::seconds{30});
  kiosk.tap("staff");
  kiosk.settle();
  if (kiosk.screen() == "nurse.open_day") {
    kiosk.type_words(secrets.passphrase);
    if (look) look();
    kiosk.tap("continue");
  }
  // Argon2id takes its time, on a busy machine a multiple of it.
  kiosk.wait_for_screen("nurse.sign_in", std::chrono::seconds{60});
  if (look) look();
  kiosk.tap("staff:0");
  fill(kiosk, "nurse.pin", secrets.pin, look);
  kiosk.wait_for_screen("nurse.visits");
}

void open_visit(KioskDriver& kiosk, const std::string& code) {
  const std::string row = "visit:" + code;
  kiosk.settle();
  while (!kiosk.has(row)) {
    kiosk.tap("more");
    kiosk.settle();
  }
  kiosk.tap(row);
  kiosk.wait_for_screen("nurse.visit");
}

std::string start_visit(KioskDriver& kiosk, const VisitFacts& facts, const Look& look) {
  if (look) look();
  kiosk.tap("new_visit");
  fill(kiosk, "nurse.new_visit.record_number", facts.record_number, look);
  fill(kiosk, "nurse.new_visit.initials", facts.initials, look);
  fill(kiosk, "nurse.new_visit.birth_date", facts.birth_date, look);
  pick(kiosk, "nurse.new_visit.sex", "sex:" + facts.sex, look);
  pick(kiosk, "nurse.new_visit.battery", "battery:" + facts.battery, look);
  pick(kiosk, "nurse.new_visit.facts", "fact:help", look);
  kiosk.wait_for_screen("nurse.visit_created");
  if (look) look();
  std::string code = kiosk.wait_for_prefix("code:");
  kiosk.tap("continue");
  kiosk.wait_for_screen("nurse.visits");
  if (look) look();
  kiosk.tap("sign_out");
  kiosk.wait_for_screen("patient.welcome");
  return code;
}

void check_in(KioskDriver& kiosk, const std::string& code, const std::string& birth_date, const Look& look) {
  kiosk.wait_for_screen("patient.welcome");
  if (look) look();
  kiosk.tap("start");
  fill(kiosk, "patient.code", code, look);
  fill(kiosk, "patient.birth_date", birth_date, look);
  kiosk.wait_for_screen("patient.briefing");
  if (look) look();
  // On a low panel it has a second page, and Continue waits for it.
  kiosk.settle();
  while (!kiosk.marks().at("continue").enabled) {
    kiosk.tap("more");
    kiosk.settle();
  }
  kiosk.tap("continue");
}

}  // namespace anteroom::journeys
