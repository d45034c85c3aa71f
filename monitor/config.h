#pragma once

#include "common/result.h"
#include "monitor/address.h"
#include "monitor/hooks.h"
#include "monitor/maintenance.h"

#include <string>
#include <string_view>
#include <vector>

namespace latido::monitor {

// schema/health.capnp WatchedService.
struct WatchedService {
  std::string name;
  std::string beat_endpoint;
  std::string process;
  std::vector<std::string> restart;
  std::string log_file;
  std::vector<std::string> depends_on;
  bool restart_when_hung = false;
  std::string stack_file;
  std::vector<MaintenanceWindow> maintenance;
  Address address;  // of beat_endpoint, once find_hosts() has been there
};

struct Config {
  std::vector<WatchedService> services;
  std::vector<Hook> hooks;
};

// From the text of a configuration file. Refusals: MALFORMED_JSON, UNKNOWN_FIELD, MISSING_FIELD,
// TOO_LONG, BAD_VALUE.
Result<Config> parse_config(std::string_view text);

// The same from a file; NOT_FOUND where it cannot be read.
Result<Config> load_config(const std::string& path);

// Looks up where the services beat, once and for all: a monitor that takes over later must not
// depend on a resolver. It may wait for that. Refusal: BAD_VALUE.
Result<void> find_hosts(std::vector<WatchedService>& services);

}  // namespace latido::monitor
