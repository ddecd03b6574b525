#include "export/csv.h"

#include "export/summary_layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <format>
#include <map>
#include <set>

namespace anteroom::exporting {
namespace {

using forms::AnswerOption;
using forms::Item;
using forms::ItemType;

// How an option is written: by the number that it counts where every option has one of its own, else by its place.
std::vector<std::string> option_codes(const Item& item) {
  std::vector<std::string> codes;
  std::set<double> numbers;
  for (const AnswerOption& option : item.options) {
    if (option.ordinal && *option.ordinal == std::round(*option.ordinal)) numbers.insert(*option.ordinal);
  }
  const bool counted = numbers.size() == item.options.size();
  for (std::size_t at = 0; at < item.options.size(); ++at)
    codes.push_back(counted ? plain_number(*item.options[at].ordinal) : std::to_string(at + 1));
  return codes;
}

std::string scalar(const forms::Value& value) {
  struct Words {
    std::string operator()(bool yes) const { return yes ? "1" : "0"; }
    std::string operator()(std::int64_t number) const { return std::to_string(number); }
    std::string operator()(const forms::Decimal& number) const { return number.text; }
    std::string operator()(const Date& day) const { return to_string(day); }
    std::string operator()(const std::string& text) const { return csv_text(text); }
    std::string operator()(const forms::Coding& coding) const { return coding.code; }
    std::string operator()(const forms::Time& time) const { return time.text; }
    std::string operator()(const forms::DateTime& moment) const { return moment.text; }
    std::string operator()(const forms::Quantity& quantity) const {
      return quantity.number.text + (quantity.unit.empty() ? "" : " " + quantity.unit);
    }
  };
  return std::visit(Words(), value);
}

bool is_choice(const Item& item) { return !item.options.empty(); }
bool is_checkbox(const Item& item) { return is_choice(item) && item.repeats; }
bool has_free_text(const Item& item) { return item.type == ItemType::open_choice; }

// A question's columns: one, or one an option where several may be chosen, and one more for free text or for the order.
struct Column {
  enum class Part { value, option, other, order };
  std::string name;
  const forms::Form* form = nullptr;
  const Item* item = nullptr;
  Part part = Part::value;
  std::size_t option = 0;
};

std::vector<const Item*> exported_questions(const forms::Form& form) {
  std::vector<const Item*> items;
  for (const Item* item : form.questionnaire.questions()) {
    if (!item->asks_for_copy) items.push_back(item);
  }
  return items;
}

// LOINC's linkIds say nothing by themselves, so the form stands before each.
std::string base_name(const forms::Form& form, std::string_view part) {
  return csv_name(form.questionnaire.id + "_" + std::string(part));
}

std::vector<Column> columns_of(const forms::Form& form) {
  std::vector<Column> columns;
  for (const Item* item : exported_questions(form)) {
    const std::string name = base_name(form, item->link_id);
    if (is_checkbox(*item)) {
      const auto codes = option_codes(*item);
      for (std::size_t at = 0; at < codes.size(); ++at)
        columns.push_back({name + "___" + codes[at], &form, item, Column::Part::option, at});
      if (item->ranked) columns.push_back({name + "_order", &form, item, Column::Part::order});
    } else {
      columns.push_back({name, &form, item});
    }
    if (has_free_text(*item)) columns.push_back({name + "_other", &form, item, Column::Part::other});
  }
  return columns;
}

// Every score that the form can have, as an empty set of answers names them.
std::vector<forms::Score> scores_of(const forms::Form& form) { return form.rules.score(form.questionnaire, {}).scores; }

std::string option_of(const Item& item, const forms::Value& value) {
  const auto codes = option_codes(item);
  for (std::size_t at = 0; at < codes.size(); ++at) {
    if (item.options[at].value == value) return codes[at];
  }
  return {};
}

std::string cell(const Column& column, const forms::Answer& answer) {
  if (std::holds_alternative<forms::Declined>(answer)) return std::string(csv_declined);
  const auto values = forms::values_of(answer);
  const Item& item = *column.item;
  switch (column.part) {
    case Column::Part::option: return std::ranges::contains(values, item.options[column.option].value) ? "1" : "0";
    case Column::Part::order: {
      std::string order;
      for (const forms::Value& value : values) order += (order.empty() ? "" : " ") + option_of(item, value);
      return order;
    }
    case Column::Part::other:
      for (const forms::Value& value : values) {
        if (std::holds_alternative<std::string>(value)) return scalar(value);
      }
      return std::string(csv_not_asked);
    case Column::Part::value: break;
  }
  std::string all;
  for (const forms::Value& value : values) {
    std::string one = is_choice(item) ? option_of(item, value) : scalar(value);
    if (one.empty() && has_free_text(item)) one = "other";
    all += (all.empty() ? "" : "; ") + one;
  }
  return all;
}

std::string score_cell(const forms::ScoreReport* report, const std::string& id) {
  if (report == nullptr) return std::string(csv_not_asked);
  const auto score = std::ranges::find(report->scores, id, &forms::Score::id);
  if (score == report->scores.end()) return std::string(csv_not_asked);
  if (const auto* yes = std::get_if<bool>(&score->value)) return *yes ? "1" : "0";
  const std::string words = in_words(score->value);
  return words.empty() ? std::string(csv_incomplete) : words;
}

const std::vector<std::string> facts_head = {
    "record_id",     "record_number",  "initials",    "birth_date",       "sex",
    "visit_number",  "visit_date",     "battery",     "language",         "started_utc",
    "ended_utc",     "minutes",        "finished",    "safety_flags",     "alerts",
    "answers_kept",  "other_versions", "chart_as_of", "chart_opioid_mme", "chart_benzodiazepine",
    "chart_naloxone"};

// Scores by another version of the form or its rules than the codebook is of: "phq-9 2 (rules 1)", or "none".
std::string other_versions(const VisitRecord& record, const std::vector<const forms::Form*>& forms) {
  std::string all;
  for (const forms::Form* form : forms) {
    const forms::ScoreReport* then = record.past.scores.report_of(form->questionnaire.id);
    if (then == nullptr) continue;
    const forms::ScoreReport now = form->rules.score(form->questionnaire, {});
    if (then->version == now.version && then->scoring_version == now.scoring_version) continue;
    all += std::format("{}{} {} (rules {})", all.empty() ? "" : "; ", then->form, then->version, then->scoring_version);
  }
  return all.empty() ? "none" : all;
}

// One line of a REDCap data dictionary; the columns that are not named stay empty.
struct CodebookLine {
  std::string name;
  std::string form;
  std::string type = "text";
  std::string label;
  std::string choices = {};
  std::string note = {};
  std::string validation = {};
  std::string minimum = {};
  std::string maximum = {};
  bool identifier = false;
  std::string annotation = {};
};

void add_line(CsvTable& table, const CodebookLine& line) {
  table.add_row({line.name, line.form, "", line.type, line.label, line.choices, line.note, line.validation,
                 line.minimum, line.maximum, line.identifier ? "y" : "", "", "", "", "", "", "", line.annotation});
}

std::string codes_of(const Item& item) {
  std::string all;
  for (const forms::Coding& coding : item.codes) all += (all.empty() ? "" : " ") + coding.system + "|" + coding.code;
  return all;
}

CodebookLine line_of(const forms::Form& form, const Item& item) {
  const std::string& language = form.questionnaire.language;
  CodebookLine line{.name = base_name(form, item.link_id),
                    .form = csv_name(form.questionnaire.id),
                    .label = item.text.in(language),
                    .annotation = "linkId " + item.link_id + (item.codes.empty() ? "" : ", " + codes_of(item))};
  if (is_choice(item)) {
    line.type = is_checkbox(item) ? "checkbox" : "radio";
    const auto codes = option_codes(item);
    for (std::size_t at = 0; at < codes.size(); ++at) {
      // A | ends a choice.
      std::string label = item.options[at].label.in(language);
      std::ranges::replace(label, '|', '/');
      line.choices += (line.choices.empty() ? "" : " | ") + codes[at] + ", " + label;
    }
    if (has_free_text(item) && !is_checkbox(item)) line.choices += " | other, free text";
    return line;
  }
  if (item.minimum) line.minimum = plain_number(*item.minimum);
  if (item.maximum) line.maximum = plain_number(*item.maximum);
  switch (item.type) {
    case ItemType::boolean: line.type = "yesno"; break;
    case ItemType::integer: line.validation = "integer"; break;
    case ItemType::decimal: line.validation = "number"; break;
    case ItemType::date: line.validation = "date_ymd"; break;
    case ItemType::text: line.type = "notes"; break;
    default: break;
  }
  return line;
}

std::string direction_of(const forms::Score& score) {
  if (score.direction == forms::Direction::none) return {};
  return score.direction == forms::Direction::lower_is_better ? "lower is better" : "higher is better";
}

}  // namespace

void CsvTable::add_row(const std::vector<std::string>& cells) {
  bool first = true;
  for (const std::string& text : cells) {
    if (!std::exchange(first, false)) m_text += ',';
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
      m_text += text;
      continue;
    }
    m_text += '"';
    for (const char byte : text) {
      if (byte == '"') m_text += '"';
      m_text += byte;
    }
    m_text += '"';
  }
  m_text += "\r\n";
}

