#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace latido::bench {

using Frames = std::vector<std::string>;

struct LoadOptions {
  std::string endpoint;
  std::size_t in_flight = 1;
  std::chrono::milliseconds warm_up{300};
  std::chrono::milliseconds measured{2000};
};

struct LoadResult {
  std::size_t answers = 0;  // within the measured time
  double seconds = 0;
  double p50_us = 0;
  double p99_us = 0;
};

// Keeps `in_flight` requests on one DEALER socket and takes the time of each answer. `make(n)`
// gives the frames of the n-th request; `check(frames)` throws where an answer is not what it
// should be, so that a figure never counts refusals. Throws where nothing answers for 10 s.
LoadResult run_load(const LoadOptions& options,
                    const std::function<Frames(std::size_t)>& make,
                    const std::function<void(const Frames&)>& check);

}  // namespace latido::bench
