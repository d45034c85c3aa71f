#pragma once

#include "monitor/history_record.h"
#include "monitor/state.h"

#include <array>
#include <cstdint>
#include <vector>

namespace latido::monitor {

inline constexpr std::array<std::uint32_t, 3> kWindowHours{1, 24, 24 * 30};
inline constexpr std::int64_t kMsPerHour = 3'600'000;
inline constexpr std::int64_t kHistoryMs = kWindowHours.back() * kMsPerHour;

// One service's stretches and faults to its figures over each of the windows that end at `now`.
// What no stretch covers is unknown and counts for nothing. A fault belongs to the windows in which
// its verdict fell. Pure.
class Tally {
 public:
  explicit Tally(std::int64_t now_unix_ms);

  // In the order of their beginnings. Where two overlap (a clock was set back between two runs of
  // the monitor), the time is counted once, as the earlier one has it.
  void add(const Stretch& stretch);
  void add(const Fault& fault);

  [[nodiscard]] std::vector<WindowFigures> figures() const;

 private:
  struct Window {
    std::int64_t from = 0;
    std::array<std::int64_t, 4> ms{};  // by Standing
    std::uint32_t faults = 0;
    std::uint32_t detected = 0;  // of which that time is known
    std::uint32_t recovered = 0;
    std::int64_t detect_ms = 0;
    std::int64_t recover_ms = 0;
  };

  std::int64_t now_;
  std::int64_t counted_until_;
  std::array<Window, kWindowHours.size()> windows_;
};

}  // namespace latido::monitor
