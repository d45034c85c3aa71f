#pragma once

#include "common/clock.h"
#include "monitor/board.h"
#include "monitor/history.h"
#include "monitor/hooks.h"
#include "monitor/news.h"
#include "monitor/self_beat.h"
#include "monitor/stream.h"
#include "monitor/windows.h"

#include <cstdint>
#include <memory>
#include <string>

namespace latido::monitor {

// All that the monitor at work tells: the state stream with its own beats, the history, the log and
// the hooks; and what people want of it, for that comes in on the stream. Owns the stream and the
// history; the board, the windows and the hooks are others'. One thread; no call waits.
class Telling {
 public:
  // Binds `endpoint`; throws CannotPublish. `hooks` outlive it. `epoch`: the board's.
  Telling(zmq::context_t& context,
          const std::string& endpoint,
          const std::string& epoch,
          Hooks& hooks);

  // From now on, going on from what the monitor before this one left: the board and the windows do
  // so already.
  void keep_history(std::unique_ptr<History> history, const Windows& windows, std::int64_t unix_ms);
  // The same where it came late: people have been told what is wrong now, under new names. The old
  // ones end.
  void keep_late_history(std::unique_ptr<History> history,
                         const Board& board,
                         const Windows& windows,
                         MonotonicTime now);

  [[nodiscard]] const std::string& endpoint() const { return stream_.endpoint(); }
  [[nodiscard]] bool unheard() const { return stream_.lost(); }
  [[nodiscard]] zmq::socket_ref socket() { return stream_.socket(); }

  // Once per turn, at its end, whatever becomes of the rest: shows that the monitor lives.
  void beat(MonotonicTime now);
  // After that: does what people want, and tells what has changed.
  void turn(Board& board, Windows& windows, MonotonicTime now);
  // After that, whether or not there was one: to the subscribers that the stream is not dead.
  void tick(Board& board, const Windows& windows, MonotonicTime now);

 private:
  void obey(Board& board, Windows& windows, std::int64_t unix_ms);
  void publish(Board& board, MonotonicTime now, std::int64_t unix_ms);
  void log_failures(MonotonicTime now);

  Stream stream_;
  SelfBeat self_;
  News news_;
  std::unique_ptr<History> history_;  // may be none
  MonotonicTime next_tick_;
};

}  // namespace latido::monitor
