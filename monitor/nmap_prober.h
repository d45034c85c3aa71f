#pragma once

#include "monitor/order_thread.h"
#include "monitor/port_probe.h"
#include "monitor/state.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace latido::monitor {

// What nmap's greppable output (-oG) says of the port; nothing where it says nothing. Pure.
std::optional<PortState> parse_nmap(std::string_view output, std::uint16_t port);

// For the option --prober: whether nmap is wanted and installed; says so where it is only wanted.
bool choose_nmap(const std::string& prober);

// Probes ports with nmap instead of the built-in connect: a second opinion, some 50 times slower.
// On a thread of its own, one port after the other; all calls are for one thread, and none of them
// waits.
class NmapProber {
 public:
  struct Result {
    std::size_t owner;
    PortState port;  // unprobed: nmap could not be run, or did not tell
  };

  NmapProber();  // its end waits for the probe at hand, at most some 20 seconds

  // `owner` is given back with the result; it has one probe at a time, and asks in vain meanwhile.
  void start(const Address& address, std::size_t owner);
  std::vector<Result> take_results();

 private:
  struct Order {
    Address address;
    std::size_t owner;
  };

  std::set<std::size_t> waiting_;  // owners
  OrderThread<Order, Result> thread_;
};

}  // namespace latido::monitor
