#pragma once

#include "broker/limits.h"
#include "broker/request_table.h"
#include "common/clock.h"

#include <cstddef>
#include <cstdint>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace latido::broker {

// A service that some worker registered. A client's request never makes one.
struct Service {
  std::string name;
  std::vector<Worker*> workers;
  std::list<Request*> queue;  // oldest first
  std::size_t queue_bytes = 0;
  MonotonicTime orphaned_at;   // when its last worker left
  std::uint64_t requests = 0;  // taken in
  std::uint64_t answers = 0;   // by its workers
};

class ServiceTable {
 public:
  explicit ServiceTable(const Limits& limits) : limits_(limits) {}

  Service* find(std::string_view name);
  // The service of that name, made where there is none. Null where the table is full of services
  // that are in use; one without workers and requests gives way.
  Service* find_or_add(const std::string& name);

  // Whether one more request of this size may wait. `kept_bytes`: all bodies kept so far.
  [[nodiscard]] bool has_room(const Service& service,
                              std::size_t bytes,
                              std::size_t kept_bytes) const;
  void push_back(Request& request);
  void push_front(Request& request);
  void remove(Request& request);

  [[nodiscard]] const std::unordered_map<std::string, Service>& all() const { return services_; }
  std::unordered_map<std::string, Service>& all() { return services_; }
  [[nodiscard]] std::size_t waiting() const { return waiting_; }

 private:
  bool evict_one();

  const Limits& limits_;
  std::unordered_map<std::string, Service> services_;
  std::size_t waiting_ = 0;
  std::string key_;  // kept so that a look-up allocates nothing
};

}  // namespace latido::broker
