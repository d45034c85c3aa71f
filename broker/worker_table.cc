#include "broker/worker_table.h"

#include "broker/limits.h"

#include <algorithm>

namespace latido::broker {
namespace {

bool less_loaded(const Worker& a, const Worker& b) {
  const std::uint64_t left = std::uint64_t{a.used} * b.announced.credits;
  const std::uint64_t right = std::uint64_t{b.used} * a.announced.credits;
  return left != right ? left < right : a.last_handover < b.last_handover;
}

}  // namespace

Duration Worker::beat() const {
  return announced.beat.count() > 0 ? Duration(announced.beat) : Duration(kPlainBeat);
}

MonotonicTime Worker::expiry() const {
  if (announced.beat.count() == 0 && awaited > 0) return MonotonicTime::max();
  return last_heard + kBeatsMissedMax * beat();
}

Worker& WorkerTable::add(Worker&& worker) {
  worker.id = ++last_id_;
  auto owned = std::make_unique<Worker>(std::move(worker));
  Worker& added = *owned;
  by_id_[added.id] = &added;
  by_peer_[added.peer] = std::move(owned);
  arm(added);
  timers_.compact(by_id_.size(), [this](std::uint64_t id) { return by_id_.contains(id); });
  return added;
}

Worker* WorkerTable::find(const std::string& peer) {
  const auto found = by_peer_.find(peer);
  return found == by_peer_.end() ? nullptr : found->second.get();
}

std::unique_ptr<Worker> WorkerTable::take(const std::string& peer) {
  auto node = by_peer_.extract(peer);
  by_id_.erase(node.mapped()->id);
  return std::move(node.mapped());
}

Worker* WorkerTable::pop_due(MonotonicTime now) {
  while (const auto id = timers_.pop_due(now)) {
    if (const auto found = by_id_.find(*id); found != by_id_.end()) return found->second;
  }
  return nullptr;
}

void WorkerTable::arm(const Worker& worker) {
  timers_.push(std::min(worker.next_beat, worker.expiry()), worker.id);
}

void WorkerTable::forgive(Duration silence, MonotonicTime now) {
  for (auto& [peer, worker] : by_peer_) {
    worker->last_heard = std::min(now, worker->last_heard + silence);
  }
}

Worker* pick_worker(const Service& service, bool alone) {
  Worker* best = nullptr;
  for (Worker* worker : service.workers) {
    if (worker->used >= worker->announced.credits || worker->alone) continue;
    if (alone && worker->used > 0) continue;
    if (best == nullptr || less_loaded(*worker, *best)) best = worker;
  }
  return best;
}

}  // namespace latido::broker
