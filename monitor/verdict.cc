#include "monitor/verdict.h"

namespace latido::monitor {
namespace {

Finding found(Verdict verdict, std::string cause) { return {verdict, std::move(cause)}; }

std::string process_named(const ProcessLook& look) { return "process " + std::to_string(look.pid); }

std::optional<Finding> judge_dead(const Observation& seen) {
  const auto who = process_named(seen.process);
  switch (seen.process.state) {
    case ProcessState::gone:
      return found(Verdict::crashed, who + " is gone");
    case ProcessState::zombie:
      return found(Verdict::crashed, who + " has ended and was not reaped by its parent");
    case ProcessState::other_start:
      return found(Verdict::crashed, who + " is gone, its pid belongs to a later process");
    default:
      return std::nullopt;
  }
}

Finding judge_phase(health::Phase phase) {
  switch (phase) {
    case health::Phase::starting:
      return found(Verdict::starting, "it says that it is starting");
    case health::Phase::standby:
      return found(Verdict::up, "beats on time, on standby");
    case health::Phase::stopping:
      return found(Verdict::degraded, "it says that it is stopping");
    case health::Phase::serving:
      break;
  }
  return found(Verdict::up, "beats on time");
}

std::optional<Finding> judge_beating(const Observation& seen) {
  if (!seen.stuck) return judge_phase(seen.phase);
  // One look may catch a loop in the act of finishing: an echo tells how it stands now.
  if (seen.echo == EchoState::pending || seen.echo == EchoState::not_asked) return std::nullopt;
  return found(Verdict::hung,
               "it beats, but its loop '" + seen.stuck->name + "' does not come round" +
                   (seen.stuck->operation.empty() ? "" : " from '" + seen.stuck->operation + "'"));
}

// No beat and no echo, but a process that lives.
Finding judge_silent_alive(const Observation& seen) {
  const auto who = "no beat and no echo, but " + process_named(seen.process);
  if (seen.port == PortState::closed) {
    return found(Verdict::degraded, who + " is alive and does not listen: its listener is lost");
  }
  if (seen.port == PortState::filtered) {
    return found(Verdict::degraded,
                 who + " is alive: the port is filtered or its queue of connections is full");
  }
  switch (seen.process.state) {
    case ProcessState::waiting_io:
      return found(Verdict::degraded, who + " waits for the disk or another device");
    case ProcessState::running:
      return found(Verdict::degraded, who + " runs: it gets too little CPU time, or is too busy");
    default:
      return found(Verdict::degraded, who + " sleeps: its heartbeat thread is stuck");
  }
}

Finding judge_nothing_known(const Observation& seen) {
  switch (seen.port) {
    case PortState::open:
      return found(Verdict::degraded,
                   "something listens on its port, but neither beats nor answers an echo");
    case PortState::filtered:
      return found(Verdict::unreachable, "no beat, no echo, and its host does not answer");
    default:
      return found(Verdict::unreachable, "no beat, no echo, and nothing listens on its port");
  }
}

bool is_alive(ProcessState state) {
  return state == ProcessState::running || state == ProcessState::sleeping ||
         state == ProcessState::waiting_io;
}

std::optional<Finding> judge_unheard(const Observation& seen) {
  if (seen.verifying < kFirstLookGrace) return std::nullopt;
  if (is_alive(seen.process.state) && seen.process.young) {
    return found(Verdict::starting, process_named(seen.process) + " has just started");
  }
  return judge_nothing_known(seen);
}

}  // namespace

std::optional<Finding> judge(const Observation& seen) {
  if (auto dead = judge_dead(seen)) return dead;
  if (seen.beating) return judge_beating(seen);
  // Found by its name alone, a stopped process may be another of that name: then the port must
  // tell.
  if (seen.process.state == ProcessState::stopped && (seen.heard || seen.port == PortState::open)) {
    return found(Verdict::stopped,
                 process_named(seen.process) + " is stopped by a signal or a debugger");
  }
  if (seen.echo == EchoState::ok) {
    if (seen.verifying < kHeartbeatPathGrace) return std::nullopt;
    return found(Verdict::degraded, "it answers echoes, but its beats do not come");
  }
  if (seen.echo != EchoState::none || seen.port == PortState::unprobed) return std::nullopt;
  if (!seen.heard) return judge_unheard(seen);
  if (is_alive(seen.process.state)) {
    if (seen.verifying < kSilentAliveGrace) return std::nullopt;
    return judge_silent_alive(seen);
  }
  return judge_nothing_known(seen);
}

}  // namespace latido::monitor
