#pragma once

#include "common/clock.h"
#include "monitor/activity.h"
#include "monitor/verdict.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace latido::monitor {

// What a card wants the world to do; the answers come back through on_echo() and so on.
struct Requests {
  std::string echo_nonce;  // empty: no echo wanted
  std::string deep_nonce;  // likewise, for one through the working loops
  bool probe_port = false;
  bool look = false;           // at identity(), or by name where there is none
  std::uint32_t look_tid = 0;  // at the threads too, closest at this one; 0: not wanted
  bool find_owner = false;     // who listens on its port?
  bool watch = false;          // identity() is new: watch it for death
};

// One round of echo, probe and look.
struct Round {
  MonotonicTime started;
  std::string nonce;
  std::uint32_t tid = 0;  // of the thread that is looked at closest
  EchoState echo = EchoState::pending;
  Duration echo_took = Duration::zero();
  PortState port = PortState::unprobed;
  bool probed = false;  // the probe is over, even where it could not find anything out
  ProcessLook look;
};

// A suspicion under verification.
struct Check {
  MonotonicTime started;
  Round round;
  std::optional<MonotonicTime> silent_since;  // empty: it beats, and a loop looks stuck
  std::string loop;                           // the one that is or was suspected last
  MonotonicTime loop_since;
  std::optional<MonotonicTime> answers_since;  // it has answered an echo in this silence
  PortOwner owner;
  bool owner_wanted = true;
  std::optional<MonotonicTime> open_since;
};

// An echo through the working loops; asked from time to time, and at once when one looks stuck.
// It keeps its nonce until it is answered: the answer of a store that fails comes late.
struct DeepAsk {
  std::string nonce;
  MonotonicTime asked;                    // the last time
  Duration not_run = Duration::zero();    // since then, its process was held up for so long
  std::optional<MonotonicTime> answered;  // empty: it waits for that
  EchoState state = EchoState::not_asked;
  std::string told;     // what came of the last one, as text
  bool failed = false;  // at the last answer, the store did not
};

// That one which is down is down for another cause, while too few rounds have said so.
struct Doubt {
  Verdict verdict = Verdict::unknown;
  Reason reason = Reason::none;
  MonotonicTime round;  // the last one that said so
  int rounds = 0;
};

// What a service had done when a tool of the monitor's own began to stop it.
struct Hold {
  std::map<std::string, std::uint64_t> stuck;  // its loops that did not come round: their turns
  std::uint64_t sequence = 0;                  // of its last beat
};

// The looks at the threads of one process: the last one, and one before it to compare it with,
// whichever thread they were closest at.
class ActivityWatch {
 public:
  // The look to compare with is between one and two of these old, where there are so old ones.
  static constexpr std::chrono::milliseconds kSpan{500};

  void add(const ThreadsLook& look);
  void forget();
  // The thread in question has begun another turn of its loop.
  void note_turn() { turn_began_.reset(); }
  // Of the thread that the last look was closest at. `enough`: see compare().
  [[nodiscard]] Activity activity(Duration enough) const;
  [[nodiscard]] std::uint32_t tid() const;  // of that one; 0: none

 private:
  std::optional<ThreadsLook> base_;
  std::optional<ThreadsLook> next_base_;
  std::optional<ThreadsLook> last_;
  std::optional<ThreadsLook> turn_began_;  // at the beginning of this turn, or a little later
};

}  // namespace latido::monitor
