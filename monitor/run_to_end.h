#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace latido::monitor {

struct Run {
  std::vector<std::string> words;  // program first; looked up in PATH where it has no slash
  std::string input{};             // for its standard input
  bool keep_output = false;        // else it goes to the monitor's own
  std::chrono::seconds patience{};
};

struct RunEnd {
  static constexpr std::size_t kOutputMax = 1024UL * 1024;  // the rest is thrown away

  std::string failure;  // "exit code 3", "did not end in time"; empty: exit code 0
  std::string output;   // standard output and error, where they were to be kept
};

// Runs a program to its end, and waits for that, at most for the patience. Then it is killed, and
// its process group with it; where it does not end of that within two seconds, it is left. Throws
// std::system_error where it cannot be started.
RunEnd run_to_end(const Run& run);

}  // namespace latido::monitor
