#include "monitor/hung_policy.h"

namespace latido::monitor {

bool HungPolicy::due(bool hung, const std::string& incarnation, MonotonicTime now) {
  if (!hung || incarnation == ended_) {
    since_.reset();
    return false;
  }
  if (!since_) since_ = now;
  if (now - *since_ < kPatience) return false;
  ended_ = incarnation;
  since_.reset();
  return true;
}

}  // namespace latido::monitor
