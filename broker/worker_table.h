#pragma once

#include "broker/deadline_heap.h"
#include "broker/protocol.h"
#include "broker/service_table.h"
#include "common/clock.h"
#include "common/messaging/announcement.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

namespace latido::broker {

struct Worker {
  std::uint64_t id = 0;
  std::string peer;  // routing id
  WorkerRoute route;
  Service* service = nullptr;
  messaging::Announcement announced;
  std::uint32_t used = 0;     // credits: requests that it has and did not finish
  std::uint32_t awaited = 0;  // those of them whose client still waits
  bool alone = false;         // has a request that must not share its worker
  std::uint64_t last_handover =
      0;  // counts hand-overs of the whole broker; orders equally loaded workers
  MonotonicTime last_heard;
  MonotonicTime next_beat;

  [[nodiscard]] Duration beat() const;
  // When silence kills it. A plain worker is silent while it works: then its request's deadline
  // judges it instead.
  [[nodiscard]] MonotonicTime expiry() const;
};

// Live workers by routing id, and when to look at each again. Addresses stay.
class WorkerTable {
 public:
  Worker& add(Worker&& worker);
  Worker* find(const std::string& peer);
  // The worker object is handed over so that the caller can still settle what it had.
  std::unique_ptr<Worker> take(const std::string& peer);

  // A worker whose next beat or expiry is due; arm() it again unless it is taken out.
  Worker* pop_due(MonotonicTime now);
  void arm(const Worker& worker);
  // Takes that much time off everybody's silence.
  void forgive(Duration silence, MonotonicTime now);
  [[nodiscard]] std::optional<MonotonicTime> earliest() const { return timers_.earliest(); }

  [[nodiscard]] std::size_t size() const { return by_peer_.size(); }
  [[nodiscard]] const std::unordered_map<std::string, std::unique_ptr<Worker>>& all() const {
    return by_peer_;
  }

 private:
  std::unordered_map<std::string, std::unique_ptr<Worker>> by_peer_;
  std::unordered_map<std::uint64_t, Worker*> by_id_;
  DeadlineHeap<std::uint64_t>
      timers_;  // one entry per worker, so it never needs compacting for long
  std::uint64_t last_id_ = 0;
};

// The worker of the service with the smallest part of its credits used, then the one that got
// nothing for longest; null where none has a free credit. `alone`: only one that has nothing at
// all.
Worker* pick_worker(const Service& service, bool alone);

}  // namespace latido::broker
