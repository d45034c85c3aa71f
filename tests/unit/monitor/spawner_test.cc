#include "monitor/spawner.h"

#include "common/clock.h"
#include "monitor/file_descriptor.h"
#include "monitor/marked_process.h"
#include "tests/unit/monitor/child.h"

#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>

#include <gtest/gtest.h>

namespace latido::monitor {
namespace {

// What `take` gives once it gives something.
template <class Take>
auto wait_for(Take take) {
  const auto deadline = monotonic_now() + std::chrono::seconds(10);
  auto taken = take();
  while (taken.empty() && monotonic_now() < deadline) {
    std::this_thread::yield();
    taken = take();
  }
  return taken;
}

std::vector<Spawner::Started> started(Spawner& spawner) {
  return wait_for([&spawner] { return spawner.take_started(); });
}

std::vector<Spawner::Ended> reap_one(Spawner& spawner) {
  return wait_for([&spawner] { return spawner.reap(); });
}

void make_zombie(std::uint32_t pid) {
  ::kill(static_cast<pid_t>(pid), SIGKILL);
  siginfo_t info{};
  ASSERT_EQ(::waitid(P_PID, pid, &info, WEXITED | WNOWAIT), 0);
}

class SpawnerUnderTest : public ::testing::Test {
 protected:
  ~SpawnerUnderTest() override { std::filesystem::remove(log_); }

  std::string output_of(const std::string& script, const std::string& mark = "") {
    spawner_.start({{"sh", "-c", script}, log_, mark}, 0);
    started(spawner_);
    reap_one(spawner_);
    std::ostringstream text;
    text << std::ifstream(log_).rdbuf();
    return text.str();
  }

