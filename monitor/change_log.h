#pragma once

#include "monitor/state.h"

#include <map>
#include <string>

namespace latido::monitor {

// A line in the log for each verdict or cause, not one for each restart that is counted.
class ChangeLog {
 public:
  void note(const ServiceState& state);

 private:
  std::map<std::string, std::string> logged_;  // service to its last line
};

}  // namespace latido::monitor
