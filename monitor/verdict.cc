#include "monitor/verdict.h"

#include "monitor/verdict_stuck.h"

namespace latido::monitor {
namespace {

Finding found(Verdict verdict, Reason reason, std::string cause) {
  return {verdict, reason, std::move(cause)};
}

std::string process_named(const ProcessLook& look) { return "process " + std::to_string(look.pid); }

std::optional<Finding> judge_dead(const Observation& seen) {
  const auto who = process_named(seen.process);
  switch (seen.process.state) {
    case ProcessState::gone:
      return found(Verdict::crashed, Reason::ended, who + " is gone");
    case ProcessState::zombie:  // whether its parent reaps it will be seen
      return found(Verdict::crashed, Reason::ended, who + " has ended");
    case ProcessState::other_start:
      return found(Verdict::crashed,
                   Reason::pid_reused,
                   who + " is gone, its pid belongs to a later process");
    default:
      return std::nullopt;
  }
}

Finding judge_serving(const Observation& seen) {
  if (!seen.around.lost_dependency.empty()) {
    return found(Verdict::degraded,
                 Reason::dependency,
                 "it beats, but " + seen.around.lost_dependency + ", and it needs that");
  }
  if (seen.store_failed) {
    return found(Verdict::degraded,
                 Reason::dependency,
                 "it beats and its loops come round, but its store does not answer");
  }
  if (seen.read_lag_ms > kReadLagMaxMs) {
    return found(
        Verdict::degraded, Reason::read_lag, "what it reads is behind what has been committed");
  }
  return found(Verdict::up, Reason::beats_on_time, "beats on time");
}

Finding judge_phase(const Observation& seen) {
  switch (seen.phase) {
    case health::Phase::starting:
      return found(Verdict::starting, Reason::says_starting, "it says that it is starting");
    case health::Phase::standby:
      return found(Verdict::up, Reason::standby, "beats on time, on standby");
    case health::Phase::stopping:
      return found(Verdict::degraded, Reason::says_stopping, "it says that it is stopping");
    case health::Phase::serving:
      break;
  }
  if (!seen.not_begun.empty()) {
    return found(Verdict::starting,
                 Reason::says_starting,
                 "its loop '" + seen.not_begun + "' has not come round yet");
  }
  return judge_serving(seen);
}

// Neither beats nor echoes, and no process that could be looked at.
Finding judge_nothing_known(const Observation& seen) {
  switch (seen.port) {
    case PortState::open:
      return found(Verdict::degraded,
                   Reason::heartbeat_stuck,
                   "something listens on its port, but neither beats nor answers an echo");
    case PortState::filtered:
      if (seen.around.neighbour_beats) {
        return found(Verdict::filtered,
                     Reason::filtered,
                     "no beat, no echo, and its port does not answer, while others on its host do");
      }
      return found(Verdict::unreachable,
                   Reason::host_unreachable,
                   "no beat, no echo, and its host does not answer");
    default:
      return found(Verdict::unreachable,
                   Reason::nothing_there,
                   "no beat, no echo, and nothing listens on its port");
  }
}

bool is_alive(ProcessState state) {
  return state == ProcessState::running || state == ProcessState::sleeping ||
         state == ProcessState::waiting_io;
}

std::string owner_named(const PortOwner& owner) {
  return owner.pid == 0 ? "another process"
                        : "process " + std::to_string(owner.pid) + " (" + owner.name + ")";
}

std::optional<Finding> judge_unheard(const Observation& seen) {
  if (seen.verifying < kFirstLookGrace) return std::nullopt;
  if (!seen.stranger.empty()) {
    return found(Verdict::impostor,
                 Reason::stranger_beats,
                 "another service, '" + seen.stranger + "', beats on its port");
  }
  if (is_alive(seen.process.state) && seen.process.young) {
    return found(
        Verdict::starting, Reason::just_started, process_named(seen.process) + " has just started");
  }
  // Not absent, so that no second one is started beside it.
  if (seen.process.its_command && seen.port == PortState::closed) {
    return found(Verdict::listener_lost,
                 Reason::listener_lost,
                 process_named(seen.process) + " runs its command and does not listen");
  }
  if (seen.port == PortState::open && seen.owner_pending) return std::nullopt;
  const bool known_stranger = seen.owner.pid != 0 && !seen.owner.expected;
  if (seen.port == PortState::open && known_stranger) {
    return found(Verdict::impostor,
                 Reason::stranger_listens,
                 owner_named(seen.owner) + " listens on its port and does not beat");
  }
  return judge_nothing_known(seen);
}

// The process is known to have ended. Another one on its port may be the next instance.
std::optional<Finding> judge_after_death(const Observation& seen) {
  if (!seen.stranger.empty()) {
    return found(
        Verdict::impostor,
        Reason::stranger_beats,
        seen.death_cause + ", and another service, '" + seen.stranger + "', beats on its port");
  }
  if (seen.port == PortState::closed) {
    return found(Verdict::crashed, Reason::ended, seen.death_cause);
  }
  const bool waited = seen.open_for >= kImpostorGrace && seen.echo == EchoState::none;
  if (seen.port != PortState::open || !waited || seen.owner.expected) return std::nullopt;
  return found(Verdict::impostor,
               Reason::stranger_listens,
               seen.death_cause + ", and " + owner_named(seen.owner) + " listens on its port");
}

}  // namespace

std::optional<Finding> judge(const Observation& seen) {
  if (!seen.death_cause.empty()) return judge_after_death(seen);
  if (auto dead = judge_dead(seen)) return dead;
  if (seen.beating) return seen.stuck ? judge_stuck_loop(seen) : judge_phase(seen);
  // Found by its name alone, a stopped process may be another of that name: then the port must
  // tell.
  if (seen.process.state == ProcessState::stopped && (seen.heard || seen.port == PortState::open)) {
    return found(Verdict::stopped,
                 Reason::stopped,
                 process_named(seen.process) + " is stopped by a signal or a debugger");
  }
  if (seen.echo == EchoState::ok) {
    if (seen.verifying < kHeartbeatPathGrace || seen.answering < kBeatAfterEcho) {
      return std::nullopt;
    }
    return found(
        Verdict::degraded, Reason::heartbeat_path, "it answers echoes, but its beats do not come");
  }
  if (seen.echo != EchoState::none || seen.port == PortState::unprobed) return std::nullopt;
  if (!seen.heard) return judge_unheard(seen);
  if (is_alive(seen.process.state)) {
    if (seen.verifying < kSilentAliveGrace) return std::nullopt;
    return judge_silent_alive(seen);
  }
  // Of another host, where only the network may have faltered. A refused connection is no silence.
  if (seen.port != PortState::closed && seen.verifying < kSilentAliveGrace) return std::nullopt;
  return judge_nothing_known(seen);
}

}  // namespace latido::monitor
