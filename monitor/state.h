#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace latido::monitor {

// schema/health.capnp as plain values, in the same order; meanings and units are commented there.
enum class Verdict : std::uint8_t {
  unknown,
  starting,
  up,
  degraded,
  hung,
  stopped,
  crashed,
  unreachable,
  starved,
  io_stall,
  listener_lost,
  filtered,
  impostor
};
enum class PortState : std::uint8_t { unprobed, open, closed, filtered };
enum class Reason : std::uint8_t {
  none,
  beats_on_time,
  standby,
  says_starting,
  says_stopping,
  first_beats,
  replaced,
  just_started,
  deadlock,
  livelock,
  loop_stuck,
  stopped,
  starved,
  device_wait,
  heartbeat_path,
  heartbeat_stuck,
  dependency,
  read_lag,
  ended,
  unreaped,
  pid_reused,
  listener_lost,
  filtered,
  host_unreachable,
  nothing_there,
  stranger_listens,
  stranger_beats
};

struct Evidence {
  std::string cause;
  std::int64_t lateness_ms = 0;
  std::string echo;
  PortState port = PortState::unprobed;
  std::string process;
  std::uint32_t loop_age_ms = 0;
  Reason reason = Reason::none;
  std::string deep_echo;
  std::string wait_channel;
  int cpu_percent = -1;
  int run_delay_percent = -1;
  std::string pressure;
};

struct ServiceState {
  std::string service;
  Verdict verdict = Verdict::unknown;
  Evidence evidence;
  std::uint32_t pid = 0;
  std::string incarnation;
  std::int64_t since_unix_ms = 0;
  std::int64_t last_beat_age_ms = -1;
  std::uint32_t restarts = 0;
  double phi = 0;
  std::uint16_t beat_port = 0;
  bool recovering = false;
  bool flapping = false;
  bool maintenance = false;
  std::uint32_t queue_depth = 0;
  std::int64_t last_commit_age_ms = -1;
  std::int64_t maintenance_until_unix_ms = 0;
};

enum class IncidentEvent : std::uint8_t { opened, grown, acknowledged, resolved };

struct Incident {
  std::string id;
  IncidentEvent event = IncidentEvent::opened;
  std::string root;
  Verdict verdict = Verdict::unknown;
  std::string cause;
  std::int64_t opened_unix_ms = 0;
  std::int64_t resolved_unix_ms = 0;
  bool acknowledged = false;
  std::vector<std::string> services;
};

struct WindowFigures {
  std::uint32_t hours = 0;
  double availability = -1;
  std::uint32_t up_ms = 0;
  std::uint32_t degraded_ms = 0;
  std::uint32_t down_ms = 0;
  std::uint32_t maintenance_ms = 0;
  std::uint32_t faults = 0;
  std::int64_t mean_detect_ms = -1;
  std::int64_t mean_recover_ms = -1;
};

struct ServiceAvailability {
  std::string service;
  std::vector<WindowFigures> windows;
};

using Snapshot = std::vector<ServiceState>;
struct Tick {};
struct Blindness {};

struct StreamMessage {
  std::string epoch;
  std::uint64_t sequence = 0;
  std::int64_t unix_ms = 0;
  bool blind = false;
  std::string blind_reason;
  std::uint32_t lag_ms = 0;
  std::uint8_t health_score = 0;
  std::vector<Incident> incidents;
  std::vector<ServiceAvailability> availability;
  std::variant<Snapshot, ServiceState, Tick, Blindness, Incident> content;
};

constexpr const char* name_of(Verdict verdict) {
  constexpr const char* kNames[] = {"unknown",
                                    "starting",
                                    "up",
                                    "degraded",
                                    "hung",
                                    "stopped",
                                    "crashed",
                                    "unreachable",
                                    "starved",
                                    "ioStall",
                                    "listenerLost",
                                    "filtered",
                                    "impostor"};
  return kNames[static_cast<std::size_t>(verdict)];
}

// It cannot do its work. Degraded ones do some of it, but for those from whom nothing comes at all;
// unknown and starting ones may yet.
constexpr bool is_down(Verdict verdict, Reason reason) {
  if (verdict == Verdict::degraded) return reason == Reason::heartbeat_stuck;
  return verdict != Verdict::unknown && verdict != Verdict::starting && verdict != Verdict::up;
}

}  // namespace latido::monitor
