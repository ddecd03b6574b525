#include "kiosk/flow/scores_text.h"

#include "export/json_text.h"
#include "forms/json.h"

#include <array>
#include <format>
#include <variant>

namespace anteroom::flow {
namespace {

using exporting::JsonText;
using forms::Json;

constexpr std::array<std::string_view, 3> directions = {"lower", "higher", "none"};
constexpr std::array<std::string_view, 2> levels = {"safety", "attention"};

// The shortest text that is the same number again.
std::string exactly(double number) { return std::format("{}", number); }

void write_number(JsonText& json, std::string_view key, const std::optional<double>& number) {
  if (number) json.raw(key, exactly(*number));
}

void write_text(JsonText& json, std::string_view key, const std::string& text) {
  if (!text.empty()) json.text(key, text);
}

void write_value(JsonText& json, const forms::ScoreValue& value) {
  if (const auto* yes = std::get_if<bool>(&value)) json.raw("yes", *yes ? "true" : "false");
  if (const auto* number = std::get_if<forms::Number>(&value))
    json.raw("number", exactly(number->value)).raw("decimals", std::to_string(number->decimals));
  if (const auto* text = std::get_if<std::string>(&value)) json.text("text", *text);
  if (const auto* list = std::get_if<std::vector<std::string>>(&value)) {
    json.open_list("list");
    for (const std::string& text : *list) json.text({}, text);
    json.close_list();
  }
}

void write_score(JsonText& json, const forms::Score& score) {
  json.open_object().text("id", score.id).text("label", score.label);
  write_value(json, score.value);
  if (score.band) json.text("band", *score.band);
  write_text(json, "bandSource", score.band_source);
  write_number(json, "minimum", score.minimum);
  write_number(json, "maximum", score.maximum);
  json.text("direction", directions.at(static_cast<std::size_t>(score.direction)));
  json.raw("complete", score.complete ? "true" : "false");
  json.raw("answered", std::to_string(score.answered)).raw("of", std::to_string(score.of));
  write_number(json, "partialSum", score.partial_sum);
  write_number(json, "atLeast", score.at_least);
  json.open_list("bandStarts");
  for (const double start : score.band_starts) json.raw({}, exactly(start));
  json.close_list();
  json.raw("printed", score.printed ? "true" : "false");
  write_text(json, "note", score.note);
  write_text(json, "loinc", score.loinc);
  json.close_object();
}

void write_flag(JsonText& json, const forms::Flag& flag) {
  json.text("id", flag.id).text("level", levels.at(static_cast<std::size_t>(flag.level)));
  write_text(json, "item", flag.link_id);
  write_number(json, "score", flag.answer);
  json.text("title", flag.title).text("action", flag.action);
  write_text(json, "source", flag.source);
}

// Reads on where something is missing, and remembers it: one question at the end instead of one a member.
class Reader {
 public:
  explicit Reader(Json root) : m_root(root) {}

  Result<forms::VisitScores> read() {
    forms::VisitScores scores;
    for (const Json json : m_root["forms"].elements()) scores.reports.push_back(report(json));
    for (const Json json : m_root["raised"].elements()) scores.raised.push_back(raised(json));
    for (const Json json : m_root["declined"].elements()) scores.declined.emplace_back(needed(json.text()));
    if (m_root["areas"].exists()) {
      scores.areas.emplace();
      for (const Json json : m_root["areas"].elements())
        scores.areas->push_back({text(json, "code"), text(json, "name")});
    }
    if (!m_root["forms"].is_array()) m_is_whole = false;
    if (!m_is_whole) return failure(Fault::corrupt, "scores cannot be read");
    return scores;
  }

 private:
  template <class Value>
  Value needed(const std::optional<Value>& value) {
    if (!value) m_is_whole = false;
    return value.value_or(Value{});
  }
  std::string text(Json json, std::string_view key) { return std::string(needed(json[key].text())); }
  int count(Json json, std::string_view key) { return static_cast<int>(needed(json[key].integer())); }
  bool yes(Json json, std::string_view key) { return needed(json[key].boolean()); }
  std::optional<double> number(Json json, std::string_view key) {
    return json[key].exists() ? std::optional(needed(json[key].number())) : std::nullopt;
  }
  template <class Enum, std::size_t size>
  Enum word(Json json, std::string_view key, const std::array<std::string_view, size>& words) {
    const std::string written = text(json, key);
    for (std::size_t at = 0; at < size; ++at) {
      if (words.at(at) == written) return static_cast<Enum>(at);
    }
    m_is_whole = false;
    return Enum{};
  }
  Instant moment(Json json, std::string_view key) { return Instant{Instant::duration{needed(json[key].integer())}}; }

