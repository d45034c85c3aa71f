#include "monitor/telling.h"

#include <optional>
#include <utility>

#include <spdlog/spdlog.h>

namespace latido::monitor {
namespace {

constexpr std::chrono::seconds kTickInterval{1};

}  // namespace

Telling::Telling(zmq::context_t& context,
                 const std::string& endpoint,
                 const std::string& epoch,
                 Hooks& hooks)
    : stream_(context, endpoint),
      self_(epoch, monotonic_now()),
      news_(hooks),
      next_tick_(monotonic_now()) {}

// Those of services that are not watched any more go.
void Telling::keep_history(std::unique_ptr<History> history,
                           const Windows& windows,
                           std::int64_t unix_ms) {
  history_ = std::move(history);
  for (const auto& old : history_->resumed().windows) history_->keep_window({old.service, 0});
  for (const auto& window : windows.opened(unix_ms)) {
    history_->keep_window({window.service, window.until_unix_ms});
  }
}

void Telling::keep_late_history(std::unique_ptr<History> history,
                                const Board& board,
                                const Windows& windows,
                                MonotonicTime now) {
  const auto unix_ms = unix_ms_now();
  for (auto incident : history->resumed().incidents) {
    incident.event = IncidentEvent::resolved;
    incident.resolved_unix_ms = unix_ms;
    StreamMessage message;
    message.content = std::move(incident);
    news_.tell(message);
  }
  history->begin_anew(board.snapshot(now, unix_ms), now, unix_ms);
  keep_history(std::move(history), windows, unix_ms);
}

void Telling::beat(MonotonicTime now) {
  stream_.recover(now);
  log_failures(now);
  if (const auto beat = self_.due(now)) stream_.beat(*beat);
  stream_.hear();
}

void Telling::turn(Board& board, Windows& windows, MonotonicTime now) {
  const auto unix_ms = unix_ms_now();
  obey(board, windows, unix_ms);
  publish(board, now, unix_ms);
}

// Whether it was done people see on the stream.
void Telling::obey(Board& board, Windows& windows, std::int64_t unix_ms) {
  for (const auto& id : stream_.take_acknowledged()) board.acknowledge(id);
  for (const auto& [service, wish] : stream_.take_windows()) {
    const auto window = windows.open(wish, unix_ms);
    if (!window) continue;
    stream_.tell_window(*window);
    if (history_) history_->keep_window({service, window->until_unix_ms});
    spdlog::info("{}: a person wants {} minutes of maintenance", service, wish.minutes);
  }
}

void Telling::publish(Board& board, MonotonicTime now, std::int64_t unix_ms) {
  for (const auto& change : board.take_changes(now, unix_ms)) {
    stream_.publish(change);
    if (history_) history_->observe(change, now);
    news_.tell(change);
  }
  if (history_) history_->turn(board.blind(), now, unix_ms);
  stream_.answer_subscribers([&] { return board.snapshot(now, unix_ms); });
}

void Telling::tick(Board& board, const Windows& windows, MonotonicTime now) {
  if (now < next_tick_) return;
  next_tick_ = now + kTickInterval;
  const auto unix_ms = unix_ms_now();
  for (const auto& window : windows.opened(unix_ms)) stream_.tell_window(window);
  auto figures = history_ ? history_->take_figures() : std::nullopt;
  if (!figures) return stream_.publish(board.tick(unix_ms));
  board.note_availability(std::move(*figures));
  stream_.publish(board.full_tick(unix_ms));
}

void Telling::log_failures(MonotonicTime now) {
  if (const auto report = stream_.take_report(now)) spdlog::warn("{}", *report);
  news_.log_failures();
  if (!history_) return;
  for (const auto& report : history_->take_reports()) spdlog::warn("history {}", report);
}

}  // namespace latido::monitor
