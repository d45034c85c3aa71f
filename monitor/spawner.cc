#include "monitor/spawner.h"

#include "monitor/exit_status.h"
#include "monitor/file_descriptor.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utility>

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

pid_t spawn(const Spawner::Command& command) {
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

Spawner::Started carry_out(const Spawner::Command& command, std::size_t owner) {
  try {
    return {owner, static_cast<std::uint32_t>(spawn(command)), ""};
  } catch (const std::exception& error) {
    return {owner, 0, error.what()};
  }
}

}  // namespace

Spawner::Spawner() : thread_([this] { run(); }) {}

Spawner::~Spawner() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void Spawner::start(Command command, std::size_t owner) {
  {
    const std::lock_guard lock(mutex_);
    orders_.push_back({std::move(command), owner});
  }
  wake_.notify_one();
}

void Spawner::run() {
  sigset_t all;
  sigfillset(&all);
  ::pthread_sigmask(SIG_BLOCK, &all, nullptr);  // signals are for the thread that runs the loop
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return stopping_ || !orders_.empty(); });
    if (stopping_) return;
    const auto order = std::move(orders_.front());
    orders_.pop_front();
    lock.unlock();
    auto started = carry_out(order.command, order.owner);
    lock.lock();
    started_.push_back(std::move(started));
  }
}

std::vector<Spawner::Started> Spawner::take_started() {
  std::vector<Started> out;
  {
    const std::lock_guard lock(mutex_);
    out.swap(started_);
  }
  for (const auto& started : out) {
    if (started.pid != 0) children_.push_back({static_cast<pid_t>(started.pid), started.owner});
  }
  return out;
}

std::vector<Spawner::Ended> Spawner::reap() {
  std::vector<Ended> ended;
  std::erase_if(children_, [&ended](const Child& child) {
    int status = 0;
    // Safe with a bare pid: while a child is not reaped, its pid goes to nobody else.
    if (::waitpid(child.pid, &status, WNOHANG) == 0) return false;
    ended.push_back({child.owner, static_cast<std::uint32_t>(child.pid), exit_text(status)});
    return true;
  });
  return ended;
}

}  // namespace latido::monitor
