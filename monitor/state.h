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
  unreachable
};
enum class PortState : std::uint8_t { unprobed, open, closed, filtered };

struct Evidence {
  std::string cause;
  std::int64_t lateness_ms = 0;
  std::string echo;
  PortState port = PortState::unprobed;
  std::string process;
  std::uint32_t loop_age_ms = 0;
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
  std::variant<Snapshot, ServiceState, Tick, Blindness> content;
};

constexpr const char* name_of(Verdict verdict) {
  constexpr const char* kNames[] = {
      "unknown", "starting", "up", "degraded", "hung", "stopped", "crashed", "unreachable"};
  return kNames[static_cast<std::size_t>(verdict)];
}

}  // namespace latido::monitor
