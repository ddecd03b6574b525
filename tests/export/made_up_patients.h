// Two patients who never lived, with plain reports built by hand: one in distress and unfinished, one well and
// Vietnamese.
#pragma once

#include "export/summary.h"

#include <string>
#include <utility>
#include <vector>

namespace anteroom::exporting {

inline forms::Score score_of(std::string label, int value, double minimum, double maximum, int items, std::string band,
                             std::string source, std::vector<double> band_starts) {
  forms::Score score;
  score.id = "total";
  score.label = std::move(label);
  score.value = forms::Number{static_cast<double>(value), 0};
  if (!band.empty()) score.band = std::move(band);
  score.band_source = std::move(source);
  score.minimum = minimum;
  score.maximum = maximum;
  score.direction = forms::Direction::lower_is_better;
  score.complete = true;
  score.answered = score.of = items;
  score.band_starts = std::move(band_starts);
  return score;
}

inline forms::Score pain_score(std::string label, int value, std::string band) {
  return score_of(std::move(label), value, 0, 10, 1, std::move(band), "Boonstra 2016", {0, 1, 6, 8});
}

inline FormResult form_result(std::string form, std::string short_name, std::string long_name,
                              std::vector<forms::Score> scores) {
  return {std::move(short_name), std::move(long_name), {std::move(form), "1.0.0", "1", std::move(scores), {}, {}}};
}

inline forms::Flag item9_flag() {
  return {"suicide-item9-positive",
          forms::FlagLevel::safety,
          "/44260-8",
          2,
          "SAFETY – item 9 positive (frequent)",
          "Assess today, structured tool (C-SSRS or ASQ; choice of clinic)",
          "Safety protocol"};
}

inline Date birth_date(int year, unsigned month, unsigned day) {
  return Date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
}

inline std::vector<FormAnswers> intake_answers() {
  const std::string loinc =
      "This material contains content from LOINC (http://loinc.org). LOINC is copyright © Regenstrief Institute, Inc. "
      "and "
      "the Logical Observation Identifiers Names and Codes (LOINC) Committee and is available at no cost under the "
      "license at http://loinc.org/license. LOINC® is a registered United States trademark of Regenstrief Institute, "
      "Inc.";
  return {
      {"Pain intensity, numeric rating scale 0 to 10",
       "1.0.0",
       "Wording by the Anteroom project (Apache-2.0); the 0 to 10 numeric rating scale itself is generic. " + loinc,
       {{"How would you rate your pain right now?", "6"},
        {"How would you rate your average pain over the past 7 days?", "7"},
        {"How would you rate your worst pain over the past 7 days?", "9"},
        {"How would you rate your least pain over the past 7 days?", "4"}}},
      {"PEG: pain, enjoyment of life, general activity",
       "1.0.0",
       "PEG scale: Krebs EE et al. J Gen Intern Med 2009;24:733-8. " + loinc,
       {{"What number best describes your pain on average in the past week?", "7"},
        {"What number best describes how, during the past week, pain has interfered with your enjoyment of life?", "8"},
        {"What number best describes how, during the past week, pain has interfered with your general activity?",
         "7"}}},
      {"Tampa Scale for Kinesiophobia, 11 items",
       "1.0.0",
       "Tampa Scale for Kinesiophobia: Miller RP, Kori SH, Todd DD, unpublished 1991; TSK-11: Woby SR et al. Pain "
       "2005;117:137-44. Licence unconfirmed: no statement by a rights holder was found. The site confirms its own "
       "right "
       "to use it.",
       {{"I'm afraid that I might injure myself if I exercise", "Agree"},
        {"If I were to try to overcome it, my pain would increase", "Agree"},
        {"My body is telling me I have something dangerously wrong", "Strongly agree"},
        {"People aren't taking my medical condition seriously enough", "Agree"},
        {"My accident has put my body at risk for the rest of my life", "Disagree"},
        {"Pain always means I have injured my body", "Agree"},
        {"Simply being careful that I do not make any unnecessary movements is the safest thing I can do to prevent my "
         "pain from worsening",
         "Strongly agree"},
        {"I wouldn't have this much pain if there weren't something potentially dangerous going on in my body",
         "Agree"},
        {"Pain lets me know when to stop exercising so that I don't injure myself", "Agree"},
        {"I can't do all the things normal people do because it's too easy for me to get injured", "Disagree"},
        {"No one should have to exercise when he/she is in pain", "Agree"}}},
      {"Patient Health Questionnaire-9",
       "1.0.0",
       "Developed by Drs. Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke and colleagues, with an educational "
       "grant "
       "from Pfizer Inc. No permission required to reproduce, translate, display or distribute. " +
           loinc,
       {{"Little interest or pleasure in doing things", "More than half the days"},
        {"Feeling down, depressed, or hopeless", "More than half the days"},
        {"Trouble falling or staying asleep, or sleeping too much", "Nearly every day"},
        {"Feeling tired or having little energy", "Nearly every day"},
        {"Poor appetite or overeating", "not answered", true},
        {"Feeling bad about yourself - or that you are a failure or have let yourself or your family down",
         "More than half the days"},
        {"Trouble concentrating on things, such as reading the newspaper or watching television", "Several days"},
        {"Moving or speaking so slowly that other people could have noticed. Or the opposite - being so fidgety or "
         "restless that you have been moving around a lot more than usual",
         "preferred not to answer", true},
        {"Thoughts that you would be better off dead, or of hurting yourself in some way", "Several days"},
        {"If you checked off any problems, how difficult have these problems made it for you to do your work, take "
         "care "
         "of things at home, or get along with other people?",
         "Very difficult"}}}};
}

inline Summary patient_in_distress() {
  Summary summary;
  summary.clinic = "Riverside Pain Clinic";
  summary.kiosk = "Waiting room 2";
  summary.record_number = "MRN 4471-0093";
  summary.initials = "A.B.";
  summary.birth_date = birth_date(1957, 12, 14);
  summary.visit_code = "4821";
  summary.battery = "Intake";
  summary.started = "2026-11-23 10:12";
  summary.minutes = 9;
  summary.incomplete = true;
  summary.flags = {{{"phq-9", item9_flag(), "More than half the days", "Several days", Instant{}, Instant{}},
                    "2026-11-23 10:19",
                    "2026-11-23 10:20"}};
  summary.alerts = {{"Safety alert raised 10:19, delivered 10:19, acknowledged 10:23 by R. Meyer"}};

  FormResult pain =
      form_result("nrs", "NRS", "Pain intensity, numeric rating scale 0 to 10",
                  {pain_score("Pain on average", 7, "moderate"), pain_score("Pain now", 6, "moderate"),
                   pain_score("Pain at its worst", 9, "severe"), pain_score("Pain at its least", 4, "mild")});
  pain.report.warnings = {{"least>worst", {}, "Least pain is above worst pain: ask the patient"}};
  forms::Score peg = score_of("PEG", 0, 0, 10, 3, "", "", {});
  peg.value = forms::Number{7.333, 1};
  forms::Score hidden = score_of("PEG sum", 22, 0, 30, 3, "", "", {});
  hidden.printed = false;
  FormResult function = form_result("peg", "PEG", "PEG: pain, enjoyment of life, general activity", {peg, hidden});
  FormResult fear = form_result("tsk-11", "TSK-11", "Tampa Scale for Kinesiophobia, 11 items",
                                {score_of("TSK-11", 32, 11, 44, 11, "moderate", "Chimenti 2021", {11, 23, 29, 36})});
  forms::Score mood = score_of("PHQ-9", 0, 0, 27, 9, "", "", {0, 5, 10, 15, 20});
  mood.value = std::monostate{};
  mood.complete = false;
  mood.answered = 7;
  mood.partial_sum = mood.at_least = 14;
  FormResult depression = form_result("phq-9", "PHQ-9", "Patient Health Questionnaire-9", {mood});
  depression.report.flags = {item9_flag()};
  summary.results = {pain, function, fear, depression};
  summary.withheld = {{"GAD-7", "the safety channel had not passed its self-test"}};
  summary.answers = intake_answers();
  summary.printed = "2026-11-23 10:25";
  summary.created_at = Instant{std::chrono::milliseconds{1'795'429'500'000}};
  return summary;
}

inline Summary patient_without_flags() {
  Summary summary = patient_in_distress();
  summary.record_number = "MRN 0007-2210";
  summary.initials = "Đ.T.Ễ.";
  summary.birth_date = birth_date(1981, 3, 2);
  summary.visit_code = "1177";
  summary.finished = "2026-11-23 10:18";
  summary.minutes = 6;
  summary.incomplete = false;
  summary.flags.clear();
  summary.alerts.clear();
  summary.withheld.clear();
  summary.results[0].report.warnings.clear();
  forms::Score mood = score_of("PHQ-9", 3, 0, 27, 9, "minimal", "Kroenke 2001", {0, 5, 10, 15, 20});
  forms::Score confidence = score_of("Self-efficacy", 8, 1, 10, 6, "", "", {});
  confidence.direction = forms::Direction::higher_is_better;
  summary.results[3] = form_result("phq-9", "PHQ-9", "Patient Health Questionnaire-9", {mood});
  summary.results.push_back(
      form_result("semcd-6", "SEMCD-6", "Self-efficacy for managing chronic disease", {confidence}));
  for (FormAnswers& form : summary.answers) {
    for (AnswerLine& line : form.lines) {
      if (line.missing) line = {line.question, "Not at all"};
    }
  }
  summary.answers.push_back(
      {"Goals", "1.0.0", "Our own words.", {{"What would you like to do again?", "Đi bộ mỗi ngày với Ольга и Νίκος"}}});
  return summary;
}

// Everything that an intake asks: fourteen forms, 22 scores, a flag, goals and the areas that hurt.
inline Summary patient_with_a_long_battery() {
  Summary summary = patient_in_distress();
  summary.language = "In English with an interpreter: TSK-11, SEMCD-6";
  summary.own_words = {{"Goals", "To walk to the market and back without a rest · Nobody believes that it hurts"},
                       {"Body map", "6: left shoulder, left upper arm, neck, upper back, lower back, right hip"}};
  const auto add = [&](const std::string& name, double minimum, double maximum, int items, const std::string& band) {
    summary.results.push_back(form_result(
        name, name, name + ", a questionnaire",
        {score_of(name, static_cast<int>(maximum) / 2, minimum, maximum, items, band, band.empty() ? "" : "Author 2001",
                  band.empty() ? std::vector<double>{} : std::vector<double>{0, maximum / 4, maximum / 2})}));
  };
  for (const char* name : {"GAD-7", "PHQ-2", "GAD-2", "DASS-21 stress", "RMDQ"}) add(name, 0, 21, 7, "moderate");
  for (const char* name : {"SEMCD-6", "Healthy days", "Pain days", "Sleep days"}) add(name, 0, 30, 1, "");
  for (const char* name : {"AUDIT-C", "Drug screen", "TAPS-1"}) add(name, 0, 12, 3, "positive");
  summary.results.back().report.scores.front().note = "alcohol: see AUDIT-C";
  summary.withheld.push_back({"PGIC", {}});
  return summary;
}

}  // namespace anteroom::exporting
