// How a failure travels: as a value, with a kind that code can switch on and a detail that staff can read.
// The detail never holds patient data: no answer, no name, no record number, no birth date.
#pragma once

#include <expected>
#include <string>
#include <utility>

namespace anteroom {

enum class Fault {
  invalid_input,  // what was given is wrong; the detail says where and what would be right
  unsupported,    // understood, but outside what Anteroom does
  not_found,
  conflict,        // it exists already, or its state forbids this step
  denied,          // wrong PIN, wrong birth date, not allowed
  locked_out,      // too many tries
  wrong_key,       // the database is not readable with this key
  cipher_missing,  // the database library cannot encrypt
  corrupt,
  no_space,
  io,
  unavailable,  // printer, server or display is away
  timed_out,
  internal,
};

struct Error {
  Fault fault = Fault::internal;
  std::string detail;
};

template <class T>
using Result = std::expected<T, Error>;

[[nodiscard]] inline std::unexpected<Error> failure(Fault fault, std::string detail) {
  return std::unexpected<Error>(Error{fault, std::move(detail)});
}

}  // namespace anteroom
