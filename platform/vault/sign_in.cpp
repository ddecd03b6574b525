#include "platform/vault/sign_in.h"

#include <algorithm>
#include <array>
#include <format>
#include <sodium.h>

namespace anteroom::platform {
namespace {

constexpr int pin_digits = 6;
constexpr int free_tries = 5;
constexpr int locked_at = 10;
constexpr std::chrono::seconds first_wait{15};

bool steps_by(std::string_view pin, int step) {
  return std::ranges::adjacent_find(pin, [step](char left, char right) { return right - left != step; }) == pin.end();
}

// DDMMYY, MMDDYY and YYMMDD: what people guess first.
bool reads_as_date(std::string_view pin) {
  const auto pair = [&](std::size_t at) { return (pin[at] - '0') * 10 + (pin[at + 1] - '0'); };
  const auto day = [](int number) { return number >= 1 && number <= 31; };
  const auto month = [](int number) { return number >= 1 && number <= 12; };
  return (day(pair(0)) && month(pair(2))) || (month(pair(0)) && day(pair(2))) || (month(pair(2)) && day(pair(4)));
}

bool is_weak(std::string_view pin) {
  const bool pairs = pin.substr(0, 2) == pin.substr(2, 2) && pin.substr(2, 2) == pin.substr(4, 2);
  const bool triples = pin.substr(0, 3) == pin.substr(3, 3);
  return steps_by(pin, 0) || steps_by(pin, 1) || steps_by(pin, -1) || pairs || triples || reads_as_date(pin);
}

}  // namespace

std::string make_pin(Random& random) {
  std::string pin;
  do {
    pin = std::format("{:0{}}", random.below(1'000'000), pin_digits);
  } while (is_weak(pin));
  return pin;
}

Result<std::string> make_pin_verifier(std::string_view pin) {
  std::array<char, crypto_pwhash_STRBYTES> verifier{};
  if (sodium_init() < 0 ||
      crypto_pwhash_str(verifier.data(), pin.data(), pin.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
    return failure(Fault::internal, "the PIN could not be hashed: 64 MiB of memory are needed for it");
  }
  return std::string(verifier.data());
}

bool pin_matches(std::string_view pin, std::string_view verifier) {
  // crypto_pwhash_str_verify reads a whole buffer, so a torn verifier must not be shorter than it expects.
  std::array<char, crypto_pwhash_STRBYTES> padded{};
  if (sodium_init() < 0 || verifier.size() >= padded.size()) return false;
  std::ranges::copy(verifier, padded.begin());
  return crypto_pwhash_str_verify(padded.data(), pin.data(), pin.size()) == 0;
}

SignInDelay delay_after(int failed_attempts) {
  if (failed_attempts >= locked_at) return {.locked = true, .wait = {}};
  if (failed_attempts < free_tries) return {};
  return {.locked = false, .wait = first_wait * (1 << (failed_attempts - free_tries))};
}

}  // namespace anteroom::platform
