// Untrusted JSON made safe to walk: it owns the limits of size and depth, and refuses duplicate keys and text that is
// not UTF-8.
#pragma once

#include "forms/base/ids.h"

#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <yyjson.h>

namespace anteroom::forms {

struct JsonLimits {
  std::size_t bytes = 4U << 20U;
  std::size_t depth = 64;
};

// What is wrong with the text and, where there is one, the linkId of the innermost object around it.
struct JsonFault {
  LinkId link_id;
  std::string message;
};

class JsonElements;
class JsonMembers;

// A view of one value inside a JsonDocument. An absent member is an empty view: it can be asked anything and answers
// "none", so that readers need no test at every step.
class Json {
 public:
  Json() = default;
  explicit Json(yyjson_val* value) : m_value(value) {}

  [[nodiscard]] bool exists() const { return m_value != nullptr; }
  [[nodiscard]] bool is_null() const { return yyjson_is_null(m_value); }
  [[nodiscard]] bool is_object() const { return yyjson_is_obj(m_value); }
  [[nodiscard]] bool is_array() const { return yyjson_is_arr(m_value); }
  // Null, or a text, a list or an object with nothing in it: FHIR has no such members.
  [[nodiscard]] bool says_nothing() const {
    return is_null() || ((yyjson_is_str(m_value) || yyjson_is_ctn(m_value)) && unsafe_yyjson_get_len(m_value) == 0);
  }
  [[nodiscard]] bool is_number() const { return yyjson_is_raw(m_value); }

  // The member of this key, the first where it stands twice (JsonDocument lets none stand twice).
  [[nodiscard]] Json operator[](std::string_view key) const;

  [[nodiscard]] std::optional<std::string_view> text() const {
    if (!yyjson_is_str(m_value)) return std::nullopt;
    return std::string_view(unsafe_yyjson_get_str(m_value), unsafe_yyjson_get_len(m_value));
  }
  [[nodiscard]] std::string text_or(std::string_view otherwise) const {
    return std::string(text().value_or(otherwise));
  }
  [[nodiscard]] std::optional<bool> boolean() const {
    if (!yyjson_is_bool(m_value)) return std::nullopt;
    return unsafe_yyjson_get_bool(m_value);
  }
  // A number as it was written: 1.50 stays 1.50.
  [[nodiscard]] std::optional<std::string_view> number_text() const;
  // None also where a double cannot hold it.
  [[nodiscard]] std::optional<double> number() const;
  // None also for 7.0, 7e0 and what 64 bits cannot hold.
  [[nodiscard]] std::optional<std::int64_t> integer() const;

  // The very same value of one document.
  [[nodiscard]] bool is_same_place(Json other) const { return m_value == other.m_value; }
  // The same text, blanks included, of one document; true of two absent ones.
  [[nodiscard]] bool is_written_like(Json other) const;

  // The value as JSON again, numbers as they were written; empty for none.
  [[nodiscard]] std::string written() const;

  [[nodiscard]] JsonElements elements() const;  // of an array, none of anything else
  [[nodiscard]] JsonMembers members() const;    // of an object, in file order

  // The same without a list: visitor(element), visitor(key, member).
  template <class Visitor>
  void for_each_element(const Visitor& visitor) const {
    yyjson_arr_iter iterator = yyjson_arr_iter_with(m_value);
    while (yyjson_val* element = yyjson_arr_iter_next(&iterator)) visitor(Json(element));
  }
  template <class Visitor>
  void for_each_member(const Visitor& visitor) const {
    yyjson_obj_iter iterator = yyjson_obj_iter_with(m_value);
    while (yyjson_val* key = yyjson_obj_iter_next(&iterator)) {
      visitor(std::string_view(yyjson_get_str(key), yyjson_get_len(key)), Json(yyjson_obj_iter_get_val(key)));
    }
  }
  // Of an array or an object; 0 of anything else.
  [[nodiscard]] std::size_t size() const { return yyjson_arr_size(m_value) + yyjson_obj_size(m_value); }

 private:
  yyjson_val* m_value = nullptr;
};

// What an array or an object holds, walked where it lies: nothing is copied.
class JsonElements {
 public:
  class Iterator {
   public:
    using value_type = Json;
    using difference_type = std::ptrdiff_t;

