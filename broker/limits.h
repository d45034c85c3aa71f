#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace latido::broker {

// What the operator may set; the defaults are what main offers.
struct Limits {
  std::size_t queue_max = 10'000;                  // requests that wait, all services together
  std::size_t queue_bytes_max = 64 * 1024 * 1024;  // bodies kept, waiting or handed over
  std::size_t services_max = 1'000;
  std::size_t workers_max = 1'000;
  std::uint32_t attempts_max = 3;  // worker deaths that one request may cause
  std::chrono::milliseconds default_deadline{30'000};
  std::chrono::milliseconds service_grace{
      5'000};  // how long a request waits for a service whose workers all left
};

inline constexpr std::chrono::minutes kDeadlineMax{5};   // a later one is cut to this
inline constexpr std::size_t kServiceSharePercent = 75;  // of the queue, for one service
inline constexpr std::chrono::milliseconds kPlainBeat{2'500};
inline constexpr int kBeatsMissedMax = 4;
inline constexpr std::size_t kQuarantineMax = 100;
inline constexpr std::size_t kCollectedMaxBytes = 1024 * 1024;  // PARTIALs kept for one 0.1 client
inline constexpr std::size_t kCollectedMaxFrames = 64;
inline constexpr std::uint32_t kBusyRetryMs = 250;
inline constexpr std::uint32_t kNoServiceRetryMs = 500;

}  // namespace latido::broker
