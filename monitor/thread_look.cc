#include "monitor/thread_look.h"

#include "monitor/proc_file.h"
#include "monitor/process_stat.h"

#include <charconv>
#include <dirent.h>
#include <memory>
#include <optional>
#include <string_view>
#include <sys/syscall.h>

namespace latido::monitor {
namespace {

constexpr std::size_t kThreadsMax = 64;
constexpr std::string_view kSomeAverage = "some avg10=";

std::string task_folder(std::uint32_t pid) { return "/proc/" + std::to_string(pid) + "/task/"; }

// "CPU-NS RUN-DELAY-NS TIMESLICES"
std::optional<ThreadTimes> read_times(std::uint32_t pid, std::uint32_t tid) {
  const auto text = read_proc(task_folder(pid) + std::to_string(tid) + "/schedstat");
  if (!text) return std::nullopt;
  ThreadTimes times{.tid = tid};
  const char* end = text->data() + text->size();
  const auto cpu = std::from_chars(text->data(), end, times.cpu_ns);
  if (cpu.ec != std::errc() || cpu.ptr == end) return std::nullopt;
  const auto delay = std::from_chars(cpu.ptr + 1, end, times.run_delay_ns);
  return delay.ec == std::errc() ? std::optional(times) : std::nullopt;
}

// The kernel names the function, where it is built to; else the number of the system call tells.
bool waits_for_lock(const std::string& folder, const std::string& wait_channel) {
  if (wait_channel.starts_with("futex")) return true;
  const auto call = read_proc(folder + "/syscall");
  return call && call->starts_with(std::to_string(SYS_futex) + ' ');
}

void look_closely(std::uint32_t pid, std::uint32_t tid, ThreadsLook& look) {
  const auto folder = task_folder(pid) + std::to_string(tid);
  const auto text = read_proc(folder + "/stat");
  const auto stat = text ? parse_stat(*text) : std::nullopt;
  if (!stat) return;
  look.state = stat->state;
  const auto channel = read_proc(folder + "/wchan");
  if (channel && *channel != "0") look.wait_channel = *channel;
  look.waits_for_lock =
      stat->state == ProcessState::sleeping && waits_for_lock(folder, look.wait_channel);
}

ProcessState state_of(std::uint32_t pid, std::uint32_t tid) {
  const auto text = read_proc(task_folder(pid) + std::to_string(tid) + "/stat");
  const auto stat = text ? parse_stat(*text) : std::nullopt;
  return stat ? stat->state : ProcessState::unlooked;
}

void note_state(ProcessState state, ThreadTimes& times) {
  times.ready = state == ProcessState::running;
  times.waits_io = state == ProcessState::waiting_io;
}

std::string average(const std::string& resource) {
  const auto text = read_proc("/proc/pressure/" + resource);
  if (!text || !text->starts_with(kSomeAverage)) return "";
  const auto rest = text->substr(kSomeAverage.size());
  return resource + ' ' + rest.substr(0, rest.find_first_of(". ")) + " %";
}

}  // namespace

ThreadsLook look_at_threads(std::uint32_t pid, std::uint32_t tid, MonotonicTime now) {
  ThreadsLook look{.at = now, .state = ProcessState::unlooked, .wait_channel = "", .times = {}};
  look_closely(pid, tid, look);
  const auto own = read_times(pid, tid);
  if (!own) return look;
  look.times.push_back(*own);
  note_state(look.state, look.times.front());
  const std::unique_ptr<DIR, int (*)(DIR*)> tasks(::opendir(task_folder(pid).c_str()), ::closedir);
  while (const auto* entry = tasks ? ::readdir(tasks.get()) : nullptr) {
    const std::string_view name(entry->d_name);
    std::uint32_t other = 0;
    std::from_chars(name.data(), name.data() + name.size(), other);
    if (other == 0 || other == tid || look.times.size() == kThreadsMax) continue;
    auto times = read_times(pid, other);
    if (!times) continue;
    if (look.waits_for_lock) note_state(state_of(pid, other), *times);
    look.times.push_back(*times);
  }
  return look;
}

std::string pressure_text() {
  std::string out;
  for (const auto* resource : {"cpu", "io", "memory"}) {
    const auto one = average(resource);
    if (!one.empty()) out += (out.empty() ? "" : ", ") + one;
  }
  return out;
}

}  // namespace latido::monitor
