#include "monitor/spawner.h"

#include "monitor/exit_status.h"

#include <csignal>
#include <exception>
#include <sys/wait.h>
#include <utility>

namespace latido::monitor {
namespace {

Spawner::Started carry_out(const Command& command, std::size_t owner) {
  try {
    return {owner, static_cast<std::uint32_t>(spawn(command)), ""};
  } catch (const std::exception& error) {
    return {owner, 0, error.what()};
  }
}

}  // namespace

Spawner::Spawner() : thread_([this] { run(); }) {}

Spawner::~Spawner() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void Spawner::start(Command command, std::size_t owner) {
  {
    const std::lock_guard lock(mutex_);
    orders_.push_back({std::move(command), owner});
  }
  wake_.notify_one();
}

void Spawner::run() {
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
    auto started = carry_out(order.command, order.owner);
    lock.lock();
    started_.push_back(std::move(started));
  }
}

std::vector<Spawner::Started> Spawner::take_started() {
  std::vector<Started> out;
  {
    const std::lock_guard lock(mutex_);
    out.swap(started_);
  }
  for (const auto& started : out) {
    if (started.pid != 0) children_.push_back({static_cast<pid_t>(started.pid), started.owner});
  }
  return out;
}

std::vector<Spawner::Ended> Spawner::reap() {
  std::vector<Ended> ended;
  std::erase_if(children_, [&ended](const Child& child) {
    int status = 0;
    // Safe with a bare pid: while a child is not reaped, its pid goes to nobody else.
    if (::waitpid(child.pid, &status, WNOHANG) == 0) return false;
    ended.push_back({child.owner, static_cast<std::uint32_t>(child.pid), exit_text(status)});
    return true;
  });
  return ended;
}

}  // namespace latido::monitor
