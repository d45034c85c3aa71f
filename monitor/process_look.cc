#include "monitor/process_look.h"

#include "monitor/proc_file.h"
#include "monitor/process_stat.h"

#include <cerrno>
#include <ctime>
#include <sys/syscall.h>
#include <unistd.h>
#include <utility>

namespace latido::monitor {
namespace {

constexpr std::size_t kCommMax = 15;
constexpr std::uint64_t kYoungSeconds = 5;

// Where it cannot be had: the errno that says why.
tl::expected<ProcessStat, int> read_stat(std::uint32_t pid) {
  const auto text = read_proc("/proc/" + std::to_string(pid) + "/stat");
  if (!text) return tl::make_unexpected(text.error());
  if (auto stat = parse_stat(*text)) return *stat;
  return tl::make_unexpected(EIO);
}

// Of all that may go wrong (no descriptor left, no permission), only these speak of the process.
ProcessState state_of_error(int error) {
  return error == ENOENT || error == ESRCH ? ProcessState::gone : ProcessState::unlooked;
}

bool is_young(std::uint64_t start_ticks) {
  timespec now{};
  ::clock_gettime(CLOCK_BOOTTIME, &now);
  const auto ticks_a_second = static_cast<std::uint64_t>(::sysconf(_SC_CLK_TCK));
  return static_cast<std::uint64_t>(now.tv_sec) < start_ticks / ticks_a_second + kYoungSeconds;
}

bool runs(std::uint32_t pid, const std::vector<std::string>& command) {
  if (command.empty()) return false;
  const auto text = read_proc(folder_of(pid) + "/cmdline");
  std::string wanted;
  for (const auto& word : command) wanted += word + '\0';
  return text && *text == wanted;
}

}  // namespace

ProcessLook look_at(std::uint32_t pid, std::uint64_t start_ticks) {
  const auto stat = read_stat(pid);
  if (!stat) return {state_of_error(stat.error()), pid};
  if (stat->start_ticks != start_ticks) return {ProcessState::other_start, pid};
  return {stat->state, pid, is_young(start_ticks)};
}

ProcessLook find_by_name(const std::string& name, const std::vector<std::string>& command) {
  const auto wanted = name.substr(0, kCommMax);
  const auto pids = all_pids();
  if (!pids) return {ProcessState::unlooked};
  ProcessLook found{ProcessState::absent};
  std::uint64_t found_start = 0;
  for (const auto pid : *pids) {
    const auto stat = read_stat(pid);
    if (!stat || stat->comm != wanted) continue;
    if (stat->state == ProcessState::zombie || stat->state == ProcessState::gone) continue;
    const bool its_command = runs(pid, command);
    if (std::pair(its_command, stat->start_ticks) < std::pair(found.its_command, found_start))
      continue;
    found = {stat->state, pid, is_young(stat->start_ticks), its_command};
    found_start = stat->start_ticks;
  }
  return found;
}

FileDescriptor open_pidfd(std::uint32_t pid, std::uint64_t start_ticks) {
  FileDescriptor fd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
  if (!fd) return fd;
  const auto stat = read_stat(pid);
  if (!stat || stat->start_ticks != start_ticks) fd.reset();
  return fd;
}

}  // namespace latido::monitor
