#include "monitor/delivery.h"
#include "monitor/exit_status.h"
#include "monitor/file_descriptor.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace latido::monitor {
namespace {

constexpr std::chrono::milliseconds kPoll{5};
constexpr int kFirstOtherDescriptor = 3;

// The child's standard input is the pipe, and it inherits no other descriptor.
int spawn_reader(const std::vector<std::string>& words, int pipe, pid_t& pid) {
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, pipe, STDIN_FILENO);
  ::posix_spawn_file_actions_addclosefrom_np(&actions, kFirstOtherDescriptor);
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  sigset_t all;
  sigset_t none;
  sigfillset(&all);
  sigemptyset(&none);
  ::posix_spawnattr_setsigdefault(&attributes, &all);
  ::posix_spawnattr_setsigmask(&attributes, &none);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  auto copy = words;
  std::vector<char*> argv;
  for (auto& word : copy) argv.push_back(word.data());
  argv.push_back(nullptr);
  const int error = ::posix_spawnp(&pid, argv[0], &actions, &attributes, argv.data(), environ);
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&actions);
  return error;
}

}  // namespace

// The pipe does not block: a command that does not read its input cannot hold the thread.
std::string deliver_to_command(const std::vector<std::string>& words,
                               const std::string& text,
                               std::chrono::seconds patience) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return std::strerror(errno);
  FileDescriptor out(ends[0]);
  FileDescriptor in(ends[1]);
  ::fcntl(in.get(), F_SETFL, O_NONBLOCK);
  pid_t pid = 0;
  if (const int error = spawn_reader(words, out.get(), pid); error != 0) {
    return words.front() + ": " + std::strerror(error);
  }
  out.reset();
  const auto deadline = std::chrono::steady_clock::now() + patience;
  std::size_t written = 0;
  int status = 0;
  while (::waitpid(pid, &status, WNOHANG) == 0) {
    if (in) {
      const auto size = ::write(in.get(), text.data() + written, text.size() - written);
      if (size > 0) written += static_cast<std::size_t>(size);
      if (written == text.size() || (size < 0 && errno != EAGAIN)) in.reset();
    }
    if (std::chrono::steady_clock::now() >= deadline) {
      ::kill(pid, SIGKILL);  // a child that is not reaped yet: the pid is its own
      ::waitpid(pid, &status, 0);
      return words.front() + " did not end in time";
    }
    std::this_thread::sleep_for(kPoll);
  }
  return status == 0 ? "" : words.front() + ": " + exit_text(status);
}

}  // namespace latido::monitor
