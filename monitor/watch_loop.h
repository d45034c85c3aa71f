#pragma once

#include "monitor/board.h"
#include "monitor/config.h"
#include "monitor/history.h"
#include "monitor/hooks.h"
#include "monitor/lookout.h"
#include "monitor/options.h"
#include "monitor/repairs.h"
#include "monitor/telling.h"
#include "monitor/windows.h"

#include <memory>
#include <vector>

namespace latido::monitor {

// The monitor at work, in one thread: hears, looks, judges, starts again, tells. It touches no disk
// but /proc. Owns the board, and those who do the work on it.
class WatchLoop {
 public:
  // Binds options.publish; throws CannotPublish, others where the system has no more of something.
  // `hooks` outlive it.
  WatchLoop(zmq::context_t& context,
            const Config& config,
            const WatchOptions& options,
            Hooks& hooks);
  WatchLoop(const WatchLoop&) = delete;  // its parts hold on to its board
  WatchLoop& operator=(const WatchLoop&) = delete;

  // Goes on from what the monitor before this one left open, and keeps what is seen from now on.
  // Before run(); none is fine.
  void keep_history(std::unique_ptr<History> history);

  // Until a stop is asked for (common/process/process.h). Services that it started go on running.
  void run();

 private:
  void wait();
  void turn();

  Board board_;
  Telling telling_;
  Lookout lookout_;
  Windows windows_;
  Repairs repairs_;
  std::vector<zmq::pollitem_t> items_;
};

}  // namespace latido::monitor
