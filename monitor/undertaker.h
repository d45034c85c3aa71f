#pragma once

#include "monitor/file_descriptor.h"
#include "monitor/order_thread.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace latido::monitor {

// For the end of hung services: writes their stacks down, on a thread of its own, since that writes
// files and waits for a debugger. Meanwhile one may come back, so who asked looks again before it
// kills. All calls are for one thread, and none of them waits.
class Undertaker {
 public:
  struct Order {
    std::size_t owner = 0;  // given back when it is done
    std::string service;
    std::uint32_t pid = 0;
    std::string stack_file;  // empty: standard error
  };
  struct Written {
    std::size_t owner = 0;
    std::string where;  // "its stacks (by gdb) are in FILE"
  };

  Undertaker();

  void write_stacks(Order order) { thread_.give(std::move(order)); }
  std::vector<Written> take_written() { return thread_.take(); }  // since the last call

 private:
  OrderThread<Order, Written> thread_;
};

// Through the pidfd, which cannot hit another process. Empty, or why it could not be done.
std::string kill_process(const FileDescriptor& pidfd);

}  // namespace latido::monitor
