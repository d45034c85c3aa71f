#pragma once

#include "common/clock.h"
#include "monitor/shared_walk.h"

#include <cstdint>
#include <future>
#include <string>
#include <sys/types.h>
#include <vector>

namespace latido::monitor {

// Starts services, unless they run already, and reaps them. Starting waits for disks (log file,
// program), so each start has a thread of its own: one that is stuck stops no other. All the calls
// here are for one thread, and none of them waits; the end waits for the starts at hand.
class Spawner {
 public:
  struct Command {
    std::vector<std::string> words;  // program first; looked up in PATH where it has no slash
    std::string log_file;            // output is appended there; empty: to the monitor's own
    std::string mark{};              // for its LATIDO_SERVICE; none is started while another has it
  };

  struct Started {
    std::size_t owner;
    std::uint32_t pid = 0;  // 0: it could not be started
    std::string error{};
    bool runs_already = false;  // that is why: a process that a monitor started has its mark
  };

  struct Ended {
    std::size_t owner;
    std::uint32_t pid;
    std::string how;  // "killed by signal 9", "exit code 1"; empty: nobody tells
  };

  // Asks for a start; what became of it comes out of take_started(). `owner` is given back with the
  // news of it.
  void start(Command command, std::size_t owner);
  std::vector<Started> take_started();

  // The processes that ended since the last call.
  std::vector<Ended> reap();

 private:
  struct Child {
    pid_t pid;
    std::size_t owner;
  };

  Started carry_out(const Command& command, std::size_t owner, MonotonicTime asked);

  SharedWalk walk_{find_marked};
  std::vector<Child> children_;
  std::vector<std::future<Started>> starts_;
};

}  // namespace latido::monitor
