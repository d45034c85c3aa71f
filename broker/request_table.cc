#include "broker/request_table.h"

#include <algorithm>

namespace latido::broker {

Request& RequestTable::add(Request&& request) {
  request.id = ++last_id_;
  request.bytes = 0;
  for (const std::string& frame : request.frames) request.bytes += frame.size();
  bytes_ += request.bytes;
  deadlines_.push(request.deadline, request.id);
  deadlines_.compact(requests_.size(), [this](std::uint64_t id) { return requests_.contains(id); });
  return requests_.emplace(request.id, std::move(request)).first->second;
}

Request* RequestTable::find(std::uint64_t id) {
  const auto found = requests_.find(id);
  return found == requests_.end() ? nullptr : &found->second;
}

void RequestTable::erase(Request& request) {
  bytes_ -= request.bytes;
  requests_.erase(request.id);
}

void RequestTable::drop_body(Request& request) {
  bytes_ -= request.bytes;
  request.bytes = 0;
  request.frames = {};
  request.collected = {};
}

std::vector<Request*> RequestTable::held_by(const Worker& worker) {
  std::vector<Request*> held;
  for (auto& [id, request] : requests_) {
    if (request.worker == &worker) held.push_back(&request);
  }
  std::sort(held.begin(), held.end(), [](auto* a, auto* b) { return a->id < b->id; });
  return held;
}

std::vector<Request*> RequestTable::unanswered() {
  std::vector<Request*> open;
  for (auto& [id, request] : requests_) {
    if (!request.answered) open.push_back(&request);
  }
  return open;
}

Request* RequestTable::pop_due(MonotonicTime now) {
  while (const auto id = deadlines_.pop_due(now)) {
    if (Request* request = find(*id)) return request;
  }
  return nullptr;
}

}  // namespace latido::broker
