#include "tests/export/made_patients.h"

#include "forms/read_response.h"
#include "tests/support/shipped_library.h"

#include <algorithm>
#include <chrono>
#include <format>
#include <gtest/gtest.h>

namespace anteroom::exporting {
namespace {

using forms::Answer;
using forms::Declined;
using forms::Value;
using Texts = std::vector<std::string>;

const Texts home_and_work = {"less", "very", "no", "sometimes", "with-effort", "no"};

MadeVisit intake(std::string day) {
  return {.day = std::move(day),
          .nrs = "6794",
          .peg = "787",
          .tsk = "33443343343",
          .phq9 = "221322110",
          .gad7 = "2121111",
          .semcd = "434545",
          .sleep_days = 14,
          .hrqol = "4121805",
          .audit_c = "100",
          .drug_times = 0,
          .areas = Texts{"lowerback", "hip-l", "upperleg-l", "neck"},
          .goal = "To walk to the market and back without a rest",
          .barrier = "The stairs, and being afraid of the next day",
          .hopes = {"activities", "less-pain", "coping"},
          .daily_life = home_and_work};
}

MadeVisit follow_up(std::string day, std::string nrs, std::string peg, std::string tsk, std::string phq9,
                    std::string semcd, int sleep, std::string pgic) {
  return {.day = std::move(day),
          .nrs = std::move(nrs),
          .peg = std::move(peg),
          .tsk = std::move(tsk),
          .phq9 = std::move(phq9),
          .gad7 = "",
          .semcd = std::move(semcd),
          .sleep_days = sleep,
          .hrqol = "",
          .audit_c = "",
          .pgic = std::move(pgic)};
}

std::vector<MadePatient> make() {
  std::vector<MadePatient> all;
  const auto add = [&](std::string name, std::vector<MadeVisit> visits) -> MadePatient& {
    const std::size_t number = all.size() + 1;
    all.push_back({std::move(name), std::format("MRN-{:04}-{:02}", 4400 + number * 13, number), "A.B.", "1957-12-14",
                   "female", std::move(visits)});
    return all.back();
  };
  const std::string today = "2026-11-23";

  MadeVisit well = intake(today);
  well.nrs = "2341";
  well.peg = "323";
  well.phq9 = "110100000";
  well.gad7 = "0101000";
  well.semcd = "787878";
  add("01-first-visit", {well});

  MadeVisit distress = intake(today);
  distress.gad7 = "3332223";
  distress.phq9 = "333322211";
  add("02-first-visit-letter-paper", {distress}).size = PageSize::letter;

  MadeVisit first = intake("2025-11-24");
  add("03-improving", {first, follow_up("2026-02-20", "5683", "676", "33333333333", "211211110", "545454", 10, "3"),
                       follow_up("2026-05-22", "4572", "555", "32323232323", "111111000", "656565", 8, "2"),
                       follow_up(today, "3361", "444", "22222222222", "101100000", "777777", 5, "2")});

  MadeVisit worse_areas = follow_up(today, "8997", "998", "44444443444", "333332332", "222222", 26, "6");
  worse_areas.areas = Texts{"lowerback", "hip-l", "upperleg-l", "neck", "hip-r", "shoulder-r", "upperback"};
  add("04-worsening",
      {first, follow_up("2026-05-22", "7895", "898", "43434343434", "332322211", "333333", 20, "5"), worse_areas});

  for (const char answer : {'1', '2', '3'}) {
    MadeVisit visit = intake(today);
    visit.phq9 = std::string("11010010") + answer;
    add(std::format("{:02}-item9-{}", all.size() + 1, answer), {visit});
  }
  MadeVisit skipped = intake(today);
  skipped.phq9 = "11010010-";
  add("08-item9-skipped", {skipped});
  MadeVisit changed = intake(today);
  changed.phq9 = "211110012";
  changed.item9_later = '0';
  MadeVisit before = intake("2026-08-21");
  before.phq9 = "211110010";
  add("09-item9-changed", {before, changed});

  MadeVisit stopped = intake(today);
  stopped.phq9 = "2213-----";
  stopped.gad7 = "";
  stopped.tsk = "3344334----";
  stopped.semcd = "";
  stopped.sleep_days.reset();
  stopped.hrqol = stopped.audit_c = "";
  stopped.drug_times.reset();
  stopped.daily_life.clear();
  add("10-stopped-half-way", {stopped}).finished = false;

  MadeVisit declined = intake(today);
  declined.nrs = "dddd";
  declined.peg = "ddd";
  declined.phq9 = "ddddddddd";
  declined.audit_c = "ddd";
  declined.tsk = "d3d3d3d3d3d";
  add("11-prefers-not-to-answer", {declined});

  MadeVisit substances = intake(today);
  substances.audit_c = "433";
  substances.drug_times = 12;
  substances.daily_life = {"sick-leave", "cannot", "every-day", "nobody", "often-not", "often"};
  MadePatient& drinker = add("12-substances", {substances});
  drinker.sex = "male";
  drinker.chart = ChartFacts{parse_date("2026-11-20").value(), 60, true, false};

  MadeVisit year_areas = follow_up(today, "4562", "546", "33222322322", "111110100", "565656", 9, "3");
  year_areas.areas = Texts{"lowerback", "neck", "shoulder-l"};
  add("13-a-year-with-gaps",
      {first, follow_up("2026-02-23", "5682", "667", "33333333333", "2112-1110", "545454", 12, "4"), year_areas});

  std::vector<MadeVisit> years = {intake("2021-10-04")};
  const std::vector<std::string> days = {"2022-01-10", "2022-04-04", "2022-10-03", "2023-04-03",
                                         "2023-10-02", "2024-04-08", "2024-10-07", "2025-04-07",
                                         "2025-12-01", "2026-03-02", "2026-06-01", "2026-09-07"};
  for (std::size_t at = 0; at < days.size(); ++at) {
    const char pain = static_cast<char>('7' - static_cast<char>(at % 3));
    years.push_back(follow_up(days[at], std::string{'5', pain, '8', '3'}, std::string{pain, '5', '6'}, "32323232323",
                              at % 2 == 0 ? "211111000" : "111111100", "555556", 11, "3"));
  }
  years.push_back(follow_up(today, "4572", "555", "32323232322", "111110000", "666666", 9, "2"));
  add("14-five-years", years);

  MadeVisit long_words = distress;
  long_words.goal = "Schmerzfreizusammenseinundspazierengehenmitenkelkindernimgarten";
  long_words.barrier = std::string(
      "Every morning it takes me two hours before I can move, then the stairs, then the bus that I miss, and in the "
      "evening I lie down and think of everything that I have not done, and nobody at work believes that it hurts "
      "and I have told them again and again what it is to sit so long");
  long_words.areas = Texts{"jaw-l", "shoulder-l", "upperarm-l", "lowerarm-l", "hip-l",  "upperleg-l", "lowerleg-l",
                           "jaw-r", "shoulder-r", "upperarm-r", "lowerarm-r", "hip-r",  "upperleg-r", "lowerleg-r",
                           "neck",  "upperback",  "lowerback",  "chest",      "abdomen"};
  long_words.hopes = {"diagnosis", "coping", "less-pain", "cure", "activities"};
  long_words.phq9 = "333333333";
  MadePatient& longest = add("15-everything-is-long", {first, long_words});
  longest.clinic =
      "Interdisciplinary Centre for Chronic Pain, Rehabilitation and Psychosomatic Medicine, Northern Bank";
  longest.record_number = "MRN-2026-1123-000471";
  longest.initials = "WWWW";

  MadeVisit spanish = intake(today);
  spanish.goal = "Caminar hasta el mercado con mi nieta, sin tener que sentarme";
  spanish.barrier = "El miedo a la mañana siguiente";
  MadePatient& maria = add("16-spanish", {spanish});
  maria.initials = "M.Ñ.";
  maria.language = "es";
  maria.language_line = "Visit in Spanish. In English with an interpreter: NRS, PEG, TSK-11";

  MadeVisit vietnamese = intake(today);
  vietnamese.goal = "Đi bộ mỗi sáng với cháu và nấu ăn cho cả nhà";
  vietnamese.barrier = "Lưng tôi đau vào buổi tối, và tôi ngủ không được";
  add("17-vietnamese", {vietnamese}).initials = "Đ.T.Ễ.";

  MadeVisit many = distress;
  many.phq2 = "33";
  many.gad2 = "33";  // the same questions as the first two of GAD-7
  many.stress = "2123212";
  many.taps = "2010";
  many.healthy_days_symptoms = "1209142503";
  MadeVisit many_before = intake("2026-05-22");
  many_before.phq2 = "22";
  many_before.gad2 = "21";
  many_before.stress = "1112111";
  add("18-fifteen-instruments", {many_before, many});

  MadeVisit none;
  none.day = today;
  none.goal = "To sleep through one night";
  add("19-no-instruments", {none});

  MadeVisit letters = well;
  letters.goal = "أمشي ٢٠ دقيقة 🚶 60 min";
  letters.barrier = "痛み and the ۳ flights of stairs";
  add("20-letters-no-font-has", {letters});
  return all;
}

class Runner {
 public:
  Runner(const MadePatient& patient, const MadeVisit& made, int number) : m_made(made) {
    forms::VisitPlan plan;
    const auto use = [&](const char* id, bool is_asked) {
      if (!is_asked) return;
      const forms::Form* form = testing::shipped_library().form(id);
      EXPECT_NE(form, nullptr) << id;
      const bool speaks = !patient.language.empty() && form->speaks(patient.language);
      plan.forms.push_back({form, speaks ? patient.language : std::string(), {}});
    };
    use("pgic", !made.pgic.empty());
    use("nrs", !made.nrs.empty());
    use("goals", !made.goal.empty() || !made.barrier.empty() || !made.hopes.empty());
    use("peg", !made.peg.empty());
    use("body-map", made.areas.has_value());
    use("tsk-11", !made.tsk.empty());
    use("phq-2", !made.phq2.empty());
    use("phq-9", !made.phq9.empty());
    use("gad-2", !made.gad2.empty());
    use("gad-7", !made.gad7.empty());
    use("dass-21-stress", !made.stress.empty());
    use("semcd-6", !made.semcd.empty());
    use("hrqol-4", !made.hrqol.empty());
    use("sleep-days", made.sleep_days.has_value());
    use("healthy-days-symptoms", !made.healthy_days_symptoms.empty());
    use("audit-c", !made.audit_c.empty());
    use("drug-1", made.drug_times.has_value());
    use("taps-1", !made.taps.empty());
    use("daily-life", !made.daily_life.empty());
    plan.context = {{"sex", patient.sex}, {"age", "68"}, {"visit", std::to_string(number)}};
    m_visit.emplace(std::move(plan));
    m_at = std::chrono::sys_days(*parse_date(made.day)) + std::chrono::hours{9} + std::chrono::minutes{12};
  }

