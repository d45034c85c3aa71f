#include "monitor/undertaker.h"

#include "monitor/stacks.h"

#include <csignal>
#include <cstring>
#include <fstream>
#include <sys/syscall.h>
#include <unistd.h>

namespace latido::monitor {
namespace {

constexpr char kStandardError[] = "/dev/stderr";

std::string carry_out(const Undertaker::Order& order) {
  const auto file = order.stack_file.empty() ? kStandardError : order.stack_file;
  std::ofstream(file, std::ios::app)
      << "process " << order.pid << " of " << order.service << " hangs:\n"
      << describe_threads(order.pid) << std::flush;
  const auto tool = append_user_stacks(order.pid, order.stack_file);
  const auto who = order.service + ": hung process " + std::to_string(order.pid);
  const auto how = tool.empty() ? std::string("/proc alone") : tool;
  if (::syscall(SYS_pidfd_send_signal, order.pidfd.get(), SIGKILL, nullptr, 0) != 0) {
    return who + " could not be killed: " + std::strerror(errno);
  }
  return who + " was killed, its stacks (by " + how + ") are in " + file;
}

}  // namespace

Undertaker::Undertaker() : thread_(carry_out) {}

}  // namespace latido::monitor
