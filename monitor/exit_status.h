#pragma once

#include <cstdint>
#include <string>

namespace latido::monitor {

// "killed by signal 9", "exit code 1": from a status as waitpid() gives it. Pure.
std::string exit_text(int status);

// How the process behind this pidfd ended, though it is no child of ours: told by its zombie, or by
// the pidfd once it was reaped (Linux 6.15). Empty where nobody tells (yet). Pid and start time say
// whose zombie counts.
std::string how_it_ended(int pidfd, std::uint32_t pid, std::uint64_t start_ticks);

}  // namespace latido::monitor
