#pragma once

#include <string>
#include <sys/types.h>
#include <vector>

namespace latido::monitor {

// The variable that tells a service which one it is, and a monitor whom it finds there.
inline constexpr char kMarkVariable[] = "LATIDO_SERVICE";

struct Program {
  std::vector<std::string> words;  // program first; looked up in PATH where it has no slash
  std::string mark{};              // value of LATIDO_SERVICE; empty: it does not have it
  int input = -1;                  // descriptor of its standard input; -1: nothing to read
  int output = -1;                 // of its standard output and error; -1: the monitor's own
};

// Starts it in a session of its own, and waits until it is loaded: not for the thread that judges.
// It inherits no descriptor but the three standard ones, and no signal setting. Throws
// std::system_error.
pid_t spawn(const Program& program);

}  // namespace latido::monitor
