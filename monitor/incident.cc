#include "monitor/incident.h"

#include <algorithm>
#include <set>
#include <utility>

namespace latido::monitor {
namespace {

const ServiceFacts* find(const std::vector<ServiceFacts>& services, const std::string& name) {
  const auto it = std::find_if(
      services.begin(), services.end(), [&name](const auto& one) { return one.name == name; });
  return it == services.end() ? nullptr : &*it;
}

bool suffers(const ServiceFacts& service) {
  return is_down(service.verdict) ||
         (service.verdict == Verdict::degraded && service.reason == Reason::dependency);
}

bool is_bad(const ServiceFacts& service) {
  return !service.maintenance && (suffers(service) || service.flapping);
}

// A sign neither of trouble nor of health: nothing is known of it yet, or it has just begun.
bool is_undecided(const ServiceFacts& service) {
  return (service.verdict == Verdict::unknown || service.verdict == Verdict::starting) &&
         !service.maintenance;
}

bool takes_along(const Incident& incident, const std::string& service) {
  const auto& names = incident.services;
  return std::find(names.begin(), names.end(), service) != names.end();
}

// What the trouble of this service comes from: what it depends on, where that is down, or its host.
std::string root_of(const std::vector<ServiceFacts>& services, const ServiceFacts& service) {
  const auto* at = &service;
  std::set<std::string> passed;
  while (passed.insert(at->name).second) {
    if (at->reason == Reason::host_unreachable) return "host " + at->host;
    const ServiceFacts* next = nullptr;
    for (const auto& name : at->depends_on) {
      const auto* other = find(services, name);
      if (next == nullptr && other != nullptr && is_down(other->verdict)) next = other;
    }
    if (next == nullptr) return at->name;
    at = next;
  }
  return *passed.begin();  // they need each other: any one of the ring, as long as it is the same
}

// Of one that was taken along: that root is well again, and this one is not.
bool has_another_cause(const std::vector<ServiceFacts>& services,
                       const std::string& old_root,
                       const ServiceFacts& service,
                       const std::string& root) {
  if (root == old_root || service.name == old_root || !suffers(service)) return false;
  const auto* old = find(services, old_root);
  return old == nullptr || !is_down(old->verdict);
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
    const auto incident = without_other_roots(stored, incidents);
    std::erase_if(open_, [&incident](const Open& own) {
      return std::any_of(own.incident.services.begin(),
                         own.incident.services.end(),
                         [&incident](const auto& name) { return takes_along(incident, name); });
    });
    open_.push_back({incident.root, incident, now, {}});
  }
}

void Incidents::turn(const std::vector<ServiceFacts>& services,
                     std::int64_t unix_ms,
                     MonotonicTime now) {
  // Those that are down themselves come first: they open it, the others are taken along.
  for (const bool down : {true, false}) {
    for (const auto& service : services) {
      if (is_bad(service) && is_down(service.verdict) == down) {
        include(services, service, unix_ms, now);
      }
    }
  }
  for (auto& one : open_) note_recovered(one, services, now);
  std::erase_if(open_, [&](Open& one) {
    if (now - one.bad_at < kCalm) return false;
    one.incident.resolved_unix_ms = unix_ms;
    tell(one.incident, IncidentEvent::resolved);
    return true;
  });
}

void Incidents::include(const std::vector<ServiceFacts>& services,
                        const ServiceFacts& service,
                        std::int64_t unix_ms,
                        MonotonicTime now) {
  const auto root = root_of(services, service);
  const auto held = std::find_if(open_.begin(), open_.end(), [&service](const Open& one) {
    return takes_along(one.incident, service.name);
  });
  if (held != open_.end()) {
    if (!leaves(*held, services, service, root, now)) return;
    std::erase(held->incident.services, service.name);
    held->on_their_own.erase(service.name);
  }
  auto& one = of_root(root, service, unix_ms);
  one.bad_at = now;
  one.incident.services.push_back(service.name);
  const bool first = one.incident.services.size() == 1;
  tell(one.incident, first ? IncidentEvent::opened : IncidentEvent::grown);
}

// One that stays keeps the incident alive. What only followed from the root comes back a little
// later than that, so it is given time; what was well meanwhile and fell again is not.
bool Incidents::leaves(Open& held,
                       const std::vector<ServiceFacts>& services,
                       const ServiceFacts& service,
                       const std::string& root,
                       MonotonicTime now) {
  if (!has_another_cause(services, held.root, service, root)) {
    held.bad_at = now;
    held.on_their_own.erase(service.name);
    return false;
  }
  const auto [since, first_sight] = held.on_their_own.try_emplace(service.name, now);
  if (first_sight) held.bad_at = now;
  const bool after_its_root = root != service.name && takes_along(held.incident, root);
  return now - since->second >= kCalm && !after_its_root;
}

void Incidents::note_recovered(Open& one,
                               const std::vector<ServiceFacts>& services,
                               MonotonicTime now) {
  for (const auto& service : services) {
    if (!takes_along(one.incident, service.name)) continue;
    if (is_undecided(service)) {
      one.bad_at = now;
    } else if (!is_bad(service) && service.name != one.root) {
      one.on_their_own[service.name] = {};
    }
  }
}

Incidents::Open& Incidents::of_root(const std::string& root,
                                    const ServiceFacts& first,
                                    std::int64_t unix_ms) {
  const auto it = std::find_if(
      open_.begin(), open_.end(), [&root](const Open& one) { return one.root == root; });
  if (it != open_.end()) return *it;
  Incident incident;
  incident.id = epoch_.substr(0, 8) + "-" + std::to_string(next_++);
  incident.root = root;
  incident.verdict = first.verdict;
  incident.cause = first.cause;
  incident.opened_unix_ms = unix_ms;
  open_.push_back({root, std::move(incident), {}, {}});
  return open_.back();
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
