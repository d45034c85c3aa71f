#pragma once

#include "monitor/watch_loop.h"

#include <optional>
#include <string>

namespace latido::monitor {

struct Options {
  std::string config;
  std::string lock;     // file; empty: there is no standby
  std::string history;  // empty: none
  std::string prober = "builtin";
  std::string log_level = "info";
  WatchOptions watch;
};

// Nothing: go on. Else the exit code (--help, or wrong usage, which has been explained).
std::optional<int> parse_options(int argc, char** argv, Options& options);

}  // namespace latido::monitor
