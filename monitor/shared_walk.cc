#include "monitor/shared_walk.h"

namespace latido::monitor {

std::uint32_t SharedWalk::pid_of(const std::string& mark, MonotonicTime asked) {
  const std::lock_guard lock(mutex_);
  if (began_ < asked) {
    const auto now = monotonic_now();
    found_ = walk_();
    began_ = now;
  }
  const auto found = found_.find(mark);
  return found == found_.end() ? 0 : found->second;
}

}  // namespace latido::monitor
