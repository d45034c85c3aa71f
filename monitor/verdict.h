#pragma once

#include "common/clock.h"
#include "common/health/heart.h"
#include "monitor/state.h"

#include <cstdint>
#include <optional>
#include <string>

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

struct ProcessLook {
  ProcessState state = ProcessState::unlooked;
  std::uint32_t pid = 0;
  bool young = false;  // started a few seconds ago: it may still be starting up
};

enum class EchoState : std::uint8_t { not_asked, pending, ok, none };

struct StuckLoop {
  std::string name;
  std::string operation;
};

// What is known of one service at one moment.
struct Observation {
  bool heard = false;    // this incarnation has beaten or answered
  bool beating = false;  // beats come on time
  health::Phase phase = health::Phase::serving;
  std::optional<StuckLoop> stuck;
  EchoState echo = EchoState::not_asked;
  PortState port = PortState::unprobed;
  ProcessLook process;
  Duration verifying = Duration::zero();  // since the suspicion arose
};

struct Finding {
  Verdict verdict;
  std::string cause;  // one sentence, without measured figures: the same cause reads the same

  friend bool operator==(const Finding&, const Finding&) = default;
};

// How long the living may keep silent while they are verified. A starved machine delays a beat by
// up to 0.5 s.
inline constexpr std::chrono::milliseconds kSilentAliveGrace{1000};
inline constexpr std::chrono::milliseconds kHeartbeatPathGrace{200};
inline constexpr std::chrono::milliseconds kFirstLookGrace{500};

// The verdict table of docs/monitor.md. Nothing: not enough is known yet. Pure.
std::optional<Finding> judge(const Observation& seen);

}  // namespace latido::monitor
