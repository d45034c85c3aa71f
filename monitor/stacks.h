#pragma once

#include <cstdint>
#include <string>

namespace latido::monitor {

// Where each thread of a process is: its name, state, wait channel, system call and, where this
// user may see it, its stack within the kernel. From /proc; does not disturb the process.
std::string describe_threads(std::uint32_t pid);

// The stacks outside the kernel, by eu-stack or gdb where PATH has one, appended to `file`;
// waits for it, at most five seconds. Which tool that was; empty: none, or it failed. Stops the
// process while it looks.
std::string append_user_stacks(std::uint32_t pid, const std::string& file);

}  // namespace latido::monitor
