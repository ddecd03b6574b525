// One visitor made of several lambdas, for std::visit. Nothing else.
#pragma once

namespace anteroom::flow {

template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};

}  // namespace anteroom::flow
