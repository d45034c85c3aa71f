// Real sockets and processes.
#include "monitor/port_owner.h"

#include "tests/unit/monitor/child.h"
#include "tests/unit/monitor/port.h"

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

TEST(ListensOn, IsTrueOfTheProcessThatHasTheListeningSocketAlone) {
  const Child other;
  const Port port;
  EXPECT_FALSE(listens_on(kSelf, port.number())) << "bound, but it does not listen";
  port.listen(1);
  EXPECT_TRUE(listens_on(kSelf, port.number()));
  EXPECT_FALSE(listens_on(other.pid(), port.number()));
  const Port another;
  another.listen(1);
  const Child heir;
  EXPECT_TRUE(listens_on(heir.pid(), another.number())) << "it has inherited the socket";
  EXPECT_FALSE(listens_on(0x7FFFFFFF, port.number()));
}

// The kernel shows no descriptors of a thread that has ended: such a service was never killed.
TEST(ListensOn, IsTrueOfAProcessWhoseMainThreadHasEndedWhileAnotherLives) {
  const Port port;
  port.listen(1);
  const Child child(leave_main_thread);
  ASSERT_TRUE(comes_to_have_no_main_thread(child.pid()));
  EXPECT_TRUE(listens_on(child.pid(), port.number()));
}

}  // namespace
}  // namespace latido::monitor
