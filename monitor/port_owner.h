#pragma once

#include "monitor/verdict.h"

#include <cstdint>
#include <string>

namespace latido::monitor {

// Who listens on this TCP port of this machine, by /proc/net and the descriptors of all processes:
// some milliseconds on a machine with many. `expected`: its name is that one. Unknown (pid 0) where
// nobody does, or the process is not for us to see. Its name is told in printable
// ASCII.
PortOwner find_port_owner(std::uint16_t port, const std::string& expected_name);

// Whether this process itself has a socket that listens on the port of this machine: a look at its
// descriptors alone. False too where it is not for us to see.
bool listens_on(std::uint32_t pid, std::uint16_t port);

}  // namespace latido::monitor
