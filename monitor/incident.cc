#include "monitor/incident.h"

#include <algorithm>
#include <utility>

namespace latido::monitor {
namespace {

bool is_in(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Of one that was taken along: that root is well again, and this one is not.
bool has_another_cause(const std::vector<ServiceFacts>& services,
                       const std::string& old_root,
                       const std::string& service,
                       const std::string& root) {
  if (root == old_root || service == old_root) return false;
  const auto* old = find_service(services, old_root);
  return old == nullptr || !is_down(old->verdict, old->reason);
}

// One that was taken out of an incident and has its own by now may be stored with both.
Incident without_other_roots(Incident incident, const std::vector<Incident>& all) {
  std::erase_if(incident.services, [&](const auto& name) {
    return name != incident.root && std::any_of(all.begin(), all.end(), [&name](const auto& other) {
             return other.root == name;
           });
  });
  return incident;
}

}  // namespace

void Incidents::resume(const std::vector<Incident>& incidents, MonotonicTime now) {
  for (const auto& stored : incidents) {
    auto& one = open_.emplace_back();
    one.root = stored.root;
    one.incident = without_other_roots(stored, incidents);
    one.bad_at = now;
  }
}

void Incidents::turn(const std::vector<ServiceFacts>& services,
                     std::int64_t unix_ms,
                     MonotonicTime now) {
  const Moment at{services, unix_ms, now};
  std::vector<Sufferer> bad;
  for (const auto& service : services) {
    const bool suffering = suffers(service.verdict, service.reason);
    Sufferer one{&service, suffering ? root_of(services, service) : ""};
    const auto condition = suffering ? weigh(one, at) : condition_of(service);
    if (condition == Condition::bad) {
      bad.push_back(std::move(one));
    } else {
      note_not_bad(service, condition, now);
    }
  }
  // Roots come first: they have their incidents before others leave their own for them.
  std::stable_partition(
      bad.begin(), bad.end(), [](const Sufferer& one) { return one.root == one.service->name; });
  for (const auto& one : bad) include(one, at);
  tell_turn(at);
}

Incidents::Condition Incidents::condition_of(const ServiceFacts& service) {
  if (service.maintenance) return Condition::well;
  if (service.verdict != Verdict::up || service.flapping) return Condition::undecided;
  return Condition::well;
}

// Whether its trouble is news: not where it follows from what people do on purpose.
Incidents::Condition Incidents::weigh(const Sufferer& one, const Moment& at) {
  const auto& name = one.service->name;
  if (one.service->maintenance) return Condition::well;
  const auto* root = find_service(at.services, one.root);
  const bool excused = root != nullptr && (root->maintenance || root->first_start);
  if (!excused) {
    const auto it = excused_.find(name);
    const bool lately = it != excused_.end() && at.now - it->second < kCalm;
    return one.root == name && lately ? Condition::undecided : Condition::bad;
  }
  if (one.root != name) excused_[name] = at.now;
  return root->maintenance ? Condition::well : Condition::undecided;
}

void Incidents::note_not_bad(const ServiceFacts& service, Condition condition, MonotonicTime now) {
  const bool suffering = suffers(service.verdict, service.reason);
  if (condition == Condition::well && !suffering) excused_.erase(service.name);
  auto* held = holder_of(service.name);
  if (held == nullptr) return;
  if (condition == Condition::undecided) {
    held->bad_at = now;
    if (service.flapping && !suffering) held->on_their_own.erase(service.name);
  } else if (service.name != held->root) {
    held->on_their_own[service.name] = {};
  }
}

void Incidents::include(const Sufferer& bad, const Moment& at) {
  const auto& name = bad.service->name;
  auto* held = holder_of(name);
  if (held != nullptr && held->root == name && bad.root != name && at.now < held->symptom_until) {
    return hand_over(*held, of_root(bad, at), at.now);
  }
  if (held != nullptr && !leaves(*held, bad, at)) return;
  if (held != nullptr) {
    std::erase(held->incident.services, name);
    held->on_their_own.erase(name);
  }
  auto& one = of_root(bad, at);
  // One that was taken out has shown that its cause is another.
  if (held == nullptr && bad.root == name) one.symptom_until = at.now + kSymptomLead;
  take_along(one, name, at.now);
}

void Incidents::take_along(Open& one, const std::string& service, MonotonicTime now) {
  one.bad_at = now;
  if (!is_in(one.incident.services, service)) one.incident.services.push_back(service);
  if (!one.untold) one.untold = IncidentEvent::grown;
}

// One that stays keeps the incident alive. What only followed from the root comes back a little
// later than that, so it is given time; what was well meanwhile and fell again is not.
bool Incidents::leaves(Open& held, const Sufferer& bad, const Moment& at) {
  const auto& name = bad.service->name;
  if (!has_another_cause(at.services, held.root, name, bad.root)) {
    held.bad_at = at.now;
    held.on_their_own.erase(name);
    return false;
  }
  const auto [since, first_sight] = held.on_their_own.try_emplace(name, at.now);
  if (first_sight) held.bad_at = at.now;
  const bool after_its_root = bad.root != name && is_in(held.incident.services, bad.root);
  return at.now - since->second >= kCalm && !after_its_root;
}

// The symptom's incident ends; what it held is the other's from now on.
void Incidents::hand_over(Open& symptom, Open& cause, MonotonicTime now) {
  for (const auto& name : symptom.incident.services) take_along(cause, name, now);
  symptom.incident.cause = "it comes from " + cause.root + ": see incident " + cause.incident.id;
  symptom.untold.reset();
  symptom.moved = true;
}

Incidents::Open* Incidents::holder_of(const std::string& service) {
  const auto it = std::find_if(open_.begin(), open_.end(), [&service](const Open& one) {
    return !one.moved && is_in(one.incident.services, service);
  });
  return it == open_.end() ? nullptr : &*it;
}

// A new one says how its root is, where that is known.
Incidents::Open& Incidents::of_root(const Sufferer& first, const Moment& at) {
  const auto it = std::find_if(open_.begin(), open_.end(), [&first](const Open& one) {
    return !one.moved && one.root == first.root;
  });
  if (it != open_.end()) return *it;
  const auto* root = find_service(at.services, first.root);
  const auto& shown = root != nullptr ? *root : *first.service;
  auto& one = open_.emplace_back();
  one.root = first.root;
  one.untold = IncidentEvent::opened;
  one.incident.id = epoch_.substr(0, 8) + "-" + std::to_string(next_++);
  one.incident.root = first.root;
  one.incident.verdict = shown.verdict;
  one.incident.cause = shown.cause;
  one.incident.opened_unix_ms = at.unix_ms;
  return one;
}

void Incidents::tell_turn(const Moment& at) {
  for (auto& one : open_) {
    if (one.untold) tell(one.incident, *std::exchange(one.untold, std::nullopt));
  }
  std::erase_if(open_, [&](Open& one) {
    if (!one.moved && at.now - one.bad_at < kCalm) return false;
    one.incident.resolved_unix_ms = at.unix_ms;
    tell(one.incident, IncidentEvent::resolved);
    return true;
  });
}

bool Incidents::acknowledge(const std::string& id) {
  for (auto& one : open_) {
    if (one.incident.id != id || one.incident.acknowledged) continue;
    one.incident.acknowledged = true;
    tell(one.incident, IncidentEvent::acknowledged);
    return true;
  }
  return false;
}

void Incidents::tell(const Incident& incident, IncidentEvent event) {
  events_.push_back(incident);
  events_.back().event = event;
}

std::vector<Incident> Incidents::take_events() { return std::exchange(events_, {}); }

std::vector<Incident> Incidents::open() const {
  std::vector<Incident> out;
  for (const auto& one : open_) out.push_back(one.incident);
  return out;
}

}  // namespace latido::monitor
