#pragma once

#include "common/clock.h"
#include "monitor/card.h"
#include "monitor/file_descriptor.h"

#include <optional>
#include <string>

namespace latido::monitor {

// Watches one incarnation of a service for its death, through a pidfd. It remembers whose pidfd
// that is: while the monitor is blind, a service may die and another take its place, and the death
// of the first must not be laid on the second.
class DeathWatch {
 public:
  // Of this incarnation from now on, and of no other. False: there is no such process here.
  bool begin(const Identity& whom);

  // For a poll on readability; -1: none.
  [[nodiscard]] int fd() const { return pidfd_.get(); }

  // Whether `present` is the one that was watched, and has ended: once. A watch that has nobody
  // left to tell of is given up.
  bool saw_end_of(const std::optional<Identity>& present);

  // After that: whether another process has its pid by now.
  [[nodiscard]] bool pid_reused() const;

  // To be asked once per turn. True once, a second after the end: it is still there as a zombie,
  // for its parent does not reap it.
  bool left_unreaped(MonotonicTime now);

  // How it ended, once; empty while nobody tells. Its parent may take its time.
  std::string explain();

 private:
  static constexpr int kTriesMax = 500;
  static constexpr std::chrono::milliseconds kReapedWithin{1000};

  std::string incarnation_;
  std::uint32_t pid_ = 0;
  std::uint64_t start_ticks_ = 0;
  FileDescriptor pidfd_;
  FileDescriptor ended_;
  int tries_ = 0;
  bool to_be_reaped_ = false;
  std::optional<MonotonicTime> dead_since_;  // as left_unreaped() saw it
};

}  // namespace latido::monitor
