#include "forms/same_question.h"

#include "forms/copies.h"

#include <algorithm>
#include <map>

namespace anteroom::forms {
namespace {

// Codes in an order of their own, so that two lists compare as sets.
std::vector<std::string> codes_of(const Item& item) {
  std::vector<std::string> codes;
  for (const Coding& code : item.codes) codes.push_back(code.system + '|' + code.code);
  std::ranges::sort(codes);
  const auto twice = std::ranges::unique(codes);
  codes.erase(twice.begin(), twice.end());
  return codes;
}

bool same_options(const Item& left, std::string_view left_language, const Item& right,
                  std::string_view right_language) {
  return std::ranges::equal(left.options, right.options, [&](const AnswerOption& one, const AnswerOption& other) {
    return one.value == other.value && one.ordinal == other.ordinal && one.prefix == other.prefix &&
           one.exclusive == other.exclusive && one.label.in(left_language) == other.label.in(right_language);
  });
}

// Equal whether a stem is one text or stands in two items.
std::string stems_in_words(const VisitForm& form, const Item& item) {
  std::string words;
  for (const Item* stem : form.form->questionnaire.stems_of(item.link_id)) {
    if (!words.empty()) words += '\n';
    words += stem->text.in(form.spoken());
  }
  return words;
}

bool same_limits(const Item& left, const Item& right) {
  return left.repeats == right.repeats && left.min_occurs == right.min_occurs && left.max_occurs == right.max_occurs &&
         left.minimum == right.minimum && left.maximum == right.maximum && left.max_decimals == right.max_decimals &&
         left.earliest == right.earliest && left.latest == right.latest && left.earliest_time == right.earliest_time &&
         left.latest_time == right.latest_time && left.earliest_moment == right.earliest_moment &&
         left.latest_moment == right.latest_moment && left.min_length == right.min_length &&
         left.max_length == right.max_length;
}

bool same_units(const Item& left, const Item& right) {
  return left.unit == right.unit &&
         std::ranges::equal(left.unit_options, right.unit_options, [](const UnitOption& one, const UnitOption& other) {
           return one.coding == other.coding && one.label == other.label;
         });
}

// What the patient answers; what the form answers itself is never taken from another form.
bool is_answered_by_patient(const Item& item) {
  return !item.hidden && !item.read_only && item.calculated.empty() && !item.asks_for_copy &&
         !item.link_id.contains(copy_mark);
}

}  // namespace

std::string_view VisitForm::spoken() const {
  return language.empty() ? std::string_view(form->questionnaire.language) : std::string_view(language);
}

bool is_same_question(const VisitForm& one, const Item& left, const VisitForm& other, const Item& right) {
  if (!is_answered_by_patient(left) || !is_answered_by_patient(right)) return false;
  if (left.codes.empty() || left.type != right.type || codes_of(left) != codes_of(right)) return false;
  const auto same_text = [&](const Text& text, const Text& beside) {
    return text.in(one.spoken()) == beside.in(other.spoken());
  };
  return one.form->recall_period == other.form->recall_period && same_limits(left, right) && same_units(left, right) &&
         left.prefix == right.prefix && same_text(left.text, right.text) &&
         same_text(left.entry_format, right.entry_format) && same_text(left.low_anchor, right.low_anchor) &&
         same_text(left.high_anchor, right.high_anchor) && same_options(left, one.spoken(), right, other.spoken()) &&
         stems_in_words(one, left) == stems_in_words(other, right);
}

std::vector<Twin> find_twins(const std::vector<VisitForm>& forms) {
  struct Asked {
    std::size_t form = 0;
    const Item* item = nullptr;
  };
  std::vector<Twin> twins;
  std::map<std::vector<std::string>, std::vector<Asked>> by_codes;  // wording is compared only where the codes agree
  for (std::size_t form = 0; form < forms.size(); ++form) {
    for (const Item* item : forms[form].form->questionnaire.questions()) {
      auto codes = codes_of(*item);
      if (codes.empty()) continue;
      std::vector<Asked>& same_codes = by_codes[std::move(codes)];
      for (const Asked& earlier : same_codes) {
        if (earlier.form != form && is_same_question(forms[earlier.form], *earlier.item, forms[form], *item)) {
          twins.push_back({form, item->link_id, earlier.form, earlier.item->link_id});
        }
      }
      same_codes.push_back({form, item});
    }
  }
  return twins;
}

}  // namespace anteroom::forms
