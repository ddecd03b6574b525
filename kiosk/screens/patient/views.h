// What each patient screen shows, as plain data: no store, no score, no time. A view that held one could leak it.
#pragma once

#include "forms/visit.h"
#include "kiosk/flow/draft.h"
#include "kiosk/flow/intent.h"
#include "kiosk/screens/aloud.h"
#include "kiosk/screens/chrome.h"

#include <optional>
#include <string>
#include <vector>

namespace anteroom::screens {

// Whether somebody from the team knows: said to a patient only when it is so.
enum class Help { not_asked, asked, delivered };

struct LanguageChoice {
  std::string tag;
  std::string name;  // as the language itself says it: "Español"
};

struct WelcomeView {
  std::vector<LanguageChoice> others;  // that the clinic offers beside the one on the screen
};

struct CodeView {
  std::string digits;
  bool no_match = false;
};

struct BirthDateView {
  std::string digits;  // DDMMYYYY
  bool no_such_day = false;
};

struct AskAtDeskView {
  enum class Reason { no_match, asked, interrupted };
  Reason reason = Reason::no_match;
};

struct BriefingView {
  std::vector<std::string> parts;  // "Your pain", "Your mood": those that are asked in the language of the screen
  int questions = 0;
  int minutes = 0;
  bool anonymous = false;    // after a visit: the answers carry no name
  bool interpreted = false;  // some of the questions are in another language
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
  int of = 0;             // 0 when nobody can say how many there will be
  bool of_about = false;  // it depends on the answers
  std::string stem;       // what stands above the question, empty when nothing
  std::string text;
  flow::AnswerKind kind = flow::AnswerKind::tiles;  // as the screen shows it now: flow::shown_kind
  std::vector<std::string> options;                 // tiles, several, body_map, ranked: in the form's order
  std::vector<int> order;                           // in which the options stand; empty: the form's
  std::vector<std::string> areas;                   // body_map: by option its area; empty where it is none
  bool in_pairs = false;                            // two neighbours of that order belong side by side
  bool takes_other = false;                         // after the options, one in the patient's own words
  std::string other;                                // those words, once they count
  bool writing_other = false;                       // the keys are open for them
  bool is_part = false;                             // of an answer, on a screen of its own: Back leads to the rest
  std::vector<int> picked;                          // several, body_map, ranked
  std::vector<int> taken_away;                      // by the touch before; Undo brings it back
  bool can_undo = false;
  std::optional<int> least_answers;
  std::optional<int> most_answers;
  bool whole_list_known = false;   // answered before, or an answer that stands alone: no page must be turned first
  std::vector<std::string> lines;  // lines: what has been written
  bool can_add = false;
  std::vector<std::string> units;  // number: to choose from; one stands in the field
  bool half_days = true;           // time: the half of the day is chosen, the hour has none of 24
  std::optional<int> half_of_day;  // 0 before noon, 1 after
  bool time_may_be_empty = false;  // the day alone is an answer
  std::string day;                 // that day, in words
  std::size_t letters = 0;         // text: how many there are and may be
  std::size_t most_letters = 0;
  bool long_text = false;
  int low = 0;  // row
  int high = 10;
  std::string low_anchor;
  std::string high_anchor;
  bool whole_numbers = true;
  bool negative_numbers = false;
  std::optional<int> chosen;      // index, see flow::Draft
  std::string typed;              // number, text; of dates and times the digits
  std::string refusal;            // forms::Refusal::code
  bool is_proposed = false;       // the form filled it in, and nobody has answered it
  std::optional<double> minimum;  // for the words of a refusal
  std::optional<double> maximum;
  bool can_cancel = false;  // a change of it, which nothing has stored yet
  bool declined = false;    // the answer is "prefer not to answer"
  bool can_continue = false;
};

// Who has chosen an answer is about to go on without it.
struct LeaveOutView {
  forms::Place place;
  bool later = false;  // it will be offered again at the end
};

// Answers that do not seem to fit together.
struct CheckView {
  forms::Place place;
  std::string text;  // with the answers in it
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

struct RestOfferView {
  int done = 0;  // questions before this place, answered or not
  int left = 0;
};

struct ReviewRow {
  forms::Place place;
  std::string form;  // heads the first row of each form
  std::string question;
  std::string answer;  // in words, also that there is none; in the language of the question, like the whole row
  forms::Progress progress = forms::Progress::not_answered;
};

// What the review has of one form.
struct ReviewForm {
  std::string form;
  std::string title;  // in the language that it was asked in
  std::size_t unanswered = 0;
  std::string said = {};  // how many of the one or of the other, in that language too
};

struct ReviewView {
  std::vector<ReviewRow> rows;
  std::size_t unanswered = 0;          // of all of them
  bool overview = false;               // none is shown yet
  bool only_unanswered = false;        // are shown
  std::vector<ReviewForm> forms = {};  // shown instead of rows, to choose one
  std::string one_form = {};           // the rows are of this form alone
};

struct ThanksView {
  bool anonymous = false;
  bool has_lessons = false;
  Help help = Help::not_asked;
  bool is_awaited = false;  // somebody would like to talk with them
  bool was_left = false;    // the same is said to everybody, and is true for who was told that
};

struct LessonView {
  std::size_t page = 0;     // from 0, as flow::lesson_ids
  bool is_printed = false;  // it shall be
};

struct StaffAskedView {
  Help help = Help::asked;
};

struct StillHereView {};

struct HiddenView {
  bool can_rest = false;
};

struct RestingView {
  std::string until;  // "10:45"
  Help help = Help::not_asked;
};

struct TroubleView {
  bool in_visit = false;
};

// What may be said to whoever asked for staff; nothing to who has not.
[[nodiscard]] std::string_view help_words(Help help, const Words& words);

[[nodiscard]] Touched draw(ui::Ui& ui, const WelcomeView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const CodeView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const BirthDateView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const AskAtDeskView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const BriefingView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const FormNoticeView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const QuestionView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const LeaveOutView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const CheckView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const FormAfterView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const RestOfferView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const ReviewView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const ThanksView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const LessonView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const StaffAskedView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const StillHereView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const TroubleView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const HiddenView& view, const Chrome& chrome);
[[nodiscard]] Touched draw(ui::Ui& ui, const RestingView& view, const Chrome& chrome);

// Text size, colours and the voice are the screen's own and no intent: a touch changes them at once. True once it is
// done.
[[nodiscard]] bool draw_reading(ui::Ui& ui, const Chrome& chrome, Voice& voice);

}  // namespace anteroom::screens
