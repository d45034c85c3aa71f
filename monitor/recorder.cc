#include "monitor/recorder.h"

#include <algorithm>

namespace latido::monitor {
namespace {

// One that starts is no use to anybody yet; where nothing was known of it before, it may have been
// up all the time.
std::optional<Standing> standing_of(const ServiceState& state, bool known_before) {
  if (state.maintenance) return Standing::maintenance;
  if (is_down(state.verdict, state.evidence.reason)) return Standing::down;
  if (state.verdict == Verdict::up) return Standing::up;
  if (state.verdict == Verdict::degraded) return Standing::degraded;
  if (state.verdict == Verdict::starting && known_before) return Standing::down;
  return std::nullopt;
}

}  // namespace

Recorder::Recorder(const Resumed& resumed, MonotonicTime now, std::int64_t unix_ms)
    : time_(now, unix_ms), seen_at_(now), watched_due_(now + kWatchedEvery) {
  records_.emplace_back(WatchBegan{unix_ms});
  for (const auto& incident : resumed.incidents) incidents_.emplace(incident.id, incident);
  for (const auto& fault : resumed.faults) {
    // Its beginning by the wall clock, which may have been set since.
    const auto ago = std::max<std::int64_t>(0, unix_ms - fault.at_unix_ms);
    services_[fault.service].fault =
        OpenSince{.at = now - std::chrono::milliseconds(ago), .seen = false};
  }
}

void Recorder::on_change(const ServiceState& state, MonotonicTime now) {
  auto& service = services_[state.service];
  note_fault(state.service, service, state, now);
  const auto standing = standing_of(state, service.standing || service.fault);
  if (standing != service.standing || state.verdict != service.verdict ||
      state.evidence.cause != service.cause) {
    service.told = false;
  }
  service.standing = standing;
  service.down = is_down(state.verdict, state.evidence.reason);
  service.verdict = state.verdict;
  service.cause = state.evidence.cause;
}

void Recorder::note_fault(const std::string& name,
                          Service& service,
                          const ServiceState& state,
                          MonotonicTime now) {
  const bool down = is_down(state.verdict, state.evidence.reason);
  if (down && service.fault) {
    service.fault->seen = true;
  } else if (down && !state.maintenance) {
    // What was down before, in maintenance, was not detected now.
    const auto detect_ms = service.down ? -1 : time_to_detect(state, now);
    records_.emplace_back(
        FaultBegan{name, state.verdict, state.evidence.cause, time_.at(now), detect_ms});
    service.fault = OpenSince{.at = now};
  } else if (state.verdict == Verdict::up && service.fault) {
    // Where it came back unseen, nobody knows when.
    const bool measured = service.fault->seen && service.fault->known;
    records_.emplace_back(FaultEnded{name, measured ? to_ms(now - service.fault->at) : -1});
    service.fault.reset();
  }
}

// The last good sign of the dead is that the kernel did not report their death a turn ago; of the
// hung, who go on beating, that their loop came round; of all others it is their last beat.
std::int64_t Recorder::time_to_detect(const ServiceState& state, MonotonicTime now) const {
  const auto reason = state.evidence.reason;
  if (reason == Reason::ended || reason == Reason::pid_reused) return to_ms(now - seen_at_);
  if (state.verdict == Verdict::hung || state.verdict == Verdict::io_stall) {
    return std::max<std::int64_t>(state.last_beat_age_ms, state.evidence.loop_age_ms);
  }
  return state.last_beat_age_ms;
}

void Recorder::on_incident(const Incident& incident, MonotonicTime now) {
  records_.emplace_back(IncidentTold{incident, time_.at(now)});
  if (incident.event == IncidentEvent::resolved) {
    incidents_.erase(incident.id);
  } else {
    incidents_[incident.id] = incident;
  }
}

void Recorder::turn(bool blind, MonotonicTime now, std::int64_t unix_ms) {
  if (blind && !blind_) lose_sight(seen_at_);
  blind_ = blind;
  follow_clock(now, unix_ms);
  if (blind) return;
  seen_at_ = now;
  for (auto& [name, service] : services_) {
    if (service.told) continue;
    service.told = true;
    if (!service.standing) continue;
    records_.emplace_back(
        StandingBegan{name, *service.standing, service.verdict, service.cause, time_.at(now)});
  }
  if (now < watched_due_) return;
  watched_due_ = now + kWatchedEvery;
  records_.emplace_back(StillWatching{time_.at(now)});
}

void Recorder::lose_sight(MonotonicTime since) {
  records_.emplace_back(SightLost{time_.at(since)});
  for (auto& [name, service] : services_) service.told = false;
}

// Set back: what this watch has recorded lies in the future, and was earlier. Set ahead: that may
// just as well have been the sleep of the machine, so nobody knows what was in between.
void Recorder::follow_clock(MonotonicTime now, std::int64_t unix_ms) {
  const auto jump = time_.jump(now, unix_ms);
  if (jump == 0) return;
  if (jump < 0) {
    records_.emplace_back(ClockSetBack{-jump});
  } else {
    if (!blind_) lose_sight(now);
    records_.emplace_back(WatchBegan{unix_ms});
  }
  time_.set(now, unix_ms);
}

void Recorder::forget_beginnings() {
  for (auto& [name, service] : services_) {
    if (service.fault) service.fault->known = false;
  }
}

void Recorder::start_over(MonotonicTime now, std::int64_t unix_ms) {
  records_.clear();
  time_.set(now, unix_ms);
  records_.emplace_back(WatchBegan{unix_ms});
  StillOpen open{.incidents = {}, .faults = {}, .unix_ms = unix_ms};
  for (const auto& [id, incident] : incidents_) {
    records_.emplace_back(IncidentTold{incident, unix_ms});
    open.incidents.push_back(id);
  }
  for (auto& [name, service] : services_) {
    service.told = false;
    if (!service.fault) continue;
    records_.emplace_back(
        FaultBegan{name, service.verdict, service.cause, time_.at(service.fault->at), -1});
    open.faults.push_back(name);
  }
  records_.emplace_back(std::move(open));
}

}  // namespace latido::monitor
