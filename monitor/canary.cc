#include "monitor/canary.h"

namespace latido::monitor {
namespace {

constexpr int kFramesPerTurn = 64;

}  // namespace

Canary::Canary(zmq::context_t& context, const std::string& stream)
    : ear_(context, connectable(stream)) {}

void Canary::hear(MonotonicTime now) {
  int budget = kFramesPerTurn;
  while (const auto message = ear_.receive(budget)) {
    const auto* beat = std::get_if<health::Beat>(&*message);
    if (beat == nullptr) continue;
    heard_ = true;
    detector_.beat(beat->sequence, now, std::chrono::milliseconds(beat->interval_ms));
  }
}

void Canary::forget() {
  heard_ = false;
  detector_ = {};
}

bool Canary::lost(MonotonicTime now, Duration own_lag) const {
  return heard_ && detector_.lateness(now) > kPatience + own_lag;
}

}  // namespace latido::monitor
