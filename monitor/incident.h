#pragma once

#include "common/clock.h"
#include "monitor/root_cause.h"
#include "monitor/state.h"

#include <cstdint>
#include <list>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace latido::monitor {

// One root cause, with the services that it takes along: opened when the first of them is down,
// resolved when all of them have been well for a while. One that is still not well when that root
// has come back has another cause: it is taken out, and that cause has an incident of its own. One
// that was seen before what it comes from is moved there. What flaps stays one incident until it
// has settled. Maintenance of a root covers what it takes along. Pure.
class Incidents {
 public:
  static constexpr std::chrono::milliseconds kCalm{2000};  // well for so long: resolved
  // What fell so shortly before its root only showed the trouble first.
  static constexpr std::chrono::milliseconds kSymptomLead{2000};

  // `epoch` makes the ids unique over restarts.
  explicit Incidents(std::string epoch) : epoch_(std::move(epoch)) {}

  // Those that the monitor before this one left open: they go on, and nothing is told of that.
  // Before the first turn.
  void resume(const std::vector<Incident>& incidents, MonotonicTime now);

  // Whenever something has changed, and once a second: all services as they are now.
  void turn(const std::vector<ServiceFacts>& services, std::int64_t unix_ms, MonotonicTime now);
  // A person has seen it. False: there is no such open incident, or it was acknowledged before.
  bool acknowledge(const std::string& id);

  // What happened since the last call; of one turn one event an incident, or its end besides.
  std::vector<Incident> take_events();
  [[nodiscard]] std::vector<Incident> open() const;

 private:
  struct Open {
    std::string root;
    Incident incident;
    MonotonicTime bad_at;                 // seen last
    MonotonicTime symptom_until;          // until then its root may prove to follow from another
    std::optional<IncidentEvent> untold;  // of this turn: opened or grown
    bool moved = false;                   // another has all of it now
    // Of those taken along: since when they suffer from something else; zero: they have been well.
    std::map<std::string, MonotonicTime> on_their_own;
  };
  struct Moment {
    const std::vector<ServiceFacts>& services;
    std::int64_t unix_ms;
    MonotonicTime now;
  };
  struct Sufferer {
    const ServiceFacts* service;
    std::string root;
  };
  // Undecided is a sign neither of trouble nor of health: it opens no incident, and ends none.
  enum class Condition : std::uint8_t { well, undecided, bad };

  static Condition condition_of(const ServiceFacts& service);  // that does not suffer
  Condition weigh(const Sufferer& one, const Moment& at);
  void note_not_bad(const ServiceFacts& service, Condition condition, MonotonicTime now);
  void include(const Sufferer& bad, const Moment& at);
  static void take_along(Open& one, const std::string& service, MonotonicTime now);
  static bool leaves(Open& held, const Sufferer& bad, const Moment& at);
  static void hand_over(Open& symptom, Open& cause, MonotonicTime now);
  Open* holder_of(const std::string& service);
  Open& of_root(const Sufferer& first, const Moment& at);
  void tell_turn(const Moment& at);
  void tell(const Incident& incident, IncidentEvent event);

  std::string epoch_;
  std::uint64_t next_ = 1;
  std::list<Open> open_;
  // Of those whose root was in maintenance or at its first start: when that was last so. They come
  // back a little later than that.
  std::map<std::string, MonotonicTime> excused_;
  std::vector<Incident> events_;
};

}  // namespace latido::monitor
