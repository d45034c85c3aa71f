#pragma once

#include "monitor/history_record.h"

#include <optional>
#include <string>
#include <vector>

namespace latido::monitor {

struct WatchOptions {
  std::string publish = "tcp://127.0.0.1:5002";
  bool nmap = false;  // ports are probed with nmap
  // Maintenance windows that were open at the monitor before this one.
  std::vector<WindowOpened> windows;
};

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
