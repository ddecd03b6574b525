// The day is opened with six words: what was sealed can be read from then on, until it is closed again.
#include "kiosk/flow/open_day.h"

#include "kiosk/flow/audit.h"
#include "kiosk/flow/screens.h"

#include <cctype>

namespace anteroom::flow {
namespace {

// Longer than any word of the list.
constexpr std::size_t most_letters = 12;

void try_words(State& state, OpenDay& screen, Services& services) {
  std::string passphrase = take_passphrase(screen);
  screen.checking = true;
  services.jobs.run([&vault = services.vault, passphrase = std::move(passphrase), inbox = state.inbox]() mutable {
    auto opened = vault.open_day(passphrase);
    wipe(passphrase);
    return std::function<void()>([inbox, opened] { inbox->push_back(intent::DayOpened{opened}); });
  });
}

Next day_opened(State& state, OpenDay& screen, const intent::DayOpened& result, Services& services) {
  screen.checking = false;
  if (!result.keys) {
    services.log.write(platform::Event::day_refused);
    note(services, platform::AuditEvent::day_refused);
    screen.problem =
        result.keys.error().fault == Fault::denied ? OpenDay::Problem::wrong : OpenDay::Problem::unavailable;
    return std::nullopt;
  }
  state.day = Day{*result.keys, services.clock.since_boot() + platform::longest_day};
  services.store.open_identities(platform::identity_opener(*result.keys));
  services.log.write(platform::Event::day_opened);
  note(services, platform::AuditEvent::day_opened);
  return sign_in_or_open(state, services);
}

}  // namespace

std::vector<std::string> offered_words(const OpenDay& screen, const Services& services) {
  if (screen.letters.empty() || screen.words.size() >= platform::passphrase_words) return {};
  return services.passphrase_words.beginning_with(screen.letters, most_offered_words);
}

bool type_words(OpenDay& screen, const Intent& intent, const Services& services) {
  const bool whole = screen.words.size() == platform::passphrase_words;
  if (const auto* touched = std::get_if<intent::Type>(&intent)) {
    screen.problem = OpenDay::Problem::none;
    const char key = touched->plain();
    const bool is_letter = std::isalpha(static_cast<unsigned char>(key)) != 0;
    if (!is_letter || whole || screen.letters.size() >= most_letters) return false;
    screen.letters += static_cast<char>(std::tolower(static_cast<unsigned char>(key)));
    // A letter that no word goes on with is a slip of the finger.
    if (services.passphrase_words.beginning_with(screen.letters, 1).empty()) {
      erase_last(screen.letters);
      screen.problem = OpenDay::Problem::no_such_word;
    }
  } else if (std::holds_alternative<intent::Erase>(intent)) {
    screen.problem = OpenDay::Problem::none;
    if (!screen.letters.empty()) {
      erase_last(screen.letters);
    } else if (!screen.words.empty()) {
      wipe(screen.words.back());
      screen.words.pop_back();
    }
  } else if (const auto* picked = std::get_if<intent::Choose>(&intent)) {
    auto offered = offered_words(screen, services);
    if (picked->option < 0 || static_cast<std::size_t>(picked->option) >= offered.size()) return false;
    screen.words.push_back(std::move(offered[static_cast<std::size_t>(picked->option)]));
    wipe(screen.letters);
  }
  return std::holds_alternative<intent::Continue>(intent) && whole;
}

std::string take_passphrase(OpenDay& screen) {
  std::string passphrase;
  for (const std::string& word : screen.words) {
    if (!passphrase.empty()) passphrase += ' ';
    passphrase += word;
  }
  for (std::string& word : screen.words) wipe(word);
  screen.words.clear();
  wipe(screen.letters);
  screen.problem = OpenDay::Problem::none;
  return passphrase;
}

Next on(State& state, OpenDay& screen, const Intent& intent, Services& services) {
  if (const auto* result = std::get_if<intent::DayOpened>(&intent)) {
    if (!screen.checking) return std::nullopt;
    return day_opened(state, screen, *result, services);
  }
  if (screen.checking) return std::nullopt;
  if (std::holds_alternative<intent::Back>(intent)) return Welcome{};
  if (type_words(screen, intent, services)) try_words(state, screen, services);
  return std::nullopt;
}

Screen sign_in_or_open(State& state, Services& services) {
  if (!state.day) return OpenDay{};
  auto people = services.store.staff();
  if (people) return SignIn{std::move(*people)};
  services.log.write(platform::Event::store_failed);
  return NeedsStaff{};
}

void close_day(State& state, Services& services) {
  if (!state.day) return;
  state.day.reset();
  services.store.open_identities({});
  services.log.write(platform::Event::day_closed);
  note(services, platform::AuditEvent::day_closed);
}

}  // namespace anteroom::flow
