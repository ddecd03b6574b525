// Speech by espeak-ng, a process for each text. The text goes to it by standard input from memory, never as an
// argument, which everybody on the machine could read. A thread waits for the process, so that no frame does and no
// zombie stays.
#pragma once

#include "platform/linux/descriptor.h"
#include "platform/speech.h"

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <sys/types.h>
#include <thread>

namespace anteroom::platform {

struct EspeakSettings {
  std::string device;  // of ALSA; empty: its default
  std::filesystem::path program = "/usr/bin/espeak-ng";
};

class EspeakSpeech final : public Speech {
 public:
  // `ended` is called on the waiting thread when a text was said to its end, or could not be.
  explicit EspeakSpeech(EspeakSettings settings, std::function<void()> ended = {});
  ~EspeakSpeech() override;
  EspeakSpeech(const EspeakSpeech&) = delete;
  EspeakSpeech& operator=(const EspeakSpeech&) = delete;

  [[nodiscard]] Result<void> say(const Utterance& utterance) override;
  void stop() override;
  [[nodiscard]] Result<bool> speaking() const override;

 private:
  struct Process {
    pid_t id = -1;
    Descriptor complaints;  // its standard error: espeak-ng ends well without a sound device, and only says so there
  };
  void wait_for_processes(const std::stop_token& stopped);
  void cut_off();  // under the mutex

  EspeakSettings m_settings;
  std::function<void()> m_ended;
  mutable std::mutex m_mutex;
  std::condition_variable_any m_more;
  std::deque<Process> m_processes;  // not reaped yet, the one that speaks last
  pid_t m_speaking = -1;
  std::optional<Error> m_failure;
  std::jthread m_thread;
};

// Says a word in this language without a sound, to its end: whether program, voice and sound device work together.
// Waits for it, two seconds at most: Fault::timed_out.
[[nodiscard]] Result<void> try_espeak(const EspeakSettings& settings, std::string_view language);

}  // namespace anteroom::platform
