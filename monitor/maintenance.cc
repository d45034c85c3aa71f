#include "monitor/maintenance.h"

#include <algorithm>

namespace latido::monitor {
namespace {

constexpr std::int64_t kMsPerMinute = 60'000;
constexpr int kMinutesPerHour = 60;
constexpr int kMinutesPerDay = 24 * kMinutesPerHour;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<int> minute_of_day(std::string_view text) {
  const bool shaped = text.size() == 5 && is_digit(text[0]) && is_digit(text[1]) &&
                      text[2] == ':' && is_digit(text[3]) && is_digit(text[4]);
  if (!shaped) return std::nullopt;
  const int hours = (text[0] - '0') * 10 + (text[1] - '0');
  const int minutes = (text[3] - '0') * 10 + (text[4] - '0');
  if (hours > 23 || minutes > 59) return std::nullopt;
  return hours * kMinutesPerHour + minutes;
}

bool in_maintenance(const std::vector<MaintenanceWindow>& windows, std::int64_t unix_ms) {
  const auto minute = static_cast<int>(unix_ms / kMsPerMinute % kMinutesPerDay);
  return std::any_of(windows.begin(), windows.end(), [minute](const MaintenanceWindow& window) {
    const int since = (minute - window.from_minute + kMinutesPerDay) % kMinutesPerDay;
    return since < window.minutes;
  });
}

void OpenedWindow::open(int minutes, std::int64_t unix_ms) {
  until_unix_ms_ = unix_ms + minutes * kMsPerMinute;
}

void OpenedWindow::inherit(std::int64_t until_unix_ms, std::int64_t unix_ms) {
  until_unix_ms_ = std::min(until_unix_ms, unix_ms + kMinutesPerDay * kMsPerMinute);
}

std::int64_t OpenedWindow::until(std::int64_t unix_ms) const {
  return until_unix_ms_ > unix_ms ? until_unix_ms_ : 0;
}

}  // namespace latido::monitor