  forms::Visit run() {
    digits("pgic", m_made.pgic);
    digits("nrs", m_made.nrs);
    text("goals", "goal", m_made.goal);
    text("goals", "barrier", m_made.barrier);
    if (!m_made.hopes.empty()) codes("goals", "expectations", m_made.hopes);
    digits("peg", m_made.peg);
    if (m_made.areas) codes("body-map", "areas", *m_made.areas);
    digits("tsk-11", m_made.tsk);
    digits("phq-2", m_made.phq2);
    digits("phq-9", m_made.phq9);
    if (m_made.item9_later) give("phq-9", "/44260-8", *m_made.item9_later);
    digits("gad-2", m_made.gad2);
    digits("gad-7", m_made.gad7);
    digits("dass-21-stress", m_made.stress);
    digits("semcd-6", m_made.semcd);
    if (!m_made.hrqol.empty()) {
      give("hrqol-4", "hrqol-1", m_made.hrqol[0]);
      pairs("hrqol-4", m_made.hrqol.substr(1), 1);
    }
    if (m_made.sleep_days) number("sleep-days", "hrqol-rest", *m_made.sleep_days);
    pairs("healthy-days-symptoms", m_made.healthy_days_symptoms, 0);
    digits("audit-c", m_made.audit_c);
    if (m_made.drug_times) number("drug-1", "/68524-8", *m_made.drug_times);
    digits("taps-1", m_made.taps);
    for (std::size_t at = 0; at < m_made.daily_life.size(); ++at)
      code("daily-life", m_visit->form("daily-life")->questionnaire.questions().at(at)->link_id, m_made.daily_life[at]);
    return std::move(*m_visit);
  }

