// Small forms written inside tests: JSON with ' for ", wrapped in a Questionnaire that is otherwise in order.
#pragma once

#include "forms/questionnaire.h"
#include "forms/read_questionnaire.h"

#include <algorithm>
#include <filesystem>
#include <format>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace anteroom::forms {

inline std::string json(std::string text) {
  std::ranges::replace(text, '\'', '"');
  return text;
}

inline std::string form_text(const std::string& items, const std::string& more = "") {
  return json(
      "{'resourceType':'Questionnaire','id':'test','status':'active','version':'1','title':'Test','language':'en'," +
      more + "'item':[" + items + "]}");
}

inline ReadOutcome read_items(const std::string& items, const std::string& more = "") {
  return read_questionnaire(form_text(items, more), "test.json");
}

inline std::string all_lines(const std::vector<Finding>& findings) {
  std::string lines;
  for (const Finding& finding : findings) lines += to_string(finding) + "\n";
  return lines;
}

// A form that the test takes to be right; throws with the findings when it is not, which fails the test.
inline Questionnaire form_of(const std::string& items, const std::string& more = "") {
  ReadOutcome outcome = read_items(items, more);
  if (!outcome.questionnaire) throw std::runtime_error(all_lines(outcome.findings));
  return std::move(*outcome.questionnaire);
}

inline std::string text_of_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline std::filesystem::path library_folder() {
  return std::filesystem::path(ANTEROOM_SOURCE_DIR) / "forms" / "library";
}

}  // namespace anteroom::forms
