#include "forms/write_response.h"

#include "forms/copies.h"

#include <algorithm>
#include <cstdlib>
#include <format>
#include <memory>
#include <yyjson.h>

namespace anteroom::forms {
namespace {

struct FreeMutable {
  void operator()(yyjson_mut_doc* document) const { yyjson_mut_doc_free(document); }
};

class ResponseWriter {
 public:
  ResponseWriter(const Answers& answers, std::string_view language) : m_answers(answers), m_language(language) {}

  std::string write(const Questionnaire& form, const ResponseHead& head) {
    yyjson_mut_val* const root = object();
    yyjson_mut_doc_set_root(m_document.get(), root);
    add(root, "resourceType", "QuestionnaireResponse");
    if (!m_language.empty()) add(root, "language", m_language);
    if (!head.identifier.value.empty()) add(root, "identifier", identifier(head.identifier));
    if (!form.url.empty()) {
      add(root, "questionnaire", form.version.empty() ? form.url : std::format("{}|{}", form.url, form.version));
    }
    add(root, "status", head.status);
    if (!head.subject.value.empty()) {
      yyjson_mut_val* const subject = object();
      add(subject, "type", "Patient");
      add(subject, "identifier", identifier(head.subject));
      add(root, "subject", subject);
    }
    if (!head.authored.empty()) add(root, "authored", head.authored);
    yyjson_mut_val* const items = array();
    write_items(form.items, items);
    if (yyjson_mut_arr_size(items) > 0) add(root, "item", items);
    std::size_t length = 0;
    const std::unique_ptr<char, decltype(&std::free)> written(
        yyjson_mut_write(m_document.get(), YYJSON_WRITE_NOFLAG, &length), &std::free);
    return written ? std::string(written.get(), length) : std::string();
  }

 private:
  [[nodiscard]] yyjson_mut_val* object() const { return yyjson_mut_obj(m_document.get()); }
  [[nodiscard]] yyjson_mut_val* array() const { return yyjson_mut_arr(m_document.get()); }
  void add(yyjson_mut_val* to, const char* key, std::string_view text) const {
    yyjson_mut_obj_add_strncpy(m_document.get(), to, key, text.data(), text.size());
  }
  void add(yyjson_mut_val* to, const char* key, yyjson_mut_val* member) const {
    yyjson_mut_obj_add_val(m_document.get(), to, key, member);
  }
  // A number as it was written: 1.50 stays 1.50.
  void add_number(yyjson_mut_val* to, const char* key, std::string_view number) const {
    add(to, key, yyjson_mut_rawncpy(m_document.get(), number.data(), number.size()));
  }
  void append(yyjson_mut_val* list, yyjson_mut_val* element) const { yyjson_mut_arr_append(list, element); }

  [[nodiscard]] yyjson_mut_val* identifier(const ResponseIdentifier& of) const {
    yyjson_mut_val* const written = object();
    if (!of.system.empty()) add(written, "system", of.system);
    add(written, "value", of.value);
    return written;
  }

  void write_items(const std::vector<Item>& items, yyjson_mut_val* list) {
    for (auto item = items.begin(); item != items.end(); ++item) {
      if (item->type == ItemType::display || item->asks_for_copy) continue;
      if (item->type == ItemType::group) {
        write_group(*item, item->copy > 0 && is_followed(item, items.end()), list);
      } else {
        write_question(*item, list);
      }
    }
  }

  // Whether a later copy of this group holds something, so that this one must stand in its place, be it empty.
  [[nodiscard]] bool is_followed(std::vector<Item>::const_iterator group, std::vector<Item>::const_iterator end) const {
    const auto is_later_copy = [&](const Item& other) {
      return other.copy > group->copy && base_link_id(other.link_id) == base_link_id(group->link_id);
    };
    return std::any_of(group + 1, end, [&](const Item& other) { return is_later_copy(other) && is_wanted(other); });
  }

  // A copy that the patient asked for, or in which something is answered.
  [[nodiscard]] bool is_wanted(const Item& group) const {
    if (group.copy > 1 && !group.enable_when.empty()) {
      const auto more = m_answers.find(group.enable_when.front().question);
      if (more != m_answers.end() && more->second == Answer(Value(true))) return true;
    }
    return holds_answer(group);
  }

  [[nodiscard]] bool holds_answer(const Item& item) const {
    if (item.is_question() && !item.asks_for_copy && m_answers.contains(item.link_id)) return true;
    return std::ranges::any_of(item.items, [&](const Item& below) { return holds_answer(below); });
  }

  yyjson_mut_val* start(const Item& item) const {
    yyjson_mut_val* const written = object();
    add(written, "linkId", base_link_id(item.link_id));
    return written;
  }

  void add_text(yyjson_mut_val* written, const Item& item) const {
    const std::string& text = item.text.in(m_language);
    if (!text.empty()) add(written, "text", text);
  }

  void write_group(const Item& group, bool is_followed, yyjson_mut_val* list) {
    yyjson_mut_val* const below = array();
    write_items(group.items, below);
    const bool is_empty = yyjson_mut_arr_size(below) == 0;
    if (is_empty && !is_followed && !(group.copy > 1 && is_wanted(group))) return;
    yyjson_mut_val* const written = start(group);
    add_text(written, group);
    if (!is_empty) add(written, "item", below);
    append(list, written);
  }

