#include "monitor/spawn.h"

#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <string_view>
#include <system_error>
#include <unistd.h>

namespace latido::monitor {
namespace {

constexpr int kFirstOtherDescriptor = 3;

void check(int error, const std::string& what) {
  if (error != 0) throw std::system_error(error, std::generic_category(), what);
}

class FileActions {
 public:
  explicit FileActions(const Program& program) {
    check(::posix_spawn_file_actions_init(&actions_), "posix_spawn_file_actions_init");
    if (program.input >= 0) {
      check(::posix_spawn_file_actions_adddup2(&actions_, program.input, STDIN_FILENO), "stdin");
    } else {
      check(::posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0),
            "stdin");
    }
    for (const int own : {STDOUT_FILENO, STDERR_FILENO}) {
      if (program.output < 0) break;
      check(::posix_spawn_file_actions_adddup2(&actions_, program.output, own), "output");
    }
    check(::posix_spawn_file_actions_addclosefrom_np(&actions_, kFirstOtherDescriptor),
          "closefrom");
  }
  ~FileActions() { ::posix_spawn_file_actions_destroy(&actions_); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;
  [[nodiscard]] const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

// Default signal actions and an empty mask: the monitor's own settings are not the child's. A
// session of its own: a Ctrl-C in the monitor's terminal is not for it, and it leads a group with
// which what it started can be ended.
class Attributes {
 public:
  Attributes() {
    check(::posix_spawnattr_init(&attributes_), "posix_spawnattr_init");
    sigset_t all;
    sigset_t none;
    sigfillset(&all);
    sigemptyset(&none);
    ::posix_spawnattr_setsigdefault(&attributes_, &all);
    ::posix_spawnattr_setsigmask(&attributes_, &none);
    ::posix_spawnattr_setflags(&attributes_,
                               POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSID);
  }
  ~Attributes() { ::posix_spawnattr_destroy(&attributes_); }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;
  [[nodiscard]] const posix_spawnattr_t* get() const { return &attributes_; }

 private:
  posix_spawnattr_t attributes_{};
};

// As posix_spawn() takes them: pointers, with a null behind the last.
std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (auto& text : texts) out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

// The monitor's own, which may itself have been started by a monitor, but for the mark.
std::vector<std::string> environment_with(const std::string& mark) {
  const auto variable = std::string(kMarkVariable) + '=';
  std::vector<std::string> out;
  if (!mark.empty()) out.push_back(variable + mark);
  for (char** own = environ; own != nullptr && *own != nullptr; ++own) {
    if (!std::string_view(*own).starts_with(variable)) out.emplace_back(*own);
  }
  return out;
}

}  // namespace

pid_t spawn(const Program& program) {
  const FileActions actions(program);
  const Attributes attributes;
  auto words = program.words;
  auto environment = environment_with(program.mark);
  const auto argv = pointers_to(words);
  const auto envp = pointers_to(environment);
  pid_t pid = 0;
  check(::posix_spawnp(&pid, argv[0], actions.get(), attributes.get(), argv.data(), envp.data()),
        words[0]);
  return pid;
}

}  // namespace latido::monitor
