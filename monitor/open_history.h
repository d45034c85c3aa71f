#pragma once

#include "monitor/config.h"
#include "monitor/history.h"

#include <memory>
#include <string>

namespace latido::monitor {

// For the services of the configuration. Nothing where no file is named, and where it cannot be
// used: then the log says why, and the monitor goes on without. It waits for the disk, and holds
// the file from here on: not before the monitor is the active one.
std::unique_ptr<History> open_history(const std::string& path, const Config& config);

}  // namespace latido::monitor
