#include "monitor/run_to_end.h"

#include "monitor/exit_status.h"
#include "monitor/file_descriptor.h"
#include "monitor/spawn.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <system_error>
#include <thread>
#include <utility>

namespace latido::monitor {
namespace {

constexpr std::chrono::milliseconds kPoll{5};
constexpr std::chrono::seconds kKillPatience{2};
constexpr int kReadsAtOnce = 32;

struct Pipe {
  FileDescriptor out;
  FileDescriptor in;
};

Pipe make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) {
    throw std::system_error(errno, std::generic_category(), "pipe");
  }
  return {FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

void do_not_block(const FileDescriptor& fd) { ::fcntl(fd.get(), F_SETFL, O_NONBLOCK); }

// Both ways to the program. Our ends do not block: one that neither reads nor writes holds nobody.
class Conversation {
 public:
  explicit Conversation(const Run& run) : to_write_(run.input) {
    if (!run.input.empty()) input_ = make_pipe();
    if (run.keep_output) output_ = make_pipe();
    do_not_block(input_.in);
    do_not_block(output_.out);
  }

  pid_t start(const Run& run) {
    const auto child =
        spawn({.words = run.words, .input = input_.out.get(), .output = output_.in.get()});
    input_.out.reset();
    output_.in.reset();
    return child;
  }

  void go_on() {
    std::array<pollfd, 2> ends{{{input_.in.get(), POLLOUT, 0}, {output_.out.get(), POLLIN, 0}}};
    ::poll(ends.data(), ends.size(), static_cast<int>(kPoll.count()));
    write();
    read();
  }

  // What is there, as much as a pipe holds: who inherited it may live on, and write without end.
  void read() {
    std::array<char, 4096> buffer{};
    for (int reads = 0; output_.out && reads < kReadsAtOnce; ++reads) {
      const auto size = ::read(output_.out.get(), buffer.data(), buffer.size());
      if (size < 0 && (errno == EAGAIN || errno == EINTR)) return;
      if (size <= 0) return output_.out.reset();
      const auto room = RunEnd::kOutputMax - read_.size();
      read_.append(buffer.data(), std::min(static_cast<std::size_t>(size), room));
    }
  }

  std::string take_output() { return std::move(read_); }

 private:
  void write() {
    if (!input_.in) return;
    const auto size = ::write(input_.in.get(), to_write_.data(), to_write_.size());
    if (size > 0) to_write_.erase(0, static_cast<std::size_t>(size));
    const bool broken = size < 0 && errno != EAGAIN && errno != EINTR;
    if (to_write_.empty() || broken) input_.in.reset();
  }

  Pipe input_;
  Pipe output_;
  std::string to_write_;
  std::string read_;
};

std::string failure_of(pid_t reaped, int status) {
  if (reaped < 0) return "nobody tells how it ended";
  return status == 0 ? "" : exit_text(status);
}

// A child that is not reaped yet: its pid, and its group's, can be nobody else's. Why it was
// killed, and whether in vain: one that a device's driver holds does not end until that lets go.
std::string kill_with_group(pid_t child) {
  std::string why = "did not end in time";
  ::kill(-child, SIGKILL);
  const auto deadline = std::chrono::steady_clock::now() + kKillPatience;
  while (::waitpid(child, nullptr, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() >= deadline) return why + ", nor when it was killed";
    std::this_thread::sleep_for(kPoll);
  }
  return why;
}

}  // namespace

RunEnd run_to_end(const Run& run) {
  Conversation conversation(run);
  const auto child = conversation.start(run);
  const auto deadline = std::chrono::steady_clock::now() + run.patience;
  std::string failure;
  int status = 0;
  pid_t reaped = 0;
  while (reaped == 0 && failure.empty()) {
    conversation.go_on();
    reaped = ::waitpid(child, &status, WNOHANG);
    if (reaped == 0 && std::chrono::steady_clock::now() >= deadline) {
      failure = kill_with_group(child);
    }
  }
  conversation.read();
  if (reaped != 0) failure = failure_of(reaped, status);
  return {.failure = failure, .output = conversation.take_output()};
}

}  // namespace latido::monitor
