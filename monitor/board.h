#pragma once

#include "monitor/card.h"
#include "monitor/flapping.h"
#include "monitor/incident.h"
#include "monitor/state.h"

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace latido::monitor {

// All services, and the numbered stream of their changes. While blind, verdicts are frozen: changes
// wait. Pure.
class Board {
 public:
  Board(const std::vector<CardOptions>& services, std::string epoch, MonotonicTime now);

  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  Card& card(std::size_t i) { return entries_[i].card; }
  // Once per turn, before the cards' own turns: what each may know of the others.
  void survey(MonotonicTime now);
  [[nodiscard]] Surroundings surroundings(std::size_t i) const;
  [[nodiscard]] bool somebody_is_late(MonotonicTime now) const;  // who has been heard before
  [[nodiscard]] const std::string& epoch() const { return epoch_; }
  void note_recovery(std::size_t i, std::uint32_t restarts, bool recovering);

  [[nodiscard]] bool blind() const { return blind_; }
  void set_blind(bool blind, std::string reason);
  void set_sight(Duration lag, int score);

  // `until`: end of the window that a person has opened; 0: there is none.
  void note_maintenance(std::size_t i, bool maintenance, std::int64_t until_unix_ms);
  [[nodiscard]] bool in_maintenance(std::size_t i) const { return entries_[i].maintenance; }
  // A person has seen it; false: there is no such open incident.
  bool acknowledge(const std::string& incident) { return incidents_.acknowledge(incident); }

  // What the monitor before this one left open.
  void resume(const std::vector<Incident>& incidents, MonotonicTime now) {
    incidents_.resume(incidents, now);
  }
  // For snapshots from now on.
  void note_availability(std::vector<ServiceAvailability> availability) {
    availability_ = std::move(availability);
  }

  // What changed since the last call, in order, each with its number: services, then incidents.
  std::vector<StreamMessage> take_changes(MonotonicTime now, std::int64_t unix_ms);
  // The whole state with the number of the last change in it: call take_changes() first.
  [[nodiscard]] StreamMessage snapshot(MonotonicTime now, std::int64_t unix_ms) const;
  [[nodiscard]] StreamMessage tick(std::int64_t unix_ms) const;
  // A tick that carries the availability last noted.
  [[nodiscard]] StreamMessage full_tick(std::int64_t unix_ms) const;

 private:
  struct Entry {
    explicit Entry(const CardOptions& options, MonotonicTime now)
        : card(options, now), host(options.host), depends_on(options.depends_on) {}

    Card card;
    std::string host;
    std::vector<std::string> depends_on;
    Flapping flapping;
    Verdict published = Verdict::unknown;
    std::int64_t since_unix_ms = 0;
    std::uint32_t restarts = 0;
    bool recovering = false;
    bool heard = false;  // ever
    bool maintenance = false;
    std::int64_t maintenance_until_unix_ms = 0;
    bool changed = false;
  };

  [[nodiscard]] StreamMessage message(std::int64_t unix_ms) const;
  [[nodiscard]] static ServiceState state_of(const Entry& entry, MonotonicTime now);

  void take_incidents(MonotonicTime now, std::int64_t unix_ms, std::vector<StreamMessage>& out);
  static void note_verdict(Entry& entry, std::int64_t unix_ms);
  static bool note_fall(Entry& entry, MonotonicTime now);  // true: whether it flaps has changed
  [[nodiscard]] bool is_first_start(const Entry& entry, MonotonicTime now) const;

  static constexpr std::chrono::milliseconds kIncidentsEvery{500};  // besides at every change
  static constexpr std::chrono::seconds kFirstStart{5};             // from the monitor's beginning

  Incidents incidents_;
  MonotonicTime began_;
  MonotonicTime incidents_at_;
  std::vector<Entry> entries_;
  std::map<std::string, std::size_t> heard_on_;  // host to the services that beat there
  std::vector<ServiceAvailability> availability_;
  std::string epoch_;
  std::uint64_t sequence_ = 0;
  bool blind_ = false;
  std::string blind_reason_;
  bool blindness_changed_ = false;
  std::uint32_t lag_ms_ = 0;
  std::uint8_t health_score_ = 0;
};

}  // namespace latido::monitor
