// Reads the limits of an answer: the least and the greatest value, lengths and digits.
#include "forms/comparing.h"
#include "forms/reading.h"

#include <algorithm>
#include <format>

namespace anteroom::forms {
namespace {

// A limit on a day may be a month or a year: its first day is the earliest, its last one the latest.
std::optional<Date> day_of(const ReadValue& read, bool is_least) {
  const auto text = read.written.text();
  if (!text) return std::nullopt;
  if (const auto day = parse_date(text->substr(0, 10))) return day;
  if (!parse_date_time(*text)) return std::nullopt;
  if (text->size() == 7) {
    const auto first = parse_date(std::string(*text) + "-01");
    if (is_least || !first) return first;
    return Date{std::chrono::year_month_day_last{first->year(), std::chrono::month_day_last{first->month()}}};
  }
  return parse_date(std::string(*text) + (is_least ? "-01-01" : "-12-31"));
}

// Puts one of the two limits of a question to its place, by the type of the question.
class LimitReader {
 public:
  LimitReader(Item& item, std::string_view name, bool is_least, Findings& findings)
      : m_item(item), m_name(name), m_is_least(is_least), m_findings(findings) {}

  void read(Json extension) {
    const ReadValue read = read_value(extension, "value");
    if (read.kind.empty() || read.kind == "Expression" || is_computed(extension, read.kind)) {
      m_findings.warning(m_item.link_id,
                         std::format("{} is computed, which is not checked: answers beyond it are accepted", m_name));
      return;
    }
    if (!read.tolerated.empty()) m_findings.warning(m_item.link_id, std::format("{}: {}", m_name, read.tolerated));
    switch (m_item.type) {
      case ItemType::integer:
      case ItemType::decimal:
      case ItemType::quantity: take_number(read); break;
      case ItemType::date: take_day(read); break;
      case ItemType::time: take_value<Time>(read, m_item.earliest_time, m_item.latest_time); break;
      case ItemType::date_time: take_moment(read); break;
      default:
        m_findings.warning(m_item.link_id,
                           std::format("{} means nothing for an item of this type and is left out", m_name));
    }
  }

 private:
  static bool is_computed(Json extension, std::string_view kind) {
    return present(extension[std::format("_value{}", kind)], "extension").exists();
  }

  void no_use(const ReadValue& read) {
    const bool fits_nothing = read.value.has_value();
    m_findings.error(m_item.link_id,
                     fits_nothing
                         ? std::format("{} does not fit the type of the item", m_name)
                         : std::format("{} has no value that can be used: give it a valueInteger, valueDecimal or "
                                       "valueDate that fits the item",
                                       m_name));
  }

  template <class Limit>
  void place(std::optional<Limit>& least, std::optional<Limit>& most, Limit limit) {
    std::optional<Limit>& place = m_is_least ? least : most;
    if (place && *place != limit) m_findings.error(m_item.link_id, std::format("{} stands twice; keep one", m_name));
    place = std::move(limit);
  }

  void take_number(const ReadValue& read) {
    if (!read.value) return no_use(read);
    if (const auto* whole = std::get_if<std::int64_t>(&*read.value)) {
      place(m_item.minimum, m_item.maximum, static_cast<double>(*whole));
    } else if (const auto* decimal = std::get_if<Decimal>(&*read.value)) {
      place(m_item.minimum, m_item.maximum, decimal->value);
    } else if (const auto* quantity = std::get_if<Quantity>(&*read.value)) {
      place(m_item.minimum, m_item.maximum, quantity->number.value);
      note_unit(*quantity);
    } else {
      no_use(read);
    }
  }

  // A limit in one unit says nothing about a number in another.
  void note_unit(const Quantity& limit) {
    const bool other_units =
        m_item.unit_options.size() > 1 || (m_item.unit_options.size() == 1 && !limit.code.empty() &&
                                           m_item.unit_options.front().coding.code != limit.code);
    if (other_units) {
      m_findings.unsupported(m_item.link_id, "limit in one of several units",
                             std::format("{} is in one unit and the answer may be in another; offer one unit, or "
                                         "remove the limit",
                                         m_name));
    }
  }

  void take_day(const ReadValue& read) {
    const auto day = day_of(read, m_is_least);
    if (!day) return no_use(read);
    place(m_item.earliest, m_item.latest, *day);
  }

  void take_moment(const ReadValue& read) {
    if (!read.value) return no_use(read);
    if (const auto* date = std::get_if<Date>(&*read.value)) {
      place(m_item.earliest_moment, m_item.latest_moment, DateTime{anteroom::to_string(*date)});
    } else {
      take_value<DateTime>(read, m_item.earliest_moment, m_item.latest_moment);
    }
  }

  template <class Limit>
  void take_value(const ReadValue& read, std::optional<Limit>& least, std::optional<Limit>& most) {
    const auto* limit = read.value ? std::get_if<Limit>(&*read.value) : nullptr;
    if (limit == nullptr) return no_use(read);
    place(least, most, *limit);
  }

  Item& m_item;
  std::string_view m_name;
  bool m_is_least;
  Findings& m_findings;
};

bool is_upside_down(const Item& item) {
  const auto above = [](const auto& least, const auto& most) {
    return least && most && std::is_gt(order(*least, *most));
  };
  return (item.minimum && item.maximum && *item.minimum > *item.maximum) ||
         (item.earliest && item.latest && *item.earliest > *item.latest) ||
         above(item.earliest_time, item.latest_time) || above(item.earliest_moment, item.latest_moment);
}

void read_lengths(Json json, Item& item, Findings& findings) {
  if (const Json most = present(json, "maxLength"); most.exists()) {
    item.max_length = read_count(most, "maxLength", item.link_id, findings);
    if (item.max_length == 0U) findings.error(item.link_id, "maxLength is 0, so no answer is right; remove it");
  }
  const bool is_text = item.type == ItemType::string || item.type == ItemType::text || item.type == ItemType::url ||
                       item.type == ItemType::open_choice;
  if (!is_text) {
    if (item.min_length || item.max_length) {
      findings.warning(item.link_id, "a length means nothing for an item of this type and is left out");
    }
    item.min_length.reset();
    item.max_length.reset();
  }
  if (item.min_length && item.max_length && *item.min_length > *item.max_length) {
    findings.error(item.link_id, "minLength is above maxLength, so no answer is right; exchange them");
  }
}

}  // namespace

void read_answer_limits(Json json, Item& item, Findings& findings) {
  for_each_extension(json, [&](std::string_view name, Json extension) {
    const auto count = [&] { return read_count(read_value(extension, "value").written, name, item.link_id, findings); };
    if (name == "minValue" || name == "sdc-questionnaire-minQuantity") {
      LimitReader(item, "minValue", true, findings).read(extension);
    } else if (name == "maxValue" || name == "sdc-questionnaire-maxQuantity") {
      LimitReader(item, "maxValue", false, findings).read(extension);
    } else if (name == "minLength") {
      item.min_length = count();
    } else if (name == "maxDecimalPlaces") {
      item.max_decimals = count();
    }
  });
  if (is_upside_down(item)) {
    findings.error(item.link_id, "minValue is above maxValue, so no answer is right; exchange them");
  }
  read_lengths(json, item, findings);
}

}  // namespace anteroom::forms
