#include "kiosk/screens/patient/question_view.h"

#include "forms/body_outline.h"
#include "kiosk/screens/patient/answer_words.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace anteroom::screens {
namespace {

using flow::AnswerKind;

// A condition anywhere makes the number of questions depend on the answers.
bool has_conditions(const std::vector<forms::Item>& items) {
  return std::ranges::any_of(items, [](const forms::Item& item) {
    return !item.enable_when.empty() || !item.enable_when_expression.empty() || has_conditions(item.items);
  });
}

bool total_is_reliable(const forms::Visit& visit) {
  return std::ranges::none_of(visit.forms(),
                              [](const forms::Form* form) { return has_conditions(form->questionnaire.items); });
}

std::string code_of(const forms::AnswerOption& option) {
  const auto* coding = std::get_if<forms::Coding>(&option.value);
  return coding != nullptr ? coding->code : "";
}

// Two options whose codes differ in their end, -l and -r, are the two sides of a body and stand side by side, left at
// the left; the others follow in their own order. Without such pairs the form's order stays.
void put_sides_together(const forms::Item& item, QuestionView& view) {
  std::vector<int> singles;
  std::vector<int> pairs;
  const auto place_of = [&](const std::string& code) {
    const auto found = std::ranges::find(item.options, code, code_of);
    return found == item.options.end() ? -1 : static_cast<int>(found - item.options.begin());
  };
  for (int index = 0; index < static_cast<int>(item.options.size()); ++index) {
    const std::string code = code_of(item.options[static_cast<std::size_t>(index)]);
    const std::string stem = code.size() > 2 ? code.substr(0, code.size() - 2) : "";
    const int left = stem.empty() ? -1 : place_of(stem + "-l");
    const int right = stem.empty() ? -1 : place_of(stem + "-r");
    if (left < 0 || right < 0 || (index != left && index != right)) {
      singles.push_back(index);
    } else if (index == left) {
      pairs.insert(pairs.end(), {left, right});
    }
  }
  if (pairs.empty()) return;
  view.in_pairs = true;
  view.order = std::move(pairs);
  view.order.insert(view.order.end(), singles.begin(), singles.end());
}

void put_options(const forms::Item& item, const flow::Draft& draft, const std::string_view language,
                 QuestionView& view) {
  for (const forms::AnswerOption& option : item.options) view.options.push_back(option.label.in(language));
  view.takes_other = item.type == forms::ItemType::open_choice;
  view.writing_other = view.takes_other && draft.writing;
  if (flow::other_is_chosen(item, draft)) view.other = draft.typed;
  view.picked = draft.picked;
  view.taken_away = flow::taken_away(draft);
  view.can_undo = !draft.picked_before.empty();
  if (item.repeats) {
    if (item.min_occurs) view.least_answers = static_cast<int>(*item.min_occurs);
    if (item.max_occurs) view.most_answers = static_cast<int>(*item.max_occurs);
  }
  if (view.kind == AnswerKind::body_map) {
    for (const forms::AnswerOption& option : item.options) {
      const std::string code = code_of(option);
      view.areas.push_back(forms::is_body_area(code) ? code : "");
    }
  }
  put_sides_together(item, view);
  view.whole_list_known = std::ranges::any_of(draft.picked, [&](int option) {
    return option < flow::other_option(item) && item.options[static_cast<std::size_t>(option)].exclusive;
  });
}

void put_keys(const forms::Item& item, const flow::Draft& draft, const Words& words, QuestionView& view) {
  view.whole_numbers = item.type == forms::ItemType::integer;
  view.negative_numbers = item.minimum && *item.minimum < 0;
  view.minimum = item.minimum;
  view.maximum = item.maximum;
  if (view.kind == AnswerKind::number) {
    for (const forms::UnitOption& unit : item.unit_options) view.units.push_back(unit.label);
    if (view.units.empty() && item.unit) view.units.push_back(*item.unit);
  }
  const bool digits = view.kind == AnswerKind::date || view.kind == AnswerKind::time;
  view.typed = digits ? std::string(flow::shown_digits(item, draft)) : draft.typed;
  view.half_days = draft.half_days;
  view.half_of_day = flow::half_of_day(item, draft);
  view.is_part = draft.writing && (flow::answer_kind(item) != AnswerKind::lines || !draft.lines.empty());
  view.time_may_be_empty = view.kind == AnswerKind::time && flow::answer_kind(item) == AnswerKind::date_time;
  if (view.time_may_be_empty) {
    constexpr std::size_t date_digits = 8;
    view.day = typed_day_words(std::string_view(draft.typed).substr(0, date_digits), words);
  }
  view.letters = flow::letters_in(draft.typed);
  view.most_letters = flow::text_limit(item);
  view.long_text = item.type == forms::ItemType::text;
}

// Of a generated "Add another?" the group it would open says what there could be another of.
std::string text_of(const forms::Item& item, const std::string_view language, const Words& words) {
  const std::string& text = item.text.in(language);
  return text.empty() && item.asks_for_copy ? std::string(words.say("Would you like to add another?")) : text;
}

std::string answer_of(const forms::Visit& visit, const forms::Place& place, const Words& words) {
  switch (visit.progress(place)) {
    case forms::Progress::not_answered: return std::string(words.say("Not answered"));
    case forms::Progress::declined: return std::string(words.say("You preferred not to answer"));
    case forms::Progress::answered: break;
  }
  return forms::in_words(visit.item(place), visit.answers(place.form).find(place.link_id)->second,
                         visit.language(place.form), plain_words(words));
}

}  // namespace

