#include "monitor/port_probe.h"

#include "tests/unit/monitor/no_descriptors.h"
#include "tests/unit/monitor/port.h"

#include <string>

namespace latido::monitor {
namespace {

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
  const auto waiting = port.fill_queue();
  PortProbe probe(port.address());
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

}  // namespace
}  // namespace latido::monitor
