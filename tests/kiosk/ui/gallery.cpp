// Every widget on real screens, in a real window, as pictures for a person to judge: ui_gallery FOLDER WIDTH HEIGHT MM.
#include "kiosk/window/window.h"
#include "tests/support/doll.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <format>
#include <functional>
#include <iostream>
#include <string>
#include <vector>

namespace {

using namespace anteroom;
using namespace anteroom::ui;

struct Page {
  std::string name;
  std::function<void(Ui&)> draw;
};

constexpr Footer whole_footer(bool next_enabled = true) {
  return {.ask_staff = FooterButton{"Ask staff"},
          .back = FooterButton{"Back"},
          .skip = FooterButton{"Skip"},
          .decline = FooterButton{"Prefer not to answer"},
          .next = FooterButton{"Continue", next_enabled}};
}

void question_frame(Ui& ui, const char* instance, int step, bool next_enabled = true) {
  ui.begin_screen({.id = "patient.question", .instance = instance, .layout = Layout::question});
  ui.header(
      {.clinic = "Riverside Pain Clinic", .progress = std::format("Question {} of 9", step), .step = step, .of = 9});
  static_cast<void>(ui.footer(whole_footer(next_enabled)));
}

constexpr std::string_view phq_preamble =
    "Over the last 2 weeks, how often have you been bothered by any of the following problems?";
constexpr PageLabels pages{"More", "Less"};

void phq(Ui& ui, const char* stem, int chosen) {
  question_frame(ui, stem, 3, chosen >= 0);
  ui.question(phq_preamble, stem, pages);
  const std::array<Option, 4> options = {Option{"Not at all", chosen == 0}, Option{"Several days", chosen == 1},
                                         Option{"More than half the days", chosen == 2},
                                         Option{"Nearly every day", chosen == 3}};
  static_cast<void>(ui.choices(options));
  ui.end_screen();
}

std::vector<Page> all_pages() {
  static constexpr std::array<std::size_t, 3> date_groups = {2, 2, 4};
  static constexpr std::array<std::string_view, 3> date_hints = {"Day", "Month", "Year"};
  static constexpr std::array<std::size_t, 1> code_groups = {4};
  return {
      {"welcome",
       [](Ui& ui) {
         ui.begin_screen({.id = "patient.welcome", .instance = "", .layout = Layout::centered});
         ui.header({.clinic = "Riverside Pain Clinic"});
         ui.title("Welcome");
         ui.paragraph("Please answer some questions before your visit. It takes about ten minutes.");
         ui.space(4);
         static_cast<void>(ui.button("start", "Start", ButtonKind::primary));
         static_cast<void>(ui.footer({}));
         ui.space(2);
         static_cast<void>(ui.button("staff", "Staff", ButtonKind::quiet));
         ui.end_screen();
       }},
      {"code",
       [](Ui& ui) {
         ui.begin_screen({.id = "patient.code", .instance = "", .layout = Layout::keypad});
         ui.header({.clinic = "Riverside Pain Clinic"});
         ui.heading("Your visit code");
         ui.paragraph("It has four numbers. You got it at the desk.");
         ui.space(3);
         ui.digit_field({.id = "code", .digits = "47", .groups = code_groups});
         static_cast<void>(ui.keypad({.erase_label = "Erase"}));
         static_cast<void>(ui.footer({.ask_staff = FooterButton{"Ask staff"},
                                      .back = FooterButton{"Back"},

                                      .next = FooterButton{"Continue", false}}));
         ui.end_screen();
       }},
      {"birth_date",
       [](Ui& ui) {
         ui.begin_screen({.id = "patient.birth_date", .instance = "", .layout = Layout::keypad});
         ui.header({.clinic = "Riverside Pain Clinic"});
         ui.heading("When were you born?");
         ui.digit_field({.id = "birth_date", .digits = "070319", .groups = date_groups, .group_hints = date_hints});
         static_cast<void>(ui.keypad({.erase_label = "Erase"}));
         static_cast<void>(ui.footer({.ask_staff = FooterButton{"Ask staff"},
                                      .back = FooterButton{"Back"},

                                      .next = FooterButton{"Continue", true}}));
         ui.end_screen();
       }},
      {"briefing",
       [](Ui& ui) {
         ui.begin_screen({.id = "patient.briefing", .instance = "", .layout = Layout::page});
         ui.header({.clinic = "Riverside Pain Clinic"});
         ui.heading("What we will ask");
         ui.bullet("Your pain, your daily life and your mood. 26 questions.");
         ui.bullet("About ten minutes. You can skip any question.");
         ui.bullet("Your care team reads your answers. Nobody else does.");
         ui.space(2);
         ui.notice("If you need a break, press Ask staff.", Tone::neutral);
         static_cast<void>(ui.footer({.ask_staff = FooterButton{"Ask staff"}, .next = FooterButton{"Begin"}}));
         ui.end_screen();
       }},
      {"choices", [](Ui& ui) { phq(ui, "Feeling tired or having little energy", 2); }},
      {"choices_none", [](Ui& ui) { phq(ui, "Poor appetite or overeating", -1); }},
      {"choices_long",
       [](Ui& ui) {
         phq(ui,
             "Moving or speaking so slowly that other people could have noticed? Or the opposite - being so fidgety or "
             "restless that you have been moving around a lot more than usual",
             0);
       }},
      {"number_row",
       [](Ui& ui) {
         question_frame(ui, "nrs", 1);
         ui.question({}, "Please choose the number that best describes your pain on average in the last 24 hours.",
                     pages);
         static_cast<void>(ui.number_row({.low = 0,
                                          .high = 10,
                                          .low_anchor = "No pain",
                                          .high_anchor = "Pain as bad as you can imagine",
                                          .selected = 6}));
         ui.end_screen();
       }},
      {"figure",
       [](Ui& ui) {
         static const Figure doll = testing::doll();
         static constexpr std::array<std::string_view, 7> parts = {"arm-1", "arm-2", "chest", "back",
                                                                   "leg-1", "leg-2", ""};
         const std::array<Option, 7> options = {Option{"Right arm"},    Option{"Left arm", true}, Option{"Chest"},
                                                Option{"Back", true},   Option{"Right leg"},      Option{"Left leg"},
                                                Option{"None of these"}};
         const std::array<std::string, 1> told = {"2 chosen: Back, Left arm"};
         question_frame(ui, "figure", 2);
         ui.question({}, "Where have you had pain during the past 7 days?", pages);
         static_cast<void>(ui.figure_choices({.figure = &doll,
                                              .choices = {.options = options, .shape = ChoiceMark::several},
                                              .parts = parts,
                                              .told = told,
                                              .words = testing::doll_words}));
         ui.end_screen();
       }},
      {"yes_no",
       [](Ui& ui) {
         question_frame(ui, "yes_no", 5);
         ui.question({}, "Have you had surgery for your pain?", pages);
         static_cast<void>(ui.yes_no({"Yes", "No", true}));
         ui.end_screen();
       }},
      {"number",
       [](Ui& ui) {
         question_frame(ui, "number", 6);
         ui.question({}, "On how many days of the last week did you take a walk of ten minutes or more?", pages);
         ui.text_field({.id = "number", .value = "4"});
         static_cast<void>(ui.keypad({.point = true, .minus = false, .enabled = true, .erase_label = "Erase"}));
         ui.end_screen();
       }},
      {"text",
       [](Ui& ui) {
         question_frame(ui, "text", 7);
         ui.question({}, "What would you like to do again?", pages);
         ui.text_field({.id = "text", .value = "play football with my grand"});
         static_cast<void>(ui.keyboard(
             {.kind = KeyboardKind::text, .enabled = true, .erase_label = "Erase", .space_label = "space"}));
         ui.end_screen();
       }},
      {"review",
       [](Ui& ui) {
         ui.begin_screen({.id = "patient.review", .instance = "", .layout = Layout::question});
         ui.header({.clinic = "Riverside Pain Clinic", .progress = "Your answers"});
         ui.heading("Check your answers");
         std::vector<Row> rows;
         for (int row = 0; row < 9; ++row) {
           rows.push_back({.id = row == 0 ? "edit:a" : "edit:b",
                           .title = "Feeling tired or having little energy",

                           .value = row == 1 ? "Prefer not to answer" : "Several days"});
         }
         static_cast<void>(ui.list(rows, pages));
         Footer footer = whole_footer();
         footer.skip.reset();
         footer.decline.reset();
         footer.next = FooterButton{"Finish"};
         static_cast<void>(ui.footer(footer));
         ui.end_screen();
       }},
      {"thanks",
       [](Ui& ui) {
         ui.begin_screen({.id = "patient.thanks", .instance = "", .layout = Layout::centered});
         ui.title("Thank you");
         ui.paragraph("Your answers are saved. Please take a seat; someone will call you.");
         static_cast<void>(ui.footer({.next = FooterButton{"Done"}}));
         ui.end_screen();
       }},
      {"calm",
       [](Ui& ui) {
         ui.begin_screen({.id = "patient.form_after", .instance = "", .layout = Layout::page});
         ui.header({.clinic = "Riverside Pain Clinic"});
         ui.heading("Thank you for telling us");
         ui.paragraph("You told us about difficult thoughts. Your care team will talk with you about this today.");
         ui.notice("If you feel unsafe now, tell any member of staff at once.", Tone::attention);
         ui.space(2);
         static_cast<void>(ui.button("come_now", "Please come to me now", ButtonKind::secondary));
         static_cast<void>(ui.footer({.ask_staff = FooterButton{"Ask staff"}, .next = FooterButton{"Continue"}}));
         ui.end_screen();
       }},
      {"staff_visits",
       [](Ui& ui) {
         ui.begin_screen({.id = "nurse.visits", .instance = "", .layout = Layout::staff});
         ui.header({.clinic = "Riverside Pain Clinic", .progress = "Nurse Adams"});
         const std::array<Ui::ButtonSpec, 2> actions = {
             Ui::ButtonSpec{.id = "new_visit", .label = "New visit", .kind = ButtonKind::primary},
             Ui::ButtonSpec{.id = "sign_out", .label = "Sign out", .kind = ButtonKind::secondary}};
         static_cast<void>(ui.button_row(actions));
         static_cast<void>(ui.notice_with_button(
             "Visit 4711: item 9 answered above 0 at 10:42. Please see the patient.", Tone::danger,
             {.id = "alert:1:seen", .label = "I have seen it", .kind = ButtonKind::danger}));
         const std::array<Row, 4> rows = {
             Row{.id = "visit:4711",
                 .title = "4711   AB",
                 .detail = "Record 100234",

                 .pill = "Finished",
                 .pill_tone = Tone::good},
             Row{.id = "visit:4712", .title = "4712   CD", .detail = "Record 100777", .pill = "Answering"},
             Row{.id = "visit:4713",
                 .title = "4713   EF",
                 .detail = "Record 100778",

                 .pill = "Saved, not printed",
                 .pill_tone = Tone::attention},
             Row{.id = "visit:4714", .title = "4714   GH", .detail = "Record 100779", .pill = "Waiting"}};
         static_cast<void>(ui.list(rows, pages));
         ui.end_screen();
       }},
      {"staff_code",
       [](Ui& ui) {
         ui.begin_screen(
             {.id = "nurse.visit_created", .instance = "", .layout = Layout::centered, .audience = Audience::staff});
         ui.heading("The visit is ready");
         ui.code("code:4711", "4711");
         ui.pill("Summary printed", Tone::good, "summary:printed");
         ui.caption("Give the patient this code.");
         static_cast<void>(ui.footer({.next = FooterButton{"Done"}}));
         ui.end_screen();
       }},
      {"staff_keyboard",
       [](Ui& ui) {
         ui.begin_screen({.id = "nurse.new_visit.record_number",
                          .instance = "",
                          .layout = Layout::keyboard,
                          .audience = Audience::staff});
         ui.header({.clinic = "New visit", .progress = "1 of 4", .step = 1, .of = 4});
         ui.heading("Record number");
         ui.text_field({.id = "record_number", .value = "100234"});
         static_cast<void>(ui.keyboard(
             {.kind = KeyboardKind::record_number, .enabled = true, .erase_label = "Erase", .space_label = {}}));
         static_cast<void>(ui.footer({.back = FooterButton{"Back"}, .next = FooterButton{"Continue"}}));
         ui.end_screen();
       }},
      {"card", [](Ui& ui) {
         ui.begin_screen({.id = "nurse.visit", .instance = "", .layout = Layout::staff});
         ui.heading("Visit 4711");
         ui.begin_columns(2);
         ui.begin_card();
         ui.caption("Record number");
         ui.paragraph("100234, AB, born 7 March 1954");
         ui.pill("Finished", Tone::good);
         ui.end_card();
         ui.next_column();
         ui.begin_card();
         ui.caption("Forms");
         ui.bullet("Pain intensity, done");
         ui.bullet("PHQ-9, done");
         ui.end_card();
         ui.end_columns();
         const std::array<Ui::ButtonSpec, 3> actions = {
             Ui::ButtonSpec{.id = "print", .label = "Print", .kind = ButtonKind::primary},
             Ui::ButtonSpec{.id = "mark", .label = "Mark as seen", .kind = ButtonKind::secondary},
             Ui::ButtonSpec{.id = "cancel_visit", .label = "Cancel visit", .kind = ButtonKind::danger}};
         static_cast<void>(ui.button_row(actions));
         ui.end_screen();
       }}};
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 5) {
    std::cerr << "usage: ui_gallery FOLDER WIDTH HEIGHT MM\n";
    return 64;
  }
  const std::filesystem::path folder = arguments[1];
  std::filesystem::create_directories(folder);
  window::WindowOptions options;
  options.windowed = window::PixelSize{std::atoi(arguments[2]), std::atoi(arguments[3])};
  options.panel_width_mm = static_cast<float>(std::atof(arguments[4]));
  const std::filesystem::path fonts = "/usr/share/fonts/truetype/atkinson-hyperlegible";
  options.ui.fonts = {fonts / "AtkinsonHyperlegible-Regular.ttf", fonts / "AtkinsonHyperlegible-Bold.ttf",
                      "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf"};
  options.ui.ignore_after_change = std::chrono::milliseconds{0};
  auto window = window::Window::open(options);
  if (!window) {
    std::cerr << window.error().detail << '\n';
    return 69;
  }
  std::cout << (*window)->description() << '\n';
  int clipped = 0;
  for (const auto& [theme, name] :
       {std::pair{Theme::light, "light"}, std::pair{Theme::dark, "dark"}, std::pair{Theme::contrast, "contrast"}}) {
    (*window)->ui().set_theme(theme);
    int number = 0;
    for (const Page& page : all_pages()) {
      (*window)->show({.settle = {}, .draw = page.draw, .wait = {}});
      for (const Mark& mark : (*window)->ui().probe().marks) {
        if (mark.clipped) std::cout << page.name << ": mark " << mark.id << " clipped\n", ++clipped;
      }
      for (const TextRun& text : (*window)->ui().probe().texts) {
        if (text.clipped) std::cout << page.name << ": text clipped: " << text.text << '\n', ++clipped;
      }
      const auto file = folder / std::format("{}-{:02}-{}.png", name, number++, page.name);
      if (auto shot = (*window)->screenshot(file); !shot) std::cerr << shot.error().detail << '\n';
    }
  }
  return clipped == 0 ? 0 : 1;
}
