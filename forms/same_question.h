// Whether two questions of two forms are one and the same to a patient, so that one answer counts in both. It is found
// in the data: code, wording and recall period, never by a list of names.
#pragma once

#include "forms/library.h"

#include <string>
#include <string_view>
#include <vector>

namespace anteroom::forms {

// One form of a visit as it is asked there.
struct VisitForm {
  const Form* form = nullptr;  // must outlive the visit
  std::string language;        // of its texts; empty: the form's own
  AskedWhen when;

  [[nodiscard]] std::string_view spoken() const;
};

// True when both have the same codes (at least one), type, limits, recall period, and everything that the patient reads
// (stems, text, options in order with what they count, anchors) is the same in the languages they are asked in.
[[nodiscard]] bool is_same_question(const VisitForm& one, const Item& left, const VisitForm& other, const Item& right);

// Of a question of forms[form]: the same question in an earlier form.
struct Twin {
  std::size_t form = 0;
  LinkId link_id;
  std::size_t earlier = 0;
  LinkId earlier_link_id;
};

// All of them, by form; of several earlier ones each is named, first form first.
[[nodiscard]] std::vector<Twin> find_twins(const std::vector<VisitForm>& forms);

}  // namespace anteroom::forms
