#pragma once

#include "common/clock.h"
#include "monitor/verdict.h"

#include <string>

namespace latido::monitor {

// How evidence reads on the stream.
std::string echo_text(EchoState echo, Duration took);
const char* process_text(ProcessState state);

}  // namespace latido::monitor
