#include "tests/mutation/mutant.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <format>
#include <memory>
#include <vector>
#include <yyjson.h>

namespace anteroom::mutation {
namespace {

// What people read and no rule depends on.
constexpr std::array<std::string_view, 22> prose = {
    "label",         "short_name",    "long_name",       "patient_title", "patient_notice", "patient_notice_approval",
    "patient_after", "recall_period", "licence",         "domain",        "sources",        "source",
    "message",       "title",         "not_asked_with",  "version",       "form",           "patient_after_approval",
    "raised_by",     "patient_words", "patient_message", "loinc"};

// Words of a closed set have another one to become; any other word gets a letter more.
std::string other_word(std::string_view word) {
  if (word == "lower_is_better") return "higher_is_better";
  if (word == "higher_is_better") return "lower_is_better";
  if (word == "safety") return "attention";
  if (word == "attention") return "safety";
  return std::string(word) + "x";
}

class Walk {
 public:
  Walk(std::string_view json, int target) : m_target(target) {
    yyjson_doc* read =
        yyjson_read_opts(const_cast<char*>(json.data()), json.size(), YYJSON_READ_NUMBER_AS_RAW, nullptr, nullptr);
    m_document.reset(yyjson_doc_mut_copy(read, nullptr));
    yyjson_doc_free(read);
  }

  std::optional<Mutant> run() {
    visit(yyjson_mut_doc_get_root(m_document.get()), "");
    if (m_what.empty()) return std::nullopt;
    std::size_t length = 0;
    const std::unique_ptr<char, decltype(&std::free)> text(
        yyjson_mut_write(m_document.get(), YYJSON_WRITE_NOFLAG, &length), &std::free);
    return Mutant{std::string(text.get(), length), m_what};
  }

 private:
  // True for the one fault that is wanted.
  bool is_it(const std::string& what) {
    if (m_next++ != m_target) return false;
    m_what = what;
    return true;
  }
  [[nodiscard]] bool done() const { return m_next > m_target; }

  void visit(yyjson_mut_val* value, const std::string& path) {
    if (done()) return;
    if (yyjson_mut_is_obj(value)) return visit_object(value, path);
    if (yyjson_mut_is_arr(value)) return visit_list(value, path);
    if (yyjson_mut_is_raw(value)) return change_number(value, path);
    if (yyjson_mut_is_bool(value) && is_it(path + ": flipped")) {
      yyjson_mut_set_bool(value, !yyjson_mut_get_bool(value));
    } else if (yyjson_mut_is_str(value)) {
      const std::string_view word(yyjson_mut_get_str(value), yyjson_mut_get_len(value));
      const std::string other = other_word(word);
      if (is_it(std::format("{}: {} becomes {}", path, word, other))) set_text(value, other);
    }
  }

  void visit_object(yyjson_mut_val* object, const std::string& path) {
    std::vector<std::pair<std::string, yyjson_mut_val*>> members;
    yyjson_mut_obj_iter iterator = yyjson_mut_obj_iter_with(object);
    while (yyjson_mut_val* key = yyjson_mut_obj_iter_next(&iterator)) {
      members.emplace_back(yyjson_mut_get_str(key), yyjson_mut_obj_iter_get_val(key));
    }
    for (const auto& [key, member] : members) {
      if (done()) return;
      if (std::ranges::contains(prose, key)) continue;
      const std::string below = path.empty() ? key : path + "." + key;
      if (is_it(below + ": left out")) {
        yyjson_mut_obj_remove_keyn(object, key.data(), key.size());
        return;
      }
      visit(member, below);
    }
  }

  void visit_list(yyjson_mut_val* list, const std::string& path) {
    for (std::size_t index = 0; index < yyjson_mut_arr_size(list); ++index) {
      if (done()) return;
      const std::string below = std::format("{}[{}]", path, index);
      if (is_it(below + ": left out")) {
        yyjson_mut_arr_remove(list, index);
        return;
      }
      visit(yyjson_mut_arr_get(list, index), below);
    }
  }

  // One step of its last digit up, and one down.
  void change_number(yyjson_mut_val* value, const std::string& path) {
    const std::string_view text(yyjson_mut_get_raw(value), yyjson_mut_get_len(value));
    const std::size_t point = text.find('.');
    const int decimals = point == std::string_view::npos ? 0 : static_cast<int>(text.size() - point - 1);
    double number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    for (const int direction : {1, -1}) {
      const std::string other = std::format("{:.{}f}", number + direction * std::pow(10.0, -decimals), decimals);
      if (!is_it(std::format("{}: {} becomes {}", path, text, other))) continue;
      yyjson_mut_val* raw = yyjson_mut_rawncpy(m_document.get(), other.data(), other.size());
      value->tag = raw->tag;
      value->uni = raw->uni;
      return;
    }
  }

  void set_text(yyjson_mut_val* value, const std::string& text) {
    const yyjson_mut_val* copy = yyjson_mut_strncpy(m_document.get(), text.data(), text.size());
    value->tag = copy->tag;
    value->uni = copy->uni;
  }

  std::unique_ptr<yyjson_mut_doc, decltype(&yyjson_mut_doc_free)> m_document{nullptr, &yyjson_mut_doc_free};
  int m_target;
  int m_next = 0;
  std::string m_what;
};

}  // namespace

std::optional<Mutant> mutant(std::string_view scoring_json, int number) { return Walk(scoring_json, number).run(); }

}  // namespace anteroom::mutation
