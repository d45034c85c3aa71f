// A writer that is killed at any moment, many times over: no gap, no duplicate, and each
// acknowledged reply is there.
#include "db/store.h"
#include "tests/unit/db/support/sample.h"

#include <array>
#include <chrono>
#include <csignal>
#include <random>
#include <set>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include <gtest/gtest.h>

namespace latido::db {
namespace {

using namespace test;

constexpr int kRounds = 60;
constexpr auto kTimeMax = std::chrono::seconds(10);
constexpr auto kPatience = std::chrono::seconds(40);  // until enough was shown, on a slow machine
constexpr std::size_t kAcknowledgedMin = 100;
constexpr int kRoundsMin = 10;
constexpr Sha256 kHash{9};

std::string reply_for(std::int64_t key, std::int64_t position) {
  return "reply " + std::to_string(key) + " at " + std::to_string(position);
}

struct Acknowledged {
  std::int64_t key;
  std::int64_t position;
};

// In the child: turns without end; each acknowledgement goes into the pipe, after its commit.
[[noreturn]] void write_until_killed(const std::string& path,
                                     unsigned seed,
                                     std::int64_t first_key,
                                     int acknowledge) {
  std::mt19937 random(seed);
  const auto lock = WriterLock::try_take(path);
  if (!lock) ::_exit(2);
  WriteStore store({path});
  const auto tenant = store.find_tenant("acme").value();
  for (std::int64_t key = first_key;;) {
    std::vector<Acknowledged> batch;
    store.begin(kNow);
    for (unsigned i = 0; i <= random() % 20; ++i, ++key) {
      const auto position = issue(store, tenant);
      store.save_reply(tenant, std::to_string(key), kHash, reply_for(key, position));
      batch.push_back({key, position});
    }
    if (store.commit() != CommitOutcome::durable) ::_exit(3);
    const auto size = batch.size() * sizeof(Acknowledged);
    if (::write(acknowledge, batch.data(), size) != static_cast<ssize_t>(size)) ::_exit(4);
    store.checkpoint_if_due();
  }
}

void expect_sound(const std::string& path, const std::vector<Acknowledged>& acknowledged) {
  const auto lock = WriterLock::try_take(path);
  ASSERT_TRUE(lock) << "the kernel drops a dead writer's lock";
  WriteStore store({path});
  const auto tenant = store.find_tenant("acme").value();
  for (const auto& [key, position] : acknowledged) {
    const auto reply = store.find_reply(tenant, std::to_string(key));
    ASSERT_TRUE(reply) << "key " << key << " was acknowledged";
    EXPECT_EQ(reply->reply, reply_for(key, position));
    EXPECT_EQ(reply->request_hash, kHash);
  }
  RawStore raw(path);
  const auto documents = raw.integer("SELECT count(*) FROM document");
  EXPECT_EQ(raw.integer("SELECT coalesce(max(sequence), 0) FROM document"), documents)
      << "a gap, or a number twice";
  EXPECT_EQ(raw.integer("SELECT count(DISTINCT sequence) FROM document"), documents);
  EXPECT_EQ(raw.integer("SELECT count(*) FROM command_log"), documents) << "one key, one document";
  EXPECT_EQ(raw.integer("SELECT count(*) - max(position) FROM event"), 0);
  EXPECT_EQ(raw.text("PRAGMA quick_check"), "ok");
  EXPECT_EQ(ledger_fault(path), std::nullopt);
  EXPECT_TRUE(ReadStore(path).verify_chain(tenant, 1, 10'000'000).intact);
}

std::vector<Acknowledged> read_all(int fd) {
  std::vector<Acknowledged> all;
  for (Acknowledged one{}; ::read(fd, &one, sizeof one) == static_cast<ssize_t>(sizeof one);)
    all.push_back(one);
  return all;
}

TEST(Crash, LosesNothingAcknowledgedAndLeavesNoGap) {
  TempFolder folder;
  {
    WriteStore store({folder.file()});
    open_books(store);
  }
  std::mt19937 random(42);
  std::size_t acknowledged = 0;
  int rounds = 0;
  unsigned life_us = 60'000;  // of a writer, at the most
  const auto begin = std::chrono::steady_clock::now();
  const auto go_on = [&] {
    const auto took = std::chrono::steady_clock::now() - begin;
    const bool shown = acknowledged > kAcknowledgedMin && rounds >= kRoundsMin;
    return !testing::Test::HasFailure() &&
           (shown ? rounds < kRounds && took < kTimeMax : took < kPatience);
  };
  for (; go_on(); ++rounds) {
    std::array<int, 2> pipe{};
    ASSERT_EQ(::pipe(pipe.data()), 0);
    const pid_t child = ::fork();
    if (child == 0) {
      ::close(pipe[0]);
      write_until_killed(
          folder.file(), static_cast<unsigned>(rounds), rounds * 1'000'000LL, pipe[1]);
    }
    ::close(pipe[1]);
    // Not a wait for anything: the moment of death is what the round varies.
    std::this_thread::sleep_for(std::chrono::microseconds(3'000 + random() % life_us));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status)) << "the writer ended by itself with " << WEXITSTATUS(status);
    const auto batch = read_all(pipe[0]);
    ::close(pipe[0]);
    acknowledged += batch.size();
    // A machine on which it is not even open by then.
    if (batch.empty() && life_us < 2'000'000) life_us += life_us / 8;
    expect_sound(folder.file(), batch);
  }
  EXPECT_GE(rounds, kRoundsMin);
  EXPECT_GT(acknowledged, kAcknowledgedMin);
}

}  // namespace
}  // namespace latido::db
