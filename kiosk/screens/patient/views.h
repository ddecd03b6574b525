// What each patient screen shows, as plain data: no store, no score, no time. A view that held one could leak it.
#pragma once

#include "forms/visit.h"
#include "kiosk/flow/draft.h"
#include "kiosk/flow/intent.h"
#include "kiosk/screens/chrome.h"

#include <optional>
#include <string>
#include <vector>

namespace anteroom::screens {

// Whether somebody from the team knows: said to a patient only when it is so.
enum class Help { not_asked, asked, delivered };

struct WelcomeView {};

struct CodeView {
  std::string digits;
  bool no_match = false;
};

struct BirthDateView {
  std::string digits;  // DDMMYYYY
  bool no_such_day = false;
};

struct AskAtDeskView {
  bool after_tries = false;
};

struct BriefingView {
  std::vector<std::string> parts;  // "Your pain", "Your mood"
  int questions = 0;
  int minutes = 0;
  bool anonymous = false;  // after a visit: the answers carry no name
};

struct FormNoticeView {
  std::string form;
  std::string title;
  std::string text;
};

struct QuestionView {
  forms::Place place;
  bool changing = false;  // from the review
  int number = 0;         // from 1; 0 when changing
  int of = 0;             // 0 when the total is not reliable
  std::string stem;       // what stands above the question, empty when nothing
  std::string text;
  flow::AnswerKind kind = flow::AnswerKind::tiles;
  std::vector<std::string> options;  // tiles
  int low = 0;                       // row
  int high = 10;
  std::string low_anchor;
  std::string high_anchor;
  bool whole_numbers = true;
  bool negative_numbers = false;
  std::optional<int> chosen;  // index, see flow::Draft
  std::string typed;
  std::string refusal;            // forms::Refusal::code
  std::optional<double> minimum;  // for the words of a refusal
  std::optional<double> maximum;
  bool skipped = false;   // shown before and has no answer: only in the review's change
  bool declined = false;  // the answer is "prefer not to answer"
  bool can_continue = false;
};

struct CrisisLine {
  std::string label;
  std::string number;
};

struct FormAfterView {
  std::string form;
  std::string text;  // the site's or the form's own words; empty: ours
  std::vector<CrisisLine> numbers;
  std::string emergency_number;
  Help help = Help::not_asked;
};

struct ReviewRow {
  forms::Place place;
  std::string form;  // heads the first row of each form
  std::string question;
  std::string answer;  // in words; empty unless answered
  forms::Progress progress = forms::Progress::not_answered;
};

struct ReviewView {
  std::vector<ReviewRow> rows;
};

struct ThanksView {
  bool anonymous = false;
};

struct StaffAskedView {
  Help help = Help::asked;
};

struct StillHereView {};

struct TroubleView {
  bool in_visit = false;
};

[[nodiscard]] Touched draw(ui::Ui& ui, const WelcomeView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const CodeView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const BirthDateView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const AskAtDeskView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const BriefingView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const FormNoticeView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const QuestionView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const FormAfterView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const ReviewView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const ThanksView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const StaffAskedView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const StillHereView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const TroubleView& view, const Chrome& chrome);

}  // namespace anteroom::screens
