#include "monitor/root_cause.h"

#include <algorithm>

namespace latido::monitor {
namespace {

const ServiceFacts* lost_dependency(const std::vector<ServiceFacts>& services,
                                    const ServiceFacts& service) {
  for (const auto& name : service.depends_on) {
    const auto* other = find_service(services, name);
    if (other != nullptr && is_down(other->verdict, other->reason)) return other;
  }
  return nullptr;
}

}  // namespace

bool suffers(Verdict verdict, Reason reason) {
  return is_down(verdict, reason) || (verdict == Verdict::degraded && reason == Reason::dependency);
}

const ServiceFacts* find_service(const std::vector<ServiceFacts>& services,
                                 const std::string& name) {
  const auto it = std::find_if(
      services.begin(), services.end(), [&name](const auto& one) { return one.name == name; });
  return it == services.end() ? nullptr : &*it;
}

std::string root_of(const std::vector<ServiceFacts>& services, const ServiceFacts& service) {
  std::vector<std::string> path;
  for (const auto* at = &service; at != nullptr; at = lost_dependency(services, *at)) {
    if (at->reason == Reason::host_unreachable) return "host " + at->host;
    const auto ring = std::find(path.begin(), path.end(), at->name);
    // What leads to a ring is no part of it.
    if (ring != path.end()) return *std::min_element(ring, path.end());
    path.push_back(at->name);
  }
  return path.back();
}

}  // namespace latido::monitor
