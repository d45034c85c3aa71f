#include "monitor/self_beat.h"

#include "common/health/schedule.h"
#include "common/process/process.h"

#include <unistd.h>
#include <utility>

namespace latido::monitor {

SelfBeat::SelfBeat(std::string incarnation, MonotonicTime now) : due_(now) {
  beat_.service = "monitor";
  beat_.incarnation = std::move(incarnation);
  beat_.pid = static_cast<std::uint32_t>(::getpid());
  beat_.start_ticks = process::start_ticks(beat_.pid);
  beat_.boot_id = process::boot_id();
  beat_.interval_ms = static_cast<std::uint32_t>(kInterval.count());
  beat_.phase = health::Phase::serving;
  beat_.heart_tid = static_cast<std::uint32_t>(::gettid());
}

std::optional<health::Beat> SelfBeat::due(MonotonicTime now) {
  if (now < due_) return std::nullopt;
  due_ = health::next_slot(due_, now, kInterval);
  ++beat_.sequence;
  beat_.sent_monotonic_ns =
      std::chrono::duration_cast<std::chrono::nanoseconds>(now.time_since_epoch()).count();
  return beat_;
}

}  // namespace latido::monitor
