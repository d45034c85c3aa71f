// Real commands and a real HTTP server of a few lines.
#include "monitor/delivery.h"

#include "common/clock.h"
#include "monitor/hooks.h"
#include "tests/unit/monitor/port.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <optional>
#include <thread>
#include <unistd.h>

namespace latido::monitor {
namespace {

constexpr std::chrono::seconds kPatience{20};
// As the monitor does: a command may end before it has read its input.
[[maybe_unused]] const auto kOldAction = std::signal(SIGPIPE, SIG_IGN);

TEST(DeliverToCommand, GivesTheTextOnStandardInput) {
  const auto file = ::testing::TempDir() + "delivered-" + std::to_string(::getpid());
  const std::string text(200'000, 'x');  // more than a pipe holds
  EXPECT_EQ(deliver_to_command({"/bin/sh", "-c", "cat > " + file}, text, kPatience), "");
  std::ifstream in(file);
  EXPECT_EQ(std::string((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>()),
            text);
  std::remove(file.c_str());
}

TEST(DeliverToCommand, TellsWhyItWasNotTaken) {
  EXPECT_EQ(deliver_to_command({"/bin/sh", "-c", "exit 3"}, "x", kPatience),
            "/bin/sh: exit code 3");
  EXPECT_EQ(deliver_to_command({"/no/such"}, "x", kPatience),
            "/no/such: No such file or directory");
}

TEST(DeliverToCommand, EndsACommandThatDoesNotEnd) {
  const auto start = monotonic_now();
  EXPECT_EQ(
      deliver_to_command({"/bin/sleep", "600"}, std::string(200'000, 'x'), std::chrono::seconds(1)),
      "/bin/sleep: did not end in time");
  EXPECT_LT(monotonic_now() - start, kPatience);
}

// Takes one request, keeps it and answers with this status.
std::string serve_once(const Port& port, const std::string& status) {
  const FileDescriptor client(::accept4(port.fd(), nullptr, nullptr, SOCK_CLOEXEC));
  std::string request;
  char buffer[4096];
  while (request.find("{\"id\"") == std::string::npos) {
    const auto size = ::read(client.get(), buffer, sizeof buffer);
    if (size <= 0) break;
    request.append(buffer, static_cast<std::size_t>(size));
  }
  const auto answer = "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
  EXPECT_EQ(::write(client.get(), answer.data(), answer.size()),
            static_cast<ssize_t>(answer.size()));
  return request;
}

TEST(DeliverToUrl, PostsTheTextAsJson) {
  const Port port;
  port.listen(5);
  std::string request;
  std::thread server([&] { request = serve_once(port, "204 No Content"); });
  EXPECT_EQ(deliver_to_url(port.url(), R"({"id":"7"})", kPatience), "");
  server.join();
  EXPECT_TRUE(request.starts_with("POST /hook HTTP/1.1\r\n")) << request;
  EXPECT_NE(request.find("Content-Type: application/json\r\n"), std::string::npos);
  EXPECT_TRUE(request.ends_with("\r\n\r\n{\"id\":\"7\"}"));
}

TEST(DeliverToUrl, TellsWhyItWasNotTaken) {
  const Port port;
  EXPECT_NE(deliver_to_url(port.url(), "{}", kPatience), "") << "nobody listens";
  port.listen(5);
  std::thread server([&] { serve_once(port, "503 Busy"); });
  EXPECT_EQ(deliver_to_url(port.url(), R"({"id":"7"})", kPatience), "answered 503");
  server.join();
  EXPECT_NE(deliver_to_url("file:///etc/passwd", "{}", kPatience), "");
}

TEST(Hooks, TryAgainUntilItIsTakenAndDoNotWaitForASlowOne) {
  const auto file = ::testing::TempDir() + "hook-" + std::to_string(::getpid());
  // Fails at the first two tries: the file grows by a line each.
  const auto stubborn = "echo try >> " + file + "; test $(wc -l < " + file + ") -ge 3";
  Hooks hooks({{.exec = {"/bin/sleep", "3"}, .webhook = ""},
               {.exec = {"/bin/sh", "-c", stubborn}, .webhook = ""}});
  hooks.tell("{}");
  std::size_t tries = 0;
  const auto deadline = monotonic_now() + kPatience;
  while (tries < 3 && monotonic_now() < deadline) {
    std::ifstream in(file);
    tries = static_cast<std::size_t>(
        std::count(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>(), '\n'));
    std::this_thread::yield();
  }
  EXPECT_EQ(tries, 3U);
  EXPECT_TRUE(hooks.take_reports().empty());
  std::remove(file.c_str());
}

// Only for later news: the last one says how things stand.
TEST(Hooks, GiveUpWhatIsNeverTakenForLaterNewsAndTellIt) {
  const std::vector<Hook> one{{.exec = {"/no/such"}, .webhook = ""}};
  Hooks hooks(one);
  hooks.tell("{}");
  hooks.tell("later");
  std::vector<std::string> reports;
  const auto deadline = monotonic_now() + kPatience;
  while (reports.empty() && monotonic_now() < deadline) {
    reports = hooks.take_reports();
    std::this_thread::yield();
  }
  EXPECT_EQ(reports,
            std::vector<std::string>{
                "/no/such: given up after 6 tries: /no/such: No such file or directory"});
}

// A "resolved" that came before its "opened" left somebody paged for ever.
TEST(Hooks, KeepTheOrderOfTheNewsWhileOneIsNotTaken) {
  const auto file = ::testing::TempDir() + "hook-order-" + std::to_string(::getpid());
  const auto stubborn = "cat >> " + file + "; test $(wc -c < " + file + ") -ge 3";
  const std::vector<Hook> one{{.exec = {"/bin/sh", "-c", stubborn}, .webhook = ""}};
  Hooks hooks(one);
  hooks.tell("1");
  hooks.tell("2");
  std::string told;
  const auto deadline = monotonic_now() + kPatience;
  while (told.size() < 4 && monotonic_now() < deadline) {
    std::ifstream in(file);
    told.assign(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    std::this_thread::yield();
  }
  EXPECT_EQ(told, "1112");
  std::remove(file.c_str());
}

// Appends each news to a file; holds the first one until it is let go.
class BusyHook : public ::testing::Test {
 protected:
  explicit BusyHook(const std::string& end = "")
      : file_(::testing::TempDir() + "hook-busy-" + std::to_string(::getpid())) {
    std::remove(file_.c_str());
    std::remove((file_ + ".go").c_str());
    const auto command =
        "cat >> " + file_ + "; until [ -e " + file_ + ".go ]; do sleep 0.02; done" + end;
    const std::vector<Hook> one{{.exec = {"/bin/sh", "-c", command}, .webhook = ""}};
    hooks_.emplace(one);
    hooks_->tell("1");
    told(1);
  }
  ~BusyHook() override {
    hooks_.reset();
    std::remove(file_.c_str());
    std::remove((file_ + ".go").c_str());
  }
  BusyHook(const BusyHook&) = delete;
  BusyHook& operator=(const BusyHook&) = delete;

  void let_go() { std::ofstream(file_ + ".go") << "go"; }

  // What it has been told, once that is so much.
  std::string told(std::size_t size) {
    std::string text;
    const auto deadline = monotonic_now() + kPatience;
    while (text.size() < size && monotonic_now() < deadline) {
      std::ifstream in(file_);
      text.assign(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
      std::this_thread::yield();
    }
    return text;
  }

  const std::string file_;
  std::optional<Hooks> hooks_;
};

TEST_F(BusyHook, IsToldOnlyHowFarAnIncidentHasGrownInTheEnd) {
  hooks_->tell("a", "incident-1");
  hooks_->tell("b", "incident-2");
  hooks_->tell("2");
  hooks_->tell("c", "incident-1");
  hooks_->tell("d", "incident-1");
  hooks_->tell("3");
  let_go();
  EXPECT_EQ(told(5), "1b2d3");
}

TEST_F(BusyHook, LosesTheGrowthOfAnIncidentBeforeItsBeginning) {
  hooks_->tell("o");
  hooks_->tell("g", "incident-1");
  for (std::size_t i = 0; i + 1 < Courier::kQueueMax; ++i) hooks_->tell("n");
  EXPECT_EQ(hooks_->take_reports().size(), 1U);
  let_go();
  EXPECT_EQ(told(3).substr(0, 3), "1on");
}

class FailingHook : public BusyHook {
 protected:
  FailingHook() : BusyHook("; exit 1") {}
};

// What failed is put back beside as much as there may be; from there on the queue grew without end.
TEST_F(FailingHook, LosesOneForEachThatIsToldOnceTheQueueIsFull) {
  for (std::size_t i = 0; i < Courier::kQueueMax; ++i) hooks_->tell("n");
  let_go();
  told(2);  // the first try failed, the second began
  EXPECT_TRUE(hooks_->take_reports().empty());
  std::size_t more = 0;
  std::size_t lost = 0;
  const auto deadline = monotonic_now() + kPatience;
  for (; told(1).size() < 4 && monotonic_now() < deadline; ++more) {
    hooks_->tell("m");
    lost += hooks_->take_reports().size();
  }
  EXPECT_EQ(lost, more);
}

}  // namespace
}  // namespace latido::monitor
