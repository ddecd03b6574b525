// A form with a question of every kind that FHIR has, made without a file, for tests of how each is answered.
#pragma once

#include "forms/library.h"

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace anteroom::testing {

inline forms::Item question_of(std::string link_id, forms::ItemType type, std::string text) {
  forms::Item item;
  item.link_id = std::move(link_id);
  item.type = type;
  item.text.original = std::move(text);
  return item;
}

inline forms::AnswerOption option_of(std::string code, std::string label) {
  forms::AnswerOption option;
  option.value = forms::Coding{"urn:test", std::move(code)};
  option.label.original = std::move(label);
  return option;
}

// The nineteen areas of the body, each side by side with its other, and none of them.
inline forms::Item body_areas() {
  forms::Item item = question_of("areas", forms::ItemType::choice,
                                 "In which of these areas have you had pain during the past 7 days? Choose every area "
                                 "that hurt.");
  item.repeats = true;
  item.body_map = true;
  static constexpr std::array<std::pair<const char*, const char*>, 7> sides = {{{"jaw", "jaw"},
                                                                                {"shoulder", "shoulder"},
                                                                                {"upperarm", "upper arm"},
                                                                                {"lowerarm", "lower arm"},
                                                                                {"hip", "hip or buttock"},
                                                                                {"upperleg", "upper leg"},
                                                                                {"lowerleg", "lower leg"}}};
  for (const auto& [code, name] : sides) {
    item.options.own().push_back(option_of(std::string(code) + "-l", std::string("Left ") + name));
  }
  for (const auto& [code, name] : sides) {
    item.options.own().push_back(option_of(std::string(code) + "-r", std::string("Right ") + name));
  }
  for (const auto& [code, name] :
       std::array<std::pair<const char*, const char*>, 6>{{{"neck", "Neck"},
                                                           {"upperback", "Upper back"},
                                                           {"lowerback", "Lower back"},
                                                           {"chest", "Chest"},
                                                           {"abdomen", "Abdomen"},
                                                           {"none", "None of these areas"}}}) {
    item.options.own().push_back(option_of(code, name));
  }
  item.options.own().back().exclusive = true;
  return item;
}

inline forms::Item expectations() {
  forms::Item item =
      question_of("expectations", forms::ItemType::open_choice,
                  "What do you hope to get from this clinic? Choose what matters most to you first, then "
                  "the next, and so on.");
  item.repeats = true;
  item.ranked = true;
  item.options = {option_of("diagnosis", "A diagnosis"), option_of("coping", "Help in coping"),
                  option_of("less-pain", "A reduction in pain"), option_of("cure", "A cure"),
                  option_of("activities", "Help getting back to important activities")};
  return item;
}

inline forms::Form every_kind() {
  using forms::ItemType;
  forms::Form form;
  form.questionnaire.id = "kinds";
  form.patient_title = "Every kind of question";
  form.short_name = "Kinds";
  std::vector<forms::Item>& items = form.questionnaire.items;
  items.push_back(body_areas());
  items.push_back(expectations());

  forms::Item up_to_two = question_of("two", ItemType::choice, "What helps you most? Choose one or two.");
  up_to_two.repeats = true;
  up_to_two.max_occurs = 2;
  up_to_two.options = {option_of("warmth", "Warmth"), option_of("rest", "Rest"), option_of("walking", "Walking")};
  items.push_back(up_to_two);

  forms::Item work = question_of("work", ItemType::open_choice, "What is your work situation?");
  work.options = {option_of("employed", "I have a job"), option_of("retired", "I am retired"),
                  option_of("home", "I look after home or family")};
  items.push_back(work);

  forms::Item country = question_of("country", ItemType::choice, "In which country were you born?");
  for (int number = 0; number < 40; ++number) {
    country.options.own().push_back(
        option_of("c" + std::to_string(number), "Country number " + std::to_string(number)));
  }
  items.push_back(country);

  items.push_back(question_of("bedtime", ItemType::time, "At what time do you usually go to bed?"));
  items.push_back(question_of("began", ItemType::date_time, "When did your pain begin?"));

  forms::Item weight = question_of("weight", ItemType::quantity, "How much do you weigh?");
  weight.unit_options = {{{"http://unitsofmeasure.org", "kg"}, "kg"}, {{"http://unitsofmeasure.org", "[lb_av]"}, "lb"}};
  weight.minimum = 20;
  weight.maximum = 900;
  items.push_back(weight);

  forms::Item hours = question_of("hours", ItemType::decimal, "How long did you sleep last night?");
  hours.unit = "hours";
  hours.max_decimals = 1;
  hours.minimum = 0;
  hours.maximum = 24;
  items.push_back(hours);

  forms::Item medicines = question_of("medicines", ItemType::string, "Which medicines do you take for your pain?");
  medicines.repeats = true;
  items.push_back(medicines);

  forms::Item doses = question_of("doses", ItemType::integer, "How many tablets do you take at each time of day?");
  doses.repeats = true;
  doses.minimum = 0;
  doses.maximum = 9;
  doses.max_occurs = 2;
  items.push_back(doses);

  forms::Item goal =
      question_of("goal", ItemType::text,
                  "What are your most important activity goals? For example: I'd like to be able to walk "
                  "without pain.");
  goal.max_length = 300;
  items.push_back(goal);
  items.push_back(question_of("page", ItemType::url, "Is there an internet page that you would like us to see?"));

  forms::Item side = question_of("hand", ItemType::choice, "Which hand do you write with?");
  side.options = {option_of("left", "Left"), option_of("right", "Right")};
  side.initial = {forms::Coding{"urn:test", "right"}};
  items.push_back(side);

  forms::Item another = question_of("another", ItemType::boolean, "");
  another.asks_for_copy = true;
  items.push_back(another);
  return form;
}

}  // namespace anteroom::testing
