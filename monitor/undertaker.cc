#include "monitor/undertaker.h"

#include "monitor/process_look.h"
#include "monitor/stacks.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <string_view>
#include <sys/syscall.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace latido::monitor {
namespace {

constexpr std::chrono::milliseconds kWritePatience{1000};
constexpr std::size_t kWriteMax = 4096;  // fits into a pipe that poll() calls writable

// A pipe that nobody reads must not hold it up for ever.
bool write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    pollfd item{.fd = fd, .events = POLLOUT, .revents = 0};
    if (::poll(&item, 1, static_cast<int>(kWritePatience.count())) <= 0) return false;
    const auto size = ::write(fd, text.data(), std::min(text.size(), kWriteMax));
    if (size <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(size));
  }
  return true;
}

// Standard error is written to as it is: where it is a socket, nobody can open it anew.
class Paper {
 public:
  explicit Paper(const std::string& file) {
    if (file.empty()) return;
    const int flags = O_WRONLY | O_APPEND | O_CREAT | O_NONBLOCK | O_CLOEXEC;
    fd_ = FileDescriptor(::open(file.c_str(), flags, 0640));
    const auto error = errno;
    if (fd_) {
      name_ = file;
    } else {
      name_ += ", for " + file + " cannot be opened: " + std::generic_category().message(error);
    }
  }
  void write(const std::string& text) {
    complete_ = write_all(fd_ ? fd_.get() : STDERR_FILENO, text) && complete_;
  }
  [[nodiscard]] bool complete() const { return complete_; }
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  FileDescriptor fd_;
  std::string name_ = "standard error";
  bool complete_ = true;
};

// Files may have held it up for long, and the pid may be another's now, which a tool would stop.
UserStacks stacks_of(const Undertaker::Order& order) {
  if (open_pidfd(order.pid, order.start_ticks)) return find_user_stacks(order.pid);
  return {.tool = "", .text = "it has ended meanwhile\n"};
}

// What /proc tells first: should the tool never end, it is there.
Undertaker::Written write_down(const Undertaker::Order& order) {
  const auto threads = describe_threads(order.pid);
  Paper paper(order.stack_file);
  paper.write("process " + std::to_string(order.pid) + " of " + order.service + " hangs:\n" +
              threads);
  const auto stacks = stacks_of(order);
  paper.write(stacks.text);
  if (!paper.complete()) return {order.owner, "its stacks could not be written to " + paper.name()};
  const auto how = stacks.tool.empty() ? std::string("/proc alone") : stacks.tool;
  return {order.owner, "its stacks (by " + how + ") are in " + paper.name()};
}

}  // namespace

Undertaker::Undertaker() : thread_(write_down) {}

void Undertaker::write_stacks(Order order) {
  busy_ = true;
  thread_.give(std::move(order));
}

std::optional<Undertaker::Written> Undertaker::take_written() {
  auto written = thread_.take();
  if (written.empty()) return std::nullopt;
  busy_ = false;
  return std::move(written.front());
}

std::string kill_process(const FileDescriptor& pidfd) {
  if (::syscall(SYS_pidfd_send_signal, pidfd.get(), SIGKILL, nullptr, 0) == 0) return {};
  return std::strerror(errno);
}

}  // namespace latido::monitor
