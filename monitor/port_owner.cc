#include "monitor/port_owner.h"

#include "monitor/proc_file.h"

#include <array>
#include <charconv>
#include <dirent.h>
#include <fstream>
#include <memory>
#include <set>
#include <sstream>
#include <string_view>
#include <unistd.h>
#include <vector>

namespace latido::monitor {
namespace {

constexpr std::size_t kCommMax = 15;
constexpr std::string_view kListening = "0A";
constexpr int kHex = 16;

using Directory = std::unique_ptr<DIR, int (*)(DIR*)>;

bool ends_with_port(const std::string& address, std::uint16_t port) {
  const auto colon = address.rfind(':');
  if (colon == std::string::npos) return false;
  std::uint16_t value = 0;
  std::from_chars(address.data() + colon + 1, address.data() + address.size(), value, kHex);
  return value == port;
}

// Names of the sockets that listen on the port, as /proc/PID/fd spells them: "socket:[12345]". The
// kernel lists those that listen first: the rest may be tens of thousands, and is not read.
std::set<std::string> listening_sockets(std::uint16_t port) {
  std::set<std::string> out;
  for (const auto* table : {"/proc/net/tcp", "/proc/net/tcp6"}) {
    std::ifstream file(table);
    std::string line;
    std::getline(file, line);  // the heads of the columns
    while (std::getline(file, line)) {
      std::istringstream fields(line);
      std::string slot, local, remote, state, queues, timer, retransmits, user, timeout, inode;
      fields >> slot >> local >> remote >> state;
      if (state != kListening) break;
      fields >> queues >> timer >> retransmits >> user >> timeout >> inode;
      if (ends_with_port(local, port)) out.insert("socket:[" + inode + "]");
    }
  }
  return out;
}

bool holds_one_of(std::uint32_t pid, const std::set<std::string>& sockets) {
  const auto folder = folder_of(pid) + "/fd";
  const Directory descriptors(::opendir(folder.c_str()), ::closedir);
  while (const auto* entry = descriptors ? ::readdir(descriptors.get()) : nullptr) {
    std::array<char, 64> target{};
    const auto path = folder + '/' + entry->d_name;
    const auto size = ::readlink(path.c_str(), target.data(), target.size());
    if (size > 0 && sockets.contains(std::string(target.data(), static_cast<std::size_t>(size)))) {
      return true;
    }
  }
  return false;
}

std::string name_of_process(std::uint32_t pid) {
  auto name = read_proc("/proc/" + std::to_string(pid) + "/comm").value_or("");
  if (!name.empty() && name.back() == '\n') name.pop_back();
  return name;
}

}  // namespace

PortOwner find_port_owner(std::uint16_t port, const std::string& expected_name) {
  const auto sockets = listening_sockets(port);
  if (sockets.empty()) return {};
  for (const auto pid : all_pids().value_or(std::vector<std::uint32_t>{})) {
    if (!holds_one_of(pid, sockets)) continue;
    const auto comm = name_of_process(pid);
    const bool expected = !expected_name.empty() && comm == expected_name.substr(0, kCommMax);
    return {pid, plain(comm), expected};
  }
  return {};
}

bool listens_on(std::uint32_t pid, std::uint16_t port) {
  return holds_one_of(pid, listening_sockets(port));
}

}  // namespace latido::monitor