QuestionView question_view(const flow::Session& session, const flow::patient::Question& question, const Words& words) {
  const forms::Visit& visit = session.visit;
  const forms::Form* form = visit.form(question.place.form);
  const forms::Item& item = visit.item(question.place);
  const flow::Draft& draft = question.draft;
  const std::string_view language = visit.language(question.place.form);
  QuestionView view;
  view.place = question.place;
  view.changing = question.origin == flow::patient::Origin::review;
  if (!view.changing) {
    const auto& asked = visit.asked();
    view.number = static_cast<int>(std::ranges::find(asked, question.place) - asked.begin()) + 1;
    if (!visit.is_tailored()) view.of = static_cast<int>(asked.size());
    view.of_about = !total_is_reliable(visit);
  }
  for (const forms::Item* stem : form->questionnaire.stems_of(question.place.link_id)) {
    if (!view.stem.empty()) view.stem += '\n';
    view.stem += stem->text.in(language);
  }
  view.text = text_of(item, language, words);
  view.kind = flow::shown_kind(item, draft);
  put_options(item, draft, language, view);
  put_keys(item, draft, words, view);
  if (view.kind == AnswerKind::row) {
    view.low = static_cast<int>(std::lround(*item.minimum));
    view.high = static_cast<int>(std::lround(*item.maximum));
  }
  view.low_anchor = item.low_anchor.in(language);
  view.high_anchor = item.high_anchor.in(language);
  for (const forms::Value& line : draft.lines) {
    view.lines.push_back(forms::in_words(item, forms::Several{line}, language, plain_words(words)));
  }
  view.can_add = flow::can_add_line(item, draft);
  view.chosen = draft.chosen;
  view.refusal = question.refusal;
  const forms::Progress progress = visit.progress(question.place);
  view.whole_list_known = view.whole_list_known || progress == forms::Progress::answered;
  view.can_cancel = view.changing && progress != forms::Progress::not_answered && !question.after_check;
  view.declined = progress == forms::Progress::declined && draft.is_empty();
  // Nobody has answered yet what the form has filled in.
  view.is_proposed = progress == forms::Progress::not_answered && flow::is_proposal(item, draft);
  view.can_continue = flow::can_continue(item, draft) || view.declined;
  return view;
}

CheckView check_view(const flow::Session& session, const flow::patient::Check& check, const Words& words) {
  const forms::Form* form = session.visit.form(check.place.form);
  const std::string_view language = session.visit.language(check.place.form);
  const forms::Answers& answers = session.visit.answers(check.place.form);
  CheckView view{.place = check.place, .text = {}};
  std::string_view rest = check.warning.patient_message;
  for (std::size_t open = rest.find('{'); open != std::string_view::npos; open = rest.find('{')) {
    const std::size_t close = std::min(rest.find('}', open), rest.size() - 1);
    const std::string_view link_id = rest.substr(open + 1, close - open - 1);
    view.text += rest.substr(0, open);
    const forms::Item* item = form->questionnaire.find(link_id);
    const auto answer = answers.find(link_id);
    if (item != nullptr && answer != answers.end()) {
      const std::string said = forms::in_words(*item, answer->second, language, plain_words(words));
      // No number begins a line: it would be read as that of an item.
      constexpr std::size_t short_answer = 3;
      if (said.size() <= short_answer && view.text.ends_with(' ')) view.text.replace(view.text.size() - 1, 1, "\u00A0");
      view.text += words::isolated(said);
    }
    rest.remove_prefix(close + 1);
  }
  view.text += rest;
  return view;
}

ReviewView review_view(const flow::Session& session, const words::Vocabulary& vocabulary, const Words& otherwise) {
  ReviewView view;
  for (const forms::Place& place : session.visit.asked()) {
    const forms::Form* form = session.visit.form(place.form);
    const std::string_view language = session.visit.language(place.form);
    const Words& words = vocabulary.in(language, otherwise);
    view.rows.push_back({place, form->words_in(language).title, text_of(session.visit.item(place), language, words),
                         answer_of(session.visit, place, words), session.visit.progress(place)});
  }
  const auto has_answer = [](const ReviewRow& row) { return row.progress != forms::Progress::not_answered; };
  view.unanswered = static_cast<std::size_t>(std::ranges::count_if(view.rows, std::not_fn(has_answer)));
  const bool all_answered = session.review == flow::ReviewPart::unanswered && view.unanswered == 0;
  view.overview = session.review == flow::ReviewPart::overview || all_answered;
  view.only_unanswered = session.review == flow::ReviewPart::unanswered && !all_answered;
  if (view.only_unanswered) std::erase_if(view.rows, has_answer);
  if (session.review == flow::ReviewPart::one_form) {
    view.one_form = session.reviewed;
    std::erase_if(view.rows, [&](const ReviewRow& row) { return row.place.form != session.reviewed; });
  }
  if (session.review == flow::ReviewPart::forms) {
    for (const ReviewRow& row : view.rows) {
      if (view.forms.empty() || view.forms.back().form != row.place.form)
        view.forms.push_back({.form = row.place.form, .title = row.form});
      if (!has_answer(row)) ++view.forms.back().unanswered;
    }
    for (ReviewForm& form : view.forms) {
      const Words& words = vocabulary.in(session.visit.language(form.form), otherwise);
      form.said = form.unanswered > 0 ? words.say_count("{count} not answered", "{count} not answered", form.unanswered)
                                      : words.say("All done");
    }
  }
  return view;
}

}  // namespace anteroom::screens
