#include "monitor/activity.h"

#include <algorithm>

namespace latido::monitor {
namespace {

int percent(std::int64_t part_ns, Duration span, int most = 100) {
  const auto whole = std::chrono::duration_cast<std::chrono::nanoseconds>(span).count();
  return static_cast<int>(std::clamp<std::int64_t>(part_ns * 100 / whole, 0, most));
}

Duration cpu_since(const ThreadsLook& look, const ThreadTimes& times) {
  const auto* earlier = find(look.times, times.tid);
  return std::chrono::nanoseconds(earlier == nullptr ? 0 : times.cpu_ns - earlier->cpu_ns);
}

}  // namespace

const ThreadTimes* find(const std::vector<ThreadTimes>& times, std::uint32_t tid) {
  const auto it = std::find_if(
      times.begin(), times.end(), [tid](const ThreadTimes& t) { return t.tid == tid; });
  return it == times.end() ? nullptr : &*it;
}

Activity compare(const ThreadsLook& before,
                 const ThreadsLook& now,
                 const ThreadsLook& turn_began,
                 Duration enough) {
  Activity out;
  out.state = now.state;
  out.wait_channel = now.wait_channel;
  out.waits_for_lock = now.waits_for_lock;
  if (now.times.empty()) return out;
  out.cpu_used = cpu_since(turn_began, now.times.front());
  const auto span = now.at - before.at;
  if (span < kActivitySpanMin) return out;
  std::int64_t cpu_ns = 0;
  for (const auto& times : now.times) {
    const auto* earlier = find(before.times, times.tid);
    if (earlier == nullptr) continue;
    cpu_ns += times.cpu_ns - earlier->cpu_ns;
    const bool did_nothing = *earlier == times;
    const int delay = times.ready && did_nothing
                          ? 100  // the kernel counts a wait when it is over
                          : percent(times.run_delay_ns - earlier->run_delay_ns, span);
    if (cpu_since(turn_began, times) < enough) {
      out.worst_run_delay_percent = std::max(out.worst_run_delay_percent, delay);
    }
    if (times.tid != now.times.front().tid) {
      out.another_waits_io = out.another_waits_io || (times.waits_io && did_nothing);
      continue;
    }
    out.cpu_percent = percent(times.cpu_ns - earlier->cpu_ns, span);
    out.run_delay_percent = delay;
  }
  out.process_cpu_percent = percent(cpu_ns, span, 100 * static_cast<int>(now.times.size()));
  return out;
}

}  // namespace latido::monitor
