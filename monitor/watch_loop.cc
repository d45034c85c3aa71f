#include "monitor/watch_loop.h"

#include "common/ids.h"
#include "common/process/process.h"

#include <thread>
#include <utility>

#include <spdlog/spdlog.h>

namespace latido::monitor {

WatchLoop::WatchLoop(zmq::context_t& context,
                     const Config& config,
                     const WatchOptions& options,
                     Hooks& hooks)
    : board_(card_options(config.services), random_hex_128(), monotonic_now()),
      telling_(context, options.publish, board_.epoch(), hooks),
      lookout_(context,
               board_,
               config.services,
               {.canary = telling_.endpoint(), .nmap = options.nmap, .on_window = {}}),
      windows_(config.services),
      repairs_(config.services) {
  windows_.inherit(options.windows, unix_ms_now());
}

void WatchLoop::open_history(const std::string& path, const Config& config) {
  if (path.empty()) return;
  history_path_ = path;
  patient_until_ = monotonic_now() + kHistoryPatience;
  opening_.emplace(path, config);
}

void WatchLoop::take_history(MonotonicTime now) {
  if (!opening_) return;
  if (const auto held = opening_->take_hold_up()) {
    spdlog::warn("history {}: {}; waiting for it", history_path_, *held);
  }
  auto outcome = opening_->take();
  if (!outcome) return;
  const bool late = !awaits_history(now);
  opening_.reset();
  if (!outcome->history) {
    return spdlog::warn("history {}: {}; going on without", history_path_, outcome->refusal);
  }
  const auto unix_ms = unix_ms_now();
  const auto& resumed = outcome->history->resumed();
  windows_.inherit(resumed.windows, unix_ms);
  if (late) return telling_.keep_late_history(std::move(outcome->history), board_, windows_, now);
  board_.resume(resumed.incidents, now);
  telling_.keep_history(std::move(outcome->history), windows_, unix_ms);
}

void WatchLoop::run() {
  while (!process::stop_requested()) {
    try {
      wait();
      turn();
    } catch (const std::exception& error) {
      if (process::stop_requested())
        return;  // the poll was interrupted by the signal that asks for it
      if (trouble_.is_news(error.what(), monotonic_now()))
        spdlog::warn("watching: {}; going on", error.what());
      std::this_thread::sleep_for(Sight::kTurn);
    }
  }
}

void WatchLoop::wait() {
  items_.clear();
  if (auto stream = telling_.socket()) items_.push_back({stream.handle(), 0, ZMQ_POLLIN, 0});
  lookout_.wake_for(items_);
  zmq::poll(items_, Sight::kTurn);
}

void WatchLoop::turn() {
  const auto now = monotonic_now();
  take_history(now);
  if (telling_.unheard()) lookout_.forget_canary();
  lookout_.see(now);
  if (!board_.blind()) {
    repairs_.take_news(board_, now);
    lookout_.judge(now);
    windows_.note_on(board_, unix_ms_now());
    if (!awaits_history(now)) repairs_.turn(board_, now);
  }
  telling_.beat(now);
  if (!awaits_history(now)) telling_.turn(board_, windows_, now);
  telling_.tick(board_, windows_, now);
}

}  // namespace latido::monitor
