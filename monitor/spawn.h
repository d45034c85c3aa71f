#pragma once

#include <string>
#include <sys/types.h>
#include <vector>

namespace latido::monitor {

struct Command {
  std::vector<std::string> words;  // program first; looked up in PATH where it has no slash
  std::string log_file;            // output is appended there; empty: to the monitor's own
};

// Starts it, and waits until the new program is loaded: not for the thread that judges. It inherits
// no descriptor but the three standard ones, and no signal setting. Throws std::system_error.
pid_t spawn(const Command& command);

}  // namespace latido::monitor
