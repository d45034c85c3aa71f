#include "monitor/verdict_stuck.h"

namespace latido::monitor {
namespace {

Finding found(Verdict verdict, Reason reason, std::string cause) {
  return {verdict, reason, std::move(cause)};
}

std::string loop_named(const StuckLoop& loop) { return "its loop '" + loop.name + "'"; }

std::string coming_from(const StuckLoop& loop) {
  return loop.operation.empty() ? "" : " from '" + loop.operation + "'";
}

}  // namespace

std::optional<Finding> judge_stuck_loop(const Observation& seen) {
  // One look may catch a loop in the act of finishing: an echo, and one through the loops
  // themselves, tell how they stand now.
  if (seen.echo == EchoState::pending || seen.echo == EchoState::not_asked) return std::nullopt;
  if (seen.deep_echo != EchoState::none) return std::nullopt;
  const auto who = "it beats, but " + loop_named(*seen.stuck);
  const auto& activity = seen.activity;
  if (activity.state == ProcessState::waiting_io) {
    return found(Verdict::io_stall,
                 Reason::device_wait,
                 who + " waits for a disk or another device" + coming_from(*seen.stuck));
  }
  if (activity.waits_for_lock && activity.another_waits_io) {
    return found(Verdict::io_stall,
                 Reason::device_wait,
                 who + " waits for one of its threads, which waits for a disk or another device");
  }
  if (activity.waits_for_lock && activity.worst_run_delay_percent < 0) return std::nullopt;
  // Whoever had all the CPU time that a turn may take, and has not come round, would not have with
  // more of it either.
  const bool had_enough = activity.cpu_used >= seen.stuck->limit;
  // What a loop waits for may be another thread's to do.
  const int delay =
      activity.waits_for_lock ? activity.worst_run_delay_percent : activity.run_delay_percent;
  if (delay >= kStarvedPercent && !had_enough) {
    const bool soon = activity.cpu_percent >= kCrowdedPercent;
    if (seen.verifying < (soon ? kCrowdedGrace : kStarvedLoopGrace)) return std::nullopt;
    return found(Verdict::starved, Reason::starved, who + " gets too little CPU time");
  }
  // Ready to run and hardly running: it waits for a CPU right now, which counts once it gets one.
  const bool accounted_for = activity.cpu_percent + activity.run_delay_percent >= kAccountedPercent;
  if (activity.state == ProcessState::running && !accounted_for && seen.verifying < kCrowdedGrace) {
    return std::nullopt;
  }
  const auto stuck = who + " does not come round" + coming_from(*seen.stuck);
  if (activity.waits_for_lock && activity.process_cpu_percent < kSpinningPercent) {
    return found(Verdict::hung, Reason::deadlock, stuck + ": it waits for a lock");
  }
  if (activity.cpu_percent >= kSpinningPercent || activity.run_delay_percent >= kStarvedPercent) {
    return found(Verdict::hung, Reason::livelock, stuck + ": it spins");
  }
  return found(Verdict::hung, Reason::loop_stuck, stuck);
}

// What the process is doing comes before what its port says: one that does not run does not take
// connections either.
Finding judge_silent_alive(const Observation& seen) {
  const auto who = "no beat and no echo, but process " + std::to_string(seen.process.pid);
  const auto& activity = seen.activity;
  if (seen.process.state == ProcessState::waiting_io ||
      activity.state == ProcessState::waiting_io) {
    return found(Verdict::io_stall,
                 Reason::device_wait,
                 who + " waits for a disk or another device: a signal would not reach it");
  }
  if (activity.worst_run_delay_percent >= kStarvedPercent) {
    return found(Verdict::starved, Reason::starved, who + " gets too little CPU time");
  }
  if (seen.port == PortState::closed) {
    return found(Verdict::listener_lost,
                 Reason::listener_lost,
                 who + " is alive and does not listen: its listener is lost");
  }
  if (seen.port == PortState::filtered) {
    return found(Verdict::filtered,
                 Reason::filtered,
                 who + " is alive: the port is filtered or its queue of connections is full");
  }
  const bool idle =
      activity.process_cpu_percent >= 0 && activity.process_cpu_percent < kWorkingPercent;
  // Where another thread is at work, it may be what holds the lock (Python's, for example).
  if (seen.overdue && activity.waits_for_lock && idle) {
    return found(Verdict::hung,
                 Reason::deadlock,
                 who + " hangs: even its heartbeat thread waits for a lock");
  }
  return found(Verdict::degraded,
               Reason::heartbeat_stuck,
               who + " is alive and listens: its heartbeat thread is stuck");
}

}  // namespace latido::monitor
