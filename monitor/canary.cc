#include "monitor/canary.h"

namespace latido::monitor {
namespace {

constexpr int kFramesPerTurn = 64;

// An address to connect to, from one to bind to.
std::string connectable(std::string endpoint) {
  constexpr std::string_view kAny = "//0.0.0.0:";
  constexpr std::string_view kAny6 = "//[::]:";
  if (const auto at = endpoint.find(kAny); at != std::string::npos) {
    return endpoint.replace(at, kAny.size(), "//127.0.0.1:");
  }
  if (const auto at = endpoint.find(kAny6); at != std::string::npos) {
    return endpoint.replace(at, kAny6.size(), "//[::1]:");
  }
  return endpoint;
}

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

bool Canary::lost(MonotonicTime now, Duration own_lag) const {
  return heard_ && detector_.lateness(now) > kPatience + own_lag;
}

}  // namespace latido::monitor
