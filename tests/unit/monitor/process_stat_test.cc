#include "monitor/process_stat.h"

#include "monitor/exit_status.h"

#include <string>

#include <gtest/gtest.h>

namespace latido::monitor {
namespace {

// As the kernel printed it for a zombie killed by signal 9, with a name made to mislead.
constexpr char kZombie[] =
    "94 (a) R (b) Z 93 94 93 0 -1 4227084 0 0 0 0 1 2 0 0 20 0 1 0 123456 0 0 "
    "18446744073709551615 0 0 0 0 0 0 0 0 0 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 9\n";

TEST(ProcessStat, ReadsStateStartAndExitStatusBehindAMisleadingName) {
  const auto stat = parse_stat(kZombie);
  ASSERT_TRUE(stat);
  EXPECT_EQ(stat->comm, "a) R (b");
  EXPECT_EQ(stat->state, ProcessState::zombie);
  EXPECT_EQ(stat->session, 93U);
  EXPECT_EQ(stat->start_ticks, 123456U);
  EXPECT_EQ(stat->exit_status, 9);
}

// The same, but for the number of threads.
TEST(ProcessStat, TakesAZombieWithOtherThreadsForAlive) {
  std::string text(kZombie);
  text.replace(text.find("20 0 1 0 123456"), 6, "20 0 3");
  const auto stat = parse_stat(text);
  ASSERT_TRUE(stat);
  EXPECT_EQ(stat->state, ProcessState::sleeping);
  EXPECT_TRUE(stat->thread_ended);
  text[text.find(" Z ") + 1] = 'S';
  EXPECT_FALSE(parse_stat(text)->thread_ended);
}

TEST(ProcessStat, IsNothingForOtherText) {
  for (const auto* text : {"", "1", "1 (", "1 )x(", "1 (a) S", "1 (a) S 1 2 3"}) {
    EXPECT_FALSE(parse_stat(text)) << text;
  }
}

// The numbers are waitpid's: the signal in the low bits, the code in the next byte.
TEST(ExitText, TellsSignalsFromCodes) {
  EXPECT_EQ(exit_text(9), "killed by signal 9");
  EXPECT_EQ(exit_text(11 | 0x80), "killed by signal 11");
  EXPECT_EQ(exit_text(0), "exit code 0");
  EXPECT_EQ(exit_text(3 << 8), "exit code 3");
}

}  // namespace
}  // namespace latido::monitor
