#pragma once

#include <cstdint>
#include <netinet/in.h>
#include <optional>
#include <string>
#include <sys/socket.h>

namespace latido::monitor {

// Where something listens, in numbers.
struct Address {
  sockaddr_storage storage{};
  socklen_t length = 0;
  std::uint16_t port = 0;

  [[nodiscard]] bool is_ipv6() const { return storage.ss_family == AF_INET6; }
};

// Of a "tcp://HOST:PORT". May ask the resolver, so only at the start. Nothing: not of that form, or
// no such host. Of a name that has both, the IPv4 address, as ZeroMQ takes it.
std::optional<Address> resolve(const std::string& endpoint);

// "tcp://127.0.0.1:5001", "tcp://[::1]:5001": whoever connects to it needs no resolver any more.
std::string endpoint_of(const Address& address);

}  // namespace latido::monitor
