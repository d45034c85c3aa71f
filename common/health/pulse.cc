#include "common/health/heart.h"

#include <utility>

namespace latido::health {
namespace {

std::int64_t monotonic_ns() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(monotonic_now().time_since_epoch())
      .count();
}

}  // namespace

LoopPulse::LoopPulse(std::string name) : name_(std::move(name)), last_turn_ns_(monotonic_ns()) {}

void LoopPulse::turn(const char* operation, std::chrono::milliseconds budget) {
  // The three are read one by one; a reader that mixes two turns sees a fresh time with an old
  // budget for one beat at most.
  operation_.store(operation, std::memory_order_relaxed);
  budget_ms_.store(budget.count(), std::memory_order_relaxed);
  last_turn_ns_.store(monotonic_ns(), std::memory_order_relaxed);
  turns_.fetch_add(1, std::memory_order_release);
}

std::uint64_t LoopPulse::turns() const { return turns_.load(std::memory_order_acquire); }

std::int64_t LoopPulse::last_turn_ns() const {
  return last_turn_ns_.load(std::memory_order_relaxed);
}

const char* LoopPulse::operation() const { return operation_.load(std::memory_order_relaxed); }

std::chrono::milliseconds LoopPulse::budget() const {
  return std::chrono::milliseconds(budget_ms_.load(std::memory_order_relaxed));
}

}  // namespace latido::health
