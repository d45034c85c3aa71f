#pragma once

#include "common/clock.h"
#include "monitor/marked_process.h"

#include <cstdint>
#include <functional>
#include <mutex>
#include <string>

namespace latido::monitor {

// Who runs under a mark, for many that ask at once: the walk over /proc that begins next answers
// all of them. One at a time, for many would starve the thread that judges. For all threads.
class SharedWalk {
 public:
  explicit SharedWalk(std::function<MarkedProcesses()> walk) : walk_(std::move(walk)) {}

  // 0: none was seen since `asked`, which is past. Waits for the walk, and throws what it throws.
  std::uint32_t pid_of(const std::string& mark, MonotonicTime asked);

 private:
  const std::function<MarkedProcesses()> walk_;
  std::mutex mutex_;  // of what follows
  MonotonicTime began_ = MonotonicTime::min();
  MarkedProcesses found_;
};

}  // namespace latido::monitor
