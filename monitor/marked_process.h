#pragma once

#include <cstdint>
#include <string>

namespace latido::monitor {

// The process that a monitor started under this mark (spawn.h) and that lives, whether it is a
// service by now or still a script on its way to become one; 0: none is seen. It leads its session:
// what a dead service leaves behind has the mark too, and does not count; nor does who is in
// another network namespace, where the same address is another's. Walks over /proc, some
// milliseconds. Throws std::system_error where that cannot be done.
std::uint32_t find_marked(const std::string& mark);

}  // namespace latido::monitor
