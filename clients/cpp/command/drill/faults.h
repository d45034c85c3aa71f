#pragma once

#include <csignal>
#include <cstdint>
#include <string>
#include <sys/types.h>
#include <vector>

namespace latido::command {

// The faults that the drill does to running processes.

// A signal to a process of this machine; throws std::system_error where it is not permitted, or
// there is none.
void send_signal(std::uint32_t pid, int signal);

// A process that is stopped from here until go_on(), or for as long as this lives: whatever ends
// the drill, nobody stays stopped.
class Stopped {
 public:
  explicit Stopped(std::uint32_t pid);
  ~Stopped();
  Stopped(const Stopped&) = delete;
  Stopped& operator=(const Stopped&) = delete;

  void go_on();

 private:
  std::uint32_t pid_;  // 0: goes on
};

// A word to a service that goes wrong on purpose (a test-only switch behind a named pipe).
void throw_switch(const std::string& pipe, const std::string& word);

// Writes how far the clock of the processes that run under libfaketime has jumped.
void jump_clock(const std::string& file, const std::string& by);

// Processes that burn CPU time for as long as this lives.
class Hogs {
 public:
  explicit Hogs(int count);
  ~Hogs();
  Hogs(const Hogs&) = delete;
  Hogs& operator=(const Hogs&) = delete;

 private:
  std::vector<pid_t> pids_;
};

}  // namespace latido::command
