#pragma once

#include "monitor/activity.h"

#include <cstdint>
#include <string>

namespace latido::monitor {

// Looks at the threads of a process through /proc/PID/task, closest at `tid`: its state, where in
// the kernel it sleeps, and whether for a lock. At most 64 threads. What cannot be read stays
// empty.
ThreadsLook look_at_threads(std::uint32_t pid, std::uint32_t tid, MonotonicTime now);

// The machine's pressure stall over the last ten seconds (/proc/pressure): "cpu 71 %, io 0 %,
// memory 0 %"; empty where the kernel does not tell.
std::string pressure_text();

}  // namespace latido::monitor
