#pragma once

#include "monitor/board.h"
#include "monitor/config.h"
#include "monitor/hooks.h"
#include "monitor/lookout.h"
#include "monitor/open_history.h"
#include "monitor/options.h"
#include "monitor/repairs.h"
#include "monitor/telling.h"
#include "monitor/told_lately.h"
#include "monitor/windows.h"

#include <optional>
#include <string>
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

  // Goes on from what the monitor before this one left open, and keeps what is seen, once the file
  // is open; empty: no history. Before run().
  void open_history(const std::string& path, const Config& config);

  // Until a stop is asked for (common/process/process.h). Services that it started go on running.
  void run();

 private:
  // While the history is awaited nobody is told anything new and nothing is repaired, lest that be
  // told anew, or what is in maintenance be started. So long, and no longer:
  static constexpr std::chrono::seconds kHistoryPatience{2};

  void wait();
  void turn();
  void take_history(MonotonicTime now);
  [[nodiscard]] bool awaits_history(MonotonicTime now) const {
    return opening_ && now < patient_until_;
  }

  Board board_;
  Telling telling_;
  Lookout lookout_;
  Windows windows_;
  Repairs repairs_;
  std::string history_path_;
  std::optional<OpeningHistory> opening_;
  MonotonicTime patient_until_;
  std::vector<zmq::pollitem_t> items_;
  ToldLately trouble_;
};

}  // namespace latido::monitor
