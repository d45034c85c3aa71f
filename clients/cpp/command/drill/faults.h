#pragma once

#include "monitor/file_descriptor.h"

#include <cstdint>
#include <string>
#include <sys/types.h>
#include <vector>

namespace latido::command {

// The faults that the drill does to running processes.

// What the beats of a process say of it.
struct Identity {
  std::uint32_t pid = 0;
  std::uint64_t start_ticks = 0;
  std::string boot_id;
};

// A process of this machine, held by a pidfd: a signal hits it and nobody else.
class Target {
 public:
  // Throws std::runtime_error with a sentence where it is of another machine or not to be found.
  // `service`: its name in that sentence.
  Target(const std::string& service, const Identity& identity);

  void send(int signal) const;  // throws std::system_error where it is not permitted, or has ended

 private:
  std::uint32_t pid_;
  monitor::FileDescriptor pidfd_;
};

// A process that is stopped from here until go_on(), or for as long as this lives: whatever ends
// the drill, nobody stays stopped.
class Stopped {
 public:
  explicit Stopped(Target target);
  ~Stopped();
  Stopped(const Stopped&) = delete;
  Stopped& operator=(const Stopped&) = delete;

  void go_on();

 private:
  Target target_;
  bool goes_on_ = false;
};

// Throws std::system_error where nobody reads from it.
void require_switch(const std::string& pipe);

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
