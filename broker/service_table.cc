#include "broker/service_table.h"

#include <algorithm>

namespace latido::broker {

Service* ServiceTable::find(std::string_view name) {
  key_.assign(name);
  const auto found = services_.find(key_);
  return found == services_.end() ? nullptr : &found->second;
}

bool ServiceTable::evict_one() {
  const auto unused = std::find_if(services_.begin(), services_.end(), [](const auto& entry) {
    return entry.second.workers.empty() && entry.second.queue.empty();
  });
  if (unused == services_.end()) return false;
  services_.erase(unused);
  return true;
}

Service* ServiceTable::find_or_add(const std::string& name) {
  if (Service* found = find(name)) return found;
  if (services_.size() >= limits_.services_max && !evict_one()) return nullptr;
  Service& service = services_[name];
  service.name = name;
  return &service;
}

bool ServiceTable::has_room(const Service& service,
                            std::size_t bytes,
                            std::size_t kept_bytes) const {
  const auto share = [](std::size_t whole) {
    return whole / 100 * kServiceSharePercent + whole % 100 * kServiceSharePercent / 100;
  };
  return waiting_ < limits_.queue_max && service.queue.size() < share(limits_.queue_max) &&
         kept_bytes + bytes <= limits_.queue_bytes_max &&
         service.queue_bytes + bytes <= share(limits_.queue_bytes_max);
}

void ServiceTable::push_back(Request& request) {
  Service& service = *request.service;
  request.place = service.queue.insert(service.queue.end(), &request);
  service.queue_bytes += request.bytes;
  ++waiting_;
}

void ServiceTable::push_front(Request& request) {
  Service& service = *request.service;
  request.place = service.queue.insert(service.queue.begin(), &request);
  service.queue_bytes += request.bytes;
  ++waiting_;
}

void ServiceTable::remove(Request& request) {
  Service& service = *request.service;
  service.queue.erase(request.place);
  service.queue_bytes -= request.bytes;
  --waiting_;
}

}  // namespace latido::broker
