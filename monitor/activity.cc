#include "monitor/activity.h"

#include <algorithm>

namespace latido::monitor {
namespace {

const ThreadTimes* find(const std::vector<ThreadTimes>& times, std::uint32_t tid) {
  const auto it = std::find_if(
      times.begin(), times.end(), [tid](const ThreadTimes& t) { return t.tid == tid; });
  return it == times.end() ? nullptr : &*it;
}

int percent(std::int64_t part_ns, Duration span, int most = 100) {
  const auto whole = std::chrono::duration_cast<std::chrono::nanoseconds>(span).count();
  return static_cast<int>(std::clamp<std::int64_t>(part_ns * 100 / whole, 0, most));
}

// The kernel counts the time that a thread waits for a CPU when it gets one: of one that gets none
// at all only its state tells.
bool waited_throughout(const ThreadTimes& earlier, const ThreadTimes& times) {
  return times.ready && earlier == times;
}

}  // namespace

Activity compare(const ThreadsLook& before, const ThreadsLook& now) {
  Activity out;
  out.state = now.state;
  out.wait_channel = now.wait_channel;
  out.waits_for_lock = now.waits_for_lock;
  out.another_waits_io = now.another_waits_io;
  const auto span = now.at - before.at;
  if (span < kActivitySpanMin || now.times.empty()) return out;
  std::int64_t cpu_ns = 0;
  for (const auto& times : now.times) {
    const auto* earlier = find(before.times, times.tid);
    if (earlier == nullptr) continue;
    cpu_ns += times.cpu_ns - earlier->cpu_ns;
    const bool in_question = times.tid == now.times.front().tid;
    const int delay = waited_throughout(*earlier, times)
                          ? 100
                          : percent(times.run_delay_ns - earlier->run_delay_ns, span);
    out.worst_run_delay_percent = std::max(out.worst_run_delay_percent, delay);
    if (!in_question) continue;
    out.cpu_percent = percent(times.cpu_ns - earlier->cpu_ns, span);
    out.run_delay_percent = delay;
  }
  out.process_cpu_percent = percent(cpu_ns, span, 100 * static_cast<int>(now.times.size()));
  return out;
}

}  // namespace latido::monitor
