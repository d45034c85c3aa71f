#include "monitor/spawner.h"

#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace latido::monitor {
namespace {

constexpr mode_t kLogMode = 0640;
constexpr int kFirstOtherDescriptor = 3;

void check(int error, const std::string& what) {
  if (error != 0) throw std::system_error(error, std::generic_category(), what);
}

class FileActions {
 public:
  explicit FileActions(const std::string& log_file) {
    check(::posix_spawn_file_actions_init(&actions_), "posix_spawn_file_actions_init");
    check(::posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0),
          "stdin");
    if (!log_file.empty()) {
      check(
          ::posix_spawn_file_actions_addopen(
              &actions_, STDOUT_FILENO, log_file.c_str(), O_WRONLY | O_CREAT | O_APPEND, kLogMode),
          log_file);
      check(::posix_spawn_file_actions_adddup2(&actions_, STDOUT_FILENO, STDERR_FILENO), log_file);
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

// Default signal actions and an empty mask: the monitor's own settings are not the child's.
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
    ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  }
  ~Attributes() { ::posix_spawnattr_destroy(&attributes_); }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;
  [[nodiscard]] const posix_spawnattr_t* get() const { return &attributes_; }

 private:
  posix_spawnattr_t attributes_{};
};

std::string describe(int status) {
  if (WIFSIGNALED(status)) return "killed by signal " + std::to_string(WTERMSIG(status));
  return "exit code " + std::to_string(WEXITSTATUS(status));
}

}  // namespace

std::uint32_t Spawner::start(const Command& command, std::size_t owner) {
  const FileActions actions(command.log_file);
  const Attributes attributes;
  auto words = command.words;
  std::vector<char*> argv;
  for (auto& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  pid_t pid = 0;
  check(::posix_spawnp(&pid, argv[0], actions.get(), attributes.get(), argv.data(), environ),
        words[0]);
  children_.push_back({pid, owner});
  return static_cast<std::uint32_t>(pid);
}

std::vector<Spawner::Ended> Spawner::reap() {
  std::vector<Ended> ended;
  std::erase_if(children_, [&ended](const Child& child) {
    int status = 0;
    // Safe with a bare pid: while a child is not reaped, its pid goes to nobody else.
    if (::waitpid(child.pid, &status, WNOHANG) == 0) return false;
    ended.push_back({child.owner, static_cast<std::uint32_t>(child.pid), describe(status)});
    return true;
  });
  return ended;
}

}  // namespace latido::monitor
