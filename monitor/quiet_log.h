#pragma once

namespace latido::monitor {

// From here on a thread writes the log lines, so that the loop never waits for standard error;
// where it is not taken, the oldest of some hundred lines are dropped. After
// process::init_logging(); spdlog::shutdown() writes the rest.
void log_from_a_thread();

}  // namespace latido::monitor
