#include "tests/kiosk/screens/pages.h"

#include "kiosk/screens/patient/answer_words.h"
#include "kiosk/ui/keyboards.h"
#include "tests/kiosk/screens/page_lists.h"
#include "tests/support/shipped_words.h"

#include <chrono>
#include <filesystem>
#include <iterator>

namespace anteroom::testing {

using namespace screens;

std::vector<Page> pages(const Words& words) {
  std::vector<Page> all = patients_pages(words);
  for (std::vector<Page> staffs : {nurses_pages(), its_pages()}) std::ranges::move(staffs, std::back_inserter(all));
  return all;
}

std::vector<Page> read_aloud(std::vector<Page> pages) {
  for (Page& page : pages) page.aloud = true;
  return pages;
}

void draw_page(ui::Ui& ui, const Page& page, const Words& words) {
  const auto shows = [&]<class... Views>() { return (std::holds_alternative<Views>(page.view) || ...); };
  const bool staffs =
      shows.operator()<OpenDayView, SignInView, CleaningView, PinView, LockedAlertsView, VisitListView, FilterView,
                       FindView, HistoryView, AlertDetailView, NewVisitView, VisitCreatedView, VisitDetailView,
                       ClinicianView, SoundTestView, MachineView, LogView, DeleteVisitView, PreviewView, ExportView,
                       StaffTroubleView, StartTroubleView, FirstSetUpView, ChecksView, PrinterTestView, AlertTestView,
                       PeopleView, KeysView, AboutView>();
  const bool personal = shows.operator()<BriefingView, FormNoticeView, QuestionView, LeaveOutView, CheckView,
                                         FormAfterView, RestOfferView, ReviewView>();
  Chrome chrome{
      "Riverside Pain Clinic", page.staff_light, words, personal, !staffs && !shows.operator()<StillHereView>(),
      !staffs && page.aloud};
  chrome.has_asked_staff = page.asked;
  if (page.reading) {
    Voice voice;
    (void)draw_reading(ui, chrome, voice);
  } else {
    (void)std::visit([&](const auto& view) { return draw(ui, view, chrome); }, page.view);
  }
}

namespace {

constexpr ui::Point nowhere{-1, -1};

void draw_frame(ui::Ui& ui, const Page& page, const Words& words, ui::Point at, bool down) {
  static std::chrono::milliseconds now{0};
  ui.begin_frame({at, down, now += std::chrono::milliseconds{400}});
  draw_page(ui, page, words);
  ui.end_frame();
}

void settle(ui::Ui& ui, const Page& page, const Words& words) {
  draw_frame(ui, page, words, nowhere, false);
  for (int more = 0; more + 1 < ui::most_frames_to_rest && ui.unsettled(); ++more)
    draw_frame(ui, page, words, nowhere, false);
}

void tap(ui::Ui& ui, const Page& page, const Words& words, ui::Point at) {
  draw_frame(ui, page, words, at, true);
  draw_frame(ui, page, words, at, false);
  settle(ui, page, words);
}

}  // namespace

void tap_through(ui::Ui& ui, const Page& page, const Words& words) {
  ui.forget_shown();  // nothing of the page before it
  settle(ui, page, words);
  for (const std::string& id : page.taps) {
    const ui::Mark* mark = ui.probe().find(id);
    if (mark != nullptr) tap(ui, page, words, mark->rect.center());
  }
}

bool turn_page(ui::Ui& ui, const Page& page, const Words& words) {
  for (const std::string_view id : {"more", "list:more"}) {
    const ui::Mark* mark = ui.probe().find(id);
    if (mark == nullptr || !mark->enabled) continue;
    tap(ui, page, words, mark->rect.center());
    return true;
  }
  return false;
}

ui::UiOptions page_options(const PanelSize& panel, const Words& words) {
  const std::filesystem::path fonts = std::filesystem::path(ANTEROOM_SHARE_DIR) / "fonts";
  ui::UiOptions options;
  const auto width = static_cast<float>(panel.width);
  options.metrics = {{width, static_cast<float>(panel.height)}, width / panel.width_mm};
  options.fonts = {fonts / "screen-regular.ttf", fonts / "screen-bold.ttf", fonts / "screen-fallback.ttf",
                   fonts / "screen-fallback-bold.ttf"};
  options.letters = letters_in(words.catalogue().texts()) + U"ñçêßếệ" +
                    ui::letters_typed_in(words.language()) +  // of the welcome's buttons
                    U"\u00B9\u00A9\u00AE";                    // of a page that is looked at
  return options;
}

}  // namespace anteroom::testing
