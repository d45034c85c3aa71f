#include "monitor/run_to_end.h"

#include "common/clock.h"
#include "common/process/process.h"
#include "monitor/process_look.h"

#include <csignal>
#include <string>
#include <system_error>

#include <gtest/gtest.h>

namespace latido::monitor {
namespace {

constexpr std::chrono::seconds kPatience{20};
// As the monitor does: a program may end before it has read its input.
[[maybe_unused]] const auto kOldAction = std::signal(SIGPIPE, SIG_IGN);

RunEnd run_script(const std::string& script, const std::string& input = "") {
  return run_to_end({.words = {"/bin/sh", "-c", script},
                     .input = input,
                     .keep_output = true,
                     .patience = kPatience});
}

TEST(RunToEnd, GivesTheInputAndKeepsTheOutput) {
  const std::string text(200'000, 'x');  // more than a pipe holds
  const auto end = run_script("cat; echo said >&2", text);
  EXPECT_EQ(end.failure, "");
  EXPECT_EQ(end.output, text + "said\n");
}

TEST(RunToEnd, KeepsNoMoreOutputThanItsLimit) {
  const auto end = run_script("head -c 3000000 /dev/zero");
  EXPECT_EQ(end.failure, "") << "it was not held up by what is thrown away";
  EXPECT_EQ(end.output.size(), RunEnd::kOutputMax);
}

TEST(RunToEnd, TellsHowItEnded) {
  EXPECT_EQ(run_script("exit 3").failure, "exit code 3");
  EXPECT_EQ(run_script("kill -9 $$").failure, "killed by signal 9");
  EXPECT_THROW(run_to_end({.words = {"/no/such"}, .patience = kPatience}), std::system_error);
}

TEST(RunToEnd, EndsOneThatWritesWithoutEnd) {
  const auto end = run_to_end(
      {.words = {"/usr/bin/yes"}, .keep_output = true, .patience = std::chrono::seconds(3)});
  EXPECT_EQ(end.failure, "did not end in time");
  EXPECT_TRUE(end.output.starts_with("y\ny\n"));
}

TEST(RunToEnd, DoesNotWaitForWhatTheProgramLeavesBehindOnPurpose) {
  const auto end = run_script("sleep 600 & echo $!");
  EXPECT_EQ(end.failure, "");
  EXPECT_EQ(::kill(std::stoi(end.output), SIGKILL), 0);
}

// Only the shell was killed, and its children stayed.
TEST(RunToEnd, EndsAlsoWhatAProgramStartedThatDoesNotEndInTime) {
  const auto end = run_to_end({.words = {"/bin/sh", "-c", "sleep 600 & echo $!; wait"},
                               .keep_output = true,
                               .patience = std::chrono::seconds(3)});
  EXPECT_EQ(end.failure, "did not end in time");
  const auto orphan = static_cast<std::uint32_t>(std::stoi(end.output));
  const auto gone = [orphan] {
    const auto state = look_at(orphan, process::start_ticks(orphan)).state;
    return state != ProcessState::sleeping && state != ProcessState::running;
  };
  const auto deadline = monotonic_now() + kPatience;
  while (!gone() && monotonic_now() < deadline) {
  }
  EXPECT_TRUE(gone());
}

// Then the kernel tells nobody; it had counted as exit code 0.
TEST(RunToEnd, DoesNotTakeAnUnknownEndForAGoodOne) {
  const auto old = std::signal(SIGCHLD, SIG_IGN);
  const auto end = run_script("exit 3");
  std::signal(SIGCHLD, old);
  EXPECT_EQ(end.failure, "nobody tells how it ended");
}

}  // namespace
}  // namespace latido::monitor
