#pragma once

#include "common/process/process.h"

#include <csignal>
#include <cstdint>
#include <string>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

namespace latido::monitor {

// A child that waits for signals under a name of its own.
class Child {
 public:
  Child() {
    int ready[2];
    EXPECT_EQ(::pipe(ready), 0);
    pid_ = ::fork();
    if (pid_ == 0) {
      ::prctl(PR_SET_NAME, name_.c_str());
      EXPECT_EQ(::write(ready[1], "x", 1), 1);
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

}  // namespace latido::monitor
