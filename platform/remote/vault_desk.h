// What the vault's process does for the kiosk's, beside the records: a closed list of calls over three lines, so that
// one that takes its time holds up none that is quick. No key goes over any of them.
#pragma once

#include "forms/base/result.h"
#include "platform/office.h"
#include "platform/remote/calls.h"
#include "platform/remote/parts.h"
#include "platform/store/record_store.h"
#include "platform/vault/audit.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace anteroom::platform {

// What the kiosk is told when it is let in.
struct Opening {
  bool is_set_aside = false;  // a damaged database lies beside the store
};
auto parts(Of<Opening> auto& opening) { return std::tie(opening.is_set_aside); }

class VaultDoor {
 public:
  virtual ~VaultDoor() = default;
  // The first request of all, with the version of whoever asks. The store is opened; why not is the kiosk's to show.
  [[nodiscard]] virtual Result<Opening> enter(std::string_view version) = 0;
};

class VaultDesk {
 public:
  virtual ~VaultDesk() = default;
  // Fault::denied for a place that is not of a visit or of answers after one.
  [[nodiscard]] virtual Result<std::string> seal(std::string_view text, std::string_view place) = 0;
  // Likewise, and unless `day` is the day that is open.
  [[nodiscard]] virtual Result<std::string> open(std::int64_t day, std::string_view sealed, std::string_view place) = 0;
  // Whether rows tell who they are of: while a day is open, and nobody has closed this.
  virtual void show_identities(bool shown) = 0;
  // The keys of that day are gone. Of another day: nothing.
  virtual void close_day(std::int64_t day) = 0;
  [[nodiscard]] virtual Result<AuditProgress> check_audit(std::int64_t after) = 0;
  // As of KioskRecords, and a kiosk that nobody may trust any more counts all the same: what was counted may be checked
  // once, by is_pin_of. Fault::denied for who is locked or has to wait.
  [[nodiscard]] virtual Result<StaffRow> count_sign_in(std::int64_t staff, Instant at) = 0;
  // Fault::denied unless the PIN that was checked last was right.
  [[nodiscard]] virtual Result<void> clear_sign_ins(std::int64_t staff) = 0;

  // ---- slow ones
  // A number that stands for the open day. Fault::denied for a wrong passphrase.
  [[nodiscard]] virtual Result<std::int64_t> open_day(std::string_view passphrase) = 0;
  // Fault::denied for a try that was not counted.
  [[nodiscard]] virtual Result<bool> is_pin_of(std::int64_t day, std::string_view staff_name,
                                               std::string_view sealed_pin, std::string_view pin) = 0;
  // Every page of the database; what is damaged.
  [[nodiscard]] virtual Result<std::vector<std::string>> examine() = 0;
};

// The kiosk connects three times, in this order.
enum class VaultLine : std::size_t { quick, slow, examination };
inline constexpr std::size_t vault_lines = 3;

using DoorCalls = wire::Calls<&VaultDoor::enter>;
using QuickCalls = wire::Calls<
    &VaultDesk::seal, &VaultDesk::open, &VaultDesk::show_identities, &VaultDesk::close_day, &VaultDesk::check_audit,
    &KioskRecords::start_visit, &KioskRecords::visit, &KioskRecords::open_visit_by_code, &KioskRecords::visits,
    &KioskRecords::visits_of, &KioskRecords::is_born_on, &KioskRecords::count_check_in, &KioskRecords::begin_visit,
    &KioskRecords::set_form_versions, &KioskRecords::resume_visit, &KioskRecords::withhold_form,
    &KioskRecords::commit_answer, &KioskRecords::answers, &KioskRecords::submit_visit, &KioskRecords::response,
    &KioskRecords::scores, &KioskRecords::unscored_visits, &KioskRecords::keep_scores, &KioskRecords::end_visit,
    &KioskRecords::mark_visit, &KioskRecords::set_handout, &KioskRecords::set_handout_state, &KioskRecords::set_summary,
    &KioskRecords::keep_print, &KioskRecords::count_prints, &KioskRecords::prints_of, &KioskRecords::add_after_visit,
    &KioskRecords::count_after_visits, &KioskRecords::after_visits, &KioskRecords::raise_alert,
    &KioskRecords::open_alerts, &KioskRecords::alerts_of, &KioskRecords::count_delivery, &KioskRecords::see_alert,
    &KioskRecords::acknowledge_alert, &KioskRecords::alert_steps, &KioskRecords::keep_channel_test,
    &KioskRecords::channel_tests, &KioskRecords::staff, &VaultDesk::count_sign_in, &VaultDesk::clear_sign_ins,
    &KioskRecords::act_as, &KioskRecords::note, &KioskRecords::audit_anchor, &KioskRecords::audit_between,
    &KioskRecords::audit_before, &KioskRecords::audit_from, &KioskRecords::audit_rows, &KioskRecords::delete_visit,
    &KioskRecords::deletable_before, &KioskRecords::remove_answers, &KioskRecords::answers_removable,
    &KioskRecords::delete_audit_before, &KioskRecords::retention_run, &KioskRecords::keep_retention_run,
    &KioskRecords::forget, &KioskRecords::figures, &KioskRecords::sound_test, &KioskRecords::set_sound_test,
    &Office::add_person, &Office::change_pin, &Office::remove_person, &Office::keys, &Office::keep_keys>;
using SlowCalls = wire::Calls<&VaultDesk::open_day, &VaultDesk::is_pin_of, &Office::check_records, &Office::make_pin,
                              &Office::prepare_passphrase, &Office::prepare_removal, &Office::prepare_epoch,
                              &Office::begin_backup, &Office::backup_part>;
using ExaminationCalls = wire::Calls<&VaultDesk::examine>;

}  // namespace anteroom::platform
