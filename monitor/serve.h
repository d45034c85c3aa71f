#pragma once

#include "common/file_lock.h"
#include "monitor/config.h"
#include "monitor/options.h"

#include <optional>

namespace latido::monitor {

// The monitor's life, until a stop is asked for: on standby where another one holds the lock of
// options.lock, then at work. `lock`: that lock, where it was free; it is held until all that has
// the port is gone. Throws std::invalid_argument where the configuration names what cannot be
// resolved, others where options.publish cannot be used.
void serve(const Config& config, Options options, std::optional<FileLock> lock);

}  // namespace latido::monitor
