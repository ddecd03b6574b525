// One thread for slow work. Results wait until the frame loop settles them; `wake` tells it that there is one.
#pragma once

#include "platform/jobs.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace anteroom::platform {

class WorkerJobs final : public Jobs {
 public:
  // `wake` is called on the worker after each job.
  explicit WorkerJobs(std::function<void()> wake);
  // Finishes the job that is running; those not begun are dropped, and no result is settled any more.
  ~WorkerJobs() override;
  WorkerJobs(const WorkerJobs&) = delete;
  WorkerJobs& operator=(const WorkerJobs&) = delete;

  void run(std::function<std::function<void()>()> work) override;
  int settle() override;
  [[nodiscard]] bool busy() const override;

 private:
  void work_until_stopped(const std::stop_token& stopped);

  std::function<void()> m_wake;
  mutable std::mutex m_mutex;
  std::condition_variable_any m_more;
  std::deque<std::function<std::function<void()>()>> m_waiting;
  std::deque<std::function<void()>> m_results;
  int m_under_way = 0;  // begun or waiting, not settled
  std::jthread m_thread;
};

}  // namespace anteroom::platform
