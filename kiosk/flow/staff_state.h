// What each screen of the staff's remembers, one type a screen. Plain data; what a person typed wipes itself.
#pragma once

#include "export/preview.h"
#include "forms/visit.h"
#include "kiosk/flow/intent.h"
#include "kiosk/flow/tailoring.h"
#include "platform/alerts.h"
#include "platform/machine_facts.h"
#include "platform/store/record_store.h"
#include "platform/vault/audit.h"
#include "platform/vault/vault.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace anteroom::flow {

// The six words, typed by their first letters. Nothing of them stays when the screen goes.
struct OpenDay {
  enum class Problem { none, no_such_word, wrong, unavailable };
  std::vector<std::string> words;
  std::string letters;  // of the next one
  bool checking = false;
  Problem problem = Problem::none;

  OpenDay() = default;
  OpenDay(OpenDay&&) = default;
  OpenDay& operator=(OpenDay&&) = default;
  ~OpenDay() {
    for (std::string& word : words) wipe(word);
    wipe(letters);
  }
};

struct EnterPin {
  enum class Problem { none, wrong, wait, locked, store };
  platform::StaffRow person;
  std::string pin;
  bool checking = false;
  Problem problem = Problem::none;

  EnterPin() = default;
  EnterPin(EnterPin&&) = default;
  EnterPin& operator=(EnterPin&&) = default;
  ~EnterPin() { wipe(pin); }
};

namespace staff {

struct VisitList {
  std::vector<platform::VisitRow> visits;  // today's: who waits or answers first, oldest first; then the rest
  std::vector<platform::AlertRow> alerts;  // open ones of any day
  intent::Shown shown = intent::Shown::all;
};
// Which of today's visits shall be shown.
struct PickFilter {
  std::vector<platform::VisitRow> visits;
  intent::Shown shown = intent::Shown::all;
};
// A record number, typed or scanned.
struct Find {
  std::string typed;
  bool not_found = false;

  Find() = default;
  Find(Find&&) = default;
  Find& operator=(Find&&) = default;
  ~Find() { wipe(typed); }
};
// Every visit of one record number, oldest first, and what the scales said.
struct History {
  struct Value {
    std::string text;               // "6.3"
    bool is_other_version = false;  // of the form or its rules, than the last one
  };
  struct Line {
    std::string name;                          // "PEG"
    std::vector<std::optional<Value>> values;  // one for each of `scored`; absent where the visit has no such score
    std::optional<forms::Verdict> change;      // of the last one against the one before it
  };
  std::vector<platform::VisitRow> visits;
  std::vector<std::size_t> scored;  // which of `visits` the lines compare, the oldest first
  std::vector<Line> lines;
};
struct NewVisitForm {
  enum class Field {
    record_number,
    initials,
    birth_date,
    sex,
    battery,
    language,
    unspoken,
    facts,
    clinician,
    opioid,
    as_of
  };
  enum class Problem { none, no_such_day, store, no_room, nothing_asked };  // no form of the battery is left
  struct Corrected {
    VisitId id;
    std::string code;
  };
  Field field = Field::record_number;
  std::string record_number;
  std::string initials;
  std::string birth_date;  // DDMMYYYY
  std::optional<platform::Sex> sex;
  std::string battery;
  std::string language;              // chosen; the only one where there is no choice
  std::optional<Unspoken> unspoken;  // chosen where a form does not speak it
  bool with_help = false;
  std::string clinician;  // empty: not named
  std::string opioid;     // MME a day; empty: not available
  std::optional<bool> benzodiazepine;
  std::optional<bool> naloxone;
  std::string as_of;                  // DDMMYYYY, of the chart
  std::string suggested;              // battery, from history; empty: none
  std::string suggested_for;          // record number
  std::optional<Date> last_visit;     // finished, of this record number
  std::optional<Corrected> corrects;  // takes the place of this visit
  Problem problem = Problem::none;