std::string csv_text(std::string_view typed) {
  const bool runs = !typed.empty() && std::string_view("=+-@\t\r").contains(typed.front());
  return (runs ? "'" : "") + std::string(typed);
}

std::string csv_name(std::string_view text) {
  std::string name;
  for (const char byte : text) {
    const auto lower = static_cast<char>(byte >= 'A' && byte <= 'Z' ? byte - 'A' + 'a' : byte);
    const bool plain = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
    if (plain) {
      name += lower;
    } else if (!name.empty() && name.back() != '_') {
      name += '_';
    }
  }
  while (!name.empty() && name.back() == '_') name.pop_back();
  return name.empty() || (name.front() >= '0' && name.front() <= '9') ? "q" + name : name;
}

VisitTable::VisitTable(std::vector<const forms::Form*> forms) : m_forms(std::move(forms)) {
  std::vector<std::string> head = facts_head;
  for (const forms::Form* form : m_forms) {
    for (const Column& column : columns_of(*form)) head.push_back(column.name);
    for (const forms::Score& score : scores_of(*form)) head.push_back(base_name(*form, "score_" + score.id));
  }
  m_table.add_row(head);
}

void VisitTable::add(const VisitRecord& record) {
  const auto minutes = record.minutes();
  const ChartFacts& chart = record.chart;
  const std::string unavailable(csv_unavailable);
  const auto yes_or_no = [&](std::optional<bool> fact) { return fact ? (*fact ? "1" : "0") : unavailable; };
  std::vector<std::string> row = {record.id,
                                  csv_text(record.record_number),
                                  csv_text(record.initials),
                                  to_string(record.birth_date),
                                  record.sex,
                                  std::to_string(record.number),
                                  to_string(record.day),
                                  record.battery,
                                  record.language,
                                  utc_moment(record.begun),
                                  record.ended ? utc_moment(*record.ended) : "",
                                  minutes ? std::to_string(*minutes) : "",
                                  record.finished ? "1" : "0",
                                  std::to_string(record.past.scores.raised.size()),
                                  std::to_string(record.alerts.size()),
                                  record.past.visit ? "1" : "0",
                                  other_versions(record, m_forms),
                                  chart.as_of ? to_string(*chart.as_of) : unavailable,
                                  chart.opioid_mme ? std::to_string(*chart.opioid_mme) : unavailable,
                                  yes_or_no(chart.benzodiazepine),
                                  yes_or_no(chart.naloxone)};
  const auto& visit = record.past.visit;
  for (const forms::Form* form : m_forms) {
    const std::string& id = form->questionnaire.id;
    const forms::ScoreReport* report = record.past.scores.report_of(id);
    const bool is_open = visit && visit->is_open(id);
    static const forms::Answers none;
    const forms::Answers& answers = is_open ? visit->answers(id) : none;
    for (const Column& column : columns_of(*form)) {
      const auto answer = answers.find(column.item->link_id);
      if (answer != answers.end()) {
        row.push_back(cell(column, answer->second));
      } else {
        const bool asked = is_open && forms::is_enabled(form->questionnaire, column.item->link_id, answers);
        row.emplace_back(asked ? csv_skipped : report != nullptr && !visit ? csv_removed : csv_not_asked);
      }
    }
    for (const forms::Score& score : scores_of(*form)) row.push_back(score_cell(report, score.id));
  }
  m_table.add_row(row);
}

