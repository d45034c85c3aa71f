#include "monitor/open_history.h"

#include <spdlog/spdlog.h>

namespace latido::monitor {

std::unique_ptr<History> open_history(const std::string& path, const Config& config) {
  if (path.empty()) return nullptr;
  std::vector<std::string> names;
  for (const auto& service : config.services) names.push_back(service.name);
  try {
    return std::make_unique<History>(path, std::move(names));
  } catch (const std::exception& error) {
    spdlog::warn("history {}: {}; going on without", path, error.what());
    return nullptr;
  }
}

}  // namespace latido::monitor
