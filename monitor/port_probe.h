#pragma once

#include "common/clock.h"
#include "monitor/address.h"
#include "monitor/file_descriptor.h"
#include "monitor/state.h"

#include <cstdint>
#include <optional>

namespace latido::monitor {

// One TCP connect, without blocking, told apart as nmap does: open, closed (refused), filtered (no
// answer).
class PortProbe {
 public:
  static constexpr std::chrono::milliseconds kTimeout{200};

  explicit PortProbe(Address address) : address_(address) {}

  void start(MonotonicTime now);
  [[nodiscard]] bool running() const { return static_cast<bool>(socket_) || early_.has_value(); }
  [[nodiscard]] const Address& address() const { return address_; }
  [[nodiscard]] std::uint16_t port() const { return address_.port; }
  // For a poll on writability; -1: none.
  [[nodiscard]] int fd() const { return socket_.get(); }
  // Once, when the answer is known; `unprobed` where there was no socket to be had for it.
  std::optional<PortState> take_result(MonotonicTime now);

 private:
  Address address_;
  FileDescriptor socket_;
  MonotonicTime started_;
  std::optional<PortState> early_;  // known already at the start
};

}  // namespace latido::monitor
