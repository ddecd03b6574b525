// Any text as answers to a form: they are refused with a reason, or they fit the form and can be scored.
#include "forms/read_response.h"
#include "forms/write_response.h"
#include "tests/fuzz/claims.h"
#include "tests/fuzz/known_forms.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace anteroom::forms;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const KnownForm& form = form_named_in(text);
  const auto given = read_answers(text, form.questionnaire);
  if (!given) {
    claim_of_refusal(given.error());
    return 0;
  }
  for (const auto& [link_id, answer] : given->answers) {
    const Item* item = form.questionnaire.find(link_id);
    claim(item != nullptr && !refuse(*item, answer), "what is read fits the form");
    claim(is_enabled(form.questionnaire, link_id, given->answers), "answers of disabled items are dropped");
    claim(answer_from_json(to_json(answer)) == answer, "a stored answer is read back as it was");
  }
  const auto again = read_response(write_response(form.questionnaire, given->answers, {}), form.questionnaire);
  claim(again && again->answers == given->answers, "a response that is written is read back equal");
  claim_of_report(form.rules.score(form.questionnaire, given->answers, given->context));
  return 0;
}
