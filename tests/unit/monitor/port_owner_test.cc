// Real sockets and processes.
#include "monitor/port_owner.h"

#include "tests/unit/monitor/port.h"

#include <sys/prctl.h>
#include <unistd.h>

namespace latido::monitor {
namespace {

const auto kSelf = static_cast<std::uint32_t>(::getpid());

TEST(PortOwner, IsTheProcessThatListens) {
  const Port port;
  EXPECT_EQ(find_port_owner(port.number(), "").pid, 0U) << "bound, but it does not listen";
  port.listen(1);
  const auto owner = find_port_owner(port.number(), "some other program");
  EXPECT_EQ(owner.pid, kSelf);
  EXPECT_FALSE(owner.expected);
  EXPECT_TRUE(find_port_owner(port.number(), owner.name).expected);
}

// They went to the log, the stream and the hooks, whose JSON they broke.
TEST(PortOwner, IsNamedInPrintableAsciiWhateverBytesItsNameHolds) {
  const Port port;
  port.listen(1);
  ::prctl(PR_SET_NAME, "\xff\xfe\x1b[31mx\nfake");
  const auto owner = find_port_owner(port.number(), "\xff\xfe\x1b[31mx\nfake");
  ::prctl(PR_SET_NAME, "test");
  EXPECT_EQ(owner.name, "???[31mx?fake");
  EXPECT_TRUE(owner.expected);
}

}  // namespace
}  // namespace latido::monitor
