// Calls that go over a line: a closed list of member functions, each with its place in the list as its number. What
// asks and what answers are both made from the list, so that they cannot differ.
#pragma once

#include "platform/line.h"
#include "platform/remote/wire.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace anteroom::platform::wire {

// As an argument is kept while it is read: whole and its own.
template <class Argument>
using Kept = std::conditional_t<std::same_as<std::remove_cvref_t<Argument>, std::string_view>, std::string,
                                std::remove_cvref_t<Argument>>;

template <class Member>
struct Signature;
template <class Value, class Owner, class... Arguments>
struct Signature<Value (Owner::*)(Arguments...)> {
  using Target = Owner;
  using Answer = Value;
  using Given = std::tuple<Kept<Arguments>...>;
};

template <auto left, auto right>
inline constexpr bool is_same_member = false;
template <auto member>
inline constexpr bool is_same_member<member, member> = true;

template <auto... members>
class Calls {
 public:
  static constexpr std::size_t count = sizeof...(members);

  // Of a call on this list.
  template <auto member>
  [[nodiscard]] static consteval std::uint16_t number() {
    static_assert((is_same_member<member, members> || ...), "this call is not on the list");
    std::uint16_t at = 0;
    static_cast<void>(((is_same_member<member, members> || (++at, false)) || ...));
    return at;
  }

  // Does what is asked, and its reply. Nothing for a request that is none of these calls, or whose arguments are not
  // what they should be: then nothing was done.
  template <class... Targets>
  [[nodiscard]] static std::optional<std::string> answer(std::string_view request, Targets&... targets) {
    Reader reader(request);
    const auto asked = reader.number<std::uint16_t>();
    if (reader.failed() || asked >= count) return std::nullopt;
    using Answering = std::optional<std::string> (*)(Reader&, Targets&...);
    static constexpr std::array<Answering, count> answering{&answer_one<members, Targets...>...};
    return answering.at(asked)(reader, targets...);
  }

 private:
  template <auto member, class... Targets>
  static std::optional<std::string> answer_one(Reader& reader, Targets&... targets) {
    using Call = Signature<decltype(member)>;
    typename Call::Given given;
    std::apply([&](auto&... argument) { (get(reader, argument), ...); }, given);
    if (!reader.is_whole()) return std::nullopt;
    auto& target = std::get<typename Call::Target&>(std::tie(targets...));
    const auto call = [&](auto&... argument) { return (target.*member)(std::move(argument)...); };
    Writer reply;
    if constexpr (std::is_void_v<typename Call::Answer>) {
      std::apply(call, given);
    } else {
      put(reply, std::apply(call, given));
    }
    return reply.take();
  }
};

// Asks and waits for the answer. Fault::unavailable when nobody is there, or says what no answer to this can be; of a
// call that returns nothing nobody hears.
template <class List, auto member, class... Arguments>
auto ask(Line& line, const Arguments&... arguments) -> Signature<decltype(member)>::Answer {
  using Call = Signature<decltype(member)>;
  static_assert(std::same_as<std::tuple<Kept<Arguments>...>, typename Call::Given>, "other arguments than the call's");
  Writer request;
  request.number(List::template number<member>());
  (put(request, arguments), ...);
  auto reply = line.ask(request.text());
  if constexpr (std::is_void_v<typename Call::Answer>) {
    if (reply && !reply->empty()) line.hang_up();
  } else {
    if (!reply) return std::unexpected(std::move(reply.error()));
    typename Call::Answer answer;
    Reader reader(*reply);
    get(reader, answer);
    const bool whole = reader.is_whole();
    wipe(*reply);
    if (whole) return answer;
    line.hang_up();
    return failure(Fault::unavailable, "what came back over the line is no answer");
  }
}

}  // namespace anteroom::platform::wire
