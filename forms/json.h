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
#include <vector>
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
  [[nodiscard]] bool is_number() const { return yyjson_is_raw(m_value); }

  [[nodiscard]] Json operator[](std::string_view key) const {
    return Json(yyjson_obj_getn(m_value, key.data(), key.size()));
  }

  [[nodiscard]] std::optional<std::string_view> text() const;
  [[nodiscard]] std::string text_or(std::string_view otherwise) const {
    return std::string(text().value_or(otherwise));
  }
  [[nodiscard]] std::optional<bool> boolean() const;
  // A number as it was written: 1.50 stays 1.50.
  [[nodiscard]] std::optional<std::string_view> number_text() const;
  // None also where a double cannot hold it.
  [[nodiscard]] std::optional<double> number() const;
  // None also for 7.0, 7e0 and what 64 bits cannot hold.
  [[nodiscard]] std::optional<std::int64_t> integer() const;

  // The value as JSON again, numbers as they were written; empty for none.
  [[nodiscard]] std::string written() const;

  [[nodiscard]] std::vector<Json> elements() const;                              // of an array
  [[nodiscard]] std::vector<std::pair<std::string_view, Json>> members() const;  // of an object, in file order

 private:
  yyjson_val* m_value = nullptr;
};

class JsonDocument {
 public:
  // Views into the document live as long as it does. Depth is checked before anything is built, so nobody recurses
  // deeper.
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
