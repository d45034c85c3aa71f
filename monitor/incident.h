#pragma once

#include "common/clock.h"
#include "monitor/state.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace latido::monitor {

// What incidents are made of: one service as it is now, and what it hangs on.
struct ServiceFacts {
  std::string name;
  Verdict verdict = Verdict::unknown;
  Reason reason = Reason::none;
  std::string cause;
  std::string host;
  std::vector<std::string> depends_on;
  bool flapping = false;
  bool maintenance = false;
};

// One root cause, with the services that it takes along: opened when the first of them is down,
// resolved when all of them have been well for a while. One that is still not well when that root
// has come back has another cause: it is taken out, and that cause has an incident of its own. What
// flaps stays one incident until it has settled. Pure.
class Incidents {
 public:
  static constexpr std::chrono::milliseconds kCalm{2000};  // well for so long: resolved

  // `epoch` makes the ids unique over restarts.
  explicit Incidents(std::string epoch) : epoch_(std::move(epoch)) {}

  // Those that the monitor before this one left open: they go on, and nothing is told of that. What
  // is open already for the same services gives way.
  void resume(const std::vector<Incident>& incidents, MonotonicTime now);

  // Whenever something has changed, and once a second: all services as they are now.
  void turn(const std::vector<ServiceFacts>& services, std::int64_t unix_ms, MonotonicTime now);
  // A person has seen it. False: there is no such open incident, or it was acknowledged before.
  bool acknowledge(const std::string& id);

  // What happened since the last call.
  std::vector<Incident> take_events();
  [[nodiscard]] std::vector<Incident> open() const;

 private:
  struct Open {
    std::string root;
    Incident incident;
    MonotonicTime bad_at;  // seen last
    // Of those taken along: since when they suffer from something else; zero: they have been well.
    std::map<std::string, MonotonicTime> on_their_own;
  };

  Open& of_root(const std::string& root, const ServiceFacts& first, std::int64_t unix_ms);
  void include(const std::vector<ServiceFacts>& services,
               const ServiceFacts& service,
               std::int64_t unix_ms,
               MonotonicTime now);
  static bool leaves(Open& held,
                     const std::vector<ServiceFacts>& services,
                     const ServiceFacts& service,
                     const std::string& root,
                     MonotonicTime now);
  static void note_recovered(Open& one,
                             const std::vector<ServiceFacts>& services,
                             MonotonicTime now);
  void tell(const Incident& incident, IncidentEvent event);

  std::string epoch_;
  std::uint64_t next_ = 1;
  std::vector<Open> open_;
  std::vector<Incident> events_;
};

}  // namespace latido::monitor
