#include "monitor/process_look.h"

#include "common/clock.h"
#include "common/process/process.h"

#include <csignal>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

namespace latido::monitor {
namespace {

// A child that waits for signals under a name of its own.
class Child {
 public:
  Child() {
    int ready[2];
    EXPECT_EQ(::pipe(ready), 0);
    pid_ = ::fork();
    if (pid_ == 0) {
      ::prctl(PR_SET_NAME, name_.c_str());
      EXPECT_EQ(::write(ready[1], "x", 1), 1);
      for (;;) ::pause();
    }
    char byte = 0;
    EXPECT_EQ(::read(ready[0], &byte, 1), 1);
    ::close(ready[0]);
    ::close(ready[1]);
    ticks_ = process::start_ticks(pid());
  }
  ~Child() {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // With spaces and parentheses, meant to mislead.
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::uint32_t pid() const { return static_cast<std::uint32_t>(pid_); }
  [[nodiscard]] std::uint64_t ticks() const { return ticks_; }
  void send_and_wait(int signal, int wait_flags) const {
    ::kill(pid_, signal);
    siginfo_t info{};
    ::waitid(P_PID, static_cast<id_t>(pid_), &info, wait_flags | WNOWAIT);
  }

 private:
  std::string name_ = "x) R 1 " + std::to_string(::getpid());
  pid_t pid_ = 0;
  std::uint64_t ticks_ = 0;
};

TEST(ProcessLook, SeesASleepingProcessEvenWithAMisleadingName) {
  const Child child;
  const auto deadline = monotonic_now() + std::chrono::seconds(10);
  auto look = look_at(child.pid(), child.ticks());
  while (look.state == ProcessState::running && monotonic_now() < deadline) {
    look = look_at(child.pid(), child.ticks());  // it is on its way to sleep
  }
  EXPECT_EQ(look.state, ProcessState::sleeping);
  EXPECT_TRUE(look_at(child.pid(), child.ticks()).young);
}

TEST(ProcessLook, SeesAStoppedProcess) {
  const Child child;
  child.send_and_wait(SIGSTOP, WSTOPPED);
  EXPECT_EQ(look_at(child.pid(), child.ticks()).state, ProcessState::stopped);
}

TEST(ProcessLook, SeesAZombie) {
  const Child child;
  child.send_and_wait(SIGKILL, WEXITED);
  EXPECT_EQ(look_at(child.pid(), child.ticks()).state, ProcessState::zombie);
}

TEST(ProcessLook, TellsAnotherProcessWithTheSamePidByItsStart) {
  const Child child;
  EXPECT_EQ(look_at(child.pid(), child.ticks() + 1).state, ProcessState::other_start);
  EXPECT_FALSE(open_pidfd(child.pid(), child.ticks() + 1));
}

TEST(ProcessLook, SeesThatAProcessIsGone) {
  EXPECT_EQ(look_at(0x7FFFFFFF, 1).state, ProcessState::gone);
  EXPECT_FALSE(open_pidfd(0x7FFFFFFF, 1));
}

TEST(ProcessLook, FindsByTheNameThatTheKernelCutsAt15Bytes) {
  const Child child;
  EXPECT_EQ(find_by_name(child.name()).pid, child.pid());
  ::prctl(PR_SET_NAME, "fifteen letters and more");
  const auto found = find_by_name("fifteen letters and more");
  ::prctl(PR_SET_NAME, "test");
  EXPECT_EQ(found.pid, static_cast<std::uint32_t>(::getpid()));
}

TEST(ProcessLook, DoesNotFindWhatIsNotThereNorAZombie) {
  EXPECT_EQ(find_by_name("no such name").state, ProcessState::absent);
  const Child child;
  child.send_and_wait(SIGKILL, WEXITED);
  EXPECT_EQ(find_by_name(child.name()).state, ProcessState::absent);
}

TEST(ProcessLook, GivesAPidfdThatBecomesReadableAtDeath) {
  const Child child;
  const auto fd = open_pidfd(child.pid(), child.ticks());
  ASSERT_TRUE(fd);
  pollfd item{.fd = fd.get(), .events = POLLIN, .revents = 0};
  EXPECT_EQ(::poll(&item, 1, 0), 0);
  child.send_and_wait(SIGKILL, WEXITED);
  EXPECT_EQ(::poll(&item, 1, 5000), 1);
}

}  // namespace
}  // namespace latido::monitor
