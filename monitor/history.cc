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

void History::turn(bool blind, MonotonicTime now, std::int64_t unix_ms) {
  recorder_.turn(blind, now, unix_ms);
  if (losing_ && writer_.may_start_over()) {
    losing_ = false;
    recorder_.start_over(now, unix_ms);
  }
  auto records = recorder_.take();
  if (!records.empty() && !writer_.offer(std::move(records))) losing_ = true;
}

}  // namespace latido::monitor
