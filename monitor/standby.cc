#include "monitor/standby.h"

#include "common/ids.h"
#include "common/process/process.h"
#include "monitor/stream.h"

#include <cerrno>
#include <thread>
#include <utility>

#include <spdlog/spdlog.h>

namespace latido::monitor {
namespace {

constexpr std::chrono::milliseconds kLastWordsWait{50};
constexpr int kLastWordsMax = 20;
constexpr std::chrono::seconds kForgotten{3};
constexpr std::size_t kWindowsMax = 1000;  // as many as there may be services

// Without the name of its process, which this one has too: it is not to be taken for the first.
WatchedService first_at(const std::string& stream) {
  WatchedService first;
  first.name = "monitor";
  first.beat_endpoint = connectable(stream);
  const auto address = resolve(first.beat_endpoint);
  if (!address) throw CannotPublish(EINVAL, "not tcp://HOST:PORT of a host that can be found");
  first.address = *address;
  return first;
}

}  // namespace

Standby::Standby(zmq::context_t& context, const std::string& stream, Hooks& hooks)
    : first_(first_at(stream)),
      board_(card_options({first_}), random_hex_128(), monotonic_now()),
      lookout_(
          context,
          board_,
          {first_},
          {.canary = {}, .nmap = false, .on_window = [this](const auto& w) { note_window(w); }}),
      news_(hooks) {}

bool Standby::wait_for(FileLock& lock) {
  while (!process::stop_requested()) {
    try {
      wait();
      turn();
      if (!lock.try_hold()) continue;
      see_the_end();
      return true;
    } catch (const std::exception& error) {
      if (process::stop_requested()) break;  // it interrupted the poll
      if (trouble_.is_news(error.what(), monotonic_now()))
        spdlog::warn("standing by: {}; going on", error.what());
      std::this_thread::sleep_for(Sight::kTurn);
    }
  }
  return false;
}

// A free lock is a fact: no blindness of this one puts it in doubt. How the first one ended the
// kernel tells a moment later, or not.
void Standby::see_the_end() {
  hear_last_words();
  const auto now = monotonic_now();
  lookout_.watched(0).note_death(card(), now);
  card().on_death("", now);
  board_.set_blind(false, "");
  tell(now);
}

// What the first one sent before it ended may still be under way.
void Standby::hear_last_words() {
  zmq::pollitem_t words{lookout_.watched(0).ear.socket().handle(), 0, ZMQ_POLLIN, 0};
  for (int i = 0; i < kLastWordsMax && zmq::poll(&words, 1, kLastWordsWait) > 0; ++i) {
    lookout_.hear(monotonic_now());
  }
}

void Standby::wait() {
  items_.clear();
  lookout_.wake_for(items_);
  zmq::poll(items_, Sight::kTurn);
}

void Standby::turn() {
  const auto now = monotonic_now();
  lookout_.see(now);
  if (!board_.blind()) lookout_.judge(now);
  tell(now);
}

void Standby::note_window(const health::Maintenance& window) {
  if (window.until_unix_ms == 0) {
    windows_.erase(window.service);
  } else if (windows_.size() < kWindowsMax || windows_.contains(window.service)) {
    auto& known = windows_[window.service];
    known.told = monotonic_now();
    if (std::exchange(known.until_unix_ms, window.until_unix_ms) == window.until_unix_ms) return;
    spdlog::info("{}: a person has opened a maintenance window", window.service);
  }
}

void Standby::tell(MonotonicTime now) {
  for (const auto& change : board_.take_changes(now, unix_ms_now())) news_.tell(change);
  news_.log_failures();
}

std::vector<WindowOpened> Standby::windows() {
  std::vector<WindowOpened> out;
  // An open one is told every second; of one that was told no more the end has been missed.
  const auto now = monotonic_now();
  const auto silent = std::chrono::milliseconds(card().state(now).last_beat_age_ms);
  for (const auto& [service, window] : windows_) {
    if (now - window.told > silent + kForgotten) continue;
    out.push_back({service, window.until_unix_ms});
  }
  return out;
}

std::vector<Incident> Standby::incidents() const {
  return board_.snapshot(monotonic_now(), unix_ms_now()).incidents;
}

}  // namespace latido::monitor
