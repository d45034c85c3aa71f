#include "common/health/deep_echoes.h"

#include <algorithm>
#include <utility>

namespace latido::health {

void DeepEchoes::ask(std::string nonce, std::deque<LoopPulse>& pulses) {
  Waiting waiting{.nonce = std::move(nonce), .numbers = {}};
  for (auto& pulse : pulses) waiting.numbers.push_back(pulse.ask());
  if (waiting_.size() == kWaitingMax) waiting_.pop_front();
  waiting_.push_back(std::move(waiting));
}

std::vector<DeepEchoes::Answer> DeepEchoes::take_answered(const std::deque<LoopPulse>& pulses) {
  std::vector<Answer> out;
  while (!waiting_.empty()) {
    const auto& first = waiting_.front();
    for (std::size_t i = 0; i < first.numbers.size(); ++i) {
      if (pulses[i].answered() < first.numbers[i]) return out;
    }
    const bool failed = std::any_of(
        pulses.begin(), pulses.end(), [](const LoopPulse& pulse) { return pulse.check_failed(); });
    out.push_back({first.nonce, failed ? DeepEcho::failed : DeepEcho::ok});
    waiting_.pop_front();
  }
  return out;
}

}  // namespace latido::health