  NewVisitForm() = default;
  NewVisitForm(NewVisitForm&&) = default;
  NewVisitForm& operator=(NewVisitForm&&) = default;
  ~NewVisitForm() {
    wipe(record_number);
    wipe(initials);
    wipe(birth_date);
    wipe(suggested_for);
    wipe(opioid);
  }
};
struct PickClinician {};
// One alert, what became of it, and what was done about it.
struct AlertDetail {
  platform::AlertRow row;
  std::vector<platform::AlertStep> steps;
};
// Whether the sound of this kiosk is in its headphones and nowhere else.
struct SoundTest {
  enum class Outcome { none, passed, failed, not_said };
  bool played = false;  // since the last answer
  Outcome outcome = Outcome::none;
};
struct VisitCreated {
  platform::VisitRow row;
};
struct VisitDetail {
  platform::VisitRow row;
  std::vector<platform::AlertRow> alerts;
  bool confirming_cancel = false;
  bool asking_why = false;  // before it is printed again
  bool too_many = false;    // this person has printed as much as one may in a day
};
// The first page of a visit's summary, as it would be printed now.
struct Preview {
  platform::VisitRow row;
  std::shared_ptr<const exporting::Preview> page;  // empty while it is being made
  bool failed = false;
};
// Two people delete a visit: who is signed in, and a second with their own PIN.
struct DeleteVisit {
  enum class Stage { warning, person, pin };
  enum class Problem { none, nobody, not_over, printing, alert };  // nobody else who could agree; why not yet
  platform::VisitRow row;
  std::vector<platform::StaffRow> people;  // who may be the second
  Stage stage = Stage::warning;
  Problem problem = Problem::none;
  EnterPin pin;
};
// What leaves on a USB stick: of one visit, or of a period. What is under way stands in ExportRun.
struct Export {
  enum class Stage { choosing, spans, from, to, working, done };
  enum class Problem { none, no_such_day, no_visit, store, no_room, failed };
  std::optional<platform::VisitRow> row;  // empty: of a period
  intent::ExportKind kind = intent::ExportKind::summary;
  intent::Span span = intent::Span::last_month;
  intent::ExportPeriod period = {};
  std::string from;  // DDMMYYYY, of a period that is typed
  std::string to;
  Stage stage = Stage::choosing;
  Problem problem = Problem::none;
  int run = 0;                     // that this screen waits for
  std::vector<std::string> files;  // once it is done
  int unreadable = 0;              // visits that were left out
};
struct Trouble {};
// What IT look after: the kiosk itself, and nothing of any patient.
struct Machine {
  std::vector<platform::AlertRow> alerts;  // open ones of the kiosk's own trouble
};
// What `anteroom doctor` says of it, the worst first.
struct Checks {
  std::vector<platform::Check> checks;
  bool under_way = true;
};
// What this machine is, as it was when this was opened.
struct About {
  enum class Stage { reading, restart_asked, restarting, not_restarted };
  platform::MachineFacts facts;
  Stage stage = Stage::reading;
};
// What it comes to stands in Printing, and in Safety.
struct PrinterTest {};
struct AlertTest {};
// Who works here: for IT and the charge nurse. A PIN stands on the screen once.
struct People {
  enum class Stage { list, person, name, role, making, pin, removing };
  enum class Problem { none, name, taken, own, refused };
  std::vector<platform::StaffRow> people;
  std::optional<platform::StaffRow> person;  // who was touched; empty: somebody new
  std::string name;                          // of somebody new
  platform::StaffRole role = platform::StaffRole::nurse;
  std::string pin;
  Stage stage = Stage::list;
  Problem problem = Problem::none;

  People() = default;
  People(People&&) = default;
  People& operator=(People&&) = default;
  ~People() { wipe(pin); }
};
// The ways to open the day, and the key that answers are sealed to. A passphrase stands on the screen once.
struct Keys {
  enum class Stage { list, removing, rotating, proof, working, passphrase, confirming, added, changed };
  enum class Change { add, remove, rotate };
  enum class Problem { none, last, refused };
  platform::ClinicKeys keys;
  Change change = Change::add;
  int way = 0;  // that is removed
  OpenDay proof;
  std::string passphrase;
  Stage stage = Stage::list;
  Problem problem = Problem::none;

  Keys() = default;
  Keys(Keys&&) = default;
  Keys& operator=(Keys&&) = default;
  ~Keys() { wipe(passphrase); }
};
// One day of the audit trail, for the charge nurse.
struct AuditLog {
  enum class Check { under_way, holds, broken, unavailable };
  Date day;
  std::vector<platform::AuditEntry> entries;  // of this day, newest first
  std::optional<Instant> earlier;             // a moment of the day before that has entries
  std::optional<Instant> later;
  std::map<std::string, std::string> people;  // "staff 3" and the name
  std::map<std::string, std::string> codes;   // "visit 12" and its code, of those that are still there
  intent::LogShown shown = intent::LogShown::all;
  bool choosing = false;
  Check check = Check::under_way;  // of the whole chain
  std::int64_t checked = 0;        // number of the last entry that was looked at
  std::optional<platform::AuditFault> fault;
};
using Step = std::variant<VisitList, PickFilter, Find, History, AlertDetail, NewVisitForm, VisitCreated, VisitDetail,
                          PickClinician, SoundTest, Trouble, Machine, AuditLog, DeleteVisit, Preview, Export, Checks,
                          PrinterTest, AlertTest, People, Keys, About>;

}  // namespace staff

}  // namespace anteroom::flow
