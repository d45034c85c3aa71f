#pragma once

#include "common/clock.h"
#include "monitor/file_descriptor.h"
#include "monitor/state.h"

#include <cstdint>
#include <netinet/in.h>
#include <optional>
#include <string>
#include <sys/socket.h>

namespace latido::monitor {

struct Address {
  sockaddr_storage storage{};
  socklen_t length = 0;
  std::uint16_t port = 0;

  [[nodiscard]] bool is_ipv6() const { return storage.ss_family == AF_INET6; }
};

// Of a "tcp://HOST:PORT". May ask the resolver, so only before the loop runs. Nothing: not of that
// form, or no such host. Of a name that has both, the IPv4 address, as ZeroMQ takes it.
std::optional<Address> resolve(const std::string& endpoint);

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
