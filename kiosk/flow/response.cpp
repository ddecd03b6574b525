#include "kiosk/flow/response.h"

#include "export/json_text.h"
#include "forms/json.h"

namespace anteroom::flow {

std::string response_text(const std::vector<platform::AnswerRow>& answers) {
  exporting::JsonText json;
  json.open_object().open_list("answers");
  for (const platform::AnswerRow& row : answers) {
    json.open_object();
    json.text("form", row.form).text("item", row.link_id);
    json.raw("at", std::to_string(row.at.time_since_epoch().count()));
    if (!row.payload.empty()) json.raw("answer", row.payload);
    json.close_object();
  }
  json.close_list().close_object();
  return json.take();
}

Result<std::vector<platform::AnswerRow>> answers_of_response(std::string_view text) {
  const auto document = forms::JsonDocument::parse(text);
  if (!document) return failure(Fault::corrupt, "a response cannot be read");
  std::vector<platform::AnswerRow> answers;
  for (const forms::Json row : document->root()["answers"].elements()) {
    const auto form = row["form"].text();
    const auto item = row["item"].text();
    const auto at = row["at"].integer();
    if (!form || !item || !at) return failure(Fault::corrupt, "a row of a response cannot be read");
    answers.push_back({static_cast<int>(answers.size()) + 1, std::string(*form), std::string(*item),
                       row["answer"].written(), Instant{Instant::duration{*at}}});
  }
  return answers;
}

}  // namespace anteroom::flow
