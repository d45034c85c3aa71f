#include "monitor/death_watch.h"

#include "monitor/exit_status.h"
#include "monitor/process_look.h"

#include <poll.h>
#include <utility>

namespace latido::monitor {

bool DeathWatch::begin(const Identity& whom) {
  incarnation_ = whom.incarnation;
  pid_ = whom.pid;
  start_ticks_ = whom.start_ticks;
  ended_.reset();
  to_be_reaped_ = false;
  pidfd_ = open_pidfd(whom.pid, whom.start_ticks);
  return static_cast<bool>(pidfd_);
}

bool DeathWatch::saw_end_of(const std::optional<Identity>& present) {
  if (!pidfd_) return false;
  pollfd item{.fd = pidfd_.get(), .events = POLLIN, .revents = 0};
  const bool ended = ::poll(&item, 1, 0) > 0;
  // Where nobody is present, a look has told of the end before the kernel did.
  if (ended && (!present || present->incarnation == incarnation_)) {
    ended_ = std::move(pidfd_);
    tries_ = kTriesMax;
    to_be_reaped_ = true;
    dead_since_.reset();
    return present.has_value();
  }
  if (ended || !present) pidfd_.reset();
  return false;
}

bool DeathWatch::left_unreaped(MonotonicTime now) {
  if (!to_be_reaped_) return false;
  if (!dead_since_) dead_since_ = now;
  if (now - *dead_since_ < kReapedWithin) return false;
  to_be_reaped_ = false;
  return look_at(pid_, start_ticks_).state == ProcessState::zombie;
}

bool DeathWatch::pid_reused() const {
  return look_at(pid_, start_ticks_).state == ProcessState::other_start;
}

std::string DeathWatch::explain() {
  if (!ended_) return "";
  auto how = how_it_ended(ended_.get(), pid_, start_ticks_);
  if (!how.empty() || --tries_ == 0) ended_.reset();
  return how;
}

}  // namespace latido::monitor
