#pragma once

#include "clients/cpp/refusal.h"
#include "common/clock.h"

#include <cstdint>
#include <optional>

namespace latido::client {

struct RetryOptions {
  std::chrono::milliseconds timeout{10'000};  // for the whole call
  std::chrono::milliseconds silence{2'500};   // of the first attempt; doubled for each further one
  std::chrono::milliseconds backoff_first{50};  // between two attempts; doubled each time
  std::chrono::milliseconds backoff_max{2'000};
};

// When one call tries again, and when it gives up. Remembers whether an attempt that got no true
// answer may have taken effect: a later "nothing was done" speaks for its own attempt only. Pure.
class Retry {
 public:
  Retry(RetryOptions options, MonotonicTime now);

  [[nodiscard]] std::uint32_t attempt() const { return attempt_; }  // 1, 2, 3...
  [[nodiscard]] MonotonicTime deadline() const { return deadline_; }
  // When to stop waiting for the answer to an attempt that begins now.
  [[nodiscard]] MonotonicTime silent_at(MonotonicTime now) const;
  [[nodiscard]] bool may_have_happened() const { return may_have_happened_; }

  // Both give how long to wait before the next attempt, or nothing: give up.
  // `jitter`: 0 to 1, at random, so that many clients do not come back at one moment.
  // `sent`: false where the request never left this process.
  std::optional<Duration> after_silence(bool sent, MonotonicTime now, double jitter);
  // For a transient refusal.
  std::optional<Duration> after_refusal(const Refusal& refusal, MonotonicTime now, double jitter);

 private:
  std::optional<Duration> next(Duration at_least, MonotonicTime now, double jitter);

  RetryOptions options_;
  MonotonicTime deadline_;
  std::uint32_t attempt_ = 1;
  bool may_have_happened_ = false;
};

}  // namespace latido::client
