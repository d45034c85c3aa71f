#pragma once

#include "common/clock.h"
#include "common/process/process.h"
#include "monitor/proc_file.h"

#include <csignal>
#include <cstdint>
#include <string>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include <gtest/gtest.h>

namespace latido::monitor {

// The main thread ends, and another lives on.
inline void leave_main_thread() {
  std::thread([] {
    for (;;) ::pause();
  }).detach();
  ::syscall(SYS_exit, 0);
}

// A child that waits for signals under a name of its own, or `lives` in another way.
class Child {
 public:
  explicit Child(void (*lives)() = [] {}) {
    int ready[2];
    EXPECT_EQ(::pipe(ready), 0);
    pid_ = ::fork();
    if (pid_ == 0) {
      ::prctl(PR_SET_NAME, name_.c_str());
      EXPECT_EQ(::write(ready[1], "x", 1), 1);
      lives();
      for (;;) ::pause();
    }
    char byte = 0;
    EXPECT_EQ(::read(ready[0], &byte, 1), 1);
    ::close(ready[0]);
    ::close(ready[1]);
    ticks_ = process::start_ticks(pid());
  }
  ~Child() {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // With spaces and parentheses, meant to mislead.
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::uint32_t pid() const { return static_cast<std::uint32_t>(pid_); }
  [[nodiscard]] std::uint64_t ticks() const { return ticks_; }
  void send_and_wait(int signal, int wait_flags) const {
    ::kill(pid_, signal);
    siginfo_t info{};
    ::waitid(P_PID, static_cast<id_t>(pid_), &info, wait_flags | WNOWAIT);
  }

 private:
  std::string name_ = "x) R 1 " + std::to_string(::getpid());
  pid_t pid_ = 0;
  std::uint64_t ticks_ = 0;
};

// Whether it comes to that: /proc calls its main thread a zombie.
inline bool comes_to_have_no_main_thread(std::uint32_t pid) {
  const auto deadline = monotonic_now() + std::chrono::seconds(10);
  while (monotonic_now() < deadline) {
    const auto text = read_proc("/proc/" + std::to_string(pid) + "/stat").value_or("");
    if (text.find(") Z ") != std::string::npos) return true;
  }
  return false;
}

}  // namespace latido::monitor