  std::string log_ = ::testing::TempDir() + "latido_spawner_" + std::to_string(::getpid()) + ".log";
  std::string mark_ = "alpha@tcp://127.0.0.1:" + std::to_string(::getpid());  // nobody else's
  Spawner spawner_;
};

TEST_F(SpawnerUnderTest, ReapsWhatItStartedWithItsExitCodeAndOwner) {
  spawner_.start({{"sh", "-c", "exit 3"}, log_}, 42);
  const auto news = started(spawner_);
  ASSERT_EQ(news.size(), 1U);
  EXPECT_EQ(news[0].owner, 42U);
  const auto ended = reap_one(spawner_);
  ASSERT_EQ(ended.size(), 1U);
  EXPECT_EQ(ended[0].pid, news[0].pid);
  EXPECT_EQ(ended[0].owner, 42U);
  EXPECT_EQ(ended[0].how, "exit code 3");
  EXPECT_TRUE(spawner_.reap().empty());
}

TEST_F(SpawnerUnderTest, NamesTheSignalThatKilled) {
  spawner_.start({{"sh", "-c", "kill -9 $$"}, log_}, 0);
  started(spawner_);
  const auto ended = reap_one(spawner_);
  ASSERT_EQ(ended.size(), 1U);
  EXPECT_EQ(ended[0].how, "killed by signal 9");
}

TEST_F(SpawnerUnderTest, AppendsTheOutputToTheLogFile) {
  output_of("echo first");
  EXPECT_EQ(output_of("echo second >&2"), "first\nsecond\n");
}

TEST_F(SpawnerUnderTest, LetsTheChildInheritNoDescriptor) {
  const FileDescriptor ours(::open("/dev/null", O_RDONLY));  // without O_CLOEXEC
  ASSERT_GT(ours.get(), 2);
  EXPECT_EQ(output_of("test -e /proc/self/fd/" + std::to_string(ours.get()) +
                      " && echo leaked || echo none"),
            "none\n");
}

TEST_F(SpawnerUnderTest, GivesTheChildDefaultSignals) {
  const auto old = std::signal(SIGPIPE, SIG_IGN);
  const auto text = output_of("grep SigIgn /proc/self/status");
  std::signal(SIGPIPE, old);
  constexpr std::uint64_t kStandardSignals = 0x7FFFFFFF;
  ASSERT_TRUE(text.starts_with("SigIgn:")) << text;
  EXPECT_EQ(std::stoull(text.substr(8), nullptr, 16) & kStandardSignals, 0U) << text;
}

TEST_F(SpawnerUnderTest, GivesTheChildASessionOfItsOwn) {
  EXPECT_EQ(output_of("test $(cut -d ' ' -f 6 /proc/$$/stat) = $$ && echo its own"), "its own\n");
}

TEST_F(SpawnerUnderTest, GivesTheChildItsMarkAndNeverThatOfTheMonitor) {
  ::setenv("LATIDO_SERVICE", "monitor@tcp://127.0.0.1:1", 1);
  output_of("echo ${LATIDO_SERVICE-none}");
  const auto text = output_of("echo ${LATIDO_SERVICE-none}", mark_);
  ::unsetenv("LATIDO_SERVICE");
  EXPECT_EQ(text, "none\n" + mark_ + '\n');
}

// A monitor that was started again put a second one beside a script on its way to become a service.
TEST_F(SpawnerUnderTest, StartsNoSecondOneWhileTheFirstLives) {
  spawner_.start({{"sleep", "600"}, "", mark_}, 0);
  const auto first = started(spawner_).front().pid;
  const auto deadline = monotonic_now() + std::chrono::seconds(10);
  while (!find_marked().contains(mark_) && monotonic_now() < deadline) {  // the kernel lays it out
  }
  spawner_.start({{"true"}, "", mark_}, 0);
  const auto second = started(spawner_).front();
  EXPECT_EQ(second.pid, 0U);
  EXPECT_EQ(second.error,
            "process " + std::to_string(first) + ", which a monitor started, runs already");
  EXPECT_TRUE(second.runs_already);
  spawner_.start({{"true"}, "", mark_ + '0'}, 0);
  EXPECT_NE(started(spawner_).front().pid, 0U) << "another service";
  make_zombie(first);
  spawner_.start({{"true"}, "", mark_}, 0);
  EXPECT_NE(started(spawner_).front().pid, 0U) << "the first one is a zombie";
}

TEST_F(SpawnerUnderTest, StartsNoSecondOneBesideOneWhoseMainThreadHasEnded) {
  const auto program =
      "import ctypes, threading, time\n"
      "threading.Thread(target=time.sleep, args=(600,)).start()\n"
      "ctypes.CDLL(None).syscall(" +
      std::to_string(SYS_exit) + ", 0)";
  spawner_.start({{"/usr/bin/python3", "-c", program}, "", mark_}, 0);
  const auto first = started(spawner_).front().pid;
  EXPECT_TRUE(comes_to_have_no_main_thread(first));
  spawner_.start({{"true"}, "", mark_}, 0);
  EXPECT_TRUE(started(spawner_).front().runs_already);
  make_zombie(first);
}

std::string network_of(std::uint32_t pid) {
  std::error_code none;
  return std::filesystem::read_symlink("/proc/" + std::to_string(pid) + "/ns/net", none);
}

// A container beside the host whose monitor watches the same address of its own 127.0.0.1: the
// service was not started while that of the other lived.
TEST_F(SpawnerUnderTest, StartsItThoughAnotherNetworkHasOneOfThatMark) {
  spawner_.start({{"unshare", "-rn", "sleep", "600"}, log_, mark_}, 0);
  const auto other = started(spawner_).front().pid;
  const auto own = network_of(static_cast<std::uint32_t>(::getpid()));
  const auto deadline = monotonic_now() + std::chrono::seconds(10);
  while (network_of(other) == own && monotonic_now() < deadline) {
  }
  const bool is_elsewhere = !network_of(other).empty() && network_of(other) != own;
  spawner_.start({{"true"}, "", mark_}, 0);
  const auto error = started(spawner_).front().error;
  make_zombie(other);
  if (!is_elsewhere) GTEST_SKIP() << "NOT TESTED: no network namespace is to be had here";
  EXPECT_EQ(error, "");
}

TEST_F(SpawnerUnderTest, StartsItAgainThoughADeadOneHasLeftAChildBehind) {
  const auto child = std::stoi(output_of("sleep 600 & echo $!", mark_));
  EXPECT_EQ(::kill(child, 0), 0);
  spawner_.start({{"true"}, "", mark_}, 0);
  EXPECT_NE(started(spawner_).front().pid, 0U);
  ::kill(child, SIGKILL);
}

TEST_F(SpawnerUnderTest, DoesNotInventHowAChildEndedWhereNobodyTells) {
  const auto old = std::signal(SIGCHLD, SIG_IGN);
  spawner_.start({{"sh", "-c", "exit 3"}, log_}, 0);
  started(spawner_);
  const auto ended = reap_one(spawner_);
  std::signal(SIGCHLD, old);
  ASSERT_EQ(ended.size(), 1U);
  EXPECT_EQ(ended[0].how, "");
}

// It held up all starts and the monitor's end, until somebody read the pipe.
TEST_F(SpawnerUnderTest, RefusesALogFileThatIsAPipeWhichNobodyReads) {
  ASSERT_EQ(::mkfifo(log_.c_str(), 0600), 0);
  spawner_.start({{"true"}, log_}, 0);
  EXPECT_EQ(started(spawner_).front().error, "log file " + log_ + ": No such device or address");
}

// As on a mount that stalls: the kernel lets nobody execute the file while its lease is held.
TEST_F(SpawnerUnderTest, StartsOthersWhileAStartIsStuck) {
  const auto program = log_ + ".program";
  std::filesystem::copy_file("/bin/true", program);
  const FileDescriptor file(::open(program.c_str(), O_RDONLY | O_CLOEXEC));
  const auto old = std::signal(SIGIO, SIG_IGN);  // somebody waits for the lease
  const bool leased = ::fcntl(file.get(), F_SETLEASE, F_WRLCK) == 0;
  spawner_.start({{program}, log_}, 1);
  spawner_.start({{"true"}, log_}, 2);
  const auto news = started(spawner_);
  ::fcntl(file.get(), F_SETLEASE, F_UNLCK);
  const auto rest = news.size() == 1U ? started(spawner_) : news;
  std::signal(SIGIO, old);
  std::filesystem::remove(program);
  if (!leased) GTEST_SKIP() << "NOT TESTED: no lease is to be had of a file in " << log_;
  ASSERT_EQ(news.size(), 1U);
  EXPECT_EQ(news.front().owner, 2U);
  EXPECT_EQ(rest.front().owner, 1U);
}

TEST_F(SpawnerUnderTest, LetsTheChildWaitWhenItWritesToItsLogFile) {
  const auto text = output_of("sed -n s/flags:.//p /proc/self/fdinfo/1");
  EXPECT_EQ(std::stoi(text, nullptr, 8) & (O_NONBLOCK | O_APPEND), O_APPEND) << text;
}

TEST_F(SpawnerUnderTest, SaysWhyAProgramCouldNotBeStarted) {
  spawner_.start({{"/no/such/program"}, log_}, 7);
  const auto news = started(spawner_);
  ASSERT_EQ(news.size(), 1U);
  EXPECT_EQ(news[0].owner, 7U);
  EXPECT_EQ(news[0].pid, 0U);
  EXPECT_EQ(news[0].error, "/no/such/program: No such file or directory");
  EXPECT_FALSE(news[0].runs_already);
  EXPECT_TRUE(spawner_.reap().empty());
}

TEST_F(SpawnerUnderTest, NamesTheLogFileThatCannotBeOpenedAndNotTheProgram) {
  spawner_.start({{"sh", "-c", "exit 0"}, "/no/such/folder/alpha.log"}, 7);
  const auto news = started(spawner_);
  ASSERT_EQ(news.size(), 1U);
  EXPECT_EQ(news[0].pid, 0U);
  EXPECT_EQ(news[0].error, "log file /no/such/folder/alpha.log: No such file or directory");
}

}  // namespace
}  // namespace latido::monitor
