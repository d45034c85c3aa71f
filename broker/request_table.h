#pragma once

#include "broker/deadline_heap.h"
#include "broker/protocol.h"
#include "common/clock.h"

#include <cstddef>
#include <cstdint>
#include <list>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace latido::broker {

struct Service;
struct Worker;

// A request that was taken in: it waits in its service's queue, or a worker has it.
struct Request {
  std::uint64_t id = 0;
  std::string client;  // routing id
  Frames frames;
  Parsed parsed;
  Service* service = nullptr;
  MonotonicTime waiting_since;
  MonotonicTime deadline;
  Worker* worker = nullptr;     // null: it waits
  std::uint32_t handovers = 0;  // over 0: it may have taken effect
  std::string late_peer;      // the silent worker that had it last and may still answer; else empty
  std::uint32_t deaths = 0;   // of workers that had it
  bool partial_sent = false;  // the client saw a part, so a second run would show
  bool answered = false;      // the client has its answer; kept only until the worker lets go of it
  std::size_t bytes = 0;
  Frames collected;  // PARTIALs for a 0.1 client
  std::size_t collected_bytes = 0;
  std::list<Request*>::iterator place;  // in the service's queue, while it waits

  [[nodiscard]] ClientRoute route() const { return route_of(parsed, frames); }
  [[nodiscard]] std::span<const std::string> body() const {
    return std::span(frames).subspan(parsed.body);
  }
};

// All requests taken in, by id, with their deadlines and the bytes that they hold. Addresses stay.
class RequestTable {
 public:
  // Sets the id.
  Request& add(Request&& request);
  Request* find(std::uint64_t id);
  void erase(Request& request);
  // Frees the body of a request that is answered.
  void drop_body(Request& request);

  // In the order in which they came in.
  std::vector<Request*> held_by(const Worker& worker);
  std::vector<Request*> unanswered();
  Request* pop_due(MonotonicTime now);
  [[nodiscard]] std::optional<MonotonicTime> earliest_deadline() const {
    return deadlines_.earliest();
  }

  [[nodiscard]] std::size_t size() const { return requests_.size(); }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }
  [[nodiscard]] std::size_t timers() const { return deadlines_.size(); }

 private:
  std::unordered_map<std::uint64_t, Request> requests_;
  DeadlineHeap<std::uint64_t> deadlines_;
  std::uint64_t last_id_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace latido::broker
