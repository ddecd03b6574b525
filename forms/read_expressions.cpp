// Reads SDC expressions as they are written; forms/expressions.h takes them apart. What a server would answer
// (x-fhir-query) is left out, so that whoever needs it finds no such name.
#include "forms/reading.h"

#include <format>

namespace anteroom::forms {
namespace {

constexpr std::string_view query_language = "application/x-fhir-query";

}  // namespace

ReadExpression read_expression(Json extension, std::string_view link_id, Findings& findings) {
  const Json expression = extension["valueExpression"];
  ReadExpression read;
  read.name = expression["name"].text_or("");
  read.language = expression["language"].text_or("");
  read.text = expression["expression"].text_or(extension["valueString"].text_or(""));
  const std::string_view which = last_part(extension["url"].text().value_or(""));
  if (read.language.starts_with("text/cql")) {
    findings.unsupported(link_id, "CQL", std::format("{} is written in CQL; write it in FHIRPath", which));
    read.text.clear();
  } else if (read.language == query_language) {
    read.text.clear();
  } else if (!read.language.empty() && read.language != "text/fhirpath") {
    findings.unsupported(link_id, "expression language",
                         std::format("{} is written in {}; write it in FHIRPath", which, in_quotes(read.language)));
    read.text.clear();
  } else if (read.text.empty()) {
    findings.error(link_id, std::format("{} has no expression; write it in FHIRPath", which));
  } else if (read.language.empty()) {
    findings.warning(link_id, std::format("{} names no language; it is read as FHIRPath", which));
  }
  return read;
}

std::vector<Variable> read_form_variables(Json root, Findings& findings) {
  std::vector<Variable> variables;
  for_each_extension(root, [&](std::string_view name, Json extension) {
    if (name != "variable") return;
    ReadExpression read = read_expression(extension, {}, findings);
    if (!read.text.empty()) variables.push_back({std::move(read.name), std::move(read.text)});
  });
  return variables;
}

}  // namespace anteroom::forms
