// From a state to what its screen shows. The only place where a screen's data meets stores of names and time; it
// decides nothing and changes nothing.
#pragma once

#include "kiosk/flow/state.h"
#include "kiosk/screens/it/views.h"
#include "kiosk/screens/nurse/views.h"
#include "kiosk/screens/patient/views.h"
#include "kiosk/services.h"

#include <variant>

namespace anteroom::screens {

using View =
    std::variant<WelcomeView, CodeView, BirthDateView, AskAtDeskView, BriefingView, FormNoticeView, QuestionView,
                 LeaveOutView, CheckView, FormAfterView, RestOfferView, ReviewView, ThanksView, LessonView,
                 StaffAskedView, StillHereView, TroubleView, HiddenView, RestingView, OpenDayView, SignInView,
                 CleaningView, PinView, LockedAlertsView, VisitListView, FilterView, FindView, HistoryView,
                 AlertDetailView, NewVisitView, VisitCreatedView, VisitDetailView, ClinicianView, SoundTestView,
                 MachineView, LogView, DeleteVisitView, PreviewView, ExportView, StaffTroubleView, StartTroubleView,
                 FirstSetUpView, ChecksView, PrinterTestView, AlertTestView, PeopleView, KeysView, AboutView>;

// In which language this screen is: staff read the clinic's own; a patient that of the visit, before it the one they
// chose; a question, and what belongs to its form, that of the form, so that no screen mixes two.
[[nodiscard]] const Words& words_of(const flow::State& state, const Services& services,
                                    const words::Vocabulary& vocabulary);
[[nodiscard]] Chrome chrome_of(const flow::State& state, const Services& services, const words::Vocabulary& vocabulary);
[[nodiscard]] View view_of(const flow::State& state, const Services& services, const words::Vocabulary& vocabulary);

}  // namespace anteroom::screens
