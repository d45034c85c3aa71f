#include "monitor/marked_process.h"

#include "monitor/proc_file.h"
#include "monitor/process_stat.h"
#include "monitor/spawn.h"

#include <cerrno>
#include <system_error>

namespace latido::monitor {
namespace {

bool leads_a_session(std::uint32_t pid) {
  const auto text = read_proc("/proc/" + std::to_string(pid) + "/stat");
  const auto stat = text ? parse_stat(*text) : std::nullopt;
  return stat && stat->session == pid && stat->state != ProcessState::zombie &&
         stat->state != ProcessState::gone;
}

}  // namespace

std::uint32_t find_marked(const std::string& mark) {
  const auto pids = all_pids();
  if (!pids) throw std::system_error(errno, std::generic_category(), "/proc");
  const auto variable = '\0' + std::string(kMarkVariable) + '=' + mark + '\0';
  for (const auto pid : *pids) {
    if (!leads_a_session(pid)) continue;
    if (('\0' + read_environment(pid)).find(variable) != std::string::npos) return pid;
  }
  return 0;
}

}  // namespace latido::monitor
