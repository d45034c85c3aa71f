#pragma once

#include "monitor/hooks.h"
#include "monitor/state.h"

#include <map>
#include <string>

namespace latido::monitor {

// What people are told of changes: a line in the log for each verdict or cause, not one for each
// restart that is counted, and the hooks for each incident. One thread.
class News {
 public:
  // `hooks` outlive it.
  explicit News(Hooks& hooks) : hooks_(hooks) {}

  void tell(const StreamMessage& change);
  // What the hooks could not deliver since the last call.
  void log_failures();

 private:
  void log(const ServiceState& state);

  Hooks& hooks_;
  std::map<std::string, std::string> logged_;  // service to its last line
};

}  // namespace latido::monitor
