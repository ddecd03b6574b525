// Reads the items of a Questionnaire: what each is, and what about it Anteroom cannot do.
#include "forms/copies.h"
#include "forms/reading.h"

#include <algorithm>
#include <array>
#include <format>

namespace anteroom::forms {
namespace {

struct TypeName {
  std::string_view name;
  ItemType type;
};
constexpr std::array type_names{
    TypeName{"group", ItemType::group},       TypeName{"display", ItemType::display},
    TypeName{"boolean", ItemType::boolean},   TypeName{"decimal", ItemType::decimal},
    TypeName{"integer", ItemType::integer},   TypeName{"date", ItemType::date},
    TypeName{"time", ItemType::time},         TypeName{"dateTime", ItemType::date_time},
    TypeName{"string", ItemType::string},     TypeName{"text", ItemType::text},
    TypeName{"url", ItemType::url},           TypeName{"choice", ItemType::choice},
    TypeName{"quantity", ItemType::quantity}, TypeName{"open-choice", ItemType::open_choice},
};

struct Remedy {
  std::string_view name;
  std::string_view what_to_do;
};
constexpr std::array unsupported_types{
    Remedy{"attachment", "remove the item"},
    Remedy{"reference", "remove the item"},
    Remedy{"question", "name the kind of answer, for example string"},
};

bool lists_options(Json json) {
  return present(json, "answerOption").exists() || present(json, "answerValueSet").exists() ||
         present(json, "option").exists() || present(json, "options").exists();
}

// Other answers than the options: R5's answerConstraint.
bool allows_other_answers(Json json) {
  const auto constraint = present(json, "answerConstraint").text();
  return constraint == "optionsOrString" || constraint == "optionsOrType";
}

// R5 has one type for choices, and options for every type.
std::optional<ItemType> read_r5_type(Json json, std::string_view name, std::string_view link_id, Findings& findings) {
  const bool open = allows_other_answers(json);
  if (name == "coding") {
    findings.warning(link_id, std::format("type coding is FHIR R5; it is read as {}", open ? "open-choice" : "choice"));
    return open ? ItemType::open_choice : ItemType::choice;
  }
  if (open && lists_options(json) && (name == "string" || name == "text" || name == "choice")) {
    findings.warning(link_id, "answerConstraint is FHIR R5; the question is read as open-choice");
    return ItemType::open_choice;
  }
  return std::nullopt;
}

std::optional<ItemType> read_type(Json json, std::string_view link_id, Findings& findings) {
  const std::string_view name = json["type"].text().value_or("");
  if (const auto newer = read_r5_type(json, name, link_id, findings)) return newer;
  if (const auto known = std::ranges::find(type_names, name, &TypeName::name); known != type_names.end())
    return known->type;
  if (name.empty()) {
    if (present(json, "item").exists() && !lists_options(json)) {
      findings.warning(link_id, "type is missing; the item holds others and is read as a group");
      return ItemType::group;
    }
    if (lists_options(json)) {
      findings.warning(link_id, "type is missing; the item lists options and is read as a choice");
      return ItemType::choice;
    }
    findings.error(link_id, "type is missing; write for example \"type\": \"choice\"");
  } else if (const auto remedy = std::ranges::find(unsupported_types, name, &Remedy::name);
             remedy != unsupported_types.end()) {
    findings.unsupported(link_id, name,
                         std::format("type {} is not supported; {}", in_quotes(name), remedy->what_to_do));
  } else {
    findings.error(link_id,
                   std::format("type {} does not exist in FHIR R4; use group, display, boolean, decimal, integer, "
                               "date, string, text or choice",
                               in_quotes(name)));
  }
  return std::nullopt;
}

std::size_t size_of(const OptionList& options) {
  std::size_t bytes = 0;
  for (const AnswerOption& option : options) {
    bytes += sizeof(AnswerOption) + option.label.original.size() + option.prefix.size();
    if (const auto* coding = std::get_if<Coding>(&option.value)) bytes += coding->system.size() + coding->code.size();
    for (const auto& [language, text] : option.label.translations) bytes += 64 + language.size() + text.size();
  }
  return bytes;
}

bool holds_question(const Item& item) { return item.is_question() || std::ranges::any_of(item.items, holds_question); }

}  // namespace

std::vector<Item> ItemReader::read(Json items, std::string_view parent, std::size_t depth) {
  std::vector<Item> read;
  if (items.exists() && !items.is_null() && !items.is_array()) m_findings.error(parent, "item must be a list");
  if (!items.is_array() || items.size() == 0) return read;
  if (depth > m_limits.item_depth) {
    m_findings.error(parent, std::format("items nest deeper than {} levels; flatten the groups", m_limits.item_depth));
    return read;
  }
  read.reserve(std::min(items.size(), m_limits.items));
  items.for_each_element([&](Json item) {
    if (m_findings.hopeless() || m_count > m_limits.items) return;
    if (++m_count > m_limits.items) {
      m_findings.error(parent, std::format("the form has more than {} items; split it", m_limits.items));
      return;
    }
    if (auto one = read_item(item, parent, depth)) read.push_back(std::move(*one));
  });
  return read;
}

// A display or a group that nothing can name is named here; a question without a linkId would have no place in the
// response.
LinkId ItemReader::read_link_id(Json json, std::string_view kind, std::string_view parent) {
  const auto name_it = [&] {
    LinkId name;
    do {
      name = std::format("{}-{}", kind, ++m_named);
    } while (m_link_ids.contains(name));
    return name;
  };
  LinkId link_id = json["linkId"].text_or("");
  if (const auto number = json["linkId"].number_text()) {
    link_id = *number;
    m_findings.warning(link_id, "linkId must be a text in quotes; it is read as one");
  }
  if (link_id.empty() && !kind.empty()) {
    link_id = name_it();
    m_findings.warning(parent, std::format("a {} {} has no linkId; it is called {}", kind,
                                           parent.empty() ? "at the top" : "below this one", link_id));
  } else if (kind == "display" && m_link_ids.contains(link_id)) {
    const LinkId name = name_it();
    m_findings.warning(link_id,
                       std::format("the linkId stands twice; the second time it is a display, called {}", name));
    link_id = name;
  }
  if (link_id.empty()) {
    m_findings.error(parent, std::format("an item {} has no linkId; give it one of its own",
                                         parent.empty() ? "at the top" : "below this one"));
  } else if (link_id.contains(copy_mark)) {
    m_findings.error(parent, "a linkId holds a control character; use letters and digits");
  } else if (!m_link_ids.insert(link_id).second) {
    m_findings.error(link_id, "the linkId stands twice; give each item one of its own");
  }
  return link_id;
}

std::optional<Item> ItemReader::read_item(Json json, std::string_view parent, std::size_t depth) {
  if (!json.is_object()) {
    if (json.is_null()) {
      m_findings.warning(parent, "an item is null and is left out");
    } else {
      m_findings.error(parent, "an item must be an object in braces");
    }
    return std::nullopt;
  }
  Item item;
  const auto named = json["type"].text();
  const bool is_display = named == "display" && !present(json, "item").exists();
  item.link_id = read_link_id(json, is_display ? "display" : named == "group" ? "group" : "", parent);
  if ((named == "attachment" || named == "reference") && m_not_asked.take(json, item.link_id, *named)) return {};
  const auto type = read_type(json, item.link_id, m_findings);
  item.type = type.value_or(ItemType::display);
  item.prefix = json["prefix"].text_or("");
  item.text = read_text(json, "text", item.link_id, m_findings);
  item.ranked = has_control(json, "ranked");
  item.body_map = has_control(json, "body-map");
  item.required = read_boolean(json, "required", item.link_id, m_findings);
  item.read_only = read_boolean(json, "readOnly", item.link_id, m_findings);
  item.repeats = read_boolean(json, "repeats", item.link_id, m_findings);
  json["code"].for_each_element([&](Json code) { item.codes.push_back(read_coding(code)); });
  read_item_extensions(json, item, m_resources, m_findings);
  if (read_conditions(json, item, m_findings)) m_assumed_any.insert(item.link_id);
  if (present(json, "disabledDisplay").text() == "protected" || present(json, "disabledDisplay").text() == "hidden") {
    m_findings.warning(item.link_id, "disabledDisplay is FHIR R5 and left out: what is disabled is not shown");
  }
  if (item.type == ItemType::display && item.required) {
    item.required = false;
    m_findings.warning(item.link_id, "a display cannot be required; that is left out");
  }
  const bool nobody_chooses = item.hidden || item.read_only || !item.calculated.empty();
  if (type == ItemType::choice && !lists_options(json) && !nobody_chooses &&
      m_not_asked.take(json, item.link_id, "choice without options")) {
    return {};
  }
  if (type && item.is_question()) {
    read_question(json, item);
  } else if (type) {
    read_options_of(json, item);
  }
  read_children(json, item, depth);
  return item;
}

void ItemReader::read_question(Json json, Item& item) {
  if (item.text.original.empty() && !item.hidden) {
    json["code"].for_each_element([&](Json code) {
      if (item.text.original.empty()) item.text.original = code["display"].text_or("");
    });
    m_findings.warning(item.link_id, item.text.original.empty()
                                         ? "the question has no text; the patient reads only what stands above it"
                                         : "the question has no text; the patient reads the display of its code");
  }
  if (item.repeats && item.type == ItemType::boolean) {
    item.repeats = false;
    m_findings.flattened(item.link_id, "yes/no question that repeats: asked once");
  }
  if (!item.repeats) {
    item.min_occurs.reset();
    item.max_occurs.reset();
  } else if (item.max_occurs && item.min_occurs.value_or(0) > *item.max_occurs) {
    m_findings.error(item.link_id, "minOccurs is above maxOccurs, so no answer is right; exchange them");
  }
  if (present(json, "answerConstraint").text() == "optionsOrType" && item.type != ItemType::open_choice &&
      lists_options(json)) {
    m_findings.unsupported(item.link_id, "other answers than the options",
                           "answerConstraint is FHIR R5 and allows other answers; use open-choice");
  }
  read_answer_limits(json, item, m_findings);
  read_options_of(json, item);
  read_initial(json, item, m_findings);
  const bool given_by_form = !item.initial.empty() || !item.calculated.empty() || !item.initial_expression.empty();
  if (item.read_only && !item.hidden && !given_by_form) {
    m_findings.warning(item.link_id, "readOnly: the patient cannot answer it, and the form gives it no answer");
  }
}

void ItemReader::read_options_of(Json json, Item& item) {
  if (m_option_bytes > m_limits.option_bytes) {
    m_findings.error(item.link_id,
                     std::format("the options of the form take more than {} bytes; split it", m_limits.option_bytes));
    return;
  }
  item.options = options_of(json, item);
  m_option_bytes += size_of(item.options);
}

// Options written as those of the question before are the same options, if nothing was to be said of them.
OptionList ItemReader::options_of(Json json, Item& item) {
  const Json listed = json["answerOption"];
  const bool only_listed = listed.is_array() && !json["answerValueSet"].exists() && !json["options"].exists() &&
                           !json["answerValueSetUri"].exists();
  if (only_listed && item.type == m_listed_for && listed.is_written_like(m_listed)) return m_options;
  const std::size_t said_before = m_findings.said();
  OptionList options = read_options(json, item, m_resources, m_limits, m_findings);
  if (only_listed && m_findings.said() == said_before) {
    m_listed = listed;
    m_listed_for = item.type;
    m_options = options;
  }
  return options;
}

// The words at the two ends of a 0-10 row and a unit may be display items below the question, marked by item controls.
void ItemReader::read_children(Json json, Item& item, std::size_t depth) {
  const Json children = json["item"];
  item.items = read(children, item.link_id, depth + 1);
  if (item.items.empty()) return;
  if (item.type == ItemType::display) {
    item.type = ItemType::group;
    m_findings.warning(item.link_id, "a display holds items; it is read as a group");
  }
  if (!item.is_question()) return;
  if (item.repeats && std::ranges::any_of(item.items, holds_question)) {
    m_findings.flattened(item.link_id, "questions for each answer: asked once for all answers together");
    m_findings.warning(item.link_id, "the questions below it are asked once for all of its answers together");
  }
  children.for_each_element([&](Json child) {
    const auto link_id = child["linkId"].text();
    const auto display = std::ranges::find_if(
        item.items, [&](const Item& below) { return below.link_id == link_id && below.type == ItemType::display; });
    if (display == item.items.end()) return;
    if (has_control(child, "unit")) {
      if (!item.unit) item.unit = display->text.original;
      item.items.erase(display);
      return;
    }
    Text* const place = has_control(child, "lower")   ? &item.low_anchor
                        : has_control(child, "upper") ? &item.high_anchor
                                                      : nullptr;
    if (place == nullptr) return;
    if (!place->original.empty())
      m_findings.error(display->link_id, "the question has two texts for the same end of its row; keep one");
    *place = display->text;
    item.items.erase(display);
  });
}

}  // namespace anteroom::forms
