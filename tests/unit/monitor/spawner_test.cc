#include "monitor/spawner.h"

#include "common/clock.h"
#include "monitor/file_descriptor.h"

#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sstream>
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

class SpawnerUnderTest : public ::testing::Test {
 protected:
  ~SpawnerUnderTest() override { std::filesystem::remove(log_); }

  std::string output_of(const std::string& script) {
    spawner_.start({{"sh", "-c", script}, log_}, 0);
    started(spawner_);
    reap_one(spawner_);
    std::ostringstream text;
    text << std::ifstream(log_).rdbuf();
    return text.str();
  }

  std::string log_ = ::testing::TempDir() + "latido_spawner_" + std::to_string(::getpid()) + ".log";
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

TEST_F(SpawnerUnderTest, SaysWhyAProgramCouldNotBeStarted) {
  spawner_.start({{"/no/such/program"}, log_}, 7);
  const auto news = started(spawner_);
  ASSERT_EQ(news.size(), 1U);
  EXPECT_EQ(news[0].owner, 7U);
  EXPECT_EQ(news[0].pid, 0U);
  EXPECT_EQ(news[0].error, "/no/such/program: No such file or directory");
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
