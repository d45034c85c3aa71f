#include "monitor/undertaker.h"

#include "monitor/stacks.h"

#include <csignal>
#include <cstring>
#include <fstream>
#include <sys/syscall.h>
#include <unistd.h>
#include <utility>

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

Undertaker::Undertaker() : thread_([this] { run(); }) {}

Undertaker::~Undertaker() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void Undertaker::end(Order order) {
  {
    const std::lock_guard lock(mutex_);
    orders_.push_back(std::move(order));
  }
  wake_.notify_one();
}

void Undertaker::run() {
  sigset_t all;
  sigfillset(&all);
  ::pthread_sigmask(SIG_BLOCK, &all, nullptr);  // signals are for the thread that runs the loop
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return stopping_ || !orders_.empty(); });
    if (stopping_) return;
    const auto order = std::move(orders_.front());
    orders_.pop_front();
    lock.unlock();
    auto report = carry_out(order);
    lock.lock();
    reports_.push_back(std::move(report));
  }
}

std::vector<std::string> Undertaker::take_reports() {
  const std::lock_guard lock(mutex_);
  return std::exchange(reports_, {});
}

}  // namespace latido::monitor
