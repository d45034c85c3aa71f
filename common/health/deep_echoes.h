#pragma once

#include "common/health/beat_codec.h"
#include "common/health/heart.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace latido::health {

// The deep echoes that wait for the loops to come round. Belongs to the heart's thread; touches the
// loops through their pulses alone.
class DeepEchoes {
 public:
  static constexpr std::size_t kWaitingMax = 16;  // the oldest is forgotten

  struct Answer {
    std::string nonce;
    DeepEcho outcome;
  };

  void ask(std::string nonce, std::deque<LoopPulse>& pulses);

  // Those for which every loop has come round, in the order in which they were asked.
  std::vector<Answer> take_answered(const std::deque<LoopPulse>& pulses);

 private:
  struct Waiting {
    std::string nonce;
    std::vector<std::uint64_t> numbers;  // what each loop's answered() must reach
  };

  std::deque<Waiting> waiting_;
};

}  // namespace latido::health
