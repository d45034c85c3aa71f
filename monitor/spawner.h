#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace latido::monitor {

// Starts services and reaps them. One thread.
class Spawner {
 public:
  struct Command {
    std::vector<std::string> words;  // program first; looked up in PATH where it has no slash
    std::string log_file;            // output is appended there; empty: to the monitor's own
  };

  struct Ended {
    std::size_t owner;
    std::uint32_t pid;
    std::string how;  // "killed by signal 9", "exit code 1"
  };

  // Runs the command without waiting for it; it inherits no descriptor but the three standard ones,
  // and no signal setting. `owner`: given back when it ends. Throws std::system_error where it
  // cannot be started.
  std::uint32_t start(const Command& command, std::size_t owner);

  // The processes that ended since the last call. Never waits.
  std::vector<Ended> reap();

 private:
  struct Child {
    pid_t pid;
    std::size_t owner;
  };
  std::vector<Child> children_;
};

}  // namespace latido::monitor
