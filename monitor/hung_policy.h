#pragma once

#include "common/clock.h"

#include <optional>
#include <string>

namespace latido::monitor {

// When a hung service is to be ended so that it can be started again. Once it has been hung for so
// long without a break, its stacks are written down. The tool that does it stops it, so it gets a
// last chance to come round before it is killed. One that lives on is due again when it hangs
// again. Pure.
class HungPolicy {
 public:
  static constexpr std::chrono::milliseconds kPatience{1000};
  static constexpr std::chrono::milliseconds kLastChance{500};
  // The file or the tool may hang too: then it goes without the stacks.
  static constexpr std::chrono::seconds kStacksPatience{10};

  // Once per turn. `incarnation`: of the process that hangs.
  void observe(bool hung, const std::string& incarnation, MonotonicTime now);
  // Its stacks are to be written.
  [[nodiscard]] bool due(MonotonicTime now) const;
  // And have been so for kStacksPatience: whoever writes them has been at others' for too long.
  [[nodiscard]] bool overdue(MonotonicTime now) const;
  void stacks_ordered(MonotonicTime now) { ordered_ = now; }
  [[nodiscard]] bool awaits_stacks() const { return ordered_ && !written_; }
  void stacks_written(MonotonicTime now);  // where nobody waits for them any more: nothing
  // Whether it is killed is to be decided now, and told by one of the two that follow.
  [[nodiscard]] bool decides(MonotonicTime now) const;
  void killed();
  void lives_on(MonotonicTime not_before);  // then it may be due again

 private:
  void rest();

  std::optional<MonotonicTime> since_;
  std::string incarnation_;
  MonotonicTime not_before_;
  std::optional<MonotonicTime> ordered_;
  std::optional<MonotonicTime> written_;
  std::string ended_;  // the incarnation that was killed last
};

}  // namespace latido::monitor
