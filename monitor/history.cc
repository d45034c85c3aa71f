#include "monitor/history.h"

#include <utility>
#include <variant>

namespace latido::monitor {

History::History(const std::string& path, std::vector<std::string> services)
    : file_(path),
      resumed_(file_.resumed()),
      recorder_(resumed_, monotonic_now(), unix_ms_now()),
      writer_(file_, std::move(services), [this](const auto& records) { file_.write(records); }) {}

void History::observe(const StreamMessage& message, MonotonicTime now) {
  if (const auto* state = std::get_if<ServiceState>(&message.content)) {
    recorder_.on_change(*state, now);
  } else if (const auto* incident = std::get_if<Incident>(&message.content)) {
    recorder_.on_incident(*incident, now);
  }
}

void History::begin_anew(const StreamMessage& state, MonotonicTime now, std::int64_t unix_ms) {
  recorder_ = Recorder({}, now, unix_ms);
  for (const auto& one : std::get<Snapshot>(state.content)) recorder_.on_change(one, now);
  recorder_.forget_beginnings();
  for (const auto& incident : state.incidents) recorder_.on_incident(incident, now);
  start_over(now, unix_ms);
}

void History::keep_window(const WindowOpened& window) {
  windows_[window.service] = window.until_unix_ms;
  untold_windows_.push_back(window);
}

// From the beginning, for what was recorded before is lost.
void History::start_over(MonotonicTime now, std::int64_t unix_ms) {
  recorder_.start_over(now, unix_ms);
  untold_windows_.clear();
  for (const auto& [service, until] : windows_) untold_windows_.push_back({service, until});
}

void History::turn(bool blind, MonotonicTime now, std::int64_t unix_ms) {
  recorder_.turn(blind, now, unix_ms);
  if (losing_ && writer_.may_start_over()) {
    losing_ = false;
    start_over(now, unix_ms);
  }
  auto records = recorder_.take();
  for (auto& window : std::exchange(untold_windows_, {})) records.emplace_back(std::move(window));
  if (!records.empty() && !writer_.offer(std::move(records))) losing_ = true;
}

}  // namespace latido::monitor
