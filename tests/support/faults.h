#pragma once

#include "common/health/heart.h"

#include <string>

namespace latido::test {

// What goes wrong with the work loop of beating_service, when it is told to. Each one is real: the
// thread that calls really waits, spins or sleeps in the kernel.

[[noreturn]] void deadlock();        // waits for a lock that another thread keeps
[[noreturn]] void spin();            // burns CPU time
[[noreturn]] void sleep();           // waits for nothing in particular
[[noreturn]] void leave();           // ends, while other threads go on
[[noreturn]] void wait_in_kernel();  // state D, as a thread that waits for a disk

}  // namespace latido::test
