#include "clients/cpp/retry.h"

#include <algorithm>

namespace latido::client {
namespace {

constexpr double kJitterPart = 0.25;
constexpr std::uint32_t kDoublingsMax = 16;  // keeps the products within range

Duration doubled(Duration first, std::uint32_t attempt) {
  return first * (1U << std::min(attempt - 1, kDoublingsMax));
}

}  // namespace

Retry::Retry(RetryOptions options, MonotonicTime now)
    : options_(options), deadline_(now + options.timeout) {}

// A service that needs longer than the first silence must get its chance, hence the doubling.
MonotonicTime Retry::silent_at(MonotonicTime now) const {
  return std::min(now + doubled(options_.silence, attempt_), deadline_);
}

std::optional<Duration> Retry::after_silence(bool sent, MonotonicTime now, double jitter) {
  may_have_happened_ = may_have_happened_ || sent;
  return next(options_.backoff_first, now, jitter);
}

std::optional<Duration> Retry::after_refusal(const Refusal& refusal,
                                             MonotonicTime now,
                                             double jitter) {
  may_have_happened_ = may_have_happened_ || leaves_outcome_unknown(refusal);
  const std::chrono::milliseconds hint(refusal.retry_after_ms);
  return next(std::max<Duration>(hint, options_.backoff_first), now, jitter);
}

// Never earlier than asked; not so late that no time is left for a last attempt.
std::optional<Duration> Retry::next(Duration at_least, MonotonicTime now, double jitter) {
  const Duration left = deadline_ - now;
  if (at_least >= left) return std::nullopt;
  const Duration growing =
      std::min<Duration>(doubled(options_.backoff_first, attempt_), options_.backoff_max);
  const Duration base = std::max(at_least, growing);
  const auto extra =
      static_cast<Duration::rep>(static_cast<double>(base.count()) * jitter * kJitterPart);
  ++attempt_;
  return std::max(at_least, std::min(base + Duration(extra), left / 2));
}

}  // namespace latido::client
