#pragma once

#include "common/health/heart.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace latido::health {

// schema/health.capnp as plain values; units and meanings are commented there.
struct LoopState {
  std::string name;
  std::uint64_t turns = 0;
  std::uint32_t age_ms = 0;
  std::string operation;
  std::uint32_t budget_ms = 0;
  std::uint32_t tid = 0;

  friend bool operator==(const LoopState&, const LoopState&) = default;
};

struct Beat {
  std::string service;
  std::string incarnation;
  std::uint32_t pid = 0;
  std::uint64_t start_ticks = 0;
  std::string boot_id;
  std::uint64_t sequence = 0;
  std::int64_t sent_monotonic_ns = 0;
  std::uint32_t interval_ms = 0;
  std::vector<LoopState> loops;
  std::uint32_t queue_depth = 0;
  std::int64_t last_commit_age_ms = -1;
  Phase phase = Phase::starting;
  std::uint32_t heart_tid = 0;
  std::int64_t read_lag_ms = -1;

  friend bool operator==(const Beat&, const Beat&) = default;
};

enum class DeepEcho : std::uint8_t { none, ok, failed };  // as in schema/health.capnp

struct EchoRequest {
  std::string nonce;
  bool deep = false;

  friend bool operator==(const EchoRequest&, const EchoRequest&) = default;
};

struct EchoReply {
  std::string nonce;
  Beat beat;
  DeepEcho deep = DeepEcho::none;

  friend bool operator==(const EchoReply&, const EchoReply&) = default;
};

struct Acknowledge {
  std::string incident;

  friend bool operator==(const Acknowledge&, const Acknowledge&) = default;
};

struct Maintenance {
  std::string service;
  std::uint16_t minutes = 0;
  std::int64_t until_unix_ms = 0;

  friend bool operator==(const Maintenance&, const Maintenance&) = default;
};

using HealthMessage = std::variant<Beat, EchoRequest, EchoReply, Acknowledge, Maintenance>;

// Limits of one message; beyond them it is malformed.
inline constexpr std::size_t kHealthMessageMax = 4096;  // bytes
inline constexpr std::size_t kHealthTextMax = 64;       // bytes of any text in it
inline constexpr std::size_t kLoopsMax = 8;
inline constexpr std::uint16_t kMaintenanceMinutesMax = 24 * 60;

// JSON, one frame.
std::string encode(const HealthMessage& message);

// Bytes from anybody. Nothing where they are malformed, too large, or hold a text that is too long
// or not printable ASCII. Fields not known here are skipped, so that a newer service can be watched
// by an older monitor.
std::optional<HealthMessage> decode(std::string_view bytes);

}  // namespace latido::health
