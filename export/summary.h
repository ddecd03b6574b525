// The page that the care team reads: plain data in, PDF bytes in memory out. No clock, no store, no printer.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "forms/base/date.h"
#include "forms/base/result.h"
#include "forms/visit.h"

namespace anteroom::exporting {

enum class PageSize { a4, letter };

// One answer in words, for page two.
struct AnswerLine {
  std::string question;
  std::string answer;  // as the patient saw it; "not answered" or "preferred not to answer" in words
  bool missing = false;
};

struct FormAnswers {
  std::string title;
  std::string version;
  std::string credit;  // the instrument's credit line
  std::vector<AnswerLine> lines;
};

struct AlertLine {
  std::string what;          // "Alert raised 10:41, slip printed 10:41, acknowledged 10:44 by R. Meyer"
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
  std::vector<forms::RaisedFlag> flags;
  std::vector<std::string> flag_times;  // local minute of each flag, same order
  std::vector<AlertLine> alerts;
  std::vector<forms::ScoreReport> reports;      // in the order asked
  std::vector<std::string> short_names;         // of each report's form
  std::vector<std::string> withheld;            // forms not offered, in words with the reason
  std::vector<FormAnswers> answers;
  std::string printed;  // local minute, in the footer; also the document's date
  Instant created_at;   // for the PDF's own date: same data, same bytes
};

// Where the fonts of the page are, as bytes of TrueType files cut to what we print at build time.
struct SummaryFonts {
  std::string regular;
  std::string bold;
  std::string fallback;  // Noto Sans, for letters that Atkinson Hyperlegible lacks
};

// The PDF. Fails with Fault::unsupported when a letter is in none of the fonts (naming the code point, not the text).
[[nodiscard]] Result<std::vector<std::byte>> summary_pdf(const Summary& summary, PageSize size, const SummaryFonts& fonts);

// The slip for the nurses' printer: kiosk, visit code, time; no name, no answer, no reason.
struct Slip {
  std::string kiosk;
  std::string visit_code;
  std::string minute;
  bool urgent = false;
  Instant created_at;
};
[[nodiscard]] Result<std::vector<std::byte>> slip_pdf(const Slip& slip, PageSize size, const SummaryFonts& fonts);

}  // namespace anteroom::exporting
