#pragma once

#include "monitor/file_descriptor.h"
#include "monitor/order_thread.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace latido::monitor {

// For the end of hung services: writes their stacks down, on a thread of its own, since that writes
// files and waits for a debugger, which stops the process. Takes one order at a time, so that
// nobody is stopped before who gave it knows. All calls are for one thread, and none of them waits.
class Undertaker {
 public:
  struct Order {
    std::size_t owner = 0;  // given back when it is done
    std::string service;
    std::uint32_t pid = 0;
    std::uint64_t start_ticks = 0;
    std::string stack_file;  // empty, or it cannot be opened: standard error
  };
  struct Written {
    std::size_t owner = 0;
    std::string where;  // "its stacks (by gdb) are in FILE"
  };

  Undertaker();

  [[nodiscard]] bool busy() const { return busy_; }
  void write_stacks(Order order);         // while it is not busy
  std::optional<Written> take_written();  // once for each order

 private:
  bool busy_ = false;
  OrderThread<Order, Written> thread_;
};

// Through the pidfd, which cannot hit another process. Empty, or why it could not be done.
std::string kill_process(const FileDescriptor& pidfd);

}  // namespace latido::monitor
