#pragma once

#include "monitor/activity.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace latido::monitor {

// What is of use in /proc/PID/stat and /proc/PID/task/TID/stat.
struct ProcessStat {
  std::string comm;
  ProcessState state = ProcessState::unlooked;
  std::uint32_t session = 0;  // the pid of the process that began it
  std::uint64_t start_ticks = 0;
  bool thread_ended = false;  // the thread itself that was asked for, though its process may live
  int exit_status = 0;        // as waitpid() gives it; 0 where it is none, or not for us to know
};

// Nothing where the text is none. Pure.
std::optional<ProcessStat> parse_stat(std::string_view text);

}  // namespace latido::monitor
