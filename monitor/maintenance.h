#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace latido::monitor {

// Every day from that minute of the day (UTC) on, for so long; it may run past midnight.
struct MaintenanceWindow {
  int from_minute = 0;
  int minutes = 0;
};

// "HH:MM" to the minute of the day; nothing where it is no such time. Pure.
std::optional<int> minute_of_day(std::string_view text);

// Whether the moment lies in one of them. Wall clock: a window is a promise to people. Pure.
bool in_maintenance(const std::vector<MaintenanceWindow>& windows, std::int64_t unix_ms);

// A window besides those, which a person opens and ends while the monitor runs. Pure.
class OpenedWindow {
 public:
  void open(int minutes, std::int64_t unix_ms);  // from now on; 0 minutes: none any more
  // As another monitor has told it; at most a day of it.
  void inherit(std::int64_t until_unix_ms, std::int64_t unix_ms);
  // Its end; 0: there is none, or it is over.
  [[nodiscard]] std::int64_t until(std::int64_t unix_ms) const;

 private:
  std::int64_t until_unix_ms_ = 0;
};

}  // namespace latido::monitor
