// The words of a FHIRPath expression, each with its place. It refuses letters that no word begins with and texts that
// do not end.
#pragma once

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace anteroom::forms::fhirpath {

// Why an expression is not read, and where: the position counts bytes from 1.
struct Fault {
  std::size_t position = 0;
  std::string message;
};

enum class TokenKind { name, quoted_name, text, integer, decimal, moment, symbol, external, special, end };

struct Token {
  TokenKind kind = TokenKind::end;
  std::string text;  // without quotes, @, % or $; escapes resolved
  std::size_t position = 1;
};

// The words of `expression`, the last one of kind `end`. Comments are left out.
[[nodiscard]] std::expected<std::vector<Token>, Fault> tokens_of(std::string_view expression);

}  // namespace anteroom::forms::fhirpath
