#include "monitor/process_look.h"

#include "common/clock.h"
#include "tests/unit/monitor/child.h"
#include "tests/unit/monitor/no_descriptors.h"

#include <array>
#include <cstdio>
#include <fstream>
#include <map>
#include <poll.h>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace latido::monitor {
namespace {

// Name to pids; without zombies.
std::map<std::string, std::set<std::uint32_t>> processes_by_ps() {
  std::map<std::string, std::set<std::uint32_t>> out;
  FILE* ps = ::popen("ps -e -o pid=,ppid=,stat=,comm=", "re");
  std::array<char, 512> line{};
  while (std::fgets(line.data(), line.size(), ps) != nullptr) {
    std::istringstream fields(line.data());
    std::uint32_t pid = 0;
    std::string state;
    std::string name;
    std::uint32_t parent = 0;
    fields >> pid >> parent >> state >> std::ws;
    std::getline(fields, name);
    constexpr std::uint32_t kThreadsOfTheKernel = 2;  // ps shows their names with what they work at
    if (state.front() != 'Z' && parent != kThreadsOfTheKernel) out[name].insert(pid);
  }
  ::pclose(ps);
  return out;
}

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
  EXPECT_EQ(find_by_name(child.name(), {}).pid, child.pid());
  ::prctl(PR_SET_NAME, "fifteen letters and more");
  const auto found = find_by_name("fifteen letters and more", {});
  ::prctl(PR_SET_NAME, "test");
  EXPECT_EQ(found.pid, static_cast<std::uint32_t>(::getpid()));
}

// A fork has the command line of the one that forked it: this test's.
TEST(ProcessLook, TellsOneThatRunsTheCommandFromOneOfTheSameName) {
  const Child one;
  const Child later;
  std::ifstream in("/proc/self/cmdline");
  std::vector<std::string> command;
  for (std::string word; std::getline(in, word, '\0');) command.push_back(word);
  EXPECT_TRUE(find_by_name(later.name(), command).its_command);
  command.emplace_back("--another");
  const auto other = find_by_name(later.name(), command);
  EXPECT_FALSE(other.its_command);
  EXPECT_NE(other.pid, 0U) << "of that name all the same";
}

TEST(ProcessLook, DoesNotFindWhatIsNotThereNorAZombie) {
  EXPECT_EQ(find_by_name("no such name", {}).state, ProcessState::absent);
  const Child child;
  child.send_and_wait(SIGKILL, WEXITED);
  EXPECT_EQ(find_by_name(child.name(), {}).state, ProcessState::absent);
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

TEST(ProcessLook, DoesNotCallTheLivingGoneWhenNoDescriptorIsLeft) {
  const Child child;
  const NoDescriptors exhausted;
  EXPECT_EQ(look_at(child.pid(), child.ticks()).state, ProcessState::unlooked);
  EXPECT_EQ(find_by_name(child.name(), {}).state, ProcessState::unlooked);
}

// What the experiment did by `ps -e | grep`. Processes that come and go in between do not count.
TEST(ProcessLook, AgreesWithPs) {
  const auto before = processes_by_ps();
  std::map<std::string, ProcessLook> found;
  for (const auto& [name, pids] : before) found[name] = find_by_name(name, {});
  const auto after = processes_by_ps();
  std::size_t compared = 0;
  for (const auto& [name, pids] : before) {
    const auto still = after.find(name);
    if (still == after.end() || still->second != pids) continue;
    EXPECT_TRUE(pids.contains(found[name].pid)) << name << ": " << found[name].pid;
    ++compared;
  }
  EXPECT_GT(compared, 0U);
}

}  // namespace
}  // namespace latido::monitor