 private:
  // A place that the visit does not ask now is left alone: AUDIT-C closes questions by itself.
  void apply(const std::string& form, const std::string& link_id, const Answer& answer) {
    const forms::Place place{form, link_id};
    if (!std::ranges::contains(m_visit->asked(), place)) return;
    const auto refusal = m_visit->refuse(place, answer);
    EXPECT_FALSE(refusal) << form << " " << link_id << ": " << (refusal ? refusal->message : "");
    m_at += std::chrono::seconds{20};
    m_visit->apply(place, answer, m_at);
  }

  void digits(const std::string& form, const std::string& signs) {
    if (signs.empty()) return;
    const auto questions = m_visit->form(form)->questionnaire.questions();
    for (std::size_t at = 0; at < signs.size(); ++at) give(form, questions.at(at)->link_id, signs[at]);
  }

  // Two digits a question, beginning with question `first`.
  void pairs(const std::string& form, const std::string& signs, std::size_t first) {
    if (signs.empty()) return;
    const auto questions = m_visit->form(form)->questionnaire.questions();
    for (std::size_t at = 0; at * 2 < signs.size(); ++at)
      number(form, questions.at(first + at)->link_id, std::stoi(signs.substr(at * 2, 2)));
  }

  void give(const std::string& form, const std::string& link_id, char sign) {
    if (sign == '-') return;
    if (sign == 'd') return apply(form, link_id, Declined{});
    number(form, link_id, sign == 'x' ? 10 : sign - '0');
  }