std::string VisitTable::codebook() const {
  CsvTable table;
  table.add_row({"Variable / Field Name", "Form Name", "Section Header", "Field Type", "Field Label",
                 "Choices, Calculations, OR Slider Labels", "Field Note", "Text Validation Type OR Show Slider Number",
                 "Text Validation Min", "Text Validation Max", "Identifier?", "Branching Logic (Show field only if...)",
                 "Required Field?", "Custom Alignment", "Question Number (surveys only)", "Matrix Group Name",
                 "Matrix Ranking?", "Field Annotation"});
  const std::string missing = std::format(
      "Missing values, here and in every answer: {} not asked, {} asked and skipped, {} preferred not to answer, {} "
      "asked, and the answers were removed after the time that this clinic keeps them; in scores {} answers are "
      "missing; of the chart {} not available, which is not the same as no",
      csv_not_asked, csv_skipped, csv_declined, csv_removed, csv_incomplete, csv_unavailable);
  const std::set<std::string_view> yes_no = {"finished", "answers_kept", "chart_benzodiazepine", "chart_naloxone"};
  const std::set<std::string_view> identifiers = {"record_number", "initials", "birth_date"};
  for (const std::string& name : facts_head) {
    CodebookLine line{.name = name, .form = "visit", .label = name, .identifier = identifiers.contains(name)};
    std::ranges::replace(line.label, '_', ' ');
    if (name == "record_id") line.note = missing;
    if (name.ends_with("_date") || name == "chart_as_of") line.validation = "date_ymd";
    if (yes_no.contains(name)) line.type = "yesno";
    if (name.starts_with("chart_")) line.note = "as staff read it in the chart before the visit; not patient-reported";
    if (name == "chart_opioid_mme") {
      line.label = "opioids, milligrams of morphine equivalents a day";
      line.validation = "integer";
      line.minimum = "0";
      line.maximum = "9999";
    }
    if (name == "other_versions") line.note = "forms whose scores here are of another version than this codebook's";
    add_line(table, line);
  }
  for (const forms::Form* form : m_forms) {
    const std::string form_name = csv_name(form->questionnaire.id);
    for (const Item* item : exported_questions(*form)) {
      const CodebookLine line = line_of(*form, *item);
      add_line(table, line);
      if (is_checkbox(*item) && item->ranked)
        add_line(table, {.name = line.name + "_order", .form = form_name, .label = line.label + " (order of choice)"});
      if (has_free_text(*item))
        add_line(table, {.name = line.name + "_other", .form = form_name, .label = line.label + " (free text)"});
    }
    for (const forms::Score& score : scores_of(*form)) {
      CodebookLine line{.name = base_name(*form, "score_" + score.id),
                        .form = form_name,
                        .label = score.label,
                        .note = direction_of(score),
                        .annotation = "form version " + form->questionnaire.version};
      if (score.minimum) line.minimum = plain_number(*score.minimum);
      if (score.maximum) line.maximum = plain_number(*score.maximum);
      if (!score.loinc.empty()) line.annotation += ", http://loinc.org|" + score.loinc;
      add_line(table, line);
    }
  }
  return table.take();
}

}  // namespace anteroom::exporting
