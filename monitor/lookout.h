#pragma once

#include "common/clock.h"
#include "common/health/beat_codec.h"
#include "monitor/board.h"
#include "monitor/canary.h"
#include "monitor/config.h"
#include "monitor/nmap_prober.h"
#include "monitor/sight.h"
#include "monitor/watched.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace latido::monitor {

// Hears, looks at and judges the services of a board, and knows how well the monitor itself sees:
// the same for the monitor at work and for the one on standby. Owns the ways to the services (ears,
// probes, pidfds); the board is another's. One thread; it touches no disk but /proc.
class Lookout {
 public:
  struct Options {
    std::string canary;  // where the monitor itself publishes; empty: it does not
    bool nmap = false;   // in place of the built-in probes
    // Hears of maintenance windows where a monitor is watched: they travel with its beats.
    std::function<void(const health::Maintenance&)> on_window;
  };

  // `board`: of these services, in this order; outlives it.
  Lookout(zmq::context_t& context,
          Board& board,
          const std::vector<WatchedService>& services,
          Options options);

  // What is to wake the loop.
  void wake_for(std::vector<zmq::pollitem_t>& items);

  // Once per turn. Takes in what has been sent, and after a stall all of it, before anything is
  // judged; then the board knows whether the monitor is blind.
  void see(MonotonicTime now);
  // After that, and not while it is blind.
  void judge(MonotonicTime now);

  // Before see(), while nobody can hear where the monitor publishes.
  void forget_canary() {
    if (canary_) canary_->forget();
  }

  // For what has to go on beside the turns.
  void hear(MonotonicTime now) { hear(kFramesPerTurn, now); }
  [[nodiscard]] Watched& watched(std::size_t i) { return watched_[i]; }

 private:
  static constexpr int kFramesPerTurn = 256;  // from one service
  // Looks at many threads of many services take their time: the others' turn comes in the next one,
  // where all at once would blind the monitor. Deaths are told before.
  static constexpr std::chrono::milliseconds kJudgingMax{30};
  static constexpr int kFramesAfterStall = 100'000;  // enough for what its queue can hold

  void hear(int budget, MonotonicTime now);
  void hear_canary(bool stalled, MonotonicTime now);
  void note_sight(bool stalled, MonotonicTime now);
  void note_probes(MonotonicTime now);
  void judge_one(std::size_t i, MonotonicTime now);
  void probe(std::size_t i, MonotonicTime now);

  Board& board_;
  std::vector<Watched> watched_;
  std::function<void(const health::Maintenance&)> on_window_;
  std::optional<Canary> canary_;
  std::optional<NmapProber> nmap_;
  Sight sight_;
  std::size_t next_ = 0;  // to be judged
};

}  // namespace latido::monitor
