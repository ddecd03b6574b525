#include "platform/vault/sign_in.h"

#include "tests/platform/vault/scarce_memory.h"
#include "tests/support/repeating_random.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <optional>
#include <set>
#include <vector>

namespace anteroom::platform {
namespace {

using std::chrono::seconds;
using ::testing::StartsWith;

// Draws what a test wrote down.
class GivenRandom : public Random {
 public:
  explicit GivenRandom(std::vector<std::uint32_t> numbers) : m_numbers(std::move(numbers)) {}
  void fill(std::span<std::byte>) override {}
  [[nodiscard]] std::uint32_t below(std::uint32_t) override { return m_numbers.at(m_next++); }

 private:
  std::vector<std::uint32_t> m_numbers;
  std::size_t m_next = 0;
};

TEST(Pins, what_people_try_first_is_weak) {
  for (const char* pin : {"000000", "777777",               // all the same
                          "012345", "123456", "890123",     // up
                          "987654", "210987",               // down
                          "121212", "909090", "385385",     // a repeated pair or triple
                          "090451", "040951", "510409",     // 9 April 1951 in three orders
                          "311299", "290296", "960229"}) {  // and days at the edges of the calendar
    EXPECT_TRUE(is_weak_pin(pin)) << pin;
  }
  for (const char* pin : {"", "12345", "1234567", "48a159", "48 159"}) EXPECT_TRUE(is_weak_pin(pin)) << pin;
  for (const char* pin : {"483917", "590248"}) EXPECT_FALSE(is_weak_pin(pin)) << pin;
  EXPECT_FALSE(is_weak_pin("004871")) << "a zero at the front is a digit like others";
  EXPECT_FALSE(is_weak_pin("320167")) << "there is no 32nd day, 20th month or month 1 of day 67";
}

TEST(Pins, a_weak_pin_is_drawn_again) {
  GivenRandom random({123456, 0, 90451, 4871});
  EXPECT_EQ(make_pin(random), "004871");
}

TEST(Pins, pins_are_six_digits_and_differ) {
  testing::RepeatingRandom random;
  std::set<std::string> pins;
  for (int count = 0; count < 200; ++count) {
    const std::string pin = make_pin(random);
    EXPECT_EQ(pin.size(), 6U);
    EXPECT_FALSE(is_weak_pin(pin)) << pin;
    pins.insert(pin);
  }
  EXPECT_GT(pins.size(), 195U);
}

TEST(Pins, a_verifier_fits_its_pin_and_no_other) {
  const auto verifier = make_pin_verifier("483917");
  ASSERT_TRUE(verifier) << verifier.error().detail;
  EXPECT_THAT(*verifier, StartsWith("$argon2id$v=19$m=65536,t=2,p=1$"));
  EXPECT_FALSE(verifier->contains("483917"));
  EXPECT_TRUE(pin_matches("483917", *verifier));
  EXPECT_FALSE(pin_matches("483918", *verifier));
  EXPECT_FALSE(pin_matches("", *verifier));
  EXPECT_NE(*make_pin_verifier("483917"), *verifier) << "each has its own salt";
}

TEST(Pins, a_verifier_that_is_none_fits_nothing) {
  for (const char* verifier : {"", "483917", "$argon2id$v=19$m=65536,t=2,p=1$"}) {
    EXPECT_FALSE(pin_matches("483917", verifier));
  }
}

TEST(Pins, without_memory_no_verifier_is_made_and_none_fits) {
  const auto verifier = make_pin_verifier("483917");
  ASSERT_TRUE(verifier);
  bool fits = true;
  std::optional<Fault> fault;
  {
    const testing::ScarceMemory scarce(1U << 20U);
    fits = pin_matches("483917", *verifier);
    const auto made = make_pin_verifier("483917");
    if (!made) fault = made.error().fault;
  }
  EXPECT_EQ(fault, Fault::unavailable);
  EXPECT_FALSE(fits);
  EXPECT_TRUE(pin_matches("483917", *verifier));
}

TEST(Pins, only_six_digits_make_a_verifier) {
  for (const char* pin : {"", "12345", "1234567", "12345a"}) {
    EXPECT_EQ(make_pin_verifier(pin).error().fault, Fault::invalid_input) << pin;
  }
}

TEST(SignInDelays, five_tries_are_free_then_waits_double_then_it_is_locked) {
  for (int failed = 0; failed < 5; ++failed) {
    EXPECT_EQ(delay_after(failed).wait, seconds{0}) << failed;
    EXPECT_FALSE(delay_after(failed).locked) << failed;
  }
  EXPECT_EQ(delay_after(5).wait, seconds{15});
  EXPECT_EQ(delay_after(6).wait, seconds{30});
  EXPECT_EQ(delay_after(7).wait, seconds{60});
  EXPECT_EQ(delay_after(8).wait, seconds{120});
  EXPECT_EQ(delay_after(9).wait, seconds{240});
  EXPECT_FALSE(delay_after(9).locked);
  EXPECT_TRUE(delay_after(10).locked);
  EXPECT_TRUE(delay_after(1000).locked);
}

}  // namespace
}  // namespace anteroom::platform
