// A clinic's records on another device, and who may open them: nobody without the recovery code, and nobody who left.
#include "platform/vault/device_keys.h"
#include "platform/vault/recovery_code.h"
#include "platform/vault/vault.h"
#include "tests/support/kiosk_keys.h"
#include "tests/support/repeating_random.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>

namespace anteroom::platform {
namespace {

using testing::cheap_guesses;
using testing::key_full_of;
using testing::made_up_keys;
using testing::made_up_passphrase;
using testing::made_up_vault;

constexpr std::string_view place = "response 17";
constexpr std::string_view fresh_words = "six other words than those before";
constexpr GuessingCost too_costly{.operations = 1, .memory_bytes = std::uint64_t{2} << 30U};

// Of made_up_keys.
std::string code() { return recovery_code_of(key_full_of(9)); }
const SecretKey new_device = key_full_of(0x44);

Fault fault_of(const auto& result) { return result ? Fault::internal : result.error().fault; }

Result<KeyRing> adopted(const KeyRing& ring, const std::string& recovery_code = code(),
                        const PublicKey& signer = made_up_vault().signer(), const GuessingCost& cost = cheap_guesses) {
  testing::RepeatingRandom random;
  return adopt_ring(ring, signer, new_device, recovery_code, fresh_words, Instant{}, random, cost);
}

TEST(BackupHead, opens_with_the_recovery_code_of_the_clinic_alone) {
  const Vault vault = made_up_vault();
  const auto sealed = seal_backup_head(vault, key_full_of(0x55));
  ASSERT_TRUE(sealed);
  const auto head = open_backup_head(*sealed, code());
  ASSERT_TRUE(head) << head.error().detail;
  EXPECT_TRUE(std::ranges::equal(head->database_key.bytes(), key_full_of(0x55).bytes()));
  EXPECT_EQ(head->signer, vault.signer());
  EXPECT_EQ(fault_of(open_backup_head(*sealed, recovery_code_of(key_full_of(8)))), Fault::denied);
  EXPECT_EQ(fault_of(open_backup_head(*sealed, "not a code")), Fault::invalid_input);
  EXPECT_EQ(fault_of(open_backup_head(sealed->substr(0, 40), code())), Fault::denied);
  EXPECT_EQ(fault_of(open_backup_head("", code())), Fault::denied);
}

TEST(BackupHead, needs_a_recovery_code_on_the_ring) {
  KeyRing ring = made_up_keys();
  std::erase_if(ring.slots, [](const Slot& slot) { return slot.kind == SlotKind::recovery; });
  const auto vault = Vault::create(key_full_of(7), ring);
  ASSERT_TRUE(vault);
  EXPECT_EQ(fault_of(seal_backup_head(*vault, new_device)), Fault::not_found);
}

TEST(Fingerprint, is_what_a_person_can_compare) {
  const std::string text = fingerprint_of(made_up_vault().signer());
  EXPECT_EQ(text.size(), 19U);
  EXPECT_EQ(text[4], '-');
  EXPECT_EQ(text, fingerprint_of(made_up_vault().signer()));
  EXPECT_NE(text, fingerprint_of(made_up_keys().epochs.front().public_key));
}

TEST(MovedRing, opens_what_the_old_device_sealed_with_a_passphrase_of_the_new_one) {
  const std::string before = *made_up_vault().seal("7", place);
  auto ring = adopted(made_up_keys());
  ASSERT_TRUE(ring) << ring.error().detail;
  const auto vault = Vault::create(new_device, *ring);
  ASSERT_TRUE(vault) << vault.error().detail;
  EXPECT_EQ(fault_of(vault->unlock(made_up_passphrase)), Fault::denied) << "it was bound to the other device";
  const auto keys = vault->unlock(fresh_words);
  ASSERT_TRUE(keys);
  EXPECT_EQ((*keys)->open(before, place), "7");
  EXPECT_EQ((*keys)->open(*vault->seal("8", place), place), "8");
  EXPECT_TRUE(vault->recover(code()));
  // What a third device seals is nobody's.
  testing::RepeatingRandom random;
  const auto third = make_key_ring(key_full_of(0x66), fresh_words, key_full_of(9), Instant{}, random, cheap_guesses);
  const auto stranger = Vault::create(key_full_of(0x66), *third);
  EXPECT_FALSE((*keys)->open(*stranger->seal("9", place), place));
}

TEST(MovedRing, passes_over_a_key_that_is_sealed_to_nobody) {
  KeyRing ring = made_up_keys();
  ring.shares.push_back({1, 77, "of a slot that is gone"});
  const auto moved = adopted(ring);
  ASSERT_TRUE(moved) << moved.error().detail;
  EXPECT_TRUE(Vault::create(new_device, *moved)->unlock(fresh_words));
}

TEST(MovedRing, goes_on_from_device_to_device) {
  const std::string first = *made_up_vault().seal("7", place);
  const auto second_ring = adopted(made_up_keys());
  const auto second = Vault::create(new_device, *second_ring);
  const std::string then = *second->seal("8", place);
  testing::RepeatingRandom random;
  const auto third_ring = adopt_ring(*second_ring, second->signer(), key_full_of(0x66), code(), "words of the third",
                                     Instant{}, random, cheap_guesses);
  ASSERT_TRUE(third_ring);
  EXPECT_EQ(third_ring->former_devices.size(), 2U);
  const auto third = Vault::create(key_full_of(0x66), *third_ring);
  ASSERT_TRUE(third) << third.error().detail;
  const auto keys = third->unlock("words of the third");
  EXPECT_EQ((*keys)->open(first, place), "7");
  EXPECT_EQ((*keys)->open(then, place), "8");
  KeyRing forged = *third_ring;
  forged.former_devices.front().signer[3] ^= std::byte{1};
  EXPECT_EQ(fault_of(Vault::create(key_full_of(0x66), forged)), Fault::corrupt) << "a device that nobody took over";
}

TEST(MovedRing, is_refused_when_anything_of_it_is_somebody_elses) {
  EXPECT_EQ(fault_of(adopted(made_up_keys(), "not a code")), Fault::invalid_input);
  EXPECT_EQ(fault_of(adopted(made_up_keys(), recovery_code_of(key_full_of(8)))), Fault::denied);
  EXPECT_EQ(fault_of(adopted(made_up_keys(), code(), PublicKey{})), Fault::corrupt) << "another device signed it";
  KeyRing ring = made_up_keys();
  const auto recovery = std::ranges::find(ring.slots, SlotKind::recovery, &Slot::kind);
  for (SealedEpochKey& share : ring.shares) {
    if (share.slot == recovery->number) share.sealed.back() = static_cast<char>(share.sealed.back() ^ 1);
  }
  EXPECT_EQ(fault_of(adopted(ring)), Fault::corrupt);
}

TEST(Slots, a_second_passphrase_opens_beside_the_first) {
  const Vault vault = made_up_vault();
  const std::string sealed = *vault.seal("7", place);
  testing::RepeatingRandom random;
  const auto ring =
      vault.with_added_passphrase(**vault.unlock(made_up_passphrase), fresh_words, Instant{}, random, cheap_guesses);
  ASSERT_TRUE(ring);
  const auto both = Vault::create(key_full_of(7), *ring);
  for (const std::string_view words : {made_up_passphrase, fresh_words}) {
    const auto keys = both->unlock(words);
    ASSERT_TRUE(keys) << words;
    EXPECT_EQ((*keys)->open(sealed, place), "7");
  }
}

TEST(Slots, who_left_opens_nothing_of_what_comes_after) {
  const Vault vault = made_up_vault();
  testing::RepeatingRandom random;
  const auto leaver = *vault.unlock(made_up_passphrase);
  const auto two = Vault::create(key_full_of(7),
                                 *vault.with_added_passphrase(*leaver, fresh_words, Instant{}, random, cheap_guesses));
  const auto first = std::ranges::find(two->ring().slots, SlotKind::passphrase, &Slot::kind);
  const auto ring = two->without_slot(first->number, Instant{std::chrono::hours{1}});
  ASSERT_TRUE(ring) << ring.error().detail;
  EXPECT_EQ(ring->epochs.size(), 2U);
  const auto after = Vault::create(key_full_of(7), *ring);
  EXPECT_EQ(fault_of(after->unlock(made_up_passphrase)), Fault::denied);
  const std::string sealed = *after->seal("8", place);
  EXPECT_EQ(fault_of(leaver->open(sealed, place)), Fault::not_found) << "with the key that they took along";
  EXPECT_EQ((*after->unlock(fresh_words))->open(sealed, place), "8");
}

TEST(Slots, the_last_passphrase_and_the_recovery_code_stay) {
  const Vault vault = made_up_vault();
  for (const Slot& slot : vault.ring().slots) EXPECT_EQ(fault_of(vault.without_slot(slot.number, {})), Fault::conflict);
  EXPECT_EQ(fault_of(vault.without_slot(99, {})), Fault::not_found);
}

TEST(Slots, a_key_that_was_damaged_on_the_disk_is_said_and_opens_nothing) {
  KeyRing ring = made_up_keys();
  for (SealedEpochKey& share : ring.shares) share.sealed.back() = static_cast<char>(share.sealed.back() ^ 1);
  const auto vault = Vault::create(key_full_of(7), ring);
  EXPECT_EQ(fault_of(vault->unlock(made_up_passphrase)), Fault::corrupt);
  EXPECT_EQ(fault_of(vault->recover(code())), Fault::corrupt);
  EXPECT_EQ(fault_of(vault->recover("not a code")), Fault::invalid_input);
}

// Whoever can write the database must not make the kiosk work for hours, or run out of memory.
TEST(Slots, a_price_that_no_kiosk_asks_is_refused_wherever_a_passphrase_is_made) {
  const Vault vault = made_up_vault();
  const auto keys = *vault.unlock(made_up_passphrase);
  testing::RepeatingRandom random;
  EXPECT_EQ(fault_of(vault.with_added_passphrase(*keys, fresh_words, {}, random, too_costly)), Fault::corrupt);
  EXPECT_EQ(fault_of(vault.with_new_passphrase(*keys, fresh_words, {}, random, too_costly)), Fault::corrupt);
  EXPECT_EQ(fault_of(make_key_ring(new_device, fresh_words, key_full_of(9), {}, random, too_costly)), Fault::corrupt);
  EXPECT_EQ(fault_of(adopted(made_up_keys(), code(), vault.signer(), too_costly)), Fault::corrupt);
  const GuessingCost too_long{.operations = 17, .memory_bytes = 8192};
  EXPECT_EQ(fault_of(vault.with_added_passphrase(*keys, fresh_words, {}, random, too_long)), Fault::corrupt);
  const GuessingCost too_cheap{.operations = 1, .memory_bytes = 1024};  // libsodium takes no less than 8 KiB
  EXPECT_EQ(fault_of(vault.with_added_passphrase(*keys, fresh_words, {}, random, too_cheap)), Fault::unavailable);
}

TEST(Places, no_two_things_that_are_sealed_have_the_same) {
  const std::set<std::string> places = {place_of_answer(VisitId{1}, 2),
                                        place_of_answer(VisitId{2}, 1),
                                        place_of_response(VisitId{1}),
                                        place_of_scores(VisitId{1}),
                                        place_of_scores(VisitId{2}),
                                        place_of_pin("1"),
                                        place_of_after_visit("a", "b", "2026-11"),
                                        place_of_after_visit("a", "b", "2026-12")};
  EXPECT_EQ(places.size(), 8U);
}

}  // namespace
}  // namespace anteroom::platform
