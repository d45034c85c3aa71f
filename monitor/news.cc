#include "monitor/news.h"

#include "monitor/stream_codec.h"

#include <utility>

#include <spdlog/spdlog.h>

namespace latido::monitor {

void News::tell(const StreamMessage& change) {
  if (const auto* state = std::get_if<ServiceState>(&change.content)) log(*state);
  if (const auto* incident = std::get_if<Incident>(&change.content)) {
    const bool grown = incident->event == IncidentEvent::grown;
    hooks_.tell(to_json(*incident), grown ? incident->id : "");
  }
}

void News::log(const ServiceState& state) {
  auto line = state.service + ' ' + name_of(state.verdict) + ": " + state.evidence.cause;
  auto& last = logged_[state.service];
  if (line == last) return;
  last = std::move(line);
  spdlog::info("{}", last);
}

void News::log_failures() {
  for (const auto& report : hooks_.take_reports()) spdlog::warn("hook {}", report);
}

}  // namespace latido::monitor
