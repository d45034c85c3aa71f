#include "common/health/heart.h"

#include <algorithm>
#include <exception>
#include <unistd.h>
#include <utility>

namespace latido::health {
namespace {

// A store that somebody else holds keeps its check waiting for a second.
constexpr std::chrono::milliseconds kCheckBudget{2000};

std::int64_t monotonic_ns() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(monotonic_now().time_since_epoch())
      .count();
}

}  // namespace

LoopPulse::LoopPulse(std::string name) : name_(std::move(name)), last_turn_ns_(monotonic_ns()) {}

void LoopPulse::goes_on(const char* operation, std::chrono::milliseconds budget) {
  // The three are read one by one; a reader that mixes two turns sees a fresh time with an old
  // budget for one beat at most.
  operation_.store(operation, std::memory_order_relaxed);
  budget_ms_.store(budget.count(), std::memory_order_relaxed);
  last_turn_ns_.store(monotonic_ns(), std::memory_order_relaxed);
}

void LoopPulse::turn(const char* operation, std::chrono::milliseconds budget) {
  goes_on(operation, budget);
  thread_local const auto tid = static_cast<std::uint32_t>(::gettid());
  tid_.store(tid, std::memory_order_relaxed);
  turns_.fetch_add(1, std::memory_order_release);
  if (asked_.load(std::memory_order_acquire) == answered_.load(std::memory_order_relaxed)) return;
  goes_on("deep echo", std::max(budget, kCheckBudget));
  answer();
  goes_on(operation, budget);
}

void LoopPulse::answer() {
  const auto asked = asked_.load(std::memory_order_acquire);
  bool failed = false;
  try {
    if (check_) check_();
  } catch (const std::exception&) {
    failed = true;
  }
  check_failed_.store(failed, std::memory_order_relaxed);
  answered_.store(asked, std::memory_order_release);
}

std::uint64_t LoopPulse::ask() { return asked_.fetch_add(1, std::memory_order_acq_rel) + 1; }

std::uint64_t LoopPulse::answered() const { return answered_.load(std::memory_order_acquire); }

bool LoopPulse::check_failed() const { return check_failed_.load(std::memory_order_relaxed); }

std::uint64_t LoopPulse::turns() const { return turns_.load(std::memory_order_acquire); }

std::int64_t LoopPulse::last_turn_ns() const {
  return last_turn_ns_.load(std::memory_order_relaxed);
}

const char* LoopPulse::operation() const { return operation_.load(std::memory_order_relaxed); }

std::uint32_t LoopPulse::tid() const { return tid_.load(std::memory_order_relaxed); }

std::chrono::milliseconds LoopPulse::budget() const {
  return std::chrono::milliseconds(budget_ms_.load(std::memory_order_relaxed));
}

}  // namespace latido::health
