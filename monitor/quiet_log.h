#pragma once

#include <chrono>

namespace latido::monitor {

// From here on a thread writes the log lines, so that the loop never waits for standard error;
// where it is not taken, the oldest of some hundred lines are dropped. After
// process::init_logging().
void log_from_a_thread();

// Writes the rest, and nothing is logged after it. False: standard error takes nothing (a full pipe
// that nobody reads), and that thread waits for it still, so only _exit() ends the process.
bool end_log(std::chrono::milliseconds patience);

}  // namespace latido::monitor
