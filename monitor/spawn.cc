#include "monitor/spawn.h"

#include "monitor/file_descriptor.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <sys/types.h>
#include <system_error>
#include <unistd.h>

namespace latido::monitor {
namespace {

constexpr mode_t kLogMode = 0640;
constexpr int kFirstOtherDescriptor = 3;

void check(int error, const std::string& what) {
  if (error != 0) throw std::system_error(error, std::generic_category(), what);
}

// Opened here and not by posix_spawn(), whose error would not tell it from one of the program.
FileDescriptor open_log(const std::string& path) {
  FileDescriptor log(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, kLogMode));
  check(log ? 0 : errno, "log file " + path);
  return log;
}

class FileActions {
 public:
  explicit FileActions(const std::string& log_file) {
    if (!log_file.empty()) log_ = open_log(log_file);
    check(::posix_spawn_file_actions_init(&actions_), "posix_spawn_file_actions_init");
    check(::posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0),
          "stdin");
    if (log_) {
      check(::posix_spawn_file_actions_adddup2(&actions_, log_.get(), STDOUT_FILENO), "stdout");
      check(::posix_spawn_file_actions_adddup2(&actions_, log_.get(), STDERR_FILENO), "stderr");
    }
    check(::posix_spawn_file_actions_addclosefrom_np(&actions_, kFirstOtherDescriptor),
          "closefrom");
  }
  ~FileActions() { ::posix_spawn_file_actions_destroy(&actions_); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;
  [[nodiscard]] const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  FileDescriptor log_;
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

}  // namespace

pid_t spawn(const Command& command) {
  const FileActions actions(command.log_file);
  const Attributes attributes;
  auto words = command.words;
  std::vector<char*> argv;
  for (auto& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  pid_t pid = 0;
  check(::posix_spawnp(&pid, argv[0], actions.get(), attributes.get(), argv.data(), environ),
        words[0]);
  return pid;
}

}  // namespace latido::monitor
