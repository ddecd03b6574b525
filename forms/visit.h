// One patient's run through a battery: which question comes next, what was answered, what it raised. No clock, no store;
// the caller commits an answer first and applies it here only then.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "forms/library.h"

namespace anteroom::forms {

// A question's place in a visit.
struct Place {
  FormId form;
  LinkId link_id;
  bool operator==(const Place&) const = default;
};

enum class Progress { not_answered, answered, declined };

// A flag that stays once raised, whatever happens to the answer afterwards.
struct RaisedFlag {
  FormId form;
  Flag flag;
  std::string first_answer;    // in words
  std::string current_answer;  // in words; "" = not answered now
  Instant raised_at;
};

class Visit {
 public:
  // `forms` in the order they are asked; they must outlive the visit.
  explicit Visit(std::vector<const Form*> forms, Context context = {});

  [[nodiscard]] const std::vector<const Form*>& forms() const { return m_forms; }
  [[nodiscard]] const Form* form(std::string_view id) const;
  [[nodiscard]] const Answers& answers(std::string_view form) const;
  [[nodiscard]] const Context& context() const { return m_context; }

  // Every question asked now, in order; changes with the answers (enableWhen).
  [[nodiscard]] std::vector<Place> asked() const;
  [[nodiscard]] const Item& item(const Place& place) const;
  [[nodiscard]] Progress progress(const Place& place) const;

  // Empty when the answer may be committed and applied.
  [[nodiscard]] std::optional<Refusal> refuse(const Place& place, const Answer& answer) const;
  // The flags that this answer raises by itself (safety first).
  [[nodiscard]] std::vector<Flag> flags_of(const Place& place, const Answer& answer) const;
  // Applies a committed answer; answers of items that it disables are dropped. Raised flags stay.
  void apply(const Place& place, const Answer& answer, Instant at);
  // The patient skipped: the question has no answer. Raised flags stay.
  void clear(const Place& place, Instant at);

  [[nodiscard]] const std::vector<RaisedFlag>& raised() const { return m_raised; }
  // One report a form, in order, as the answers stand.
  [[nodiscard]] std::vector<ScoreReport> reports() const;

 private:
  std::vector<const Form*> m_forms;
  Context m_context;
  std::map<FormId, Answers, std::less<>> m_answers;
  std::vector<RaisedFlag> m_raised;
};

}  // namespace anteroom::forms
