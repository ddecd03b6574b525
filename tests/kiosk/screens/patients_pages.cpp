#include "kiosk/flow/path.h"
#include "kiosk/screens/patient/answer_words.h"
#include "kiosk/screens/patient/question_view.h"
#include "tests/kiosk/screens/page_lists.h"
#include "tests/support/every_kind.h"

#include <algorithm>

namespace anteroom::testing {

using namespace screens;

namespace {

// The language of the pages that are being made.
const Words*& language() {
  static const Words* words = nullptr;
  return words;
}
const Words& said() { return *language(); }

QuestionView tiles() {
  QuestionView view;
  view.place = {"phq-9", "/44258-2"};
  view.number = 24;
  view.of = 28;
  view.stem = "Over the last 2 weeks, how often have you been bothered by any of the following problems?";
  view.text = "Feeling bad about yourself — or that you are a failure or have let yourself or your family down";
  view.kind = flow::AnswerKind::tiles;
  view.options = {"Not at all", "Several days", "More than half the days", "Nearly every day"};
  view.chosen = 1;
  view.can_continue = true;
  return view;
}

QuestionView longest_tiles() {
  QuestionView view = tiles();
  view.text =
      "Moving or speaking so slowly that other people could have noticed? Or the opposite — being so fidgety or "
      "restless that you have been moving around a lot more than usual";
  view.chosen.reset();
  view.can_continue = false;
  return view;
}

QuestionView declined(QuestionView view) {
  view.chosen.reset();
  view.declined = true;
  return view;
}

QuestionView unanswered(QuestionView view) {
  view.chosen.reset();
  view.can_continue = false;
  return view;
}

QuestionView changing() {
  QuestionView view = tiles();
  view.changing = true;
  view.can_cancel = true;
  return view;
}

QuestionView row() {
  QuestionView view;
  view.place = {"peg", "peg-2"};
  view.number = 6;
  view.of = 28;
  view.text = "What number best describes how, during the past week, pain has interfered with your enjoyment of life?";
  view.kind = flow::AnswerKind::row;
  view.low_anchor = "Does not interfere";
  view.high_anchor = "Completely interferes";
  view.chosen = 7;
  view.can_continue = true;
  return view;
}

// A preamble and an item as long as published ones are.
QuestionView confidence() {
  QuestionView view;
  view.place = {"ses6g", "ses6g-1"};
  view.number = 40;
  view.of = 60;
  view.stem =
      "We would like to know how confident you are in doing certain activities. For each of the following questions, "
      "please choose the number that corresponds to your confidence that you can do the tasks regularly at the present "
      "time.";
  view.text =
      "How confident do you feel that you can keep the fatigue caused by your disease from interfering with the things "
      "you want to do?";
  view.kind = flow::AnswerKind::row;
  view.low = 1;
  view.high = 10;
  view.low_anchor = "not at all confident";
  view.high_anchor = "totally confident";
  return view;
}

QuestionView typed(flow::AnswerKind kind, std::string_view words, std::string_view keys, std::string_view refusal = {},
                   int most = 120) {
  QuestionView view;
  view.place = {"demo", std::string(words)};
  view.number = 3;
  view.text = words;
  view.kind = kind;
  view.typed = keys;
  view.refusal = refusal;
  view.minimum = 0;
  view.maximum = most;
  view.letters = keys.size();
  view.most_letters = 300;
  constexpr std::size_t whole_date = 8;
  view.can_continue = kind == flow::AnswerKind::date ? keys.size() == whole_date : !keys.empty();
  return view;
}

// A question of the form with every kind, after these touches.
QuestionView kind(std::string_view link_id, const std::vector<flow::Intent>& touches = {}, bool half_days = true) {
  static const forms::Form form = anteroom::testing::every_kind();
  flow::Session session(platform::VisitRow{}, forms::Visit({&form}));
  session.half_days = half_days;
  flow::patient::Question question = flow::question_at(session, {"kinds", std::string(link_id)});
  const forms::Item& item = session.visit.item(question.place);
  for (const flow::Intent& touch : touches) {
    if (const auto* choice = std::get_if<flow::intent::Choose>(&touch)) {
      if (!flow::choose(item, question.draft, choice->option)) question.refusal = "too-many-answers";
    }
    if (const auto* key = std::get_if<flow::intent::Type>(&touch)) flow::type(item, question.draft, key->key);
    if (std::holds_alternative<flow::intent::Continue>(touch)) (void)flow::advance(item, question.draft);
    if (std::holds_alternative<flow::intent::AddLine>(touch)) flow::open_line(item, question.draft);
  }
  return question_view(session, question, said());
}

// A real form's group says what there could be another of.
QuestionView another_operation() {
  QuestionView view = kind("another");
  view.stem = "Operations you have had for your pain";
  return view;
}

std::vector<flow::Intent> taps(std::initializer_list<int> options) {
  std::vector<flow::Intent> touches;
  for (const int option : options) touches.emplace_back(flow::intent::Choose{option});
  return touches;
}

std::vector<flow::Intent> keys(std::string_view words, std::vector<flow::Intent> touches = {}) {
  for (const char key : words) touches.emplace_back(flow::intent::Type{static_cast<char32_t>(key)});
  return touches;
}

std::vector<flow::Intent> then(std::vector<flow::Intent> touches, flow::Intent last) {
  touches.push_back(std::move(last));
  return touches;
}

FormAfterView form_after(Help help) {
  return {"phq-9", {}, {{"Suicide & Crisis Lifeline, call or text", "988"}}, "911", help};
}

ReviewView review() {
  using forms::Progress;
  return {{{{"nrs", "nrs-now"}, "Your pain", "How would you rate your pain right now?", "7", Progress::answered},
           {{"nrs", "nrs-worst"},
            "Your pain",
            "How would you rate your worst pain over the past 7 days?",
            "9",
            Progress::answered},
           {{"peg", "peg-2"},
            "Pain and your daily life",
            "What number best describes how, during the past week, pain has interfered with your enjoyment of life?",
            std::string(said().say("Not answered")),
            Progress::not_answered},
           {{"phq-9", "/44258-2"},
            "Your mood",
            "Feeling bad about yourself — or that you are a failure or have let yourself or your family down",
            std::string(said().say("You preferred not to answer")),
            Progress::declined},
           {{"phq-9", "/44260-8"},
            "Your mood",
            "Moving or speaking so slowly that other people could have noticed? Or the opposite — being so fidgety or "
            "restless that you have been moving around a lot more than usual",
            "More than half the days",
            Progress::answered}},
          1};
}

ReviewView overview_of(ReviewView view) {
  view.overview = true;
  return view;
}

// The forms of a whole battery; some have something missing.
ReviewView forms_of(ReviewView view, const Words& words) {
  view.forms = {{"nrs", "Your pain", 0},       {"peg", "Pain and your daily life", 1},
                {"goals", "Your goals", 2},    {"areas", "Where it hurts", 0},
                {"tsk", "Pain and moving", 0}, {"phq", "Your mood", 0},
                {"gad", "Worry", 3},           {"work", "Work and daily life", 0}};
  for (ReviewForm& form : view.forms) {
    form.said = form.unanswered > 0 ? words.say_count("{count} not answered", "{count} not answered", form.unanswered)
                                    : words.say("All done");
  }
  view.unanswered = 6;
  return view;
}

ReviewView one_form_of(ReviewView view) {
  view.one_form = view.rows.front().place.form;
  std::erase_if(view.rows, [&](const ReviewRow& row) { return row.place.form != view.one_form; });
  return view;
}

ReviewView unanswered_of(ReviewView view) {
  std::erase_if(view.rows, [](const ReviewRow& row) { return row.progress != forms::Progress::not_answered; });
  view.only_unanswered = true;
  return view;
}

}  // namespace

std::vector<Page> patients_pages(const Words& words) {
  language() = &words;
  using flow::AnswerKind;
  std::vector<LanguageChoice> others{{"es", "Español"}, {"fr", "Français"}, {"de", "Deutsch"},
                                     {"pl", "Polski"},  {"en", "English"},  {"vi", "Tiếng Việt"}};
  std::erase_if(others, [&](const LanguageChoice& choice) { return choice.tag == words.language(); });
  return {
      {"welcome", WelcomeView{}},
      {"welcome-light", WelcomeView{{others.front()}}, true},
      {"welcome-languages", WelcomeView{others}},
      {"code", CodeView{"48", false}},
      {"code-closed", CodeView{"48", false}, false, false, {"continue"}},
      {"code-no-match", CodeView{"", true}},
      {"birth-date", BirthDateView{"0503", false}},
      {"birth-date-whole", BirthDateView{"05031957", false}},
      {"birth-date-no-day", BirthDateView{"31021957", true}},
      {"ask-at-desk", AskAtDeskView{}},
      {"ask-at-desk-interrupted", AskAtDeskView{AskAtDeskView::Reason::interrupted}},
      {"briefing", BriefingView{{"Your pain", "Pain and your daily life", "Pain and moving", "Your mood"}, 28, 5}},
      {"briefing-interpreted",
       BriefingView{.parts = {"Your mood"}, .questions = 12, .minutes = 3, .interpreted = true}},
      {"briefing-anonymous", BriefingView{.parts = {"Your visit"}, .questions = 1, .anonymous = true}},
      {"form-notice",
       FormNoticeView{"phq-9", "Your mood",
                      "Your answers are read by your care team today. This kiosk is not an emergency service."}},
      {"tiles", tiles(), true},
      {"tiles-longest", longest_tiles()},
      {"tiles-declined", declined(tiles())},
      {"tiles-asked", tiles(), true, false, {}, false, true},
      {"row", row()},
      {"row-longest", confidence()},
      {"row-closed", unanswered(row()), false, false, {"continue"}},
      {"yes-no", typed(AnswerKind::yes_no, "Have you had surgery for your pain?", "")},
      {"yes-no-closed",
       typed(AnswerKind::yes_no, "Have you had surgery for your pain?", ""),
       false,
       false,
       {"continue"}},
      {"number", typed(AnswerKind::number, "How many years have you had pain?", "130", "value-out-of-range")},
      {"number-longest",
       typed(AnswerKind::number,
             "Now thinking about your physical health, which includes physical illness and injury, for how many days "
             "during the past 30 days was your physical health not good?",
             "40", "value-out-of-range", 30)},
      {"date", typed(AnswerKind::date, "When did your pain begin?", "0101")},
      {"text", typed(AnswerKind::text, "What would you like to do again?", "walk the dog")},
      {"body", kind("areas")},
      {"body-chosen", kind("areas", taps({0, 8, 15, 17, 14, 16, 4}))},
      {"body-legs", kind("areas", taps({16, 4, 5, 13})), false, false, {"list:more"}},
      {"body-none", kind("areas", taps({19}))},
      {"body-list", kind("areas", taps({0, 7, 9})), false, false, {"body:list"}},
      {"body-closed", kind("areas", taps({0, 8})), false, false, {"continue"}},
      {"several-limit", kind("two", taps({0, 1, 2}))},
      {"ranked", kind("expectations", taps({2, 4}))},
      {"ranked-own-words",
       kind("expectations", then(keys("sleep through the night again", taps({2, 5})), flow::intent::Continue{}))},
      {"own-words", kind("work", keys("I help my son", taps({3})))},
      {"open-choice", kind("work", taps({1}))},
      {"long-list", kind("country", taps({7}))},
      {"time", kind("bedtime", keys("1030", taps({1})), counts_half_days(words))},
      {"date-time", kind("began", then(keys("05032024"), flow::intent::Continue{}), counts_half_days(words))},
      {"quantity", kind("weight", keys("165", taps({1})))},
      {"number-unit", kind("hours", keys("6.5"))},
      {"line-writing", kind("medicines", keys("ibuprofen"))},
      {"lines",
       kind("medicines", then(keys("amitriptyline", then(then(keys("ibuprofen 400 mg"), flow::intent::Continue{}),
                                                         flow::intent::AddLine{})),
                              flow::intent::Continue{}))},
      {"long-text",
       kind("goal", keys("walk to the shop and back without a rest, and play with my grandchildren again"))},
      {"proposal", kind("hand")},
      {"another", another_operation()},
      {"leave-out", LeaveOutView{{"nrs", "nrs-least"}, false}},
      {"leave-for-later", LeaveOutView{{"nrs", "nrs-least"}, true}},
      {"check",
       CheckView{{"nrs", "nrs-least"}, "You said your least pain is 6 and your worst pain is 4. Is that right?"}},
      {"form-after", form_after(Help::not_asked)},
      {"form-after-closed", form_after(Help::not_asked), false, false, {"continue"}},
      {"form-after-told", form_after(Help::delivered)},
      {"rest-offer", RestOfferView{31, 29}},
      {"review-overview", overview_of(review())},
      {"review", review()},
      {"review-forms", forms_of(review(), words)},
      {"review-one-form", one_form_of(review())},
      {"review-unanswered", unanswered_of(review())},
      {"thanks", ThanksView{}},
      {"thanks-awaited", ThanksView{false, true, Help::not_asked, true}},
      {"thanks-asked", ThanksView{false, true, Help::asked}},
      {"thanks-again", ThanksView{.has_lessons = true, .was_left = true}},
      {"thanks-lessons", ThanksView{false, true}},
      {"lesson-1", LessonView{0, false}},
      {"lesson-2", LessonView{1, true}},
      {"lesson-3", LessonView{2, false}},
      {"staff-asked", StaffAskedView{Help::asked}},
      {"staff-asked-told", StaffAskedView{Help::delivered}},
      {"still-here", StillHereView{}},
      {"reading", WelcomeView{}, false, true},
      {"reading-voice", WelcomeView{}, false, true, {}, true},
      {"aloud", tiles(), false, false, {}, true},
      {"hidden", HiddenView{true}},
      {"resting", RestingView{"10:45"}},
      {"resting-told", RestingView{"10:45", Help::delivered}},
      {"trouble", TroubleView{true}},
      {"trouble-start", TroubleView{false}},
      {"thanks-anonymous", ThanksView{true}},
      {"staff-asked-nobody", StaffAskedView{Help::not_asked}},
      {"change", changing()},
  };
}

}  // namespace anteroom::testing
