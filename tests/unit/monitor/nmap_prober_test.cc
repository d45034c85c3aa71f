// nmap as a second opinion: it must agree with the built-in probe. packages.txt names it.
#include "monitor/nmap_prober.h"

#include "tests/unit/monitor/port.h"

#include <thread>

namespace latido::monitor {
namespace {

TEST(ParseNmap, ReadsTheStateOfThePort) {
  const std::string before = "# Nmap 7.93 scan\nHost: 127.0.0.1 ()\tStatus: Up\n";
  const auto line = [&before](const std::string& ports) {
    return before + "Host: 127.0.0.1 ()\tPorts: " + ports + "\n# Nmap done\n";
  };
  EXPECT_EQ(parse_nmap(line("5001/open/tcp//commplex-link///"), 5001), PortState::open);
  EXPECT_EQ(parse_nmap(line("5001/closed/tcp//commplex-link///"), 5001), PortState::closed);
  EXPECT_EQ(parse_nmap(line("5001/filtered/tcp//commplex-link///"), 5001), PortState::filtered);
  EXPECT_EQ(parse_nmap(line("5001/unfiltered/tcp////"), 5001), std::nullopt);
  EXPECT_EQ(parse_nmap(line("15001/open/tcp////"), 5001), std::nullopt);
  EXPECT_EQ(parse_nmap("sh: 1: nmap: not found", 5001), std::nullopt);
  EXPECT_EQ(parse_nmap("", 5001), std::nullopt);
}

class NmapAgrees : public ::testing::Test {
 protected:
  // What both say; nothing where nmap has not answered in time.
  static std::optional<PortState> nmap(const Address& address) {
    NmapProber prober;
    prober.start(address, 7);
    const auto deadline = monotonic_now() + std::chrono::seconds(40);
    while (monotonic_now() < deadline) {
      for (const auto& result : prober.take_results()) {
        EXPECT_EQ(result.owner, 7U);
        return result.port;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(5));  // nmap is at work
    }
    return std::nullopt;
  }

  static std::optional<PortState> built_in(const Address& address) {
    PortProbe probe(address);
    probe.start(monotonic_now());
    if (probe.fd() >= 0) {
      pollfd item{.fd = probe.fd(), .events = POLLOUT, .revents = 0};
      ::poll(&item, 1, static_cast<int>(PortProbe::kTimeout.count()) + 1);
    }
    return probe.take_result(monotonic_now());
  }

  void SetUp() override { ASSERT_TRUE(choose_nmap("nmap")) << "install nmap (packages.txt)"; }
};

TEST_F(NmapAgrees, OnAnOpenPort) {
  const Port port;
  port.listen(5);
  EXPECT_EQ(built_in(port.address()), PortState::open);
  EXPECT_EQ(nmap(port.address()), PortState::open);
}

TEST_F(NmapAgrees, OnAClosedPort) {
  const Port port;
  EXPECT_EQ(built_in(port.address()), PortState::closed);
  EXPECT_EQ(nmap(port.address()), PortState::closed);
}

// A full queue of connections: the kernel does not answer, as a firewall that drops.
TEST_F(NmapAgrees, OnAFilteredPort) {
  const Port port;
  port.listen(0);
  const auto waiting = port.fill_queue();
  EXPECT_EQ(built_in(port.address()), PortState::filtered);
  EXPECT_EQ(nmap(port.address()), PortState::filtered);
}

}  // namespace
}  // namespace latido::monitor
