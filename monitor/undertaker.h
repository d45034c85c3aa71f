#pragma once

#include "monitor/file_descriptor.h"
#include "monitor/order_thread.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace latido::monitor {

// Ends hung services: writes their stacks down first, then kills through the pidfd, which cannot
// hit another process. On a thread of its own, for that writes files and waits for a debugger. All
// calls are for one thread, and none of them waits.
class Undertaker {
 public:
  struct Order {
    std::string service;
    std::uint32_t pid = 0;
    FileDescriptor pidfd;
    std::string stack_file;  // empty: standard error
  };

  Undertaker();

  void end(Order order) { thread_.give(std::move(order)); }
  // What was done since the last call, one line each.
  std::vector<std::string> take_reports() { return thread_.take(); }

 private:
  OrderThread<Order, std::string> thread_;
};

}  // namespace latido::monitor
