#include "monitor/run_to_end.h"

#include "common/clock.h"
#include "common/process/process.h"
#include "monitor/process_look.h"

#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <fstream>
#include <string>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

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

// Traces whoever writes its pid to the pipe: once killed it is not reaped while the tracer lives.
pid_t fork_tracer(const std::string& pipe, int told) {
  const auto tracer = ::fork();
  if (tracer != 0) return tracer;
  pid_t pid = 0;
  std::ifstream(pipe) >> pid;
  const bool traced = pid > 0 && ::ptrace(PTRACE_SEIZE, pid, nullptr, nullptr) == 0;
  if (!traced || ::write(told, &pid, sizeof(pid)) < 0) ::_exit(1);
  for (;;) ::pause();
}

// As one in state D does it, held by a device's driver: its hook's thread waited for ever, and the
// monitor's end with it.
TEST(RunToEnd, GivesUpOneThatDoesNotEvenEndWhenItIsKilled) {
  const std::string pipe = ::testing::TempDir() + "run-to-end-" + std::to_string(::getpid());
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  int told[2];
  ASSERT_EQ(::pipe2(told, O_CLOEXEC | O_NONBLOCK), 0);
  const auto tracer = fork_tracer(pipe, told[1]);
  const auto end = run_to_end({.words = {"/bin/sh", "-c", "echo $$ >" + pipe + "; exec sleep 600"},
                               .patience = std::chrono::seconds(2)});
  ::kill(tracer, SIGKILL);
  ::waitpid(tracer, nullptr, 0);
  pid_t child = 0;
  const bool traced = ::read(told[0], &child, sizeof(child)) == sizeof(child);
  if (traced) ::waitpid(child, nullptr, 0);
  std::remove(pipe.c_str());
  for (const int fd : told) ::close(fd);
  if (!traced) GTEST_SKIP() << "NOT TESTED: who may not be traced can be reaped";
  EXPECT_EQ(end.failure, "did not end in time, nor when it was killed");
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
