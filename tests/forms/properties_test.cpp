// What holds of every form of the library, whatever is answered: rapidcheck makes up the answers and shrinks what
// fails.
#include "forms/json.h"
#include "forms/read_response.h"
#include "forms/visit.h"
#include "forms/write_response.h"
#include "tests/forms/any_answers.h"

#include <gtest/gtest.h>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace anteroom::forms {
namespace {

const Score* score_named(const ScoreReport& report, std::string_view id) {
  const auto found = std::ranges::find(report.scores, id, &Score::id);
  return found == report.scores.end() ? nullptr : &*found;
}

using Wanted = std::map<FormId, Answers>;

// Answers what is asked, in any order, until everything asked is answered as `wanted` has it or has no answer there.
void answer_in_any_order(Visit& visit, const Wanted& wanted) {
  std::minstd_rand random(*rc::gen::arbitrary<unsigned>());
  bool settled = false;
  // A later pass answers what an earlier one has opened, or has dropped with its condition.
  for (int pass = 0; !settled && pass < 100; ++pass) {
    settled = true;
    std::vector<Place> places = visit.asked();
    std::ranges::shuffle(places, random);
    for (const Place& place : places) {
      if (!std::ranges::contains(visit.asked(), place)) continue;
      const Answers& answers = wanted.at(place.form);
      const auto answer = answers.find(place.link_id);
      const Answers& given = visit.answers(place.form);
      const auto now = given.find(place.link_id);
      if (answer == answers.end() ? now == given.end() : now != given.end() && now->second == answer->second) continue;
      settled = false;
      if (answer == answers.end()) {
        visit.clear(place, {});
      } else {
        RC_ASSERT(!visit.refuse(place, answer->second));
        visit.apply(place, answer->second, {});
      }
    }
  }
  RC_ASSERT(settled);
}

// All that staff and the patient are told of a visit, but for flags that were raised on the way: they stay on purpose.
std::string told(const Visit& visit) {
  std::string text;
  for (const ScoreReport& report : visit.reports()) text += told(report);
  for (const Place& place : visit.asked()) text += place.form + " " + place.link_id + "\n";
  for (const Form* form : visit.forms()) {
    for (const auto& [link_id, answer] : visit.answers(form->questionnaire.id))
      text += link_id + to_json(answer) + "\n";
  }
  return text;
}

TEST(Properties, the_order_of_answering_does_not_matter) {
  for_each_form([](const Form& form) {
    const Wanted wanted{{form.questionnaire.id, any_answers(form.questionnaire)}};
    const Context context = any_context();
    Visit first({&form}, context);
    answer_in_any_order(first, wanted);
    Visit second({&form}, context);
    answer_in_any_order(second, wanted);
    RC_ASSERT(told(first) == told(second));
  });
}

TEST(Properties, going_back_and_changing_equals_answering_anew) {
  for_each_form([](const Form& form) {
    const Wanted before{{form.questionnaire.id, any_answers(form.questionnaire)}};
    const Wanted after{{form.questionnaire.id, any_answers(form.questionnaire)}};
    const Context context = any_context();
    Visit changed({&form}, context);
    answer_in_any_order(changed, before);
    answer_in_any_order(changed, after);
    Visit anew({&form}, context);
    answer_in_any_order(anew, after);
    RC_ASSERT(told(changed) == told(anew));
  });
}

// Against the plainest model there is: a map from which every answer of a disabled question is dropped at once.
TEST(Properties, a_closed_question_loses_its_answer_and_does_not_get_it_back) {
  for_each_form([](const Form& form) {
    Visit visit({&form});
    Answers model;
    for (int turn = *rc::gen::inRange(0, 25); turn > 0 && !visit.asked().empty(); --turn) {
      const Place place = *rc::gen::elementOf(visit.asked());
      const auto answer = any_answer(*form.questionnaire.find(place.link_id));
      if (!answer || *rc::gen::inRange(0, 5) == 0) {
        visit.clear(place, {});
        model.erase(place.link_id);
      } else {
        visit.apply(place, *answer, {});
        model.insert_or_assign(place.link_id, *answer);
      }
      model = enabled_answers(form.questionnaire, model);
      RC_ASSERT(visit.answers(form.questionnaire.id) == model);
    }
  });
}

TEST(Properties, a_response_that_is_written_is_read_back_equal) {
  for_each_form([](const Form& form) {
    const Answers answers = enabled_answers(form.questionnaire, any_answers(form.questionnaire));
    const auto read = read_response(write_response(form.questionnaire, answers, {}), form.questionnaire);
    RC_ASSERT(read.has_value());
    RC_ASSERT(read->answers == answers);
  });
}

// Forms that open by the answers of others, questions that two forms share, a question left to another form.
TEST(Properties, order_and_change_do_not_matter_across_the_forms_of_a_battery_either) {
  Library library = whole_library();
  const auto findings = library.add_battery(
      R"({"id":"shared","title":"Shared","minutes":9,"forms":["phq-2","gad-2","audit-c","taps-1",)"
      R"({"form":"phq-9","when":[{"score":"phq-2","at_least":2}]},{"form":"gad-7","when":[{"score":"gad-2","at_least":3}]}]})",
      "shared");
  for (const Finding& finding : findings) ADD_FAILURE() << to_string(finding);
  ASSERT_NE(library.battery("shared"), nullptr);
  for (const Battery* battery : library.batteries()) {
    EXPECT_TRUE(rc::check(battery->id, [&] {
      VisitPlan plan;
      Wanted before;
      Wanted after;
      for (const BatteryForm& form : battery->forms) {
        const Form* found = library.form(form.form);
        plan.forms.push_back({found, {}, form.when});
        before.emplace(form.form, any_answers(found->questionnaire));
        after.emplace(form.form, any_answers(found->questionnaire));
      }
      plan.context = any_context();
      Visit changed(plan);
      answer_in_any_order(changed, before);
      answer_in_any_order(changed, after);
      Visit anew(plan);
      answer_in_any_order(anew, after);
      RC_ASSERT(told(changed) == told(anew));
    })) << battery->id;
  }
}

TEST(Properties, a_score_stays_within_its_range) {
  for_each_form([](const Form& form) {
    const auto report = form.rules.score(form.questionnaire, any_answers(form.questionnaire), any_context());
    for (const Score& score : report.scores) {
      const auto* number = std::get_if<Number>(&score.value);
      if (number == nullptr) continue;
      RC_ASSERT(!score.minimum || number->value >= *score.minimum);
      RC_ASSERT(!score.maximum || number->value <= *score.maximum);
    }
  });
}

// Of scoring.json as it is written, not as the engine read it.
struct WrittenBand {
  double from = 0;
  std::optional<double> to;
  std::string name;
};

std::map<std::string, std::vector<WrittenBand>> written_bands(const std::string& form) {
  std::map<std::string, std::vector<WrittenBand>> bands;
  const auto file = library_folder / form / "scoring.json";
  if (!std::filesystem::exists(file)) return bands;
  const auto document = JsonDocument::parse(file_text(file));
  for (const Json score : document->root()["scores"].elements()) {
    for (const Json band : score["bands"].elements()) {
      bands[score["id"].text_or("")].push_back(
          {band["from"].number().value(), band["to"].number(), band["name"].text_or("")});
    }
  }
  return bands;
}

TEST(Properties, the_band_is_the_one_that_the_number_lies_in) {
  std::set<std::string> seen;
  for_each_form([&](const Form& form) {
    const auto bands = written_bands(form.questionnaire.id);
    const auto report = form.rules.score(form.questionnaire, any_answers(form.questionnaire), any_context());
    for (const Score& score : report.scores) {
      const auto* number = std::get_if<Number>(&score.value);
      const auto written = bands.find(score.id);
      if (number == nullptr || written == bands.end()) continue;
      const auto holds = [&](const WrittenBand& band) {
        return band.from <= number->value && (!band.to || number->value <= *band.to);
      };
      const auto right = std::ranges::find_if(written->second, holds);
      RC_ASSERT(right != written->second.end());
      RC_ASSERT(score.band == right->name);
      seen.insert(form.questionnaire.id);
    }
  });
  EXPECT_GE(seen.size(), 5U) << "the forms with bands were not tried";
}

// The items of every plain sum, as scoring.json names them: what the engine says of itself is not taken for it.
std::map<std::string, std::vector<std::string>> written_sums(const std::string& form) {
  std::map<std::string, std::vector<std::string>> sums;
  const auto file = library_folder / form / "scoring.json";
  if (!std::filesystem::exists(file)) return sums;
  const auto document = JsonDocument::parse(file_text(file));
  for (const Json score : document->root()["scores"].elements()) {
    if (score["verb"].text() != "sum" || score["left_out"].exists()) continue;
    for (const Json item : score["items"].elements()) sums[score["id"].text_or("")].push_back(item.text_or(""));
  }
  return sums;
}

TEST(Properties, a_sum_with_a_skipped_or_declined_item_is_absent_and_never_complete) {
  std::set<std::string> seen;
  for_each_form([&](const Form& form) {
    const auto sums = written_sums(form.questionnaire.id);
    const Answers answers = enabled_answers(form.questionnaire, any_answers(form.questionnaire));
    const auto report = form.rules.score(form.questionnaire, answers, any_context());
    for (const Score& score : report.scores) {
      const auto items = sums.find(score.id);
      if (items == sums.end()) continue;
      const bool missing = std::ranges::any_of(items->second, [&](const std::string& item) {
        const auto answer = answers.find(item);
        return answer == answers.end() || std::holds_alternative<Declined>(answer->second);
      });
      if (!missing) continue;
      RC_ASSERT(!score.complete);
      RC_ASSERT(std::holds_alternative<std::monostate>(score.value));
      RC_ASSERT(!score.band);
      seen.insert(form.questionnaire.id);
    }
  });
  EXPECT_GE(seen.size(), 5U) << "the forms with sums were not tried";
}

TEST(Properties, what_a_score_is_at_the_least_it_is_when_everything_is_answered) {
  for_each_form([](const Form& form) {
    Answers answers = enabled_answers(form.questionnaire, any_answers(form.questionnaire));
    RC_PRE(!answers.empty());
    const Context context = any_context();
    const auto whole = form.rules.score(form.questionnaire, answers, context);
    for (int skips = *rc::gen::inRange(1, 4); skips > 0 && !answers.empty(); --skips) {
      answers.erase((*rc::gen::elementOf(answers)).first);
    }
    const auto part = form.rules.score(form.questionnaire, answers, context);
    for (const Score& score : part.scores) {
      const Score* full = score_named(whole, score.id);
      const auto* number = full == nullptr ? nullptr : std::get_if<Number>(&full->value);
      if (!score.at_least || number == nullptr || !full->complete) continue;
      RC_ASSERT(*score.at_least <= number->value);
    }
  });
}

TEST(Properties, item_nine_raises_its_flag_whatever_else_is_answered) {
  const Form* form = whole_library().form("phq-9");
  ASSERT_NE(form, nullptr);
  const std::string item9 = "/44260-8";
  const Item& item = *form->questionnaire.find(item9);
  const auto flags = [&](const Answers& answers, std::string_view id) {
    const auto report = form->rules.score(form->questionnaire, answers, any_context());
    return std::ranges::count(report.flags, id, &Flag::id);
  };
  EXPECT_TRUE(rc::check("positive, zero, skipped, declined", [&] {
    Answers answers = any_answers(form->questionnaire);
    const AnswerOption option = *rc::gen::elementOf(item.options.all());
    answers.insert_or_assign(item9, Answer(option.value));
    RC_ASSERT(flags(answers, "suicide-item9-positive") == (*option.ordinal > 0 ? 1 : 0));
    RC_ASSERT(flags(answers, "item9-not-answered") == 0);
    answers.insert_or_assign(item9, Declined{});
    RC_ASSERT(flags(answers, "suicide-item9-positive") == 0);
    RC_ASSERT(flags(answers, "item9-not-answered") == 1);
    answers.erase(item9);
    RC_ASSERT(flags(answers, "suicide-item9-positive") == 0);
    RC_ASSERT(flags(answers, "item9-not-answered") == (answers.empty() ? 0 : 1));
  }));
}

TEST(Properties, a_safety_flag_stays_whatever_is_changed_afterwards) {
  const Form* form = whole_library().form("phq-9");
  ASSERT_NE(form, nullptr);
  const Place item9{"phq-9", "/44260-8"};
  const Item& item = *form->questionnaire.find(item9.link_id);
  EXPECT_TRUE(rc::check("raised and kept", [&] {
    Visit visit({form});
    double worst = 0;
    for (int turn = *rc::gen::inRange(1, 8); turn > 0; --turn) {
      if (*rc::gen::inRange(0, 3) == 0) {
        visit.clear(item9, {});
      } else {
        const AnswerOption option = *rc::gen::elementOf(item.options.all());
        visit.apply(item9, option.value, {});
        worst = std::max(worst, *option.ordinal);
      }
      RC_ASSERT(visit.raised().size() == (worst > 0 ? 1U : 0U));
      if (worst > 0) RC_ASSERT(visit.raised().front().flag.answer == worst);
    }
  }));
}

TEST(Properties, a_stored_answer_is_read_back_as_it_was) {
  for_each_form([](const Form& form) {
    for (const auto& [link_id, answer] : any_answers(form.questionnaire)) {
      RC_ASSERT(answer_from_json(to_json(answer)) == answer);
    }
  });
}

}  // namespace
}  // namespace anteroom::forms
