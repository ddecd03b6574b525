#include "export/fhir.h"

#include "export/json_text.h"
#include "export/summary_layout.h"
#include "forms/write_response.h"

#include <algorithm>
#include <cstdint>
#include <format>

namespace anteroom::exporting {
namespace {

constexpr std::string_view identifier_system = "urn:anteroom:visit";
constexpr std::string_view score_system = "urn:anteroom:code:score";
constexpr std::string_view absent_system = "http://terminology.hl7.org/CodeSystem/data-absent-reason";

// FNV-1a (public domain), twice from different starts.
std::uint64_t hash_of(std::string_view text, std::uint64_t start) {
  for (const char byte : text) start = (start ^ static_cast<unsigned char>(byte)) * 0x100000001B3U;
  return start;
}

// A UUID of version 8 (RFC 9562: of one's own making), the same for the same name: it only has to tell the entries of
// one Bundle apart; what a server keeps are the identifiers.
std::string uuid_of(std::string_view name) {
  const std::uint64_t high = hash_of(name, 0xCBF29CE484222325U);
  const std::uint64_t low = hash_of(name, 0x9AE16A3B2F90404FU);
  return std::format("{:08x}-{:04x}-8{:03x}-{:04x}-{:012x}", high >> 32U, (high >> 16U) & 0xFFFFU, high & 0xFFFU,
                     0x8000U | ((low >> 48U) & 0x3FFFU), low & 0xFFFFFFFFFFFFU);
}

bool is_plain(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') || byte == '-' ||
         byte == '.' || byte == '_' || byte == '~';
}

std::string in_query(std::string_view text) {
  std::string written;
  for (const char byte : text)
    written += is_plain(byte) ? std::string(1, byte) : std::format("%{:02X}", static_cast<unsigned char>(byte));
  return written;
}

class BundleWriter {
 public:
  BundleWriter(const VisitRecord& record, const FhirSystems& systems) : m_record(record), m_systems(systems) {}

  std::string write() {
    m_json.open_object().text("resourceType", "Bundle").text("type", "transaction").open_list("entry");
    if (const auto& visit = m_record.past.visit) {
      for (const forms::Form* form : visit->forms()) {
        if (visit->is_open(form->questionnaire.id)) add_response(*form, *visit);
      }
    }
    for (const forms::ScoreReport& report : m_record.past.scores.reports) {
      for (const forms::Score& score : report.scores) {
        if (score.of > 0) add_observation(report, score);
      }
    }
    m_json.close_list().close_object();
    return m_json.take();
  }

 private:
  [[nodiscard]] std::string name_of(std::string_view form, std::string_view score = {}) const {
    return m_record.id + "/" + std::string(form) + (score.empty() ? "" : "/" + std::string(score));
  }
  [[nodiscard]] std::string when() const { return utc_moment(m_record.ended.value_or(m_record.begun)); }

  void add_entry(std::string_view type, const std::string& name, std::string_view resource) {
    m_json.open_object()
        .text("fullUrl", "urn:uuid:" + uuid_of(name))
        .raw("resource", resource)
        .open_object("request")
        .text("method", "POST")
        .text("url", type)
        .text("ifNoneExist", std::format("identifier={}%7C{}", in_query(identifier_system), in_query(name)))
        .close_object()
        .close_object();
  }

  void add_response(const forms::Form& form, const forms::Visit& visit) {
    const std::string name = name_of(form.questionnaire.id);
    const std::string authored = when();
    // What a later answer closed is dropped by the visit already: validators reject what is left over.
    add_entry("QuestionnaireResponse", name,
              forms::write_response(form.questionnaire, visit.answers(form.questionnaire.id),
                                    {.status = m_record.finished ? "completed" : "stopped",
                                     .authored = authored,
                                     .language = visit.language(form.questionnaire.id),
                                     .identifier = {identifier_system, name},
                                     .subject = {m_systems.patient, m_record.record_number}}));
  }

  void add_observation(const forms::ScoreReport& report, const forms::Score& score) {
    const std::string name = name_of(report.form, score.id);
    JsonText json;
    json.open_object().text("resourceType", "Observation");
    json.open_list("identifier").open_object().text("system", identifier_system).text("value", name);
    json.close_object().close_list();
    json.text("status", "final");
    json.open_list("category").open_object().open_list("coding").open_object();
    json.text("system", "http://terminology.hl7.org/CodeSystem/observation-category").text("code", "survey");
    json.close_object().close_list().close_object().close_list();
    json.open_object("code").open_list("coding");
    if (!score.loinc.empty())
      json.open_object().text("system", "http://loinc.org").text("code", score.loinc).close_object();
    json.open_object()
        .text("system", score_system)
        .text("code", report.form + "." + score.id)
        .text("display", score.label)
        .close_object();
    json.close_list().text("text", score.label).close_object();
    json.open_object("subject").text("type", "Patient").open_object("identifier");
    json.text("system", m_systems.patient).text("value", m_record.record_number).close_object().close_object();
    json.text("effectiveDateTime", when());
    add_value(json, report, score);
    if (score.band) {
      json.open_list("interpretation").open_object();
      json.text("text", std::format("{} ({})", *score.band, score.band_source)).close_object().close_list();
    }
    std::string note = std::format("{} of {} answered. Rules of scoring, version {}.", score.answered, score.of,
                                   report.scoring_version);
    if (!score.note.empty()) note += " " + score.note;
    const bool has_answers = m_record.past.visit && m_record.past.visit->is_open(report.form);
    if (!has_answers) note += std::format(" Version {} of the form; its answers are not sent.", report.version);
    json.open_list("note").open_object().text("text", note).close_object().close_list();
    if (score.minimum && score.maximum) {
      json.open_list("referenceRange").open_object();
      json.text("text", std::format("The scale goes from {} to {}", plain_number(*score.minimum),
                                    plain_number(*score.maximum)));
      json.close_object().close_list();
    }
    // A reference to what is in no Bundle and on no server, perhaps, would have the whole transaction refused.
    if (has_answers) {
      json.open_list("derivedFrom").open_object().text("reference", "urn:uuid:" + uuid_of(name_of(report.form)));
      json.close_object().close_list();
    }
    json.close_object();
    add_entry("Observation", name, json.take());
  }

  void add_value(JsonText& json, const forms::ScoreReport& report, const forms::Score& score) const {
    if (std::holds_alternative<forms::Number>(score.value)) {
      json.open_object("valueQuantity")
          .raw("value", in_words(score.value))
          .text("unit", "score")
          .text("system", "http://unitsofmeasure.org")
          .text("code", "{score}")
          .close_object();
    } else if (const auto* yes = std::get_if<bool>(&score.value)) {
      json.raw("valueBoolean", *yes ? "true" : "false");
    } else if (!std::holds_alternative<std::monostate>(score.value)) {
      json.text("valueString", in_words(score.value));
    } else {
      const bool declined = score.answered == 0 && std::ranges::contains(m_record.past.scores.declined, report.form);
      json.open_object("dataAbsentReason").open_list("coding").open_object().text("system", absent_system);
      json.text("code", declined ? "asked-declined" : score.answered == 0 ? "asked-unknown" : "not-performed");
      json.close_object().close_list();
      json.text("text", std::format("{} of {} answered: no score", score.answered, score.of)).close_object();
    }
  }

  const VisitRecord& m_record;
  const FhirSystems& m_systems;
  JsonText m_json;
};

}  // namespace

std::string fhir_bundle(const VisitRecord& record, const FhirSystems& systems) {
  return BundleWriter(record, systems).write();
}

}  // namespace anteroom::exporting
