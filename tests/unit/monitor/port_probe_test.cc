#include "monitor/port_probe.h"

#include "tests/unit/monitor/no_descriptors.h"

#include <arpa/inet.h>
#include <poll.h>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace latido::monitor {
namespace {

// A bound socket on a port that the kernel chose; it listens only if asked to.
class Port {
 public:
  Port() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    EXPECT_EQ(::bind(socket_.get(), reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(::getsockname(socket_.get(), reinterpret_cast<sockaddr*>(&address), &size), 0);
    number_ = ntohs(address.sin_port);
  }
  void listen(int backlog) const { EXPECT_EQ(::listen(socket_.get(), backlog), 0); }
  [[nodiscard]] Address address() const {
    return resolve("tcp://127.0.0.1:" + std::to_string(number_)).value();
  }

 private:
  FileDescriptor socket_;
  std::uint16_t number_ = 0;
};

std::optional<PortState> answer(PortProbe& probe, MonotonicTime now) {
  if (probe.fd() >= 0) {
    pollfd item{.fd = probe.fd(), .events = POLLOUT, .revents = 0};
    ::poll(&item, 1, 5000);
  }
  return probe.take_result(now);
}

TEST(PortProbe, FindsAListenerOpen) {
  const Port port;
  port.listen(5);
  PortProbe probe(port.address());
  probe.start(monotonic_now());
  EXPECT_EQ(answer(probe, monotonic_now()), PortState::open);
  EXPECT_FALSE(probe.running());
}

TEST(PortProbe, FindsAPortWithoutListenerClosed) {
  const Port port;
  PortProbe probe(port.address());
  probe.start(monotonic_now());
  EXPECT_EQ(answer(probe, monotonic_now()), PortState::closed);
}

TEST(PortProbe, FindsAPortThatDoesNotAnswerFilteredAfterItsTimeout) {
  const Port port;
  port.listen(
      0);  // the queue holds one connection; the kernel lets later ones wait without an answer
  std::vector<FileDescriptor> fill;
  const auto address = port.address();
  for (int i = 0; i < 4; ++i) {
    fill.emplace_back(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    ::connect(
        fill.back().get(), reinterpret_cast<const sockaddr*>(&address.storage), address.length);
  }
  PortProbe probe(address);
  const auto start = monotonic_now();
  probe.start(start);
  EXPECT_EQ(probe.take_result(start + PortProbe::kTimeout - std::chrono::milliseconds(1)),
            std::nullopt);
  EXPECT_EQ(probe.take_result(start + PortProbe::kTimeout), PortState::filtered);
}

TEST(PortProbe, GivesNoResultBeforeAProbeWasStarted) {
  PortProbe probe(Port().address());
  EXPECT_EQ(probe.take_result(monotonic_now()), std::nullopt);
}

TEST(PortProbe, EndsUnprobedWhenThereIsNoSocketToBeHad) {
  PortProbe probe(Port().address());
  const NoDescriptors exhausted;
  probe.start(monotonic_now());
  EXPECT_EQ(probe.take_result(monotonic_now()), PortState::unprobed);
  EXPECT_EQ(probe.take_result(monotonic_now()), std::nullopt);
}

TEST(Resolve, TakesOnlyATcpEndpointWithHostAndPort) {
  EXPECT_EQ(resolve("tcp://127.0.0.1:5001").value().port, 5001);
  EXPECT_EQ(resolve("tcp://[::1]:5001").value().storage.ss_family, AF_INET6);
  for (const std::string bad : {"",
                                "tcp://",
                                "tcp://:1",
                                "127.0.0.1:5001",
                                "tcp://127.0.0.1",
                                "tcp://127.0.0.1:0",
                                "tcp://127.0.0.1:70000",
                                "tcp://127.0.0.1:5x",
                                "tcp://127.0.0.1:*",
                                "ipc:///tmp/x"}) {
    EXPECT_FALSE(resolve(bad)) << bad;
  }
}

}  // namespace
}  // namespace latido::monitor