  forms::ScoreValue value(Json json) {
    if (json["yes"].exists()) return yes(json, "yes");
    if (json["number"].exists()) return forms::Number{needed(json["number"].number()), count(json, "decimals")};
    if (json["text"].exists()) return text(json, "text");
    if (!json["list"].exists()) return {};
    std::vector<std::string> list;
    for (const Json one : json["list"].elements()) list.emplace_back(needed(one.text()));
    return list;
  }

  forms::Score score(Json json) {
    forms::Score score;
    score.id = text(json, "id");
    score.label = text(json, "label");
    score.value = value(json);
    if (json["band"].exists()) score.band = text(json, "band");
    score.band_source = json["bandSource"].text_or("");
    score.minimum = number(json, "minimum");
    score.maximum = number(json, "maximum");
    score.direction = word<forms::Direction>(json, "direction", directions);
    score.complete = yes(json, "complete");
    score.answered = count(json, "answered");
    score.of = count(json, "of");
    score.partial_sum = number(json, "partialSum");
    score.at_least = number(json, "atLeast");
    for (const Json start : json["bandStarts"].elements()) score.band_starts.push_back(needed(start.number()));
    score.printed = yes(json, "printed");
    score.note = json["note"].text_or("");
    score.loinc = json["loinc"].text_or("");
    return score;
  }

  forms::Flag flag(Json json) {
    return {.id = text(json, "id"),
            .level = word<forms::FlagLevel>(json, "level", levels),
            .link_id = json["item"].text_or(""),
            .answer = number(json, "score"),
            .title = text(json, "title"),
            .action = text(json, "action"),
            .source = json["source"].text_or("")};
  }

  forms::ScoreReport report(Json json) {
    forms::ScoreReport report;
    report.form = text(json, "form");
    report.version = text(json, "version");
    report.scoring_version = text(json, "rules");
    for (const Json one : json["scores"].elements()) report.scores.push_back(score(one));
    for (const Json one : json["flags"].elements()) report.flags.push_back(flag(one));
    return report;
  }

  forms::RaisedFlag raised(Json json) {
    return {.form = text(json, "form"),
            .flag = flag(json),
            .first_answer = {},
            .current_answer = {},
            .raised_at = moment(json, "raisedAt"),
            .changed_at = moment(json, "changedAt")};
  }

  Json m_root;
  bool m_is_whole = true;
};

}  // namespace

std::string scores_text(const forms::VisitScores& scores) {
  JsonText json;
  json.open_object().open_list("forms");
  for (const forms::ScoreReport& report : scores.reports) {
    json.open_object().text("form", report.form).text("version", report.version).text("rules", report.scoring_version);
    json.open_list("scores");
    for (const forms::Score& score : report.scores) write_score(json, score);
    json.close_list().open_list("flags");
    for (const forms::Flag& flag : report.flags) {
      json.open_object();
      write_flag(json, flag);
      json.close_object();
    }
    json.close_list().close_object();
  }
  json.close_list().open_list("raised");
  for (const forms::RaisedFlag& raised : scores.raised) {
    json.open_object().text("form", raised.form);
    write_flag(json, raised.flag);
    json.raw("raisedAt", std::to_string(raised.raised_at.time_since_epoch().count()));
    json.raw("changedAt", std::to_string(raised.changed_at.time_since_epoch().count())).close_object();
  }
  json.close_list().open_list("declined");
  for (const FormId& form : scores.declined) json.text({}, form);
  json.close_list();
  if (scores.areas) {
    json.open_list("areas");
    for (const forms::BodyPart& area : *scores.areas)
      json.open_object().text("code", area.code).text("name", area.name).close_object();
    json.close_list();
  }
  json.close_object();
  return json.take();
}

Result<forms::VisitScores> scores_of_text(std::string_view text) {
  const auto document = forms::JsonDocument::parse(text);
  if (!document) return failure(Fault::corrupt, "scores cannot be read");
  return Reader(document->root()).read();
}

}  // namespace anteroom::flow
