// The clinic's keys lie in the store as they were put there, all of them or none.
#include "platform/store/record_store.h"
#include "tests/platform/store/sample_visit.h"
#include "tests/platform/store/store_folder.h"

#include <gtest/gtest.h>

namespace anteroom::platform {
namespace {

KeyRing two_epochs() {
  KeyRing ring;
  for (int number = 1; number <= 2; ++number) {
    Epoch epoch{.number = number, .public_key = {}, .made_at = noon, .signature = std::string("a\0b", 3)};
    epoch.public_key.fill(std::byte(number));
    ring.epochs.push_back(epoch);
  }
  ring.slots = {{1, SlotKind::passphrase, {}, std::string(16, '\0'), 3, 1U << 28U, noon},
                {2, SlotKind::recovery, {}, {}, 0, 0, noon}};
  for (int epoch = 1; epoch <= 2; ++epoch) {
    for (int slot = 1; slot <= 2; ++slot)
      ring.shares.push_back({epoch, slot, std::string(80, static_cast<char>(slot))});
  }
  return ring;
}

class Keys : public StoreFolder {};

TEST_F(Keys, come_back_as_they_were_put_in_and_a_new_ring_replaces_the_old) {
  auto store = open();
  EXPECT_TRUE(store->key_ring()->epochs.empty());
  ASSERT_TRUE(store->set_key_ring(two_epochs()));
  KeyRing ring = *store->key_ring();
  ASSERT_EQ(ring.epochs.size(), 2U);
  EXPECT_EQ(ring.epochs[1].number, 2);
  EXPECT_EQ(ring.epochs[1].public_key, two_epochs().epochs[1].public_key);
  EXPECT_EQ(ring.epochs[1].signature, std::string("a\0b", 3));
  EXPECT_EQ(ring.epochs[1].made_at, noon);
  ASSERT_EQ(ring.slots.size(), 2U);
  EXPECT_EQ(ring.slots[0].kind, SlotKind::passphrase);
  EXPECT_EQ(ring.slots[0].salt, std::string(16, '\0'));
  EXPECT_EQ(ring.slots[0].operations, 3U);
  EXPECT_EQ(ring.slots[0].memory_bytes, 1U << 28U);
  EXPECT_EQ(ring.slots[1].kind, SlotKind::recovery);
  ASSERT_EQ(ring.shares.size(), 4U);
  EXPECT_EQ(ring.shares[3].sealed, std::string(80, '\2'));

  ring.slots.pop_back();
  std::erase_if(ring.shares, [](const SealedEpochKey& share) { return share.slot == 2; });
  ASSERT_TRUE(store->set_key_ring(ring));
  EXPECT_EQ(store->key_ring()->slots.size(), 1U);
  EXPECT_EQ(store->key_ring()->shares.size(), 2U);
}

TEST_F(Keys, a_ring_that_does_not_hold_together_leaves_the_old_one) {
  auto store = open();
  ASSERT_TRUE(store->set_key_ring(two_epochs()));
  KeyRing broken = two_epochs();
  broken.shares.push_back({7, 1, "for no epoch"});
  EXPECT_FALSE(store->set_key_ring(broken));
  EXPECT_EQ(store->key_ring()->shares.size(), 4U);
}

}  // namespace
}  // namespace anteroom::platform
