#pragma once

#include "broker/limits.h"

#include <optional>
#include <string>

namespace latido::broker {

struct Options {
  std::string bind = "tcp://127.0.0.1:5555";
  std::string beat = "tcp://127.0.0.1:5003";
  std::string log_level = "info";
  Limits limits;
};

// Fills `options` from the command line. A value means: leave with this exit code (help was asked
// for, or an option is wrong; both are already printed).
std::optional<int> parse_options(int argc, char** argv, Options& options);

}  // namespace latido::broker
