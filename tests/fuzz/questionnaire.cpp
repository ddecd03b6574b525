// Any text as a Questionnaire: it is refused with a reason, or it can be asked, answered and told from end to end.
#include "forms/questionnaire.h"

#include "forms/read_questionnaire.h"
#include "tests/fuzz/claims.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace {

using namespace anteroom::forms;

// Asking for the stems of thousands of items is the square of them: the first ones tell as much.
constexpr std::size_t most_questions = 100;

void ask(const Questionnaire& form) {
  static_cast<void>(form.speaks("en"));
  static_cast<void>(form.speaks("es"));
  Answers answers;
  std::size_t asked = 0;
  for (const Item* question : form.questions()) {
    claim(question->is_question() && !question->link_id.empty(), "a question can be named");
    if (++asked > most_questions) break;
    claim(form.find(question->link_id) == question, "a linkId names one item");
    static_cast<void>(form.stems_of(question->link_id));
    for (const Answer& answer : likely_answers(*question)) {
      if (const auto refused = refuse(*question, answer)) {
        claim_of_refusal(*refused);
        claim(refused->link_id == question->link_id, "a refusal names its question");
        continue;
      }
      claim(!in_words(*question, answer, "es").empty(), "an answer can be told in words");
      claim(answer_from_json(to_json(answer)) == answer, "a stored answer is read back as it was");
      answers.insert_or_assign(question->link_id, answer);
    }
  }
  const Answers enabled = enabled_answers(form, answers);
  claim(enabled_answers(form, enabled) == enabled, "what is enabled stays enabled without the rest");
  for (const Item* question : asked_questions(form, enabled)) {
    claim(question->is_question() && !question->hidden, "only questions that can be seen are asked");
  }
  for (const auto& [link_id, answer] : enabled) {
    claim(is_enabled(form, link_id, enabled), "an answer that counts is of an enabled item");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ReadOutcome outcome = read_questionnaire({reinterpret_cast<const char*>(data), size}, "fuzz.json");
  claim(outcome.questionnaire.has_value() != has_error(outcome.findings), "a form is read, or refused with a reason");
  if (outcome.questionnaire) ask(*outcome.questionnaire);
  return 0;
}
