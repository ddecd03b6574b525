#include "platform/linux/espeak_speech.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <format>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <vector>

namespace anteroom::platform {
namespace {

constexpr int could_not_run = 127;  // as a shell says it

// espeak-ng knows a language by its first subtag, and Chinese by the name of what is spoken.
std::string voice_of(std::string_view tag) {
  std::string voice(tag.substr(0, tag.find('-')));
  std::ranges::transform(voice, voice.begin(), [](char byte) { return byte >= 'A' && byte <= 'Z' ? byte + 32 : byte; });
  return voice == "zh" ? "cmn" : voice;
}

std::unexpected<Error> no_room() {
  return failure(Fault::io, std::format("the machine has no room to speak: {}", std::strerror(errno)));
}

// A file in memory, without a name that anybody could open.
Descriptor memory_with(std::string_view text) {
  Descriptor memory(::memfd_create("speech", MFD_CLOEXEC));
  while (memory.open() && !text.empty()) {
    const ssize_t written = ::write(memory.number(), text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return Descriptor();
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  if (memory.open()) ::lseek(memory.number(), 0, SEEK_SET);
  return memory;
}

std::vector<std::string> command_of(const EspeakSettings& settings, const Utterance& utterance) {
  // -b 1: the text is UTF-8. Amplitude 200 is espeak-ng's loudest.
  std::vector<std::string> words = {settings.program.string(),
                                    "-b",
                                    "1",
                                    "-v",
                                    voice_of(utterance.language),
                                    "-s",
                                    std::to_string(utterance.words_per_minute),
                                    "-a",
                                    std::to_string(2 * utterance.volume)};
  if (!settings.device.empty()) words.insert(words.end(), {"-d", settings.device});
  words.emplace_back("--stdin");
  return words;
}

// In the child: nothing here may ask for memory, since another thread may hold its lock.
[[noreturn]] void become(char* const* words, int text, int complaints, int nothing, pid_t parent) {
  // Whoever reads must not be heard when the kiosk has died.
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(could_not_run);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::dup2(text, STDIN_FILENO);
  ::dup2(nothing, STDOUT_FILENO);
  ::dup2(complaints, STDERR_FILENO);
  ::execv(words[0], words);
  ::_exit(could_not_run);
}

// The line in which espeak-ng says what went wrong; empty when it says nothing of the kind. ALSA's own lines only
// explain.
std::string complaint_in(const Descriptor& complaints) {
  std::array<char, 8192> bytes{};
  const ssize_t count = ::pread(complaints.number(), bytes.data(), bytes.size(), 0);
  std::string_view text(bytes.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    if (line.starts_with("error:") || line.starts_with("Error:")) return std::string(line);
    text.remove_prefix(std::min(text.size(), line.size() + 1));
  }
  return {};
}

// What the end of a process means. Nothing when it said everything.
std::optional<Error> failure_of(const EspeakSettings& settings, int status, const Descriptor& complaints) {
  const std::string program = settings.program.filename().string();
  const std::string complaint = complaint_in(complaints);
  if (complaint.contains("voice does not exist"))
    return Error{Fault::unsupported, std::format("{} has no voice for this language", program)};
  if (!complaint.empty()) {
    return Error{Fault::unavailable,
                 std::format("{} could not use the sound device \"{}\" ({}); remedy: connect one, see `aplay -L` for "
                             "their names, set [audio] device",
                             program, settings.device.empty() ? "default" : settings.device, complaint)};
  }
  if (WIFSIGNALED(status))
    return Error{Fault::unavailable, std::format("{} was ended by signal {}", program, WTERMSIG(status))};
  if (WEXITSTATUS(status) == could_not_run)
    return Error{Fault::unavailable, std::format("{} could not be started", settings.program.string())};
  if (WEXITSTATUS(status) != 0)
    return Error{Fault::unavailable, std::format("{} ended with exit code {}", program, WEXITSTATUS(status))};
  return std::nullopt;
}

}  // namespace

EspeakSpeech::EspeakSpeech(EspeakSettings settings, std::function<void()> ended)
    : m_settings(std::move(settings)),
      m_ended(std::move(ended)),
      m_thread([this](const std::stop_token& stopped) { wait_for_processes(stopped); }) {}

EspeakSpeech::~EspeakSpeech() {
  stop();
  m_thread.request_stop();
  m_more.notify_all();
}

Result<void> EspeakSpeech::say(const Utterance& utterance) {
  stop();
  if (auto checked = check_utterance(utterance); !checked) return checked;
  if (::access(m_settings.program.c_str(), X_OK) != 0) {
    return failure(Fault::not_found, std::format("{} is not there or cannot be run; remedy: install espeak-ng",
                                                 m_settings.program.string()));
  }
  std::vector<std::string> command = command_of(m_settings, utterance);
  std::vector<char*> words;
  for (std::string& word : command) words.push_back(word.data());
  words.push_back(nullptr);
  const Descriptor text = memory_with(utterance.text);
  Descriptor complaints = memory_with({});
  const Descriptor nothing(::open("/dev/null", O_WRONLY | O_CLOEXEC));
  if (!text.open() || !complaints.open() || !nothing.open()) return no_room();
  const pid_t parent = ::getpid();
  const pid_t id = ::fork();
  if (id < 0) return no_room();
  if (id == 0) become(words.data(), text.number(), complaints.number(), nothing.number(), parent);
  {
    const std::scoped_lock lock(m_mutex);
    m_processes.push_back({id, std::move(complaints)});
    m_speaking = id;
  }
  m_more.notify_one();
  return {};
}

void EspeakSpeech::cut_off() {
  // Not reaped before the mutex is taken, so the id is still that of our child.
  if (m_speaking >= 0) ::kill(m_speaking, SIGKILL);
  m_speaking = -1;
  m_failure.reset();
}

void EspeakSpeech::stop() {
  const std::scoped_lock lock(m_mutex);
  cut_off();
}

Result<bool> EspeakSpeech::speaking() const {
  const std::scoped_lock lock(m_mutex);
  if (m_failure) return std::unexpected(*m_failure);
  return m_speaking >= 0;
}

void EspeakSpeech::wait_for_processes(const std::stop_token& stopped) {
  for (;;) {
    pid_t id = -1;
    {
      std::unique_lock lock(m_mutex);
      // Stopped only once there is none left: the last one has been killed by then.
      if (!m_more.wait(lock, stopped, [this] { return !m_processes.empty(); })) return;
      id = m_processes.front().id;
    }
    siginfo_t ended{};
    while (::waitid(P_PID, static_cast<id_t>(id), &ended, WEXITED | WNOWAIT) != 0 && errno == EINTR) {
    }
    bool was_speaking = false;
    {
      const std::scoped_lock lock(m_mutex);
      int status = 0;
      ::waitpid(id, &status, 0);  // at once: it has ended
      was_speaking = m_speaking == id;
      if (was_speaking) {
        m_speaking = -1;
        m_failure = failure_of(m_settings, status, m_processes.front().complaints);
      }
      m_processes.pop_front();
    }
    if (was_speaking && m_ended) m_ended();
  }
}

Result<void> try_espeak(const EspeakSettings& settings, std::string_view language) {
  constexpr std::chrono::seconds longest{2};
  std::mutex mutex;
  std::condition_variable ended;
  bool has_ended = false;
  EspeakSpeech speech(settings, [&] {
    const std::scoped_lock lock(mutex);
    has_ended = true;
    ended.notify_one();
  });
  if (auto said = speech.say({.text = "1", .language = language, .words_per_minute = fastest_speech, .volume = 0});
      !said)
    return said;
  std::unique_lock lock(mutex);
  if (!ended.wait_for(lock, longest, [&] { return has_ended; }))
    return failure(Fault::timed_out, "the sound device takes no sound");
  lock.unlock();
  const auto outcome = speech.speaking();
  if (!outcome) return std::unexpected(outcome.error());
  return {};
}

}  // namespace anteroom::platform
