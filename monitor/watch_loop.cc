#include "monitor/watch_loop.h"

#include "common/ids.h"
#include "common/process/process.h"
#include "monitor/board.h"
#include "monitor/canary.h"
#include "monitor/change_log.h"
#include "monitor/history.h"
#include "monitor/nmap_prober.h"
#include "monitor/process_look.h"
#include "monitor/self_beat.h"
#include "monitor/sight.h"
#include "monitor/spawner.h"
#include "monitor/stream.h"
#include "monitor/stream_codec.h"
#include "monitor/undertaker.h"
#include "monitor/watched.h"

#include <algorithm>
#include <optional>
#include <random>
#include <thread>

#include <spdlog/spdlog.h>

namespace latido::monitor {
namespace {

constexpr int kFramesPerTurn = 256;         // from one service
constexpr int kFramesAfterStall = 100'000;  // enough for what its queue can hold
constexpr std::chrono::seconds kTickInterval{1};

}  // namespace

class WatchLoop::Impl {
 public:
  Impl(zmq::context_t& context, const Config& config, const WatchOptions& options, Hooks& hooks)
      : board_(card_options(config.services), random_hex_128(), monotonic_now()),
        stream_(context, options.publish),
        self_(board_.epoch(), monotonic_now()),
        canary_(context, stream_.endpoint()),
        hooks_(hooks) {
    if (options.nmap) nmap_.emplace();
    for (const auto& service : config.services) watched_.emplace_back(context, service);
    for (const auto& window : options.windows) {
      if (auto* watched = find(window.service))
        watched->window.inherit(window.until_unix_ms, unix_ms_now());
    }
  }

  void keep_history(std::unique_ptr<History> history);
  void wait();
  void turn();

 private:
  void see(MonotonicTime now);
  void note_sight(bool stalled, MonotonicTime now);
  void hear(std::size_t i, int budget, MonotonicTime now);
  void note_deaths(MonotonicTime now);
  void note_probes(MonotonicTime now);
  void probe(std::size_t i, MonotonicTime now);
  void judge(MonotonicTime now);
  void recover_services(MonotonicTime now);
  void end_hung(std::size_t i, MonotonicTime now);
  void note_starts(MonotonicTime now);
  Watched* find(const std::string& service);
  void obey(std::int64_t unix_ms);
  void tell_window(const Watched& watched, std::int64_t unix_ms);
  void publish(MonotonicTime now);
  void tick(std::int64_t unix_ms);

