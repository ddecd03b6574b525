// One contract for the fake and for the real espeak-ng, which speaks into a pipe in place of a sound device: while
// nobody takes the sound it goes on speaking, and taking all of it brings it to its end.
#include "platform/linux/espeak_speech.h"
#include "tests/support/memory_speech.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <format>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <semaphore>
#include <sys/stat.h>
#include <sys/wait.h>

namespace anteroom::platform {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;
using ::testing::HasSubstr;
using ::testing::Not;

// Longer than a pipe holds: a minute of sound.
const std::string long_text = [] {
  std::string text;
  for (int sentence = 0; sentence < 20; ++sentence) text += "How would you rate your pain on the average?\n\n";
  return text;
}();

class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "anteroom-speech-XXXXXX").string();
    EXPECT_NE(mkdtemp(name.data()), nullptr);
    m_path = name;
  }
  ~Folder() { std::filesystem::remove_all(m_path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

  // A program that this shell text is.
  [[nodiscard]] std::filesystem::path program(const std::string& text) const {
    const auto file = m_path / "program";
    std::ofstream(file) << "#!/bin/sh\n" << text << '\n';
    std::filesystem::permissions(file, std::filesystem::perms::owner_all);
    return file;
  }

 private:
  std::filesystem::path m_path;
};

// The real espeak-ng with its sound going into a pipe.
class PipedEspeak {
 public:
  PipedEspeak() {
    EXPECT_EQ(::mkfifo(fifo().c_str(), 0600), 0);
    m_sound = Descriptor(::open(fifo().c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    EXPECT_TRUE(m_sound.open());
    const auto program = m_folder.program(std::format("exec /usr/bin/espeak-ng \"$@\" --stdout > {}", fifo().string()));
    m_speech =
        std::make_unique<EspeakSpeech>(EspeakSettings{.device = {}, .program = program}, [this] { m_ended.release(); });
  }

  [[nodiscard]] EspeakSpeech& speech() { return *m_speech; }
  // All the sound there is until the program has ended: a WAV file.
  [[nodiscard]] std::string listen() {
    std::string sound;
    const auto end = steady_clock::now() + 20s;
    while (!m_ended.try_acquire() && steady_clock::now() < end) take(sound, 10ms);
    take(sound, 0ms);
    return sound;
  }
  // Until the first sound has come.
  void begin_to_listen() {
    std::string sound;
    const auto end = steady_clock::now() + 20s;
    while (sound.empty() && steady_clock::now() < end) take(sound, 10ms);
    EXPECT_FALSE(sound.empty());
  }

 private:
  [[nodiscard]] std::filesystem::path fifo() const { return m_folder.path() / "sound"; }
  void take(std::string& sound, std::chrono::milliseconds wait) {
    pollfd ready{m_sound.number(), POLLIN, 0};
    ::poll(&ready, 1, static_cast<int>(wait.count()));
    std::array<char, 65536> bytes{};
    for (ssize_t count = 0; (count = ::read(m_sound.number(), bytes.data(), bytes.size())) > 0;)
      sound.append(bytes.data(), static_cast<std::size_t>(count));
  }

  Folder m_folder;
  Descriptor m_sound;
  std::counting_semaphore<> m_ended{0};
  std::unique_ptr<EspeakSpeech> m_speech;
};

std::vector<std::int16_t> samples_of(const std::string& wav) {
  constexpr std::size_t header = 44;
  std::vector<std::int16_t> samples(wav.size() > header ? (wav.size() - header) / 2 : 0);
  if (!samples.empty()) std::memcpy(samples.data(), wav.data() + header, samples.size() * 2);
  return samples;
}

int loudest_of(const std::string& wav) {
  int loudest = 0;
  for (const std::int16_t sample : samples_of(wav)) loudest = std::max(loudest, std::abs(static_cast<int>(sample)));
  return loudest;
}

std::string sound_of(const Utterance& utterance) {
  PipedEspeak espeak;
  EXPECT_TRUE(espeak.speech().say(utterance));
  std::string sound = espeak.listen();
  EXPECT_TRUE(espeak.speech().speaking()) << espeak.speech().speaking().error().detail;
  return sound;
}

// ---- what holds for every voice -------------------------------------------------------------------------------------

struct Bench {
  virtual ~Bench() = default;
  [[nodiscard]] virtual Speech& speech() = 0;
  virtual void hear_to_the_end() = 0;
};

struct MemoryBench : Bench {
  Speech& speech() override { return voice; }
  void hear_to_the_end() override { voice.come_to_the_end(); }
  testing::MemorySpeech voice;
};

struct EspeakBench : Bench {
  Speech& speech() override { return espeak.speech(); }
  void hear_to_the_end() override { EXPECT_THAT(espeak.listen(), HasSubstr("WAVE")); }
  PipedEspeak espeak;
};

struct Kind {
  std::string name;
  std::unique_ptr<Bench> (*make)();
};

class EverySpeech : public ::testing::TestWithParam<Kind> {
 protected:
  [[nodiscard]] Speech& speech() { return m_bench->speech(); }
  [[nodiscard]] bool is_speaking() {
    const auto speaking = speech().speaking();
    EXPECT_TRUE(speaking) << speaking.error().detail;
    return speaking.value_or(false);
  }
  std::unique_ptr<Bench> m_bench = GetParam().make();
};

INSTANTIATE_TEST_SUITE_P(
    All, EverySpeech,
    ::testing::Values(Kind{"memory", []() -> std::unique_ptr<Bench> { return std::make_unique<MemoryBench>(); }},
                      Kind{"espeak", []() -> std::unique_ptr<Bench> { return std::make_unique<EspeakBench>(); }}),
    [](const auto& kind) { return kind.param.name; });

TEST_P(EverySpeech, speaks_until_the_end_of_the_text) {
  EXPECT_FALSE(is_speaking());
  ASSERT_TRUE(speech().say({.text = long_text, .language = "en"}));
  EXPECT_TRUE(is_speaking());
  m_bench->hear_to_the_end();
  EXPECT_FALSE(is_speaking());
}

TEST_P(EverySpeech, is_silent_once_it_was_stopped) {
  speech().stop();
  ASSERT_TRUE(speech().say({.text = long_text, .language = "en"}));
  speech().stop();
  EXPECT_FALSE(is_speaking());
  speech().stop();
  EXPECT_FALSE(is_speaking());
}

TEST_P(EverySpeech, says_the_next_text_in_place_of_the_one_before) {
  ASSERT_TRUE(speech().say({.text = long_text, .language = "en"}));
  ASSERT_TRUE(speech().say({.text = "Yes.", .language = "de"}));
  EXPECT_TRUE(is_speaking());
  m_bench->hear_to_the_end();
  EXPECT_FALSE(is_speaking());
}

TEST_P(EverySpeech, refuses_what_is_no_language_rate_or_volume) {
  const auto refuses = [&](const Utterance& utterance) {
    const auto said = speech().say(utterance);
    return !said && said.error().fault == Fault::invalid_input && !is_speaking();
  };
  EXPECT_TRUE(refuses({.text = "a", .language = ""}));
  EXPECT_TRUE(refuses({.text = "a", .language = "-w/tmp/x"}));
  EXPECT_TRUE(refuses({.text = "a", .language = "en us"}));
  EXPECT_TRUE(refuses({.text = "a", .language = "../en"}));
  EXPECT_TRUE(refuses({.text = "a", .language = "en", .words_per_minute = slowest_speech - 1}));
  EXPECT_TRUE(refuses({.text = "a", .language = "en", .words_per_minute = fastest_speech + 1}));
  EXPECT_TRUE(refuses({.text = "a", .language = "en", .volume = -1}));
  EXPECT_TRUE(refuses({.text = "a", .language = "en", .volume = 101}));
}

TEST(MemorySpeech, breaks_down_and_goes_missing_when_told_to) {
  testing::MemorySpeech voice;
  ASSERT_TRUE(voice.say({.text = "a", .language = "en"}));
  voice.break_down();
  EXPECT_EQ(voice.speaking().error().fault, Fault::unavailable);
  voice.stop();
  EXPECT_FALSE(voice.speaking().value());
  voice.go_missing();
  EXPECT_EQ(voice.say({.text = "a", .language = "en"}).error().fault, Fault::not_found);
}

// ---- the real program -----------------------------------------------------------------------------------------------

TEST(EspeakSpeech, says_real_text_in_each_of_the_kiosks_languages) {
  for (const auto& [language, text] : std::map<std::string, std::string>{{"en", "How would you rate your pain?"},
                                                                         {"es", "¿Cómo calificaría su dolor?"},
                                                                         {"fr", "Comment évalueriez-vous la douleur ?"},
                                                                         {"de", "Wie stark sind Ihre Schmerzen?"},
                                                                         {"pl", "Jak oceniłby Pan swój ból?"},
                                                                         {"vi", "Bạn đánh giá cơn đau thế nào?"}}) {
    const std::string sound = sound_of({.text = text, .language = language});
    EXPECT_GT(samples_of(sound).size(), 22050U) << language << ": more than a second";
    EXPECT_GT(loudest_of(sound), 1000) << language;
  }
}

TEST(EspeakSpeech, is_slower_and_louder_when_told_to) {
  const Utterance usual{.text = "How would you rate your pain right now?", .language = "en"};
  Utterance slow = usual;
  slow.words_per_minute = 110;
  Utterance quiet = usual;
  quiet.volume = 20;
  const std::string sound = sound_of(usual);
  EXPECT_GT(sound_of(slow).size(), sound.size() * 5 / 4);
  EXPECT_LT(loudest_of(sound_of(quiet)), loudest_of(sound) / 2);
}

TEST(EspeakSpeech, the_text_stands_in_no_argument) {
  const Folder folder;
  std::binary_semaphore ended{0};
  EspeakSpeech speech(
      {.device = "plughw:1",
       .program = folder.program(std::format("echo \"$@\" > {0}/arguments; cat > {0}/text", folder.path().string()))},
      [&] { ended.release(); });
  ASSERT_TRUE(speech.say({.text = "CANARY\n\nsecond — ü", .language = "es-MX", .words_per_minute = 120, .volume = 80}));
  ASSERT_TRUE(ended.try_acquire_for(20s));
  const auto read = [&](const char* name) {
    std::ifstream stream(folder.path() / name);
    return std::string(std::istreambuf_iterator<char>(stream), {});
  };
  EXPECT_EQ(read("arguments"), "-b 1 -v es -s 120 -a 160 -d plughw:1 --stdin\n");
  EXPECT_EQ(read("text"), "CANARY\n\nsecond — ü");
}

TEST(EspeakSpeech, stop_kills_the_real_program_at_once_and_leaves_no_zombie) {
  PipedEspeak espeak;
  ASSERT_TRUE(espeak.speech().say({.text = long_text, .language = "en"}));
  espeak.begin_to_listen();
  const auto before = steady_clock::now();
  espeak.speech().stop();
  EXPECT_LT(steady_clock::now() - before, 50ms) << "a frame would notice";
  // The last child is gone: neither running nor waiting to be asked for.
  int children = 1;
  while (children != 0 && steady_clock::now() - before < 500ms) {
    siginfo_t child{};
    children = ::waitid(P_ALL, 0, &child, WEXITED | WNOHANG | WNOWAIT) == 0 ? 1 : 0;
  }
  EXPECT_EQ(children, 0) << "half a second later";
}

TEST(EspeakSpeech, ends_with_its_owner) {
  const auto before = steady_clock::now();
  {
    PipedEspeak espeak;
    ASSERT_TRUE(espeak.speech().say({.text = long_text, .language = "en"}));
  }
  EXPECT_LT(steady_clock::now() - before, 2s);
}

// ---- what goes wrong, in words --------------------------------------------------------------------------------------

// How it ended, as speaking() says it.
Error failure_with(const EspeakSettings& settings, std::string_view language = "en") {
  std::binary_semaphore ended{0};
  EspeakSpeech speech(settings, [&] { ended.release(); });
  const auto said = speech.say({.text = "CANARY", .language = language});
  EXPECT_TRUE(said) << said.error().detail;
  EXPECT_TRUE(ended.try_acquire_for(20s));
  const auto speaking = speech.speaking();
  EXPECT_FALSE(speaking);
  const Error error = speaking ? Error{} : speaking.error();
  EXPECT_THAT(error.detail, Not(HasSubstr("CANARY")));
  speech.stop();
  EXPECT_FALSE(speech.speaking().value()) << "forgotten with the next stop";
  return error;
}

TEST(EspeakSpeech, a_program_that_is_missing_is_named_with_its_remedy) {
  EspeakSpeech speech({.device = {}, .program = "/nowhere/espeak-ng"});
  const auto said = speech.say({.text = "a", .language = "en"});
  ASSERT_FALSE(said);
  EXPECT_EQ(said.error().fault, Fault::not_found);
  EXPECT_THAT(said.error().detail, HasSubstr("install espeak-ng"));
}

// espeak-ng itself ends with exit code 0 then.
TEST(EspeakSpeech, a_sound_device_that_is_not_there_is_a_failure) {
  const Error error = failure_with({.device = "no-such-device"});
  EXPECT_EQ(error.fault, Fault::unavailable);
  EXPECT_THAT(error.detail, HasSubstr("sound device \"no-such-device\""));
  EXPECT_THAT(error.detail, HasSubstr("[audio] device"));
  EXPECT_EQ(try_espeak({.device = "no-such-device"}, "en").error().fault, Fault::unavailable);
}

TEST(EspeakSpeech, a_language_without_a_voice_is_another_failure) {
  EXPECT_EQ(failure_with({}, "qq").fault, Fault::unsupported);
}

TEST(EspeakSpeech, a_program_that_dies_is_a_failure_and_no_crash) {
  const Folder folder;
  EXPECT_THAT(failure_with({.device = {}, .program = folder.program("kill -SEGV $$")}).detail, HasSubstr("signal 11"));
  EXPECT_THAT(failure_with({.device = {}, .program = folder.program("exit 3")}).detail, HasSubstr("exit code 3"));
  std::ofstream(folder.path() / "program") << "\x7f"
                                              "ELF and nothing";
  EXPECT_THAT(failure_with({.device = {}, .program = folder.path() / "program"}).detail,
              HasSubstr("could not be started"));
}

TEST(EspeakSpeech, a_device_that_takes_no_sound_is_not_waited_for) {
  const Folder folder;
  EXPECT_EQ(try_espeak({.device = {}, .program = folder.program("exec sleep 60")}, "en").error().fault,
            Fault::timed_out);
  EXPECT_TRUE(try_espeak({.device = {}, .program = folder.program("exec cat > /dev/null")}, "en"));
}

}  // namespace
}  // namespace anteroom::platform
