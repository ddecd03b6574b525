// run_forms FORM.json: takes a set of answers a line, in the short form, and writes what `anteroom forms run` does, a
// line each. A refusal is {"error","linkId"}, as there.
#include "forms/read_questionnaire.h"
#include "kiosk/forms_json.h"
#include "kiosk/forms_run.h"

#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <print>
#include <string>

int main(int count, char** words) {
  using namespace anteroom;
  if (count != 2) {
    std::println(stderr, "usage: run_forms FORM.json < answers");
    return 64;
  }
  std::ifstream file(words[1], std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  const forms::ReadOutcome form = forms::read_questionnaire(text, words[1]);
  for (const forms::Finding& finding : form.findings) std::println(stderr, "{}", to_string(finding));
  if (!form.questionnaire) return 65;
  for (std::string line; std::getline(std::cin, line);) {
    const auto run = kiosk::run_json(*form.questionnaire, {}, line, {});
    std::println("{}", run ? *run : kiosk::to_json(run.error()));
  }
  return 0;
}
