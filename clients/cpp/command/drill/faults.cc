#include "clients/cpp/command/drill/faults.h"

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace latido::command {
namespace {

[[noreturn]] void fail(const std::string& what) {
  throw std::system_error(errno, std::generic_category(), what);
}

[[noreturn]] void burn() {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  volatile unsigned turns = 0;
  for (;;) turns = turns + 1;
}

}  // namespace

void send_signal(std::uint32_t pid, int signal) {
  if (pid == 0 || ::kill(static_cast<pid_t>(pid), signal) != 0) {
    fail("signal to process " + std::to_string(pid));
  }
}

Stopped::Stopped(std::uint32_t pid) : pid_(pid) { send_signal(pid, SIGSTOP); }

Stopped::~Stopped() {
  if (pid_ != 0) ::kill(static_cast<pid_t>(pid_), SIGCONT);
}

void Stopped::go_on() { send_signal(std::exchange(pid_, 0), SIGCONT); }

void throw_switch(const std::string& pipe, const std::string& word) {
  const int fd = ::open(pipe.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0) fail(pipe);
  const auto line = word + '\n';
  const bool written = ::write(fd, line.data(), line.size()) == static_cast<ssize_t>(line.size());
  ::close(fd);
  if (!written) fail(pipe);
}

// Renamed into place: the processes that read it never see a half.
void jump_clock(const std::string& file, const std::string& by) {
  const auto draft = file + ".new";
  std::ofstream(draft) << by << '\n' << std::flush;
  std::filesystem::rename(draft, file);
}

Hogs::Hogs(int count) {
  for (int i = 0; i < count; ++i) {
    const pid_t pid = ::fork();
    if (pid == 0) burn();
    if (pid < 0) fail("fork");
    pids_.push_back(pid);
  }
}

Hogs::~Hogs() {
  for (const pid_t pid : pids_) ::kill(pid, SIGKILL);
  for (const pid_t pid : pids_) ::waitpid(pid, nullptr, 0);
}

}  // namespace latido::command
