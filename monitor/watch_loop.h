#pragma once

#include "common/health/beat_codec.h"
#include "monitor/config.h"

#include <memory>
#include <string>
#include <vector>

namespace zmq {
class context_t;
}

namespace latido::monitor {

class History;

struct WatchOptions {
  std::string publish = "tcp://127.0.0.1:5002";
  bool nmap = false;  // ports are probed with nmap
  // Maintenance windows that were open at the monitor before this one.
  std::vector<health::Maintenance> windows;
};

// The monitor at work, in one thread: hears, looks, judges, starts again, publishes. It touches no
// disk but /proc.
class WatchLoop {
 public:
  // Binds options.publish; throws where it cannot, and std::invalid_argument where a beat endpoint
  // cannot be resolved.
  WatchLoop(zmq::context_t& context,
            const Config& config,
            const WatchOptions& options,
            Hooks& hooks);
  ~WatchLoop();
  WatchLoop(const WatchLoop&) = delete;
  WatchLoop& operator=(const WatchLoop&) = delete;

  // Goes on from what the monitor before this one left open, and keeps what is seen from now on.
  // Before run(); none is fine.
  void keep_history(std::unique_ptr<History> history);

  // Until a stop is asked for (common/process/process.h). Services that it started go on running.
  void run();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace latido::monitor
