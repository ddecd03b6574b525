// What visit_writer prints, read back.
#pragma once

#include "tests/platform/store/sample_visit.h"
#include "tests/support/acknowledged_answers.h"

#include <charconv>
#include <gtest/gtest.h>
#include <ranges>
#include <string>
#include <vector>

namespace anteroom::platform {

inline std::int64_t number_of(std::string_view text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

inline void note_acknowledgement(const std::string& line, anteroom::testing::AcknowledgedAnswers& acknowledged) {
  std::vector<std::string> words;
  for (const auto word : std::views::split(line, '\t')) words.emplace_back(std::string_view(word));
  ASSERT_GE(words.size(), 2U) << line;
  const VisitId visit{number_of(words[1])};
  if (words[0] == "answer") {
    ASSERT_EQ(words.size(), 5U) << line;
    acknowledged.answer(visit, {static_cast<int>(number_of(words[2])), "phq-9", words[3], words[4], noon});
  } else if (words[0] == "alert") {
    acknowledged.alert(visit, AlertId{number_of(words.at(2))});
  } else if (words[0] == "finished") {
    acknowledged.finished(visit);
  } else {
    FAIL() << line;
  }
}

}  // namespace anteroom::platform
