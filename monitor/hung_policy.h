#pragma once

#include "common/clock.h"

#include <optional>
#include <string>

namespace latido::monitor {

// When a hung service is to be ended so that it can be started again: once for each process, and
// only after it has been hung for so long without a break. Pure.
class HungPolicy {
 public:
  static constexpr std::chrono::milliseconds kPatience{1000};

  // Once per turn. `incarnation`: of the process that hangs. True: end it now.
  bool due(bool hung, const std::string& incarnation, MonotonicTime now);

 private:
  std::optional<MonotonicTime> since_;
  std::string ended_;  // the incarnation that was ended last
};

}  // namespace latido::monitor
