#pragma once

#include "monitor/detector.h"
#include "monitor/ear.h"

#include <optional>
#include <string>

namespace latido::monitor {

// Hears the monitor's own beats over the same kind of socket and the same network stack as those of
// the services: where the canary is silent too, it is the monitor that does not hear.
class Canary {
 public:
  // Later than this it is lost: less than any silent but living service is given.
  static constexpr std::chrono::milliseconds kPatience{250};

  // `stream`: where the monitor itself publishes.
  Canary(zmq::context_t& context, const std::string& stream);

  void hear(MonotonicTime now);
  // While the monitor does not publish: it cannot be heard.
  void forget();
  void forgive(MonotonicTime now) { detector_.restart(now); }
  // `own_lag`: how late the loop itself has been, which is no fault of the path.
  [[nodiscard]] bool lost(MonotonicTime now, Duration own_lag) const;
  [[nodiscard]] zmq::socket_ref socket() { return ear_.socket(); }

 private:
  Ear ear_;
  Detector detector_;
  bool heard_ = false;
};

}  // namespace latido::monitor