    Iterator() = default;
    Iterator(yyjson_val* first, std::size_t left) : m_value(first), m_left(left) {}
    Json operator*() const { return Json(m_value); }
    Iterator& operator++() {
      if (--m_left > 0) m_value = unsafe_yyjson_get_next(m_value);
      return *this;
    }
    Iterator operator++(int) {
      const Iterator before = *this;
      ++*this;
      return before;
    }
    bool operator==(const Iterator& other) const { return m_left == other.m_left; }

   private:
    yyjson_val* m_value = nullptr;
    std::size_t m_left = 0;
  };

  explicit JsonElements(yyjson_val* array) : m_array(yyjson_is_arr(array) ? array : nullptr) {}
  [[nodiscard]] std::size_t size() const { return yyjson_arr_size(m_array); }
  [[nodiscard]] bool empty() const { return size() == 0; }
  [[nodiscard]] Json front() const { return Json(yyjson_arr_get_first(m_array)); }
  [[nodiscard]] Iterator begin() const { return {yyjson_arr_get_first(m_array), size()}; }
  [[nodiscard]] static Iterator end() { return {}; }

 private:
  yyjson_val* m_array = nullptr;
};

class JsonMembers {
 public:
  using Member = std::pair<std::string_view, Json>;

  class Iterator {
   public:
    using value_type = Member;
    using difference_type = std::ptrdiff_t;

    Iterator() = default;
    Iterator(yyjson_val* first_key, std::size_t left) : m_key(first_key), m_left(left) {}
    Member operator*() const {
      return {std::string_view(unsafe_yyjson_get_str(m_key), unsafe_yyjson_get_len(m_key)), Json(m_key + 1)};
    }
    Iterator& operator++() {
      if (--m_left > 0) m_key = unsafe_yyjson_get_next(m_key + 1);
      return *this;
    }
    Iterator operator++(int) {
      const Iterator before = *this;
      ++*this;
      return before;
    }
    bool operator==(const Iterator& other) const { return m_left == other.m_left; }

   private:
    yyjson_val* m_key = nullptr;  // its value lies behind it
    std::size_t m_left = 0;
  };

  explicit JsonMembers(yyjson_val* object) : m_object(yyjson_is_obj(object) ? object : nullptr) {}
  [[nodiscard]] std::size_t size() const { return yyjson_obj_size(m_object); }
  [[nodiscard]] bool empty() const { return size() == 0; }
  [[nodiscard]] Member front() const { return *begin(); }
  [[nodiscard]] Iterator begin() const { return {empty() ? nullptr : unsafe_yyjson_get_first(m_object), size()}; }
  [[nodiscard]] static Iterator end() { return {}; }

 private:
  yyjson_val* m_object = nullptr;
};

// Keys of one length are common in FHIR (text, type, code, item): their first and last letters spare most comparisons.
inline Json Json::operator[](std::string_view key) const {
  if (!yyjson_is_obj(m_value)) return {};
  yyjson_val* at = unsafe_yyjson_get_first(m_value);
  for (std::size_t left = unsafe_yyjson_get_len(m_value); left > 0; --left) {
    const std::string_view written(unsafe_yyjson_get_str(at), unsafe_yyjson_get_len(at));
    const bool may_be = written.size() == key.size() &&
                        (key.empty() || (written.front() == key.front() && written.back() == key.back()));
    if (may_be && written == key) return Json(at + 1);
    at = unsafe_yyjson_get_next(at + 1);
  }
  return {};
}

inline JsonElements Json::elements() const { return JsonElements(m_value); }
inline JsonMembers Json::members() const { return JsonMembers(m_value); }

class JsonDocument {
 public:
  // Views into the document live as long as it does. yyjson does not recurse; whoever walks the document never
  // recurses deeper than the limit.
  [[nodiscard]] static std::expected<JsonDocument, JsonFault> parse(std::string_view text,
                                                                    const JsonLimits& limits = {});
  [[nodiscard]] Json root() const { return Json(yyjson_doc_get_root(m_document.get())); }

 private:
  struct Free {
    void operator()(yyjson_doc* document) const { yyjson_doc_free(document); }
  };
  explicit JsonDocument(yyjson_doc* document) : m_document(document) {}
  std::unique_ptr<yyjson_doc, Free> m_document;
};

}  // namespace anteroom::forms
