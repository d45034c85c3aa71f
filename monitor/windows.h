#pragma once

#include "common/health/beat_codec.h"
#include "monitor/board.h"
#include "monitor/config.h"
#include "monitor/history_record.h"
#include "monitor/maintenance.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace latido::monitor {

// The maintenance of all services: what the configuration plans, and the windows that people open
// and end while the monitor runs. Pure.
class Windows {
 public:
  // In the order of the board's cards.
  explicit Windows(const std::vector<WatchedService>& services);

  // What people have opened at the monitor before this one. Of whom something is known already,
  // that is newer. Services that are not watched are passed over.
  void inherit(const std::vector<WindowOpened>& opened, std::int64_t unix_ms);

  // From now on; 0 minutes: none any more. What is to be told of it, with its end; nothing where
  // there is no such service.
  std::optional<health::Maintenance> open(const health::Maintenance& wish, std::int64_t unix_ms);

  // What people have opened and what is not over yet.
  [[nodiscard]] std::vector<health::Maintenance> opened(std::int64_t unix_ms) const;

  void note_on(Board& board, std::int64_t unix_ms) const;

 private:
  struct Entry {
    std::string service;
    std::vector<MaintenanceWindow> planned;
    OpenedWindow opened;
    bool known = false;
  };

  Entry* find(const std::string& service);
  [[nodiscard]] static health::Maintenance told(const Entry& entry, std::int64_t unix_ms);

  std::vector<Entry> entries_;
};

}  // namespace latido::monitor
