#pragma once

#include "monitor/state.h"

#include <string>

namespace latido::monitor {

// JSON of schema/health.capnp StreamMessage.
std::string to_json(const StreamMessage& message);
std::string to_json(const Incident& incident);  // as the hooks get it

}  // namespace latido::monitor
