// Real threads of this process, looked at through /proc.
#include "monitor/thread_look.h"

#include "monitor/process_look.h"

#include <atomic>
#include <fstream>
#include <functional>
#include <mutex>
#include <thread>
#include <unistd.h>

#include <gtest/gtest.h>

namespace latido::monitor {
namespace {

using std::chrono::milliseconds;
constexpr milliseconds kPatience{20'000};

const auto kSelf = static_cast<std::uint32_t>(::getpid());

// A thread that does one thing until it is told to stop, and tells its id.
class Worker {
 public:
  explicit Worker(std::function<void()> work)
      : thread_([this, work = std::move(work)] {
          tid_ = static_cast<std::uint32_t>(::gettid());
          work();
        }) {
    while (tid_ == 0) std::this_thread::yield();
  }
  ~Worker() { thread_.join(); }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;
  [[nodiscard]] std::uint32_t tid() const { return tid_; }

 private:
  std::atomic<std::uint32_t> tid_{0};
  std::thread thread_;
};

// The first look for which `wanted` holds, within the patience of the test.
ThreadsLook look_until(std::uint32_t tid, const std::function<bool(const ThreadsLook&)>& wanted) {
  const auto deadline = monotonic_now() + kPatience;
  auto look = look_at_threads(kSelf, tid, monotonic_now());
  while (!wanted(look) && monotonic_now() < deadline) {
    look = look_at_threads(kSelf, tid, monotonic_now());
  }
  return look;
}

TEST(ThreadLook, SeesAThreadThatWaitsForALock) {
  std::mutex mutex;
  std::unique_lock held(mutex);
  const Worker worker([&mutex] { const std::lock_guard wait(mutex); });
  const auto look = look_until(worker.tid(), [](const auto& l) { return l.waits_for_lock; });
  EXPECT_TRUE(look.waits_for_lock) << look.wait_channel;
  EXPECT_EQ(look.state, ProcessState::sleeping);
  EXPECT_EQ(look.times.front().tid, worker.tid());
  held.unlock();
}

TEST(ThreadLook, SeesHowMuchCpuTimeAThreadTakesOrWaitsFor) {
  std::atomic<bool> stop{false};
  const Worker worker([&stop] {
    while (!stop) {
    }
  });
  const auto before = look_at_threads(kSelf, worker.tid(), monotonic_now());
  const auto deadline = monotonic_now() + kPatience;
  Activity activity;
  while (activity.cpu_percent + activity.run_delay_percent < 80 && monotonic_now() < deadline) {
    activity = compare(
        before, look_at_threads(kSelf, worker.tid(), monotonic_now()), before, Duration::max());
  }
  stop = true;
  EXPECT_EQ(activity.state, ProcessState::running);
  EXPECT_GE(activity.cpu_percent + activity.run_delay_percent, 80)
      << "a thread that spins has the CPU or waits for it";
}

TEST(ThreadLook, IsEmptyForWhatIsNotThere) {
  const auto look = look_at_threads(0x7FFFFFFF, 0x7FFFFFFF, monotonic_now());
  EXPECT_EQ(look.state, ProcessState::unlooked);
  EXPECT_TRUE(look.times.empty());
}

TEST(Pressure, IsToldWhereTheKernelMeasuresIt) {
  if (!std::ifstream("/proc/pressure/cpu").good()) {
    GTEST_SKIP() << "NOT TESTED: this kernel has no /proc/pressure";
  }
  EXPECT_TRUE(pressure_text().starts_with("cpu ")) << pressure_text();
}

}  // namespace
}  // namespace latido::monitor