  Board board_;
  Stream stream_;
  SelfBeat self_;
  Canary canary_;
  std::vector<Watched> watched_;
  Spawner spawner_;
  Undertaker undertaker_;
  Hooks& hooks_;
  std::optional<NmapProber> nmap_;    // in place of the built-in probes
  std::unique_ptr<History> history_;  // may be none
  Sight sight_{monotonic_now()};
  MonotonicTime next_tick_ = monotonic_now();
  std::vector<zmq::pollitem_t> items_;
  ChangeLog log_;
  std::minstd_rand random_{std::random_device{}()};
};

void WatchLoop::Impl::keep_history(std::unique_ptr<History> history) {
  history_ = std::move(history);
  if (history_) board_.resume(history_->resumed().incidents, monotonic_now());
}

void WatchLoop::Impl::wait() {
  items_.clear();
  items_.push_back({stream_.socket().handle(), 0, ZMQ_POLLIN, 0});
  items_.push_back({canary_.socket().handle(), 0, ZMQ_POLLIN, 0});
  for (auto& watched : watched_) {
    watched.wake_for(items_, !board_.blind());  // while blind a death waits, as every verdict does
  }
  zmq::poll(items_, Sight::kTurn);
}

void WatchLoop::Impl::turn() {
  const auto now = monotonic_now();
  see(now);
  note_probes(now);
  if (!board_.blind()) {
    note_starts(now);
    note_deaths(now);
    judge(now);
    recover_services(now);
  }
  stream_.recover();
  if (const auto beat = self_.due(now)) stream_.beat(*beat);
  publish(now);
}

// Takes in what has been sent, and after a stall all of it, before anything is judged.
void WatchLoop::Impl::see(MonotonicTime now) {
  const bool stalled = sight_.turn(now);
  for (std::size_t i = 0; i < watched_.size(); ++i) {
    hear(i, stalled ? kFramesAfterStall : kFramesPerTurn, now);
  }
  canary_.hear(now);
  if (stalled) canary_.forgive(now);
  board_.survey(now);
  if (canary_.lost(now, sight_.lag()) && board_.somebody_is_late(now)) sight_.lost_canary(now);
  note_sight(stalled, now);
  board_.set_sight(sight_.lag(), sight_.score());
}

// Whoever was silent while the monitor was blind is given his time anew.
void WatchLoop::Impl::note_sight(bool stalled, MonotonicTime now) {
  const bool changed = sight_.blind() != board_.blind();
  if (changed || stalled) {
    spdlog::warn("{}", sight_.blind() ? "BLIND: " + sight_.reason() : "sees again");
    board_.set_blind(sight_.blind(), sight_.reason());
  }
  if (!stalled && !(changed && !sight_.blind())) return;
  for (std::size_t i = 0; i < watched_.size(); ++i) board_.card(i).on_own_stall(now);
}

void WatchLoop::Impl::hear(std::size_t i, int budget, MonotonicTime now) {
  while (const auto message = watched_[i].ear.receive(budget)) {
    board_.card(i).on_message(*message, now);
  }
}

void WatchLoop::Impl::note_deaths(MonotonicTime now) {
  for (const auto& ended : spawner_.reap()) {
    auto& watched = watched_[ended.owner];
    auto& card = board_.card(ended.owner);
    spdlog::info(
        "{}: process {}, started here, ended: {}", watched.config.name, ended.pid, ended.how);
    watched.recovery.ended();
    if (card.identity() && card.identity()->pid == ended.pid) card.on_death(ended.how, now);
  }
  for (std::size_t i = 0; i < watched_.size(); ++i) {
    watched_[i].note_death(board_.card(i), now);
  }
}

void WatchLoop::Impl::note_probes(MonotonicTime now) {
  for (std::size_t i = 0; i < watched_.size(); ++i) {
    if (const auto port = watched_[i].probe.take_result(now)) board_.card(i).on_port(*port, now);
  }
  if (!nmap_) return;
  for (const auto& result : nmap_->take_results())
    board_.card(result.owner).on_port(result.port, now);
}

void WatchLoop::Impl::probe(std::size_t i, MonotonicTime now) {
  if (nmap_) {
    nmap_->start(watched_[i].probe.address(), i);
  } else {
    watched_[i].probe.start(now);
  }
}

void WatchLoop::Impl::judge(MonotonicTime now) {
  for (std::size_t i = 0; i < watched_.size(); ++i) {
    board_.card(i).turn(now, sight_.slack(), board_.surroundings(i));
    if (board_.card(i).take_refuted()) sight_.was_refuted(now);
    if (watched_[i].death.left_unreaped(now)) board_.card(i).on_left_unreaped(now);
    if (watched_[i].fulfil(board_.card(i), now)) probe(i, now);
  }
}

void WatchLoop::Impl::recover_services(MonotonicTime now) {
  std::uniform_real_distribution<double> jitter(0, 1);
  const auto unix_ms = unix_ms_now();
  for (std::size_t i = 0; i < watched_.size(); ++i) {
    const auto until = watched_[i].window.until(unix_ms);
    const bool maintenance = until != 0 || in_maintenance(watched_[i].config.maintenance, unix_ms);
    board_.note_maintenance(i, maintenance, until);
    if (watched_[i].config.restart.empty() || maintenance) continue;
    if (watched_[i].config.restart_when_hung) end_hung(i, now);
    auto& recovery = watched_[i].recovery;
    const auto& card = board_.card(i);
    recovery.observe(card.absent(), card.verdict() == Verdict::up, now, jitter(random_));
    if (recovery.due(now)) {
      spawner_.start({watched_[i].config.restart, watched_[i].config.log_file}, i);
      recovery.started();
    }
    board_.note_recovery(i, recovery.restarts(), recovery.recovering());
  }
}

// The process is looked up anew: what is killed is the one that hangs, or nobody.
void WatchLoop::Impl::end_hung(std::size_t i, MonotonicTime now) {
  const auto& identity = board_.card(i).identity();
  const bool hung = board_.card(i).verdict() == Verdict::hung && identity && identity->local;
  if (!watched_[i].hung.due(hung, identity ? identity->incarnation : "", now)) return;
  auto pidfd = open_pidfd(identity->pid, identity->start_ticks);
  if (!pidfd) return;
  undertaker_.end({.service = watched_[i].config.name,
                   .pid = identity->pid,
                   .pidfd = std::move(pidfd),
                   .stack_file = watched_[i].config.stack_file});
}

void WatchLoop::Impl::note_starts(MonotonicTime now) {
  for (const auto& started : spawner_.take_started()) {
    auto& watched = watched_[started.owner];
    if (started.pid != 0) {
      spdlog::info("{}: started as process {}", watched.config.name, started.pid);
    } else {
      watched.recovery.could_not_start(now);
      spdlog::warn("{}: cannot be started: {}", watched.config.name, started.error);
    }
  }
  for (const auto& report : undertaker_.take_reports()) spdlog::warn("{}", report);
  for (const auto& report : hooks_.take_reports()) spdlog::warn("hook {}", report);
  if (!history_) return;
  for (const auto& report : history_->take_reports()) spdlog::warn("history {}", report);
}

Watched* WatchLoop::Impl::find(const std::string& service) {
  const auto it = std::find_if(watched_.begin(), watched_.end(), [&service](const auto& one) {
    return one.config.name == service;
  });
  return it == watched_.end() ? nullptr : &*it;
}

// What people want. Whether it was done they see on the stream.
void WatchLoop::Impl::obey(std::int64_t unix_ms) {
  for (const auto& id : stream_.take_acknowledged()) board_.acknowledge(id);
  for (const auto& [service, wish] : stream_.take_windows()) {
    auto* watched = find(service);
    if (watched == nullptr) continue;
    watched->window.open(wish.minutes, unix_ms);
    tell_window(*watched, unix_ms);
    spdlog::info("{}: a person wants {} minutes of maintenance", service, wish.minutes);
  }
}

void WatchLoop::Impl::publish(MonotonicTime now) {
  const auto unix_ms = unix_ms_now();
  obey(unix_ms);
  for (const auto& message : board_.take_changes(now, unix_ms)) {
    stream_.publish(message);
    if (history_) history_->observe(message, now);
    if (const auto* state = std::get_if<ServiceState>(&message.content)) log_.note(*state);
    if (const auto* incident = std::get_if<Incident>(&message.content)) {
      hooks_.tell(to_json(*incident));
    }
  }
  if (history_) history_->turn(board_.blind(), now, unix_ms);
  stream_.answer_subscribers([&] { return board_.snapshot(now, unix_ms); });
  if (now < next_tick_) return;
  next_tick_ = now + kTickInterval;
  tick(unix_ms);
}

void WatchLoop::Impl::tick(std::int64_t unix_ms) {
  for (const auto& watched : watched_) {
    if (watched.window.until(unix_ms) != 0) tell_window(watched, unix_ms);
  }
  auto figures = history_ ? history_->take_figures() : std::nullopt;
  if (!figures) return stream_.publish(board_.tick(unix_ms));
  board_.note_availability(std::move(*figures));
  stream_.publish(board_.full_tick(unix_ms));
}

void WatchLoop::Impl::tell_window(const Watched& watched, std::int64_t unix_ms) {
  stream_.tell_window({.service = watched.config.name,
                       .minutes = 0,
                       .until_unix_ms = watched.window.until(unix_ms)});
}

WatchLoop::WatchLoop(zmq::context_t& context,
                     const Config& config,
                     const WatchOptions& options,
                     Hooks& hooks)
    : impl_(std::make_unique<Impl>(context, config, options, hooks)) {}
WatchLoop::~WatchLoop() = default;

void WatchLoop::keep_history(std::unique_ptr<History> history) {
  impl_->keep_history(std::move(history));
}

void WatchLoop::run() {
  while (!process::stop_requested()) {
    try {
      impl_->wait();
      impl_->turn();
    } catch (const std::exception& error) {
      if (process::stop_requested())
        return;  // the poll was interrupted by the signal that asks for it
      spdlog::warn("watching: {}; going on", error.what());
      std::this_thread::sleep_for(Sight::kTurn);
    }
  }
}

}  // namespace latido::monitor
