#pragma once

#include "monitor/verdict.h"

namespace latido::monitor {

// The rows of the table for a process that lives and does not get on: its facts are its threads'
// states and times. Pure.

// It beats, but a work loop is older than it may be.
std::optional<Finding> judge_stuck_loop(const Observation& seen);

// No beat and no echo for longer than the grace, but the process lives.
Finding judge_silent_alive(const Observation& seen);

}  // namespace latido::monitor
