#pragma once

#include <cstdint>

namespace latido::broker {

// Since the broker began. Every message that comes in ends in exactly one of requests, worker
// messages, bad_requests, invalid and unexpected.
struct Counters {
  std::uint64_t requests = 0;  // well formed
  std::uint64_t answers = 0;   // of workers, passed on
  std::uint64_t refused_no_service = 0;
  std::uint64_t refused_busy = 0;
  std::uint64_t refused_expired = 0;
  std::uint64_t outcome_unknown = 0;
  std::uint64_t quarantined = 0;
  std::uint64_t redelivered = 0;
  std::uint64_t bad_requests = 0;  // refused as MALFORMED_REQUEST or TOO_LARGE
  std::uint64_t invalid = 0;       // not Majordomo: dropped
  std::uint64_t unexpected = 0;    // Majordomo, but not now: answered with DISCONNECT
  std::uint64_t stray_answers =
      0;  // of a worker that does not have the request, or for one already answered
  std::uint64_t undeliverable = 0;  // the client was gone or did not read
};

}  // namespace latido::broker
