#include "monitor/spawner.h"

#include "monitor/exit_status.h"
#include "monitor/file_descriptor.h"
#include "monitor/spawn.h"

#include <cerrno>
#include <csignal>
#include <exception>
#include <fcntl.h>
#include <sys/wait.h>
#include <system_error>
#include <utility>

namespace latido::monitor {
namespace {

constexpr mode_t kLogMode = 0640;

// A pipe that nobody reads is refused, and does not wait for somebody who does. The service's own
// writes may wait again. None where no file is named.
FileDescriptor open_log(const std::string& path) {
  if (path.empty()) return {};
  const int flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC;
  FileDescriptor log(::open(path.c_str(), flags | O_NONBLOCK, kLogMode));
  if (!log) throw std::system_error(errno, std::generic_category(), "log file " + path);
  ::fcntl(log.get(), F_SETFL, flags);
  return log;
}

void leave_signals_to_the_loop() {
  sigset_t all;
  sigfillset(&all);
  ::pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

}  // namespace

void Spawner::start(Command command, std::size_t owner) {
  try {
    const auto asked = monotonic_now();
    starts_.push_back(std::async(std::launch::async, [=, this, command = std::move(command)] {
      leave_signals_to_the_loop();
      return carry_out(command, owner, asked);
    }));
  } catch (const std::system_error& error) {  // no thread is to be had
    std::promise<Started> refused;
    refused.set_value({.owner = owner, .error = error.what()});
    starts_.push_back(refused.get_future());
  }
}

Spawner::Started Spawner::carry_out(const Command& command,
                                    std::size_t owner,
                                    MonotonicTime asked) {
  try {
    if (const auto running = walk_.pid_of(command.mark, asked); running != 0) {
      const auto process = "process " + std::to_string(running);
      return {owner, 0, process + ", which a monitor started, runs already", true};
    }
    const auto log = open_log(command.log_file);
    const auto pid = spawn({.words = command.words, .mark = command.mark, .output = log.get()});
    return {.owner = owner, .pid = static_cast<std::uint32_t>(pid)};
  } catch (const std::exception& error) {
    return {.owner = owner, .error = error.what()};
  }
}

std::vector<Spawner::Started> Spawner::take_started() {
  std::vector<Started> out;
  std::erase_if(starts_, [&out](std::future<Started>& start) {
    if (start.wait_for(Duration::zero()) != std::future_status::ready) return false;
    out.push_back(start.get());
    return true;
  });
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
    const auto reaped = ::waitpid(child.pid, &status, WNOHANG);
    if (reaped == 0) return false;
    ended.push_back(
        {child.owner, static_cast<std::uint32_t>(child.pid), reaped < 0 ? "" : exit_text(status)});
    return true;
  });
  return ended;
}

}  // namespace latido::monitor
