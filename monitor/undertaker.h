#pragma once

#include "monitor/file_descriptor.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
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
  ~Undertaker();  // finishes the order at hand
  Undertaker(const Undertaker&) = delete;
  Undertaker& operator=(const Undertaker&) = delete;

  void end(Order order);
  // What was done since the last call, one line each.
  std::vector<std::string> take_reports();

 private:
  void run();

  std::mutex mutex_;  // of what follows
  std::condition_variable wake_;
  std::deque<Order> orders_;
  std::vector<std::string> reports_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace latido::monitor
