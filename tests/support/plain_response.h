// A visit's answers as one response that nobody sealed, for tests of the store: to it a payload is bytes.
#pragma once

#include "platform/store/record_store.h"

#include <format>
#include <sstream>
#include <string>
#include <vector>

namespace anteroom::testing {

inline platform::ResponseRow plain_response(const std::vector<platform::AnswerRow>& answers) {
  platform::ResponseRow response{.payload = {}, .answers = static_cast<int>(answers.size())};
  for (const platform::AnswerRow& row : answers)
    response.payload += std::format("{} {} {} {}", row.form, row.link_id, row.payload.size(), row.payload);
  return response;
}

// The answers of a visit, wherever they stand.
inline Result<std::vector<platform::AnswerRow>> answers_in(platform::RecordStore& store, VisitId visit) {
  const auto response = store.response(visit);
  if (!response) return std::unexpected(response.error());
  if (!*response) return store.answers(visit);
  std::vector<platform::AnswerRow> answers;
  std::istringstream text((*response)->payload);
  platform::AnswerRow row;
  for (std::size_t size = 0; text >> row.form >> row.link_id >> size;) {
    text.get();
    row.payload.resize(size);
    text.read(row.payload.data(), static_cast<std::streamsize>(size));
    ++row.sequence;
    answers.push_back(row);
  }
  return answers;
}

}  // namespace anteroom::testing
