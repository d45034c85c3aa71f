#include "monitor/undertaker.h"

#include "common/clock.h"
#include "monitor/process_look.h"
#include "tests/unit/monitor/child.h"

#include <cstdio>
#include <fstream>
#include <iterator>

namespace latido::monitor {
namespace {

TEST(Undertaker, WritesDownWhereTheThreadsAreAndKillsThroughThePidfd) {
  const Child child;
  const std::string file = ::testing::TempDir() + "stacks-" + std::to_string(child.pid());
  Undertaker undertaker;
  undertaker.end({.service = "alpha",
                  .pid = child.pid(),
                  .pidfd = open_pidfd(child.pid(), child.ticks()),
                  .stack_file = file});
  siginfo_t info{};
  ASSERT_EQ(::waitid(P_PID, child.pid(), &info, WEXITED | WNOWAIT), 0);
  EXPECT_EQ(info.si_status, SIGKILL);
  std::ifstream in(file);
  const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  EXPECT_TRUE(text.starts_with("process " + std::to_string(child.pid()) + " of alpha hangs:\n"));
  EXPECT_NE(text.find("thread " + std::to_string(child.pid()) + " (" + child.name().substr(0, 15)),
            std::string::npos)
      << text;
  std::remove(file.c_str());
}

}  // namespace
}  // namespace latido::monitor
