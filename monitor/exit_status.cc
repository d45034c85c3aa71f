#include "monitor/exit_status.h"

#include "monitor/proc_file.h"
#include "monitor/process_stat.h"

#include <sys/ioctl.h>
#include <sys/wait.h>

namespace latido::monitor {
namespace {

// linux/pidfd.h of Linux 6.15; Debian 12's headers do not have it yet. The first version of the
// struct, whose size is part of the request's number, so an older kernel refuses it.
struct PidfdInfo {
  std::uint64_t mask;
  std::uint64_t cgroup_id;
  std::uint32_t ids[11];
  std::int32_t exit_code;
};
static_assert(sizeof(PidfdInfo) == 64);
constexpr std::uint64_t kInfoExit = 1U << 3U;
constexpr unsigned long kGetInfo = _IOWR(0xFF, 11, PidfdInfo);

// Zero stands there too where we may not know: so it tells nothing.
int status_of_zombie(std::uint32_t pid, std::uint64_t start_ticks) {
  const auto text = read_proc("/proc/" + std::to_string(pid) + "/stat");
  const auto stat = text ? parse_stat(*text) : std::nullopt;
  const bool its_own = stat && stat->start_ticks == start_ticks;
  return its_own && stat->state == ProcessState::zombie ? stat->exit_status : 0;
}

}  // namespace

std::string exit_text(int status) {
  if (WIFSIGNALED(status)) return "killed by signal " + std::to_string(WTERMSIG(status));
  return "exit code " + std::to_string(WEXITSTATUS(status));
}

std::string how_it_ended(int pidfd, std::uint32_t pid, std::uint64_t start_ticks) {
  if (const int status = status_of_zombie(pid, start_ticks); status != 0) return exit_text(status);
  PidfdInfo info{};
  info.mask = kInfoExit;
  if (::ioctl(pidfd, kGetInfo, &info) != 0 || (info.mask & kInfoExit) == 0) return "";
  return exit_text(info.exit_code);
}

}  // namespace latido::monitor
