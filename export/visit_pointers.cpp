// What of today's answers concerns whom. The form's domain says which disciplines its score goes to, so a clinic's own
// form finds its readers without a line here. Facts as they were answered; no advice, no diagnosis, no risk level.
#include "export/summary_layout.h"
#include "export/visit_results.h"

#include <algorithm>
#include <array>
#include <format>
#include <ranges>
#include <set>

namespace anteroom::exporting {
namespace {

using forms::Domain;

enum Discipline : std::size_t { physician, psychologist, physiotherapist, social_worker, nurse };
constexpr std::array<std::string_view, 5> names = {"Physician", "Psychologist", "Physiotherapist",
                                                   "Social work, addiction", "Nurse"};
constexpr std::size_t most_strong_answers = 2;
// All of them stand on the page already: the areas beside the body, the words under what matters to the patient.
constexpr std::size_t most_new_areas = 4;
constexpr std::size_t longest_quoted = 90;

std::vector<Discipline> readers_of(Domain domain) {
  switch (domain) {
    case Domain::pain: return {physician, physiotherapist};
    case Domain::function: return {physiotherapist, physician};
    case Domain::mood: return {psychologist, physician};
    case Domain::anxiety:
    case Domain::stress: return {psychologist};
    case Domain::fear_of_movement: return {physiotherapist, psychologist};
    case Domain::sleep: return {nurse, physician};
    case Domain::self_efficacy: return {psychologist, nurse};
    case Domain::quality_of_life: return {nurse};
    case Domain::substances: return {social_worker, physician};
    case Domain::other: return {};
  }
  return {};
}

// Whose the strongest answers of a form are; the others read its score.
std::optional<Discipline> reader_of_answers(Domain domain) {
  switch (domain) {
    case Domain::mood:
    case Domain::anxiety:
    case Domain::stress: return psychologist;
    case Domain::fear_of_movement: return physiotherapist;
    default: return std::nullopt;
  }
}

// "PHQ-9 18 (moderately severe)", "PEG 7.3", "PHQ-9 incomplete 8/9"
std::string score_fact(const FormResult& result) {
  const forms::Score* score = main_score(result.report);
  if (score == nullptr || score->of == 0) return {};
  constexpr std::size_t longest = 20;
  const std::string& name = score->label.size() <= longest ? score->label : result.short_name;
  const std::string value = in_words(score->value);
  if (result.report.form == "body-map" && !value.empty()) return value + (value == "1" ? " area hurts" : " areas hurt");
  if (value.empty()) {
    return score->answered == 0 ? name + " not answered"
                                : std::format("{} incomplete {}/{}", name, score->answered, score->of);
  }
  return name + " " + value + (score->band ? " (" + *score->band + ")" : "");
}

// Questions answered with the option that counts most: a patient's own words would be these.
// What a shorter form has asked in the same words is not told again.
std::string strong_answers(const forms::Visit& visit, const forms::Form& form, const FormResult& result,
                           std::set<std::string>& told) {
  const forms::Answers& answers = visit.answers(form.questionnaire.id);
  std::vector<std::string> texts;
  std::string answer_words;
  std::size_t more = 0;
  for (const forms::Item* item : forms::asked_questions(form.questionnaire, answers)) {
    const auto answer = answers.find(item->link_id);
    const bool flagged = std::ranges::contains(result.report.flags, item->link_id, &forms::Flag::link_id);
    if (flagged || answer == answers.end() || item->options.size() < 3) continue;
    const auto values = forms::values_of(answer->second);
    if (values.size() != 1) continue;
    const forms::AnswerOption* chosen = nullptr;
    double most = 0;
    for (const forms::AnswerOption& option : item->options) {
      if (option.value == values.front()) chosen = &option;
      if (option.ordinal) most = std::max(most, *option.ordinal);
    }
    if (chosen == nullptr || !chosen->ordinal || *chosen->ordinal < most) continue;
    const std::string words = chosen->label.in(staff_language(form));
    if (!answer_words.empty() && words != answer_words) continue;  // the scale's own questions have one set of options
    if (!told.insert(item->text.in(staff_language(form))).second) continue;
    answer_words = words;
    if (texts.size() < most_strong_answers) {
      texts.push_back("“" + item->text.in(staff_language(form)) + "”");
    } else {
      ++more;
    }
  }
  if (texts.empty()) return {};
  std::string fact = answer_words + ": ";
  for (std::size_t index = 0; index < texts.size(); ++index) fact += (index == 0 ? "" : ", ") + texts[index];
  return more == 0 ? fact : fact + std::format(" and {} more", more);
}

// Our own questions about daily life: a short name, and who reads the answer.
struct LocalQuestion {
  std::string_view link_id;
  std::string_view label;
  Discipline reader;
};
constexpr std::array<LocalQuestion, 6> daily_life = {{{"work", "Work", social_worker},
                                                      {"money", "Worries about money", social_worker},
                                                      {"help", "Somebody to ask for help", social_worker},
                                                      {"caring", "Looks after somebody", social_worker},
                                                      {"getting-about", "Getting about", physiotherapist},
                                                      {"home", "Jobs at home", physiotherapist}}};

class Collector {
 public:
  Collector(Summary& summary, const forms::Visit* visit) : m_summary(summary), m_visit(visit) {}

