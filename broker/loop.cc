#include "broker/loop.h"

#include "common/process/process.h"

#include <algorithm>
#include <exception>

#include <spdlog/spdlog.h>

namespace latido::broker {
namespace {

constexpr int kMessagesPerTurn = 256;
constexpr std::chrono::milliseconds kWaitMax{50};
constexpr std::chrono::milliseconds kTurnBudget{250};

}  // namespace

Loop::Loop(Transport& transport, Core& core, health::Heart& heart)
    : transport_(transport), core_(core), heart_(heart), pulse_(heart.add_loop("route")) {}

void Loop::run() {
  while (!process::stop_requested()) {
    try {
      turn();
    } catch (const std::exception& error) {
      spdlog::error("turn failed: {}", error.what());
    }
  }
  core_.close();
}

void Loop::turn() {
  const Moment now{monotonic_now(), unix_ms_now()};
  pulse_.turn("route", kTurnBudget);
  int taken = 0;
  while (taken < kMessagesPerTurn && transport_.receive(peer_, frames_)) {
    core_.handle(peer_, std::move(frames_), now);
    ++taken;
  }
  core_.tick(now);
  heart_.set_queue_depth(static_cast<std::uint32_t>(core_.depth()));
  if (taken == 0) return wait(now);
  spdlog::debug("{} messages in one turn; {} requests wait", taken, core_.depth());
}

void Loop::wait(Moment now) {
  const auto until_due = std::chrono::ceil<std::chrono::milliseconds>(core_.next_due() - now.mono);
  pulse_.turn("", kTurnBudget);
  transport_.wait(std::clamp(until_due, std::chrono::milliseconds(0), kWaitMax));
}

}  // namespace latido::broker
