#include "forms/bare_form.h"

#include "forms/reading.h"

#include <algorithm>
#include <cmath>
#include <format>

namespace anteroom::forms {
namespace {

constexpr std::int64_t widest = 1000;  // numbers that one item may have

std::optional<double> whole_number(Json json) {
  const auto number = json.integer();
  if (!number || *number < -widest || *number > widest) return std::nullopt;
  return static_cast<double>(*number);
}

void read_items_of(Json group, Questionnaire& form, Findings& findings) {
  const auto type = group["type"].text();
  Item item;
  item.type = type == "boolean" ? ItemType::boolean : ItemType::integer;
  if (type != "boolean" && type != "integer") findings.error({}, "items: type must be integer or boolean");
  if (type == "integer") {
    item.minimum = whole_number(group["minimum"]);
    item.maximum = whole_number(group["maximum"]);
    if (!item.minimum) findings.error({}, "items: minimum must be a whole number");
    if (group["maximum"].exists() && (!item.maximum || item.maximum < item.minimum)) {
      findings.error({}, "items: maximum must be a whole number, not below minimum");
    }
  }
  const auto link_ids = group["link_ids"].elements();
  if (link_ids.empty()) findings.error({}, "items: link_ids must be a list that is not empty");
  for (const Json link_id : link_ids) {
    item.link_id = link_id.text_or("");
    if (item.link_id.empty()) findings.error({}, "items: a linkId must be a text");
    if (form.find(item.link_id) != nullptr) findings.error(item.link_id, "items: stands twice");
    form.items.push_back(item);
  }
}

std::string range_in_words(const Item& bare) {
  if (bare.type == ItemType::boolean) return "yes or no";
  if (!bare.maximum) return std::format("a whole number from {}", *bare.minimum);
  return std::format("a whole number from {} to {}", *bare.minimum, *bare.maximum);
}

// The numbers that the options count, rising; empty where one counts no number.
std::vector<double> numbers_of_options(const Item& item) {
  std::vector<double> numbers;
  for (const AnswerOption& option : item.options) {
    if (const auto* whole = std::get_if<std::int64_t>(&option.value); whole != nullptr && !option.ordinal) {
      numbers.push_back(static_cast<double>(*whole));
    } else if (option.ordinal) {
      numbers.push_back(*option.ordinal);
    }
  }
  std::ranges::sort(numbers);
  return numbers;
}

std::vector<double> numbers_of_bare(const Item& bare) {
  if (bare.type == ItemType::boolean) return {0, 1};
  std::vector<double> numbers;
  for (double number = *bare.minimum; bare.maximum && number <= *bare.maximum; ++number) numbers.push_back(number);
  return numbers;
}

bool fits(const Item& site, const Item& bare) {
  if (site.repeats) return false;
  if (!site.options.empty())
    return bare.maximum.has_value() || bare.type == ItemType::boolean
               ? numbers_of_options(site) == numbers_of_bare(bare)
               : false;
  if (bare.type == ItemType::boolean) return site.type == ItemType::boolean;
  return site.type == ItemType::integer && site.minimum == bare.minimum &&
         (!bare.maximum || site.maximum == bare.maximum);
}

}  // namespace

bool brings_its_items(std::string_view scoring_json) {
  const auto document = JsonDocument::parse(scoring_json);
  return document && brings_its_items(document->root());
}

bool brings_its_items(Json scoring) { return scoring["items"].exists(); }

ReadOutcome read_bare_form(std::string_view scoring_json, std::string_view file) {
  Findings findings(file);
  const auto document = JsonDocument::parse(scoring_json);
  if (!document) {
    findings.error(document.error().link_id, document.error().message);
    return {std::nullopt, findings.take()};
  }
  const Json root = document->root();
  Questionnaire form;
  form.id = root["form"].text_or("");
  form.version = root["version"].text_or("");
  form.title.original = root["long_name"].text_or("");
  const auto groups = root["items"].elements();
  if (groups.empty()) findings.error({}, "items must be a list that is not empty");
  for (const Json group : groups) read_items_of(group, form, findings);
  if (findings.errors() > 0) return {std::nullopt, findings.take()};
  return {std::move(form), findings.take()};
}

std::vector<Finding> compare_with_bare_form(const Questionnaire& site, const Questionnaire& bare,
                                            std::string_view file) {
  Findings findings(file);
  if (site.id != bare.id) findings.error({}, std::format("id must be {}, the name of its scoring", bare.id));
  for (const Item& wanted : bare.items) {
    const Item* found = site.find(wanted.link_id);
    if (found == nullptr) {
      findings.error(wanted.link_id, "is missing: the scoring of this form needs a question of this linkId");
    } else if (!fits(*found, wanted)) {
      findings.error(wanted.link_id,
                     std::format("must take {}, each once, as its scoring has it", range_in_words(wanted)));
    }
  }
  return findings.take();
}

}  // namespace anteroom::forms
