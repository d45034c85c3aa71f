#pragma once

#include "monitor/file_descriptor.h"
#include "monitor/verdict.h"

#include <cstdint>
#include <string>
#include <vector>

namespace latido::monitor {

// Looks at /proc, which is memory, no disk: what `ps -e | grep` would show, in some 15
// microseconds.

// The process with this pid that started at these ticks (field 22 of /proc/PID/stat). `unlooked`
// where /proc could not be asked, as when the monitor has no descriptor left: that tells nothing of
// the process.
ProcessLook look_at(std::uint32_t pid, std::uint64_t start_ticks);

// The youngest process of that name (/proc/PID/comm, which the kernel cuts at 15 bytes), first
// among those with this command line; zombies do not count.
ProcessLook find_by_name(const std::string& name, const std::vector<std::string>& command);

// Becomes readable when the process ends. None where there is no such process: its start is checked
// again after the opening, for the pid may have gone to another.
FileDescriptor open_pidfd(std::uint32_t pid, std::uint64_t start_ticks);

}  // namespace latido::monitor
