#include "kiosk/flow/sound_test.h"

#include "kiosk/flow/screens.h"

namespace anteroom::flow {
namespace {

void lose_sound_test(State& state, platform::Event why, std::int64_t subject, Services& services) {
  state.sound_test.reset();
  services.log.write(why, subject);
  if (!services.store.set_sound_test(std::nullopt)) services.log.write(platform::Event::store_failed);
}

}  // namespace

void recall_sound_test(State& state, Services& services) {
  auto test = services.store.sound_test();
  if (!test) {
    services.log.write(platform::Event::store_failed);
    return;
  }
  state.sound_test = std::move(*test);
  const platform::Config::Audio& audio = services.config.audio;
  if (state.sound_test && (!audio.headphones || state.sound_test->device != audio.device))
    lose_sound_test(state, platform::Event::sound_test_lost, 0, services);
}

bool can_read_aloud(const State& state, const Services& services) {
  return services.config.audio.headphones && state.sound_test.has_value();
}

void settle_speech(State& state, const intent::SpeechFailed& failure, Services& services) {
  services.log.write(platform::Event::speech_failed);
  auto* staff = std::get_if<Staff>(&state.screen);
  auto* test = staff == nullptr ? nullptr : std::get_if<staff::SoundTest>(&staff->step);
  if (test != nullptr) {
    test->outcome = staff::SoundTest::Outcome::not_said;
    test->played = false;
  }
  if (failure.fault != Fault::unsupported && state.sound_test)
    lose_sound_test(state, platform::Event::sound_test_lost, 0, services);
}

staff::Step on_sound_test(State& state, const Staff& screen, staff::SoundTest& test, const Intent& intent,
                          Services& services) {
  using Outcome = staff::SoundTest::Outcome;
  if (std::holds_alternative<intent::Back>(intent)) return home_of(screen.role, services);
  if (std::holds_alternative<intent::PlaySound>(intent)) test.played = true;
  const auto* heard = std::get_if<intent::HeardSound>(&intent);
  if (heard == nullptr || !test.played) return test;
  test.played = false;
  if (heard->where == intent::HeardSound::Where::elsewhere) {
    lose_sound_test(state, platform::Event::sound_test_failed, screen.id, services);
    test.outcome = Outcome::failed;
    return test;
  }
  platform::SoundTest passed{services.clock.local_date(services.clock.now()), screen.name,
                             services.config.audio.device};
  if (!services.store.set_sound_test(passed)) {
    services.log.write(platform::Event::store_failed);
    return staff::Trouble{};
  }
  services.log.write(platform::Event::sound_test_passed, screen.id);
  state.sound_test = std::move(passed);
  test.outcome = Outcome::passed;
  return test;
}

}  // namespace anteroom::flow
