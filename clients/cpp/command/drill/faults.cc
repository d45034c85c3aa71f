#include "clients/cpp/command/drill/faults.h"

#include "common/process/process.h"
#include "monitor/process_look.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace latido::command {
namespace {

constexpr char kOnlyHere[] = "the drill does faults to processes of this machine alone";

[[noreturn]] void fail(const std::string& what) {
  throw std::system_error(errno, std::generic_category(), what);
}

[[noreturn]] void burn() {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  volatile unsigned turns = 0;
  for (;;) turns = turns + 1;
}

int open_switch(const std::string& pipe) {
  const int fd = ::open(pipe.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0) fail(pipe);
  return fd;
}

}  // namespace

Target::Target(const std::string& service, const Identity& identity) : pid_(identity.pid) {
  const auto here = process::boot_id();
  if (here.empty() || identity.boot_id != here) {
    throw std::runtime_error(service + " runs on another machine: " + kOnlyHere);
  }
  pidfd_ = monitor::open_pidfd(pid_, identity.start_ticks);
  if (pidfd_) return;
  throw std::runtime_error(service + ": its process " + std::to_string(pid_) +
                           " is not found here, it has ended or runs in a container: " + kOnlyHere);
}

void Target::send(int signal) const {
  if (::syscall(SYS_pidfd_send_signal, pidfd_.get(), signal, nullptr, 0) != 0) {
    fail("signal to process " + std::to_string(pid_));
  }
}

Stopped::Stopped(Target target) : target_(std::move(target)) { target_.send(SIGSTOP); }

Stopped::~Stopped() {
  try {
    if (!goes_on_) target_.send(SIGCONT);
  } catch (const std::system_error&) {  // it has ended
  }
}

void Stopped::go_on() {
  goes_on_ = true;
  target_.send(SIGCONT);
}

void require_switch(const std::string& pipe) { ::close(open_switch(pipe)); }

void throw_switch(const std::string& pipe, const std::string& word) {
  const int fd = open_switch(pipe);
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
