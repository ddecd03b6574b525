#include "forms/short_form.h"

#include "forms/copies.h"

#include <cstdlib>
#include <memory>
#include <yyjson.h>

namespace anteroom::forms {
namespace {

class ShortFormWriter {
 public:
  explicit ShortFormWriter(const Answers& answers)
      : m_answers(answers), m_document(yyjson_mut_doc_new(nullptr), &yyjson_mut_doc_free) {}

  std::string write(const Questionnaire& form) {
    yyjson_mut_val* root = yyjson_mut_obj(m_document.get());
    yyjson_mut_doc_set_root(m_document.get(), root);
    add_items(form.items, root);
    std::size_t length = 0;
    const std::unique_ptr<char, decltype(&std::free)> text(
        yyjson_mut_write(m_document.get(), YYJSON_WRITE_NOFLAG, &length), &std::free);
    return text ? std::string(text.get(), length) : "{}";
  }

 private:
  // What is not repeated stands in one object, whatever groups it is in.
  void add_items(const std::vector<Item>& items, yyjson_mut_val* object) {
    yyjson_mut_val* copies = nullptr;
    for (const Item& item : items) {
      if (item.asks_for_copy) continue;
      if (item.copy == 0) {
        if (const auto found = m_answers.find(item.link_id); found != m_answers.end()) {
          yyjson_mut_obj_add(object, text(base_link_id(item.link_id)), of(found->second));
        }
        add_items(item.items, object);
        continue;
      }
      yyjson_mut_val* copy = yyjson_mut_obj(m_document.get());
      add_items(item.items, copy);
      if (item.copy == 1) copies = nullptr;
      if (yyjson_mut_obj_size(copy) == 0) continue;
      if (copies == nullptr) {
        copies = yyjson_mut_arr(m_document.get());
        yyjson_mut_obj_add(object, text(base_link_id(item.link_id)), copies);
      }
      yyjson_mut_arr_append(copies, copy);
    }
  }

  [[nodiscard]] yyjson_mut_val* text(std::string_view words) const {
    return yyjson_mut_strncpy(m_document.get(), words.data(), words.size());
  }

  [[nodiscard]] yyjson_mut_val* of(const Answer& answer) const {
    if (std::holds_alternative<Declined>(answer)) {
      yyjson_mut_val* object = yyjson_mut_obj(m_document.get());
      yyjson_mut_obj_add_bool(m_document.get(), object, "declined", true);
      return object;
    }
    if (const auto* value = std::get_if<Value>(&answer)) return std::visit(*this, *value);
    yyjson_mut_val* list = yyjson_mut_arr(m_document.get());
    for (const Value& value : values_of(answer)) yyjson_mut_arr_append(list, std::visit(*this, value));
    return list;
  }

 public:
  yyjson_mut_val* operator()(bool value) const { return yyjson_mut_bool(m_document.get(), value); }
  yyjson_mut_val* operator()(std::int64_t value) const { return yyjson_mut_sint(m_document.get(), value); }
  yyjson_mut_val* operator()(const Decimal& value) const {
    return yyjson_mut_rawncpy(m_document.get(), value.text.data(), value.text.size());
  }
  yyjson_mut_val* operator()(const Date& value) const { return text(to_string(value)); }
  yyjson_mut_val* operator()(const std::string& value) const { return text(value); }
  yyjson_mut_val* operator()(const Coding& value) const { return text(value.code); }
  yyjson_mut_val* operator()(const Time& value) const { return text(value.text); }
  yyjson_mut_val* operator()(const DateTime& value) const { return text(value.text); }
  yyjson_mut_val* operator()(const Quantity& value) const {
    yyjson_mut_val* object = yyjson_mut_obj(m_document.get());
    yyjson_mut_obj_add(object, text("value"), (*this)(value.number));
    const std::string& unit = value.unit.empty() ? value.code : value.unit;
    if (!unit.empty()) yyjson_mut_obj_add(object, text("unit"), text(unit));
    return object;
  }

 private:
  const Answers& m_answers;
  std::unique_ptr<yyjson_mut_doc, decltype(&yyjson_mut_doc_free)> m_document;
};

}  // namespace

std::string to_short_form(const Questionnaire& form, const Answers& answers) {
  return ShortFormWriter(answers).write(form);
}

}  // namespace anteroom::forms
