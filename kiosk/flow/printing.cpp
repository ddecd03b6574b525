#include "kiosk/flow/printing.h"

#include "kiosk/flow/audit.h"
#include "kiosk/flow/safety.h"
#include "kiosk/flow/summary_of.h"

#include <algorithm>
#include <format>

namespace anteroom::flow {
namespace {

using platform::PrinterTrouble;
using platform::PrintState;
using platform::SummaryState;

// Constant: a job's title stands in the spooler's lists.
constexpr std::string_view job_title = "visit-summary";
constexpr std::string_view handout_title = "handout";
constexpr std::string_view code_title = "visit-code";
constexpr std::string_view test_title = "test-page";

auto is_run(VisitId visit, Printout what) {
  return [=](const PrintRun& run) { return run.visit == visit && run.what == what; };
}

PrintRun* find_run(State& state, VisitId visit, Printout what) {
  const auto run = std::ranges::find_if(state.printing.runs, is_run(visit, what));
  return run == state.printing.runs.end() ? nullptr : &*run;
}

exporting::PageSize page_size(const Services& services) {
  return services.config.printer.paper == platform::Paper::a4 ? exporting::PageSize::a4 : exporting::PageSize::letter;
}

std::optional<int> number_of(const PrintRun& run) { return run.job ? std::optional(run.job->value) : std::nullopt; }

Result<void> stored(const PrintRun& run, SummaryState outcome, Services& services) {
  if (run.what == Printout::code || run.what == Printout::test) return {};
  if (run.what == Printout::handout) return services.store.set_handout_state(run.visit, outcome);
  const auto at = outcome == SummaryState::printed ? std::optional(services.clock.now()) : std::nullopt;
  return services.store.set_summary(run.visit, outcome, number_of(run), at);
}

// The call to the spooler is what comes next.
void begin_run(State& state, VisitId visit, Printout what, Services& services) {
  services.log.write(platform::Event::print_started, visit.value);
  PrintRun run;
  run.visit = visit;
  run.what = what;
  run.call_under_way = true;
  state.printing.runs.push_back(run);
}

// Writes how it ended; while the store does not take it, the run stays and is asked about again.
void end_run(State& state, PrintRun& run, SummaryState outcome, Services& services) {
  const bool printed = outcome == SummaryState::printed;
  if (!stored(run, outcome, services)) {
    services.log.write(platform::Event::store_failed, run.visit.value);
    run.next_poll = services.clock.since_boot() + print_poll;
    if (run.job) return;
    // No job to ask about: the store still says "printing", which becomes "unclear" at the next start.
  }
  services.log.write(printed ? platform::Event::printed : platform::Event::print_failed, run.visit.value);
  if (run.what == Printout::code) state.printing.code_slip = {run.visit, outcome};
  if (run.what == Printout::test) state.printing.test_page = outcome;
  // What the printer was before the job is no news any more: it is asked anew.
  state.printing.health.reset();
  state.printing.next_ask = Milliseconds{0};
  if (printed) {
    state.printing.why_not.erase({run.visit, run.what});
  } else {
    state.printing.why_not[{run.visit, run.what}] = run.trouble;
    // Who is signed in reads it on the screen; who has left is called.
    if (!std::holds_alternative<Staff>(state.screen)) call_for_printer(state, services);
  }
  std::erase_if(state.printing.runs, is_run(VisitId(run.visit), run.what));
}

// A page that needs nothing of the store once it is made.
void print_loose(State& state, VisitId visit, Printout what, std::string_view title,
                 std::function<Result<std::vector<std::byte>>()> make, Services& services) {
  begin_run(state, visit, what, services);
  services.jobs.run([&printer = services.printer, make = std::move(make), title, visit, what, inbox = state.inbox] {
    Result<platform::PrintJobId> job =
        make().and_then([&](const std::vector<std::byte>& pdf) { return printer.submit(pdf, title); });
    return std::function<void()>(
        [inbox, visit, job, what] { inbox->push_back(intent::PrintSubmitted{visit, job, what}); });
  });
}

// Ends the run if the printer has spoken its last word. True when it has.
bool end_if_final(State& state, PrintRun& run, const platform::PrintStatus& status, Services& services) {
  if (status.trouble != PrinterTrouble::none) run.trouble = status.trouble;
  switch (status.state) {
    case PrintState::waiting: return false;
    case PrintState::printed: end_run(state, run, SummaryState::printed, services); return true;
    case PrintState::failed:
    case PrintState::cancelled: end_run(state, run, SummaryState::saved_not_printed, services); return true;
    case PrintState::gone: end_run(state, run, SummaryState::unclear, services); return true;
  }
  return false;
}

void poll(State& state, PrintRun& run, Services& services) {
  run.call_under_way = true;
  services.jobs.run(
      [&printer = services.printer, visit = run.visit, what = run.what, job = *run.job, inbox = state.inbox] {
        Result<platform::PrintStatus> status = printer.status(job);
        return std::function<void()>(
            [inbox, visit, what, status] { inbox->push_back(intent::PrintPolled{visit, status, what}); });
      });
}

void withdraw(State& state, PrintRun& run, Services& services) {
  run.call_under_way = true;
  ++run.withdrawals;
  services.jobs.run(
      [&printer = services.printer, visit = run.visit, what = run.what, job = *run.job, inbox = state.inbox] {
        // It may have come out in the last second: ask before taking it back.
        Result<platform::PrintStatus> status = printer.status(job);
        Result<void> cancelled;
        if (!status || status->state == PrintState::waiting) cancelled = printer.cancel(job);
        return std::function<void()>([inbox, visit, what, status, cancelled] {
          inbox->push_back(intent::PrintWithdrawn{visit, status, cancelled, what});
        });
      });
}

// What the patient wrote about their goals stands first on their own sheet, under the title that they read it under.
// Their answers are not needed for the rest: where they cannot be opened, the pages they chose come all the same.
void add_own_words(const State& state, VisitId visit, exporting::Handout& handout, Services& services) {
  const auto row = services.store.visit(visit);
  if (!row) return;
  handout.language = row->facts.language;
  const forms::Form* form = services.library.form("goals");
  if (!state.day || form == nullptr) return;
  const auto answers = opened_answers(visit, *state.day->keys, services);
  const auto answered = answers ? visit_of(*row, *answers, services) : std::unexpected(answers.error());
  if (!answered || !answered->is_open("goals")) return;
  exporting::HandoutPart own{form->words_in(answered->language("goals")).title, {}};
  const forms::Answers& given = answered->answers("goals");
  for (const forms::Item* item : forms::asked_questions(form->questionnaire, given)) {
    const auto answer = given.find(item->link_id);
    const bool written = item->type == forms::ItemType::text || item->type == forms::ItemType::string;
    if (written && answer != given.end() && !std::holds_alternative<forms::Declined>(answer->second))
      own.paragraphs.push_back(forms::in_words(*item, answer->second, answered->language("goals")));
  }
  if (!own.paragraphs.empty()) handout.parts.insert(handout.parts.begin(), std::move(own));
}

// Somebody is about to print, and nothing is under way: a job says by itself how the printer is.
bool may_ask(const State& state) {
  const auto* screen = std::get_if<Staff>(&state.screen);
  if (screen == nullptr || state.printing.is_asking || !state.printing.runs.empty()) return false;
  const auto* detail = std::get_if<staff::VisitDetail>(&screen->step);
  const bool is_over = detail != nullptr && (detail->row.state == platform::VisitState::finished ||
                                             detail->row.state == platform::VisitState::incomplete);
  return is_over || std::holds_alternative<staff::Preview>(screen->step) ||
         std::holds_alternative<staff::PrinterTest>(screen->step);
}

void ask_how_it_is(State& state, Services& services) {
  const bool is_staffs = std::holds_alternative<Staff>(state.screen);
  if (!is_staffs && !state.printing.is_asking) {
    // What it was an hour ago helps nobody.
    state.printing.health.reset();
    state.printing.next_ask = Milliseconds{0};
  }
  if (!may_ask(state) || services.clock.since_boot() < state.printing.next_ask) return;
  state.printing.is_asking = true;
  services.jobs.run([&printer = services.printer, inbox = state.inbox] {
    const platform::PrinterHealth health = printer.health();
    return std::function<void()>([inbox, health] { inbox->push_back(intent::PrinterAsked{health}); });
  });
}

}  // namespace

bool is_printing(const State& state, VisitId visit, Printout what) {
  return std::ranges::any_of(state.printing.runs, is_run(visit, what));
}

Result<void> print_handout(State& state, VisitId visit, exporting::Handout handout, Services& services) {
  if (auto stored = services.store.set_handout_state(visit, SummaryState::printing); !stored) return stored;
  handout.created_at = services.clock.now();
  add_own_words(state, visit, handout, services);
  print_loose(
      state, visit, Printout::handout, handout_title,
      [handout = std::move(handout), size = page_size(services), &fonts = services.fonts] {
        return exporting::handout_pdf(handout, size, fonts);
      },
      services);
  return {};
}

void print_code(State& state, VisitId visit, exporting::CodeSlip slip, Services& services) {
  if (is_printing(state, visit, Printout::code)) return;
  state.printing.code_slip = {visit, SummaryState::printing};
  slip.created_at = services.clock.now();
  print_loose(
      state, visit, Printout::code, code_title,
      [slip = std::move(slip), size = page_size(services), &fonts = services.fonts] {
        return exporting::code_slip_pdf(slip, size, fonts);
      },
      services);
}

void print_test_page(State& state, exporting::TestPage page, Services& services) {
  if (is_printing(state, VisitId{}, Printout::test)) return;
  state.printing.test_page = SummaryState::printing;
  page.created_at = services.clock.now();
  print_loose(
      state, VisitId{}, Printout::test, test_title,
      [page = std::move(page), size = page_size(services), &fonts = services.fonts] {
        return exporting::test_page_pdf(page, size, fonts);
      },
      services);
}

Result<void> make_preview(State& state, const platform::VisitRow& row, Services& services) {
  if (!state.day) return failure(Fault::denied, "the day is not open");
  auto summary = summary_of(row, *state.day->keys, services);
  if (!summary) return std::unexpected(summary.error());
  note(services, platform::AuditEvent::record_opened, std::format("visit {}", row.id.value));
  services.jobs.run([&fonts = services.fonts, summary = std::move(*summary), size = page_size(services), visit = row.id,
                     inbox = state.inbox] {
    using Page = std::shared_ptr<const exporting::Preview>;
    Result<Page> page = exporting::summary_preview(summary, size, fonts).transform([](exporting::Preview&& made) {
      return Page(std::make_shared<exporting::Preview>(std::move(made)));
    });
    return std::function<void()>([inbox, visit, page] { inbox->push_back(intent::PreviewMade{visit, page}); });
  });
  return {};
}

void settle_preview(State& state, const intent::PreviewMade& result, Services& services) {
  auto* screen = std::get_if<Staff>(&state.screen);
  auto* preview = screen == nullptr ? nullptr : std::get_if<staff::Preview>(&screen->step);
  if (preview == nullptr || preview->row.id != result.visit) return;  // they have left, and nobody looks at it
  preview->failed = !result.preview;
  if (result.preview) {
    preview->page = *result.preview;
  } else {
    services.log.write(platform::Event::print_failed, result.visit.value);
  }
}

void settle_health(State& state, const intent::PrinterAsked& result, Services& services) {
  state.printing.is_asking = false;
  state.printing.next_ask = services.clock.since_boot() + health_poll;
  state.printing.health = result.health;
}

Result<void> print_summary(State& state, const platform::VisitRow& row, Services& services) {
  if (is_printing(state, row.id) || row.summary == SummaryState::unclear) {
    return failure(Fault::conflict, "a page of this visit is under way, or may have come out");
  }
  if (!state.day) return failure(Fault::denied, "the day is not open");
  auto summary = summary_of(row, *state.day->keys, services);
  if (!summary) return std::unexpected(summary.error());
  // On the disk before the spooler hears of it: a crash in between asks staff instead of printing twice.
  if (auto stored = services.store.set_summary(row.id, SummaryState::printing, std::nullopt, std::nullopt); !stored) {
    return stored;
  }
  begin_run(state, row.id, Printout::summary, services);
  const auto size = page_size(services);
  // A job of an earlier run of the program may still wait in the spooler; staff said that its page did not come out.
  std::optional<platform::PrintJobId> stale;
  if (row.print_job) stale = platform::PrintJobId{*row.print_job};
  services.jobs.run([&printer = services.printer, &fonts = services.fonts, summary = std::move(*summary), size, stale,
                     visit = row.id, inbox = state.inbox] {
    Result<platform::PrintJobId> job = [&]() -> Result<platform::PrintJobId> {
      if (stale) {
        const auto status = printer.status(*stale);
        if (status && status->state == PrintState::waiting) {
          if (auto cancelled = printer.cancel(*stale); !cancelled) return std::unexpected(cancelled.error());
        }
      }
      auto pdf = exporting::summary_pdf(summary, size, fonts);
      if (!pdf) return std::unexpected(pdf.error());
      return printer.submit(*pdf, job_title);
    }();
    return std::function<void()>([inbox, visit, job] { inbox->push_back(intent::PrintSubmitted{visit, job}); });
  });
  return {};
}

void settle_submission(State& state, const intent::PrintSubmitted& result, Services& services) {
  PrintRun* run = find_run(state, result.visit, result.what);
  if (run == nullptr) return;
  run->call_under_way = false;
  if (!result.job) {
    // A spooler that did not answer in time may have taken it all the same.
    const bool unclear = result.job.error().fault == Fault::timed_out;
    run->trouble = result.job.error().fault == Fault::unavailable ? PrinterTrouble::away : PrinterTrouble::other;
    end_run(state, *run, unclear ? SummaryState::unclear : SummaryState::saved_not_printed, services);
    return;
  }
  const Milliseconds now = services.clock.since_boot();
  run->job = *result.job;
  run->deadline = now + services.config.printer.deadline;
  run->next_poll = now + print_poll;
  if (run->what != Printout::summary) return;
  if (!services.store.set_summary(run->visit, SummaryState::printing, number_of(*run), std::nullopt)) {
    services.log.write(platform::Event::store_failed, run->visit.value);
  }
}

void settle_poll(State& state, const intent::PrintPolled& result, Services& services) {
  PrintRun* run = find_run(state, result.visit, result.what);
  if (run == nullptr) return;
  run->call_under_way = false;
  run->next_poll = services.clock.since_boot() + print_poll;
  if (result.status) {
    end_if_final(state, *run, *result.status, services);
  } else {
    run->trouble = PrinterTrouble::away;
  }
}

void settle_withdrawal(State& state, const intent::PrintWithdrawn& result, Services& services) {
  PrintRun* run = find_run(state, result.visit, result.what);
  if (run == nullptr) return;
  run->call_under_way = false;
  run->next_poll = services.clock.since_boot() + print_poll;
  if (result.status && end_if_final(state, *run, *result.status, services)) return;
  if (result.cancelled) {
    // Sent, never confirmed: it did not print when the device still had nothing to do with it.
    end_run(state, *run, SummaryState::saved_not_printed, services);
  } else if (run->withdrawals >= most_withdrawals) {
    end_run(state, *run, SummaryState::unclear, services);
  }
}

void watch_printing(State& state, Services& services) {
  const Milliseconds now = services.clock.since_boot();
  for (PrintRun& run : state.printing.runs) {
    if (run.call_under_way || !run.job || now < run.next_poll) continue;
    if (now >= run.deadline) {
      withdraw(state, run, services);
    } else {
      poll(state, run, services);
    }
  }
  ask_how_it_is(state, services);
}

Milliseconds next_printing_tick(const State& state) {
  Milliseconds next = may_ask(state) ? state.printing.next_ask : Milliseconds::max();
  for (const PrintRun& run : state.printing.runs) {
    if (!run.call_under_way && run.job) next = std::min(next, run.next_poll);
  }
  return next;
}

}  // namespace anteroom::flow
