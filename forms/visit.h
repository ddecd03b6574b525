// One patient's run through a battery: which question comes next, what was answered, what it raised. No clock, no
// store; the caller commits an answer first and applies it here only then.
#pragma once

#include "forms/library.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace anteroom::forms {

// A question's place in a visit.
struct Place {
  FormId form;
  LinkId link_id;
  bool operator==(const Place&) const = default;
};

enum class Progress { not_answered, answered, declined };

// A safety flag: it stays once raised, whatever happens to the answer afterwards. A worse answer raises its grade
// (title and action); no later answer lowers it.
struct RaisedFlag {
  FormId form;
  Flag flag;
  std::string first_answer;    // in words
  std::string current_answer;  // in words; "" = not answered now
  Instant raised_at;
  Instant changed_at;  // when current_answer became what it is
};

class Visit {
 public:
  // `forms` in the order they are asked; they must outlive the visit.
  explicit Visit(std::vector<const Form*> forms, Context context = {});

  [[nodiscard]] const std::vector<const Form*>& forms() const { return m_forms; }
  [[nodiscard]] const Form* form(std::string_view id) const;
  [[nodiscard]] const Answers& answers(std::string_view form) const;
  [[nodiscard]] const Context& context() const { return m_context; }

  // Every question asked now, in order; apply and clear change it (enableWhen). Kept ready, so cheap to ask for.
  [[nodiscard]] const std::vector<Place>& asked() const { return m_asked; }
  // An item without text for a place that this visit does not have.
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
  // Answers in words for staff are in the language of the form, which they know it in.
  static constexpr std::string_view staff_language = {};

  void raise(const FormId& form, Flag flag, std::string answer, Instant at);
  void follow_answers(Instant at);
  void find_asked();

  std::vector<const Form*> m_forms;
  Context m_context;
  std::map<FormId, Answers, std::less<>> m_answers;
  std::vector<Place> m_asked;
  std::vector<RaisedFlag> m_raised;
};

}  // namespace anteroom::forms
