#pragma once

#include <stdexcept>

namespace latido::command {

// What the person asked for wrongly: printed as one line, exit code 2.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace latido::command
