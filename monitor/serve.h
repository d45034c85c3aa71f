#pragma once

#include "common/file_lock.h"
#include "monitor/config.h"
#include "monitor/options.h"

#include <optional>

namespace latido::monitor {

// The monitor's life, until a stop is asked for: on standby where another one holds `lock` (there
// may be none), then at work. It is held until all that has the port is gone. Throws CannotPublish
// where options.publish cannot be used, others where the system has no more of something; after a
// standby neither, for nobody would watch then.
void serve(const Config& config, Options options, std::optional<FileLock> lock);

}  // namespace latido::monitor
