#include "monitor/death_watch.h"

#include "monitor/process_look.h"

#include <poll.h>

namespace latido::monitor {

bool DeathWatch::begin(const Identity& whom) {
  incarnation_ = whom.incarnation;
  pidfd_ = open_pidfd(whom.pid, whom.start_ticks);
  return static_cast<bool>(pidfd_);
}

bool DeathWatch::saw_end_of(const std::optional<Identity>& present) {
  if (!pidfd_) return false;
  pollfd item{.fd = pidfd_.get(), .events = POLLIN, .revents = 0};
  const bool ended = ::poll(&item, 1, 0) > 0;
  if (ended || !present) pidfd_.reset();
  return ended && present && present->incarnation == incarnation_;
}

}  // namespace latido::monitor
