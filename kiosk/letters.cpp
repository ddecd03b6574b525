#include "kiosk/letters.h"

#include "export/summary.h"
#include "forms/base/letter_set.h"
#include "kiosk/ui/keyboards.h"

#include <string_view>

namespace anteroom::kiosk {
namespace {

class Letters : public LetterSet {
 public:
  using LetterSet::add;
  void add(const forms::Text& text) {
    add(text.original);
    for (const auto& [language, translation] : text.translations) add(translation);
  }
  void add(const forms::Item& item) {
    add(item.prefix);
    add(item.text);
    add(item.low_anchor);
    add(item.high_anchor);
    for (const forms::AnswerOption& option : item.options) {
      add(option.prefix);
      add(option.label);
    }
    if (item.unit) add(*item.unit);
    for (const forms::UnitOption& unit : item.unit_options) add(unit.label);
    for (const forms::Value& proposal : item.initial) {
      if (const auto* text = std::get_if<std::string>(&proposal)) add(*text);
    }
    for (const forms::Item& child : item.items) add(child);
  }
};

}  // namespace

std::u32string letters_of(const forms::Library& library, const platform::Config& config,
                          const words::Vocabulary& vocabulary) {
  Letters letters;
  for (const forms::Form* form : library.forms()) {
    letters.add(form->questionnaire.title);
    letters.add(form->questionnaire.copyright);  // stands on a page that staff look at
    for (const std::string* text :
         {&form->short_name, &form->long_name, &form->patient_title, &form->patient_notice, &form->patient_after}) {
      letters.add(*text);
    }
    for (const auto& [language, words] : form->translated) {
      for (const std::string* text : {&words.title, &words.notice, &words.after}) letters.add(*text);
    }
    for (const forms::Item& item : form->questionnaire.items) letters.add(item);
  }
  for (const forms::Battery* battery : library.batteries()) letters.add(battery->title);
  for (const std::string& clinician : config.clinic.clinicians) letters.add(clinician);
  for (const std::string* text : {&config.kiosk.name, &config.kiosk.clinic, &config.safety.contact,
                                  &config.safety.crisis_text, &config.safety.emergency_number}) {
    letters.add(*text);
  }
  for (const platform::CrisisNumber& number : config.safety.numbers) {
    letters.add(number.label);
    letters.add(number.number);
  }
  letters.add(exporting::page_signs);
  for (const std::string_view text : vocabulary.texts()) letters.add(text);
  for (const std::string_view language : vocabulary.languages()) letters.add(ui::letters_typed_in(language));
  return letters.all();
}

}  // namespace anteroom::kiosk
