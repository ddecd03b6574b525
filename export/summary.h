// The page that the care team reads: plain data in, PDF bytes in memory out. No clock, no store, no printer, no file.
#pragma once

#include "forms/base/date.h"
#include "forms/base/result.h"
#include "forms/visit.h"

#include <cstddef>
#include <string>
#include <vector>

namespace anteroom::exporting {

enum class PageSize { a4, letter };

// One answer in words, for page two.
struct AnswerLine {
  std::string question;
  std::string answer;    // as the patient saw it; "not answered" or "preferred not to answer" in words
  bool missing = false;  // marked beside the answer
};

struct FormAnswers {
  std::string title;
  std::string version;
  std::string credit;  // the instrument's credit line
  std::vector<AnswerLine> lines;
};

// A safety flag with its times in the clinic's own time, "2026-11-23 10:41".
struct FlagLine {
  forms::RaisedFlag raised;
  std::string raised_at;
  std::string changed_at;  // printed where the answer has changed since
};

struct AlertLine {
  std::string what;  // "Alert raised 10:41, slip printed 10:41, acknowledged 10:44 by R. Meyer"
};

struct FormResult {
  std::string short_name;  // "PHQ-9"
  std::string long_name;   // "Patient Health Questionnaire-9"
  forms::ScoreReport report;
};

// A form that was not asked; its row says so. With a reason it stands among the flags too.
struct WithheldForm {
  std::string short_name;
  std::string reason;  // "the safety channel had not passed its self-test"; empty: earlier answers did not call for it
};

// What the patient said that has no score: goals in their own words, the areas of the body that hurt.
struct OwnWords {
  std::string label;  // the form's short name
  std::string text;
};

struct Summary {
  std::string clinic;
  std::string kiosk;
  std::string record_number;
  std::string initials;
  Date birth_date;
  std::string visit_code;
  std::string battery;
  std::string started;   // local, "2026-11-23 10:12"
  std::string finished;  // empty: incomplete
  int minutes = 0;
  bool incomplete = false;
  std::vector<FlagLine> flags;
  std::vector<AlertLine> alerts;
  std::string language;  // of the visit and its number, in words; empty where there is nothing to say
  std::vector<OwnWords> own_words;
  std::vector<FormResult> results;     // in the order of the page: pain first, substances last
  std::vector<WithheldForm> withheld;  // forms not offered
  std::vector<FormAnswers> answers;
  std::string printed;  // local minute, in the footer
  Instant created_at;   // for the PDF's own date: same data, same bytes
};

// The fonts of the page, as bytes of TrueType files cut at build time to what we print.
struct SummaryFonts {
  std::string regular;
  std::string bold;
  std::string fallback;  // Noto Sans, for letters that Atkinson Hyperlegible lacks
};

// The PDF: one page of results, then every answer in words. Fault::unsupported when a letter is in none of the fonts
// (naming the code point, not the text), Fault::invalid_input for text that is not UTF-8 or a font that is none.
[[nodiscard]] Result<std::vector<std::byte>> summary_pdf(const Summary& summary, PageSize size,
                                                         const SummaryFonts& fonts);

// What the slip calls somebody for: a patient, or the kiosk itself.
enum class SlipSubject { patient, printer, storage };

// The slip for the nurses' printer: kiosk, visit code, time; no name, no answer, no reason.
struct Slip {
  std::string kiosk;
  std::string visit_code;  // empty where no patient is concerned
  std::string minute;
  bool urgent = false;
  SlipSubject subject = SlipSubject::patient;
  std::string contact = {};  // who is to come; empty: whoever reads it
  bool escalated = false;    // nobody has acknowledged it in time
  Instant created_at;
};
[[nodiscard]] Result<std::vector<std::byte>> slip_pdf(const Slip& slip, PageSize size, const SummaryFonts& fonts);

}  // namespace anteroom::exporting
