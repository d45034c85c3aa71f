#pragma once

#include "monitor/state.h"

#include <string>

namespace latido::monitor {

// JSON of schema/health.capnp StreamMessage.
std::string to_json(const StreamMessage& message);

}  // namespace latido::monitor
