#include "monitor/marked_process.h"

#include "monitor/proc_file.h"
#include "monitor/process_stat.h"
#include "monitor/spawn.h"

#include <array>
#include <cerrno>
#include <system_error>
#include <unistd.h>

namespace latido::monitor {
namespace {

bool leads_a_session(std::uint32_t pid) {
  const auto text = read_proc("/proc/" + std::to_string(pid) + "/stat");
  const auto stat = text ? parse_stat(*text) : std::nullopt;
  return stat && stat->session == pid && stat->state != ProcessState::zombie &&
         stat->state != ProcessState::gone;
}

// Empty where it is not for us to see.
std::string network_of(const std::string& process) {
  std::array<char, 64> target{};
  const auto path = process + "/ns/net";  // "net:[4026531840]"
  const auto size = ::readlink(path.c_str(), target.data(), target.size());
  return size > 0 ? std::string(target.data(), static_cast<std::size_t>(size)) : "";
}

bool is_in_another_network(std::uint32_t pid) {
  const auto its = network_of(folder_of(pid));
  const auto own = network_of("/proc/self");
  return !its.empty() && !own.empty() && its != own;
}

// Empty: it has none, or it is not for us to see.
std::string mark_of(std::uint32_t pid) {
  const auto environment = '\0' + read_environment(pid);
  const auto variable = '\0' + std::string(kMarkVariable) + '=';
  const auto at = environment.find(variable);
  if (at == std::string::npos) return "";
  const auto begin = at + variable.size();
  return environment.substr(begin, environment.find('\0', begin) - begin);
}

}  // namespace

MarkedProcesses find_marked() {
  const auto pids = all_pids();
  if (!pids) throw std::system_error(errno, std::generic_category(), "/proc");
  MarkedProcesses out;
  for (const auto pid : *pids) {
    if (!leads_a_session(pid)) continue;
    const auto mark = mark_of(pid);
    if (!mark.empty() && !is_in_another_network(pid)) out.emplace(mark, pid);
  }
  return out;
}

}  // namespace latido::monitor
