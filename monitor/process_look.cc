#include "monitor/process_look.h"

#include <array>
#include <cerrno>
#include <charconv>
#include <ctime>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <optional>
#include <string_view>
#include <sys/syscall.h>
#include <unistd.h>

#include <tl/expected.hpp>

namespace latido::monitor {
namespace {

constexpr std::size_t kCommMax = 15;
constexpr std::uint64_t kYoungSeconds = 5;

struct Stat {
  std::string comm;
  char state = '?';
  std::uint64_t start_ticks = 0;
};

// The text after the n-th space; empty where there are fewer.
std::string_view after_spaces(std::string_view text, int n) {
  for (; n > 0; --n) {
    const auto space = text.find(' ');
    if (space == std::string_view::npos) return {};
    text.remove_prefix(space + 1);
  }
  return text;
}

// The name (field 2) stands in parentheses and may hold any byte: the last parenthesis ends it.
std::optional<Stat> parse_stat(std::string_view text) {
  const auto open = text.find('(');
  const auto close = text.rfind(')');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open) return {};
  const auto rest = text.substr(close + 1);  // " S 1 ..." with field 3 first
  constexpr int kSpacesToStart = 20;
  const auto start = after_spaces(rest, kSpacesToStart);
  if (start.empty()) return std::nullopt;
  Stat stat{.comm = std::string(text.substr(open + 1, close - open - 1)), .state = rest.at(1)};
  std::from_chars(start.data(), start.data() + start.size(), stat.start_ticks);
  return stat;
}

// Where it cannot be had: the errno that says why.
tl::expected<Stat, int> read_stat(std::uint32_t pid) {
  const auto path = "/proc/" + std::to_string(pid) + "/stat";
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) return tl::make_unexpected(errno);
  std::array<char, 1024> buffer{};
  const auto size = ::read(file.get(), buffer.data(), buffer.size());
  if (size < 0) return tl::make_unexpected(errno);
  if (auto stat = parse_stat({buffer.data(), static_cast<std::size_t>(size)})) return *stat;
  return tl::make_unexpected(EIO);
}

// Of all that may go wrong (no descriptor left, no permission), only these speak of the process.
ProcessState state_of_error(int error) {
  return error == ENOENT || error == ESRCH ? ProcessState::gone : ProcessState::unlooked;
}

ProcessState state_of(char letter) {
  switch (letter) {
    case 'R':
      return ProcessState::running;
    case 'D':
      return ProcessState::waiting_io;
    case 'T':
    case 't':
      return ProcessState::stopped;
    case 'Z':
      return ProcessState::zombie;
    case 'X':
    case 'x':
      return ProcessState::gone;
    default:
      return ProcessState::sleeping;
  }
}

bool is_young(std::uint64_t start_ticks) {
  timespec now{};
  ::clock_gettime(CLOCK_BOOTTIME, &now);
  const auto ticks_a_second = static_cast<std::uint64_t>(::sysconf(_SC_CLK_TCK));
  return static_cast<std::uint64_t>(now.tv_sec) < start_ticks / ticks_a_second + kYoungSeconds;
}

}  // namespace

ProcessLook look_at(std::uint32_t pid, std::uint64_t start_ticks) {
  const auto stat = read_stat(pid);
  if (!stat) return {state_of_error(stat.error()), pid};
  if (stat->start_ticks != start_ticks) return {ProcessState::other_start, pid};
  return {state_of(stat->state), pid, is_young(start_ticks)};
}

ProcessLook find_by_name(const std::string& name) {
  const auto wanted = name.substr(0, kCommMax);
  const std::unique_ptr<DIR, int (*)(DIR*)> proc(::opendir("/proc"), ::closedir);
  ProcessLook found{proc ? ProcessState::absent : ProcessState::unlooked};
  std::uint64_t found_start = 0;
  while (const auto* entry = proc ? ::readdir(proc.get()) : nullptr) {
    const std::string_view text(entry->d_name);
    std::uint32_t pid = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), pid);
    if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size()) continue;
    const auto stat = read_stat(pid);
    if (!stat || stat->comm != wanted || stat->start_ticks < found_start) continue;
    const auto state = state_of(stat->state);
    if (state == ProcessState::zombie || state == ProcessState::gone) continue;
    found = {state, pid, is_young(stat->start_ticks)};
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
