#include "monitor/change_log.h"

#include <utility>

#include <spdlog/spdlog.h>

namespace latido::monitor {

void ChangeLog::note(const ServiceState& state) {
  auto line = state.service + ' ' + name_of(state.verdict) + ": " + state.evidence.cause;
  auto& last = logged_[state.service];
  if (line == last) return;
  last = std::move(line);
  spdlog::info("{}", last);
}

}  // namespace latido::monitor
