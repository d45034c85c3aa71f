#include "monitor/loop_ages.h"

#include <algorithm>
#include <utility>

namespace latido::monitor {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

// Of a beat that does not tell when it was sent nothing is known.
Duration time_not_run(std::int64_t before_ns, const health::Beat& beat) {
  if (before_ns <= 0 || beat.sent_monotonic_ns <= before_ns) return Duration::zero();
  const Duration between = nanoseconds(beat.sent_monotonic_ns - before_ns);
  const Duration usual = milliseconds(beat.interval_ms);
  return between > usual + LoopAges::kLateSend ? between - usual : Duration::zero();
}

}  // namespace

void LoopAges::forget() { *this = {}; }

void LoopAges::note(const health::Beat& beat) {
  const bool next = std::exchange(sequence_, beat.sequence) + 1 == beat.sequence;
  const auto before_ns = std::exchange(sent_ns_, beat.sent_monotonic_ns);
  gap_ = next ? time_not_run(before_ns, beat) : Duration::zero();
  std::map<std::string, Turn> turns;  // a beat may name other loops than the one before
  for (const auto& loop : beat.loops) {
    const auto before = turns_.find(loop.name);
    const bool same = before != turns_.end() && before->second.number == loop.turns;
    const auto not_run = (same ? before->second.not_run : Duration::zero()) + gap_;
    turns[loop.name] = {loop.turns, std::min<Duration>(not_run, milliseconds(loop.age_ms))};
  }
  turns_ = std::move(turns);
}

Duration LoopAges::age(const health::LoopState& loop) const {
  const Duration age = milliseconds(loop.age_ms);
  const auto turn = turns_.find(loop.name);
  const bool same = turn != turns_.end() && turn->second.number == loop.turns;
  return same ? age - turn->second.not_run : age;
}

}  // namespace latido::monitor
