// A voice in memory with a remote control: it speaks until told that it has come to the end, breaks down, or was never
// there.
#pragma once

#include "platform/speech.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace anteroom::testing {

class MemorySpeech : public platform::Speech {
 public:
  struct Said {
    std::string text;
    std::string language;
    int words_per_minute = 0;
    int volume = 0;
  };

  [[nodiscard]] Result<void> say(const platform::Utterance& utterance) override {
    stop();
    if (auto checked = platform::check_utterance(utterance); !checked) return checked;
    if (m_missing) return failure(Fault::not_found, "told to be missing");
    m_said.push_back(
        {std::string(utterance.text), std::string(utterance.language), utterance.words_per_minute, utterance.volume});
    m_speaking = true;
    return {};
  }
  void stop() override {
    m_speaking = false;
    m_failure.reset();
  }
  [[nodiscard]] Result<bool> speaking() const override {
    if (m_failure) return std::unexpected(*m_failure);
    return m_speaking;
  }

  void come_to_the_end() { m_speaking = false; }
  void break_down(Fault fault = Fault::unavailable) {
    if (std::exchange(m_speaking, false)) m_failure = Error{fault, "told to break down"};
  }
  void go_missing() { m_missing = true; }
  [[nodiscard]] const std::vector<Said>& said() const { return m_said; }

 private:
  std::vector<Said> m_said;
  std::optional<Error> m_failure;
  bool m_speaking = false;
  bool m_missing = false;
};

}  // namespace anteroom::testing
