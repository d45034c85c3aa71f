#include "monitor/lookout.h"

#include <utility>
#include <variant>

#include <spdlog/spdlog.h>

namespace latido::monitor {

Lookout::Lookout(zmq::context_t& context,
                 Board& board,
                 const std::vector<WatchedService>& services,
                 Options options)
    : board_(board), on_window_(std::move(options.on_window)), sight_(monotonic_now()) {
  if (!options.canary.empty()) canary_.emplace(context, options.canary);
  if (options.nmap) nmap_.emplace();
  for (const auto& service : services) watched_.emplace_back(context, service);
}

void Lookout::wake_for(std::vector<zmq::pollitem_t>& items) {
  if (canary_) items.push_back({canary_->socket().handle(), 0, ZMQ_POLLIN, 0});
  for (auto& watched : watched_) {
    watched.wake_for(items, !board_.blind());  // while blind a death waits, as every verdict does
  }
}

void Lookout::see(MonotonicTime now) {
  const bool stalled = sight_.turn(now);
  hear(stalled ? kFramesAfterStall : kFramesPerTurn, now);
  board_.survey(now);
  if (canary_) hear_canary(stalled, now);
  note_sight(stalled, now);
  board_.set_sight(sight_.lag(), sight_.score());
  note_probes(now);
}

void Lookout::hear(int budget, MonotonicTime now) {
  for (std::size_t i = 0; i < watched_.size(); ++i) {
    int left = budget;
    while (const auto message = watched_[i].ear.receive(left)) {
      board_.card(i).on_message(*message, now);
      const auto* window = std::get_if<health::Maintenance>(&*message);
      if (window != nullptr && on_window_) on_window_(*window);
    }
  }
}

void Lookout::hear_canary(bool stalled, MonotonicTime now) {
  canary_->hear(now);
  if (stalled) canary_->forgive(now);
  if (canary_->lost(now, sight_.lag()) && board_.somebody_is_late(now)) sight_.lost_canary(now);
}

// Whoever was silent while the monitor was blind is given his time anew.
void Lookout::note_sight(bool stalled, MonotonicTime now) {
  const bool changed = sight_.blind() != board_.blind();
  if (changed || stalled) {
    spdlog::warn("{}", sight_.blind() ? "BLIND: " + sight_.reason() : "sees again");
    board_.set_blind(sight_.blind(), sight_.reason());
  }
  if (!stalled && !(changed && !sight_.blind())) return;
  for (std::size_t i = 0; i < watched_.size(); ++i) board_.card(i).on_own_stall(now);
}

void Lookout::note_probes(MonotonicTime now) {
  for (std::size_t i = 0; i < watched_.size(); ++i) {
    if (const auto port = watched_[i].probe.take_result(now)) board_.card(i).on_port(*port, now);
  }
  if (!nmap_) return;
  for (const auto& result : nmap_->take_results())
    board_.card(result.owner).on_port(result.port, now);
}

void Lookout::judge(MonotonicTime now) {
  for (std::size_t i = 0; i < watched_.size(); ++i) watched_[i].note_death(board_.card(i), now);
  const auto until = monotonic_now() + kJudgingMax;
  for (std::size_t count = 0; count < watched_.size(); ++count) {
    judge_one(next_, now);
    next_ = (next_ + 1) % watched_.size();
    if (monotonic_now() > until) return;
  }
}

void Lookout::judge_one(std::size_t i, MonotonicTime now) {
  auto& card = board_.card(i);
  card.turn(now, sight_.slack(), board_.surroundings(i));
  if (card.take_refuted()) sight_.was_refuted(i, watched_.size(), now);
  if (watched_[i].death.left_unreaped(now)) card.on_left_unreaped(now);
  if (watched_[i].fulfil(card, now)) probe(i, now);
}

void Lookout::probe(std::size_t i, MonotonicTime now) {
  if (nmap_) {
    nmap_->start(watched_[i].probe.address(), i);
  } else {
    watched_[i].probe.start(now);
  }
}

}  // namespace latido::monitor
