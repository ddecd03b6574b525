// The clinic's keys on the command line: slots, epochs, and whether the audit trail is whole.
#include "kiosk/commands.h"
#include "kiosk/exit_codes.h"
#include "kiosk/set_up.h"
#include "platform/linux/secret_input.h"
#include "platform/linux/system_random.h"
#include "platform/vault/audit.h"

#include <algorithm>
#include <cstdio>
#include <print>
#include <string>

namespace anteroom::kiosk {
namespace {

Result<std::shared_ptr<const platform::OpenKeys>> unlock_with_either(const platform::Vault& vault,
                                                                     std::optional<int> secret_descriptor) {
  const auto secret = platform::read_secret("Passphrase that opens the day, or the recovery code: ", secret_descriptor);
  if (!secret) return std::unexpected(secret.error());
  // Only one of the two is words with nothing between them but blanks.
  const bool is_words =
      std::ranges::all_of(*secret, [](char letter) { return letter == ' ' || (letter >= 'a' && letter <= 'z'); });
  return is_words ? vault.unlock(*secret) : vault.recover(*secret);
}

}  // namespace

int admin_slots(const std::filesystem::path& config_file) {
  const auto opened = open_set_up(config_file);
  if (!opened) return opened.error();
  SetUp& kiosk = **opened;
  const platform::KeyRing& ring = kiosk.vault->ring();
  for (const platform::Slot& slot : ring.slots) {
    std::println("{{\"slot\":{},\"kind\":\"{}\",\"made\":\"{}\"}}", slot.number,
                 slot.kind == platform::SlotKind::recovery ? "recovery" : "passphrase",
                 kiosk.clock.local_minute(slot.made_at));
  }
  std::println(stderr, "anteroom: epoch {}; this device signs as {}", ring.epochs.back().number,
               platform::fingerprint_of(kiosk.vault->signer()));
  return exit_ok;
}

int admin_add_slot(const std::filesystem::path& config_file, std::optional<int> secret_descriptor) {
  const auto opened = open_set_up(config_file);
  if (!opened) return opened.error();
  SetUp& kiosk = **opened;
  const auto words = load_passphrase_words();
  if (!words) return refused(words.error());
  const auto unlocked = unlock_with_either(*kiosk.vault, secret_descriptor);
  if (!unlocked) return refused(unlocked.error());
  platform::SystemRandom random;
  const std::string passphrase = words->make_passphrase(random);
  const auto ring = kiosk.vault->with_added_passphrase(**unlocked, passphrase, kiosk.clock.now(), random);
  if (!ring) return refused(ring.error());
  if (const auto stored = kiosk.store->set_key_ring(*ring); !stored) return refused(stored.error());
  std::println("{{\"slot\":{},\"passphrase\":\"{}\"}}", ring->slots.back().number, passphrase);
  std::println(stderr,
               "anteroom: it opens the day from the kiosk's next start on, like those before; it is not shown "
               "again");
  return exit_ok;
}

int admin_remove_slot(const std::filesystem::path& config_file, int slot, std::optional<int> secret_descriptor) {
  const auto opened = open_set_up(config_file);
  if (!opened) return opened.error();
  SetUp& kiosk = **opened;
  const auto ring = kiosk.vault->without_slot(slot, kiosk.clock.now());
  if (!ring) return refused(ring.error());
  if (const auto unlocked = unlock_with_either(*kiosk.vault, secret_descriptor); !unlocked)
    return refused(unlocked.error());
  if (const auto stored = kiosk.store->set_key_ring(*ring); !stored) return refused(stored.error());
  std::println("{{\"epoch\":{}}}", ring->epochs.back().number);
  std::println(stderr,
               "anteroom: from the kiosk's next start on that passphrase opens nothing, and answers are sealed to "
               "a new key");
  return exit_ok;
}

int admin_recover(const std::filesystem::path& config_file, std::optional<int> secret_descriptor) {
  const auto opened = open_set_up(config_file);
  if (!opened) return opened.error();
  SetUp& kiosk = **opened;
  const auto words = load_passphrase_words();
  if (!words) return refused(words.error());
  const auto code = platform::read_secret("Recovery code (14 groups of four): ", secret_descriptor);
  if (!code) return refused(code.error());
  const auto unlocked = kiosk.vault->recover(*code);
  if (!unlocked) return refused(unlocked.error());
  platform::SystemRandom random;
  const std::string passphrase = words->make_passphrase(random);
  const auto ring = kiosk.vault->with_new_passphrase(**unlocked, passphrase, kiosk.clock.now(), random);
  if (!ring) return refused(ring.error());
  if (const auto stored = kiosk.store->set_key_ring(*ring); !stored) return refused(stored.error());
  std::println("{{\"passphrase\":\"{}\"}}", passphrase);
  std::println(stderr,
               "anteroom: this passphrase opens the day from the kiosk's next start on, the one before never "
               "again; it is not shown again");
  return exit_ok;
}

int admin_rotate(const std::filesystem::path& config_file) {
  const auto opened = open_set_up(config_file);
  if (!opened) return opened.error();
  SetUp& kiosk = **opened;
  const auto ring = kiosk.vault->with_new_epoch(kiosk.clock.now());
  if (!ring) return refused(ring.error());
  if (const auto stored = kiosk.store->set_key_ring(*ring); !stored) return refused(stored.error());
  std::println("{{\"epoch\":{}}}", ring->epochs.back().number);
  std::println(stderr, "anteroom: answers are sealed to the new key from the kiosk's next start on");
  return exit_ok;
}

int admin_verify(const std::filesystem::path& config_file, std::string_view mark,
                 std::optional<int> secret_descriptor) {
  std::optional<platform::AuditAnchor> anchor;
  if (!mark.empty()) {
    const auto read = platform::read_anchor(mark);
    if (!read) return refused(read.error());
    anchor = *read;
  }
  const auto opened = open_set_up(config_file);
  if (!opened) return opened.error();
  SetUp& kiosk = **opened;
  const auto unlocked = unlock_with_either(*kiosk.vault, secret_descriptor);
  if (!unlocked) return refused(unlocked.error());
  const auto trail = kiosk.store->audit_trail();
  if (!trail) return refused(trail.error());
  if (const auto fault = platform::check_audit(*trail, **unlocked, anchor)) {
    std::println(stderr, "anteroom: the audit trail was tampered with, at entry {}: {}", fault->number, fault->what);
    return exit_bad_data;
  }
  std::println("{{\"entries\":{},\"mark\":\"{}\"}}", trail->state.number,
               platform::to_string(platform::anchor_of(trail->state)));
  return exit_ok;
}

}  // namespace anteroom::kiosk
