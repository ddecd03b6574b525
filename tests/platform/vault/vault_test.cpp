// Answers go in by themselves and come out only with a secret that is not on the device.
#include "platform/vault/vault.h"

#include "platform/vault/device_keys.h"
#include "platform/vault/recovery_code.h"
#include "platform/vault/sealing.h"
#include "tests/platform/vault/scarce_memory.h"
#include "tests/support/repeating_random.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstring>
#include <format>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <optional>
#include <set>
#include <sodium.h>

namespace anteroom::platform {
namespace {

constexpr std::string_view passphrase = "gravel unusual otter lilac second thumb";
constexpr GuessingCost cheap{.operations = 1, .memory_bytes = 8192};
constexpr std::string_view place = "answer 17 3";

SecretKey key_of(unsigned char byte) {
  std::array<std::byte, SecretKey::size> bytes{};
  bytes.fill(std::byte{byte});
  return SecretKey(bytes);
}

const SecretKey device = key_of(0x11);
const SecretKey recovery = key_of(0x22);

KeyRing ring_of(const SecretKey& device_key = device) {
  testing::RepeatingRandom random;
  auto ring = make_key_ring(device_key, passphrase, recovery, Instant{}, random, cheap);
  EXPECT_TRUE(ring);
  return ring.value_or(KeyRing{});
}

Vault vault_of(KeyRing ring = ring_of()) {
  auto vault = Vault::create(device, std::move(ring));
  EXPECT_TRUE(vault) << vault.error().detail;
  return std::move(*vault);
}

Fault fault_of(const auto& result) { return result ? Fault::internal : result.error().fault; }

TEST(Vault, what_was_sealed_opens_with_the_passphrase_and_at_its_place_only) {
  const Vault vault = vault_of();
  const auto keys = vault.unlock(passphrase);
  ASSERT_TRUE(keys) << keys.error().detail;
  for (const std::size_t length : {0, 1, 511, 512, 513, 5000}) {
    const std::string text(length, 'x');
    const auto sealed = vault.seal(text, place);
    ASSERT_TRUE(sealed);
    EXPECT_EQ((*keys)->open(*sealed, place), text);
    EXPECT_EQ(fault_of((*keys)->open(*sealed, "answer 17 4")), Fault::corrupt);
    EXPECT_EQ(fault_of((*keys)->open(*sealed, "answer 1 73")), Fault::corrupt);
  }
}

TEST(Vault, the_length_of_what_was_sealed_says_nothing) {
  const Vault vault = vault_of();
  std::set<std::size_t> lengths;
  for (const std::size_t length : {0, 3, 40, 200, 511})
    lengths.insert(vault.seal(std::string(length, 'x'), place)->size());
  EXPECT_EQ(lengths.size(), 1U);
  EXPECT_GT(vault.seal(std::string(512, 'x'), place)->size(), *lengths.begin());
}

TEST(Vault, one_changed_bit_anywhere_is_seen) {
  const Vault vault = vault_of();
  const auto keys = vault.unlock(passphrase);
  ASSERT_TRUE(keys);
  const std::string sealed = *vault.seal("7", place);
  for (std::size_t at = 0; at < sealed.size(); ++at) {
    std::string changed = sealed;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    EXPECT_FALSE((*keys)->open(changed, place)) << "byte " << at;
  }
  for (std::size_t length = 0; length < sealed.size(); length += 7) {
    EXPECT_FALSE((*keys)->open(sealed.substr(0, length), place)) << length << " bytes";
  }
}

// Whoever has the device can sign, and put there what nobody can open.
TEST(Vault, what_the_device_signed_and_does_not_open_is_damage) {
  const Vault vault = vault_of();
  const auto keys = vault.unlock(passphrase);
  ASSERT_TRUE(keys);
  const auto signed_by_device = [](const std::string& box) {
    const std::string body = std::string(1, '\1') + sealing::number_bytes(1) + box;
    return body + sealing::sign(signing_seed_of(device), sealing::signed_text(place, body));
  };
  std::string padded = "7";
  padded += '\x80';
  padded.resize(512);
  const PublicKey& epoch = vault.ring().epochs.front().public_key;
  ASSERT_EQ((*keys)->open(signed_by_device(sealing::box(epoch, padded)), place), "7") << "the form is right";
  const PublicKey other = sealing::box_pair_of(key_of(0x77)).public_key;
  for (const std::string& box : {sealing::box(other, padded), sealing::box(epoch, std::string(512, '\0')),
                                 sealing::box(epoch, "7"), sealing::box(epoch, "")}) {
    EXPECT_EQ(fault_of((*keys)->open(signed_by_device(box), place)), Fault::corrupt);
  }
}

// A thief of the kiosk has all of this; so has the kiosk itself while the day is closed.
TEST(Vault, device_key_and_database_together_open_none_of_1000_records) {
  const KeyRing ring = ring_of();
  const Vault vault = vault_of(ring);
  std::vector<std::array<unsigned char, 32>> candidates;
  const auto add = [&](const void* bytes) {
    std::array<unsigned char, 32> candidate{};
    std::memcpy(candidate.data(), bytes, candidate.size());
    candidates.push_back(candidate);
    std::array<unsigned char, 32> public_key{};
    std::array<unsigned char, 32> secret{};
    crypto_box_seed_keypair(public_key.data(), secret.data(), candidate.data());
    candidates.push_back(secret);
  };
  add(device.bytes().data());
  for (std::uint64_t sub_key = 0; sub_key < 8; ++sub_key) {
    std::array<unsigned char, 32> derived{};
    crypto_kdf_derive_from_key(derived.data(), derived.size(), sub_key, "anteroom",
                               reinterpret_cast<const unsigned char*>(device.bytes().data()));
    add(derived.data());
  }
  for (const Epoch& epoch : ring.epochs) add(epoch.public_key.data());
  for (const Slot& slot : ring.slots) add(slot.public_key.data());
  for (const SealedEpochKey& share : ring.shares) {
    for (std::size_t at = 0; at + 32 <= share.sealed.size(); ++at) add(share.sealed.data() + at);
  }
  const auto keys = vault.unlock(passphrase);
  ASSERT_TRUE(keys);
  int opened = 0;
  for (int record = 0; record < 1000; ++record) {
    const std::string where = place_of_answer(VisitId{record}, 1);
    const std::string sealed = *vault.seal(std::format("{{\"i\":{}}}", record), where);
    EXPECT_TRUE((*keys)->open(sealed, where));
    const std::string box = sealed.substr(5, sealed.size() - 5 - crypto_sign_BYTES);
    const auto& candidate = candidates[static_cast<std::size_t>(record) % candidates.size()];
    for (const auto& secret : record < 10 ? candidates : std::vector{candidate}) {
      std::string text(box.size(), '\0');
      const int outcome = crypto_box_seal_open(
          reinterpret_cast<unsigned char*>(text.data()), reinterpret_cast<const unsigned char*>(box.data()), box.size(),
          reinterpret_cast<const unsigned char*>(ring.epochs.front().public_key.data()), secret.data());
      if (outcome == 0) ++opened;
    }
  }
  EXPECT_EQ(opened, 0);
}

TEST(Vault, another_passphrase_another_device_or_an_empty_ring_opens_nothing) {
  const Vault vault = vault_of();
  EXPECT_EQ(fault_of(vault.unlock("gravel unusual otter lilac second thumbs")), Fault::denied);
  EXPECT_EQ(fault_of(vault.unlock("")), Fault::denied);
  EXPECT_EQ(fault_of(Vault::create(key_of(0x12), ring_of())), Fault::corrupt) << "the ring of another device";
  EXPECT_EQ(fault_of(Vault::create(device, KeyRing{})), Fault::not_found);
  KeyRing nobodys = ring_of();
  nobodys.slots.clear();
  EXPECT_EQ(fault_of(Vault::create(device, nobodys)), Fault::not_found) << "nobody could ever read what it seals";
}

TEST(Vault, a_key_that_somebody_put_in_is_refused) {
  KeyRing ring = ring_of();
  ring.epochs.front().public_key[5] ^= std::byte{1};
  EXPECT_EQ(fault_of(Vault::create(device, ring)), Fault::corrupt);
  ring = ring_of();
  ring.epochs.front().signature += 'x';
  EXPECT_EQ(fault_of(Vault::create(device, ring)), Fault::corrupt);
  // A whole epoch of another device, with its own signature.
  ring = ring_of();
  KeyRing other = ring_of(key_of(0x33));
  other.epochs.front().number = 2;
  ring.epochs.push_back(other.epochs.front());
  EXPECT_EQ(fault_of(Vault::create(device, ring)), Fault::corrupt);
}

TEST(Vault, the_recovery_code_brings_a_new_passphrase_and_the_old_one_is_gone) {
  const Vault vault = vault_of();
  const std::string sealed = *vault.seal("7", place);
  const auto keys = vault.recover(recovery_code_of(recovery));
  ASSERT_TRUE(keys) << keys.error().detail;
  EXPECT_EQ((*keys)->open(sealed, place), "7");
  EXPECT_EQ(fault_of(vault.recover(recovery_code_of(key_of(0x23)))), Fault::denied);

  testing::RepeatingRandom random;
  auto ring = vault.with_new_passphrase(**keys, "six other words than those before", Instant{}, random, cheap);
  ASSERT_TRUE(ring);
  const Vault after = vault_of(std::move(*ring));
  EXPECT_EQ(fault_of(after.unlock(passphrase)), Fault::denied);
  const auto again = after.unlock("six other words than those before");
  ASSERT_TRUE(again);
  EXPECT_EQ((*again)->open(sealed, place), "7");
  EXPECT_TRUE(after.recover(recovery_code_of(recovery))) << "the recovery code stays";
}

TEST(Vault, a_new_epoch_needs_no_secret_and_older_answers_stay_readable) {
  const Vault vault = vault_of();
  const std::string before = *vault.seal("7", place);
  auto ring = vault.with_new_epoch(Instant{});
  ASSERT_TRUE(ring);
  const Vault after = vault_of(std::move(*ring));
  const std::string since = *after.seal("8", place);
  for (const auto& keys : {after.unlock(passphrase), after.recover(recovery_code_of(recovery))}) {
    ASSERT_TRUE(keys);
    EXPECT_EQ((*keys)->open(before, place), "7");
    EXPECT_EQ((*keys)->open(since, place), "8");
  }
  const auto old_keys = vault.unlock(passphrase);
  ASSERT_TRUE(old_keys);
  EXPECT_EQ(fault_of((*old_keys)->open(since, place)), Fault::not_found) << "a ring from before knows no such epoch";
}

TEST(Vault, a_slot_that_lacks_an_epoch_is_damage_and_not_silence) {
  const Vault vault = vault_of();
  auto ring = vault.with_new_epoch(Instant{});
  ASSERT_TRUE(ring);
  std::erase_if(ring->shares, [](const SealedEpochKey& share) { return share.epoch == 2; });
  EXPECT_EQ(fault_of(vault_of(std::move(*ring)).unlock(passphrase)), Fault::corrupt);
}

TEST(Vault, more_keys_than_epochs_and_keys_of_none_harm_nothing) {
  KeyRing ring = ring_of();
  const std::vector<SealedEpochKey> shares = ring.shares;
  SealedEpochKey of_none = shares.front();
  of_none.epoch = 99;
  ring.shares.insert(ring.shares.begin(), of_none);
  for (int time = 0; time < 1000; ++time) ring.shares.insert(ring.shares.end(), shares.begin(), shares.end());
  const Vault vault = vault_of(std::move(ring));
  const auto keys = vault.unlock(passphrase);
  ASSERT_TRUE(keys) << keys.error().detail;
  EXPECT_EQ((*keys)->open(*vault.seal("7", place), place), "7");
}

// Also where it opens: nothing is written beyond a key's place.
TEST(Vault, a_key_of_another_length_is_damage) {
  for (const std::size_t length : {0, 31, 33, 48}) {
    KeyRing ring = ring_of();
    ring.shares.clear();
    ring.shares.push_back(
        {1, ring.slots.front().number, sealing::box(ring.slots.front().public_key, std::string(length, 'k'))});
    EXPECT_EQ(fault_of(vault_of(std::move(ring)).unlock(passphrase)), Fault::corrupt) << length;
  }
}

TEST(Vault, without_memory_for_the_keys_nothing_opens_and_that_is_said) {
  const Vault vault = vault_of();
  const std::string code = recovery_code_of(recovery);
  std::optional<Fault> fault;
  {
    const testing::ScarceMemory scarce(8192);  // libsodium puts each key between pages of its own
    fault = fault_of(vault.recover(code));
  }
  EXPECT_EQ(fault, Fault::unavailable);
  EXPECT_TRUE(vault.recover(code));
}

TEST(Vault, a_slot_that_would_take_hours_to_try_or_that_lost_its_salt_is_damage) {
  for (const auto& change :
       {+[](Slot& slot) { slot.operations = std::uint64_t{1} << 31U; },
        +[](Slot& slot) { slot.memory_bytes = std::uint64_t{1} << 40U; }, +[](Slot& slot) { slot.salt.pop_back(); }}) {
    KeyRing ring = ring_of();
    change(ring.slots.front());
    EXPECT_EQ(fault_of(vault_of(std::move(ring)).unlock(passphrase)), Fault::corrupt);
  }
}

TEST(Vault, a_guess_costs_256_MiB_and_three_rounds) {
  EXPECT_EQ(GuessingCost{}.memory_bytes, 256U * 1024 * 1024);
  EXPECT_EQ(GuessingCost{}.operations, 3U);
}

TEST(RecoveryCode, is_read_back_however_it_was_copied) {
  const std::string code = recovery_code_of(recovery);
  EXPECT_EQ(code.size(), 14U * 4 + 13);
  std::string lower;
  for (const char sign : code) {
    if (sign != '-') lower += static_cast<char>(std::tolower(static_cast<unsigned char>(sign)));
    if (sign == '-') lower += ' ';
  }
  for (const std::string& copied : {code, lower}) {
    const auto secret = secret_of_recovery_code(copied);
    ASSERT_TRUE(secret) << secret.error().detail;
    EXPECT_EQ(secret->bytes(), recovery.bytes());
  }
  EXPECT_TRUE(secret_of_recovery_code("\r\n" + code.substr(0, 34) + "\r\n" + code.substr(34) + "\n"));
  const std::string zeros = recovery_code_of(key_of(0));
  std::string letters = zeros;
  std::ranges::replace(letters, '0', 'O');
  const auto secret = secret_of_recovery_code(letters);
  ASSERT_TRUE(secret);
  EXPECT_EQ(secret->bytes(), key_of(0).bytes());
}

TEST(RecoveryCode, a_slip_of_the_hand_is_said_at_once) {
  const std::string code = recovery_code_of(recovery);
  for (std::size_t at = 0; at < code.size(); ++at) {
    if (code[at] == '-') continue;
    std::string slipped = code;
    slipped[at] = slipped[at] == '7' ? '8' : '7';
    EXPECT_EQ(fault_of(secret_of_recovery_code(slipped)), Fault::invalid_input) << "sign " << at;
  }
  EXPECT_EQ(fault_of(secret_of_recovery_code(code.substr(0, code.size() - 5))), Fault::invalid_input);
  EXPECT_EQ(fault_of(secret_of_recovery_code(code + "-0000")), Fault::invalid_input);
  EXPECT_EQ(fault_of(secret_of_recovery_code("U" + code.substr(1))), Fault::invalid_input);
  EXPECT_EQ(fault_of(secret_of_recovery_code("~" + code.substr(1))), Fault::invalid_input);
  // The last group but one ends in four bits that are always zero, which the check does not cover.
  std::string zeros = recovery_code_of(key_of(0));
  ASSERT_EQ(zeros[63], '0');
  zeros[63] = '1';
  EXPECT_EQ(fault_of(secret_of_recovery_code(zeros)), Fault::invalid_input) << "a secret has one code";
  EXPECT_EQ(fault_of(secret_of_recovery_code("")), Fault::invalid_input);
}

}  // namespace
}  // namespace anteroom::platform
