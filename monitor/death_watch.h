#pragma once

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

 private:
  std::string incarnation_;
  FileDescriptor pidfd_;
};

}  // namespace latido::monitor
