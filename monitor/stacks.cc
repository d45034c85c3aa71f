#include "monitor/stacks.h"

#include "monitor/proc_file.h"
#include "monitor/spawn.h"

#include <array>
#include <chrono>
#include <csignal>
#include <dirent.h>
#include <memory>
#include <sys/wait.h>
#include <system_error>
#include <thread>

namespace latido::monitor {
namespace {

constexpr std::size_t kThreadsMax = 256;
constexpr std::chrono::seconds kToolPatience{5};
constexpr std::chrono::milliseconds kPoll{10};

std::string part(const std::string& folder, const char* name) {
  auto text = read_proc(folder + '/' + name).value_or("");
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

// In the order in which they are tried.
std::array<Command, 2> tools_for(std::uint32_t pid, const std::string& file) {
  const auto target = std::to_string(pid);
  return {Command{{"eu-stack", "-p", target}, file},
          Command{{"gdb", "-nx", "-batch", "-p", target, "-ex", "thread apply all bt"}, file}};
}

// Whether it ended well within the patience; where it does not, it is killed.
bool ends_well(pid_t tool) {
  const auto deadline = std::chrono::steady_clock::now() + kToolPatience;
  int status = 0;
  while (::waitpid(tool, &status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() >= deadline) {
      ::kill(tool, SIGKILL);  // a child that is not reaped yet: the pid is its own
      ::waitpid(tool, &status, 0);
      return false;
    }
    std::this_thread::sleep_for(kPoll);
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

std::string describe_threads(std::uint32_t pid) {
  const auto root = "/proc/" + std::to_string(pid) + "/task";
  const std::unique_ptr<DIR, int (*)(DIR*)> tasks(::opendir(root.c_str()), ::closedir);
  std::string out;
  std::size_t count = 0;
  while (const auto* entry = tasks && count < kThreadsMax ? ::readdir(tasks.get()) : nullptr) {
    const std::string tid(entry->d_name);
    if (tid.front() == '.') continue;
    const auto folder = root + '/' + tid;
    out += "thread " + tid + " (" + part(folder, "comm") + "): waits in " + part(folder, "wchan") +
           ", system call " + part(folder, "syscall") + '\n';
    const auto stack = part(folder, "stack");
    if (!stack.empty()) out += stack + '\n';
    ++count;
  }
  return out;
}

std::string append_user_stacks(std::uint32_t pid, const std::string& file) {
  for (const auto& tool : tools_for(pid, file)) {
    try {
      return ends_well(spawn(tool)) ? tool.words.front() : "";
    } catch (const std::system_error&) {  // it is not installed
    }
  }
  return "";
}

}  // namespace latido::monitor
