#pragma once

#include "monitor/state.h"

#include <string>
#include <vector>

namespace latido::monitor {

// What incidents are made of: one service as it is now, and what it hangs on.
struct ServiceFacts {
  std::string name;
  Verdict verdict = Verdict::unknown;
  Reason reason = Reason::none;
  std::string cause;
  std::string host;
  std::vector<std::string> depends_on;
  bool flapping = false;
  bool maintenance = false;
  bool first_start = false;  // never heard yet, and the monitor has just begun to start it
};

// It can do nothing, itself or for want of another: that is what opens an incident.
bool suffers(Verdict verdict, Reason reason);

// Null: there is none of that name.
const ServiceFacts* find_service(const std::vector<ServiceFacts>& services,
                                 const std::string& name);

// What the trouble of this service comes from: what it depends on, where that is down; its host
// ("host tcp://NAME"); or itself. Of those that need each other it is the same one for all. Pure.
std::string root_of(const std::vector<ServiceFacts>& services, const ServiceFacts& service);

}  // namespace latido::monitor
