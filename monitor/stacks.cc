#include "monitor/stacks.h"

#include "monitor/proc_file.h"
#include "monitor/run_to_end.h"

#include <array>
#include <chrono>
#include <dirent.h>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

namespace latido::monitor {
namespace {

constexpr std::size_t kThreadsMax = 256;
constexpr std::chrono::seconds kToolPatience{5};

std::string part(const std::string& folder, const char* name) {
  auto text = read_proc(folder + '/' + name).value_or("");
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

// In the order in which they are tried.
std::array<std::vector<std::string>, 2> tools_for(std::uint32_t pid) {
  const auto target = std::to_string(pid);
  return {{{"eu-stack", "-p", target},
           {"gdb", "-nx", "-batch", "-p", target, "-ex", "thread apply all bt"}}};
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
    out += "thread " + tid + " (" + plain(part(folder, "comm")) + "): waits in " +
           part(folder, "wchan") + ", system call " + part(folder, "syscall") + '\n';
    const auto stack = part(folder, "stack");
    if (!stack.empty()) out += stack + '\n';
    ++count;
  }
  return out;
}

UserStacks find_user_stacks(std::uint32_t pid) {
  for (const auto& tool : tools_for(pid)) {
    try {
      auto end = run_to_end({.words = tool, .keep_output = true, .patience = kToolPatience});
      return {end.failure.empty() ? tool.front() : "", plain(std::move(end.output), "\n\t")};
    } catch (const std::system_error&) {  // it is not installed
    }
  }
  return {};
}

}  // namespace latido::monitor
