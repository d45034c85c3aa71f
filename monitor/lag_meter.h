#pragma once

#include "common/clock.h"

#include <algorithm>

namespace latido::monitor {

// How late the monitor's own loop has come round in the last one to two seconds. Pure.
class LagMeter {
 public:
  void record(Duration lag, MonotonicTime now) {
    if (now - bucket_start_ >= kBucket) {
      previous_ = now - bucket_start_ < 2 * kBucket ? current_ : Duration::zero();
      current_ = Duration::zero();
      bucket_start_ = now;
    }
    current_ = std::max(current_, lag);
  }

  [[nodiscard]] Duration recent() const { return std::max(previous_, current_); }

 private:
  static constexpr std::chrono::seconds kBucket{1};
  MonotonicTime bucket_start_;
  Duration current_ = Duration::zero();
  Duration previous_ = Duration::zero();
};

}  // namespace latido::monitor
