// The page that the care team reads: plain data in, PDF bytes in memory out. No clock, no store, no printer, no file.
#pragma once

#include "forms/base/date.h"
#include "forms/base/result.h"
#include "forms/chart_flags.h"
#include "forms/library.h"
#include "forms/visit_scores.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace anteroom::exporting {

enum class PageSize { a4, letter };

// What no text of a form or of the kiosk has, and a page does: the mark of a notice at its foot.
inline constexpr std::string_view page_signs = "\u00B9";

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

// What the same question was answered at an earlier visit: in words, "not answered" or "not asked", or, where the
// answers of that visit are kept no longer, whether it raised a flag.
struct EarlierAnswer {
  std::string day;
  std::string answer;
};

// A safety flag with its times in the clinic's own time, "2026-11-23 10:41".
struct FlagLine {
  forms::RaisedFlag raised;
  std::string raised_at;
  std::string changed_at;                   // printed where the answer has changed since
  std::vector<EarlierAnswer> earlier = {};  // of the last three visits, newest first
};

struct AlertLine {
  std::string what;  // "Alert raised 10:41, slip printed 10:41, acknowledged 10:44 by R. Meyer"
};

// A score as it was when the form was last scored, and what the difference means by the instrument's own threshold.
struct LastScore {
  std::string day;                           // "2026-08-21"
  std::string value;                         // in words, as it was printed then
  std::optional<forms::Change> change = {};  // since then; empty where the two cannot be compared
  std::string why_not = {};  // "other version of the form", "other rules of scoring"; empty with a change
};

struct FormResult {
  std::string short_name;  // "PHQ-9"
  std::string long_name;   // "Patient Health Questionnaire-9"
  forms::ScoreReport report;
  forms::Domain domain = forms::Domain::other;
  std::map<std::string, LastScore, std::less<>> last = {};  // by score id
};

// A visit on the line of one score; without a value it took place and gave none.
struct TrendPoint {
  Date day;
  std::optional<double> value;
};

// One score over time: the first value is the baseline and stays it.
struct Trend {
  std::string title;
  forms::Direction direction = forms::Direction::none;
  double minimum = 0;
  double maximum = 0;
  int decimals = 0;
  std::vector<TrendPoint> points;  // oldest first, the last is today
  std::vector<double> band_starts = {};
  std::optional<double> better_from = {};    // the first value that counts as better than the baseline
  std::optional<forms::Change> change = {};  // of today's value since the baseline
};

using forms::BodyPart;

// Where it hurts today, beside the last visit that asked.
struct BodyMap {
  std::vector<BodyPart> areas;
  std::string last_day;                  // empty: not asked before
  std::size_t last_count = 0;            // areas at that visit
  std::vector<BodyPart> new_areas = {};  // today and not at that visit
  std::vector<std::string> gone = {};    // the other way round, names
};

// What of today's answers concerns one discipline: facts only, never advice.
struct Pointer {
  std::string discipline;
  std::vector<std::string> facts;
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
  std::string language;          // of the visit and its number, in words; empty where there is nothing to say
  Date day = {};                 // of the visit, local
  int number = 1;                // of the visits of this patient
  std::string first_visit = {};  // day of the baseline; empty: this is the first
  int unreadable_visits = 0;     // earlier ones that could not be read
  std::vector<OwnWords> own_words;
  std::vector<FormResult> results;  // in the order of the page: pain first, substances last
  std::vector<Trend> trends = {};   // at most four
  std::optional<BodyMap> body_map = {};
  std::string global_change = {};  // the patient's own judgement, "Much improved (2 of 1–7)"; empty: not asked
  std::vector<Pointer> pointers = {};
  std::vector<WithheldForm> withheld;  // forms not offered
  std::vector<FormAnswers> answers;
  std::string answers_removed = {};          // the day on which they were; there are none above, and the page says so
  std::vector<std::string> thresholds = {};  // of the changes above, "PHQ-9: at least 5 points (source)"
  std::optional<bool> with_help = {};        // as staff said at the start; none: two boxes to be ticked by hand
  std::string clinician = {};                // whom the visit is for; empty: not named
  std::string chart = {};  // what staff read there, in words; empty: this visit asked for nothing of it
  std::vector<forms::ChartFlag> chart_flags = {};  // what of it is said among the flags
  std::string printed;                             // local minute, in the footer
  std::string audit_anchor = {};                   // ties the page to the audit log; empty: left out of the footer
  Instant created_at;                              // for the PDF's own date: same data, same bytes
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
  Instant created_at = {};
};
[[nodiscard]] Result<std::vector<std::byte>> slip_pdf(const Slip& slip, PageSize size, const SummaryFonts& fonts);

}  // namespace anteroom::exporting
