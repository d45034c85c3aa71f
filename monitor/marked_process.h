#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace latido::monitor {

using MarkedProcesses = std::map<std::string, std::uint32_t>;  // pid by mark (spawn.h)

// The processes that monitors started under a mark and that live, whether they are a service by now
// or still a script on its way to become one. They lead their sessions: what a dead service leaves
// behind has the mark too, and does not count; nor does who is in another network namespace, where
// the same address is another's. Walks over /proc, some milliseconds. Throws std::system_error
// where that cannot be done.
MarkedProcesses find_marked();

}  // namespace latido::monitor
