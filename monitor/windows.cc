#include "monitor/windows.h"

#include <algorithm>
#include <utility>

namespace latido::monitor {

Windows::Windows(const std::vector<WatchedService>& services) {
  for (const auto& service : services)
    entries_.push_back({service.name, service.maintenance, {}, false});
}

void Windows::inherit(const std::vector<WindowOpened>& opened, std::int64_t unix_ms) {
  for (const auto& window : opened) {
    auto* entry = find(window.service);
    if (entry == nullptr || std::exchange(entry->known, true)) continue;
    entry->opened.inherit(window.until_unix_ms, unix_ms);
  }
}

std::optional<health::Maintenance> Windows::open(const health::Maintenance& wish,
                                                 std::int64_t unix_ms) {
  auto* entry = find(wish.service);
  if (entry == nullptr) return std::nullopt;
  entry->opened.open(wish.minutes, unix_ms);
  entry->known = true;
  return told(*entry, unix_ms);
}

std::vector<health::Maintenance> Windows::opened(std::int64_t unix_ms) const {
  std::vector<health::Maintenance> out;
  for (const auto& entry : entries_) {
    if (entry.opened.until(unix_ms) != 0) out.push_back(told(entry, unix_ms));
  }
  return out;
}

void Windows::note_on(Board& board, std::int64_t unix_ms) const {
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const auto until = entries_[i].opened.until(unix_ms);
    const bool planned = in_maintenance(entries_[i].planned, unix_ms);
    board.note_maintenance(i, until != 0 || planned, until);
  }
}

Windows::Entry* Windows::find(const std::string& service) {
  const auto it = std::find_if(entries_.begin(), entries_.end(), [&service](const auto& entry) {
    return entry.service == service;
  });
  return it == entries_.end() ? nullptr : &*it;
}

health::Maintenance Windows::told(const Entry& entry, std::int64_t unix_ms) {
  return {.service = entry.service, .minutes = 0, .until_unix_ms = entry.opened.until(unix_ms)};
}

}  // namespace latido::monitor
