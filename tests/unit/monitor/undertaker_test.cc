#include "monitor/undertaker.h"

#include "common/clock.h"
#include "monitor/process_look.h"
#include "monitor/stacks.h"
#include "tests/unit/monitor/child.h"

#include <cstdio>
#include <fstream>
#include <iterator>
#include <sys/stat.h>
#include <thread>
#include <utility>

namespace latido::monitor {
namespace {

Undertaker::Written wait_for(Undertaker& undertaker) {
  const auto deadline = monotonic_now() + std::chrono::seconds(30);
  while (monotonic_now() < deadline) {
    if (auto written = undertaker.take_written()) return std::move(*written);
    std::this_thread::yield();
  }
  return {};
}

std::string text_of(const std::string& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

TEST(Undertaker, WritesDownWhereTheThreadsAreAndKillsNobody) {
  const Child child;
  const std::string file = ::testing::TempDir() + "stacks-" + std::to_string(child.pid());
  Undertaker undertaker;
  undertaker.write_stacks({.owner = 7,
                           .service = "alpha",
                           .pid = child.pid(),
                           .start_ticks = child.ticks(),
                           .stack_file = file});
  EXPECT_TRUE(undertaker.busy());
  const auto written = wait_for(undertaker);
  EXPECT_FALSE(undertaker.busy());
  EXPECT_EQ(written.owner, 7U);
  EXPECT_TRUE(written.where.ends_with(" are in " + file)) << written.where;
  EXPECT_EQ(look_at(child.pid(), child.ticks()).state, ProcessState::sleeping);
  const auto text = text_of(file);
  EXPECT_TRUE(text.starts_with("process " + std::to_string(child.pid()) + " of alpha hangs:\n"));
  EXPECT_NE(text.find("thread " + std::to_string(child.pid()) + " (" + child.name().substr(0, 15)),
            std::string::npos)
      << text;
  std::remove(file.c_str());
}

// Meanwhile the stack file was opened, which may take as long as a disk does. A debugger stops whom
// it looks at.
TEST(Undertaker, SetsNoDebuggerOnWhoeverGotThePidMeanwhile) {
  const Child child;
  const std::string file = ::testing::TempDir() + "stacks-" + std::to_string(child.pid());
  Undertaker undertaker;
  undertaker.write_stacks({.owner = 0,
                           .service = "alpha",
                           .pid = child.pid(),
                           .start_ticks = child.ticks() + 1,
                           .stack_file = file});
  EXPECT_EQ(wait_for(undertaker).where, "its stacks (by /proc alone) are in " + file);
  EXPECT_TRUE(text_of(file).ends_with("it has ended meanwhile\n")) << text_of(file);
  std::remove(file.c_str());
}

// It had held up the monitor's end, until somebody read the pipe.
TEST(Undertaker, IsNotHeldUpByAPipeThatNobodyReads) {
  const Child child;
  const std::string pipe = ::testing::TempDir() + "pipe-" + std::to_string(child.pid());
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  Undertaker undertaker;
  undertaker.write_stacks({.owner = 0,
                           .service = "alpha",
                           .pid = child.pid(),
                           .start_ticks = child.ticks(),
                           .stack_file = pipe});
  const auto where = wait_for(undertaker).where;
  EXPECT_TRUE(where.ends_with(" are in standard error, for " + pipe +
                              " cannot be opened: No such device or address"))
      << where;
  std::remove(pipe.c_str());
}

TEST(DescribeThreads, TellsTheirNamesInPrintableAscii) {
  ::prctl(PR_SET_NAME, "\xff\x1b[1m\nx");
  const auto text = describe_threads(static_cast<std::uint32_t>(::getpid()));
  ::prctl(PR_SET_NAME, "test");
  EXPECT_NE(text.find("(??[1m?x): waits in "), std::string::npos) << text;
}

TEST(KillProcess, GoesThroughThePidfdAndTellsWhyItCannotBeDone) {
  const Child child;
  const auto pidfd = open_pidfd(child.pid(), child.ticks());
  EXPECT_EQ(kill_process(pidfd), "");
  siginfo_t info{};
  ASSERT_EQ(::waitid(P_PID, child.pid(), &info, WEXITED | WNOWAIT), 0);
  EXPECT_EQ(info.si_status, SIGKILL);
  EXPECT_EQ(kill_process(FileDescriptor()), "Bad file descriptor");
}

}  // namespace
}  // namespace latido::monitor
