// What the passing of time brings.
#include "broker/core.h"
#include "broker/refusals.h"

#include <algorithm>

namespace latido::broker {
namespace {

constexpr std::chrono::milliseconds kSweepInterval{100};
// The loop waits 50 ms at most: who comes round later than this was held up.
constexpr std::chrono::milliseconds kStallMin{150};

}  // namespace

void Core::tick(Moment now) {
  forgive_own_stall(now.mono);
  while (Request* request = requests_.pop_due(now.mono)) on_deadline(*request);
  while (Worker* worker = workers_.pop_due(now.mono)) on_worker_timer(*worker, now);
  if (now.mono >= next_sweep_) {
    next_sweep_ = now.mono + kSweepInterval;
    sweep_orphans(now);
  }
}

// While the broker itself did not run, beats could not reach it: that time does not count against a
// worker.
void Core::forgive_own_stall(MonotonicTime now) {
  const Duration away = now - last_tick_;
  const bool first = last_tick_ == MonotonicTime{};
  last_tick_ = now;
  if (!first && away > kStallMin) workers_.forgive(away, now);
}

void Core::on_deadline(Request& request) {
  if (request.answered) return;
  if (request.worker == nullptr) {
    const bool nobody = request.service->workers.empty();
    return settle(request, nobody ? refusals::no_live_worker() : refusals::expired_waiting());
  }
  clients_.refuse(request.client, request.route(), request.frames, refusals::no_answer_in_time());
  abandon(request);
}

void Core::on_worker_timer(Worker& worker, Moment now) {
  Service& service = *worker.service;
  if (now.mono >= worker.expiry()) {
    lose(worker, Loss::silent, now);
    return pump(service, now);
  }
  if (now.mono >= worker.next_beat) {
    encode_heartbeat(worker.route, scratch_);
    if (sender_.send(worker.peer, scratch_) != Delivery::taken) {
      lose(worker, Loss::unreachable, now);
      return pump(service, now);
    }
    worker.next_beat = now.mono + worker.beat();
  }
  workers_.arm(worker);
}

// Requests of a service whose workers all left wait for a while, then they are told.
void Core::sweep_orphans(Moment now) {
  if (services_.waiting() == 0) return;
  for (auto& [name, service] : services_.all()) {
    while (service.workers.empty() && !service.queue.empty()) {
      Request& oldest = *service.queue.front();
      const MonotonicTime since = std::max(oldest.waiting_since, service.orphaned_at);
      if (since + limits_.service_grace > now.mono) break;
      settle(oldest, refusals::no_live_worker());
    }
  }
}

MonotonicTime Core::next_due() const {
  MonotonicTime due = MonotonicTime::max();
  if (services_.waiting() > 0) due = next_sweep_;
  if (const auto deadline = requests_.earliest_deadline()) due = std::min(due, *deadline);
  if (const auto timer = workers_.earliest()) due = std::min(due, *timer);
  return due;
}

void Core::close() {
  for (const auto& [peer, worker] : workers_.all()) send_disconnect(peer, worker->route);
  for (Request* request : requests_.unanswered()) {
    const bool untouched = request->handovers == 0;
    clients_.refuse(request->client,
                    request->route(),
                    request->frames,
                    untouched ? refusals::stopping() : refusals::worker_lost());
    request->answered = true;
  }
}

}  // namespace latido::broker
