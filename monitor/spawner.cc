#include "monitor/spawner.h"

#include "monitor/exit_status.h"

#include <exception>
#include <sys/wait.h>
#include <utility>

namespace latido::monitor {

Spawner::Spawner()
    : thread_([](const Order& order) -> Started {
        try {
          return {order.owner, static_cast<std::uint32_t>(spawn(order.command)), ""};
        } catch (const std::exception& error) {
          return {order.owner, 0, error.what()};
        }
      }) {}

void Spawner::start(Command command, std::size_t owner) {
  thread_.give({std::move(command), owner});
}

std::vector<Spawner::Started> Spawner::take_started() {
  auto out = thread_.take();
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