  void collect() {
    add_flags();
    for (const FormResult& result : m_summary.results) add_form(result);
    add_areas();
    add_goal();
    add_daily_life();
    add_gaps();
    for (std::size_t at = 0; at < names.size(); ++at) {
      if (!m_facts.at(at).empty()) m_summary.pointers.push_back({std::string(names.at(at)), m_facts.at(at)});
    }
  }

 private:
  void tell(Discipline who, std::string fact) {
    if (!fact.empty()) m_facts.at(who).push_back(std::move(fact));
  }

  void add_flags() {
    if (!m_summary.flags.empty()) {
      for (const Discipline who : {physician, psychologist, nurse}) tell(who, "Safety flag: see above");
    }
    // Who prescribes, who treats what is taken beside it, and who asks for the naloxone.
    if (!m_summary.chart_flags.empty()) {
      for (const Discipline who : {physician, social_worker, nurse}) tell(who, "Opioid flag: see above");
    }
    const bool open = std::ranges::any_of(
        m_summary.alerts, [](const AlertLine& alert) { return alert.what.contains("not acknowledged"); });
    if (open) tell(nurse, "Alert not acknowledged");
  }

  void add_form(const FormResult& result) {
    for (const Discipline who : readers_of(result.domain)) tell(who, score_fact(result));
    if (m_visit == nullptr) return;
    const forms::Form* form = m_visit->form(result.report.form);
    if (const auto who = reader_of_answers(result.domain)) tell(*who, strong_answers(*m_visit, *form, result, m_told));
  }

  void add_areas() {
    if (!m_summary.body_map || m_summary.body_map->new_areas.empty()) return;
    const std::vector<BodyPart>& areas = m_summary.body_map->new_areas;
    const std::size_t named = areas.size() > most_new_areas + 1 ? most_new_areas : areas.size();
    std::string names_of_new;
    for (const BodyPart& area : areas | std::views::take(named))
      names_of_new += (names_of_new.empty() ? "" : ", ") + area.name;
    if (named < areas.size()) names_of_new += std::format(" and {} more", areas.size() - named);
    for (const Discipline who : {physician, physiotherapist}) tell(who, "New pain: " + names_of_new);
  }

  void add_goal() {
    for (const OwnWords& words : m_summary.own_words) {
      if (words.label != "In the way") continue;
      const bool is_short = words.text.size() <= longest_quoted;
      tell(physiotherapist, "In the way of the goal: " + (is_short ? "“" + words.text + "”" : "see above"));
    }
  }

  void add_daily_life() {
    const forms::Form* form = m_visit == nullptr ? nullptr : m_visit->form("daily-life");
    if (form == nullptr || !m_visit->is_open("daily-life")) return;
    const forms::Answers& answers = m_visit->answers("daily-life");
    for (const LocalQuestion& question : daily_life) {
      const forms::Item* item = form->questionnaire.find(question.link_id);
      const auto answer = answers.find(question.link_id);
      if (item == nullptr || answer == answers.end() || std::holds_alternative<forms::Declined>(answer->second))
        continue;
      tell(question.reader,
           std::format("{}: {}", question.label, forms::in_words(*item, answer->second, staff_language(*form))));
    }
  }

  void add_gaps() {
    std::size_t missing = 0;
    for (const FormAnswers& form : m_summary.answers)
      missing += static_cast<std::size_t>(std::ranges::count(form.lines, true, &AnswerLine::missing));
    if (missing > 0)
      tell(nurse, std::format("{} {} not answered or declined", missing, missing == 1 ? "question" : "questions"));
  }

  Summary& m_summary;
  const forms::Visit* m_visit;
  std::array<std::vector<std::string>, names.size()> m_facts;
  std::set<std::string> m_told;  // questions
};

}  // namespace

void add_pointers(Summary& summary, const forms::Visit* visit) { Collector(summary, visit).collect(); }

}  // namespace anteroom::exporting
