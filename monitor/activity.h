#pragma once

#include "common/clock.h"

#include <cstdint>
#include <string>
#include <vector>

namespace latido::monitor {

enum class ProcessState : std::uint8_t {
  unlooked,  // or the look failed
  absent,    // looked for by name, none there
  running,
  sleeping,
  waiting_io,  // state D
  stopped,     // T or t
  zombie,
  gone,
  other_start,  // the pid belongs to a later process
};

// /proc/PID/task/TID/schedstat: what one thread has had so far.
struct ThreadTimes {
  std::uint32_t tid = 0;
  std::int64_t cpu_ns = 0;
  std::int64_t run_delay_ns = 0;  // ready to run, and no CPU
  bool ready = false;             // state R, where that was looked at
  bool waits_io = false;          // state D, likewise

  friend bool operator==(const ThreadTimes&, const ThreadTimes&) = default;
};

// One look at a process's threads, and closer at the one in question.
struct ThreadsLook {
  MonotonicTime at;
  ProcessState state = ProcessState::unlooked;  // of the one in question
  std::string wait_channel;
  bool waits_for_lock = false;     // it sleeps in a futex: then the states of the others are known
  std::vector<ThreadTimes> times;  // the one in question first
};

// What the threads did between two looks.
struct Activity {
  ProcessState state = ProcessState::unlooked;
  std::string wait_channel;
  bool waits_for_lock = false;
  bool another_waits_io = false;         // another thread did nothing but wait in state D
  int cpu_percent = -1;                  // of the thread in question; -1: not known
  int run_delay_percent = -1;            // likewise
  int worst_run_delay_percent = -1;      // of the thread that waited most; see compare()
  int process_cpu_percent = -1;          // of all threads; of two that spin 200
  Duration cpu_used = Duration::zero();  // by the thread in question, seen so far in this turn
};

// Null: it is not among them.
const ThreadTimes* find(const std::vector<ThreadTimes>& times, std::uint32_t tid);

// Shares are told once the looks are this far apart: the kernel counts in ticks of up to 10 ms.
inline constexpr std::chrono::milliseconds kActivitySpanMin{40};

// Pure. `before` and `now` are of the same process. `turn_began`: a look from when the turn at hand
// began or a little later; a thread that has had `enough` CPU time since then did not want for it,
// and does not count as the one that waited most.
Activity compare(const ThreadsLook& before,
                 const ThreadsLook& now,
                 const ThreadsLook& turn_began,
                 Duration enough);

}  // namespace latido::monitor
