// What a FHIRPath expression reckons with: values of its own types, and elements of a tree that stands still while it
// runs. It knows how they are equal and ordered, and refuses to guess where FHIRPath says "unknown".
#pragma once

#include "forms/base/date.h"

#include <array>
#include <compare>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace anteroom::forms::fhirpath {

// A decimal. Sums and products are kept to 15 significant digits and all are compared to 15, so that 0.1 + 0.2 is 0.3
// and a third three times is 1.
struct Number {
  double value = 0;
};
// The nearest number of 15 significant digits.
[[nodiscard]] Number rounded(double value);
// A sum or difference: no finer than the 15th digit of the larger of its two parts.
[[nodiscard]] Number rounded_sum(double left, double right);
// Halves away from zero, reckoned in decimal digits: 2.675 with two decimals is 2.68.
[[nodiscard]] Number rounded_to(double value, int decimals);
// "12.5", "3": as short as it reads back.
[[nodiscard]] std::string to_text(Number number);

// A date, a dateTime or a time as exact as it was written.
struct Moment {
  enum class Kind { date, date_time, time };
  Kind kind = Kind::date;
  std::array<int, 6> parts{};  // year, month, day, hour, minute, milliseconds of the minute
  int known = 0;               // how many parts are written; of a time counted from the hour
  std::optional<int> zone;     // minutes east of Greenwich
};
// "2026", "2026-11-23", "2026-11-23T14:30:00Z", "2026-11-23T" (a dateTime), "T14:30" and "14:30". Empty for anything
// else, and for days that do not exist.
[[nodiscard]] std::optional<Moment> parse_moment(std::string_view text);
[[nodiscard]] std::string to_text(const Moment& moment);
[[nodiscard]] Moment moment_of(const Date& date);

// A quantity. `calendar` is "3 days" rather than 3 'd'.
struct Amount {
  Number number;
  std::string unit;  // UCUM code, or the calendar's word in the singular; "1" when none
  bool calendar = false;
};

struct Node;
using Scalar = std::variant<bool, std::int64_t, Number, std::string, Moment, Amount>;
using Thing = std::variant<bool, std::int64_t, Number, std::string, Moment, Amount, const Node*>;
using Collection = std::vector<Thing>;

// One element of a resource.
struct Node {
  std::string_view type;        // FHIR type, "Coding"; of backbone elements their path
  std::optional<Scalar> value;  // of a primitive
  std::vector<std::pair<std::string_view, const Node*>> children;  // in the resource's order
  std::optional<double> ordinal;                                   // what ordinal() and weight() say of it
  std::size_t hash = 0;  // equal elements have the same; known once the children stand

  void add(std::string_view name, const Node* child) { children.emplace_back(name, child); }
};

// The elements of one or more resources. Pointers to them are good as long as the tree lives.
class Tree {
 public:
  // `type` and the names of children live for ever (they are FHIR's own words).
  Node& add(std::string_view type) {
    Node& node = m_nodes.emplace_back();
    node.type = type;
    return node;
  }
  Node& add(std::string_view type, Scalar value) {
    Node& node = add(type);
    node.value = std::move(value);
    return node;
  }

 private:
  std::deque<Node> m_nodes;
};

// An element's own value where it is a primitive or a Quantity, else the thing itself.
[[nodiscard]] Thing plain(const Thing& thing);
[[nodiscard]] std::optional<double> number_of(const Thing& plain_thing);  // of an integer or a decimal

// FHIRPath's "=": empty where it is unknown, such as a day and an hour of that day.
[[nodiscard]] std::optional<bool> equal(const Thing& left, const Thing& right);
// FHIRPath's "~": texts without regard to case and spaces, decimals to the less exact of the two.
[[nodiscard]] bool equivalent(const Thing& left, const Thing& right);
// Equal things have the same; costs little, for elements know theirs.
[[nodiscard]] std::size_t hash_of(const Thing& thing);
// Works out `node.hash` from its own value and children, which have theirs.
void settle_hash(Node& node);

// Numbers, texts, moments and quantities in order. `comparable` is false where the types have no order together;
// `order` is empty where it is unknown.
struct Comparison {
  bool comparable = true;
  std::optional<std::weak_ordering> order;
};
[[nodiscard]] Comparison compare(const Thing& left, const Thing& right);

// The factor by which a unit is so many of its kind's own (metre, gram, second), with that kind; empty for other units.
struct UnitMeasure {
  std::string_view kind;
  double factor = 1;
};
[[nodiscard]] std::optional<UnitMeasure> measure_of(const Amount& amount);

}  // namespace anteroom::forms::fhirpath
