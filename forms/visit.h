// One patient's run through a battery: which form is open, which question comes next, what was answered, what it
// raised. One answer counts in every form that asks the same question. No clock, no store; the caller commits an answer
// first and applies it here only then.
#pragma once

#include "forms/library.h"
#include "forms/same_question.h"

#include <map>
#include <memory>
#include <optional>
#include <set>
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

struct VisitPlan {
  std::vector<VisitForm> forms;  // in the order they are asked
  Context context;               // facts that conditions and scores need: sex, age, visit
};

class Visit {
 public:
  explicit Visit(VisitPlan plan);
  // Every form is asked, in its own language.
  explicit Visit(const std::vector<const Form*>& forms, Context context = {});

  // All forms of the visit, also those that are not open as the answers stand.
  [[nodiscard]] const std::vector<const Form*>& forms() const { return m_forms; }
  [[nodiscard]] const Form* form(std::string_view id) const;
  // True for a form that is asked as the answers stand.
  [[nodiscard]] bool is_open(std::string_view form) const;
  // The language that the patient reads this form in.
  [[nodiscard]] std::string_view language(std::string_view form) const;
  // Whether answers can still open or close whole forms.
  [[nodiscard]] bool is_tailored() const;
  // The answers that count in a form, also those that were given in another; none of a form that is not open.
  [[nodiscard]] const Answers& answers(std::string_view form) const;
  [[nodiscard]] const Context& context() const { return m_context; }

  // Every question asked now, in order, each once; apply and clear change it. Kept ready, so cheap to ask for.
  [[nodiscard]] const std::vector<Place>& asked() const { return m_asked; }
  // An item without text for a place that this visit does not have.
  [[nodiscard]] const Item& item(const Place& place) const;
  [[nodiscard]] Progress progress(const Place& place) const;
  // Questions of an open form that are left out because another form of this visit asks about the same thing.
  [[nodiscard]] std::vector<NotAskedWith> left_out(std::string_view form) const;

  // Empty when the answer may be committed and applied.
  [[nodiscard]] std::optional<Refusal> refuse(const Place& place, const Answer& answer) const;
  // The flags that this answer raises by itself (safety first), in whichever form of the visit it counts.
  [[nodiscard]] std::vector<Flag> flags_of(const Place& place, const Answer& answer) const;
  // Applies a committed answer; answers of items and forms that it closes are dropped. Raised flags stay.
  void apply(const Place& place, const Answer& answer, Instant at);
  // The patient skipped: the question has no answer. Raised flags stay.
  void clear(const Place& place, Instant at);

  [[nodiscard]] const std::vector<RaisedFlag>& raised() const { return m_raised; }
  // One report an open form, in order, as the answers stand.
  [[nodiscard]] std::vector<ScoreReport> reports() const;

 private:
  // Answers in words for staff are in the language of the form, which they know it in.
  static constexpr std::string_view staff_language = {};

  // How a form stands as the answers are.
  struct Position {
    bool is_open = false;
    Answers answers;                             // that count here
    Context context;                             // of the visit, and which forms leave something out here
    std::set<LinkId, std::less<>> asked;         // here or in an earlier form
    std::vector<LinkId> in_order;                // the same, as they are read
    std::map<LinkId, Place, std::less<>> owner;  // of a question that an earlier form asks: where
  };

  [[nodiscard]] std::optional<std::size_t> index_of(std::string_view form) const;
  [[nodiscard]] Place owner_of(const Place& place) const;
  [[nodiscard]] std::vector<Place> same_as(const Place& place) const;
  [[nodiscard]] const Answer* current_answer(const Place& place) const;
  [[nodiscard]] bool is_left_out(std::size_t form, const NotAskedWith& rule) const;

  void raise(const FormId& form, Flag flag, std::string answer, Instant at);
  void follow_answers(Instant at);
  void settle_from(std::size_t first);
  void settle(std::size_t form);

  std::vector<VisitForm> m_plan;
  std::vector<const Form*> m_forms;
  std::shared_ptr<const std::vector<Twin>> m_twins;  // never change, so copies of the visit share them
  Context m_context;
  std::vector<Answers> m_given;  // by form, as the patient gave them
  std::vector<Position> m_positions;
  std::vector<Place> m_asked;
  std::vector<RaisedFlag> m_raised;
};

}  // namespace anteroom::forms
