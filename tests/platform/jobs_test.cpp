#include "platform/linux/worker_jobs.h"

#include <atomic>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <semaphore>
#include <string>

namespace anteroom::platform {
namespace {

using ::testing::ElementsAre;

// Waits for the worker as a frame loop does: asleep until it is woken.
struct WokenJobs {
  std::counting_semaphore<> woken{0};
  WorkerJobs jobs{[this] { woken.release(); }};
};

TEST(WorkerJobsTest, work_is_done_in_order_and_its_results_come_back_here) {
  WokenJobs loop;
  std::vector<int> order;
  std::thread::id worked_on;
  std::thread::id settled_on;
  for (int number = 1; number <= 3; ++number) {
    loop.jobs.run([&, number] {
      worked_on = std::this_thread::get_id();
      return [&, number] {
        settled_on = std::this_thread::get_id();
        order.push_back(number);
      };
    });
  }
  int settled = 0;
  while (settled < 3) {
    loop.woken.acquire();
    settled += loop.jobs.settle();
  }
  EXPECT_THAT(order, ElementsAre(1, 2, 3));
  EXPECT_EQ(settled_on, std::this_thread::get_id());
  EXPECT_NE(worked_on, std::this_thread::get_id());
}

TEST(WorkerJobsTest, nothing_comes_back_before_it_is_settled) {
  WokenJobs loop;
  bool back = false;
  EXPECT_FALSE(loop.jobs.busy());
  loop.jobs.run([&] { return [&] { back = true; }; });
  EXPECT_TRUE(loop.jobs.busy());
  loop.woken.acquire();
  EXPECT_FALSE(back);
  EXPECT_TRUE(loop.jobs.busy()) << "a result is waiting";
  EXPECT_EQ(loop.jobs.settle(), 1);
  EXPECT_TRUE(back);
  EXPECT_FALSE(loop.jobs.busy());
  EXPECT_EQ(loop.jobs.settle(), 0);
}

TEST(WorkerJobsTest, a_result_may_bring_more_work_and_work_may_bring_no_result) {
  WokenJobs loop;
  std::string trace;
  loop.jobs.run([&] {
    return [&] {
      trace += "first ";
      loop.jobs.run([&] {
        trace += "second";
        return std::function<void()>{};
      });
    };
  });
  int settled = 0;
  while (settled < 2) {
    loop.woken.acquire();
    settled += loop.jobs.settle();
  }
  EXPECT_EQ(settled, 2);
  EXPECT_EQ(trace, "first second");
}

TEST(WorkerJobsTest, the_end_waits_for_the_job_at_hand_and_drops_the_others) {
  constexpr int many = 10'000;  // ten seconds of work
  std::atomic<int> begun = 0;
  std::atomic<int> finished = 0;
  {
    WorkerJobs jobs([] {});
    for (int count = 0; count < many; ++count) {
      jobs.run([&] {
        ++begun;
        begun.notify_all();
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
        ++finished;
        return std::function<void()>{};
      });
    }
    begun.wait(0);
  }
  EXPECT_EQ(begun, finished);
  EXPECT_GE(finished, 1);
  EXPECT_LT(finished, many);
}

}  // namespace
}  // namespace anteroom::platform
