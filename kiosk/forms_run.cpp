#include "kiosk/forms_run.h"

#include "forms/copies.h"
#include "forms/read_response.h"
#include "forms/short_form.h"
#include "forms/write_response.h"
#include "kiosk/forms_json.h"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <set>
#include <vector>
#include <yyjson.h>

namespace anteroom::kiosk {
namespace {

// One JSON object, some of its members written elsewhere.
class JsonObject {
 public:
  JsonObject()
      : m_document(yyjson_mut_doc_new(nullptr), &yyjson_mut_doc_free), m_root(yyjson_mut_obj(m_document.get())) {
    yyjson_mut_doc_set_root(m_document.get(), m_root);
  }

  void add_text(const char* key, std::string_view words) {
    yyjson_mut_obj_add_val(m_document.get(), m_root, key, text(words));
  }
  void add_written(const char* key, std::string_view json) {
    yyjson_mut_obj_add_val(m_document.get(), m_root, key,
                           yyjson_mut_rawncpy(m_document.get(), json.data(), json.size()));
  }
  void add_link_ids(const char* key, const std::vector<LinkId>& link_ids) {
    yyjson_mut_val* list = yyjson_mut_arr(m_document.get());
    for (const LinkId& link_id : link_ids) yyjson_mut_arr_append(list, text(link_id));
    yyjson_mut_obj_add_val(m_document.get(), m_root, key, list);
  }
  void add_warnings(const std::vector<forms::StandingWarning>& warnings) {
    yyjson_mut_val* list = yyjson_mut_arr(m_document.get());
    for (const forms::StandingWarning& warning : warnings) {
      yyjson_mut_val* one = yyjson_mut_arr_add_obj(m_document.get(), list);
      yyjson_mut_obj_add_val(m_document.get(), one, "linkId", text(forms::base_link_id(warning.link_id)));
      yyjson_mut_obj_add_val(m_document.get(), one, "message", text(warning.message));
    }
    yyjson_mut_obj_add_val(m_document.get(), m_root, "warnings", list);
  }

  [[nodiscard]] std::string written() const {
    std::size_t length = 0;
    const std::unique_ptr<char, decltype(&std::free)> text(
        yyjson_mut_write(m_document.get(), YYJSON_WRITE_NOFLAG, &length), &std::free);
    return text ? std::string(text.get(), length) : std::string();
  }

 private:
  [[nodiscard]] yyjson_mut_val* text(std::string_view words) const {
    return yyjson_mut_strncpy(m_document.get(), words.data(), words.size());
  }

  std::unique_ptr<yyjson_mut_doc, decltype(&yyjson_mut_doc_free)> m_document;
  yyjson_mut_val* m_root;
};

// As the file names them, each once, without the questions that Anteroom asks between copies.
class OriginalLinkIds {
 public:
  void add(const forms::Questionnaire& form, const LinkId& link_id) {
    const forms::Item* item = form.find(link_id);
    if (item == nullptr || item->asks_for_copy) return;
    LinkId base(forms::base_link_id(link_id));
    if (m_seen.insert(base).second) m_list.push_back(std::move(base));
  }
  [[nodiscard]] const std::vector<LinkId>& list() const { return m_list; }

 private:
  std::vector<LinkId> m_list;
  std::set<LinkId> m_seen;
};

// Takes proposals as answered, and those that follow from them.
forms::Standing stand_with_proposals(const forms::Questionnaire& form, forms::Answers given,
                                     const std::vector<LinkId>& left_empty, const forms::Day& day) {
  constexpr int most_rounds = 20;
  for (int round = 0;; ++round) {
    forms::Standing standing = forms::stand(form, given, day);
    bool taken = false;
    for (auto& [link_id, proposal] : standing.proposals) {
      if (std::ranges::contains(left_empty, link_id)) continue;
      taken = given.emplace(link_id, proposal).second || taken;
    }
    if (!taken || round == most_rounds) return standing;
  }
}

}  // namespace

std::expected<std::string, forms::Refusal> run_json(const forms::Questionnaire& form, const forms::ScoringRules& rules,
                                                    std::string_view answers, const forms::Day& day) {
  const auto read = forms::read_answers(answers, form);
  if (!read) return std::unexpected(read.error());
  const forms::Standing standing = stand_with_proposals(form, read->as_given, read->left_empty, day);
  OriginalLinkIds enabled;
  OriginalLinkIds asked;
  OriginalLinkIds dropped;
  for (const LinkId& link_id : standing.enabled) enabled.add(form, link_id);
  for (const forms::Item* item : standing.asked) asked.add(form, item->link_id);
  for (const auto& [link_id, answer] : read->as_given) {
    if (!standing.given.contains(link_id)) dropped.add(form, link_id);
  }
  JsonObject json;
  json.add_text("form", form.id);
  json.add_text("version", form.version);
  json.add_link_ids("enabled", enabled.list());
  json.add_link_ids("asked", asked.list());
  json.add_link_ids("dropped", dropped.list());
  json.add_written("answers", forms::to_short_form(form, standing.answers));
  json.add_written("computed", forms::to_short_form(form, standing.computed));
  json.add_written("response", forms::write_response(form, standing.answers, {}));
  const forms::ScoreReport report = rules.score(form, standing.answers, read->context);
  json.add_written("scores", scores_json(report));
  json.add_written("flags", flags_json(report));
  json.add_warnings(standing.warnings);
  return json.written();
}

}  // namespace anteroom::kiosk
