#include "platform/vault/sign_in.h"

#include <algorithm>
#include <array>
#include <format>
#include <sodium.h>
#include <utility>

namespace anteroom::platform {
namespace {

constexpr std::size_t pin_digits = 6;
constexpr std::uint32_t pins = 1'000'000;
constexpr int free_tries = 5;
constexpr int locked_at = 10;
constexpr std::chrono::seconds first_wait{15};

bool is_pin(std::string_view pin) {
  return pin.size() == pin_digits && std::ranges::all_of(pin, [](char digit) { return digit >= '0' && digit <= '9'; });
}

int digit_at(std::string_view pin, std::size_t at) { return pin[at] - '0'; }
int number_at(std::string_view pin, std::size_t at) { return 10 * digit_at(pin, at) + digit_at(pin, at + 1); }

// Every digit is `step` more than the one before, 0 following 9.
bool runs_by(std::string_view pin, int step) {
  for (std::size_t at = 1; at < pin.size(); ++at) {
    if ((digit_at(pin, at - 1) + step + 10) % 10 != digit_at(pin, at)) return false;
  }
  return true;
}

bool repeats_every(std::string_view pin, std::size_t length) {
  return pin.substr(length) == pin.substr(0, pin.size() - length);
}

bool is_day(int year, int month, int day) {
  // A leap year stands for every century: 29 February is weak whenever it was.
  return std::chrono::year_month_day{std::chrono::year{2000 + year}, std::chrono::month{static_cast<unsigned>(month)},
                                     std::chrono::day{static_cast<unsigned>(day)}}
      .ok();
}

// Argon2id allocates 64 MiB; that may fail, and then libsodium says so.
bool is_ready() {
  static const bool ready = sodium_init() >= 0;
  return ready;
}

}  // namespace

bool is_weak_pin(std::string_view pin) {
  if (!is_pin(pin)) return true;
  if (runs_by(pin, 0) || runs_by(pin, 1) || runs_by(pin, -1)) return true;
  if (repeats_every(pin, 2) || repeats_every(pin, 3)) return true;
  const int first = number_at(pin, 0);
  const int second = number_at(pin, 2);
  const int third = number_at(pin, 4);
  return is_day(third, second, first) || is_day(third, first, second) || is_day(first, second, third);
}

std::string make_pin(Random& random) {
  std::string pin;
  do {
    pin = std::format("{:06}", random.below(pins));
  } while (is_weak_pin(pin));
  return pin;
}

Result<std::string> make_pin_verifier(std::string_view pin) {
  if (!is_pin(pin)) return failure(Fault::invalid_input, "a PIN is six digits");
  std::array<char, crypto_pwhash_STRBYTES> verifier{};
  if (!is_ready() || crypto_pwhash_str(verifier.data(), pin.data(), pin.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                       crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
    return failure(Fault::unavailable, "there was not enough memory (64 MiB) to make a PIN verifier");
  }
  return std::string(verifier.data());
}

bool pin_matches(std::string_view pin, std::string_view verifier) {
  const std::string terminated(verifier);
  return is_ready() && crypto_pwhash_str_verify(terminated.c_str(), pin.data(), pin.size()) == 0;
}

SignInDelay delay_after(int failed_attempts) {
  if (failed_attempts >= locked_at) return {.locked = true};
  if (failed_attempts < free_tries) return {};
  return {.wait = first_wait * (1 << (failed_attempts - free_tries))};
}

}  // namespace anteroom::platform
