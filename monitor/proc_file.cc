#include "monitor/proc_file.h"

#include "monitor/file_descriptor.h"
#include "monitor/process_stat.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <string_view>
#include <unistd.h>

namespace latido::monitor {
namespace {

constexpr std::size_t kSizeMax = 4096;
constexpr std::size_t kEnvironmentMax = 2UL * 1024 * 1024;  // more is given to no program

// What is named by a number in it: processes, threads.
std::optional<std::vector<std::uint32_t>> numbers_in(const std::string& folder) {
  const std::unique_ptr<DIR, int (*)(DIR*)> entries(::opendir(folder.c_str()), ::closedir);
  if (!entries) return std::nullopt;
  std::vector<std::uint32_t> out;
  while (const auto* entry = ::readdir(entries.get())) {
    const std::string_view text(entry->d_name);
    std::uint32_t number = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
    if (parsed.ec == std::errc() && parsed.ptr == text.data() + text.size()) out.push_back(number);
  }
  return out;
}

bool has_ended(const std::string& thread) {
  const auto text = read_proc(thread + "/stat");
  const auto stat = text ? parse_stat(*text) : std::nullopt;
  return !stat || stat->thread_ended;
}

}  // namespace

tl::expected<std::string, int> read_proc(const std::string& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) return tl::make_unexpected(errno);
  std::array<char, kSizeMax> buffer{};
  const auto size = ::read(file.get(), buffer.data(), buffer.size());
  if (size < 0) return tl::make_unexpected(errno);
  return std::string(buffer.data(), static_cast<std::size_t>(size));
}

std::string folder_of(std::uint32_t pid) {
  auto folder = "/proc/" + std::to_string(pid);
  if (!has_ended(folder)) return folder;
  const auto tasks = folder + "/task";
  for (const auto tid : numbers_in(tasks).value_or(std::vector<std::uint32_t>{})) {
    auto thread = tasks + '/' + std::to_string(tid);
    if (!has_ended(thread)) return thread;
  }
  return folder;
}

std::string read_environment(std::uint32_t pid) {
  const auto path = folder_of(pid) + "/environ";
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::string out;
  std::array<char, kSizeMax> buffer{};
  while (file && out.size() < kEnvironmentMax) {
    const auto size = ::read(file.get(), buffer.data(), buffer.size());
    if (size <= 0) break;
    out.append(buffer.data(), static_cast<std::size_t>(size));
  }
  return out;
}

std::optional<std::vector<std::uint32_t>> all_pids() { return numbers_in("/proc"); }

std::string plain(std::string text, std::string_view kept) {
  const auto is_other = [kept](char c) {
    return (c < ' ' || c > '~') && kept.find(c) == std::string_view::npos;
  };
  std::replace_if(text.begin(), text.end(), is_other, '?');
  return text;
}

}  // namespace latido::monitor
