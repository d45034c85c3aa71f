#pragma once

#include "common/result.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace latido::messaging {

inline constexpr std::int64_t kCreditsMax = 1024;
inline constexpr std::chrono::milliseconds kBeatMin{20};
inline constexpr std::chrono::milliseconds kBeatMax{60'000};
inline constexpr std::size_t kRunMaxBytes = 64;

// What a worker may say about itself in one frame after the service in its READY:
//   LTD1 credits=<1..1024> retry=safe sole=1 beat=<ms> run=<1..64 printable>
// Keys in any order, each optional; keys that are not known are ignored. Pure.
struct Announcement {
  std::uint32_t credits = 1;  // requests that it takes at once
  bool retry_safe = false;    // its requests may be handed over again when it dies
  bool sole = false;          // workers of its service that came earlier are to be dropped
  std::chrono::milliseconds beat{
      0};           // its heartbeat interval; 0: a plain worker, silent while it works
  std::string run;  // the same at each READY of one worker in one process; empty: not said

  friend bool operator==(const Announcement&, const Announcement&) = default;
};

// Refusal: MALFORMED_REQUEST.
Result<Announcement> parse_announcement(std::string_view frame);

std::string format_announcement(const Announcement& announcement);

}  // namespace latido::messaging
