#pragma once

#include <string_view>

namespace latido::health {

// Whether it names an IPv6 address, as in tcp://[::1]:5001. ZeroMQ takes these only on a socket
// that is told so, and such a socket resolves names to IPv6 alone: others are better without.
inline bool is_ipv6(std::string_view endpoint) {
  return endpoint.find('[') != std::string_view::npos;
}

}  // namespace latido::health