  // The option that counts so much, or the number itself.
  void number(const std::string& form, const std::string& link_id, int wanted) {
    const forms::Item* item = m_visit->form(form)->questionnaire.find(link_id);
    for (const forms::AnswerOption& option : item->options) {
      if (option.ordinal == wanted) return apply(form, link_id, option.value);
    }
    EXPECT_TRUE(item->options.empty()) << form << " " << link_id << " has no option " << wanted;
    apply(form, link_id, Value{std::int64_t{wanted}});
  }

  void text(const std::string& form, const std::string& link_id, const std::string& words) {
    if (!words.empty()) apply(form, link_id, Value{words});
  }

  [[nodiscard]] Value option(const std::string& form, const std::string& link_id, const std::string& wanted) const {
    const forms::Item* item = m_visit->form(form)->questionnaire.find(link_id);
    for (const forms::AnswerOption& one : item->options) {
      const auto* coding = std::get_if<forms::Coding>(&one.value);
      if (coding != nullptr && coding->code == wanted) return one.value;
    }
    ADD_FAILURE() << form << " " << link_id << " has no option " << wanted;
    return {};
  }

  void code(const std::string& form, const std::string& link_id, const std::string& wanted) {
    apply(form, link_id, option(form, link_id, wanted));
  }

  void codes(const std::string& form, const std::string& link_id, const Texts& wanted) {
    forms::Several several;
    for (const std::string& one : wanted) several.push_back(option(form, link_id, one));
    apply(form, link_id, several);
  }

  const MadeVisit& m_made;
  std::optional<forms::Visit> m_visit;
  Instant m_at;
};

}  // namespace

const std::vector<MadePatient>& made_patients() {
  static const std::vector<MadePatient> all = make();
  return all;
}

const MadePatient& made_patient(const std::string& name) {
  const auto found = std::ranges::find(made_patients(), name, &MadePatient::name);
  EXPECT_NE(found, made_patients().end()) << name;
  return *found;
}

forms::Visit run_visit(const MadePatient& patient, const MadeVisit& visit, int number) {
  return Runner(patient, visit, number).run();
}

Summary summary_of(const MadePatient& patient) {
  const MadeVisit& today = patient.visits.back();
  const int number = static_cast<int>(patient.visits.size());
  std::vector<EarlierVisit> earlier;
  for (std::size_t at = 0; at + 1 < patient.visits.size(); ++at) {
    earlier.push_back({*parse_date(patient.visits[at].day),
                       forms::past_visit(run_visit(patient, patient.visits[at], static_cast<int>(at) + 1))});
  }
  const forms::Visit visit = run_visit(patient, today, number);

  Summary summary;
  summary.clinic = patient.clinic;
  summary.kiosk = "Waiting room 2";
  summary.record_number = patient.record_number;
  summary.initials = patient.initials;
  summary.birth_date = *parse_date(patient.birth_date);
  summary.visit_code = "4821";
  summary.battery = number == 1 ? "Intake" : "Follow-up";
  summary.day = *parse_date(today.day);
  summary.number = number;
  summary.started = today.day + " 10:12";
  summary.incomplete = !patient.finished;
  if (patient.finished) summary.finished = today.day + " 10:24";
  summary.minutes = 12;
  summary.language = patient.language_line;
  for (const forms::RaisedFlag& raised : visit.raised())
    summary.flags.push_back({raised, today.day + " 10:19", today.day + " 10:21"});
  if (!summary.flags.empty())
    summary.alerts = {{"Safety alert raised 10:19, delivered 10:19, acknowledged 10:23 by R. Meyer"}};
  if (patient.chart) add_chart(summary, *patient.chart, forms::scores_of(visit));
  add_visit(summary, visit, earlier);
  summary.printed = today.day + " 10:31";
  summary.audit_anchor = "7f3a 91c2 04de";
  summary.created_at = std::chrono::sys_days(summary.day) + std::chrono::hours{9} + std::chrono::minutes{31};
  return summary;
}

VisitRecord record_of(const MadePatient& patient) {
  const MadeVisit& today = patient.visits.back();
  const int number = static_cast<int>(patient.visits.size());
  const Instant begun =
      std::chrono::sys_days(*parse_date(today.day)) + std::chrono::hours{9} + std::chrono::minutes{12};
  return {.id = "Waiting room 2/" + patient.name.substr(0, 2),
          .record_number = patient.record_number,
          .initials = patient.initials,
          .birth_date = *parse_date(patient.birth_date),
          .sex = patient.sex,
          .battery = number == 1 ? "intake" : "follow-up",
          .number = number,
          .language = patient.language,
          .finished = patient.finished,
          .day = *parse_date(today.day),
          .begun = begun,
          .ended = begun + std::chrono::minutes{12},
          .past = forms::past_visit(run_visit(patient, today, number)),
          .chart = patient.chart.value_or(ChartFacts{})};
}

}  // namespace anteroom::exporting
