#include "monitor/undertaker.h"

#include "monitor/stacks.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <utility>

namespace latido::monitor {
namespace {

constexpr char kStandardError[] = "/dev/stderr";

// A pipe that nobody reads must not hold it up for ever.
bool append(const std::string& file, const std::string& text) {
  const FileDescriptor fd(
      ::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_NONBLOCK | O_CLOEXEC, 0640));
  return fd && ::write(fd.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size());
}

Undertaker::Written write_down(const Undertaker::Order& order) {
  const auto file = order.stack_file.empty() ? kStandardError : order.stack_file;
  const auto text = "process " + std::to_string(order.pid) + " of " + order.service + " hangs:\n" +
                    describe_threads(order.pid);
  if (!append(file, text)) {
    return {order.owner, "its stacks could not be written to " + file};
  }
  const auto tool = append_user_stacks(order.pid, order.stack_file);
  const auto how = tool.empty() ? std::string("/proc alone") : tool;
  return {order.owner, "its stacks (by " + how + ") are in " + file};
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
