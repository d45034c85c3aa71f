#include "monitor/availability.h"

#include <algorithm>

namespace latido::monitor {
namespace {

std::int64_t mean(std::int64_t sum, std::uint32_t count) { return count == 0 ? -1 : sum / count; }

// The longest window has fewer milliseconds than 32 bits hold.
static_assert(kHistoryMs < std::int64_t{1} << 32U);
std::uint32_t within_window(std::int64_t ms) { return static_cast<std::uint32_t>(ms); }

}  // namespace

Tally::Tally(std::int64_t now_unix_ms) : now_(now_unix_ms), counted_until_(now_ - kHistoryMs) {
  for (std::size_t i = 0; i < windows_.size(); ++i) {
    windows_[i].from = now_ - kWindowHours[i] * kMsPerHour;
  }
}

void Tally::add(const Stretch& stretch) {
  const auto from = std::max(stretch.from_unix_ms, counted_until_);
  const auto to = std::min(stretch.to_unix_ms, now_);
  if (to <= from) return;
  counted_until_ = to;
  for (auto& window : windows_) {
    const auto within = to - std::max(from, window.from);
    if (within > 0) window.ms[static_cast<std::size_t>(stretch.standing)] += within;
  }
}

void Tally::add(const Fault& fault) {
  for (auto& window : windows_) {
    if (fault.at_unix_ms < window.from || fault.at_unix_ms > now_) continue;
    ++window.faults;
    if (fault.detect_ms >= 0) {
      ++window.detected;
      window.detect_ms += fault.detect_ms;
    }
    if (fault.recover_ms >= 0) {
      ++window.recovered;
      window.recover_ms += fault.recover_ms;
    }
  }
}

std::vector<WindowFigures> Tally::figures() const {
  std::vector<WindowFigures> out;
  for (std::size_t i = 0; i < windows_.size(); ++i) {
    const auto& [from, ms, faults, detected, recovered, detect_ms, recover_ms] = windows_[i];
    const auto [up, degraded, down, maintenance] = ms;
    const auto known = up + degraded + down;
    out.push_back(
        {.hours = kWindowHours[i],
         .availability =
             known == 0 ? -1.0 : static_cast<double>(up + degraded) / static_cast<double>(known),
         .up_ms = within_window(up),
         .degraded_ms = within_window(degraded),
         .down_ms = within_window(down),
         .maintenance_ms = within_window(maintenance),
         .faults = faults,
         .mean_detect_ms = mean(detect_ms, detected),
         .mean_recover_ms = mean(recover_ms, recovered)});
  }
  return out;
}

}  // namespace latido::monitor
