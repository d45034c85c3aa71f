#pragma once

#include <cstdint>
#include <string>

namespace latido::monitor {

// Where each thread of a process is: its name, state, wait channel, system call and, where this
// user may see it, its stack within the kernel. From /proc; does not disturb the process.
std::string describe_threads(std::uint32_t pid);

struct UserStacks {
  std::string tool;  // by which they were found; empty: none is installed, or it failed
  std::string text;  // what it said, also where it failed
};

// The stacks outside the kernel, by eu-stack or gdb where PATH has one; waits for it, some
// five seconds at most. Stops the process while it looks.
UserStacks find_user_stacks(std::uint32_t pid);

}  // namespace latido::monitor
