#pragma once

#include "common/clock.h"
#include "common/health/heart.h"
#include "monitor/activity.h"
#include "monitor/state.h"

#include <cstdint>
#include <optional>
#include <string>

namespace latido::monitor {

struct ProcessLook {
  ProcessState state = ProcessState::unlooked;
  std::uint32_t pid = 0;
  bool young = false;  // started a few seconds ago: it may still be starting up
  // Found by its name, it also has the command line that starts the service: it is one of them.
  bool its_command = false;
};

// Who holds the port, where that could be found out.
struct PortOwner {
  std::uint32_t pid = 0;  // 0: not known
  std::string name;
  bool expected = false;  // a program of the service's own name: its next instance
};

enum class EchoState : std::uint8_t { not_asked, pending, ok, none, failed };

struct StuckLoop {
  std::string name;
  std::string operation;
  std::uint32_t tid = 0;
  Duration limit = Duration::zero();  // that a turn may take, where nobody is in its way
};

// What the board knows of others that matters here.
struct Surroundings {
  std::string lost_dependency;   // "broker is crashed"; empty: all that it needs is there
  bool neighbour_beats = false;  // another service of the same host is heard

  friend bool operator==(const Surroundings&, const Surroundings&) = default;
};

// What is known of one service at one moment.
struct Observation {
  bool heard = false;    // this incarnation has beaten or answered
  bool beating = false;  // beats come on time
  health::Phase phase = health::Phase::serving;
  std::int64_t read_lag_ms = -1;
  std::optional<StuckLoop> stuck;
  bool overdue = false;   // a loop would be too old by now, if it could tell
  std::string not_begun;  // a loop that has not come round once: it is still setting things up
  EchoState echo = EchoState::not_asked;
  EchoState deep_echo = EchoState::not_asked;
  bool store_failed = false;  // at the last answer to a deep echo
  PortState port = PortState::unprobed;
  ProcessLook process;
  Activity activity;  // of the stuck loop, or of the thread that should beat
  PortOwner owner;
  bool owner_pending = false;             // it has not been looked up yet
  std::string stranger;                   // another name under which beats come on its port
  std::string death_cause;                // it has ended, and nothing has taken its place
  Duration verifying = Duration::zero();  // since the suspicion arose; of that very loop, if of one
  Duration answering = Duration::zero();  // since it answered an echo in this silence
  Duration open_for = Duration::zero();   // since its port was found open after its death
  Surroundings around;
};

struct Finding {
  Verdict verdict;
  Reason reason;
  std::string cause;  // one sentence, without measured figures: the same cause reads the same

  friend bool operator==(const Finding&, const Finding&) = default;
};

// How long the living may keep silent while they are verified. A starved machine delays a beat by
// up to 0.5 s.
inline constexpr std::chrono::milliseconds kSilentAliveGrace{1000};
inline constexpr std::chrono::milliseconds kHeartbeatPathGrace{200};
// One that was held up may answer an echo just before its next beat.
inline constexpr std::chrono::milliseconds kBeatAfterEcho{100};
inline constexpr std::chrono::milliseconds kFirstLookGrace{500};
// What listens on a dead service's port may be its next instance, for so long.
inline constexpr std::chrono::milliseconds kImpostorGrace{2000};
// Reads that are so far behind the newest commit are not well.
inline constexpr std::int64_t kReadLagMaxMs = 1000;
// Of the time between two looks. A starved thread waits nearly all of it.
inline constexpr int kStarvedPercent = 50;
inline constexpr int kSpinningPercent = 50;
// One that gets this much beside the crowd soon had what a turn may take: it is given so long.
inline constexpr int kCrowdedPercent = 10;
inline constexpr std::chrono::milliseconds kCrowdedGrace{3000};
// A process that takes less than this is idle: those that wait for Python's lock wake up now and
// then.
inline constexpr int kWorkingPercent = 5;
// What a ready thread neither ran nor is known to have waited, it may be waiting right now.
inline constexpr int kAccountedPercent = 75;
// Shares over less than this are chance on a crowded machine.
inline constexpr std::chrono::milliseconds kStarvedLoopGrace{500};

// The verdict table of docs/monitor.md. Nothing: not enough is known yet. Pure.
std::optional<Finding> judge(const Observation& seen);

}  // namespace latido::monitor