  void write_question(const Item& item, yyjson_mut_val* list) {
    const auto answer = m_answers.find(item.link_id);
    yyjson_mut_val* const below = array();
    write_items(item.items, below);
    const bool is_empty = yyjson_mut_arr_size(below) == 0;
    if (answer == m_answers.end() && is_empty) return;
    yyjson_mut_val* const written = start(item);
    if (answer != m_answers.end() && std::holds_alternative<Declined>(answer->second)) add_declined(written);
    add_text(written, item);
    yyjson_mut_val* const values = array();
    if (answer != m_answers.end()) {
      for (const Value& value : values_of(answer->second)) append(values, written_value(item, value));
    }
    if (yyjson_mut_arr_size(values) > 0) {
      add(written, "answer", values);
      if (!is_empty) add(yyjson_mut_arr_get_first(values), "item", below);
    } else if (!is_empty) {
      add(written, "item", below);
    }
    append(list, written);
  }

  void add_declined(yyjson_mut_val* written) const {
    yyjson_mut_val* const reason = object();
    add(reason, "url", "http://hl7.org/fhir/StructureDefinition/data-absent-reason");
    add(reason, "valueCode", "asked-declined");
    yyjson_mut_val* const extensions = array();
    append(extensions, reason);
    add(written, "extension", extensions);
  }

  yyjson_mut_val* written_value(const Item& item, const Value& value) {
    const auto option = std::ranges::find(item.options, value, &AnswerOption::value);
    m_option = option == item.options.end() ? nullptr : &*option;
    m_item = &item;
    m_answer = object();
    std::visit([this](const auto& held) { write(held); }, value);
    return m_answer;
  }

  // What the chosen option counts; a value that is no Coding holds it beside itself.
  [[nodiscard]] yyjson_mut_val* ordinal() const {
    yyjson_mut_val* const counts = object();
    add(counts, "url", m_option->ordinal_url);
    add_number(counts, "valueDecimal", std::format("{}", *m_option->ordinal));
    yyjson_mut_val* const extensions = array();
    append(extensions, counts);
    return extensions;
  }

  void add_ordinal_beside(const char* key) const {
    if (m_option == nullptr || !m_option->ordinal || m_option->ordinal_url.empty()) return;
    yyjson_mut_val* const beside = object();
    add(beside, "extension", ordinal());
    add(m_answer, key, beside);
  }

  void write(bool value) const { add(m_answer, "valueBoolean", yyjson_mut_bool(m_document.get(), value)); }
  void write(std::int64_t value) const {
    add(m_answer, "valueInteger", yyjson_mut_sint(m_document.get(), value));
    add_ordinal_beside("_valueInteger");
  }
  void write(const Decimal& value) const { add_number(m_answer, "valueDecimal", value.text); }
  void write(const Date& value) const {
    add(m_answer, "valueDate", anteroom::to_string(value));
    add_ordinal_beside("_valueDate");
  }
  void write(const std::string& value) const {
    const bool is_address = m_item->type == ItemType::url;
    add(m_answer, is_address ? "valueUri" : "valueString", value);
    if (!is_address) add_ordinal_beside("_valueString");
  }
  void write(const Time& value) const {
    add(m_answer, "valueTime", value.text);
    add_ordinal_beside("_valueTime");
  }
  void write(const DateTime& value) const { add(m_answer, "valueDateTime", value.text); }
  void write(const Coding& value) const {
    yyjson_mut_val* const coding = object();
    if (m_option != nullptr && m_option->ordinal && !m_option->ordinal_url.empty()) add(coding, "extension", ordinal());
    if (!value.system.empty()) add(coding, "system", value.system);
    if (m_option == nullptr || !m_option->without_code) add(coding, "code", value.code);
    if (m_option != nullptr) {
      // Without a code the display is what the answer is known by, so it stays as the form has it.
      add(coding, "display", m_option->without_code ? value.code : m_option->label.in(m_language));
    }
    add(m_answer, "valueCoding", coding);
  }
  void write(const Quantity& value) const {
    yyjson_mut_val* const quantity = object();
    add_number(quantity, "value", value.number.text);
    if (!value.unit.empty()) add(quantity, "unit", value.unit);
    if (!value.system.empty()) add(quantity, "system", value.system);
    if (!value.code.empty()) add(quantity, "code", value.code);
    add(m_answer, "valueQuantity", quantity);
  }

  const Answers& m_answers;
  std::string_view m_language;
  std::unique_ptr<yyjson_mut_doc, FreeMutable> m_document{yyjson_mut_doc_new(nullptr)};
  const Item* m_item = nullptr;  // whose answer is being written
  const AnswerOption* m_option = nullptr;
  yyjson_mut_val* m_answer = nullptr;
};

}  // namespace

std::string write_response(const Questionnaire& form, const Answers& answers, const ResponseHead& head) {
  return ResponseWriter(answers, head.language.empty() ? std::string_view(form.language) : head.language)
      .write(form, head);
}

}  // namespace anteroom::forms
