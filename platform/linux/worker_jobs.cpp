#include "platform/linux/worker_jobs.h"

#include "platform/linux/process_memory.h"

#include <utility>

namespace anteroom::platform {

WorkerJobs::WorkerJobs(std::function<void()> wake)
    : m_wake(std::move(wake)), m_thread([this](const std::stop_token& stopped) { work_until_stopped(stopped); }) {}

WorkerJobs::~WorkerJobs() {
  m_thread.request_stop();
  m_more.notify_all();
}

void WorkerJobs::run(std::function<std::function<void()>()> work) {
  {
    const std::scoped_lock lock(m_mutex);
    m_waiting.push_back(std::move(work));
    ++m_under_way;
  }
  m_more.notify_one();
}

void WorkerJobs::work_until_stopped(const std::stop_token& stopped) {
  for (;;) {
    std::function<std::function<void()>()> work;
    {
      std::unique_lock lock(m_mutex);
      if (!m_more.wait(lock, stopped, [this] { return !m_waiting.empty(); })) return;
      if (stopped.stop_requested()) return;
      work = std::move(m_waiting.front());
      m_waiting.pop_front();
    }
    auto result = work();
    work = nullptr;
    wipe_unused_stack();  // a page and a PIN passed through here
    {
      const std::scoped_lock lock(m_mutex);
      m_results.push_back(std::move(result));
    }
    if (m_wake) m_wake();
  }
}

int WorkerJobs::settle() {
  int settled = 0;
  for (;;) {
    std::function<void()> result;
    {
      const std::scoped_lock lock(m_mutex);
      if (m_results.empty()) return settled;
      result = std::move(m_results.front());
      m_results.pop_front();
      --m_under_way;
    }
    if (result) result();
    ++settled;
  }
}

bool WorkerJobs::busy() const {
  const std::scoped_lock lock(m_mutex);
  return m_under_way > 0;
}

}  // namespace anteroom::platform
