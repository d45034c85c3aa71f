#pragma once

#include "monitor/order_thread.h"
#include "monitor/spawn.h"

#include <cstdint>
#include <string>
#include <sys/types.h>
#include <vector>

namespace latido::monitor {

// Starts services and reaps them. Starting waits until the new program is loaded from the disk, so
// a thread of its own does that; all the calls here are for one thread, and none of them waits.
class Spawner {
 public:
  struct Started {
    std::size_t owner;
    std::uint32_t pid;  // 0: it could not be started
    std::string error;
  };

  struct Ended {
    std::size_t owner;
    std::uint32_t pid;
    std::string how;  // "killed by signal 9", "exit code 1"
  };

  Spawner();

  // Asks for a start; what became of it comes out of take_started(). `owner` is given back with the
  // news of it.
  void start(Command command, std::size_t owner);
  std::vector<Started> take_started();

  // The processes that ended since the last call.
  std::vector<Ended> reap();

 private:
  struct Order {
    Command command;
    std::size_t owner;
  };
  struct Child {
    pid_t pid;
    std::size_t owner;
  };

  std::vector<Child> children_;
  OrderThread<Order, Started> thread_;
};

}  // namespace latido::monitor
